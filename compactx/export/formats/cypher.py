"""Cypher statements that build the graph in Neo4j or Memgraph; running them twice changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.export.escape import cypher, visible
from compactx.export.graph import edge_row, filled, node_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import IO

    from compactx.export.selection import ExportEdge, ExportGraph, ExportNode

SUFFIX = ".cypher"
SUMMARY = "Cypher statements for cypher-shell, in batches; running them twice changes nothing"
_BATCH = 500  # rows of a statement: each is a transaction of its own


def write(graph: ExportGraph, stream: IO[str]) -> None:
    """Write a constraint, then the nodes, then the edges: a statement for each so many of one label, a row a line.

    A label cannot be a value, so rows of one label are gathered until there are enough for a statement.
    """
    stream.write(f"// {visible(graph.title)}; {visible(graph.about('corpus'))} {visible(graph.about('version'))}\n")
    stream.write("CREATE CONSTRAINT compactx_id IF NOT EXISTS FOR (n:Node) REQUIRE n.id IS UNIQUE;\n")
    nodes = ((label_of(node), _map(filled(node_row(node)))) for node in graph.nodes)
    for label, rows in _batches(nodes):
        stream.write(f"{_unwound(rows)}MERGE (n:Node {{id: row.id}}) SET n:{label}, n += row;\n")
    for kind, rows in _batches((type_of(edge), _edge(edge)) for edge in graph.edges):
        stream.write(
            f"{_unwound(rows)}MATCH (a:Node {{id: row.start}}) MATCH (b:Node {{id: row.end}})\n"
            f"MERGE (a)-[r:{kind} {{id: row.id}}]->(b) SET r += row.set;\n"
        )


def _batches(rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield labels with so many of their rows, full batches as they fill and what is left at the end."""
    waiting: dict[str, list[str]] = {}
    for label, row in rows:
        batch = waiting.setdefault(label, [])
        batch.append(row)
        if len(batch) == _BATCH:
            yield label, waiting.pop(label)
    yield from waiting.items()


def _unwound(rows: list[str]) -> str:
    return "UNWIND [\n  " + ",\n  ".join(rows) + "\n] AS row\n"


def _edge(edge: ExportEdge) -> str:
    values = filled(edge_row(edge))
    ends = {"start": values.pop("from"), "end": values.pop("to"), "id": values["id"]}
    inside = (f"{key}: {_value(value)}" for key, value in ends.items())
    return f"{{{', '.join(inside)}, set: {_map(values)}}}"


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
    return "{" + ", ".join(f"{key}: {_value(value)}" for key, value in values.items()) + "}"


def _value(value: str | int) -> str:
    return str(value) if isinstance(value, int) else cypher(value)
