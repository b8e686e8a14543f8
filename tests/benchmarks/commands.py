"""Every command in a large library: seconds next to a bare Python and the shipped corpus, and peak memory.

Part of ``library.py --questions all``. Each command line runs as a process of its own, started by the small
``launch.py``, in rounds over all sizes; what takes longer than ``LIMIT`` seconds is ended and said so.
"""

from __future__ import annotations

import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import keys

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LAUNCH = Path(__file__).with_name("launch.py")
ROUNDS = 3
LIMIT = 180.0
BARE = "python -c pass"
ANSWERED = {0, 1, 2}  # 2: the question is declined, with a sentence on what to ask instead
FORMATS = ("parquet", "csv", "neo4j", "jsonl", "cypher", "graphml", "gexf", "dot", "turtle", "jsonld", "mermaid",
           "markdown", "html", "svg", "png")  # fmt: skip

Asked = dict[str, tuple[str, ...]]
Figure = tuple[float, float, int]  # seconds, MiB, exit status


def questions(document: str, clause: str = "", hub: str = "agenda2030") -> Asked:
    """Return the questions by name; ``document`` is a document with clauses that is cited a few times."""
    clause = clause or f"{document}/1"
    return {
        "related, a clause": ("related", clause),
        "related, a document": ("related", document),
        "related, an objective": ("related", "objective", "17"),
        "related, a hub": ("related", hub),
        "impact, a clause": ("impact", clause),
        "impact, a document": ("impact", document),
        "impact, an objective": ("impact", "objective", "17"),
        "impact, a hub": ("impact", hub),
        "matrix, objectives by goals": ("matrix", "objectives", "goals"),
        "matrix, objectives by instruments": ("matrix", "objectives", "instruments"),
        "matrix, documents by objectives": ("matrix", "documents", "objectives"),
        "stats size": ("stats", "size"),
        "stats kinds": ("stats", "kinds"),
        "stats cited": ("stats", "cited"),
        "stats objectives": ("stats", "objectives"),
        "stats gaps": ("stats", "gaps"),
        "stats --timeline": ("stats", "--timeline"),
        "stats centrality": ("stats", "centrality"),
        "stats communities": ("stats", "communities"),
        "stats": ("stats",),
        "trace, an objective": ("trace", "objective", "17"),
        "trace, a document": ("trace", document),
        "trace --all": ("trace", "--all"),
        "tree, a document": ("tree", document),
        "tree, a hub, in": ("tree", hub, "--direction", "in"),
        "list": ("list",),
        "list objectives": ("list", "objectives"),
        "list resolutions": ("list", "resolutions"),
        "list paragraphs": ("list", "paragraphs"),
        "review, an actor": ("review", "IMRF"),
        "review, a document": ("review", document),
        "cite, a clause": ("cite", clause),
        "cite, a document": ("cite", document),
        "graph, a clause": ("graph", clause),
        "graph, a document": ("graph", document),
        "graph, a hub": ("graph", hub),
        "export jsonl --around a clause": ("export", "jsonl", "--around", clause),
        "check": ("check",),
        **{f"export {name}": ("export", name, "--force", "-o", _target(name)) for name in FORMATS},
    }


def _target(name: str) -> str:
    return "{folder}/" + f"whole-{name}.{name}"


def run(words: Sequence[str], environment: Mapping[str, str], folder: Path, limit: float = LIMIT) -> Figure | None:
    """Run a command line; return its seconds, peak memory and status, None if it took too long."""
    program = [word.replace("{folder}", str(folder)) for word in words]
    started = subprocess.Popen(
        [sys.executable, "-I", "-S", str(LAUNCH), "pipe", *program], env=dict(environment), cwd=folder, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    try:
        printed, said = started.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        os.killpg(started.pid, signal.SIGKILL)
        started.communicate()
        return None
    status, wall, _, peak, _ = printed.split()
    if int(status) not in ANSWERED:
        sys.stderr.write(f"{' '.join(program)}: status {status}\n{said[-800:]}\n")
    return float(wall), int(peak) / 1024, int(status)


def measure(
    at: Mapping[str, tuple[Mapping[str, str], Asked]],
    only: str = "",
    rounds: int = ROUNDS,
    tell: Callable[[list[str]], None] = lambda _: None,
) -> dict[str, dict[str, list[Figure] | None]]:
    """Return the figures of every question at every size, in interleaved rounds; ``tell`` hears of each."""
    folder = Path(tempfile.mkdtemp(prefix="compactx-commands-"))
    found: dict[str, dict[str, list[Figure] | None]] = {BARE: {size: [] for size in at}}
    try:
        for name in next(iter(at.values()))[1]:
            if only in name:
                found[name] = {size: [] for size in at}
                for number in range(rounds):
                    _round(found, at, name, folder, keep=number > 0 or rounds == 1)
                tell(rows({name: found[name]})[0])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return found


def _round(
    found: dict[str, dict[str, list[Figure] | None]],
    at: Mapping[str, tuple[Mapping[str, str], Asked]],
    name: str,
    folder: Path,
    *,
    keep: bool,
) -> None:
    """Ask one question at every size; long answers count from the first round, short ones from the second."""
    for size, (environment, asked) in at.items():
        bare = run((sys.executable, "-c", "pass"), environment, folder)
        own, units = found[name][size], found[BARE][size]
        if own is None or (own and own[0][0] > 2):  # a long answer is asked for once
            continue
        figure = run((sys.executable, "-m", "compactx", *asked[name]), environment, folder)
        if figure is None:
            found[name][size] = None
        elif keep or figure[0] > 2:
            own.append(figure)
            if bare and units is not None:
                units.append(bare)


def rows(found: Mapping[str, Mapping[str, list[Figure] | None]]) -> list[list[str]]:
    """Return a line of Markdown cells a question: time, times the shipped corpus, memory at every size."""
    out = []
    for name, sizes in found.items():
        own = sizes.get("shipped") or [(0.0, 0.0, 0)]
        unit = statistics.median(figure[0] for figure in own)
        out.append([name, *(_cell(figures, unit) for figures in sizes.values())])
    return out


def _cell(figures: list[Figure] | None, unit: float) -> str:
    if figures is None:
        return f"ended after {LIMIT:.0f} s"
    if not figures:
        return "-"
    wall = statistics.median(figure[0] for figure in figures)
    peak = statistics.median(figure[1] for figure in figures)
    status = figures[0][2]
    declined = "" if status < 2 else " declined" if status in ANSWERED else f" failed with status {status}"
    times = f" ({wall / unit:.1f}x)" if unit else ""
    return f"{_seconds(wall)}{times}, {peak:.0f} MiB{declined}"


def _seconds(wall: float) -> str:
    return f"{wall * 1000:.0f} ms" if wall < 2 else f"{wall:.1f} s"


def browsing(at: Mapping[str, tuple[Mapping[str, str], str]], rounds: int = ROUNDS) -> list[list[str]]:
    """Return a line of Markdown cells for opening ``browse`` and for each key, median at every size."""
    found: dict[str, dict[str, list[float]]] = {}
    for _ in range(rounds):
        for size, (environment, document) in at.items():
            for name, wall in keys.session(environment, document).items():
                found.setdefault(name, {}).setdefault(size, []).append(wall)
    return [
        [f"browse: {name}", *(_seconds(statistics.median(walls)) for walls in sizes.values())]
        for name, sizes in found.items()
    ]
