"""How many planted faults do the tests notice?

    python tests/mutants/run.py [--number 200] [--seed 1] [--packages render query citation export] [--report FILE]

First every test is run once, and it is noted which lines of the packages it passes through. Then faults are planted,
one at a time, spread evenly over the packages: a comparison turned, arguments swapped, a constant changed, a branch
dropped. For each, tests that pass through its line are run on a copy of the checkout (at most --tests of them, the
golden transcripts and the tests of the same name first). A fault that no test notices is printed: either a test is
missing, or the two programs are the same. It needs ``coverage``, which the test extra brings.
"""

from __future__ import annotations

import argparse
import collections
import concurrent.futures
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))
from mutate import Mutant, mutants  # noqa: E402 - found by the line above

PACKAGES = ("render", "query", "citation", "export")
PLACES = ("tests/unit", "tests/transcripts", "tests/gold", "tests/docs")
_PATIENCE = 240  # seconds for the tests of one mutant: what never ends is noticed too


class Trial(NamedTuple):
    """A planted fault and what became of it: killed, survived, timeout or unreached."""

    mutant: Mutant
    fate: str
    tests: int


def traced(python: str, packages: list[str]) -> dict[str, dict[int, list[str]]]:
    """Run the tests once and return, for each file, the tests that pass through each line."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        environment = {**os.environ, "PYTHONPATH": str(HERE), "COVERAGE_FILE": str(data), "COVERAGE_CORE": "ctrace"}
        sources = ",".join(f"compactx.{package}" for package in packages)
        subprocess.run(
            [python, "-m", "coverage", "run", f"--source={sources}", "-m", "pytest", "-q", "-n", "0", "-p", "running",
             "-p", "no:randomly", "-m", "not faults and not terminal", *PLACES],
            cwd=ROOT, env=environment, check=False, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        script = Path(folder) / "read.py"
        script.write_text(
            "import coverage, json, sys\n"
            "data = coverage.CoverageData(sys.argv[1]); data.read()\n"
            "print(json.dumps({f: data.contexts_by_lineno(f) for f in data.measured_files()}))\n",
            encoding="utf-8",
        )
        out = subprocess.run([python, script, data], capture_output=True, text=True, check=True).stdout
    return {file: {int(n): [t for t in ts if t] for n, ts in lines.items()} for file, lines in json.loads(out).items()}


def chosen(packages: list[str], number: int, chance: random.Random) -> list[Mutant]:
    """Choose faults: as many in each package, in each of its files in turn, so that no large file hides the rest."""
    found = []
    for place, package in enumerate(packages):
        many = number // len(packages) + (place < number % len(packages))
        files = [mutants(path) for path in sorted((ROOT / "compactx" / package).rglob("*.py"))]
        for offered in files:
            chance.shuffle(offered)
        files = [offered for offered in files if offered]
        chance.shuffle(files)
        while many and files:
            for offered in list(files):
                if not many:
                    break
                found.append(offered.pop())
                many -= 1
                if not offered:
                    files.remove(offered)
    return found


def relevant(mutant: Mutant, lines: dict[int, list[str]], most: int) -> list[str]:
    """Return tests that pass through the line of a fault: those of its own name and transcripts first."""
    through = sorted(set(lines.get(mutant.line, [])))
    stem = mutant.path.stem.strip("_")

    def rank(test: str) -> tuple[bool, bool, int]:
        return f"test_{stem}" not in test, "transcripts" not in test, len(test)

    return sorted(through, key=rank)[:most]


def tried(mutant: Mutant, tests: list[str], copies: list[Path], python: str) -> Trial:
    """Plant a fault in a copy, run the tests on it, and mend it again."""
    if not tests:
        return Trial(mutant, "unreached", 0)
    copy = copies.pop()
    target = copy / mutant.path.relative_to(ROOT)
    listed = copy / "tests.txt"
    listed.write_text("\n".join(tests), encoding="utf-8")
    target.write_bytes(mutant.applied())
    try:
        status = subprocess.run(
            [python, "-m", "pytest", "-qx", "-n", "0", "-p", "no:randomly", "-p", "no:cacheprovider", f"@{listed}"],
            cwd=copy, env={**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}, check=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=_PATIENCE,
        ).returncode  # fmt: skip
        fate = "survived" if status == 0 else "killed"
    except subprocess.TimeoutExpired:
        fate = "timeout"
    finally:
        target.write_bytes(mutant.path.read_bytes())
        copies.append(copy)
    return Trial(mutant, fate, len(tests))


def report(trials: list[Trial], packages: list[str]) -> str:
    """Return the table of a run and the faults that nothing noticed."""
    rows = [
        "| package | planted | noticed | never ended | survived | no test passes there | noticed |",
        "|---|" + "--:|" * 6,
    ]
    for package in [*packages, "all"]:
        own = [one for one in trials if package in {"all", one.mutant.path.relative_to(ROOT / "compactx").parts[0]}]
        count = collections.Counter(one.fate for one in own)
        share = (count["killed"] + count["timeout"]) / len(own) if own else 0.0
        rows.append(
            f"| {package} | {len(own)} | {count['killed']} | {count['timeout']} | {count['survived']} "
            f"| {count['unreached']} | {share:.0%} |"
        )
    rows.append("")
    for one in sorted(trials, key=lambda one: (str(one.mutant.path), one.mutant.line)):
        if one.fate in {"survived", "unreached"}:
            where = f"{one.mutant.path.relative_to(ROOT)}:{one.mutant.line}"
            rows.append(f"{one.fate:9} {where}  {one.mutant.kind}: {one.mutant.told()[:110]}  ({one.tests} tests)")
    return "\n".join(rows) + "\n"


def main() -> None:
    """Plant, run, count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tests", type=int, default=60, help="how many tests a fault is shown to at most")
    parser.add_argument("--packages", nargs="+", default=list(PACKAGES))
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--map", type=Path, help="keep here, and take from here, which test passes through which line")
    parser.add_argument("--report", type=Path)
    given = parser.parse_args()
    chance = random.Random(given.seed)  # noqa: S311 - a choice that can be made again
    if given.map and given.map.exists():
        lines = {f: {int(n): t for n, t in by.items()} for f, by in json.loads(given.map.read_text("utf-8")).items()}
    else:
        lines = traced(sys.executable, given.packages)
        if given.map:
            given.map.write_text(json.dumps(lines), encoding="utf-8")
    planted = chosen(given.packages, given.number, chance)
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        copies = [Path(folder) / str(number) for number in range(given.jobs)]
        for copy in copies:
            shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "__pycache__", "build", "dist"))
        waiting = [
            pool.submit(tried, one, relevant(one, lines.get(str(one.path), {}), given.tests), copies, sys.executable)
            for one in planted
        ]
        trials = []
        for number, done in enumerate(concurrent.futures.as_completed(waiting), 1):
            trials.append(done.result())
            print(f"\r{number}/{len(waiting)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    text = report(trials, given.packages)
    print(text)
    if given.report:
        given.report.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
