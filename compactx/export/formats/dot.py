"""DOT, for Graphviz."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.export.escape import dot
from compactx.export.picture.looks import line_of, look_of
from compactx.model.visible import short

if TYPE_CHECKING:
    from typing import IO

    from compactx.export.selection import ExportGraph, ExportNode

SUFFIX = ".dot"
SUMMARY = "DOT for Graphviz: kinds by shape and colour, relations on edges"
_ROOM = 60
_SHAPES = {
    "box": "box", "double": "box", "round": "box", "pill": "oval", "octagon": "octagon", "note": "note",
    "hexagon": "hexagon", "tag": "cds", "dashed": "box",
}  # fmt: skip


def write(graph: ExportGraph, stream: IO[str]) -> None:
    """Write a digraph; ids are node names, titles are tooltips."""
    stream.write(f"digraph compactx {{\n  graph [rankdir=LR, label={dot(graph.title)}, tooltip={dot(graph.title)}];\n")
    stream.write('  node [fontname="Helvetica", fontsize=11, style=filled];\n')
    stream.write('  edge [fontname="Helvetica", fontsize=9, color="#555555"];\n')
    for node in graph.nodes:
        stream.write(f"  {dot(node.id)} [{_look(node)}];\n")
    for edge in graph.edges:
        words = f"{edge.forward} ({edge.locator})" if edge.locator else edge.forward
        tip = f'{words}: "{edge.surface}"' if edge.surface else words
        style = {"solid": "solid", "dashed": "dashed", "dotted": "dotted"}[line_of(edge.family, edge.basis).dash]
        look = (
            f"label={dot(words)}, tooltip={dot(tip)}, style={style}, id={dot(edge.id)}, relation={dot(edge.relation)}"
        )
        stream.write(f"  {dot(edge.source)} -> {dot(edge.target)} [{look}];\n")
    stream.write("}\n")


def _look(node: ExportNode) -> str:
    look = look_of(node.kind)
    more = short(node.caption, _ROOM)
    # \n between two quoted halves is Graphviz's own line break; the halves hold none.
    label = dot(node.label)[:-1] + "\\n" + dot(more)[1:] if more and more != node.label else dot(node.label)
    style = {"round": "rounded", "dashed": "dashed", "double": "solid"}.get(look.shape, "solid")
    peripheries = ", peripheries=2" if look.shape == "double" else ""
    return (
        f"label={label}, tooltip={dot(node.caption or node.label)}, shape={_SHAPES[look.shape]},"
        f' style="filled,{style}", fillcolor="{look.fill}", color="{look.stroke}"{peripheries}, kind={dot(node.kind)}'
    )
