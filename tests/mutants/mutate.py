"""One-place changes of a program that its tests ought to notice."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_UNTRIED = frozenset(("often", "strict"))  # keywords: which records are made often, whether lengths are held alike
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_COMPARED = {
    ast.Eq: "!=", ast.NotEq: "==", ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">",
    ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
}  # fmt: skip
_WRITTEN = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.In: "in", ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not",
}  # fmt: skip


class Mutant(NamedTuple):
    """A change: where (bytes of the file), what stands there instead, what kind of change it is, and the line.

    ``lines`` are those of the statement around it, of an ``if`` or a loop its head alone: who goes through one of them
    goes through the change. ``inside`` says whether that is in a function; all else runs once, on import.
    """

    path: Path
    start: int
    end: int
    text: str
    kind: str
    line: int
    lines: range
    inside: bool

    def applied(self) -> bytes:
        """Return the changed file."""
        whole = self.path.read_bytes()
        return whole[: self.start] + self.text.encode() + whole[self.end :]

    def told(self) -> str:
        """Return the change in words."""
        before = self.path.read_bytes()[self.start : self.end].decode()
        return f"{' '.join(before.split())} -> {' '.join(self.text.split())}"


def mutants(path: Path) -> list[Mutant]:
    """Return every change that this file offers, also such as do not compile.

    Texts for readers of the code and types are left alone.
    """
    source = path.read_bytes()
    offsets = [0]
    for line in source.splitlines(keepends=True):
        offsets.append(offsets[-1] + len(line))

    def place(node: ast.expr | ast.stmt) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return offsets[node.lineno - 1] + node.col_offset, offsets[node.end_lineno - 1] + node.end_col_offset

    found = []
    for node, statement, inside in _walk(ast.parse(source)):
        for start, end, text, kind in _changes(node, place, source):
            found.append(Mutant(path, start, end, text, kind, node.lineno, _head(statement), inside))
    return found


def _head(statement: ast.stmt) -> range:
    """Return the lines of a statement without those of the statements in it."""
    body = getattr(statement, "body", None)
    last = body[0].lineno - 1 if body else statement.end_lineno or statement.lineno
    return range(statement.lineno, max(last, statement.lineno) + 1)


def compiles(source: bytes) -> bool:
    """Say whether a changed file is still a program."""
    try:
        compile(source, "mutant", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def _walk(
    tree: ast.AST, around: ast.stmt | None = None, *, inside: bool = False
) -> Iterator[tuple[ast.expr | ast.stmt, ast.stmt, bool]]:
    """Yield what runs, with the statement around it, and whether that is in a function.

    No joined strings, and nothing that makes no difference to any run: docstrings, annotations, what only a type
    checker reads, the names of types that are made by a call, decorators (the sizes of memories among them), slots,
    which records are made often, and whether ``zip`` asks for one length.
    """
    for name, value in ast.iter_fields(tree):
        if name in {"annotation", "returns", "decorator_list", "type_params"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or _without_effect(child, tree):
                continue
            statement = child if isinstance(child, ast.stmt) else around
            within = inside or (isinstance(tree, _FUNCTIONS) and name == "body")
            if isinstance(child, (ast.expr, ast.stmt)) and statement is not None:
                yield child, statement, within
            yield from _walk(child, statement, inside=within)


def _without_effect(child: ast.AST, parent: ast.AST) -> bool:
    if isinstance(child, (ast.JoinedStr, ast.Import, ast.ImportFrom)) or getattr(child, "arg", "") in _UNTRIED:
        return True
    if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
        return True
    if isinstance(child, ast.If) and isinstance(child.test, ast.Name) and child.test.id == "TYPE_CHECKING":
        return True
    if isinstance(child, ast.Assign):
        return getattr(child.targets[0], "id", "") in {"TYPE_CHECKING", "__all__", "__slots__"}
    if isinstance(parent, ast.Call) and parent.args and parent.args[0] is child:
        called = parent.func.attr if isinstance(parent.func, ast.Attribute) else getattr(parent.func, "id", "")
        return called in {"cast", "TypeVar", "NewType", "ParamSpec"}
    return False


def _changes(node, place, source):
    if isinstance(node, ast.Compare):
        yield from _compared(node, place)
    elif isinstance(node, ast.BoolOp):
        yield from _joined(node, place, source)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield *place(node), source[slice(*place(node.operand))].decode(), "negation dropped"
    elif isinstance(node, ast.Call):
        yield from _swapped(node, place, source)
    elif isinstance(node, ast.Constant):
        yield from _other_constant(node, place)
    elif isinstance(node, ast.If):
        yield *place(node.test), "False", "branch dropped"
    elif isinstance(node, ast.IfExp):
        start, end = place(node.test)
        yield start, end, f"not ({source[start:end].decode()})", "condition turned"


def _compared(node, place):
    if len(node.ops) == 1 and type(node.ops[0]) in _COMPARED:
        old = _WRITTEN[type(node.ops[0])]
        start, end = place(node.left)[1], place(node.comparators[0])[0]
        yield start, end, f" {_COMPARED[type(node.ops[0])]} ", f"comparison turned ({old})"


def _joined(node, place, source):
    start, end = place(node.values[0])[1], place(node.values[1])[0]
    between = source[start:end].decode()
    old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
    if between.count(old) == 1 and "#" not in between:
        yield start, end, between.replace(old, new), "and/or exchanged"


def _swapped(node, place, source):
    plain = (ast.Name, ast.Attribute, ast.Constant)
    if getattr(node.func, "id", "") in {"min", "max"}:
        return  # of two numbers they say the same either way
    if len(node.args) > 1 and all(isinstance(one, plain) for one in node.args[:2]):
        (a, b), (c, d) = place(node.args[0]), place(node.args[1])
        first, second = source[a:b].decode(), source[c:d].decode()
        if first != second:
            yield a, d, second + source[b:c].decode() + first, "arguments swapped"


def _other_constant(node, place):
    value = node.value
    if isinstance(value, bool):
        yield *place(node), str(not value), "constant changed"
    elif isinstance(value, int):
        yield *place(node), str(value + 1), "constant changed"
    elif isinstance(value, str) and value.strip():
        yield *place(node), repr(value + "X"), "constant changed"
