"""Who reviews a thing, by which clause, in which cycle; when it last was and will be; where that is written down."""

from __future__ import annotations

from compactx.index.window import statements_to
from compactx.model.record import Record
from compactx.query.elsewhere import Discussion, discussed
from compactx.query.reference import ReferenceView, reference_views

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.index.facts import Facts
    from compactx.index.read import Edge, Index, Node


def spans(nodes: Sequence[Node]) -> str:
    """Return printed locators with runs of numbers drawn together.

    ::

        37 to 44, 55
    """
    out: list[list[str]] = []
    for name in (node.printed for node in nodes):
        if out and name.isdecimal() and out[-1][-1].isdecimal() and int(name) == int(out[-1][-1]) + 1:
            out[-1].append(name)
        elif not out or out[-1][-1] != name:
            out.append([name])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(run) for run in out)  # noqa: PLR2004 - two are written out


# The first of them say most about review.
RELATIONS = (
    "reviews", "monitored-by", "reports-on", "considered-by", "reports-to", "takes-part-in-review-of", "contributes-to",
    "provides-space-for", "coordinates", "secretariat-of", "supports-implementation-of", "partner-in",
    "consults-on",
    "settles-modalities-of", "results-in",
    "establishes-actor", "draws-expertise-from", "consists-of",
)  # fmt: skip
_TURNED = frozenset({"monitored-by", "considered-by"})  # it is the target that acts
# What is done again and again; the others happen once.
_RECURRING = frozenset(RELATIONS) - {
    "coordinates", "secretariat-of", "settles-modalities-of", "consults-on", "establishes-actor",
    "draws-expertise-from", "consists-of", "takes-part-in-review-of", "partner-in",
}  # fmt: skip
_EDITION = frozenset({"edition-of"})
_REPORTS = frozenset({"belongs-to"})
_HELD = frozenset({"hosted-by", "issued-by"})
_OWNED = frozenset({"issued-by"})
_YEAR = 4  # digits


class Occasion(Record):
    """One time that something was or will be held or issued; ``node`` is the series where only its interval says so."""

    date: str
    node: Node
    series: Node
    is_foreseen: bool
    is_derived: bool = False


class ReviewCycle(Record):
    """What comes again and again: how often in words, its occasions by date, and the documents that came of them."""

    node: Node
    cycle: str
    occasions: tuple[Occasion, ...]
    documents: tuple[Node, ...]

    @property
    def last(self) -> Occasion | None:
        """The latest occasion that is past."""
        return next((one for one in reversed(self.occasions) if not one.is_foreseen), None)

    @property
    def following(self) -> Occasion | None:
        """The earliest occasion that is foreseen."""
        return next((one for one in self.occasions if one.is_foreseen), None)


class Review(Record):
    """Someone's part in the review of a thing: who, for what, by which clause, and the series in which it happens."""

    actor: Node
    target: Node
    reference: ReferenceView
    series: ReviewCycle | None
    documents: tuple[Discussion, ...]


def review(index: Index, node: Node, on: str, *, editorial: bool = False) -> list[Review]:
    """Return who has a part in reviewing a thing, as of a day (ISO 8601).

    For a provision that includes who does what by its own words, which comes first, and who reviews what it stands in;
    for an actor, what it does itself and what others do for it.
    """
    chain = [node, *index.ancestors(node)]
    edges = [edge for one in chain for edge in statements_to(index, one.n) if _counts(edge)]
    edges += [edge for edge in index.edges_from(node.n) if _counts(edge)]
    order = {relation: at for at, relation in enumerate(RELATIONS)}
    from compactx.index.links import parts_of  # noqa: PLC0415 - of provisions only

    inside = parts_of(index, (node.n,)) if node.locator and node.kind != "objective" else []
    own = {edge.n: edge for edge in index.edges_proved_by(inside) if _counts(edge)} if inside else {}
    edges = [edge for edge in dict.fromkeys(edges) if edge.n not in own]
    found = [
        view
        for group in (own.values(), edges)
        for view in sorted(
            reference_views(index, group),
            key=lambda one: (order[one.relation], one.clause.n if one.clause else 0),
        )
    ]
    series = _Finder(index, on)
    places = discussed(index, node, editorial=editorial)
    return [_review(one, series, places) for one in found]


def _counts(edge: Edge) -> bool:
    return edge.relation in RELATIONS and edge.basis not in {"official", "editorial"}


def _review(one: ReferenceView, finder: _Finder, places: tuple[Discussion, ...]) -> Review:
    actor, target = (one.target, one.source) if one.relation in _TURNED else (one.source, one.target)
    series = finder.of(actor, one) if one.relation in _RECURRING else None
    documents = []
    for document in series.documents if series and one.relation in RELATIONS[:4] else ():
        held = [place for place in places if place.document.n == document.n]
        documents += held or [Discussion(document, None, None, (), ())]
    return Review(actor, target, one, series, tuple(documents))


class _Finder:
    """Finds the series to which a relation belongs, each once."""

    def __init__(self, index: Index, on: str) -> None:
        self.index = index
        self.on = on
        self.known: dict[int, ReviewCycle | None] = {}

    def of(self, actor: Node, one: ReferenceView) -> ReviewCycle | None:
        """Return the series in which an actor acts by a clause: itself, what it issues, or what the clause has it feed.

        The clause ties the two: an actor may act by several clauses in several series.
        """
        own = self.series(actor)
        if own:
            return own
        clause = one.clause.n if one.clause else None
        for edge in self.index.edges_from(actor.n):
            if clause and edge.clause == clause and (found := self.series(self.index.node(edge.dst))):
                return self._of_actor(actor, found)
        for edge in statements_to(self.index, actor.n):
            if (
                edge.relation in _OWNED
                and self._founded_by(edge.src, clause)
                and (found := self.series(self.index.node(edge.src)))
            ):
                return found
        return None

    def _of_actor(self, actor: Node, series: ReviewCycle) -> ReviewCycle:
        """Return a series with those of its occasions that an actor, or one of a group, held."""
        own = {actor.n, *(e.src for e in statements_to(self.index, actor.n) if e.relation == "member-of")}
        held = {one.node.n for one in series.occasions for e in self.index.edges_from(one.node.n) if e.dst in own
                and e.relation in _HELD}  # fmt: skip
        return series.replace(occasions=tuple(one for one in series.occasions if one.node.n in held or one.is_derived))

    def _founded_by(self, row: int, clause: int | None) -> bool:
        return clause is not None and any(edge.clause == clause for edge in self.index.edges_from(row))

    def series(self, node: Node) -> ReviewCycle | None:
        """Return a thing as a series, None if it has no cycle."""
        if node.n not in self.known:
            facts = self.index.facts(node.n) if not node.locator else None
            self.known[node.n] = self._made(node, facts) if facts and facts.first("cycle") else None
        return self.known[node.n]

    def _made(self, node: Node, facts: Facts) -> ReviewCycle:
        edges = statements_to(self.index, node.n)
        editions = [self.index.node(edge.src) for edge in edges if edge.relation in _EDITION]
        reports = [self.index.node(edge.src) for edge in edges if edge.relation in _REPORTS]
        reports = [one for one in reports if one.kind == "document" and one.date]
        held = sorted((one for one in (*editions, *reports) if one.date), key=lambda one: one.date)
        occasions = [Occasion(one.date, one, node, is_after(one.date, self.on)) for one in held]
        interval = int(facts.first("interval") or 0)
        if interval and held and not any(one.is_foreseen for one in occasions):
            occasions.append(Occasion(self._due(held, interval), node, node, is_foreseen=True, is_derived=True))
        results = [
            self.index.node(edge.dst)
            for one in editions
            for edge in self.index.edges_from(one.n)
            if edge.relation == "results-in"
        ]
        return ReviewCycle(
            node, facts.first("cycle"), tuple(occasions), tuple(sorted((*reports, *results), key=lambda one: one.date))
        )

    def _due(self, held: list[Node], interval: int) -> str:
        """Return the first year of the interval that is not past and in which nothing was held yet."""
        years = {int(one.date[:_YEAR]) for one in held}
        year = min(years)
        while year < int(self.on[:_YEAR]) or year in years:
            year += interval
        return str(year)


def is_after(date: str, on: str) -> bool:
    """Say whether a date, perhaps only a month or a year, is certainly after a day.

    >>> is_after("2030", "2026-11-21"), is_after("2026", "2026-11-21")
    (True, False)
    """
    return date > on[: len(date)]


class ReviewTimeline(Record):
    """What has been and will be, by date; ``on`` is the day between the two."""

    on: str
    occasions: tuple[Occasion, ...]


def timeline(index: Index, node: Node, on: str) -> ReviewTimeline:
    """Return the occasions on which a thing is followed up, from its own date on.

    These are the editions and reports of every series that has a part in its review, the documents that came of them,
    the texts that settled their modalities, and what those documents asked for.
    """
    whole = index.instrument_of(node) or node
    found: dict[int, Occasion] = {}
    derived: dict[int, Occasion] = {}
    for one in review(index, node, on):
        _take(index, one, on, found, derived)
    for occasion in list(found.values()):
        for edge in statements_to(index, occasion.node.n):
            if edge.relation == "mandated-by":
                _add(found, index.node(edge.src), occasion.node, on)
    _add(found, whole, whole, on)
    since = whole.date if whole.kind != "process" else ""
    kept = [one for one in (*found.values(), *derived.values()) if one.date >= since]
    return ReviewTimeline(on, tuple(sorted(kept, key=lambda one: (one.date, one.node.n))))


def _take(index: Index, one: Review, on: str, found: dict[int, Occasion], derived: dict[int, Occasion]) -> None:
    if one.series is None:
        return
    for occasion in one.series.occasions:
        (derived if occasion.is_derived else found).setdefault(occasion.node.n, occasion)
    for document in one.series.documents:
        _add(found, document, one.series.node, on)
    _modalities(index, one.series.node, on, found)


def _modalities(index: Index, series: Node, on: str, found: dict[int, Occasion]) -> None:
    for edge in statements_to(index, series.n):
        if edge.relation == "settles-modalities-of":
            _add(found, index.node(edge.src), series, on)


def _add(found: dict[int, Occasion], node: Node, series: Node, on: str) -> None:
    if node.date:
        found.setdefault(node.n, Occasion(node.date, node, series, is_after(node.date, on)))
