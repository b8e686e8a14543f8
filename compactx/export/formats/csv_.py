"""A pair of CSV tables: nodes and edges.

The edges begin with the columns that Gephi's import looks for (``Source``, ``Target``, ``Type``, ``Id``, ``Label``,
whatever their case); the file and line of a fact are therefore ``file`` there, and ``source`` among the nodes.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from compactx.export.escape import cell
from compactx.export.graph import EDGE_COLUMNS, NODE_COLUMNS, edge_row, node_row

if TYPE_CHECKING:
    from typing import IO

    from compactx.export.selection import ExportGraph

SUFFIX = ".csv"
SUMMARY = "two CSV tables for a spreadsheet, R, DuckDB or Gephi: nodes and edges"
PARTS = ("nodes", "edges")
_HEADS = {"from": "Source", "to": "Target", "type": "Type", "id": "Id", "reading": "Label", "source": "file"}
_FIRST = ("from", "to", "type", "id", "reading")
_EDGES = (*_FIRST, *(column for column in EDGE_COLUMNS if column not in _FIRST))


def write_part(graph: ExportGraph, part: str, stream: IO[str]) -> None:
    """Write one table, RFC 4180, with a header; no cell begins like a formula."""
    writer = csv.writer(stream, lineterminator="\r\n")
    if part == "nodes":
        writer.writerow(NODE_COLUMNS)
        writer.writerows([cell(row[column]) for column in NODE_COLUMNS] for row in map(node_row, graph.nodes))
        return
    writer.writerow([_HEADS.get(column, column) for column in _EDGES])
    rows = ({"type": "Directed", **edge_row(edge)} for edge in graph.edges)
    writer.writerows([cell(row[column]) for column in _EDGES] for row in rows)
