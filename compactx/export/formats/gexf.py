"""GEXF 1.3, for Gephi: with a colour for each kind, a place for everything and a size by how often it is cited."""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

from compactx.export.escape import xml
from compactx.export.graph import EDGE_COLUMNS, NODE_COLUMNS, NUMBERS, edge_row, filled, node_row
from compactx.export.picture.looks import look_of
from compactx.export.sheet import placed_nodes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import IO

    from compactx.export.selection import ExportGraph

SUFFIX = ".gexf"
SUMMARY = "GEXF 1.3 for Gephi: coloured by kind, with places, and sizes by how often cited"
_SCALE = 40.0  # of places: the largest sign of a thing that is cited a thousand times
_OWN = ("id", "from", "to", "label")
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
"""


def write(graph: ExportGraph, stream: IO[str]) -> None:
    """Write a static directed graph."""
    stream.write(_HEAD)
    stream.write(f"<meta><creator>compactx</creator><description>{xml(graph.title)}</description></meta>\n")
    stream.write('<graph mode="static" defaultedgetype="directed">\n')
    stream.write(_attributes("node", NODE_COLUMNS) + _attributes("edge", EDGE_COLUMNS))
    stream.write(f'<nodes count="{len(graph.nodes)}">\n')
    for node, x, y in placed_nodes(graph.nodes):
        red, green, blue = look_of(node.kind).rgb
        stream.write(
            f'<node id="{xml(node.id)}" label="{xml(node.label)}">{_values(filled(node_row(node)))}'
            f'<viz:color r="{red}" g="{green}" b="{blue}"/><viz:size value="{_size(node.cited)}"/>'
            f'<viz:position x="{x * _SCALE:.1f}" y="{y * _SCALE:.1f}" z="0.0"/></node>\n'
        )
    stream.write(f'</nodes>\n<edges count="{len(graph.edges)}">\n')
    for edge in graph.edges:
        ends = f'source="{xml(edge.source)}" target="{xml(edge.target)}"'
        stream.write(
            f'<edge id="{edge.id}" {ends} label="{xml(edge.forward)}">{_values(filled(edge_row(edge)))}</edge>\n'
        )
    stream.write("</edges>\n</graph>\n</gexf>\n")


def _size(cited: int) -> float:
    """Return the size of a sign: it grows with the digits of how many clauses cite the thing."""
    return round(8 + 3 * log2(1 + cited), 1)


def _attributes(owner: str, columns: Sequence[str]) -> str:
    inside = "".join(
        f'<attribute id="{column}" title="{column}" type="{"integer" if column in NUMBERS else "string"}"/>\n'
        for column in columns
        if column not in _OWN
    )
    return f'<attributes class="{owner}" mode="static">\n{inside}</attributes>\n'


def _values(row: Mapping[str, str | int]) -> str:
    inside = "".join(f'<attvalue for="{key}" value="{xml(str(row[key]))}"/>' for key in row if key not in _OWN)
    return f"<attvalues>{inside}</attvalues>"
