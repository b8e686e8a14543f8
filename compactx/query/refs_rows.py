"""Which references are wanted, and what refers to a thing, for programs: rows of the index, a document at a time.

What :func:`compactx.query.refs.each` gives as values costs five times as much, which a screen never notices.
"""

from __future__ import annotations

from compactx.index import referring
from compactx.model.kinds import EVIDENCE
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from compactx.index.read import Index, Node
    from compactx.index.referring import Row

DIRECTIONS = ("in", "out", "both")
GROUPS = ("objective", "kind", "relation", "instrument", "document", "year", "body", "state", "none")
FAMILIES = ("citation", "follow-up")
_SEVERAL = 256  # documents
_NAMES = {"follow-up": "in its follow-up", "catalogue": "catalogue facts", "itself": "of its own clauses",
          "class": "as part of a class", "editorial": "editorial", "lineage": "lineage"}  # fmt: skip
_ONE = {"catalogue facts": "catalogue fact"}
_CLASS = "through a class it belongs to"
_ASKED = {_CLASS: "--basis class", "catalogue facts": "--basis catalogue", "in its follow-up": "--follow-up",
          "of its own clauses": "--in {}", "as part of a class": "--basis class", "editorial": "--editorial",
          "lineage": "--editorial"}  # fmt: skip


class RefsFilter(Record):
    """Which references are wanted; an empty field leaves all in.

    ``kinds`` and ``legal`` look at the far end: what refers, or what is referred to. What refers to a thing are the
    clauses that cite it, unless ``basis`` names other evidence, ``relations`` asks for one relation, ``follow_up`` for
    roles in its follow-up, ``editorial`` for links that are ours, or ``instrument`` is the thing itself. ``as_of``
    leaves out what was not yet there on a day; ``limit`` reads a first stretch of what refers to a thing, 0 all of it.
    """

    relations: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    legal: tuple[str, ...] = ()
    objectives: tuple[int, ...] = ()
    instrument: int | None = None
    direction: str = ""
    mentions: bool = False
    parts: bool = False
    editorial: bool = False
    as_of: str = ""
    limit: int = 0
    follow_up: bool = False


def answers_for_parts(node: Node) -> bool:
    """Say whether a node is cited through its parts: an objective is its commitment and its actions."""
    return node.kind in {"objective", "section"}


def apart(index: Index, node: Node) -> tuple[tuple[str, int], ...]:
    """Return how much leads to a thing and is no citation of it, by what it is."""
    through = [edge.dst for edge in index.edges_from(node.n) if edge.relation == "member-of"]
    beside = {_NAMES[what]: value for what, value in index.other_references(node.n).items()}
    found = {_CLASS: sum(map(index.cited, dict.fromkeys(through))), **beside}
    return tuple((_ONE.get(name, name) if value == 1 else name, value) for name, value in found.items() if value)


def asked_by(node: Node, beside: Iterable[tuple[str, int]]) -> str:
    """Return the options that list what :func:`apart` counts of a thing."""
    names = [next((name for name, one in _ONE.items() if one == what), what) for what, _ in beside]
    return ", ".join(dict.fromkeys(_ASKED[name].format(node.id) for name in names))


class ReferenceRows(Record):
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
        return referring.count(self.index, self.node.n, _wanted(self.node, self.wanted), mentions=self.wanted.mentions)

    @property
    def may_repeat(self) -> bool:
        """Say whether a clause may have several rows without every mention: one for each whom it says it of."""
        return _wanted(self.node, self.wanted).has_doers

    def __iter__(self) -> Iterator[Row]:
        """Yield what refers to the thing, in reading order, a clause once unless every mention is wanted.

        The clauses of a document of the library stand together, and one that counts once is said once in its document;
        the files of the corpus say it in any order.
        """
        rows = referring.referring_rows(self.index, self.node.n, _wanted(self.node, self.wanted), whole=self.whole)
        once = rows if self.wanted.mentions else self._once(rows)
        return _Utterances(self.index).beside(once) if self.whole else once

    def _once(self, rows: Iterator[Row]) -> Iterator[Row]:
        described = int(self.index.meta().get("corpus_rows", 0))
        best: dict[tuple[int, int], Row] = {}
        here = 0
        for row in rows:
            clause, holder, whole, source = row[:4]
            if (whole or source) != here and clause > described:
                yield from best.values()
                best = {}
            here = whole or source
            key = holder, source if source != clause else 0  # what others do by the clause is said of each of them
            if key not in best or _rank(row) < _rank(best[key]):
                best[key] = row
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
            from compactx.model.organs import body_of  # noqa: PLC0415 - lines of a pipe say less

            if len(self._held) >= _SEVERAL:
                self._held.clear()
            identity, date, symbol = referring.id_day_symbol(self.index, number)
            self._held[number] = identity, date, body_of(symbol)
        return self._held[number]


def fits(node: Node, wanted: RefsFilter) -> bool:
    """Say whether what refers to a thing is asked for so plainly that it can be read as rows."""
    asks_more = wanted.parts or wanted.limit or wanted.as_of or "class" in wanted.basis or answers_for_parts(node)
    return not asks_more and (wanted.direction == "in" or not (wanted.direction or node.locator))


def _wanted(node: Node, wanted: RefsFilter) -> referring.ReferringFilter:
    """Return what is wanted in the words of the index."""
    ours = wanted.editorial
    return referring.ReferringFilter(
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
