"""JSON Lines: one object a line, first the description, then nodes, then edges."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from compactx.export.graph import edge_row, node_row, whole_row

if TYPE_CHECKING:
    from typing import IO, Any

    from compactx.export.selection import ExportGraph

SUFFIX = ".jsonl"
SUMMARY = "JSON Lines: a description, then a line for each node and each edge"
SCHEMA = "compactx.export-rows/1"


def write(graph: ExportGraph, stream: IO[str]) -> None:
    """Write the graph; ``type`` tells description, node and edge apart, and rows of one type have the same keys."""
    head = {"type": "graph", "schema": SCHEMA, "title": graph.title, **dict(graph.meta)}
    sizes = {
        "nodes": len(graph.nodes),
        "edges": len(graph.edges),
        "references": graph.references,
        "structure": graph.structure,
    }
    _line(stream, {**head, **sizes, "focus": list(graph.focus)})
    for node in graph.nodes:
        names = [{"name": name, "type": kind} for name, kind in node.names]
        _line(stream, {"type": "node", **whole_row(node_row(node)), "names": names})
    for edge in graph.edges:
        _line(stream, {"type": "edge", **whole_row(edge_row(edge))})


def _line(stream: IO[str], value: dict[str, Any]) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    stream.write((text if text.isprintable() else json.dumps(value, separators=(",", ":"))) + "\n")
