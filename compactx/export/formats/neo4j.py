"""A pair of CSV tables with the headers that neo4j-admin's import reads."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from compactx.export.escape import cell
from compactx.export.formats.cypher import label_of, type_of
from compactx.export.graph import EDGE_COLUMNS, NODE_COLUMNS, NUMBERS, edge_row, node_row

if TYPE_CHECKING:
    from typing import IO

    from compactx.export.selection import ExportGraph

SUFFIX = ".csv"
SUMMARY = "two CSV tables for neo4j-admin database import: nodes and relationships"
PARTS = ("nodes", "relationships")
_ENDS = {"from": ":START_ID", "to": ":END_ID"}


def write_part(graph: ExportGraph, part: str, stream: IO[str]) -> None:
    """Write one table.

    Whoever opens it in a spreadsheet instead is as safe as with the other tables: texts stand as cells.
    """
    writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    if part == "nodes":
        writer.writerow([*map(_node_header, NODE_COLUMNS), ":LABEL"])
        for node in graph.nodes:
            row = node_row(node)
            writer.writerow([*(cell(row[column]) for column in NODE_COLUMNS), f"Node;{label_of(node)}"])
        return
    writer.writerow([*map(_edge_header, EDGE_COLUMNS), ":TYPE"])
    for edge in graph.edges:
        values = edge_row(edge)
        writer.writerow([*(cell(values[column]) for column in EDGE_COLUMNS), type_of(edge)])


def _node_header(column: str) -> str:
    return "id:ID" if column == "id" else _typed(column)


def _edge_header(column: str) -> str:
    return _ENDS.get(column) or _typed(column)


def _typed(column: str) -> str:
    return f"{column}:int" if column in NUMBERS else column
