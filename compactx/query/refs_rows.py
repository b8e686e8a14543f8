"""The references to a hub, for programs: rows of the index, never more of them held than one document has.

What :func:`compactx.query.refs.each` gives as values costs five times as much, which a screen never notices and a
hundred thousand lines do.
"""

from __future__ import annotations

from compactx.index import links
from compactx.model.kinds import EVIDENCE
from compactx.model.record import Record
from compactx.query.reference import body_of
from compactx.query.refs import FAMILIES, RefsFilter, answers_for_parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.index.links import Row
    from compactx.index.read import Index, Node

_SEVERAL = 256  # documents


class HubRows(Record):
    """The references to one thing, read each time that they are gone through; their number is counted, not read.

    Without ``whole`` a row has what a line needs; with it all that is known, and behind that who says it when: the id
    of the document, the day, the body and the id of the speaker.
    """

    index: Index
    node: Node
    wanted: RefsFilter
    whole: bool

    def __len__(self) -> int:
        """Count them."""
        return links.count(self.index, self.node.n, _wanted(self.node, self.wanted), mentions=self.wanted.mentions)

    def __iter__(self) -> Iterator[Row]:
        """Yield what refers to the thing, in reading order, a clause once unless every mention is wanted.

        The clauses of a document of the library stand together, and one that counts once is said once in its document;
        the files of the corpus say it in any order.
        """
        rows = links.referring_rows(self.index, self.node.n, _wanted(self.node, self.wanted), whole=self.whole)
        once = rows if self.wanted.mentions else self._once(rows)
        return _Utterances(self.index).beside(once) if self.whole else once

    def _once(self, rows: Iterator[Row]) -> Iterator[Row]:
        described = int(self.index.meta().get("corpus_rows", 0))
        best: dict[int, Row] = {}
        here = 0
        for row in rows:
            clause, holder, whole, source = row[:4]
            if (whole or source) != here and clause > described:
                yield from best.values()
                best = {}
            here = whole or source
            if holder not in best or _rank(row) < _rank(best[holder]):
                best[holder] = row
        yield from best.values()


class _Utterances:
    """Says of rows in which document they stand, when they were said and by whom; the last few documents are held."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._held: dict[int, tuple[str, str, str]] = {}

    def beside(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Yield the rows with what is said of each behind it."""
        for row in rows:
            identity, date, body = self._document(row[2] or row[3])
            said = self.index.said(row[0]) if row[9] else None
            speaker = self.index.node(said.speaker) if said and said.speaker else None
            who = self.index.node(said.body) if said and said.body else speaker
            own = (said.date if said else "") or date, who.title if who else body, speaker.id if speaker else None
            yield (*row, identity if row[2] else None, *own)

    def _document(self, number: int) -> tuple[str, str, str]:
        """Return the id and day of a document, and who adopts what bears such a symbol."""
        if number not in self._held:
            if len(self._held) >= _SEVERAL:
                self._held.clear()
            identity, date, symbol = links.id_day_symbol(self.index, number)
            self._held[number] = identity, date, body_of(symbol)
        return self._held[number]


def fits(node: Node, wanted: RefsFilter) -> bool:
    """Say whether what refers to a thing is asked for so plainly that it can be read as rows."""
    asks_more = wanted.parts or wanted.limit or wanted.as_of or "class" in wanted.basis or answers_for_parts(node)
    return not asks_more and (wanted.direction == "in" or not (wanted.direction or node.locator))


def _wanted(node: Node, wanted: RefsFilter) -> links.ReferringFilter:
    """Return what is wanted in the words of the index."""
    ours = wanted.editorial
    return links.ReferringFilter(
        families=() if wanted.basis else (*FAMILIES, *(("lineage",) if ours else ())),
        bases=wanted.basis or (*EVIDENCE, *(("editorial",) if ours else ())),
        relations=wanted.relations,
        kinds=wanted.kinds,
        legal=wanted.legal,
        objectives=wanted.objectives,
        instrument=wanted.instrument,
        citing=not (wanted.basis or wanted.relations),
        editorial=ours,
        follow_up=wanted.follow_up,
        itself=wanted.instrument == node.n,
    )


def _rank(row: Row) -> tuple[bool, bool, bool]:
    """Sort references by what says most, as :mod:`compactx.query.refs` does."""
    family, relation, basis = row[4:7]
    return (family != "citation", basis != "text", relation in {"cites", "speaks-of-itself"})
