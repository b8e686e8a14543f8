"""DOT, for Graphviz.

A large graph takes Graphviz minutes to rank and cannot be read for its labels; it gets its places from us
(:mod:`compactx.export.sheet`), one line of text a box and the rest as tooltips, and is drawn in seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.export.escape import dot
from compactx.export.picture.looks import line_of, look_of
from compactx.export.sheet import placed_nodes
from compactx.model.text import LEGEND, short

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from compactx.export.selection import ExportEdge, ExportGraph, ExportNode

SUFFIX = ".dot"
SUMMARY = "DOT for Graphviz: kinds by shape and colour, relations on edges; a large graph comes with its places"
_ROOM = 60
_MOST_EDGES = 750  # that Graphviz ranks within some seconds
_WIDE, _HIGH = 250.0, 50.0  # points from place to place: 1.42 times the widest and the highest box
_SHORT = 22
_SMALL = ', height=0.3, width=0.3, margin="0.06,0.02"'
_SHAPES = {
    "box": "box", "double": "box", "round": "box", "pill": "oval", "octagon": "octagon", "note": "note",
    "hexagon": "hexagon", "tag": "cds", "dashed": "box",
}  # fmt: skip


def write(graph: ExportGraph, stream: IO[str]) -> None:
    """Write a digraph; ids are node names, titles are tooltips."""
    is_large = len(graph.edges) > _MOST_EDGES
    way = "layout=nop, splines=line, outputorder=edgesfirst" if is_large else "rankdir=LR"
    ours = any(node.is_called_by_summary for node in graph.nodes)
    label = dot(f"{graph.title}; {LEGEND}" if ours else graph.title)
    stream.write(f"digraph compactx {{\n  graph [{way}, label={label}, tooltip={dot(graph.title)}];\n")
    size = _SMALL if is_large else ""
    stream.write(f'  node [fontname="Helvetica", fontsize=11, style=filled{size}];\n')
    stream.write('  edge [fontname="Helvetica", fontsize=9, color="#555555"];\n')
    stream.writelines(_set_out(graph) if is_large else (f"  {dot(node.id)} [{_look(node)}];\n" for node in graph.nodes))
    for edge in graph.edges:
        words = f"{edge.forward} ({edge.at})" if edge.at else edge.forward
        label = "" if is_large else f"label={dot(words)}, "
        stream.write(f"  {dot(edge.source)} -> {dot(edge.target)} [{label}{_line(edge, words)}];\n")
    stream.write("}\n")


def _set_out(graph: ExportGraph) -> Iterator[str]:
    """Yield the nodes with their places and a line of text each."""
    for node, x, y in placed_nodes(graph.nodes):
        label = dot(short(node.label, _SHORT))
        place = f'pos="{x * _WIDE:.0f},{y * _HIGH:.0f}"'
        yield f"  {dot(node.id)} [{place}, {_look(node, label)}];\n"


def _line(edge: ExportEdge, words: str) -> str:
    tip = f'{words}: "{edge.surface}"' if edge.surface else words
    style = line_of(edge.family, edge.basis).dash
    return f"tooltip={dot(tip)}, style={style}, id={dot(edge.id)}, relation={dot(edge.relation)}"


def _label(node: ExportNode) -> str:
    more = short(node.caption, _ROOM)
    # \n between two quoted halves is Graphviz's own line break; the halves hold none.
    return dot(node.label)[:-1] + "\\n" + dot(more)[1:] if more and more != node.label else dot(node.label)


def _look(node: ExportNode, label: str = "") -> str:
    look = look_of(node.kind)
    style = {"round": "rounded", "dashed": "dashed", "double": "solid"}.get(look.shape, "solid")
    peripheries = ", peripheries=2" if look.shape == "double" else ""
    return (
        f"label={label or _label(node)}, tooltip={dot(node.caption or node.label)}, shape={_SHAPES[look.shape]},"
        f' style="filled,{style}", fillcolor="{look.fill}", color="{look.stroke}"{peripheries}, kind={dot(node.kind)}'
    )
