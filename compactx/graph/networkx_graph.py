"""The graph for networkx, and figures about the whole of it: what is central, and what belongs together.

The only module that imports networkx; no lookup does. For the figures clauses are drawn together first: a clause counts
for its objective, or else for its instrument, so that they compare things people speak of. An edge weighs as many
clauses as it stands for.
"""

from __future__ import annotations

import networkx as nx

from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from compactx.index.read import Edge, Index, Node

_DAMPING = 0.85
_ROUNDS = 100
_CLOSE_ENOUGH = 1e-6  # all ranks together move less than this in a step; docs/library_job.py stops there too
_SEED = 20181210
# Betweenness walks every edge from every node. Beyond so many steps, the walks from a sample of nodes stand for all.
_MOST_STEPS = 3_000_000
_SMALLEST_SAMPLE = 20


def to_networkx(index: Index, *, editorial: bool = False, structure: bool = True) -> nx.MultiDiGraph[str]:
    """Return every node and reference as a MultiDiGraph.

    Nodes are ids with ``kind title locator instrument objective gist symbol legal date``; edges have
    ``relation basis family surface pinpoint clause cost``. Empty attributes are left out, so that
    every networkx writer takes the graph.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph |= {key: value for key, value in index.meta().items() if key in {"name", "sha256"}}
    ids: dict[int, str] = {}
    for node in index.nodes():
        ids[node.n] = node.id
        graph.add_node(node.id, **_node_attributes(node))
    for node in index.nodes():
        if node.instrument:
            graph.nodes[node.id]["instrument"] = ids[node.instrument]
    for edge in index.edges():
        if (editorial or edge.basis != "editorial") and (structure or edge.family != "structure"):
            graph.add_edge(ids[edge.src], ids[edge.dst], **_edge_attributes(edge, ids))
    return graph


def _node_attributes(node: Node) -> dict[str, str | int]:
    values: dict[str, str | int | None] = {
        "kind": node.kind, "title": node.title, "locator": node.printed, "objective": node.objective,
        "number": node.number, "gist": node.gist, "symbol": node.symbol, "legal": node.legal, "date": node.date,
    }  # fmt: skip
    return {key: value for key, value in values.items() if value is not None and value != ""}


def _edge_attributes(edge: Edge, ids: dict[int, str]) -> dict[str, str | int]:
    clause = ids[edge.clause] if edge.clause else ""
    values: dict[str, str | int | None] = {
        "relation": edge.relation, "basis": edge.basis, "family": edge.family, "surface": edge.surface,
        "pinpoint": edge.pinpoint, "clause": clause, "cost": edge.cost, "strength": edge.strength,
    }  # fmt: skip
    return {key: value for key, value in values.items() if value is not None and value != ""}


class Figures(Record):
    """Rank and betweenness by node, the communities (the largest first), and how clear-cut they are.

    ``sampled`` says from how many nodes betweenness was estimated, 0 if it is exact.
    """

    rank: dict[int, float]
    betweenness: dict[int, float]
    communities: tuple[frozenset[int], ...]
    modularity: float
    sampled: int


def figures(weights: Mapping[tuple[int, int], int]) -> Figures:
    """Return the figures of a directed graph given as weights of its edges.

    The same graph gives the same figures: sampling and communities start from a fixed seed.
    """
    directed: nx.DiGraph[int] = nx.DiGraph()
    directed.add_weighted_edges_from((tail, head, weight) for (tail, head), weight in sorted(weights.items()))
    plain: nx.Graph[int] = nx.Graph()
    for (tail, head), weight in sorted(weights.items()):
        before = plain.get_edge_data(tail, head, {"weight": 0})["weight"]
        plain.add_edge(tail, head, weight=before + weight)
    if not plain:
        return Figures({}, {}, (), 0.0, 0)
    steps = len(plain) * plain.number_of_edges()
    sample = max(_SMALLEST_SAMPLE, _MOST_STEPS // plain.number_of_edges()) if steps > _MOST_STEPS else 0
    sample = min(sample, len(plain))
    between = nx.betweenness_centrality(plain, k=sample or None, seed=_SEED)
    found = nx.community.louvain_communities(plain, weight="weight", seed=_SEED)
    groups = tuple(frozenset(group) for group in sorted(found, key=lambda group: (-len(group), min(group))))
    return Figures(_rank(directed), between, groups, nx.community.modularity(plain, found), sample)


def _rank(graph: nx.DiGraph[int]) -> dict[int, float]:
    """Return PageRank by power iteration; the one of networkx needs SciPy, much to install for this one figure."""
    count = len(graph)
    total = dict(graph.out_degree(weight="weight"))
    rank = dict.fromkeys(graph, 1 / count)
    for _ in range(_ROUNDS):
        loose = sum(rank[node] for node in graph if not total[node])
        base = (1 - _DAMPING + _DAMPING * loose) / count
        after = dict.fromkeys(graph, base)
        for tail, head, data in graph.edges(data=True):
            after[head] += _DAMPING * rank[tail] * data["weight"] / total[tail]
        if _distance(rank, after, graph) < _CLOSE_ENOUGH:
            return after
        rank = after
    return rank


def _distance(before: Mapping[int, float], after: Mapping[int, float], nodes: Iterable[int]) -> float:
    return sum(abs(before[node] - after[node]) for node in nodes)
