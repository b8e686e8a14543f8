"""How many planted faults do the tests notice?

    python tests/mutants/reach.py --into FOLDER
    python tests/mutants/run.py --reach FOLDER [--number 200] [--seed 1] [--packages render query citation export]

``reach.py`` has run the tests once and noted which lines each goes through; what was red then proves nothing. Faults
are planted one at a time, each in a process of its own, spread evenly over the packages and their files: a comparison
turned, arguments swapped, a constant changed, a branch dropped (``mutate.py``; what makes no difference by its kind is
left out there, and by ``equal.yaml``). Each is shown to the tests that go through its statement, then to those that go
through its file: golden ones and the unit tests of its package first, then the cheapest of each module in turn, until
one fails. What runs on import is shown to the tests that go through its file, or through the files that import it, and
if none fails once more in a copy of the checkout (``whole.py``), where it is imported with the fault. What they take
together without a fault is at most ``--seconds`` of computing; what is cut off by that is counted in the report.

Only a test that fails is a kill, and only one that passes without a fault where it failed with it, in a fork or in
the copy: each is run so when it kills for the first time, and if it is red it is left out and the fault shown again. A
fault with which the module cannot be imported is drawn again; tests that never end and processes that break are
counted apart. A fault that no test notices is printed: a test is missing, or the two programs are
the same. The same seed on the same sources plants the same faults. Tests whose files changed since ``reach.py`` ran
are run by it again at first, into the same folder. Packages may be divided among several processes, each with a folder
of its own.
"""

from __future__ import annotations

import argparse
import ast
import collections
import itertools
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT)]
from mutate import Mutant, mutants  # noqa: E402 - found by the line above
from reach import MARKS, Map, changed, sources  # noqa: E402 - as above
from session import Job, Session, shared_by_tests  # noqa: E402 - as above
from whole import Copy  # noqa: E402 - as above

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGES = ("render", "query", "citation", "export")
EQUAL = yaml.safe_load((HERE / "equal.yaml").read_text(encoding="utf-8"))
_TO_START = 60  # seconds that tests may take beyond twenty times what they took without a fault
_ENDLESS = 20
_COPIED = "in the copy: "
_FIXTURES = 4  # seconds of computing for what tests share
_AHEAD, _EXACT = 8, 60  # tests of the module's name, and golden ones, are taken so many at a turn
_LATER = 2  # turns: where a process has to collect its tests first, few modules are better than many


class Trial(NamedTuple):
    """A planted fault and what became of it: how many tests it was shown, how many were cut off, which one failed."""

    mutant: Mutant
    fate: str
    killer: str = ""
    tests: int = 0
    cut: int = 0


def drawn(packages: list[str], chance: random.Random) -> dict[str, list[Mutant]]:
    """Return every fault of each package in the order of planting: one of each file in turn, files and faults mixed."""
    found = {}
    for package in packages:
        files = [offered_by(path) for path in sorted((ROOT / "compactx" / package).rglob("*.py"))]
        files = [offered for offered in files if offered]
        for offered in files:
            chance.shuffle(offered)
        chance.shuffle(files)
        longest = max(map(len, files))
        found[package] = [offered[turn] for turn in range(longest) for offered in files if turn < len(offered)]
    return found


def offered_by(path: Path) -> list[Mutant]:
    """Return the faults that a file offers, without those of values that ``equal.yaml`` says make no difference."""
    names = EQUAL.get(str(path.relative_to(ROOT)), {})
    assigned = [
        node for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, (ast.Assign, ast.AnnAssign))
        and {getattr(one, "id", "") for one in getattr(node, "targets", [getattr(node, "target", None)])} & set(names)
    ]  # fmt: skip
    left_out = {line for node in assigned for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}
    return [one for one in mutants(path) if one.line not in left_out]


class Selection:
    """Which tests are shown a fault."""

    def __init__(self, reach: Map, known: set[str], seconds: float) -> None:
        self.reach = reach
        self.known = known
        self.seconds = seconds
        self.users = importers()
        self.green: set[str] = set()
        self.red: set[str] = set()

    def of(self, mutant: Mutant) -> tuple[list[str], int]:
        """Return the tests in the order in which they are run, and how many more there are than time."""
        file = str(mutant.path.relative_to(ROOT))
        near = 0
        if mutant.inside:
            for line in mutant.lines:
                near |= self.reach.through.get((file, line), 0)
        far = self.reach.whole.get(file, 0)
        if not far or not mutant.inside:
            for user in self.users.get(file, ()):
                far |= self.reach.whole.get(user, 0)
            far |= self.reach.of_package(_package(mutant))
        ordered = [*self._ordered(near, mutant), *self._ordered(far & ~near, mutant)]
        chosen, left = [], self.seconds
        for name in ordered:
            if name not in self.red and self.reach.ran[name].seconds <= left:
                chosen.append(name)
                left -= self.reach.ran[name].seconds
        return chosen, len(ordered) - len(chosen)

    def _ordered(self, mask: int, mutant: Mutant) -> list[str]:
        """Return tests: those that bear the name of what is changed, then the cheapest of each module in turn.

        Several are taken at a turn of a module of the file's name and of transcripts, of these first the ones that go
        through the fewest files: what they show is of this file the most.
        """
        modules: dict[str, list[str]] = collections.defaultdict(list)
        for name in self.reach.tests(mask):
            if name in self.known:
                modules[name.partition("::")[0]].append(name)
        named = _named(mutant)
        turns = []
        for module, names in modules.items():
            exact = module.startswith("tests/transcripts/")
            names.sort(key=lambda name: (self.reach.breadth(name) if exact else 0, self.reach.ran[name].seconds, name))
            own = mutant.path.relative_to(ROOT)
            near = exact or module == str(own) or f"test_{mutant.path.stem.strip('_')}." in module
            ahead, later = (_EXACT if exact else _AHEAD, 0) if near else (1, 0 if mutant.inside else _LATER)
            if module.startswith(f"tests/unit/{own.parts[1]}/"):  # what holds its tables, constants and limits
                ahead, later = _EXACT, 0
            for turn, name in enumerate(names):
                of_it = bool(named) and any(end in name for end in named)
                breadth = self.reach.breadth(name) if exact else 0
                turns.append((-1 if of_it else turn // ahead + later, breadth, self.reach.ran[name].seconds, name))
        return [name for *_, name in sorted(turns)]


def _named(mutant: Mutant) -> tuple[str, ...]:
    """Return what the names of tests have that are of the key of a table in which a fault is ("[fr labels.annex]")."""
    source = mutant.path.read_bytes()
    keys = re.findall(r'"([^"\n]+)": ', source[: mutant.end + 2].decode("utf-8", "ignore"))
    around = {key for key in keys[-1:] if not mutant.inside}
    own = mutant.path.stem
    return tuple(end for key in around for end in (f"[{own} {key}]", f"[{own} {key}.", f".{key}]"))


def importers() -> dict[str, list[str]]:
    """Return for each source the sources that import it, directly or through one that only hands on.

    What no source imports by name is found by its folder: its users are those of the package around.
    """
    direct: dict[str, set[str]] = collections.defaultdict(set)
    texts = sources()
    for file, text in texts.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom) and node.module:
                path = node.module.replace(".", "/")
                for one in (f"{path}.py", f"{path}/__init__.py", *(f"{path}/{name.name}.py" for name in node.names)):
                    direct[one].add(file)
    found = {}
    for file in texts:
        users = set(direct[file])
        for user in list(users):
            users |= direct[user]
        around = Path(file).parent.parent
        found[file] = sorted(users) or [other for other in texts if Path(other).parent == around]
    return found


def planted(
    faults: dict[str, list[Mutant]], number: int, select: Selection, session: Session, copy: Copy
) -> list[Trial]:
    """Plant as many faults as asked, as many in each package, and return what became of them."""
    trials: list[Trial] = []
    owing = {package: number // len(faults) + (n < number % len(faults)) for n, package in enumerate(faults)}
    rest = {package: iter(offered) for package, offered in faults.items()}
    while any(owing.values()):
        turns = itertools.zip_longest(*(_next(rest[package], many) for package, many in owing.items()))
        batch = [mutant for turn in turns for mutant in turn if mutant]
        if not batch:
            break
        owing = dict.fromkeys(owing, 0)
        for trial in _tried(batch, select, session, copy):
            if trial.fate == "import":
                owing[_package(trial.mutant)] += 1
                continue
            trials.append(trial)
            print(f"{len(trials)}/{number}", line_of(trial), file=sys.__stderr__, flush=True)
    return trials


def _next(offered: Iterator[Mutant], many: int) -> list[Mutant]:
    return [mutant for _, mutant in zip(range(many), offered, strict=False)]


def _tried(batch: list[Mutant], select: Selection, session: Session, copy: Copy) -> Iterator[Trial]:
    for mutant in batch:
        trial = _shown(mutant, select, session, copy)
        while trial.fate == "killed" and not _passes(trial.killer, mutant, select, session, copy):
            select.red.add(trial.killer.removeprefix(_COPIED))
            trial = _shown(mutant, select, session, copy)
        yield trial


def _shown(mutant: Mutant, select: Selection, session: Session, copy: Copy) -> Trial:
    """Show a fault to its tests."""
    names, cut = select.of(mutant)
    seconds = _TO_START + _ENDLESS * sum(select.reach.ran[name].seconds for name in names)
    if not names:
        return Trial(mutant, "unreached")
    anew = _FIXTURES * (1 + len(shared_by_tests(mutant.path)))
    job = Job(mutant, [session.named[name] for name in names], seconds, anew + select.seconds)
    [(_, fate, killer)] = session.tried([job], 1)
    late = int(killer) if fate == "survived" and killer else 0
    if fate == "survived" and not mutant.inside:  # what others made of it on import is as it was: once more, whole
        fate, killer = copy.tried(mutant, names, seconds)
        killer = killer and f"{_COPIED}{killer}"
    return Trial(mutant, fate, killer, len(job.items) - late, cut + late)


def _passes(killer: str, mutant: Mutant, select: Selection, session: Session, copy: Copy) -> bool:
    """Say whether a test passes without a fault, alone, where it failed with one; asked once of each."""
    if killer not in select.green:
        name = killer.removeprefix(_COPIED)
        if killer == name:
            [(_, fate, _)] = session.tried([Job(None, [session.named[name]], 600)], 1)
        else:
            fate, _ = copy.tried(None, [name], 600)
        if fate != "survived":
            print("red without a fault:", killer, "for", mutant.told()[:60], file=sys.__stderr__, flush=True)
            return False
        select.green.add(killer)
    return True


def _package(mutant: Mutant) -> str:
    return mutant.path.relative_to(ROOT / "compactx").parts[0]


def line_of(one: Trial) -> str:
    """Return what became of a fault in a line."""
    where = f"{one.mutant.path.relative_to(ROOT)}:{one.mutant.line}"
    shown = f"{one.tests} tests" + (f", {one.cut} cut off" if one.cut else "")
    return f"{one.fate:9} {where}  {one.mutant.kind}: {one.mutant.told()[:110]}  ({shown})"


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
            rows.append(line_of(one))
    return "\n".join(rows) + "\n"


def prepare(folder: Path) -> None:
    """Make the harbours of the transcripts once: each process begins with a copy, unless a fault of it may matter."""
    shutil.rmtree(folder, ignore_errors=True)
    program = "import shutil, sys, transcripts as t; shutil.copytree(t.harbours(), sys.argv[1])"
    path = os.pathsep.join(map(str, (ROOT / "tests/transcripts", ROOT)))
    subprocess.run([sys.executable, "-c", program, str(folder)], env={**os.environ, "PYTHONPATH": path}, check=True)
    os.environ["COMPACTX_TESTS_HARBOURS"] = str(folder)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=30, help="of tests that a fault is shown to at most")
    parser.add_argument("--packages", nargs="+", default=list(PACKAGES))
    parser.add_argument("--reach", type=Path, required=True, help="the folder that reach.py wrote into")
    parser.add_argument("--as-it-is", action="store_true", help="run no tests again whose files changed")
    parser.add_argument("--report", type=Path)
    return parser.parse_args()


def main() -> None:
    """Plant, run, count."""
    given = arguments()
    given.reach = given.reach.resolve()
    os.chdir(ROOT)
    faults = drawn(given.packages, random.Random(given.seed))  # noqa: S311 - a choice that can be made again
    if not given.as_it_is:
        changed(given.reach)
    reach = Map(given.packages)
    for path in sorted(given.reach.glob("*.json"), key=lambda path: path.stat().st_mtime):
        reach.read(path)

    os.environ["COMPACTX_TESTS_INDEXES"] = str(given.reach / "indexes")
    (given.reach / "indexes").mkdir(exist_ok=True)
    prepare(given.reach / "harbours")

    def drive(session: Session) -> None:
        select = Selection(reach, set(session.named), given.seconds)
        print(f"{len(reach.ran)} tests, {sum(one.seconds for one in reach.ran.values()):.0f} s", file=sys.__stderr__)
        with tempfile.TemporaryDirectory() as folder:
            trials = planted(faults, given.number, select, session, Copy(Path(folder)))
        failed = {name for name, one in reach.ran.items() if one.outcome == "failed"}
        red = sorted(failed | select.red)
        text = report(trials, given.packages, red)
        sys.__stdout__.write(text)
        if given.report:
            given.report.write_text(text, encoding="utf-8")

    files = sorted({name.partition("::")[0] for name in reach.ran})
    options = ["-q", "-n", "0", "-s", "-p", "no:randomly", "-p", "no:cacheprovider", "-m", MARKS]
    pytest.main([*options, *(file for file in files if Path(file).exists())], plugins=[Session(given.packages, drive)])


if __name__ == "__main__":
    main()
