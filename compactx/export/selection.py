"""What is handed over: a neutral frozen graph, cut from the index, that every format writes.

A scope is the whole corpus, a neighbourhood, the hops of some paths, or named things with what runs between them.
Links that are ours (basis ``editorial``) come only when they are asked for; structure always comes, so that a
clause stays tied to its objective and its instrument. Nodes and edges are named tuples: hundreds of thousands are made
at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from compactx.index import bulk
from compactx.model.kinds import family
from compactx.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from compactx.index.read import Edge, Index, Node
    from compactx.query.path import Paths

_SHORT = 30
_WHOLES = ("objective", "section")


class ExportNode(NamedTuple):
    """A thing: ``label`` is what tells it in a few words, ``names`` are (name, type), ``facts`` are (key, value)."""

    id: str
    kind: str
    family: str
    label: str
    title: str
    locator: str
    printed: str
    instrument: str
    parent: str
    objective: int | None
    number: int | None
    gist: str
    symbol: str
    legal: str
    date: str
    confidence: str
    words: int
    fingerprint: str
    names: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    file: str
    line: int

    @property
    def caption(self) -> str:
        """Return what tells a thing to people: its title, or else its gist."""
        return self.title or self.gist

    def fact(self, key: str) -> str:
        """Return the first fact of this key, '' if there is none."""
        return next((value for name, value in self.facts if name == key), "")

    def all_facts(self, key: str) -> list[str]:
        """Return the facts of this key."""
        return [value for name, value in self.facts if name == key]


class ExportEdge(NamedTuple):
    """A reference: ``id`` is stable for one corpus, ``clause`` the provision whose wording proves it."""

    id: str
    source: str
    target: str
    relation: str
    forward: str
    backward: str
    family: str
    basis: str
    clause: str
    locator: str
    surface: str
    pinpoint: str
    confidence: str
    strength: str
    rationale: str
    cost: int
    file: str
    line: int


class ExportGraph(Record):
    """The graph that formats write.

    ``meta`` says which corpus and which scope; ``focus`` are the ids it was asked about, ``chains`` the node ids of
    each path, in order.
    """

    title: str
    meta: tuple[tuple[str, str], ...]
    nodes: tuple[ExportNode, ...]
    edges: tuple[ExportEdge, ...]
    focus: tuple[str, ...] = ()
    chains: tuple[tuple[str, ...], ...] = ()

    def about(self, key: str) -> str:
        """Return what the meta data say under a key."""
        return dict(self.meta).get(key, "")


def whole(index: Index, *, editorial: bool = False) -> ExportGraph:
    """Return everything."""
    nodes = list(index.nodes())
    edges = [edge for edge in index.edges() if editorial or edge.basis != "editorial"]
    meta = index.meta()
    return _graph(
        index, nodes, edges, f"{meta.get('name', '')} {meta.get('corpus_version', '')}".strip(), "whole", editorial
    )


def around(index: Index, starts: Sequence[Node], *, depth: int = 1, editorial: bool = False) -> ExportGraph:
    """Return what lies within some steps of the starts, and everything that runs between what was found.

    An objective is taken with its commitment and actions, as everywhere. Structure is no step.
    """
    focus = [part.n for start in starts for part in (start, *_parts(index, start))]
    reached = dict.fromkeys(focus)
    edge_of_step = list(focus)
    for _ in range(depth):
        found = [edge for edge in index.edges_of(edge_of_step) if _is_step(edge, editorial=editorial)]
        edge_of_step = [n for edge in found for n in (edge.src, edge.dst) if n not in reached]
        edge_of_step = list(dict.fromkeys(edge_of_step))
        reached.update(dict.fromkeys(edge_of_step))
    index.preload(reached)
    nodes = sorted((index.node(n) for n in reached), key=lambda node: node.n)
    title = ", ".join(_plain_label(index, start) for start in starts)
    scope = f"around {' '.join(start.id for start in starts)} depth {depth}"
    graph = _graph(index, nodes, _between(index, reached, editorial=editorial), title, scope, editorial)
    return graph.replace(focus=tuple(start.id for start in starts))


def along(index: Index, found: Paths, *, editorial: bool = False) -> ExportGraph:
    """Return the nodes and hops of paths, and nothing else."""
    steps = [step for path in found.paths for step in path.steps]
    hops = {(step.source.n, step.target.n, step.forward, step.reference.relation) for step in steps}
    ends = {node.n: node for step in steps for node in (step.source, step.target)} or {
        node.n: node for node in (found.source, found.target)
    }
    kept: list[Edge] = []
    for edge in index.edges_of(list(ends)):
        ways = ((edge.src, edge.dst, True, edge.relation), (edge.dst, edge.src, False, edge.relation))
        if hops.intersection(ways) and (editorial or edge.basis != "editorial"):
            kept.append(edge)
    title = f"{_plain_label(index, found.source)} to {_plain_label(index, found.target)}"
    scope = f"path {found.source.id} to {found.target.id}"
    graph = _graph(index, list(ends.values()), kept, title, scope, editorial)
    chains = tuple((path.steps[0].source.id, *(step.target.id for step in path.steps)) for path in found.paths)
    return graph.replace(focus=(found.source.id, found.target.id), chains=chains)


def among(index: Index, nodes: Sequence[Node], *, editorial: bool = False) -> ExportGraph:
    """Return the named things and what runs between them."""
    chosen = {node.n: node for node in nodes}
    edges = _between(index, chosen, editorial=editorial)
    title = f"{len(chosen)} thing{'s' if len(chosen) != 1 else ''}"
    graph = _graph(index, list(chosen.values()), edges, title, f"these {len(chosen)}", editorial)
    return graph.replace(focus=tuple(node.id for node in chosen.values()))


def _is_step(edge: Edge, *, editorial: bool) -> bool:
    return edge.family != "structure" and (editorial or edge.basis != "editorial")


def _parts(index: Index, node: Node) -> list[Node]:
    if node.kind not in _WHOLES:
        return []
    found: list[Node] = []
    pending = [node]
    while pending:
        children = index.children(pending.pop().n)
        found += children
        pending += children
    return found


def _between(index: Index, numbers: Iterable[int], *, editorial: bool) -> list[Edge]:
    inside = set(numbers)
    edges = [
        edge
        for edge in index.edges_of(list(inside))
        if edge.src in inside and edge.dst in inside and (editorial or edge.basis != "editorial")
    ]
    return sorted(edges, key=lambda edge: edge.n)


def _graph(
    index: Index,
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    title: str,
    scope: str,
    editorial: bool,  # noqa: FBT001 - as the command has it
) -> ExportGraph:
    index.preload(n for node in nodes for n in (node.instrument, node.parent))
    index.preload(n for edge in edges for n in (edge.src, edge.dst, edge.clause))
    numbers = None if scope == "whole" else sorted({n for node in nodes for n in (node.n, node.instrument) if n})
    names, facts = bulk.names(index, numbers), bulk.facts(index, numbers)
    known = index.meta()
    meta = (
        ("corpus", known.get("name", "")),
        ("version", known.get("corpus_version", "")),
        ("sha256", known.get("sha256", "")),
        ("licence", known.get("licence", "")),
        ("scope", scope),
        ("editorial", "shown" if editorial else "left out"),
    )
    made = tuple(_node(index, node, names, facts) for node in nodes)
    return ExportGraph(title, meta, made, tuple(_edge(index, edge) for edge in edges))


def _node(
    index: Index, node: Node, names: dict[int, list[tuple[str, str]]], facts: dict[int, list[tuple[str, str]]]
) -> ExportNode:
    whole_of = index.instrument_of(node)
    return ExportNode(
        node.id, node.kind, family(node.kind), _label(node, whole_of, names), node.title, node.locator, node.printed,
        whole_of.id if whole_of else "", index.node(node.parent).id if node.parent else "", node.objective,
        node.number, node.gist, node.symbol, node.legal, node.date, node.confidence, node.words, node.fingerprint,
        tuple(dict.fromkeys(names.get(node.n, ()))), tuple(facts.get(node.n, ())), node.file, node.line,
    )  # fmt: skip


def _edge(index: Index, edge: Edge) -> ExportEdge:
    source = index.node(edge.src)
    clause = index.node(edge.clause) if edge.clause else (source if source.locator else None)
    return ExportEdge(
        f"e{edge.n}", source.id, index.node(edge.dst).id, edge.relation, edge.forward, edge.backward, edge.family,
        edge.basis, clause.id if clause else "", clause.printed if clause else "", edge.surface, edge.pinpoint,
        edge.confidence, edge.strength, edge.rationale, edge.cost, edge.file, edge.line,
    )  # fmt: skip


def _plain_label(index: Index, node: Node) -> str:
    numbers = [n for n in (node.n, node.instrument) if n]
    return _label(node, index.instrument_of(node), bulk.names(index, numbers))


def _label(node: Node, whole_of: Node | None, names: dict[int, list[tuple[str, str]]]) -> str:
    """Return the few words that tell a node: "GCM 33(a)", "ILO", "2030 Agenda"."""
    if whole_of is not None:
        return f"{_short_name(whole_of, names)} {node.printed}"
    return _short_name(node, names)


def _short_name(node: Node, names: dict[int, list[tuple[str, str]]]) -> str:
    """Return the acronym, else a title if it is short, else the first short name, symbol, title or the id."""
    short: list[tuple[str, str]] = [
        (name, kind)
        for name, kind in (*names.get(node.n, ()), (node.title, "title"))
        if name and len(name) <= _SHORT and not name.startswith("the ")
    ]
    for wanted in ("acronym", "title", "short"):
        fitting = [name for name, kind in short if kind == wanted]
        if fitting:
            return fitting[0]
    return node.symbol or node.title or node.id
