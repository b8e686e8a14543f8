"""What it costs to make the index: cold, after an edit, and where the time goes."""

from __future__ import annotations

import os
import shutil
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from measure import Row

from compactx.corpus import nodes, source
from compactx.corpus.load import load
from compactx.index.writing.build import build

try:
    import _sqlite3 as sqlite3
except ImportError:
    import sqlite3  # type: ignore[no-redef]

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "when the index must be made"
_EDITED = "instruments/gcm/04-objective-17.yaml"


@dataclass(frozen=True)
class Build:
    """Sizes in bytes and counts of what is compiled, and seconds for each step."""

    files: int
    corpus_size: int
    nodes: int
    edges: int
    index_size: int
    yaml: float
    records: float
    tables: float


def rows(compactx: str, scratch: Path) -> list[Row]:
    """Return the two commands that find no usable index: the first one ever, and the first after an edit."""
    cold, edited, copy = scratch / "cold", scratch / "edited", scratch / "corpus"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(source.packaged(), copy)
    environment = {"COMPACTX_CORPUS": str(copy), "COMPACTX_CORPUS_ONLY": "1", "XDG_CACHE_HOME": str(edited)}

    def forget() -> None:
        shutil.rmtree(cold, ignore_errors=True)

    def edit() -> None:
        with (copy / _EDITED).open("a", encoding="utf-8") as stream:
            stream.write("# one more line\n")

    show = (compactx, "show", "objective", "17")
    return [
        Row("compactx show objective 17, no index yet", show, GROUP, before=forget,
            environment={"XDG_CACHE_HOME": str(cold)}, every=2),
        Row("the same after one YAML file was edited", show, GROUP, before=edit, environment=environment, every=2),
    ]  # fmt: skip


def steps(scratch: Path, repeats: int) -> Build:
    """Compile the shipped corpus in this process and return what each step took, as medians."""
    folder = source.packaged()
    files = [path for path, _, _ in source.files(folder)]
    target = scratch / "steps.sqlite"
    times: list[tuple[float, float, float]] = []
    counts = (0, 0)
    for _ in range(repeats):
        target.unlink(missing_ok=True)
        start = time.perf_counter()
        for path in files:
            with open(path, "rb") as stream:
                nodes.read_nodes(stream.read(), path)
        read = time.perf_counter()
        corpus = load((folder,))
        loaded = time.perf_counter()
        connection = sqlite3.connect(target)
        build(connection, corpus, "")
        built = time.perf_counter()
        counts = tuple(connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("node", "edge"))
        connection.close()
        # load() reads the YAML once more, so what it takes beyond the first reading is making records.
        times.append((read - start, (loaded - read) - (read - start), built - loaded))
    yaml, records, tables = (statistics.median(step) for step in zip(*times, strict=True))
    size = sum(os.path.getsize(path) for path in files)
    return Build(len(files), size, *counts, target.stat().st_size, yaml, max(records, 0.0), tables)
