"""The parts of a thing, or what surrounds it, as a tree."""

from __future__ import annotations

from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.index.read import Index, Node
    from compactx.query.reference import ReferenceView


class Branch(Record):
    """A node in a tree: how it hangs there, what hangs below, and what was left out.

    ``by`` is the reference that leads here (None for a part), ``repeated`` marks a node shown above whose branches are
    not drawn again, ``hidden`` counts branches beyond the limit.
    """

    node: Node
    by: ReferenceView | None
    forward: bool
    branches: tuple[Branch, ...]
    repeated: bool = False
    hidden: int = 0


def tree(
    index: Index, node: Node, *, depth: int = 2, follow: str = "parts", limit: int = 0, inside: Node | None = None
) -> Branch:
    """Return a node with what hangs below it.

    ``follow`` is ``parts`` (the structure of the document), ``out`` (what it refers to), ``in`` (what refers to it) or
    ``both`` (one after the other). ``limit`` bounds the branches of one node; 0 is no bound, but that of what very many
    clauses refer to only so many branches are read. ``inside`` leaves in clauses of one instrument. Depth 0 is the node
    alone.
    """
    return _Grower(index, follow, limit, inside).grow(node, None, depth, forward=True)


class _Grower:
    """Draws each node's branches once; a second visit is marked, so cycles end."""

    def __init__(self, index: Index, follow: str, limit: int, inside: Node | None) -> None:
        self.index = index
        self.follow = follow
        self.limit = limit
        self.inside = inside.n if inside else None
        self.drawn: set[int] = set()

    def grow(self, node: Node, by: ReferenceView | None, depth: int, *, forward: bool) -> Branch:
        """Return the branch that a thing begins, so many levels deep; what was drawn before is only named."""
        repeated = node.n in self.drawn
        self.drawn.add(node.n)
        if repeated or depth <= 0:
            return Branch(node, by, forward, (), repeated)
        below, unread = self._below(node)
        kept = below[: self.limit] if self.limit else below
        grown = tuple(self.grow(child, reference, depth - 1, forward=way) for child, reference, way in kept)
        return Branch(node, by, forward, grown, hidden=len(below) - len(kept) + unread)

    def _below(self, node: Node) -> tuple[list[tuple[Node, ReferenceView | None, bool]], int]:
        """Return what hangs below a node, and how many clauses were not read."""
        if self.follow == "parts":
            return [(child, None, True) for child in self.index.children(node.n)], 0
        from compactx.index import figures  # noqa: PLC0415 - parts need none
        from compactx.model import hub  # noqa: PLC0415 - as above
        from compactx.query.refs import refs  # noqa: PLC0415 - as above
        from compactx.query.refs_rows import RefsFilter  # noqa: PLC0415 - as above

        many = figures.citing(self.index, (node.n,)).get(node.n, 0) if self.follow != "out" else 0
        most = (self.limit or hub.LINES) if many > hub.LINES else 0
        found = refs(self.index, node, RefsFilter(direction=self.follow, limit=most, instrument=self.inside))
        out = [(reference.target, reference, True) for reference in found.outgoing]
        incoming = [(reference.clause or reference.source, reference, False) for reference in found.incoming]
        return [*out, *incoming], many - len(incoming) if most else 0
