"""How answers grow with the library, beside other engines on the same graph: ``python tests/benchmarks/growth.py``.

For libraries of 1,000, 10,000, 100,000 and 300,000 provisions made up by ``synthetic.py`` (``--million`` adds one of
a million) it prints what a build takes, what one document more takes, and what a cold process takes for each question,
with its peak memory and the exponent that fits its growth::

    python tests/benchmarks/growth.py --peers VENV/bin/python --keep FOLDER

Every figure is processor time of whole processes, in terms of a bare start of Python right before it. ``--peers`` names
a Python with some of duckdb, ladybug, pyoxigraph, networkx and igraph; what it lacks is named in the table. With
``--keep`` libraries, indexes, the engines' databases and all figures stay in a folder, and the same command line goes
on where the last run ended; ``--again WORD`` measures the rows that begin with it anew. The table so far is
printed after each size, and no failure of a question or of an engine ends the run: its cell says what went wrong.
"""

from __future__ import annotations

import argparse
import compileall
import csv
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))

import keys
import library
import synthetic
from figures import BARE, LIMIT, ROUNDS, Figure, Measured, asked, once

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

PEERS = Path(__file__).with_name("growth_peers.py")
SIZES = (1_000, 10_000, 100_000, 300_000)
MILLION = 1_000_000
ADD = """
import random, sys
from compactx.library.store import DocumentSource
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


def questions(index: Path, chance: random.Random, page: Path, rounds: int) -> dict[str, list[tuple[str, ...]]]:
    """Return the command lines of each question about a library."""
    connection = sqlite3.connect(index)
    sql = "SELECT id, gist FROM node WHERE kind = 'paragraph' AND gist LIKE 'w%' ORDER BY n"
    clauses = connection.execute(sql).fetchall()
    some = chance.sample(clauses, 2 * rounds)
    hub = library.most_cited(index)
    word = synthetic.spelled(900)

    def each(*words: str) -> list[tuple[str, ...]]:
        return [library.compactx(*words)] * rounds

    return {
        "show, a clause": [library.compactx("show", one[0], "--json") for one in some[:rounds]],
        "show, a hub, the page": each("show", hub),
        "refs, a clause": [library.compactx("refs", one[0]) for one in some[:rounds]],
        "refs, a hub, first 50": each("refs", hub, "-n", "50"),
        "refs, a hub, all": each("refs", hub),
        "path, two clauses": [
            library.compactx("path", a[0], "to", b[0], "--json") for a, b in zip(some, some[rounds:], strict=False)
        ],
        "search, a rare word": each("search", word),
        "search, a common word": each("search", synthetic.spelled(1)),
        "agreed, eight words, the runs of words to be made": [library.compactx("agreed", "nothing of this", "--json")],
        "agreed, eight words": [
            library.compactx("agreed", " ".join(one[1].split()[:8]), "--json") for one in some[:rounds]
        ],
        "check, a page of 5 kB": each("check", str(page)),
        "related, objective 17": each("related", "objective", "17", "--json"),
        "related, a clause": [library.compactx("related", one[0], "--json") for one in some[:rounds]],
        "related, the 2030 Agenda": each("related", "agenda2030", "--json"),
        "related, a hub": each("related", hub, "--json"),
        "matrix, objectives by instruments": each("matrix", "objectives", "instruments"),
        "matrix, the same as --json": each("matrix", "objectives", "instruments", "--json"),
    }  # fmt: skip


def opened(
    opening: Callable[[Mapping[str, str], str], keys.Opening], environment: Mapping[str, str], rounds: int
) -> Figure:
    """Return what ``browse`` takes, each beside a bare Python, and when it is there on the clock."""
    found, bare = [], []
    for _ in range(rounds):
        bare.append(once(BARE, environment).seconds)
        found.append(opening(environment, ""))
    wall, seconds, _ = (statistics.median(values) for values in zip(*found, strict=True))
    clock = f"{wall * 1000:.0f} ms on the clock"
    return Figure(seconds, seconds / statistics.median(bare), max(one.peak for one in found), beside=clock)


def built(here: library.Surroundings, limit: float) -> Figure:
    """Build the index of a library from nothing."""
    shutil.rmtree(here.folder / "cache", ignore_errors=True)
    return asked([(sys.executable, "-c", library.BUILD)], here.env, limit)


def added(here: library.Surroundings, rounds: int) -> Figure:
    """Put documents into the library, one after the other; return what the next question takes, which takes it in."""
    path = here.folder / "data" / "compactx" / "library.sqlite"
    environment = {**here.env, "PYTHONPATH": f"{library.ROOT}:{Path(__file__).parent}"}
    show = library.compactx("show", "objective", "17", "--json")
    found = []
    for _ in range(rounds):
        number = sqlite3.connect(path).execute("SELECT count(*) FROM document").fetchone()[0]
        subprocess.run([sys.executable, "-c", ADD, str(path), str(number)], env=environment, check=True)
        found.append(asked([show], here.env))
    middle = sorted(found, key=lambda one: (one.trouble, one.times))[rounds // 2]
    return Figure(middle.seconds, middle.times, max(one.peak for one in found), middle.trouble)


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


def engines(python: str) -> dict[str, str]:
    """Return the other engines that a Python has, with their versions; '' for what it lacks."""
    listed = subprocess.run([python, PEERS, "versions"], capture_output=True, text=True, check=True).stdout
    return dict(line.split("\t") for line in listed.splitlines())


def beside(given: argparse.Namespace, measured: Measured, size: int, index: Path, folder: Path) -> None:
    """Measure each engine: loading, disk, the first references of a hub, all of them, a path."""
    asking = ("load", "on disk", "refs, a hub, first 50", "refs, a hub, all", "path, two clauses")
    there = engines(given.peers)
    if all(measured.has(size, [f"{version}: {name}" for name in asking]) for version in there.values() if version):
        return
    hub, start, end = tables(index, folder)
    for engine, version in there.items():
        if not version:
            measured.take(size, engine, lambda: Figure(trouble="not installed"))
            continue
        store = folder / f"{engine}.store"
        loaded = measured.take(size, f"{version}: load", lambda: _loaded(given, engine, store))  # noqa: B023 - called now
        if loaded.trouble:
            continue
        disk = f"{_size(store) / 2**20:.0f} MiB"
        measured.take(size, f"{version}: on disk", lambda: Figure(beside=disk))  # noqa: B023 - as above
        numbers = {"refs": (hub,), "all": (hub,), "path": (start, end)}
        for name, (question, about) in zip(asking[2:], numbers.items(), strict=True):
            lines = [(given.peers, str(PEERS), "ask", engine, str(store), question, *about)] * given.rounds
            measured.take(size, f"{version}: {name}", lambda: asked(lines, os.environ, given.limit))  # noqa: B023


def _loaded(given: argparse.Namespace, engine: str, store: Path) -> Figure:
    """Load the graph into an engine."""
    for path in store.parent.glob(f"{store.name}*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return asked([(given.peers, str(PEERS), "load", engine, str(store.parent), str(store))], os.environ, given.limit)


def _size(store: Path) -> int:
    files = [store, *store.rglob("*")] if store.is_dir() else store.parent.glob(f"{store.name}*")
    return sum(path.stat().st_size for path in files if path.is_file())


def grown(given: argparse.Namespace, measured: Measured, size: int, known: Sequence[str]) -> None:
    """Make a library of a size, unless it is kept, and measure what is not measured yet."""
    here = library.Surroundings(given.keep / str(size))
    path = here.folder / "data" / "compactx" / "library.sqlite"
    if not path.with_name("library.sqlite.stamp").exists():
        path.unlink(missing_ok=True)
        synthetic.make(str(path), size, known)
    measured.take(size, "build", lambda: built(here, given.limit))
    here.run(*library.compactx("show", "objective", "17"))  # an index that is not there, or not of this code, is made
    index = here.index()
    page = given.keep / "page.txt"
    page.write_text(PAGE * (5000 // len(PAGE)), encoding="utf-8")
    lines = questions(index, random.Random(size), page, given.rounds)  # noqa: S311 - repeatable
    for name, asking in lines.items():
        measured.take(size, name, lambda: asked(asking, here.env, given.limit))  # noqa: B023 - called at once
    for name, opening in (("the first screen", keys.first_screen), ("until it takes keys", keys.opening)):
        measured.take(size, f"browse, {name}", lambda: opened(opening, here.env, given.rounds))  # noqa: B023 - as above
    measured.take(size, "one document more: the next question", lambda: added(here, given.rounds))
    connection = sqlite3.connect(index)
    rows = [connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("node", "edge")]
    counts = f"{rows[0]:,} things, {rows[1]:,} references, {_size(index) / 2**20:,.0f} MiB"
    measured.take(size, "the index", lambda: Figure(beside=counts))
    if given.peers:
        beside(given, measured, size, index, given.keep / f"{size}-peers")


def main() -> None:
    """Measure size by size, and print how everything grows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), metavar="PROVISIONS")
    parser.add_argument("--million", action="store_true", help="a million provisions too: 5 GB in the folder")
    parser.add_argument("--peers", default="", metavar="PYTHON", help="a Python that has the other engines")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep everything there, and go on from it")
    parser.add_argument("--again", nargs="+", default=[], metavar="WORD", help="measure rows that begin so anew")
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help="of what takes less than two seconds")
    parser.add_argument("--limit", type=float, default=LIMIT, metavar="SECONDS", help="of processor time of a process")
    given = parser.parse_args()
    given.peers = given.peers and os.path.abspath(given.peers)
    if given.keep:
        given.keep = given.keep.resolve()
        return run(given)
    with tempfile.TemporaryDirectory(prefix="compactx-growth-") as folder:
        given.keep = Path(folder)
        run(given)
    return None


def run(given: argparse.Namespace) -> None:
    """Measure what the command line says."""
    sizes = sorted({*given.sizes, *([MILLION] if given.million else [])})
    plain = library.Surroundings(given.keep / "shipped")
    compileall.compile_dir(str(library.ROOT / "compactx"), quiet=1)
    plain.run(*library.compactx("show", "objective", "17"))
    known = [row[0] for row in sqlite3.connect(plain.index()).execute(
        "SELECT id FROM node WHERE locator = '' AND kind NOT IN ('class') ORDER BY n")]  # fmt: skip
    load = f"{time.strftime('%Y-%m-%d %H:%M')}, load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores"
    library.say(f"{load}; other engines: {given.peers or 'none asked for (--peers PYTHON)'}\n")
    measured = Measured(given.keep / "figures.json", given.again)
    for at, size in enumerate(sizes):
        grown(given, measured, size, known)
        head = [f"measured {measured.days(sizes[: at + 1])}", *(f"{n:,}" for n in sizes[: at + 1])]
        library.say("\n" + library.table([*head, "exponent", "last step"], measured.rows(sizes[: at + 1])))
    library.say(f"{time.strftime('%Y-%m-%d %H:%M')}, load {os.getloadavg()[0]:.1f}: done")


if __name__ == "__main__":
    main()
