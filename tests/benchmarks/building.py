"""What it costs to make the index: cold, after an edit, and where the time goes."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import statistics
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from measure import Row
from measure import environment as measured_in

from compactx.corpus import nodes, source
from compactx.corpus.load import load
from compactx.index import compiled
from compactx.index.writing.build import build

try:
    import _sqlite3 as sqlite3
except ImportError:
    import sqlite3  # type: ignore[no-redef]

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

GROUP = "when the index must change"
_EDITED = "instruments/gcm/04-objective-17.yaml"
_LABEL = re.compile("label: Eliminate discrimination.*")
_PORT = """instrument:
  id: port-plan
  kind: document
  title: Harbour Plan, reading {number}
  legal: non-binding
  date: 2025-06-30
  names:
  - {{name: "Harbour Plan, reading {number}", type: full, example: "the Harbour Plan, reading {number}"}}
  sources: [made up]
  confidence: low
provisions:
- locator: '1'
  kind: paragraph
  gist: Boats are met, and names are written down as people say them.
  references:
  - {{to: agenda2030, relation: cites, surface: 2030 Agenda}}
"""


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
    """Return the lookups that find no usable index: the first one ever, and the first after an edit of each kind.

    They are held to their bar where a compiled corpus of this code was installed; else all of it is compiled.
    """
    show = (compactx, "show", "objective", "17", "--plain")
    cold, shipped, own = scratch / "cold", scratch / "shipped", scratch / "own"
    copy, file = shipped / "corpus", own / "corpus" / "instruments" / "port.yaml"
    shutil.rmtree(shipped, ignore_errors=True)
    shutil.copytree(source.packaged(), copy)
    edited = {"COMPACTX_CORPUS": str(copy), "COMPACTX_CORPUS_ONLY": "1", "XDG_CACHE_HOME": str(shipped / "cache")}
    added = {"COMPACTX_CORPUS": str(own / "corpus"), "XDG_CACHE_HOME": str(own / "cache")}
    file.parent.mkdir(parents=True, exist_ok=True)
    times = itertools.count(1)

    def indexed(environment: Mapping[str, str]) -> None:
        kept = environment["XDG_CACHE_HOME"]
        if not os.path.isdir(kept):
            subprocess.run(show, env={**measured_in(scratch), **environment}, stdout=subprocess.DEVNULL, check=True)

    def forget() -> None:
        shutil.rmtree(cold, ignore_errors=True)

    def edit() -> None:
        indexed(edited)
        written = (copy / _EDITED).read_text(encoding="utf-8")
        new = f"label: Eliminate discrimination, reading {next(times)}"
        (copy / _EDITED).write_text(_LABEL.sub(new, written, count=1), encoding="utf-8")

    def first() -> None:
        file.unlink(missing_ok=True)
        shutil.rmtree(own / "cache", ignore_errors=True)
        indexed(added)
        file.write_text(_PORT.format(number=next(times)), encoding="utf-8")

    def again() -> None:
        if not file.exists():
            first()
        indexed(added)
        subprocess.run(show, env={**measured_in(scratch), **added}, stdout=subprocess.DEVNULL, check=True)
        file.write_text(_PORT.format(number=next(times)), encoding="utf-8")

    bar = 4 if compiled.base_of((source.packaged(),), str(scratch / "note")) else 0  # none where the code has changed

    def row(name: str, before: Callable[[], None], environment: Mapping[str, str]) -> Row:
        return Row(f"show objective 17, {name}", show, GROUP, bar, before=before, environment=environment, every=2)

    return [
        row("the first command ever", forget, {"XDG_CACHE_HOME": str(cold)}),
        row("after an edit of the corpus", edit, edited),
        row("after a first file of one's own", first, added),
        row("after an edit of it", again, added),
    ]


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
