"""Every compiled pattern of the program, found by machine, and texts that make it work as hard as it can.

Patterns are noted as they are compiled, with the line of ours that asked for them: every module is imported, every
cached table of a language is made for every language, and documents of every format are read, scanned and checked. For
each pattern, texts are made from its own parse: whatever may repeat is repeated, alone, behind what stands before it,
and many times over, each with an end that does not fit.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import importlib
import inspect
import json
import os
import pkgutil
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from random import Random
from re import _compiler, _parser  # type: ignore[attr-defined]

ROOT = Path(__file__).parents[2]
PACKAGE = f"{ROOT / 'compactx'}{os.sep}"
REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
MANY = 30  # a repeat that may go on longer than this is stretched
STEP = 20  # characters between two places at which a pattern is tried
WINDOW = 300  # characters of a piece that a call cuts out for a pattern
WAYS = {"search": "search", "finditer": "search", "findall": "search", "sub": "search", "subn": "search",
        "split": "search", "match": "match", "fullmatch": "match"}  # fmt: skip
PLAIN = ("a", "A", " ", "\n", "1", "(", ".", "a ", "A ", "Aa ", "1 ", "1.", "(a)", "a-", "- ", "<a", "\u00e9", ", ",
         "of the ", "A/", "--")  # fmt: skip


@dataclass(frozen=True)
class Site:
    """A pattern and the place that compiled it."""

    place: str
    pattern: str
    flags: int
    ways: frozenset[str] = frozenset({"search"})  # see :func:`_way`


@contextlib.contextmanager
def noted(found: dict[tuple[str, int], Site]) -> Iterator[None]:
    """Note every pattern that a file of the program compiles meanwhile."""
    compile_ = _compiler.compile

    def noting(pattern, flags=0):  # as the function it stands for
        frame = sys._getframe(1)
        while frame and _passes_on(frame.f_code.co_filename):
            frame = frame.f_back
        if frame and frame.f_code.co_filename.startswith(PACKAGE) and isinstance(pattern, str | bytes):
            place = f"{frame.f_code.co_filename.removeprefix(PACKAGE)}:{frame.f_lineno}"
            text = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
            found.setdefault((text, int(flags)), Site(place, text, int(flags)))
        return compile_(pattern, flags)

    _compiler.compile = noting
    try:
        yield
    finally:
        _compiler.compile = compile_


def _passes_on(file: str) -> bool:
    """Say whether a file only hands patterns on: those of ``re``, and what stands before it."""
    return Path(file).parent.name == "re" or file.removeprefix(PACKAGE) in {"model/patterns.py", "cli/patterns.py"}


def imported() -> list[object]:
    """Import every module of the program and return them."""
    import compactx  # noqa: PLC0415 - patterns are noted from here on

    names = [one.name for one in pkgutil.walk_packages(compactx.__path__, "compactx.")]
    return [importlib.import_module(name) for name in names if not name.endswith("__main__")]


def tables(modules: list[object]) -> int:
    """Make every cached table of a language, for every language; return how many were made."""
    from compactx.citation.gates import gates_of  # noqa: PLC0415 - as above
    from compactx.citation.language import codes  # noqa: PLC0415 - as above

    made = 0
    for module in modules:
        for value in list(vars(module).values()):
            if not hasattr(value, "cache_info") or getattr(value, "__module__", "") != getattr(module, "__name__", ""):
                continue
            needed = [one.name for one in inspect.signature(value).parameters.values() if one.default is one.empty]
            first = next(iter(inspect.signature(value).parameters), "")
            if first == "code" and needed in ([], ["code"]):
                for code in codes():
                    table = value(code)
                    made += 1
                    for pattern in getattr(table, "names", ()):  # written when it is asked for
                        getattr(table, pattern)
    for gate in (gate for code in codes() for gate in gates_of(code).gates()):
        assert gate.pattern  # compiled when it is asked for
    return made


@functools.cache
def every_pattern() -> tuple[Site, ...]:
    """Return all patterns, in the order of their places; a process of its own looks, which has imported nothing yet."""
    told = subprocess.run([sys.executable, __file__], capture_output=True, text=True, check=True).stdout
    return tuple(Site(place, text, flags, frozenset(ways)) for place, text, flags, ways in json.loads(told))


def compiled() -> list[Site]:
    """Import and use the whole program, and return what it compiled."""
    found: dict[tuple[str, int], Site] = {}
    re.purge()
    with noted(found):
        modules = imported()
        tables(modules)
        _exercise()
    named, asked = names(), uses()
    sites = []
    for site in found.values():
        if _is_import(site.place):  # a compiled library has no frames of its own
            continue
        file, _, line = site.place.partition(":")
        ways = asked.get(named.get((file, int(line)), ("", "")))
        sites.append(replace(site, ways=frozenset(ways)) if ways else site)
    return sorted(sites, key=lambda site: (site.place.partition(":")[0], site.place, site.pattern))


def _is_import(place: str) -> bool:
    file, _, line = place.partition(":")
    text = (ROOT / "compactx" / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    return text.lstrip().startswith(("import ", "from "))


def _exercise() -> None:
    """Read, scan and check documents of every format, so that what is compiled on the way is seen too."""
    import kinds  # noqa: PLC0415 - as above

    with tempfile.TemporaryDirectory() as folder:
        for name, data in kinds.seeds():
            path = Path(folder, name)
            path.write_bytes(data)
            for command in ("scan", "check", "agreed", "verify"):
                kinds.answer([command, str(path)])


def uses() -> dict[tuple[str, str], set[str]]:
    """Return how each name of a pattern is asked, by (file, name); the file is "" for an attribute."""
    found: dict[tuple[str, str], set[str]] = {}
    for here, tree in _trees():
        calls = {node.func: node for node in ast.walk(tree) if isinstance(node, ast.Call)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in WAYS:
                is_name = isinstance(node.value, ast.Name)
                name = node.value.id if isinstance(node.value, ast.Name) else getattr(node.value, "attr", "")
                found.setdefault((here if is_name else "", name), set()).add(_way(node, calls.get(node)))
    return found


def _trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / "compactx").rglob("*.py")):
        yield path.relative_to(ROOT / "compactx").as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def _way(asked: ast.Attribute, call: ast.Call | None) -> str:
    """Return what a call asks about: a whole text, its begin, what begins at many places of it, or a piece of it."""
    args = call.args[1:] if call and asked.attr in {"sub", "subn"} else call.args if call else []
    if len(args) > 2 or (args and isinstance(args[0], ast.Subscript) and isinstance(args[0].slice, ast.Slice)):
        return "window"
    return WAYS[asked.attr] if WAYS[asked.attr] == "search" or len(args) < 2 else "at"


def names() -> dict[tuple[str, int], tuple[str, str]]:
    """Return the name that the pattern of each line gets, as the keys of :func:`uses`."""
    found: dict[tuple[str, int], tuple[str, str]] = {}
    for here, tree in _trees():
        for node in ast.walk(tree):
            target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
            if not isinstance(node, ast.Assign | ast.AnnAssign):
                continue
            key = (here, target.id) if isinstance(target, ast.Name) else ("", getattr(target, "attr", ""))
            for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                found[here, line] = key
    return found


def texts(site: Site, size: int) -> Iterator[str]:
    """Yield texts of about a size that a pattern may find hard."""
    for pump in PLAIN:
        yield pump * (size // len(pump)) + "\0"
    yield from _stretched(site, size)


def _stretched(site: Site, size: int) -> Iterator[str]:
    chance = Random(7)  # noqa: S311 - to be repeated
    tree = _parser.parse(site.pattern, site.flags)
    for before, body in _repeats(list(tree), "", chance):
        for _ in range(2):
            pump = _sample(body, chance) or "a"
            yield before + pump * (size // len(pump)) + "\0"
            yield (before + pump) * (size // (len(before) + len(pump))) + "\0"
            yield (before + pump * 40 + "\0") * (size // (len(before) + 40 * len(pump) + 1))


def _repeats(nodes: list[tuple[object, object]], before: str, chance: Random) -> Iterator[tuple[str, list]]:
    """Yield each repeat that may go on, with a text of what stands before it."""
    for name, value in nodes:
        kind = str(name)
        if kind in REPEATS:
            _, most, body = value
            if int(most) > MANY:
                yield before, list(body)
            yield from _repeats(list(body), before, chance)
        else:
            for inner in _inside(kind, value):
                yield from _repeats(inner, before, chance)
        before += _sample([(name, value)], chance)
        before = before[-60:]


def _inside(kind: str, value: object) -> list[list]:
    if kind == "BRANCH":
        return [list(one) for one in value[1]]
    if kind == "SUBPATTERN":
        return [list(value[3])]
    if kind == "ATOMIC_GROUP":
        return [list(value)]
    if kind in {"ASSERT", "ASSERT_NOT"}:
        return [list(value[1])]
    if kind == "GROUPREF_EXISTS":
        return [list(one) for one in value[1:] if one]
    return []


def _sample(nodes: list, chance: Random) -> str:
    """Return a text that the nodes take (assertions apart)."""
    return "".join(_one(str(name), value, chance) for name, value in nodes)


def _one(kind: str, value, chance: Random) -> str:
    made = {
        "LITERAL": lambda: chr(value),
        "NOT_LITERAL": lambda: "a" if value != ord("a") else "b",
        "ANY": lambda: "a",
        "IN": lambda: _member(value, chance),
        "BRANCH": lambda: _sample(list(chance.choice(value[1])), chance),
        "SUBPATTERN": lambda: _sample(list(value[3]), chance),
        "ATOMIC_GROUP": lambda: _sample(list(value), chance),
    }
    if kind in REPEATS:
        return "".join(_sample(list(value[2]), chance) for _ in range(max(1, int(value[0]))))
    return made.get(kind, str)()


_CATEGORY = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a", "CATEGORY_NOT_SPACE": "a",
             "CATEGORY_NOT_DIGIT": "a", "CATEGORY_NOT_WORD": "-"}  # fmt: skip


def _member(items: list, chance: Random) -> str:
    """Return a character of a set."""
    if str(items[0][0]) == "NEGATE":
        taken = re.compile(_written(items[1:]))
        return next((c for c in "a 1A-\u00e9~" if not taken.match(c)), "\u2603")
    name, value = chance.choice(items)
    if str(name) == "RANGE":
        return chr(chance.choice(value))
    return _CATEGORY.get(str(value), "a") if str(name) == "CATEGORY" else chr(value)


def _written(items: list) -> str:
    parts = []
    for name, value in items:
        if str(name) == "RANGE":
            parts.append(f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}")
        elif str(name) == "CATEGORY":
            mark = {"DIGIT": "d", "SPACE": "s", "WORD": "w"}[str(value).rpartition("_")[2]]
            parts.append("\\" + (mark.upper() if "_NOT_" in str(value) else mark))
        else:
            parts.append(re.escape(chr(value)))
    return f"[{''.join(parts)}]"


def ask(site: Site, which: int, size: int) -> None:
    """Ask a pattern, as the program does, about one of its texts at a size."""
    text = next(islice(texts(site, size), which, None))
    _asked(re.compile(site.pattern, site.flags), text, site.ways)


def hardest(site: Site, size: int) -> int:
    """Return which of a pattern's texts takes it longest at a size."""
    pattern, took = re.compile(site.pattern, site.flags), []
    for text in texts(site, size):
        start = time.process_time()
        _asked(pattern, text, site.ways)
        took.append(time.process_time() - start)
    return took.index(max(took))


def _asked(pattern: re.Pattern[str], text: str, ways: frozenset[str]) -> None:
    """Find everything that a pattern finds in a text, or what begins where it is asked for."""
    if "search" in ways:
        for _ in pattern.finditer(text):
            pass
    if "match" in ways:
        pattern.match(text)
        pattern.fullmatch(text)
    if "at" in ways:
        for at in range(0, len(text), STEP):
            pattern.match(text, at)
    if "window" in ways and not ways & {"search", "match"}:
        for at in range(0, len(text), WINDOW):
            pattern.search(text, at, at + WINDOW)


if __name__ == "__main__":
    json.dump([(one.place, one.pattern, one.flags, sorted(one.ways)) for one in compiled()], sys.stdout)
