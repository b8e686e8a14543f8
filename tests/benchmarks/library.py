"""How the index of a large library is built and asked: ``python tests/benchmarks/library.py [--provisions N ...]``.

One command for everything in docs/library.md, in an hour or two::

    python tests/benchmarks/library.py --provisions 30000 300000 1000000 --real ARCHIVE --questions all --faults 100

For each size it makes a library up, builds the index in a process of its own (time, peak memory, size), and times cold
commands in interleaved rounds next to a bare Python, the shipped corpus alone, sqlite-utils on the same file, and
networkx and rustworkx with the same graph in memory. It prints Markdown tables for docs/library.md.

``--questions all`` times every other command too (``commands.py``: time, times the shipped corpus, peak memory)
and what a person waits for in ``browse`` (``keys.py``); ``--only export`` asks only what has that in its name.
"""

from __future__ import annotations

import argparse
import json
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

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))

import commands
import synthetic

ROOT = Path(__file__).parents[2]
PAIRS = 8
BUILD = """
import resource, sys, time
from compactx.corpus.source import roots
from compactx.index.store import open_index
began = time.perf_counter()
open_index(roots()).close()
print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
NETWORKX = """
import sqlite3, sys, time, resource, networkx
began = time.perf_counter()
graph = networkx.Graph()
for src, dst, cost in sqlite3.connect(sys.argv[1]).execute("SELECT src, dst, cost FROM edge"):
    graph.add_edge(src, dst, cost=cost)
loaded = time.perf_counter()
for pair in sys.argv[2:]:
    networkx.bidirectional_dijkstra(graph, *map(int, pair.split(",")), weight="cost")
path = (time.perf_counter() - loaded) / len(sys.argv[2:])
print(loaded - began, path, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
RUSTWORKX = """
import sqlite3, sys, time, resource, rustworkx
began = time.perf_counter()
graph = rustworkx.PyGraph()
rows = sqlite3.connect(sys.argv[1]).execute("SELECT src, dst, cost FROM edge")
graph.extend_from_weighted_edge_list(list(rows))
loaded = time.perf_counter()
for pair in sys.argv[2:]:
    start, end = map(int, pair.split(","))
    rustworkx.dijkstra_shortest_path_lengths(graph, start, float, end)
path = (time.perf_counter() - loaded) / len(sys.argv[2:])
print(loaded - began, path, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


class Surroundings:
    """A cache and a data folder of their own."""

    def __init__(self, folder: Path) -> None:
        """Make the folders."""
        self.folder = folder
        hidden = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "COMPACTX_CORPUS"}  # none of them is what a user has
        kept = {key: value for key, value in os.environ.items() if key not in hidden}
        self.env = {**kept, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(folder / "cache"),
                    "XDG_DATA_HOME": str(folder / "data")}  # fmt: skip

    def run(self, *argv: str) -> tuple[float, str]:
        """Run a program; return its seconds and what it printed."""
        began = time.perf_counter()
        done = subprocess.run(argv, env=self.env, capture_output=True, text=True, check=False, cwd=ROOT)
        seconds = time.perf_counter() - began
        if done.returncode not in ((0, 1) if "compactx" in argv else (0,)):  # 1: nothing found; of a program, an error
            raise SystemExit(f"{' '.join(argv)[:200]}\n{done.stderr[-800:]}")
        return seconds, done.stdout

    def index(self) -> Path:
        """Return the index file."""
        return max((self.folder / "cache" / "compactx").glob("index-*.sqlite"), key=lambda file: file.stat().st_size)


def compactx(*words: str) -> tuple[str, ...]:
    """Return the command line of a question."""
    return (sys.executable, "-m", "compactx", *words)


def questions(index: Path, chance: random.Random, rare: list[str], common: str) -> dict[str, list[tuple[str, ...]]]:
    """Return the cold questions about a library, several command lines each; its hub is what most clauses cite."""
    connection = sqlite3.connect(index)
    sql = "SELECT n, id FROM node WHERE kind = 'resolution' AND n IN (SELECT parent FROM node) ORDER BY n"
    documents = connection.execute(sql).fetchall()
    hub = most_cited(index)

    def clause() -> str:
        sql = "SELECT id FROM node WHERE instrument = ? ORDER BY n"
        return str(chance.choice(connection.execute(sql, (chance.choice(documents)[0],)).fetchall())[0])

    return {
        "show a clause": [compactx("show", clause()) for _ in range(PAIRS)],
        "show an objective": [compactx("show", "objective", "17")] * PAIRS,
        "refs of a clause": [compactx("refs", clause()) for _ in range(PAIRS)],
        "refs of a resolution": [compactx("refs", clause().partition("/")[0]) for _ in range(PAIRS)],
        "refs of a hub, first 50": [compactx("refs", hub, "-n", "50")] * PAIRS,
        "show a hub": [compactx("show", hub)] * PAIRS,
        "refs of a hub, all": [compactx("refs", hub)] * 2,
        "search, a rare word": [compactx("search", rare[n % len(rare)]) for n in range(PAIRS)],
        "search, a common word": [compactx("search", common)] * PAIRS,
        "path, two clauses": [compactx("path", clause(), "to", clause()) for _ in range(PAIRS)],
        "path, a clause to a hub": [compactx("path", clause(), "to", hub) for _ in range(PAIRS)],
    }  # fmt: skip


def shipped() -> dict[str, list[tuple[str, ...]]]:
    """Return the same questions about the shipped corpus."""
    clauses = [
        "gcm/33.a",
        "gcm/17",
        "gcm/26.b",
        "gcm/43.b",
        "agenda2030/target-10.7",
        "gcm/2",
        "gcm/objective-9",
        "gcm/20.c",
    ]
    return {
        "show a clause": [compactx("show", clause) for clause in clauses],
        "show an objective": [compactx("show", "objective", "17")] * PAIRS,
        "refs of a clause": [compactx("refs", clause) for clause in clauses],
        "refs of a resolution": [compactx("refs", "ny-declaration")] * PAIRS,
        "refs of a hub, first 50": [compactx("refs", "agenda2030", "-n", "50")] * PAIRS,
        "show a hub": [compactx("show", "agenda2030")] * PAIRS,
        "refs of a hub, all": [compactx("refs", "agenda2030")] * 2,
        "search, a rare word": [compactx("search", "remittances")] * PAIRS,
        "search, a common word": [compactx("search", "migration")] * PAIRS,
        "path, two clauses": [compactx("path", a, "to", b) for a, b in zip(clauses, reversed(clauses), strict=True)],
        "path, a clause to a hub": [compactx("path", clause, "to", "agenda2030") for clause in clauses],
    }


def cold(at: dict[str, tuple[Surroundings, dict[str, list[tuple[str, ...]]]]]) -> dict[str, dict[str, float]]:
    """Time every question at every size, interleaved with a bare Python; return medians in ms by question and size."""
    bare = Surroundings(Path(tempfile.mkdtemp()))
    times: dict[str, dict[str, list[float]]] = {"python -c pass": {size: [] for size in at}}
    for here, asked in at.values():
        for words in {argv[3]: argv for lines in asked.values() for argv in lines}.values():
            here.run(*words)
    for number in range(PAIRS):
        for size, (here, asked) in at.items():
            times["python -c pass"][size].append(bare.run(sys.executable, "-c", "pass")[0])
            for name, lines in asked.items():
                if number < len(lines):
                    times.setdefault(name, {}).setdefault(size, []).append(here.run(*lines[number])[0])
    return {name: {size: statistics.median(own) * 1000 for size, own in sizes.items()} for name, sizes in times.items()}


def others(here: Surroundings, chance: random.Random) -> list[tuple[str, str]]:
    """Return what the other tools take on the same index."""
    index = str(here.index())
    rows = [
        row[0]
        for row in sqlite3.connect(index).execute("SELECT n FROM node WHERE locator <> '' ORDER BY random() LIMIT 400")
    ]
    pairs = [f"{a},{b}" for a, b in zip(chance.sample(rows, PAIRS), chance.sample(rows, PAIRS), strict=True)]
    found: list[tuple[str, str]] = []
    for name, program in (("networkx", NETWORKX), ("rustworkx", RUSTWORKX)):
        try:
            load, path, peak = map(float, here.run(sys.executable, "-c", program, index, *pairs)[1].split())
            found.append(
                (f"{name}: load, then a path, peak", f"{load:.1f} s, {path * 1000:.0f} ms, {peak / 1024:.0f} MiB")
            )
        except (SystemExit, ValueError) as error:
            found.append((name, f"not measured: {str(error).strip().splitlines()[-1]}"))
    tool = shutil.which("sqlite-utils", path=str(Path(sys.executable).parent))
    if tool:
        for name, sql in (
            ("sqlite-utils, a node by id", "select * from node where id = 'agenda2030'"),
            ("sqlite-utils, refs of a hub, all",
             ("select a.id, edge.surface from edge join node b on b.n = edge.dst join node a on a.n = edge.src"
              " where b.id = 'agenda2030'")),
        ):  # fmt: skip
            seconds = statistics.median(here.run(tool, "query", index, sql)[0] for _ in range(3))
            found.append((name, f"{seconds * 1000:.0f} ms"))
    return found


def table(head: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def say(text: str) -> None:
    """Print now."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def every_command(at: dict[str, Surroundings], sizes: list[int], only: str) -> None:
    """Print the tables of all other commands and of ``browse``."""
    asked = {"shipped": commands.questions("ny-declaration", "gcm/33.a", "agenda2030")}
    for size in sizes:
        middle = synthetic.identity(size // synthetic.CLAUSES // 2)
        asked[f"{size:,}"] = commands.questions(middle, hub=most_cited(at[f"{size:,}"].index()))
    told = {size: (here.env, asked[size]) for size, here in at.items()}
    found = commands.measure(told, only, tell=lambda row: say(" | ".join(row)))
    say(table(["a cold process", *at], commands.rows(found)))
    if only in "browse":
        try:
            say(table(["keys", *at], commands.browsing({size: (here.env, "") for size, here in at.items()})))
        except OSError as error:
            say(f"browse was not measured: {error}\n")


def most_cited(index: Path) -> str:
    """Return the id of what most clauses cite."""
    sql = "SELECT id FROM node WHERE n = (SELECT node FROM cited ORDER BY clauses DESC LIMIT 1)"
    return str(sqlite3.connect(index).execute(sql).fetchone()[0])


def main() -> None:
    """Make, build, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--provisions", type=int, nargs="+", default=[30_000, 300_000])
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "compactx-library-benchmark")
    parser.add_argument("--questions", choices=("lookups", "all"), default="lookups")
    parser.add_argument("--real", type=Path, help="a folder or archive of documents, imported and asked too")
    parser.add_argument("--faults", type=int, default=0, metavar="N", help="kill imports and builds so many times")
    parser.add_argument("--only", default="", help="with --questions all: only questions with this in their name")
    given = parser.parse_args()
    plain = Surroundings(given.folder / "shipped")
    plain.run(*compactx("show", "objective", "17"))
    known = [row[0] for row in sqlite3.connect(plain.index()).execute(
        "SELECT id FROM node WHERE locator = '' AND kind NOT IN ('class') ORDER BY n")]  # fmt: skip
    at: dict[str, tuple[Surroundings, dict[str, list[tuple[str, ...]]]]] = {"shipped": (plain, shipped())}
    built = []
    if given.real:
        at["real"] = (real(given.folder / "real", given.real), {})
        built.append(["real", *build(at["real"][0])])
        words = (["pelindaba", "remittances", "statelessness", "portability"], "migration")
        at["real"] = (at["real"][0], questions(at["real"][0].index(), random.Random(1), *words))  # noqa: S311 - repeatable
    for size in given.provisions:
        here = Surroundings(given.folder / str(size))
        path = given.folder / str(size) / "data" / "compactx" / "library.sqlite"
        if not path.with_name("library.sqlite.stamp").exists():
            synthetic.make(str(path), size, known)
        built.append([f"{size:,}", *build(here)])
        words = ([f"w{n:05}" for n in range(900, 900 + PAIRS)], "w00020")
        at[f"{size:,}"] = (here, questions(here.index(), random.Random(size), *words))  # noqa: S311 - repeatable
    head = ["provisions", "nodes", "edges", "build", "rows a second", "peak memory", "library", "index", "bytes a row"]
    say(table(head, built))
    found = cold(at)
    lines = [[name, *(f"{own[size]:.0f} ms ({own[size] / own['shipped']:.1f}x)" for size in at)]
             for name, own in found.items()]  # fmt: skip
    say(table(["cold", *at], lines))
    if given.questions == "all":
        every_command({size: here for size, (here, _) in at.items() if size != "real"}, given.provisions, given.only)
    chance = random.Random(1)  # noqa: S311 - repeatable
    for size, (here, _) in list(at.items())[1:]:
        say(table([f"at {size}", "takes"], [list(pair) for pair in others(here, chance)]))
    if given.faults:
        subprocess.run(
            [sys.executable, str(ROOT / "tests/benchmarks/faults.py"), "--times", str(given.faults)], check=True
        )


def real(folder: Path, documents: Path) -> Surroundings:
    """Import real documents; say how long it took and what came of it."""
    here = Surroundings(folder)
    shutil.rmtree(folder / "data", ignore_errors=True)
    rows = []
    for name in ("import", "import again, nothing changed"):
        seconds, out = here.run(*compactx("import", str(documents.resolve()), "--recursive", "--json"))
        done = json.loads(out)
        rate = f"{done['read'] / seconds:.0f} a second" if done["read"] else ""
        rows.append([name, f"{seconds:.1f} s", rate, *(f"{done[key]:,}" for key in COUNTED), str(len(done["items"]))])
    say(table(["", "takes", "documents", *COUNTED, "not read"], rows))
    return here


COUNTED = ("read", "unchanged", "documents", "clauses", "official", "detected")


def build(here: Surroundings) -> list[str]:
    """Build an index; return the cells that say what it took."""
    shutil.rmtree(here.folder / "cache", ignore_errors=True)
    seconds, peak = map(float, here.run(sys.executable, "-c", BUILD)[1].split())
    index, library = here.index(), here.folder / "data" / "compactx" / "library.sqlite"
    connection = sqlite3.connect(index)
    rows = [connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("node", "edge")]
    return [f"{rows[0]:,}", f"{rows[1]:,}", f"{seconds:.1f} s", f"{sum(rows) / seconds:,.0f}", f"{peak / 1024:.0f} MiB",
            f"{library.stat().st_size / 2**20:.0f} MiB", f"{index.stat().st_size / 2**20:.0f} MiB",
            f"{index.stat().st_size / sum(rows):.0f}"]  # fmt: skip


if __name__ == "__main__":
    main()
