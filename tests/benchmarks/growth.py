"""How answers grow with the library, beside other engines on the same graph: ``python tests/benchmarks/growth.py``.

For libraries of 1,000, 10,000, 100,000 and 300,000 provisions made up by ``synthetic.py`` (``--million`` adds one of
a million) it prints what a build takes, what one document more takes, and what a cold process takes for each question,
with its peak memory and the exponent that fits its growth::

    python tests/benchmarks/growth.py --peers VENV/bin/python

Every figure is processor time of whole processes, in terms of a bare start of Python right before it. ``--peers`` names
a Python with some of duckdb, ladybug, pyoxigraph, networkx and igraph; what it lacks is named in the table. A table is
printed as soon as its last figure is there, those of a size before the next size begins, and no failure of a question
or of an engine ends the run: its cell says what went wrong.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import math
import os
import random
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))

import keys
import library
import synthetic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LAUNCH = Path(__file__).with_name("launch.py")
PEERS = Path(__file__).with_name("growth_peers.py")
SIZES = (1_000, 10_000, 100_000, 300_000)
MILLION = 1_000_000
ROUNDS = 3
LIMIT = 300.0  # seconds after which a process is ended
BARE = (sys.executable, "-c", "pass")
_LONG = 2.0  # seconds: what takes longer is asked once
_ANSWERED = {0, 1}
ADD = """
import random, sys
from compactx.library.record import DocumentSource
from compactx.library.store import LibraryStore
import synthetic
path, number = sys.argv[1], int(sys.argv[2])
store = LibraryStore(path)
things = synthetic._Things(["gcm", "agenda2030"], number, random.Random(3))
store.begin()
origin = DocumentSource(f"made/{number:07}.xml", 1, 1, f"{number:064}")
store.put(origin, synthetic._document(number, things, random.Random(number)))
store.commit()
store.publish()
store.close()
"""
PAGE = (
    "1. We recall General Assembly resolution 73/195 and the 2030 Agenda for Sustainable Development (resolution 70/1),"
    " and article 12 of the International Covenant on Civil and Political Rights.\n\n"
    "2. We welcome objective 17 of the Global Compact for Safe, Orderly and Regular Migration, A/RES/101/5 and"
    " target 10.7.\n\n"
)


@dataclass(frozen=True)
class Figure:
    """What a process took: processor seconds, times a bare Python, peak MiB; or why there is no figure."""

    seconds: float = 0.0
    times: float = 0.0
    peak: float = 0.0
    trouble: str = ""

    def __str__(self) -> str:
        """Return a cell of a table."""
        if self.trouble:
            return self.trouble
        took = f"{self.seconds * 1000:.0f} ms" if self.seconds < _LONG else f"{self.seconds:.1f} s"
        return f"{self.times:.1f}x, {took}, {self.peak:.0f} MiB"


def once(words: Sequence[str], environment: Mapping[str, str], limit: float = LIMIT) -> Figure:
    """Run a program once, read what it prints to its end, and return what it took."""
    started = subprocess.Popen(
        [sys.executable, "-I", "-S", str(LAUNCH), "pipe", *words], env=dict(environment), cwd=library.ROOT, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    try:
        printed, said = started.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
        started.communicate()
        return Figure(trouble=f"ended after {limit:.0f} s")
    told = printed.split()
    if len(told) != len(("status", "wall", "cpu", "peak", "bytes")) or int(told[0]) not in _ANSWERED:
        last = (said.strip().splitlines() or ["no word"])[-1]
        return Figure(trouble=f"failed: {last[:80]}")
    return Figure(float(told[2]), 0.0, int(told[3]) / 1024)


def asked(lines: Sequence[Sequence[str]], environment: Mapping[str, str]) -> Figure:
    """Return the median of some command lines, each beside a bare Python; a long one is asked once."""
    kept: list[Figure] = []
    for words in lines:
        bare = once(BARE, environment)
        figure = once(words, environment)
        if figure.trouble or bare.trouble:
            return figure if figure.trouble else bare
        kept.append(Figure(figure.seconds, figure.seconds / bare.seconds, figure.peak))
        if figure.seconds > _LONG:
            break
    middle = (statistics.median(one.seconds for one in kept), statistics.median(one.times for one in kept))
    return Figure(*middle, max(one.peak for one in kept))


def questions(index: Path, chance: random.Random, page: Path) -> dict[str, list[tuple[str, ...]]]:
    """Return the command lines of each question about a library."""
    connection = sqlite3.connect(index)
    sql = "SELECT id, gist FROM node WHERE kind = 'paragraph' AND gist LIKE 'w%' ORDER BY n"
    clauses = connection.execute(sql).fetchall()
    some = chance.sample(clauses, 2 * ROUNDS)
    hub = library.most_cited(index)
    word = synthetic.spelled(900)

    def each(*words: str) -> list[tuple[str, ...]]:
        return [library.compactx(*words)] * ROUNDS

    return {
        "show, a clause": [library.compactx("show", one[0], "--json") for one in some[:ROUNDS]],
        "refs, a clause": [library.compactx("refs", one[0]) for one in some[:ROUNDS]],
        "refs, a hub, first 50": each("refs", hub, "-n", "50"),
        "refs, a hub, all": each("refs", hub),
        "path, two clauses": [
            library.compactx("path", a[0], "to", b[0], "--json") for a, b in zip(some, some[ROUNDS:], strict=False)
        ],
        "search, a rare word": each("search", word),
        "search, a common word": each("search", synthetic.spelled(1)),
        "agreed, eight words": [
            library.compactx("agreed", " ".join(one[1].split()[:8]), "--json") for one in some[:ROUNDS]
        ],
        "check, a page of 5 kB": each("check", str(page)),
        "related, objective 17": each("related", "objective", "17", "--json"),
        "related, a clause": [library.compactx("related", one[0], "--json") for one in some[:ROUNDS]],
        "related, the 2030 Agenda": each("related", "agenda2030", "--json"),
        "matrix, objectives by instruments": each("matrix", "objectives", "instruments"),
    }  # fmt: skip


def opened(environment: Mapping[str, str]) -> str:
    """Return how long ``browse`` takes to draw and to take keys, on the clock, beside a bare Python."""
    bare, ink, listening = [], [], []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        subprocess.run(BARE, env=dict(environment), check=True)
        bare.append(time.perf_counter() - began)
        first, ready = keys.opening(environment, "")
        ink.append(first)
        listening.append(ready)
    unit = statistics.median(bare)
    first, ready = statistics.median(ink), statistics.median(listening)
    return f"{first / unit:.1f}x, {first * 1000:.0f} ms; keys {ready * 1000:.0f} ms"


def built(here: library.Surroundings) -> Figure:
    """Build the index of a library from nothing."""
    shutil.rmtree(here.folder / "cache", ignore_errors=True)
    return asked([(sys.executable, "-c", library.BUILD)], here.env)


def added(here: library.Surroundings, number: int) -> Figure:
    """Put one document more into the library, and return what the next question takes, which takes it in."""
    path = here.folder / "data" / "compactx" / "library.sqlite"
    environment = {**here.env, "PYTHONPATH": f"{library.ROOT}:{Path(__file__).parent}"}
    subprocess.run([sys.executable, "-c", ADD, str(path), str(number)], env=environment, check=True)
    show = library.compactx("show", "objective", "17", "--json")
    return asked([show], here.env)


def exponent(sizes: Sequence[int], figures: Sequence[Figure]) -> str:
    """Return the exponent of the power of the size that fits best, '' from fewer than three figures."""
    points = [(math.log(n), math.log(one.seconds)) for n, one in zip(sizes, figures, strict=True) if one.seconds]
    if len(points) < 3:
        return ""
    x, y = (statistics.fmean(one) for one in zip(*points, strict=True))
    return f"{sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points):.2f}"


def tables(index: Path, folder: Path) -> list[str]:
    """Write the graph for the other engines; return the numbers of the hub and of two clauses."""
    folder.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(index)
    for name, sql in (
        ("node", "SELECT n, id, kind FROM node ORDER BY n"),
        ("edge", "SELECT src, dst, cost FROM edge ORDER BY n"),
    ):
        rows = connection.execute(sql)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow([column[0] for column in rows.description])
            writer.writerows(rows)
    hub = connection.execute("SELECT node FROM cited ORDER BY clauses DESC LIMIT 1").fetchone()
    ends = connection.execute("SELECT n FROM node WHERE kind = 'paragraph' AND gist LIKE 'w%' ORDER BY n").fetchall()
    return [str(row[0]) for row in (hub, ends[len(ends) // 3], ends[2 * len(ends) // 3])]


def beside(python: str, index: Path, folder: Path) -> list[list[str]]:
    """Return a line of figures for each engine: loading, disk, the first references of a hub, all, a path."""
    listed = subprocess.run([python, PEERS, "versions"], capture_output=True, text=True, check=True).stdout
    hub, start, end = tables(index, folder)
    rows = []
    for engine, version in (line.split("\t") for line in listed.splitlines()):
        store = folder / f"{engine}.store"
        _remove(store)
        if not version:
            rows.append([engine, "not installed", "", "", "", ""])
            continue
        loaded = asked([(python, str(PEERS), "load", engine, str(folder), str(store))], os.environ)
        row = [version, str(loaded), f"{_size(store) / 2**20:.0f} MiB"]
        for question, numbers in (("refs", (hub,)), ("all", (hub,)), ("path", (start, end))):
            line = (python, str(PEERS), "ask", engine, str(store), question, *numbers)
            row.append("" if loaded.trouble else str(asked([line] * ROUNDS, os.environ)))
        rows.append(row)
        library.say(" | ".join(row))
        _remove(store)
    return rows


def _remove(store: Path) -> None:
    for path in store.parent.glob(f"{store.name}*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _size(store: Path) -> int:
    files = [store, *store.rglob("*")] if store.is_dir() else store.parent.glob(f"{store.name}*")
    return sum(path.stat().st_size for path in files if path.is_file())


def grown(size: int, folder: Path, known: Sequence[str], peers: str) -> dict[str, Figure | str]:
    """Make a library of a size, measure everything, and print its tables; return the figures by what was done."""
    here = library.Surroundings(folder / str(size))
    path = here.folder / "data" / "compactx" / "library.sqlite"
    if not path.with_name("library.sqlite.stamp").exists():
        synthetic.make(str(path), size, known)
    found: dict[str, Figure | str] = {"build": built(here)}
    index = here.index()
    page = folder / "page.txt"
    page.write_text(PAGE * (5000 // len(PAGE)), encoding="utf-8")
    lines = questions(index, random.Random(size), page)  # noqa: S311 - repeatable
    for name, asking in lines.items():
        once(asking[0], here.env)  # what is made once is made: the runs of words
        found[name] = asked(asking, here.env)
        library.say(f"{size:,}: {name}: {found[name]}")
    try:
        found["browse, opened"] = opened(here.env)
    except OSError as error:
        found["browse, opened"] = f"failed: {error}"
    found["one document more"] = added(here, size // synthetic.CLAUSES)
    connection = sqlite3.connect(index)
    rows = [connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("node", "edge")]
    head = f"{size:,} provisions, {rows[0]:,} things, {rows[1]:,} references, index of {_size(index) / 2**20:.0f} MiB"
    library.say(library.table([head, "takes"], [[name, str(figure)] for name, figure in found.items()]))
    if peers:
        told = beside(peers, index, folder / "peers")
        columns = ["on disk", "refs, a hub, first 50", "refs, a hub, all", "path, two clauses"]
        library.say(library.table([f"other engines, {size:,}", "load", *columns], told))
    return found


def main() -> None:
    """Measure size by size, and print how everything grows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), metavar="PROVISIONS")
    parser.add_argument("--million", action="store_true", help="a million provisions too: half an hour, 3 GB")
    parser.add_argument("--peers", default="", metavar="PYTHON", help="a Python that has the other engines")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "compactx-growth")
    given = parser.parse_args()
    sizes = sorted({*given.sizes, *([MILLION] if given.million else [])})
    plain = library.Surroundings(given.folder / "shipped")
    plain.run(*library.compactx("show", "objective", "17"))
    known = [row[0] for row in sqlite3.connect(plain.index()).execute(
        "SELECT id FROM node WHERE locator = '' AND kind NOT IN ('class') ORDER BY n")]  # fmt: skip
    load = f"{time.strftime('%Y-%m-%d %H:%M')}, load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores"
    library.say(f"{load}; other engines: {given.peers or 'none asked for (--peers PYTHON)'}\n")
    found: dict[int, dict[str, Figure | str]] = {}
    for size in sizes:
        found[size] = grown(size, given.folder, known, given.peers)
        rows = []
        for name in found[size]:
            own = [one[name] for one in found.values()]
            fits = [one for one in own if isinstance(one, Figure)]
            fitted = exponent(list(found), fits) if len(fits) == len(own) else ""
            rows.append([name, *map(str, own), fitted])
        library.say(library.table(["a cold process", *(f"{n:,}" for n in found), "exponent"], rows))
    library.say(f"{time.strftime('%Y-%m-%d %H:%M')}, load {os.getloadavg()[0]:.1f}: done")


if __name__ == "__main__":
    main()
