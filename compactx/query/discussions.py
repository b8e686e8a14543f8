"""Where review documents take a provision up: official sections, and the paragraphs that speak of it."""

from __future__ import annotations

from compactx.model.record import Record
from compactx.query.reference import ReferenceView, reference_views

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.index.read import Edge, Index, Node

_SPOKEN = frozenset({"reviewed-in", "reaffirmed-in"})


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
            paragraphs = tuple(index.children(one.source.n))
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
