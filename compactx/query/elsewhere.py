"""Where else a clause is taken up: in review documents, and word for word in other texts."""

from __future__ import annotations

from compactx.model.record import Record
from compactx.query.reference import ReferenceView, reference_views

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.index.read import Edge, Index, Node
    from compactx.index.runs import Runs

_SPOKEN = frozenset({"reviewed-in", "reaffirmed-in"})
_FEW = 400  # clauses whose days are looked up


class Discussion(Record):
    """A review document: the official section with its paragraphs, and the links to paragraphs that speak of the thing.

    ``grouping`` is the official reference from the section; it is None where only our reading leads there.
    """

    document: Node
    section: Node | None
    grouping: ReferenceView | None
    paragraphs: tuple[Node, ...]
    speaking: tuple[ReferenceView, ...]


def discussed(index: Index, node: Node, *, editorial: bool = False) -> tuple[Discussion, ...]:
    """Return the review documents that take a provision up, by date; a clause shares the grouping of its objective."""
    if not node.locator:
        return ()
    above = next((one for one in index.ancestors(node) if one.kind == "objective"), None)
    grouped = [edge for one in (node, above) if one for edge in index.follow_up_to(one.n) if _is_grouping(edge)]
    found = {}
    for one in reference_views(index, grouped):
        if one.instrument:
            paragraphs = tuple(part for part in index.children(one.source.n) if part.kind != "footnote")
            found[one.instrument.n] = Discussion(one.instrument, one.source, one, paragraphs, ())
    for one in _speaking(index, node) if editorial else ():
        document = index.node(one.target.instrument or one.target.n)
        held = found.get(document.n) or Discussion(document, None, None, (), ())
        found[document.n] = held.replace(speaking=(*held.speaking, one))
    return tuple(sorted(found.values(), key=lambda one: one.document.date))


def _is_grouping(edge: Edge) -> bool:
    return edge.basis == "official" and edge.relation == "reviews"


def _speaking(index: Index, node: Node) -> list[ReferenceView]:
    from compactx.index.links import parts_of  # noqa: PLC0415 - only for links that are ours

    rows = parts_of(index, (node.n,))
    inside = set(rows)
    edges = [edge for edge in index.edges_of(rows) if edge.src in inside and edge.relation in _SPOKEN]
    return sorted(reference_views(index, edges), key=lambda one: one.target.n)


class Recurrence(Record):
    """How many other clauses are the same words, the first and the latest of them where they are not too many.

    ``first`` and ``latest`` are (instrument, dotted locator).
    """

    count: int
    first: tuple[Node, str] | None = None
    latest: tuple[Node, str] | None = None


def recurrence(index: Index, runs: Runs, node: Node) -> Recurrence | None:
    """Return where else a provision stands word for word, None if nowhere or if its wording is not here."""
    from compactx.index.runs import ATTACHED, LIBRARY  # noqa: PLC0415 - most pages have no word runs

    whole = index.instrument_of(node)
    if whole is None:
        return None
    held = index.connection.execute("SELECT document FROM held WHERE node = ?", (whole.n,)).fetchone()
    text = runs.text_at(ATTACHED, whole.id, node.locator)
    if text is None and held:
        text = runs.text_at(LIBRARY, held[0], node.locator)
    if text is None:
        return None
    places = [(document, locator) for _, document, locator in runs.places([text])]
    if len(places) > _FEW:
        return Recurrence(len(places) - 1)
    others = _others(index, runs, places, node)
    dated = [pair for pair in others if pair[0].date]
    if not dated:
        return Recurrence(len(others)) if others else None
    return Recurrence(len(others), dated[0], dated[-1])


def _others(index: Index, runs: Runs, places: list[tuple[int, str]], node: Node) -> list[tuple[Node, str]]:
    """Return (instrument, locator) of the clauses but one, each once, by the day of their documents."""
    from compactx.index.runs import ATTACHED, LIBRARY  # noqa: PLC0415 - as above

    held: dict[str, int] = dict(index.connection.execute("SELECT document, node FROM held").fetchall())
    found = {}
    for document, locator in places:
        origin, identity = runs.documents[document]
        number = held.get(identity) if origin == LIBRARY else None
        whole = index.node(number) if number else index.by_id(identity) if origin == ATTACHED else None
        if whole and (whole.n, locator) != (node.instrument, node.locator):
            found[whole.n, locator] = (whole, locator)
    return sorted(found.values(), key=lambda pair: (pair[0].date, pair[0].id, pair[1]))
