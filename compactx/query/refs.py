"""Where is a thing referred to, and what does a provision refer to?"""

from __future__ import annotations

from compactx.model.kinds import EVIDENCE
from compactx.model.record import Record
from compactx.query.reference import ReferenceView, dangling, reference_views
from compactx.query.refs_rows import FAMILIES, RefsFilter, answers_for_parts, apart

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TypeVar

    from compactx.index.read import Edge, Index, Node

    _Found = TypeVar("_Found", Edge, ReferenceView)

_STRETCH = 200  # references whose clauses are read at once


class Refs(Record):
    """The references of one thing, incoming first, and what was kept apart.

    ``cited`` is how many clauses cite the thing, whatever was asked for; ``apart`` counts what is no citation of it, by
    what it is: through classes that it belongs to, what it says of itself, follow-up, catalogue, editorial, parts.
    """

    node: Node
    direction: str
    incoming: tuple[ReferenceView, ...]
    outgoing: tuple[ReferenceView, ...]
    apart: tuple[tuple[str, int], ...]
    cited: int = 0


def refs(index: Index, node: Node, wanted: RefsFilter | None = None) -> Refs:
    """Return the references to and from a node.

    Without a direction, provisions answer both ways and everything else answers who refers to it. A clause counts
    once per target unless ``mentions`` asks for every mention. Structure is never a reference.
    """
    wanted = wanted or RefsFilter()
    direction = wanted.direction or ("both" if node.locator else "in")
    nodes = [node, *_parts(index, node)] if wanted.parts or answers_for_parts(node) else [node]
    if wanted.limit and len(nodes) == 1 and "class" not in wanted.basis:
        incoming = _first(index, node, wanted) if direction != "out" else []
        outgoing = _outgoing(index, nodes, wanted)[: wanted.limit] if direction != "in" else []
        return Refs(node, direction, tuple(incoming), tuple(outgoing), apart(index, node), index.cited(node.n))
    index.preload_edges([one.n for one in nodes])
    incoming = _incoming(index, nodes, wanted) if direction != "out" else []
    outgoing = _outgoing(index, nodes, wanted) if direction != "in" else []
    beside = () if wanted.basis else apart(index, node)
    return Refs(node, direction, tuple(incoming), tuple(outgoing), beside, index.cited(node.n))


def each(index: Index, node: Node, wanted: RefsFilter) -> Iterator[ReferenceView]:
    """Yield what :func:`refs` returns, incoming first, and where one thing alone is asked about while it is read."""
    if wanted.parts or answers_for_parts(node) or wanted.limit or "class" in wanted.basis:
        found = refs(index, node, wanted)
        yield from found.incoming
        yield from found.outgoing
        return
    direction = wanted.direction or ("both" if node.locator else "in")
    if direction != "out":
        yield from _in_turn(index, node, wanted)
    if direction != "in":
        yield from _outgoing(index, [node], wanted)


def _in_turn(index: Index, node: Node, wanted: RefsFilter) -> Iterator[ReferenceView]:
    """Yield what refers to a thing a document at a time; the corpus, whose files say it in any order, at once.

    The clauses of a document of the library stand together, and one that counts once is said once in its document.
    """
    described = int(index.meta().get("corpus_rows", 0))
    waiting: list[ReferenceView] = []
    here = 0
    for reference in _in_stretches(index, node, wanted):
        whole = (reference.instrument or reference.source).n
        if waiting and whole != here and (reference.clause or reference.source).n > described:
            yield from waiting if wanted.mentions else _once_per_clause(waiting)
            waiting = []
        here = whole
        waiting.append(reference)
    yield from waiting if wanted.mentions else _once_per_clause(waiting)


def _in_stretches(index: Index, node: Node, wanted: RefsFilter) -> Iterator[ReferenceView]:
    edges = index.edges_to_by_clause(node.n)
    while stretch := [edge for _, edge in zip(range(_STRETCH), edges, strict=False)]:
        for reference in reference_views(index, _admitted(stretch, wanted)):
            if _matches(reference, wanted, incoming=True):
                yield reference


def _first(index: Index, node: Node, wanted: RefsFilter) -> list[ReferenceView]:
    """Return a first stretch of what refers to a thing, in the order of the corpus, reading no more than it must."""
    found: list[ReferenceView] = []
    after, stretch = 0, 4 * wanted.limit
    while len(found) < wanted.limit:
        edges = index.edges_to_after(node.n, after, stretch)
        found = _kept(index, [*edges], wanted, incoming=True) if not after else _merged(found, index, edges, wanted)
        if len(edges) < stretch:
            break
        after = edges[-1].n
    return found[: wanted.limit]


def _merged(found: list[ReferenceView], index: Index, edges: Sequence[Edge], wanted: RefsFilter) -> list[ReferenceView]:
    more = [*found, *_kept(index, edges, wanted, incoming=True)]
    return more if wanted.mentions else _once_per_clause(more)


def _parts(index: Index, node: Node) -> list[Node]:
    found, pending = [], [node]
    while pending:
        children = index.children(pending.pop().n)
        found += children
        pending += children
    return sorted(found, key=lambda part: part.n)


def _incoming(index: Index, nodes: Sequence[Node], wanted: RefsFilter) -> list[ReferenceView]:
    if "class" in wanted.basis:
        return _through_classes(index, nodes, wanted)
    inside = {node.n for node in nodes}
    whole = len(nodes) > 1 or answers_for_parts(nodes[0])
    edges = [edge for node in nodes for edge in index.edges_to(node.n) if not (whole and edge.src in inside)]
    return _kept(index, edges, wanted, incoming=True)


def _through_classes(index: Index, nodes: Sequence[Node], wanted: RefsFilter) -> list[ReferenceView]:
    """Return the references to the classes that a thing belongs to, as references to the thing, basis ``class``."""
    plain = wanted.replace(basis=tuple(basis for basis in wanted.basis if basis != "class"))
    found = [reference for node in nodes for reference in _incoming(index, [node], plain)] if plain.basis else []
    for node in nodes:
        for edge in index.edges_from(node.n):
            if edge.relation == "member-of":
                through = index.node(edge.dst)
                found += [
                    reference.replace(target=node, basis="class", rationale=f"as one of {through.id}: {through.title}")
                    for reference in _incoming(index, [through], wanted.replace(basis=()))
                ]
    found.sort(key=lambda reference: (reference.clause or reference.source).n)
    return found if wanted.mentions else _once_per_clause(found)


def _outgoing(index: Index, nodes: Sequence[Node], wanted: RefsFilter) -> list[ReferenceView]:
    """Return what the nodes refer to, what the corpus does not have last."""
    edges = [edge for node in nodes for edge in index.edges_from(node.n)]
    found = _kept(index, edges, wanted, incoming=False)
    inside = {node.n for node in nodes}
    lost = [one for one in dangling(index, nodes) if one.source.n in inside]
    lost = [one for one in _admitted(lost, wanted) if _matches(one, wanted, incoming=False)]
    return [*found, *(lost if wanted.mentions else _once_per_clause(lost))]


def _kept(index: Index, edges: Sequence[Edge], wanted: RefsFilter, *, incoming: bool) -> list[ReferenceView]:
    found = [
        reference
        for reference in reference_views(index, _admitted(edges, wanted))
        if _matches(reference, wanted, incoming=incoming)
    ]
    if incoming:
        found.sort(key=lambda reference: (reference.clause or reference.source).n)
    return found if wanted.mentions else _once_per_clause(found)


def _admitted(edges: Sequence[_Found], wanted: RefsFilter) -> list[_Found]:
    if wanted.basis:
        return [edge for edge in edges if edge.basis in wanted.basis and edge.family != "structure"]
    extra: tuple[str, ...] = ("editorial",) if wanted.editorial else ()
    families = (*FAMILIES, "lineage") if wanted.editorial else FAMILIES
    return [edge for edge in edges if edge.basis in (*EVIDENCE, *extra) and edge.family in families]


def _counts(reference: ReferenceView, wanted: RefsFilter) -> bool:
    """Say whether what refers to a thing is wanted: its citations, and of the rest what was asked for by name."""
    if reference.is_citation or wanted.basis or wanted.relations:
        return True
    if reference.basis == "editorial" or reference.family == "lineage":
        return wanted.editorial
    if reference.instrument is not None and reference.instrument.n == reference.target.n:
        return wanted.instrument == reference.target.n
    return wanted.follow_up and reference.family == "follow-up"


def _matches(reference: ReferenceView, wanted: RefsFilter, *, incoming: bool) -> bool:
    far = reference.source if incoming else reference.target
    return (
        (not incoming or _counts(reference, wanted))
        and (not wanted.as_of or _was_there(reference, wanted.as_of))
        and (not wanted.relations or reference.relation in wanted.relations)
        and (not wanted.kinds or far.kind in wanted.kinds)
        and (not wanted.legal or far.legal in wanted.legal)
        and (not wanted.objectives or reference.objective in wanted.objectives)
        and (
            wanted.instrument is None
            or (reference.instrument is not None and reference.instrument.n == wanted.instrument)
        )
    )


def _was_there(reference: ReferenceView, day: str) -> bool:
    from compactx.query.dates import is_there  # noqa: PLC0415 - only with a day

    return is_there(reference, day)


def _once_per_clause(references: Sequence[ReferenceView]) -> list[ReferenceView]:
    """Keep one reference per clause and target: the one that says most, words of the text before nested names.

    What a clause says that somebody else does (an actor contributes, another one reports) is said of each of them.
    """
    best: dict[tuple[int, int, int], ReferenceView] = {}
    for reference in references:
        key = (reference.holder, reference.target.n, reference.doer)
        held = best.get(key)
        if held is None or _rank(reference) < _rank(held):
            best[key] = reference
    return list(best.values())


def _rank(reference: ReferenceView) -> tuple[int, int, int]:
    """Sort citations by the clause itself first, then plain text, then relations that say more than "cites"."""
    return (
        reference.family != "citation",
        reference.basis != "text",
        reference.relation in {"cites", "speaks-of-itself"},
    )
