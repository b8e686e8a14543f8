"""Mermaid, for Markdown pages that draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.export.escape import mermaid, visible
from compactx.export.picture.looks import line_of, look_of
from compactx.model.visible import short

if TYPE_CHECKING:
    from typing import IO

    from compactx.export.selection import ExportGraph

SUFFIX = ".mmd"
SUMMARY = "a Mermaid flowchart for Markdown pages; for a neighbourhood or a path"
MOST = 20_000  # things: more are no picture
_ROOM = 60
_SHAPES = {
    "box": ("[", "]"), "double": ("[[", "]]"), "round": ("(", ")"), "pill": ("([", "])"), "octagon": ("[", "]"),
    "note": ("[/", "/]"), "hexagon": ("{{", "}}"), "tag": (">", "]"), "dashed": ("(", ")"),
}  # fmt: skip
_LINES = {"solid": "-->", "dashed": "-.->", "dotted": "-.->"}


def write(graph: ExportGraph, stream: IO[str]) -> None:
    """Write a flowchart; nodes are numbered, because ids hold characters that Mermaid reads as its own."""
    numbers = {node.id: f"n{at}" for at, node in enumerate(graph.nodes)}
    stream.write(f"%% {visible(graph.title).replace('%%', '')}\nflowchart LR\n")
    for node in graph.nodes:
        before, after = _SHAPES[look_of(node.kind).shape]
        more = short(node.caption, _ROOM)
        label = mermaid(node.label if more in ("", node.label) else f"{node.label}: {more}")
        stream.write(f"  {numbers[node.id]}{before}{label}{after}:::k_{node.kind}\n")
    for edge in graph.edges:
        words = f"{edge.forward} {edge.locator}".strip()
        line = _LINES[line_of(edge.family, edge.basis).dash]
        stream.write(f"  {numbers[edge.source]} {line}|{mermaid(words)}| {numbers[edge.target]}\n")
    for kind in sorted({node.kind for node in graph.nodes}):
        look = look_of(kind)
        stream.write(f"  classDef k_{kind} fill:{look.fill},stroke:{look.stroke},color:#111\n")
