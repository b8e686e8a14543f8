"""Lines to blocks: which lines are one paragraph.

Texts come one paragraph a line, or wrapped at some width. The width is measured, and a line that stops well short
of it ends its paragraph.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from compactx.intake.marks import bullet_at, mark_at
from compactx.intake.reading import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_WRAPPED = 130  # columns beyond which lines are paragraphs and not wrapped text
_SHORT = 0.72  # part of the width that a line must reach to go on
_FOLLOW_ON = frozenset(
    [
        "of",
        "the",
        "and",
        "in",
        "to",
        "for",
        "a",
        "an",
        "by",
        "on",
        "with",
        "or",
        "at",
        "from",
        "as",
        "its",
        "their",
        "that",
        "which",
        "under",
        "between",
        "into",
        "is",
        "are",
        "be",
        "this",
        "no",
        "not",
        "resolution",
        "resolutions",
        "article",
        "articles",
        "paragraph",
        "paragraphs",
        "decision",
        "decisions",
        "para",
        "paras",
        "annex",
        "chapter",
        "see",
    ]
)
_DANGLING = '.;:!?\u201d"\u2019'


class Line:
    """A line without the white space around it; ``gap`` says that an empty line or a page break stands before it."""

    __slots__ = ("end", "gap", "indent", "start")

    def __init__(self, start: int, end: int, indent: int, *, gap: bool) -> None:
        """Keep the range."""
        self.start = start
        self.end = end
        self.indent = indent
        self.gap = gap


def lines(text: str, start: int = 0) -> Iterator[Line]:
    """Yield the lines that are not empty."""
    last = start
    for match in _LINE.finditer(text, start):
        first = match.start()
        raw = match.group()
        shown = raw.strip().strip("\ufeff").strip()
        if not shown:
            continue
        begin = first + raw.index(shown)
        breaks = text.count("\n", last, begin) + (text.count("\x0c", last, begin) * 2)
        breaks = breaks or text.count("\r", last, begin) + text.count("\u2029", last, begin)
        yield Line(begin, begin + len(shown), begin - first, gap=breaks > 1)
        last = begin + len(shown)


def wrap_width(text: str, found: list[Line]) -> int:
    """Return the width at which a text is wrapped, 0 if its lines are paragraphs.

    Measured where wrapping shows: on lines with another line right below. If most of those end a sentence, they
    are paragraphs.
    """
    above = [line for line, after in pairwise(found) if not after.gap]
    if not above or sum(text[line.end - 1] in _DANGLING for line in above) * 2 > len(above):
        return 0
    sizes = sorted(line.end - line.start + line.indent for line in above)
    longest = sizes[int(len(sizes) * 0.95)]
    return longest if longest <= _WRAPPED else 0


def blocks(text: str, start: int = 0) -> list[Block]:
    """Return the paragraphs of a plain text."""
    found = list(lines(text, start))
    width = wrap_width(text, found)
    out: list[Block] = []
    before: Line | None = None
    for line in found:
        if before is not None and not line.gap and _goes_on(text, before, line, width, out[-1]):
            out[-1].end = line.end
        else:
            out.append(Block(line.start, line.end))
        before = line
    return out


def _goes_on(text: str, before: Line, line: Line, width: int, block: Block) -> bool:
    """Say whether a line belongs to the paragraph of the line right above it."""
    if bullet_at(text, line.start, line.end) != line.start:
        return False
    if _is_mark(text, before, line):
        return False
    first, last = text[line.start], text[before.end - 1]
    if not width:
        return unfinished(text, block.start, before.end) and first.islower()
    reach = before.end - before.start + before.indent
    if reach >= width * _SHORT:
        indented = line.indent >= before.indent + 2 and line.indent <= 12 and last in _DANGLING  # noqa: PLR2004 - a first-line indent
        return not indented
    return last not in _DANGLING and (first.islower() or last in ",-")


def _is_mark(text: str, before: Line, line: Line) -> bool:
    """Say whether a line begins with a mark that is no wrapped pinpoint or year."""
    mark = mark_at(text, line.start, line.end)
    if mark is None:
        return False
    if mark.shape in {".", "dotted"} or mark.shape.startswith("label"):
        return (
            text[before.end - 1] in ".;:,\u201d)"
            or text[line.start].isalpha()
            or not unfinished(text, before.start, before.end)
        )
    last = text[before.start : before.end].rsplit(None, 1)[-1].lower()
    return not (last.rstrip(".").isdecimal() or last in _FOLLOW_ON) or text[before.end - 1] in ";:"


def unfinished(text: str, start: int, end: int) -> bool:
    """Say whether a block stops in the middle of a sentence.

    >>> unfinished("in the course of the", 0, 20), unfinished("It ends.", 0, 8), unfinished("A Heading", 0, 9)
    (True, False, False)
    """
    tail = text[max(start, end - 60) : end].rstrip()
    if not tail or tail[-1] in '.;:!?\u201d"':
        return False
    return cut_short(text, end) or end - start > 90  # noqa: PLR2004 - no heading is so long


def cut_short(text: str, end: int) -> bool:
    """Say whether the words before an offset cannot end anything: a comma, a hyphen, "of the"."""
    tail = text[max(0, end - 24) : end].rstrip()
    return (
        tail[-1:] in {",", "-", "\u2010", "\u2011"}
        or tail.rsplit(None, 1)[-1:] == []
        or tail.rsplit(None, 1)[-1].lower() in _FOLLOW_ON
    )
