"""Pages in plain text: what Rich draws where no colour is wanted, without loading it, which takes longer than a scan.

The functions bear the names of those of :mod:`compactx.render.pages.style`, so that a page is made with either.
"""

from __future__ import annotations

import re

from compactx.model.record import Record
from compactx.model.text import clean
from compactx.render.terminal import as_printed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TypeAlias

    Content: TypeAlias = "str | Stack | Indent | Grid"

ID = "cyan"
LOCATOR = "bold"
SURFACE = "green"
TITLE = "bold"
QUIET = "dim"
PROSE = 96
NARROW = 60
GAP = 2  # columns between a name and what stands beside it
ROOM = 12  # columns that are enough for what folds beside a name; else it stands below
_BELOW = 4  # columns that it is moved to the right there
# Latin letters, dashes, quotation marks and the signs that pages are drawn with.
_STRETCHES = (
    *((0x20, 0x7F), (0xA0, 0xAD), (0xAE, 0x250), (0x2010, 0x2028), (0x2030, 0x203C)),
    *((0x2190, 0x2194), (0x2500, 0x25C8), (0x276F, 0x2770)),
)
_SINGLE: frozenset[str] = frozenset().union(*(map(chr, range(*stretch)) for stretch in _STRETCHES))
_WORD = re.compile(r" *[^ ]+ *")


def width(text: str) -> int:
    """Return the cells a text takes.

    Rich measures; letters that are one cell in every terminal are counted here, so that it need not be loaded.

    >>> width("plain"), width("e\u0301"), width("移民")
    (5, 1, 4)
    """
    if text.isascii() or _SINGLE.issuperset(text):
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415 - most text is of single cells

    return cell_len(text)


def fold_between_words(line: str, room: int) -> list[str]:
    """Return a line as lines of so many cells at most, folded as Rich folds it: between words, and inside long ones.

    >>> fold_between_words("an agreement of 1996", 10)
    ['an ', 'agreement ', 'of 1996']
    >>> fold_between_words("of interdependence", 8)
    ['of ', 'interdep', 'endence']
    """
    if width(line) <= room:
        return [line]
    lines, last = [], ""
    for word in _WORD.findall(line):
        size = width(word.rstrip(" "))
        if size <= room - width(last):
            last += word
            continue
        lines += [last] if last else []
        *whole, last = _cut(word, room) if size > room else [word]
        lines += whole
    return [*lines, last]


def _cut(word: str, room: int) -> list[str]:
    if width(word) == len(word):
        return [word[at : at + room] for at in range(0, len(word), room)]
    from rich.cells import chop_cells  # noqa: PLC0415 - as above

    return chop_cells(word, room)


class Stack(Record):
    """Parts below each other."""

    parts: tuple[Content, ...]

    def lines(self, room: int) -> Iterator[str]:
        """Yield its lines."""
        for part in self.parts:
            yield from lines_of(part, room)


class Indent(Record):
    """Content with a margin at its left."""

    content: Content
    by: int

    def lines(self, room: int) -> Iterator[str]:
        """Yield its lines."""
        for line in lines_of(self.content, max(1, room - self.by)):
            yield " " * self.by + line


class Grid:
    """Rows of names that never fold, and of what folds beside them, or below them where there is no room."""

    def __init__(self, least: Sequence[int]) -> None:
        """Begin without rows; ``least`` are the columns of the names at least."""
        self.least = least
        self.rows: list[tuple[str, ...]] = []

    def add_row(self, *cells: str) -> None:
        """Add a row, its last cell what folds."""
        self.rows.append(cells)

    def lines(self, room: int) -> Iterator[str]:
        """Yield its lines."""
        wide = [max(least, *(width(row[at]) for row in self.rows)) for at, least in enumerate(self.least) if self.rows]
        left = room - sum(wide) - GAP * len(wide)
        is_narrow = left < min(ROOM, max((width(row[-1]) for row in self.rows), default=0))
        for *heads, last in self.rows:
            names = "".join(head + " " * (size - width(head) + GAP) for head, size in zip(heads, wide, strict=True))
            if is_narrow:
                fits = left >= 0
                yield from [names] if fits else fold_between_words("  ".join(filter(None, heads)), room)
                yield from Indent(last, _BELOW).lines(room)
            else:
                first, *others = fold_between_words(last, left)
                yield names + first
                yield from (" " * (room - left) + line for line in others)


def lines_of(content: Content, room: int) -> Iterable[str]:
    """Return content as lines of so many cells."""
    return fold_between_words(content, room) if isinstance(content, str) else content.lines(room)


def page_text(content: Content, room: int, encoding: str) -> str:
    """Return a page of so many cells as text."""
    return as_printed("".join(f"{line}\n" for line in lines_of(content, room)), encoding)


def counted(number: int, name: str, names: str = "") -> str:
    """Return a number with its noun; ``names`` is a plural in other than s.

    >>> counted(1, "clause"), counted(1200, "clause"), counted(2, "stretch", "stretches")
    ('1 clause', '1,200 clauses', '2 stretches')
    """
    return f"{number:,} {name if number == 1 else names or name + 's'}"


def text(words: str, _style: str = "") -> str:
    """Return text of the corpus, made safe."""
    return clean(words)


def quoted(surface: str) -> str:
    """Return the citing words between quotation marks."""
    return text(f"“{surface}”") if surface else ""


def join(*parts: str) -> str:
    """Return the parts that are not empty, side by side."""
    return "  ".join(filter(None, parts))


def heading(words: str, count: int | None = None) -> str:
    """Return a section heading with how many things stand below it."""
    return join(clean(words.upper()), "" if count is None else str(count))


def grid(*columns: int | None) -> Grid:
    """Return rows whose names have so many columns at least, None for the last, which folds."""
    return Grid([least for least in columns if least is not None])


def indented(content: Content, by: int = 2) -> Indent:
    """Return the content moved to the right."""
    return Indent(content, by)


def stack(*parts: Content | None) -> Stack:
    """Return the parts below each other, without those that are None."""
    return Stack(tuple(part for part in parts if part is not None))


def blank() -> str:
    """Return an empty line."""
    return ""
