"""GraphML, for Gephi, yEd, Cytoscape, networkx and igraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.export.escape import xml
from compactx.export.graph import EDGE_COLUMNS, NODE_COLUMNS, NUMBERS, edge_row, filled, node_row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import IO

    from compactx.export.selection import ExportGraph

SUFFIX = ".graphml"
SUMMARY = "GraphML for Gephi, yEd, Cytoscape, networkx and igraph"
_ENDS = ("id", "from", "to")
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def write(graph: ExportGraph, stream: IO[str]) -> None:
    """Write a directed graph with typed attributes; several references between two things stay several edges."""
    stream.write(_HEAD)
    for column in NODE_COLUMNS[1:]:
        stream.write(_key("n", "node", column))
    for column in EDGE_COLUMNS:
        if column not in _ENDS:
            stream.write(_key("e", "edge", column))
    for key, _ in graph.meta:
        stream.write(f'<key id="g-{key}" for="graph" attr.name="{key}" attr.type="string"/>\n')
    stream.write('<graph id="compactx" edgedefault="directed">\n')
    stream.writelines(f'<data key="g-{key}">{xml(value)}</data>\n' for key, value in graph.meta)
    for node in graph.nodes:
        stream.write(f'<node id="{xml(node.id)}">{_data("n", filled(node_row(node)))}</node>\n')
    for edge in graph.edges:
        head = f'<edge id="{edge.id}" source="{xml(edge.source)}" target="{xml(edge.target)}">'
        stream.write(f"{head}{_data('e', filled(edge_row(edge)))}</edge>\n")
    stream.write("</graph>\n</graphml>\n")


def _key(prefix: str, owner: str, column: str) -> str:
    kind = "int" if column in NUMBERS else "string"
    return f'<key id="{prefix}-{column}" for="{owner}" attr.name="{column}" attr.type="{kind}"/>\n'


def _data(prefix: str, row: Mapping[str, str | int]) -> str:
    return "".join(f'<data key="{prefix}-{key}">{xml(str(row[key]))}</data>' for key in row if key not in _ENDS)
