"""Which lines does each test go through, how long does it take, and which lines does none go through?

    python tests/mutants/reach.py --into FOLDER [PLACES]     run the tests, one process, slowly
    python tests/mutants/reach.py --into FOLDER --table      lines and branches reached by them all, by package

A run writes a file of coverage.py and a JSON file into the folder, so that the tests can be run in pieces. What a
fixture of a module or of the whole run does is noted under the fixture and counts for every test that uses it. Values
that functions remember are forgotten before each module, so that what computes them is seen to be used by it. What
happens in programs that tests start is not seen.
"""

from __future__ import annotations

import argparse
import difflib
import functools
import gc
import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import coverage
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
MARKS = "not faults and not long and not terminal"


class Reach:
    """A plugin that notes under the name of each test, and of each fixture, the lines that are gone through."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tracer = coverage.Coverage(
            data_file=str(path.with_suffix(".coverage")),
            source=[str(ROOT / "compactx")],
            branch=True,
            config_file=False,
        )
        self.told: dict[str, dict[str, Any]] = {}
        self.module = ""
        self.context = ""
        self.tracer.start()

    def under(self, context: str) -> None:
        """Note what comes next under a name."""
        self.context = context
        self.tracer.switch_context(context)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Note what a test does, and its seconds of computing."""
        module = item.nodeid.partition("::")[0]
        if module != self.module:
            self.module = module
            forget()
        self.under(item.nodeid)
        self.told[item.nodeid] = told = {"outcome": "passed", "fixtures": []}
        began, wall = time.process_time(), time.perf_counter()
        result = yield
        told["seconds"], told["wall"] = time.process_time() - began, time.perf_counter() - wall
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[None]:
        """Note what a fixture does that is made for several tests."""
        if fixturedef.scope == "function":
            return (yield)
        before = self.context
        self.under(named(fixturedef))
        try:
            return (yield)
        finally:
            self.under(before)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Iterator[None]:
        """Note which fixtures of several tests a test has used."""
        request = getattr(item, "_request", None)
        used = getattr(request, "_fixture_defs", {}).values()
        self.told[item.nodeid]["fixtures"] = sorted({named(one) for one in used if one.scope != "function"})
        return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note how a test ended."""
        if report.outcome != "passed" and self.told[report.nodeid]["outcome"] != "failed":
            self.told[report.nodeid]["outcome"] = report.outcome

    def pytest_sessionfinish(self) -> None:
        """Write both files."""
        self.tracer.stop()
        self.tracer.save()
        modules = {name.partition("::")[0] for name in self.told}
        told = {"tests": self.told, "sources": sources(), "files": {name: files().get(name, "") for name in modules}}
        self.path.write_text(json.dumps(told), encoding="utf-8")


def named(fixturedef: Any) -> str:
    """Return the name under which a fixture's lines are noted."""
    return f"fixture {fixturedef.baseid}::{fixturedef.argname}"


def forget() -> None:
    """Let every function of ours that remembers its values forget them."""
    for one in gc.get_objects():
        if isinstance(one, functools._lru_cache_wrapper) and (one.__module__ or "").startswith("compactx"):
            one.cache_clear()


def sources() -> dict[str, str]:
    """Return every source by its path, as it is while the tests run."""
    found = sorted((ROOT / "compactx").rglob("*.py"))
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in found}


class Ran(NamedTuple):
    """A test that was run without a fault: its seconds of computing and how it ended."""

    seconds: float
    outcome: str


class Map:
    """Who goes through which line of the present sources; tests are bits of a number, in the order of ``names``."""

    def __init__(self, packages: list[str]) -> None:
        self.packages = packages
        self.names: list[str] = []
        self._place: dict[str, int] = {}
        self.ran: dict[str, Ran] = {}
        self.through: dict[tuple[str, int], int] = {}
        self.whole: dict[str, int] = {}
        self._breadth: dict[str, int] = {}
        self._present = sources()

    def read(self, path: Path) -> None:
        """Add what was noted in one run; a test that was noted before is as it was noted last."""
        told = json.loads(path.read_text(encoding="utf-8"))
        bits = self._bits(told["tests"])
        data = coverage.CoverageData(basename=str(path.with_suffix(".coverage")))
        data.read()
        root = _common(data.measured_files())
        for measured in data.measured_files():
            file = str(Path(measured).relative_to(root))
            if file.split("/")[1] not in self.packages or file not in self._present:
                continue
            now = _moved(told["sources"][file], self._present[file])
            for line, contexts in data.contexts_by_lineno(measured).items():
                mask = functools.reduce(int.__or__, (bits.get(one, 0) for one in contexts), 0)
                self.whole[file] = self.whole.get(file, 0) | mask
                for at in now.get(line, ()):
                    self.through[file, at] = self.through.get((file, at), 0) | mask

    def _bits(self, tests: dict[str, dict[str, Any]]) -> dict[str, int]:
        """Return the bits of each name under which lines are noted: a test's own, a fixture's users'."""
        bits: dict[str, int] = {}
        for name, one in tests.items():
            if name not in self._place:
                self._place[name] = len(self.names)
                self.names.append(name)
            self.ran[name] = Ran(one.get("seconds", 0.0), one["outcome"] if "seconds" in one else "interrupted")
            bits[name] = 1 << self._place[name]
            for fixture in one["fixtures"]:
                bits[fixture] = bits.get(fixture, 0) | bits[name]
        return bits

    def tests(self, mask: int) -> list[str]:
        """Return the names of the tests of a mask that passed."""
        found = [self.names[n] for n in range(mask.bit_length()) if mask >> n & 1]
        return [name for name in found if self.ran[name].outcome == "passed"]

    def of_package(self, package: str) -> int:
        """Return the unit tests of a package: some look into its modules, found by their folder, and run no line."""
        return sum(1 << at for name, at in self._place.items() if name.startswith(f"tests/unit/{package}/"))

    def breadth(self, name: str) -> int:
        """Return how many files of the packages a test goes through."""
        if not self._breadth:
            for mask in self.whole.values():
                for at, digit in enumerate(reversed(f"{mask:b}")):
                    if digit == "1":
                        self._breadth[self.names[at]] = self._breadth.get(self.names[at], 0) + 1
        return self._breadth.get(name, 0)


def _common(files: set[str]) -> Path:
    """Return the checkout in which files were measured: it need not be this one."""
    return next(parent.parent for file in files for parent in Path(file).parents if parent.name == "compactx")


def _moved(before: str, now: str) -> dict[int, list[int]]:
    """Return where each line of a source stands now; of lines that were rewritten, all that stand in their place."""
    if before == now:
        return {n: [n] for n in range(1, before.count("\n") + 2)}
    moved: dict[int, list[int]] = {}
    matcher = difflib.SequenceMatcher(None, before.splitlines(), now.splitlines(), autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        for n in range(a, b):
            moved[n + 1] = [c + n - a + 1] if what == "equal" else list(range(c + 1, d + 1))
    return moved


def changed(folder: Path) -> None:
    """Run the tests again whose files, or tables of cases, are not as they were, and those of new files beside them."""
    known: dict[str, str] = {}
    for path in sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime):
        known |= json.loads(path.read_text(encoding="utf-8")).get("files", {})
    places = {str(Path(file).parent) for file in known}
    due = [file for file, digest in files().items() if known.get(file) != digest and str(Path(file).parent) in places]
    if due:
        options = ["--into", str(folder), "--name", f"again-{time.time_ns()}", *due]
        subprocess.run([sys.executable, __file__, *options], cwd=ROOT, check=False)


def files() -> dict[str, str]:
    """Return a digest of each file of tests, with the tables beside it and those of ``tests/cases`` that it names."""
    found = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        tables = [*path.parent.glob("*.yaml"), *(one for one in (ROOT / "tests/cases").glob("*.*") if one.name in text)]
        whole = [text.encode(), *(one.read_bytes() for one in sorted(tables))]
        found[str(path.relative_to(ROOT))] = hashlib.sha256(b"".join(whole)).hexdigest()
    return found


def table(folder: Path) -> str:
    """Return lines and branches reached by package, of all runs in a folder."""
    whole = coverage.Coverage(
        data_file=str(folder / "all.coverage"), source=[str(ROOT / "compactx")], branch=True, config_file=False
    )
    whole.combine([str(path) for path in folder.glob("*.coverage") if path.name != "all.coverage"], keep=True)
    report = folder / "all.report"
    whole.json_report(outfile=str(report), pretty_print=False)
    counts: dict[str, list[int]] = {}
    for file, told in json.loads(report.read_text(encoding="utf-8"))["files"].items():
        parts = (ROOT / file).resolve().relative_to(ROOT / "compactx").parts
        for package in (parts[0] if len(parts) > 1 else "(top)", "all"):
            count = counts.setdefault(package, [0] * 4)
            keys = ("num_statements", "covered_lines", "num_branches", "covered_branches")
            counts[package] = [before + told["summary"][key] for before, key in zip(count, keys, strict=True)]
    rows = ["| package | lines | reached | branches | reached |", "|---|--:|--:|--:|--:|"]
    for package, (lines, reached, branches, taken) in sorted(counts.items(), key=lambda one: (one[0] == "all", one)):
        share = f"{taken / branches:.1%}" if branches else "-"
        rows.append(f"| {package} | {lines} | {reached / lines:.1%} | {branches} | {share} |")
    return "\n".join(rows) + "\n"


def main() -> int:
    """Run tests, or print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--marks", default=MARKS)
    parser.add_argument("--name", help="of the two files that are written")
    parser.add_argument("places", nargs="*", default=["tests", "compactx"])
    given = parser.parse_args()
    os.chdir(ROOT)
    given.into.mkdir(parents=True, exist_ok=True)
    if given.table:
        sys.stdout.write(table(given.into))
        return 0
    name = given.name or "+".join(place.strip("/").replace("/", ".") for place in given.places)[:100]
    options = ["-q", "-n", "0", "-p", "no:randomly", "-p", "no:cacheprovider", "--tb=short", "-m", given.marks]
    return int(pytest.main([*options, *given.places], plugins=[Reach(given.into.resolve() / f"{name}.json")]))


if __name__ == "__main__":
    sys.exit(main())
