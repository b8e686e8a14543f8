"""What scanning a text yields."""

from __future__ import annotations

from compactx.model.record import Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from compactx.citation.pinpoint import Pinpoint

RESOLVED, AMBIGUOUS, UNRESOLVED = "resolved", "ambiguous", "unresolved"


class Citation(Row):
    """A mention read as pointing at something.

    ``locator`` is the clause: for a footnote the clause that carries its mark, and ``note`` is the footnote's own
    locator. ``start`` and ``end`` are offsets into the text as read. ``to`` is the id of what is cited, '' unless
    ``status`` is ``resolved``; ``name`` its title, or the words themselves; ``pinpoint`` the part aimed at as written
    and ``parts`` its locators; ``symbol`` the official symbol where the words are or stand for one. ``basis`` is
    ``text``, ``nested`` or ``footnote``; ``rule`` is what found it; ``confidence`` is high, medium or low;
    ``candidates`` are the ids an ambiguous one may mean. ``pinpoint_kind`` is the kind of part aimed at, ``whole`` the
    id of the instrument whose part it is, and ``reason`` says why something is not resolved, or resolved in part, or
    that a part is doubted (as far as we know it does not exist): then ``confidence`` is low.
    ``binding`` are the words that bind a short form or a pointer back: those that named the thing in full.
    """

    locator: str
    surface: str
    start: int
    end: int
    status: str
    kind: str
    to: str
    name: str
    pinpoint: str = ""
    parts: tuple[str, ...] = ()
    symbol: str = ""
    basis: str = "text"
    rule: str = ""
    confidence: str = "high"
    note: str = ""
    candidates: tuple[str, ...] = ()
    pinpoint_kind: str = ""
    whole: str = ""
    reason: str = ""
    binding: str = ""


class Anchor:
    """Words that cite, before anything is looked up: a range of the folded text and what was found there.

    ``what`` is ``name``, ``symbol``, ``unknown``, ``body`` (an unknown one), ``back`` (points back), ``defined`` (a
    short form that the text defines) or ``same`` (Id., ibid.). ``value`` is what the finder knows: forms of a name, a
    symbol, the words. ``how`` is how a name compares with its form, ``outer`` the place of the anchor around it (-1
    for none) in the list that holds both, ``pinpoint`` the part aimed at. Made by the million, so neither frozen nor
    compared.
    """

    __slots__ = ("end", "how", "outer", "pinpoint", "start", "value", "what")

    def __init__(self, start: int, end: int, what: str, value: Any, how: str = "", outer: int = -1) -> None:
        """Keep the range and what is known."""
        self.start = start
        self.end = end
        self.what = what
        self.value = value
        self.how = how
        self.outer = outer
        self.pinpoint: Pinpoint | None = None
