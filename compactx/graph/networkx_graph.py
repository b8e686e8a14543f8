"""The graph for networkx. The only module that imports it; no lookup does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from compactx.index.read import Edge, Index, Node


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
