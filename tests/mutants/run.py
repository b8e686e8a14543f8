"""How many planted faults do the tests notice?

    python tests/mutants/run.py [--number 200] [--seed 1] [--packages render query citation export] [--report FILE]

The tests are collected once and run once without a fault: what is red then is told and proves nothing, and it is noted
which lines each test goes through. Then faults are planted, one at a time, each in a process of its own, spread
evenly over the packages and their files: a comparison turned, arguments swapped, a constant changed, a branch dropped
(``mutate.py``). Each is shown to the tests that go through its line, golden transcripts first, then those of the
module's name, then the quickest, until one fails; outside of functions, to those that go through its file, or to all of
its package. What they take together without a fault is at most ``--seconds`` of computing; what is cut off by that is
counted in the report.

Only a test that fails is a kill. A fault with which the module cannot be imported is drawn again; tests that never end
and processes that break are counted apart. At last the tests that killed are run once more without a fault: a kill by a
test that is red then is an error. A fault that no test notices is printed: a test is missing, or the two programs are
the same. The same seed on the same sources plants the same faults. Programs that tests start are not changed.
"""

from __future__ import annotations

import argparse
import collections
import os
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT)]
from mutate import Mutant, function_of, mutants  # noqa: E402 - found by the line above
from session import Job, Passed, Session  # noqa: E402 - as above

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGES = ("render", "query", "citation", "export")
PLACES = (
    "tests/transcripts", "tests/unit/render", "tests/unit/query", "tests/unit/citation", "tests/unit/export",
    "tests/unit/checks", "tests/unit/cli", "tests/gold", "compactx",
)  # fmt: skip
_TO_START = 60  # seconds that tests may take beyond twenty times what they took without a fault
_ENDLESS = 20


class Trial(NamedTuple):
    """A planted fault and what became of it: how many tests it was shown, how many were cut off, which one failed."""

    mutant: Mutant
    fate: str
    tests: int = 0
    cut: int = 0
    killer: str = ""


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

    def __init__(self, passed: dict[str, Passed], items: list[pytest.Item], seconds: float) -> None:
        self.passed = passed
        self.seconds = seconds
        self.items = {item.nodeid: item for item in items}
        self.through: dict[tuple[str, int], list[str]] = collections.defaultdict(list)
        for name, one in passed.items():
            if one.outcome == "passed":
                for place in {*one.through, *((file, 0) for file, _ in one.through)}:
                    self.through[place].append(name)

    def beside(self, mutant: Mutant) -> list[str]:
        """Return the tests of the package of a file in which nothing runs but when it is imported."""
        package = f"tests/unit/{_package(mutant)}/"
        return [
            name for name, one in self.passed.items()
            if one.outcome == "passed" and name.startswith((package, "tests/transcripts/"))
        ]  # fmt: skip

    def of(self, mutant: Mutant) -> tuple[list[str], int]:
        """Return the tests in the order in which they are run, and how many more there are than time."""
        stem = mutant.path.stem.strip("_")

        def rank(name: str) -> tuple[bool, bool, float, str]:
            return "test_transcripts" not in name, f"test_{stem}" not in name, self.passed[name].seconds, name

        line = mutant.line if function_of(mutant.path, mutant.line) else 0
        names = self.through[str(mutant.path), line] or ([] if line else self.beside(mutant))
        chosen, left = [], self.seconds
        for name in sorted(names, key=rank):
            if self.passed[name].seconds <= left:
                chosen.append(name)
                left -= self.passed[name].seconds
        return chosen, len(names) - len(chosen)


def planted(
    faults: dict[str, list[Mutant]], number: int, select: Selection, session: Session, jobs: int
) -> list[Trial]:
    """Plant as many faults as asked, as many in each package, and return what became of them."""
    trials: list[Trial] = []
    owing = {package: number // len(faults) + (n < number % len(faults)) for n, package in enumerate(faults)}
    rest = {package: iter(offered) for package, offered in faults.items()}
    while any(owing.values()):
        batch = [mutant for package, many in owing.items() for mutant in _next(rest[package], many)]
        if not batch:
            break
        owing = dict.fromkeys(owing, 0)
        for trial in _tried(batch, select, session, jobs):
            if trial.fate == "import":
                owing[_package(trial.mutant)] += 1
                continue
            trials.append(trial)
            print(f"\r{len(trials)}/{number}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return trials


def _next(offered: Iterator[Mutant], many: int) -> list[Mutant]:
    return [mutant for _, mutant in zip(range(many), offered, strict=False)]


def _tried(batch: list[Mutant], select: Selection, session: Session, jobs: int) -> Iterator[Trial]:
    due, cut = [], {}
    for mutant in batch:
        names, cut[mutant] = select.of(mutant)
        seconds = _TO_START + _ENDLESS * sum(select.passed[name].seconds for name in names)
        due.append(Job(mutant, [select.items[name] for name in names], seconds))
    for job, fate, killer in session.tried(due, jobs):
        assert job.mutant is not None
        reached = fate if job.items or fate == "import" else "unreached"
        yield Trial(job.mutant, reached, len(job.items), cut[job.mutant], killer)


def confirmed(trials: list[Trial], select: Selection, session: Session) -> list[Trial]:
    """Run each test that killed without a fault; where one is red now, what it killed is an error."""
    killers = sorted({trial.killer for trial in trials if trial.fate == "killed"})
    wrong = set()
    while killers:
        [(_, fate, test)] = session.tried([Job(None, [select.items[name] for name in killers], 1800)], 1)
        if fate == "survived":
            break
        wrong |= {test} if test in killers else set(killers)
        killers = killers[killers.index(test) + 1 :] if test in killers else []
    return [trial._replace(fate="error") if trial.killer in wrong else trial for trial in trials]


def _package(mutant: Mutant) -> str:
    return mutant.path.relative_to(ROOT / "compactx").parts[0]


def report(trials: list[Trial], packages: list[str], red: list[str]) -> str:
    """Return the table of a run and the faults that nothing noticed."""
    rows = ["| package | planted | killed | survived | no test goes there | never ended | error | killed |"]
    rows.append("|---|" + "--:|" * 7)
    for package in [*packages, "all"]:
        own = [one for one in trials if package in {"all", _package(one.mutant)}]
        count = collections.Counter(one.fate for one in own)
        share = count["killed"] / len(own) if own else 0.0
        fates = " | ".join(str(count[fate]) for fate in ("killed", "survived", "unreached", "endless", "error"))
        rows.append(f"| {package} | {len(own)} | {fates} | {share:.1%} |")
    rows.append("")
    rows += [f"red without a fault, so no proof: {name}" for name in red]
    for one in sorted(trials, key=lambda one: (str(one.mutant.path), one.mutant.line, one.mutant.start)):
        if one.fate != "killed":
            where = f"{one.mutant.path.relative_to(ROOT)}:{one.mutant.line}"
            shown = f"{one.tests} tests" + (f", {one.cut} cut off" if one.cut else "")
            rows.append(f"{one.fate:9} {where}  {one.mutant.kind}: {one.mutant.told()[:110]}  ({shown})")
    return "\n".join(rows) + "\n"


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=30, help="of tests that a fault is shown to at most")
    parser.add_argument("--packages", nargs="+", default=list(PACKAGES))
    parser.add_argument("--places", nargs="+", default=list(PLACES), help="where the tests are")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--report", type=Path)
    return parser.parse_args()


def main() -> None:
    """Plant, run, count."""
    given = arguments()
    faults = drawn(given.packages, random.Random(given.seed))  # noqa: S311 - a choice that can be made again

    def drive(session: Session) -> None:
        passed = session.measured(given.jobs)
        select = Selection(passed, session.items, given.seconds)
        print(f"{len(passed)} tests, {sum(one.seconds for one in passed.values()):.0f} s", file=sys.__stderr__)
        trials = confirmed(planted(faults, given.number, select, session, given.jobs), select, session)
        red = sorted(name for name, one in passed.items() if one.outcome == "failed")
        text = report(trials, given.packages, red)
        sys.__stdout__.write(text)
        if given.report:
            given.report.write_text(text, encoding="utf-8")

    os.chdir(ROOT)
    options = ["-q", "-n", "0", "-s", "-p", "no:randomly", "-p", "no:cacheprovider"]
    pytest.main([*options, "-m", "not faults and not long and not terminal", *given.places],
                plugins=[Session(given.packages, drive)])  # fmt: skip


if __name__ == "__main__":
    main()
