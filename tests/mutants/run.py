"""How many planted faults do the tests notice?

    python tests/mutants/run.py [--number 200] [--seed 1] [--packages render query citation export] [--report FILE]

The tests are run once on a copy of the checkout, without a fault: what is red there is told and proves nothing, and it
is noted which lines of the packages each test passes through (``paths.py``). Then faults are planted, one at a time,
spread evenly over the packages and their files: a comparison turned, arguments swapped, a constant changed, a branch
dropped (``mutate.py``). For each, the tests that pass through its line are run, golden transcripts and tests of the
module's name first, then the others that pass through its module, as many as take ``--seconds``.

Only a test that fails is a kill (status 1 of pytest). A fault with which the module cannot be imported is drawn again;
tests that never end, and any other status, are counted apart. At last the tests that killed are run once more without
a fault: a kill by a test that is red then is an error. A fault that no test notices is printed: a test is missing, or
the two programs are the same. The same seed on the same sources plants the same faults.
"""

from __future__ import annotations

import argparse
import collections
import concurrent.futures
import json
import os
import queue
import random
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))
from mutate import Mutant, mutants  # noqa: E402 - found by the line above
from paths import Measured, Test, measured  # noqa: E402 - as above

PACKAGES = ("render", "query", "citation", "export")
PLACES = (
    "tests/transcripts", "tests/unit/render", "tests/unit/query", "tests/unit/citation", "tests/unit/export",
    "tests/unit/cli", "tests/unit/checks", "tests/unit/tui", "tests/gold", "compactx",
)  # fmt: skip
_LIBRARIES = (
    "pytest", "hypothesis", "typer", "rich.console", "rich.markdown", "networkx", "yaml", "lxml.etree", "rapidfuzz",
    "jsonschema", "markdown_it", "ahocorasick", "textual.app", "pypdf",
)  # fmt: skip
_KILLED, _PASSED, _NONE_COLLECTED = 1, 0, 5
_TO_START = 60  # seconds that tests may take beyond ten times what they took without a fault


class Trial(NamedTuple):
    """A planted fault and what became of it, the number of tests shown it, and the test that failed first."""

    mutant: Mutant
    fate: str
    tests: int = 0
    killer: str = ""


class Server:
    """A copy of the checkout and the process that runs tests on it."""

    def __init__(self, copy: Path) -> None:
        self.copy = copy
        environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
        environment["COMPACTX_TESTS_INDEXES"] = str(copy.parent / f"indexes-{copy.name}")
        command = [sys.executable, str(HERE / "server.py"), str(copy), *_LIBRARIES]
        self.process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=copy
        )

    def run(self, module: str, tests: list[Test]) -> dict[str, object]:
        """Return how pytest ended and which test failed first."""
        listed = self.copy / "tests.txt"
        listed.write_text("\n".join(test.name for test in tests), encoding="utf-8")
        seconds = _TO_START + 10 * sum(test.seconds for test in tests)
        self.process.stdin.write(json.dumps({"tests": str(listed), "seconds": seconds, "module": module}) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def tried(self, mutant: Mutant, tests: list[Test]) -> Trial:
        """Plant a fault, run the tests, and mend it again."""
        if not tests:
            return Trial(mutant, "unreached")
        inside = mutant.path.relative_to(ROOT)
        target = self.copy / inside
        before = target.stat()
        module = ".".join(inside.with_suffix("").parts).removesuffix(".__init__")
        target.write_bytes(mutant.applied())
        os.utime(target, ns=(before.st_atime_ns, before.st_mtime_ns + 10**10))  # so that no old bytecode is taken
        try:
            answer = self.run(module, tests)
        finally:
            target.write_bytes(mutant.path.read_bytes())
            os.utime(target, ns=(before.st_atime_ns, before.st_mtime_ns))
        fates = {_KILLED: "killed", _PASSED: "survived", "time": "endless", "import": "import"}
        fate = fates.get(answer["status"], f"error {answer['status']}")
        return Trial(mutant, fate, len(tests), str(answer["test"]).partition(" ")[2])

    def close(self) -> None:
        """End the process."""
        self.process.stdin.close()
        self.process.wait()


def drawn(packages: list[str], chance: random.Random) -> dict[str, list[Mutant]]:
    """Return every fault of each package in the order of planting: one of each file in turn, files and faults mixed."""
    found = {}
    for package in packages:
        files = [mutants(path) for path in sorted((ROOT / "compactx" / package).rglob("*.py"))]
        files = [offered for offered in files if offered]
        for offered in files:
            chance.shuffle(offered)
        chance.shuffle(files)
        longest = max(map(len, files))
        found[package] = [offered[turn] for turn in range(longest) for offered in files if turn < len(offered)]
    return found


class Selection:
    """Which tests are shown a fault."""

    def __init__(self, tests: list[Test], seconds: float) -> None:
        self.seconds = seconds
        self.on_line: dict[tuple[str, int], list[Test]] = collections.defaultdict(list)
        self.in_file: dict[str, list[Test]] = collections.defaultdict(list)
        for test in tests:
            for file, lines in test.lines.items():
                self.in_file[file].append(test)
                for line in lines:
                    self.on_line[file, line].append(test)

    def of(self, mutant: Mutant) -> list[Test]:
        """Return the tests in the order in which they are run: those that pass through the line first."""
        file, stem = str(mutant.path.relative_to(ROOT)), mutant.path.stem.strip("_")
        through = {test.name for test in self.on_line[file, mutant.line]}

        def rank(test: Test) -> tuple[bool, bool, bool, float, str]:
            own, golden = f"test_{stem}" in test.name, "transcripts" in test.name
            return test.name not in through, not (own or golden), own, test.seconds, test.name

        chosen, left = [], self.seconds
        for test in sorted(self.in_file[file], key=rank):
            if test.seconds <= left:
                chosen.append(test)
                left -= test.seconds
        return chosen


def planted(faults: dict[str, list[Mutant]], number: int, select: Selection, servers: list[Server]) -> list[Trial]:
    """Plant as many faults as asked, as many in each package, and return what became of them."""
    trials: list[Trial] = []
    lock = threading.Lock()
    due: queue.Queue[str] = queue.Queue()
    packages = list(faults)
    for n in range(number):
        due.put(packages[n % len(packages)])
    rest = {package: iter(offered) for package, offered in faults.items()}

    def work(server: Server) -> None:
        while True:
            try:
                package = due.get_nowait()
            except queue.Empty:
                return
            trial = None
            while trial is None or trial.fate == "import":
                with lock:
                    mutant = next(rest[package], None)
                if mutant is None:
                    return
                trial = server.tried(mutant, select.of(mutant))
            with lock:
                trials.append(trial)
                print(f"\r{len(trials)}/{number}", end="", file=sys.stderr, flush=True)

    with concurrent.futures.ThreadPoolExecutor(len(servers)) as pool:
        for done in [pool.submit(work, server) for server in servers]:
            done.result()
    print(file=sys.stderr)
    return trials


def confirmed(trials: list[Trial], tests: list[Test], server: Server) -> list[Trial]:
    """Run the tests that killed without a fault; where one is red now, what it killed is an error."""
    by_name = {test.name: test for test in tests}
    killers = sorted({trial.killer for trial in trials if trial.fate == "killed"})
    wrong = {name for name in killers if name not in by_name}
    left = [by_name[name] for name in killers if name not in wrong]
    while left:
        answer = server.run("compactx", left)
        if answer["status"] == _PASSED:
            break
        name = str(answer["test"]).partition(" ")[2]
        wrong.add(name)
        if name not in by_name:
            wrong |= {test.name for test in left}
            break
        left = left[next(n for n, test in enumerate(left) if test.name == name) + 1 :]
    return [trial._replace(fate="error red without it") if trial.killer in wrong else trial for trial in trials]


def report(trials: list[Trial], packages: list[str], red: list[str]) -> str:
    """Return the table of a run and the faults that nothing noticed."""
    rows = ["| package | planted | killed | survived | no test passes there | never ended | error | killed |"]
    rows.append("|---|" + "--:|" * 7)
    for package in [*packages, "all"]:
        own = [one for one in trials if package in {"all", one.mutant.path.relative_to(ROOT / "compactx").parts[0]}]
        count = collections.Counter(one.fate.partition(" ")[0] for one in own)
        share = count["killed"] / len(own) if own else 0.0
        fates = " | ".join(str(count[fate]) for fate in ("killed", "survived", "unreached", "endless", "error"))
        rows.append(f"| {package} | {len(own)} | {fates} | {share:.1%} |")
    rows.append("")
    rows += [f"red without a fault, so no proof: {name}" for name in red]
    for one in sorted(trials, key=lambda one: (str(one.mutant.path), one.mutant.line, one.mutant.start)):
        if one.fate != "killed":
            where = f"{one.mutant.path.relative_to(ROOT)}:{one.mutant.line}"
            rows.append(f"{one.fate:9} {where}  {one.mutant.kind}: {one.mutant.told()[:110]}  ({one.tests} tests)")
    return "\n".join(rows) + "\n"


def copied(folder: Path) -> Path:
    """Return a new copy of what the tests need."""
    ignored = shutil.ignore_patterns(".*", "__pycache__", "build", "dist")
    return Path(shutil.copytree(ROOT, folder, ignore=ignored))


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=60, help="of tests that a fault is shown to at most")
    parser.add_argument("--packages", nargs="+", default=list(PACKAGES))
    parser.add_argument("--places", nargs="+", default=list(PLACES), help="where the tests are")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--map", type=Path, help="keep here which test passes through which line")
    parser.add_argument("--report", type=Path)
    return parser.parse_args()


def main() -> None:
    """Plant, run, count."""
    given = arguments()
    os.nice(5)
    faults = drawn(given.packages, random.Random(given.seed))  # noqa: S311 - a choice that can be made again
    with tempfile.TemporaryDirectory() as folder:
        copies = [copied(Path(folder) / str(number)) for number in range(given.jobs)]
        known: Measured = measured(copies[0], sorted(PACKAGES), given.places, given.map)
        servers = [Server(copy) for copy in copies]
        trials = planted(faults, given.number, Selection(known.tests, given.seconds), servers)
        trials = confirmed(trials, known.tests, servers[0])
        for server in servers:
            server.close()
    text = report(trials, given.packages, known.red)
    print(text)
    if given.report:
        given.report.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
