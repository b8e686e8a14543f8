"""What scanning a text yields: its citations, and the clauses they stand in.

Whatever divides a document (:mod:`compactx.intake`, or the splitter of ``scan``) hands spans of clauses to the
detector, which knows nothing of files.
"""

from __future__ import annotations

from bisect import bisect_right

from compactx.model.record import Record, Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
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


class ClauseSpan(Record):
    """One clause of a text: its locator, its kind, and its half-open range of character offsets.

    ``note_of`` is the locator of the clause that carries the mark of a footnote, '' for everything else. Spans may
    nest; the innermost one owns an offset.
    """

    locator: str
    kind: str
    start: int
    end: int
    note_of: str = ""


class SearchableText(Record):
    """A text to find citations in: its words, its clauses, what its publisher linked, and the cells of its tables.

    ``links`` are (start, end, symbol) and official; ``cells`` are (start, end, heading, title, table, row). All count
    in ``text``.
    """

    text: str
    spans: Sequence[ClauseSpan]
    links: Sequence[tuple[int, int, str]] = ()
    cells: Sequence[tuple[int, int, str, str, int, int]] = ()


class ClausePlace(Record, often=True):
    """A clause as citations see it: its number in the text, its locator, and the footnote's locator if it is one."""

    number: int
    locator: str
    note: str = ""


_NOWHERE = ClausePlace(-1, "")


class Clauses:
    """The clauses of a text as stretches that do not overlap; the innermost one owns an offset.

    >>> from compactx.citation.citation import ClauseSpan
    >>> clauses = Clauses([ClauseSpan("1", "paragraph", 0, 30), ClauseSpan("1.a", "item", 10, 20)])
    >>> [clauses.at(offset).locator for offset in (5, 15, 25, 40)]
    ['1', '1.a', '1', '']
    """

    def __init__(self, spans: Sequence[ClauseSpan] = ()) -> None:
        """Begin with the clauses of a text, or of its first piece."""
        self._starts: list[int] = []
        self._owners: list[ClauseSpan | None] = []
        self._numbers: dict[str, int] = {}
        self._last = (-1, _NOWHERE)
        self.notes: list[ClauseSpan] = []
        self.count = 0
        self.add(spans)

    def add(self, spans: Sequence[ClauseSpan], forget: int = 0) -> None:
        """Sweep over the clauses of the next piece once; those before the offset to forget are not asked for again."""
        kept = max(0, bisect_right(self._starts, forget) - 1)
        del self._starts[:kept], self._owners[:kept]
        self._last = (-1, _NOWHERE)
        self._numbers = {one.locator: self._numbers[one.locator] for one in self._owners if one}
        self.notes = [note for note in self.notes if note.end > forget]
        self.notes += [span for span in spans if span.kind == "footnote"]
        open_spans: list[ClauseSpan] = []
        edges = sorted({offset for span in spans for offset in (span.start, span.end)})
        ordered = sorted(spans, key=lambda span: (span.start, -span.end))
        at = 0
        for edge in edges:
            open_spans = [span for span in open_spans if span.end > edge]
            while at < len(ordered) and ordered[at].start == edge:
                if ordered[at].end > edge:
                    open_spans.append(ordered[at])
                at += 1
            owner = open_spans[-1] if open_spans else None
            self._starts.append(edge)
            self._owners.append(owner)
            if owner and owner.locator not in self._numbers:
                self._numbers[owner.locator] = self.count
                self.count += 1

    def at(self, offset: int) -> ClausePlace:
        """Return the clause of an offset; its number is -1 and its locator '' outside all clauses."""
        index = bisect_right(self._starts, offset) - 1
        if index != self._last[0]:
            self._last = index, self._place(self._owners[index] if index >= 0 else None)
        return self._last[1]

    def _place(self, span: ClauseSpan | None) -> ClausePlace:
        if span is None:
            return _NOWHERE
        number = self._numbers[span.locator]
        if span.kind == "footnote":
            return ClausePlace(number, span.note_of or span.locator, span.locator)
        return ClausePlace(number, span.locator)
