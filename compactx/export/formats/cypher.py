"""Cypher statements that build the graph in Neo4j or Memgraph; running them twice changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.export.columns import edge_row, filled, node_row
from compactx.export.escape import cypher, visible

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import IO

    from compactx.export.selection import ExportEdge, ExportGraph, ExportNode

SUFFIX = ".cypher"
SUMMARY = "Cypher statements for cypher-shell; running them twice changes nothing"


def write(graph: ExportGraph, stream: IO[str]) -> None:
    """Write a constraint, then a MERGE for each node and each edge, one statement a line."""
    stream.write(f"// {visible(graph.title)}; {visible(graph.about('corpus'))} {visible(graph.about('version'))}\n")
    stream.write("CREATE CONSTRAINT compactx_id IF NOT EXISTS FOR (n:Node) REQUIRE n.id IS UNIQUE;\n")
    for node in graph.nodes:
        row = filled(node_row(node))
        identity = cypher(str(row.pop("id")))
        stream.write(f"MERGE (n:Node {{id: {identity}}}) SET n:{label_of(node)}, n += {_map(row)};\n")
    for edge in graph.edges:
        values = filled(edge_row(edge))
        ends = [cypher(str(values.pop(key))) for key in ("from", "to")]
        identity = cypher(str(values.pop("id")))
        stream.write(
            f"MATCH (a:Node {{id: {ends[0]}}}), (b:Node {{id: {ends[1]}}})"
            f" MERGE (a)-[r:{type_of(edge)} {{id: {identity}}}]->(b) SET r += {_map(values)};\n"
        )


def label_of(node: ExportNode) -> str:
    """Return the node label of a kind: ``Treaty``."""
    return _word(node.kind).capitalize() or "Thing"


def type_of(edge: ExportEdge) -> str:
    """Return the relationship type of a relation: ``RESTS_ON``."""
    return _word(edge.relation).upper() or "RELATES_TO"


def _word(text: str) -> str:
    """Return what may stand unquoted as a label: letters, digits and underscores."""
    word = "".join(c if c.isascii() and c.isalnum() else "_" for c in text)
    return f"x{word}" if word[:1].isdigit() else word


def _map(values: Mapping[str, str | int]) -> str:
    inside = (f"{key}: {value if isinstance(value, int) else cypher(value)}" for key, value in values.items())
    return "{" + ", ".join(inside) + "}"
