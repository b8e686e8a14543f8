"""Which assertions of the tests look at nothing?

    python tests/mutants/idle.py [PLACES]       run the tests, one process, and print them

A test proves nothing where its assertion is never come to (a loop over an empty list, a branch that is never taken),
where ``all`` or ``not any`` is asked of nothing each time, and where both sides of an equality are empty each time
though neither is written so. Assertions of the test files are noted while they run; those in tests that none ran, or
that were skipped, are left out. What is printed is to be looked at: a few are right (a table that should be empty).
"""

from __future__ import annotations

import argparse
import ast
import builtins
import os
import sys
from collections.abc import Iterable, Sized
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from _pytest.assertion import rewrite

ROOT = Path(__file__).parents[2]
MARKS = "not faults and not long and not grid"
_NAME = "__noted__"


class Place(NamedTuple):
    """Where an assertion stands, the function around it, and what of it is noted: that it runs, or what it looks at."""

    file: str
    line: int
    function: str
    what: str


class Notes:
    """What was seen at each place: how many elements at most, or how often."""

    def __init__(self) -> None:
        self.seen: dict[Place, int] = {}
        self.ran: set[tuple[str, str]] = set()

    def reached(self, place: Place) -> None:
        """Note that an assertion runs."""
        self.seen[place] += 1

    def every(self, place: Place, values: Iterable[Any]) -> bool:
        """Do as ``all`` does, and note of how many."""
        return all(self._counted(place, values))

    def some(self, place: Place, values: Iterable[Any]) -> bool:
        """Do as ``any`` does, and note of how many."""
        return any(self._counted(place, values))

    def same(self, place: Place, left: Any, right: Any) -> Any:
        """Compare, and note whether there is anything on either side."""
        self.seen[place] += any(not isinstance(one, Sized) or len(one) > 0 for one in (left, right))
        return left == right

    def _counted(self, place: Place, values: Iterable[Any]) -> Iterable[Any]:
        for value in values:
            self.seen[place] += 1
            yield value

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note which tests ran to their end."""
        if report.when == "call" and report.passed:
            file, _, name = report.nodeid.partition("::")
            self.ran.add((file, name.partition("[")[0]))

    def idle(self) -> list[Place]:
        """Return the places at which nothing was seen, of tests that ran and of what they call."""
        return sorted(
            place for place, seen in self.seen.items()
            if not seen and (not place.function.startswith("test") or (place.file, place.function) in self.ran)
        )  # fmt: skip


class Marker(ast.NodeTransformer):
    """Let the assertions of a module note what they see."""

    def __init__(self, file: str, notes: Notes) -> None:
        self.file = file
        self.notes = notes
        self.function = ""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        """Remember which function is around."""
        before, self.function = self.function, self.function or node.name
        self.generic_visit(node)
        self.function = before
        return node

    def visit_Assert(self, node: ast.Assert) -> list[ast.stmt]:
        """Note that it runs, and what it looks at."""
        reached = ast.Expr(self._call("reached", node, "never come to", []))
        node.test = self._noted(node.test)
        return [ast.fix_missing_locations(ast.copy_location(reached, node)), node]

    def _noted(self, test: ast.expr) -> ast.expr:
        if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
            test.values = [self._noted(value) for value in test.values]
        elif isinstance(test, ast.UnaryOp) and _called(test.operand) == "any":
            test.operand = self._asked("some", test.operand, "not any of nothing")
        elif _called(test) == "all":
            return self._asked("every", test, "all of nothing")
        elif isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq):
            sides = [test.left, test.comparators[0]]
            if not any(map(_is_written, sides)):
                return self._call("same", test, "both sides empty", sides)
        return test

    def _asked(self, name: str, node: ast.expr, what: str) -> ast.expr:
        assert isinstance(node, ast.Call)
        return self._call(name, node, what, node.args)

    def _call(self, name: str, node: ast.expr | ast.stmt, what: str, values: list[ast.expr]) -> ast.Call:
        place = Place(self.file, node.lineno, self.function, what)
        self.notes.seen.setdefault(place, 0)
        noted = ast.Attribute(ast.Name(_NAME, ast.Load()), name, ast.Load())
        maker = ast.Attribute(ast.Name(_NAME, ast.Load()), "place", ast.Load())
        told = ast.Call(maker, [*map(ast.Constant, place)], [])
        return ast.fix_missing_locations(ast.copy_location(ast.Call(noted, [told, *values], []), node))


def _called(node: ast.expr) -> str:
    named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) == 1
    return node.func.id if named else ""


def _is_written(side: ast.expr) -> bool:
    """Say whether a side is a value that stands there: nothing may well be what is expected then."""
    if isinstance(side, ast.Call):
        return not side.args and not side.keywords and isinstance(side.func, ast.Name)
    return isinstance(side, (ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.Set))


def note(notes: Notes) -> None:
    """Let every test file that is imported from now on note what its assertions see."""
    notes.place = Place  # type: ignore[attr-defined]
    setattr(builtins, _NAME, notes)
    rewritten = rewrite.rewrite_asserts

    def marked(tree: ast.Module, source: bytes, module_path: str | None = None, config: Any = None) -> None:
        file = Path(str(module_path)).resolve()
        if file.is_relative_to(ROOT / "tests"):
            Marker(str(file.relative_to(ROOT)), notes).visit(tree)
        rewritten(tree, source, module_path, config)

    sys.dont_write_bytecode = True
    rewrite.rewrite_asserts = marked
    rewrite._read_pyc = lambda *_: None


def main() -> int:
    """Run tests, and print the assertions that look at nothing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--marks", default=MARKS)
    parser.add_argument("places", nargs="*", default=["tests"])
    given = parser.parse_args()
    os.chdir(ROOT)
    notes = Notes()
    note(notes)
    options = ["-q", "-n", "0", "-p", "no:randomly", "-p", "no:cacheprovider", "--tb=short", "-m", given.marks]
    status = int(pytest.main([*options, *given.places], plugins=[notes]))
    for place in notes.idle():
        print(f"{place.file}:{place.line}: {place.what}, in {place.function}")
    return status


if __name__ == "__main__":
    sys.exit(main())
