"""What scanning a text yields."""

from __future__ import annotations

from compactx.model.record import Record

RESOLVED, AMBIGUOUS, UNRESOLVED = "resolved", "ambiguous", "unresolved"


class Citation(Record):
    """A mention read as pointing at something.

    ``locator`` is the clause: for a footnote the clause that carries its mark, and ``note`` is the footnote's own
    locator. ``start`` and ``end`` are offsets into the text as read. ``to`` is the id of what is cited, '' unless
    ``status`` is ``resolved``; ``name`` its title, or the words themselves; ``pinpoint`` the part aimed at as written
    and ``parts`` its locators; ``symbol`` the official symbol where the words are or stand for one. ``basis`` is
    ``text``, ``nested`` or ``footnote``; ``rule`` is what found it; ``confidence`` is high, medium or low;
    ``candidates`` are the ids an ambiguous one may mean.
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


class Anchor(Record):
    """Words that cite, before anything is looked up: a range of the folded text and what was found there.

    ``what`` is ``name``, ``symbol``, ``unknown``, ``back`` (points back), ``defined`` (a short form that the text
    defines), ``same`` (Id., ibid.) or ``part`` (a pinpoint that names its instrument by itself: an objective, a
    target). ``value`` is what the finder knows: forms of a name, a symbol, the words.
    """

    start: int
    end: int
    what: str
    value: object
    how: str = ""
    outer: int = -1
    pinpoint: object = None
