"""JSON Lines: one object a line, first the description, then nodes, then edges."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from compactx.export.columns import edge_row, filled, node_row

if TYPE_CHECKING:
    from typing import IO, Any

    from compactx.export.selection import ExportGraph

SUFFIX = ".jsonl"
SUMMARY = "JSON Lines: a description, then a line for each node and each edge"
SCHEMA = "compactx.export/1"


def write(graph: ExportGraph, stream: IO[str]) -> None:
    """Write the graph; ``type`` tells description, node and edge apart."""
    head = {"type": "graph", "schema": SCHEMA, "title": graph.title, **dict(graph.meta)}
    _line(stream, {**head, "nodes": len(graph.nodes), "edges": len(graph.edges), "focus": list(graph.focus)})
    for node in graph.nodes:
        row: dict[str, Any] = {"type": "node", **filled(node_row(node))}
        if node.names:
            row["names"] = [{"name": name, "type": kind} for name, kind in node.names]
        _line(stream, row)
    for edge in graph.edges:
        _line(stream, {"type": "edge", **filled(edge_row(edge))})


def _line(stream: IO[str], value: dict[str, Any]) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    stream.write((text if text.isprintable() else json.dumps(value, separators=(",", ":"))) + "\n")
