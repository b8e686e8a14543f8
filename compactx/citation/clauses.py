"""Where the clauses of a text begin and end, and which clause an offset stands in.

Whatever divides a document (:mod:`compactx.intake`, or the splitter of ``scan``) hands spans to the detector, which
knows nothing of files.
"""

from __future__ import annotations

from bisect import bisect_right

from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


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


class ClausePlace(Record, often=True):
    """A clause as citations see it: its number in the text, its locator, and the footnote's locator if it is one."""

    number: int
    locator: str
    note: str = ""


_NOWHERE = ClausePlace(-1, "")


class Clauses:
    """The clauses of a text as stretches that do not overlap; the innermost one owns an offset.

    >>> from compactx.citation.clauses import ClauseSpan
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
