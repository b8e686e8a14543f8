"""What is this: a thing with its facts, its parts, what it refers to and what refers to it."""

from __future__ import annotations

from compactx.index import window
from compactx.model.kinds import EVIDENCE, family
from compactx.model.record import Record
from compactx.query.elsewhere import Discussion, discussed
from compactx.query.reference import ReferenceView, dangling, reference_views
from compactx.query.refs import refs
from compactx.query.refs_rows import RefsFilter, answers_for_parts, apart

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from compactx.index.facts import Facts
    from compactx.index.read import Edge, Index, Node, NodeName
    from compactx.model.extent import Extent
    from compactx.query.series import SeriesMember
    from compactx.query.standing import Standings

_REVIEW_RELATIONS = (
    "reviews", "reports-on", "provides-space-for", "supports-implementation-of", "coordinates", "contributes-to",
)  # fmt: skip


_VOTED = frozenset({"state", "treaty", "framework", "resolution", "document"})
_ALL = 2**31


class ShownPart(Record):
    """A provision below the one shown, with what it refers to."""

    node: Node
    references: tuple[ReferenceView, ...]


class Profile(Record):
    """Everything a page about one thing needs.

    ``referenced_by`` are the clauses that cite it, ``cited`` is how many; ``referring`` is the same number where only
    the first are listed, else 0. ``beside`` counts what leads to it and is no citation, by what it is.
    ``extent`` is which parts an instrument of the corpus has, None of all else. ``path_end`` is what a path from it may
    lead to, '' if the corpus names nothing.
    """

    node: Node
    instrument: Node | None
    above: tuple[Node, ...]
    facts: Facts
    names: tuple[NodeName, ...]
    parts: tuple[ShownPart, ...]
    references: tuple[ReferenceView, ...]
    referenced_by: tuple[ReferenceView, ...]
    links: tuple[ReferenceView, ...]
    reviewed_by: tuple[ReferenceView, ...]
    class_members: tuple[ReferenceView, ...]
    editorial: tuple[ReferenceView, ...]
    reviewed_in: tuple[Discussion, ...] = ()
    series: tuple[SeriesMember, ...] = ()
    referring: int = 0
    standings: Standings | None = None
    cited: int = 0
    beside: tuple[tuple[str, int], ...] = ()
    path_end: str = ""
    extent: Extent | None = None


def show(index: Index, node: Node, *, editorial: bool = False) -> Profile:
    """Return what is known of a node.

    References to and from an objective include those of its commitment and actions; ``links`` are facts of the
    catalogue and of the follow-up chain, ``reviewed_by`` who reviews it or the whole it belongs to, ``reviewed_in``
    where review documents take it up, ``series`` the resolutions of the same title before and after. Of a thing that
    hundreds refer to, the first of them are listed and ``referring`` counts all.
    """
    bounded = window.cited(index, node.n) and not answers_for_parts(node)
    names = tuple(index.names_of(node.n))
    own = {name.name for name in names}
    ends = index.meta().get("path_ends", "").split("\n")
    return Profile(
        node=node,
        instrument=index.instrument_of(node),
        above=tuple(index.ancestors(node)),
        facts=index.facts(node.n),
        names=names,
        parts=tuple(_parts(index, node)),
        reviewed_by=tuple(_reviews(index, node)) if node.locator or node.kind == "framework" else (),
        reviewed_in=discussed(index, node, editorial=editorial),
        series=_series(index, node),
        standings=_standings(index, node),
        extent=_extent(index, node),
        path_end=next((end for end in ends if end not in own), ""),
        **(_first_around if bounded else _all_around)(index, node, editorial=editorial),
    )


def _all_around(index: Index, node: Node, *, editorial: bool) -> dict[str, Any]:
    """Return everything that a thing refers to and that refers to it, by the fields of a profile."""
    own = refs(index, node, RefsFilter(direction="both"))
    ours = refs(index, node, RefsFilter(direction="both", basis=("editorial",))) if editorial else None
    edges = [e for e in (*index.edges_to(node.n), *index.edges_from(node.n)) if e.relation == "member-of"]
    lost = [one for one in dangling(index, (node,)) if one.relation == "member-of"]
    return {
        "references": tuple(reference for reference in own.outgoing if reference.family == "citation"),
        "referenced_by": own.incoming,
        "links": tuple(reference for reference in _links(index, node) if reference.relation != "member-of"),
        "class_members": (*reference_views(index, edges), *lost),
        "editorial": (*ours.outgoing, *ours.incoming) if ours else (),
        "cited": own.cited,
        "beside": own.apart,
    }


def _first_around(index: Index, node: Node, *, editorial: bool) -> dict[str, Any]:
    """Return the same of a thing that hundreds refer to, reading no more of them than are listed."""
    from compactx.model import hub  # noqa: PLC0415 - few things are hubs

    citing = refs(index, node, RefsFilter(direction="in", limit=hub.LISTED))
    outgoing = refs(index, node, RefsFilter(direction="out", limit=_ALL)).outgoing
    beside = window.facts_to(index, node.n)
    edges = [*index.edges_from(node.n), *beside]
    facts = [e for e in edges if e.family in {"catalogue", "follow-up"} and e.basis != "editorial"]
    lost = [one for one in dangling(index, (node,)) if not node.locator and one.family == "catalogue"]
    links = [] if node.locator else [e for e in facts if e.relation != "member-of"]
    return {
        "references": tuple(reference for reference in outgoing if reference.family == "citation"),
        "referenced_by": citing.incoming,
        "links": (*reference_views(index, dict.fromkeys(links)), *lost),
        "class_members": tuple(reference_views(index, [edge for edge in facts if edge.relation == "member-of"])),
        "editorial": tuple(_editorial(index, node, beside)) if editorial else (),
        "referring": citing.cited if citing.cited > len(citing.incoming) else 0,
        "cited": citing.cited,
        "beside": citing.apart,
    }


def _series(index: Index, node: Node) -> tuple[SeriesMember, ...]:
    """Return the resolutions of the same title before and after; only a resolution and a class of them have any."""
    if node.locator or node.kind not in {"resolution", "class"}:
        return ()
    from compactx.query.series import series  # noqa: PLC0415 - most lookups are of clauses

    return series(index, node)


def _standings(index: Index, node: Node) -> Standings | None:
    """Return what is known of a State, a treaty or a text in votes and treaties; of a provision there is nothing."""
    if node.locator or node.kind not in _VOTED:
        return None
    from compactx.query.standing import standings  # noqa: PLC0415 - most lookups are of clauses

    return standings(index, node)


def _extent(index: Index, node: Node) -> Extent | None:
    """Return which parts an instrument has; of a document of the library it is told by its parts."""
    if node.locator or family(node.kind) != "instrument":
        return None
    from compactx.index.instruments import extent_of, is_of_library  # noqa: PLC0415 - most lookups are of clauses

    return None if is_of_library(index, node) else extent_of(index, node)


def _editorial(index: Index, node: Node, incoming: list[Edge]) -> list[ReferenceView]:
    """Return the links that are ours: from the thing, then to it by the order of the clauses."""
    ours = [reference_views(index, [edge for edge in edges if edge.basis == "editorial"])
            for edges in (index.edges_from(node.n), incoming)]  # fmt: skip
    return [*ours[0], *sorted(ours[1], key=lambda one: (one.clause or one.source).n)]


def _parts(index: Index, node: Node) -> list[ShownPart]:
    found: list[ShownPart] = []
    children = index.children(node.n)
    lost = [one for one in dangling(index, children) if one.family == "citation" and one.basis != "editorial"]
    for child in children:
        citations = [e for e in index.edges_from(child.n) if e.family == "citation" and e.basis != "editorial"]
        own = (one for one in lost if one.source.n == child.n)
        found.append(ShownPart(child, (*reference_views(index, citations), *own)))
        if child.kind == "section" and node.kind == "objective":
            found += _parts(index, child)
    return found


def _links(index: Index, node: Node) -> list[ReferenceView]:
    if node.locator:
        return []
    edges = [*index.edges_from(node.n), *index.edges_to(node.n)]
    wanted = [edge for edge in edges if edge.family in {"catalogue", "follow-up"} and edge.basis != "editorial"]
    lost = [one for one in dangling(index, (node,)) if one.family in {"catalogue", "follow-up"}]
    return [*reference_views(index, dict.fromkeys(wanted)), *lost]


def _reviews(index: Index, node: Node) -> list[ReferenceView]:
    """Return who reviews a provision: relations to itself, to what it stands in, to the whole instrument."""
    chain = [node, *index.ancestors(node)]
    edges = [edge for above in chain for edge in index.follow_up_to(above.n) if edge.relation in _REVIEW_RELATIONS]
    order = {relation: at for at, relation in enumerate(_REVIEW_RELATIONS)}
    return sorted(
        reference_views(index, edges), key=lambda found: (order[found.relation], found.clause.n if found.clause else 0)
    )


_FAMILIES = ("citation", "follow-up")


class PageFacts(Record):
    """A thing as :class:`~compactx.query.show.Profile`, how much of it there is, and its neighbours.

    ``part_count`` counts all parts, ``more_citing`` the references to it that were not read.
    """

    shown: Profile
    part_count: int
    more_citing: int
    before: Node | None
    after: Node | None

    @property
    def node(self) -> Node:
        """The thing itself."""
        return self.shown.node


def page_facts(index: Index, node: Node, *, editorial: bool = False) -> PageFacts:
    """Return what a page about a node shows; with ``editorial`` our own links too, where there is room for all."""
    from compactx.model import hub  # noqa: PLC0415 - pages only

    parts = window.child_count(index, node.n)
    wholes = [node, *index.ancestors(node)]
    heavy = [whole for whole in wholes if window.has_more_than(index, whole.n, hub.READ)]
    before, after = window.beside(index, node)
    if parts <= hub.PARTS and not heavy:
        return PageFacts(show(index, node, editorial=editorial), parts, 0, before, after)
    shown, more = _stretch(index, node, wholes)
    return PageFacts(shown, parts, more, before, after)


def _stretch(index: Index, node: Node, wholes: list[Node]) -> tuple[Profile, int]:
    """Return a first stretch of everything, and how many references to the thing were left out."""
    from compactx.model import hub  # noqa: PLC0415 - as above

    parts = tuple(_part(index, child) for child in window.children(index, node.n, 0, hub.PARTS))
    outgoing = reference_views(index, [edge for edge in index.edges_from(node.n) if edge.family != "structure"])
    incoming = reference_views(index, window.edges_to(index, node.n, (*_FAMILIES, "catalogue"), hub.LINES))
    citing = _once_per_clause(r for r in incoming if r.is_citation)
    cited = [r for r in outgoing if r.family == "citation" and r.basis in EVIDENCE]
    links = [r for r in (*outgoing, *incoming) if r.family in {"follow-up", "catalogue"} and r.relation != "member-of"]
    reviews = [r for whole in wholes for r in reference_views(index, window.follow_up_to(index, whole.n, hub.LINES))]
    below = [reference for part in parts for reference in part.references]
    shown = Profile(
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
        cited=index.cited(node.n),
        beside=apart(index, node),
        extent=_extent(index, node),
    )
    return shown, max(0, shown.cited - len(citing)) if len(incoming) == hub.LINES else 0


def _once_per_clause(references: Iterable[ReferenceView]) -> list[ReferenceView]:
    return list({reference.holder: reference for reference in references}.values())


def _part(index: Index, child: Node) -> ShownPart:
    return ShownPart(child, tuple(_citations(index, child)))


def _citations(index: Index, node: Node) -> list[ReferenceView]:
    edges = [edge for edge in index.edges_from(node.n) if edge.family == "citation" and edge.basis != "editorial"]
    return reference_views(index, edges)
