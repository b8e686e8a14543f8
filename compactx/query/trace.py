"""How does an idea travel from document to document through time?

Three kinds of evidence carry an idea: a lineage link (ours, with strength and rationale), the official grouping of
objectives in the round tables of a Progress Declaration, and a text that reaffirms, builds on or criticises a clause of
another text.
"""

from __future__ import annotations

from compactx.index.links import parts_of
from compactx.model.kinds import EVIDENCE, family
from compactx.model.locator import is_numbered
from compactx.model.record import Record
from compactx.query.reference import ReferenceView, reference_views

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from compactx.index.read import Edge, Index, Node

UNUSED = "not-taken-up-by"
# What carries no idea: that a target of the 2030 Agenda is about the same subject.
_NO_LINEAGE = "corresponds-to"
_LOOKING_BACK = frozenset({"drawn-from", "reaffirms", "builds-on", "criticises", "reviews"})
_BY_WORDS = frozenset({"reaffirms", "builds-on", "criticises"})
_CARRYING = (*sorted(_BY_WORDS), "reviews")  # beside lineage links
_FOUNDING = frozenset({"establishes", "decides-on", "renames"})
_WHOLES = frozenset({"objective", "paragraph", "proposal", "statement", "theme"})


class LineageLink(Record):
    """One step of an idea: the reference that carries it, and both ends in the order of time with their documents."""

    reference: ReferenceView
    earlier: Node
    later: Node
    earlier_document: Node
    later_document: Node

    @property
    def is_ours(self) -> bool:
        """Whether the link is editorial."""
        return self.reference.basis == "editorial"


class TraceStop(Record):
    """A document on the way of an idea, with the places where the idea stands."""

    document: Node
    stops: tuple[Node, ...]


class Trace(Record):
    """The way of an idea: its links in the order of time, and a step for each document."""

    node: Node | None
    links: tuple[LineageLink, ...]
    steps: tuple[TraceStop, ...]
    called: dict[int, str]
    """What each place is called by its row; '' where it has neither a number nor a title or short name."""


def trace(index: Index, node: Node, way: str = "both") -> Trace:
    """Return where an idea came from (``back``), what became of it (``forward``), or both.

    The idea of an objective is that of its clauses too; that of a clause, what its objective has as a whole. The idea
    of an actor stands in the clauses that found it and say what it does.
    """
    start = _start(index, node)
    found: dict[int, LineageLink] = {}
    for back in (True, False):
        if way in ("both", "back" if back else "forward"):
            found |= _walk(index, start, back=back)
    own = [] if node.n not in start else [node]
    return _laid_out(index, node, found.values(), own)


def every_link(index: Index, node: Node | None = None, *, unused: bool = False) -> Trace:
    """Return every lineage link of the corpus, or those that touch a thing; with ``unused`` what was not taken up."""
    edges = [edge for edge in index.lineage() if edge.relation != _NO_LINEAGE]
    if unused:
        edges = [edge for edge in edges if edge.relation == UNUSED]
    if node:
        near = _start(index, node)
        edges = [edge for edge in edges if edge.src in near or edge.dst in near]
    return _laid_out(index, node, (_link(index, one) for one in reference_views(index, edges)), [])


def document_of(index: Index, node: Node) -> Node:
    """Return the instrument that a provision stands in, the thing itself if it is none."""
    return index.instrument_of(node) or node


def _start(index: Index, node: Node) -> set[int]:
    """Return the rows where an idea stands: the thing, its parts, and the objective or paragraph around it."""
    if family(node.kind) in {"actor", "class"}:
        return {node.n, *_founding(index, node)}
    around = [above.n for above in index.ancestors(node) if above.locator and above.kind in _WHOLES]
    inside = _provisions(index, node) if not node.locator else parts_of(index, (node.n,))
    return {node.n, *inside, *around}


def _provisions(index: Index, instrument: Node) -> list[int]:
    return [part.n for part in index.of_kind((), instrument.n)]


def _founding(index: Index, node: Node) -> list[int]:
    edges = [*index.edges_from(node.n), *index.edges_to(node.n)]
    says = [edge for edge in edges if edge.family == "follow-up" or edge.relation in _FOUNDING]
    return [edge.clause for edge in says if edge.clause]


def _walk(index: Index, start: Iterable[int], *, back: bool) -> dict[int, LineageLink]:
    """Follow links one way through time; what was not taken up leads no further."""
    found: dict[int, LineageLink] = {}
    known = set(start)
    edge_rows = sorted(known)
    while edge_rows:
        onward: list[int] = []
        for edge, one in _carrying(index, edge_rows):
            link = _link(index, one)
            near, far = (link.later, link.earlier) if back else (link.earlier, link.later)
            if near.n not in known or edge.n in found:
                continue
            found[edge.n] = link
            if edge.relation != UNUSED and far.n not in known:
                onward.append(far.n)
        edge_rows = [row for row in _with_parts(index, onward) if row not in known]
        known.update(edge_rows)
    return found


def _with_parts(index: Index, rows: Iterable[int]) -> list[int]:
    """Return the rows; an objective that is reached brings its clauses, a clause brings nothing."""
    reached = list(dict.fromkeys(rows))
    whole = [row for row in reached if index.node(row).kind == "objective"]
    return list(dict.fromkeys([*reached, *(parts_of(index, whole) if whole else ())]))


def _carrying(index: Index, rows: Sequence[int]) -> list[tuple[Edge, ReferenceView]]:
    edges = [edge for edge in index.edges_of(rows, _CARRYING) if _may_carry(edge)]
    pairs = zip(edges, reference_views(index, edges), strict=True)
    return [(edge, one) for edge, one in pairs if edge.family == "lineage" or _between_provisions(one)]


def _may_carry(edge: Edge) -> bool:
    if edge.family == "lineage":
        return edge.relation != _NO_LINEAGE
    if edge.basis == "official":
        return edge.relation == "reviews"
    return edge.relation in _BY_WORDS and edge.basis in EVIDENCE


def _between_provisions(one: ReferenceView) -> bool:
    ends = (one.source, one.target)
    return all(end.locator for end in ends) and one.source.instrument != one.target.instrument


def _link(index: Index, one: ReferenceView) -> LineageLink:
    ends = (one.target, one.source) if one.relation in _LOOKING_BACK else (one.source, one.target)
    return LineageLink(one, *ends, *(document_of(index, end) for end in ends))


def _laid_out(index: Index, node: Node | None, links: Iterable[LineageLink], own: Sequence[Node]) -> Trace:
    """Order documents by time and links by their documents; a thing without links is a step by itself."""
    links = list(links)
    stops: dict[int, dict[int, Node]] = {}
    for link in links:
        for end, document in ((link.earlier, link.earlier_document), (link.later, link.later_document)):
            stops.setdefault(document.n, {})[end.n] = end
    for one in own:
        stops.setdefault(document_of(index, one).n, {})[one.n] = one
    rank = {row: at for at, row in enumerate(_in_time(index, stops, links))}
    ordered = sorted(links, key=lambda link: (
        rank[link.later_document.n], link.later.n, rank[link.earlier_document.n], link.earlier.n))  # fmt: skip
    steps = [TraceStop(index.node(row), tuple(stops[row][n] for n in sorted(stops[row]))) for row in rank]
    called = {stop.n: _called(index, stop) for step in steps for stop in step.stops}
    return Trace(node, tuple(ordered), tuple(steps), called)


def _called(index: Index, node: Node) -> str:
    """Return what a place is called: by its number, or by its title or short name if its address is an id's words."""
    if not node.locator:
        return "as a whole"
    if is_numbered(node.printed):
        return node.printed
    return node.title or next((name.name for name in index.names_of(node.n) if name.type == "short"), "")


def _in_time(index: Index, documents: Iterable[int], links: Sequence[LineageLink]) -> list[int]:
    """Return documents by date, a source always before what draws on it: a bare year says too little by itself."""
    waiting = set(documents)
    before = {
        row: {link.earlier_document.n for link in links if link.later_document.n == row} - {row} for row in waiting
    }
    out: list[int] = []
    while waiting:
        free = [row for row in waiting if not before[row] & waiting] or list(waiting)
        out.append(min(free, key=lambda row: (index.node(row).date or "9999", row)))
        waiting.remove(out[-1])
    return out
