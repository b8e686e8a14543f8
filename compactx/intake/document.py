"""A document as read: its text, its clauses, and an account of every character.

Offsets are positions in ``text``, which is the file's text as its reader found it and is never changed afterwards.
"""

from __future__ import annotations

from compactx.citation.span import ClauseSpan
from compactx.model.record import Record

FORMATS = ("text", "markdown", "html", "docx", "pdf", "akn")


class Region(Record):
    """A stretch of text that is no clause's wording.

    ``kind`` is ``heading``, ``footnote``, ``note`` (a clause's mark, a footnote mark, a lead-in, a page header inside a
    clause: left out of the wording) or ``not used``; ``reason`` says why, in words.
    """

    kind: str
    start: int
    end: int
    reason: str


class Document(Record):
    """A document: its name for people, its format, its text, its clauses in order, and what else stands in it.

    ``provisions`` do not overlap, except that a footnote may stand inside the clause around it. ``notes`` are in order;
    provisions and notes together account for every character that is not white space.
    """

    name: str
    format: str
    text: str
    provisions: tuple[ClauseSpan, ...] = ()
    notes: tuple[Region, ...] = ()
    warnings: tuple[str, ...] = ()
