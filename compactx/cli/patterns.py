"""Patterns compiled once: what Python makes of them is kept beside the indexes, as it keeps what it makes of modules.

Reading a page takes some two hundred patterns, and compiling them five times as long as the page. While a command runs
that reads texts, ``re`` is given the code that the same Python made of the same pattern before. The code is that of one
build of Python, checked by it as it is loaded, and compared with a fresh one before it is kept. Where anything is not
as expected, patterns are compiled as ever.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import marshal
import re
import sys
import zlib
from contextlib import contextmanager, suppress
from re import _compiler, _parser  # type: ignore[attr-defined]

from compactx.index import notes, published

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    # Flags, code, number of groups, and the groups with names: what the interpreter makes a pattern of.
    Code = tuple[int, bytes, int, dict[str, int]]
    Key = tuple[str, int]

_MOST = 2000  # patterns in the file: it is begun anew beyond them
_SUM = 4  # bytes before the table, its sum
_DAMAGE = (AttributeError, EOFError, IndexError, KeyError, MemoryError, OverflowError, RuntimeError, TypeError,
           ValueError)  # fmt: skip


@contextmanager
def kept_patterns() -> Iterator[None]:
    """Take patterns from the file meanwhile, and add to it those that were not there."""
    compile_, known = _compiler.compile, known_codes()
    made: dict[Key, re.Pattern[str]] = {}
    _compiler.compile = _looked_up(compile_, known, made)
    try:
        yield
    finally:
        _compiler.compile = compile_
        if made:
            keep_codes(known, made)


def _looked_up(
    compile_: Callable[[Any, int], re.Pattern[str]], known: dict[Key, Code], made: dict[Key, re.Pattern[str]]
) -> Callable[[Any, int], re.Pattern[str]]:
    """Return a function that makes a pattern of known code, or compiles it and notes that it did."""

    def compile_or_take(pattern: Any, flags: int = 0) -> re.Pattern[str]:
        key = (pattern, int(flags))
        if type(pattern) is str and key in known:
            with suppress(*_DAMAGE):
                return restored(pattern, known[key])
        found = compile_(pattern, flags)
        if type(pattern) is str and not flags & re.DEBUG:
            made[key] = found
        return found

    return compile_or_take


def restored(pattern: str, code: Code) -> re.Pattern[str]:
    """Return a pattern made of its code; raises one of many errors if the code is none."""
    flags, words, groups, names = code
    numbered: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        numbered[number] = name
    held: re.Pattern[str] = _sre.compile(
        pattern, flags, memoryview(words).cast("I").tolist(), groups, names, tuple(numbered)
    )
    return held


def code_of(pattern: str, flags: int) -> Code:
    """Return the code of a pattern; raises one of many errors where this Python does it otherwise."""
    from array import array  # noqa: PLC0415 - what is known is not made again

    tree = _parser.parse(pattern, flags)
    words = array("I", _compiler._code(tree, flags))  # noqa: SLF001 - what re itself does
    return flags | tree.state.flags, words.tobytes(), tree.state.groups - 1, dict(tree.state.groupdict)


def known_codes() -> dict[Key, Code]:
    """Return the code that is kept for this Python, nothing where none can be believed."""
    data = memoryview(notes.read_data(_path()))
    if not data or zlib.crc32(data[_SUM:]) != int.from_bytes(data[:_SUM], "little"):
        return {}
    try:
        head, known = marshal.loads(data[_SUM:])  # noqa: S302 - nobody else can have written it
    except _DAMAGE:
        return {}
    return known if head == _head() and isinstance(known, dict) else {}


def keep_codes(known: dict[Key, Code], made: dict[Key, re.Pattern[str]]) -> None:
    """Add patterns to the file, each if its code gives the pattern that Python made; without a place none is kept."""
    told = dict(known) if len(known) + len(made) <= _MOST else {}
    for (pattern, flags), wanted in list(made.items())[:_MOST]:
        with suppress(re.error, RecursionError, *_DAMAGE):
            code = code_of(pattern, flags)
            again = restored(pattern, code)
            if again == wanted and again.groupindex == wanted.groupindex:
                told[pattern, flags] = code
    if told.keys() != known.keys():
        data = marshal.dumps((_head(), told))
        notes.write_data(_path(), zlib.crc32(data).to_bytes(_SUM, "little") + data)


def _path() -> str:
    return published.kept_path("patterns", _head(), ".bin")


def _head() -> str:
    """Return what tells one build of Python, and of its patterns, from others."""
    return f"{sys.version} {_sre.MAGIC} {_sre.CODESIZE} {sys.byteorder}"
