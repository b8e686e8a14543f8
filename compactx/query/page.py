"""What does a browser's page about one thing need, however large the corpus is?

The same answer as :mod:`compactx.query.show` with what stands beside the thing; of things with very many parts or
references only a first stretch is read, and the page says how many there are.
"""

from __future__ import annotations

from compactx.index import window
from compactx.model.record import Record
from compactx.query.show import Part, Shown, show
from compactx.query.view import EVIDENCE, seen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.index.read import Index, Node
    from compactx.query.view import Seen

PART_LIMIT = 200
REFERENCE_LIMIT = 1000
_MANY = 2000
_FAMILIES = ("citation", "follow-up")


class PageFacts(Record):
    """A thing as :class:`~compactx.query.show.Shown`, how much of it there is, and its neighbours.

    ``part_count`` counts all parts, ``more_citing`` the references to it that were not read.
    """

    shown: Shown
    part_count: int
    more_citing: int
    before: Node | None
    after: Node | None

    @property
    def node(self) -> Node:
        """The thing itself."""
        return self.shown.node


def page_facts(index: Index, node: Node) -> PageFacts:
    """Return what a page about a node shows."""
    parts = window.child_count(index, node.n)
    wholes = [node, *index.ancestors(node)]
    heavy = [whole for whole in wholes if window.has_more_than(index, whole.n, _MANY)]
    before, after = window.beside(index, node)
    if parts <= PART_LIMIT and not heavy:
        return PageFacts(show(index, node), parts, 0, before, after)
    shown, more = _bounded(index, node, wholes)
    return PageFacts(shown, parts, more, before, after)


def _bounded(index: Index, node: Node, wholes: list[Node]) -> tuple[Shown, int]:
    """Return a first stretch of everything, and how many references to the thing were left out."""
    parts = tuple(_part(index, child) for child in window.children(index, node.n, 0, PART_LIMIT))
    outgoing = seen(index, [edge for edge in index.edges_from(node.n) if edge.family != "structure"])
    incoming = seen(index, window.edges_to(index, node.n, (*_FAMILIES, "catalogue"), REFERENCE_LIMIT))
    citing = [r for r in incoming if r.family == "citation" and r.basis in EVIDENCE]
    cited = [r for r in outgoing if r.family == "citation" and r.basis in EVIDENCE]
    links = [r for r in (*outgoing, *incoming) if r.family in {"follow-up", "catalogue"} and r.relation != "member-of"]
    reviews = [r for whole in wholes for r in seen(index, window.follow_up_to(index, whole.n, REFERENCE_LIMIT))]
    below = [reference for part in parts for reference in part.references]
    shown = Shown(
        node,
        index.instrument_of(node),
        tuple(index.ancestors(node)),
        index.facts(node.n),
        tuple(index.names_of(node.n)),
        parts,
        (*cited, *(below if node.kind == "objective" else ())),
        tuple(citing),
        () if node.locator else tuple(links),
        tuple(reviews) if node.locator else (),
        tuple(r for r in (*outgoing, *incoming) if r.relation == "member-of"),
        (),
    )
    return shown, max(0, index.degree(node.n) - len(citing)) if len(incoming) == REFERENCE_LIMIT else 0


def _part(index: Index, child: Node) -> Part:
    return Part(child, tuple(_citations(index, child)))


def _citations(index: Index, node: Node) -> list[Seen]:
    edges = [edge for edge in index.edges_from(node.n) if edge.family == "citation" and edge.basis != "editorial"]
    return seen(index, edges)
