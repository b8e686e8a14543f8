"""A pair of CSV tables: nodes and edges."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from compactx.export.columns import EDGE_COLUMNS, NODE_COLUMNS, edge_row, node_row
from compactx.export.escape import cell

if TYPE_CHECKING:
    from typing import IO

    from compactx.export.selection import ExportGraph

SUFFIX = ".csv"
SUMMARY = "two CSV tables for a spreadsheet, R or DuckDB: nodes and edges"
PARTS = ("nodes", "edges")


def write_part(graph: ExportGraph, part: str, stream: IO[str]) -> None:
    """Write one table, RFC 4180, with a header; no cell begins like a formula."""
    columns = NODE_COLUMNS if part == "nodes" else EDGE_COLUMNS
    rows = map(node_row, graph.nodes) if part == "nodes" else map(edge_row, graph.edges)
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(row[column]) for column in columns] for row in rows)
