"""Patterns compiled once: what Python makes of them is kept beside the indexes, as it keeps what it makes of modules.

Reading a page takes some two hundred patterns, and compiling them five times as long as the page. While a command runs
that reads texts, its modules (through :mod:`compactx.model.patterns`) are given patterns made of the code that the same
Python made of them before, and ``re`` is not even loaded. The code is that of one build of Python, checked by it as it
is loaded, and compared with a fresh one before it is kept. Where anything is not as expected, patterns are compiled as
ever.

Libraries that draw pages and read files import ``re`` themselves. For them ``re._compile`` is stood in for, which is
private to Python, as is what makes the code; Python offers no public way. So the stand-in is for one command, and a
Python without these parts does without.
"""

from __future__ import annotations

import marshal
import sys
from binascii import crc32

from compactx.index import cache, notes
from compactx.model import patterns

try:
    import _sre  # type: ignore[import-not-found]
except ImportError:
    _sre = None

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from typing import Any

    # Flags, code, number of groups, and the groups with names: what the interpreter makes a pattern of.
    Code = tuple[int, bytes | memoryview, int, dict[str, int]]
    Key = tuple[str, int]

_MOST = 2000  # patterns in the file: it is begun anew beyond them
_SUM = 4  # bytes before the table, its sum
_DEBUG = 128  # the flag of re that prints
_DAMAGE = (AttributeError, EOFError, ImportError, IndexError, KeyError, MemoryError, OverflowError, RuntimeError,
           TypeError, ValueError)  # fmt: skip


class KeptPatterns:
    """While it is entered, patterns are taken from the file, and those that were not there are added to it.

    Each command has a file of its own: it is read whole, and what other commands needed would be read too.
    """

    def __init__(self, command: str = "") -> None:
        """Keep the patterns of a command apart from those of others."""
        self._path = _path(command)

    def __enter__(self) -> None:
        """Answer for patterns, if this Python has what that takes."""
        self._known: dict[Key, Code] = {}
        self._ready: dict[Key, re.Pattern[str]] = {}
        self._made: dict[Key, re.Pattern[str]] = {}
        self._own: Any = None  # what all functions of re call, where it is stood in for
        self._compile: Any = None
        if _sre is None:
            return
        self._known = known_codes(self._path)
        patterns.take_from(self)
        if "re" in sys.modules:
            self.serve_libraries()

    def __exit__(self, *_: object) -> None:
        """Let ``re`` compile as ever, and keep what was made."""
        patterns.take_from(None)
        if self._own is not None:
            import re  # noqa: PLC0415 - loaded by now

            re._compile = self._own  # type: ignore[attr-defined]  # noqa: SLF001 - see above
        if self._made:
            keep_codes(self._known, self._made, self._path)

    def serve_libraries(self) -> None:
        """Stand in for what ``re`` compiles with."""
        if self._compile is not None:
            return
        import re  # noqa: PLC0415 - see above

        self._own = getattr(re, "_compile", None)
        self._compile = self._own or re.compile
        if self._own is not None:
            re._compile = self.look_up  # type: ignore[attr-defined]  # noqa: SLF001 - see above

    def look_up(self, pattern: Any, flags: int) -> re.Pattern[str]:
        """Make a pattern of known code, or compile it and note that it did."""
        if type(pattern) is not str:
            return self._python(pattern, flags)
        key = (pattern, flags if flags.__class__ is int else int(flags))
        found = self._ready.get(key)
        if found is None:
            if len(self._ready) >= _MOST:  # made of the words of a text
                self._ready.clear()
            code = self._known.get(key)
            try:
                found = restored(pattern, code) if code else None
            except _DAMAGE:
                found = None
            found = self._ready[key] = found or self._compiled(key)
        return found

    def _compiled(self, key: Key) -> re.Pattern[str]:
        found = self._python(*key)
        if not key[1] & _DEBUG and len(self._made) < _MOST:
            self._made[key] = found
        return found

    def _python(self, pattern: Any, flags: int) -> re.Pattern[str]:
        self.serve_libraries()
        found: re.Pattern[str] = self._compile(pattern, flags)
        return found


def restored(pattern: str, code: Code) -> re.Pattern[str]:
    """Return a pattern made of its code; raises one of many errors if the code is none."""
    flags, words, groups, names = code
    numbered: list[str | None] = [None] * (groups + 1)
    for name, number in names.items() if names else ():
        numbered[number] = name
    numbers = memoryview(words).cast("I").tolist()
    held: re.Pattern[str] = _sre.compile(pattern, flags, numbers, groups, names, tuple(numbered))
    return held


def code_of(pattern: str, flags: int) -> Code:
    """Return the code of a pattern; raises one of many errors where this Python does it otherwise."""
    from array import array  # noqa: PLC0415 - what is known is not made again
    from re import _compiler, _parser  # type: ignore[attr-defined]  # noqa: PLC0415 - as above

    tree = _parser.parse(pattern, flags)
    words = array("I", _compiler._code(tree, flags))  # noqa: SLF001 - what re itself does
    return flags | tree.state.flags, words.tobytes(), tree.state.groups - 1, dict(tree.state.groupdict)


def known_codes(path: str) -> dict[Key, Code]:
    """Return the code that a file keeps for this Python, nothing where none can be believed."""
    data = memoryview(notes.read_data(path))
    if not data or crc32(data[_SUM:]) != int.from_bytes(data[:_SUM], "little"):
        return {}
    try:
        head, size, known = marshal.loads(data[_SUM:])  # noqa: S302 - nobody else can have written it
        codes = data[len(data) - size :]
        return {key: (flags, codes[start:end], groups, names) for key, (flags, start, end, groups, names)
                in known.items()} if head == _head() else {}  # fmt: skip
    except _DAMAGE:
        return {}


def keep_codes(known: dict[Key, Code], made: dict[Key, re.Pattern[str]], path: str) -> None:
    """Add patterns to a file, each if its code gives the pattern that Python made; without a place none is kept."""
    import re  # noqa: PLC0415 - loaded by now

    told = dict(known) if len(known) + len(made) <= _MOST else {}
    for (pattern, flags), wanted in made.items():
        try:
            code = code_of(pattern, flags)
            again = restored(pattern, code)
        except (re.error, RecursionError, *_DAMAGE):
            continue
        if again == wanted and again.groupindex == wanted.groupindex:
            told[pattern, flags] = code
    if told.keys() != known.keys():
        notes.write_data(path, _table(told))


def _table(codes: dict[Key, Code]) -> bytes:
    """Return patterns as a file holds them: the sum, a table, and behind it the codes, of which none is copied."""
    places, behind = {}, bytearray()
    for key, (flags, words, groups, names) in codes.items():
        places[key] = (flags, len(behind), len(behind) + len(words), groups, names)
        behind += words
    data = marshal.dumps((_head(), len(behind), places)) + behind
    return crc32(data).to_bytes(_SUM, "little") + data


def _path(command: str) -> str:
    return cache.kept_path("patterns", f"{_head()} {command}", ".bin") if _sre else ""


def _head() -> str:
    """Return what tells one build of Python, and of its patterns, from others."""
    return f"{sys.version} {_sre.MAGIC} {_sre.CODESIZE} {sys.byteorder}"
