"""Mermaid, for Markdown pages that draw: a graph, and the way of an idea with a frame for each document.

Mermaid refuses a flowchart of more than 500 edges or 50,000 characters, and only the page that draws may allow more:
what it would refuse is not written.
"""

from __future__ import annotations

from compactx.errors import UsageError
from compactx.export.escape import mermaid, visible
from compactx.export.picture.looks import line_of, look_of
from compactx.model.text import LEGEND, short
from compactx.model.text import SUMMARY as OURS
from compactx.query.trace import UNUSED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

    from compactx.export.selection import ExportGraph
    from compactx.query.trace import LineageLink, Trace

SUFFIX = ".mmd"
SUMMARY = "a Mermaid flowchart for Markdown pages; for a neighbourhood or a path"
MOST_EDGES, MOST_CHARACTERS = 500, 50_000  # maxEdges and maxTextSize of Mermaid's configuration
_ROOM = 60
_SHAPES = {
    "box": ("[", "]"), "double": ("[[", "]]"), "round": ("(", ")"), "pill": ("([", "])"), "octagon": ("[", "]"),
    "note": ("[/", "/]"), "hexagon": ("{{", "}}"), "tag": (">", "]"), "dashed": ("(", ")"),
}  # fmt: skip
_LINES = {"solid": "-->", "dashed": "-.->", "dotted": "-.->"}


def write(graph: ExportGraph, stream: IO[str]) -> None:
    """Write a flowchart; raises as :func:`bounded`."""
    stream.writelines(bounded(_lines(graph), len(graph.edges)))


def bounded(lines: Iterable[str], edges: int) -> list[str]:
    """Return the lines of a flowchart if Mermaid draws so many.

    Raises:
        UsageError: it refuses them.
    """
    hint = "a smaller part: --around REF, --path; or a picture: compactx graph REF -o file.svg"
    if edges > MOST_EDGES:
        raise UsageError(f"Mermaid draws at most {MOST_EDGES} edges, and these are {edges:,}", hint=hint)
    kept: list[str] = []
    room = MOST_CHARACTERS
    for line in lines:
        kept.append(line)
        room -= len(line.encode("utf-16-le")) // 2  # as JavaScript counts
        if room < 0:
            raise UsageError(f"Mermaid draws at most {MOST_CHARACTERS:,} characters, and these are more", hint=hint)
    return kept


def _lines(graph: ExportGraph) -> Iterator[str]:
    """Yield the flowchart; nodes are numbered, because ids hold characters that Mermaid reads as its own."""
    numbers = {node.id: f"n{at}" for at, node in enumerate(graph.nodes)}
    yield f"%% {visible(graph.title).replace('%%', '')}\nflowchart LR\n"
    for node in graph.nodes:
        before, after = _SHAPES[look_of(node.kind).shape]
        more = short(node.caption, _ROOM)
        label = mermaid(node.label if more in ("", node.label) else f"{node.label}: {more}")
        yield f"  {numbers[node.id]}{before}{label}{after}:::k_{node.kind}\n"
    if any(node.is_called_by_summary for node in graph.nodes):
        yield f"  ours[{mermaid(LEGEND)}]\n"
    for edge in graph.edges:
        words = f"{edge.forward} {edge.at}".strip()
        line = _LINES[line_of(edge.family, edge.basis).dash]
        yield f"  {numbers[edge.source]} {line}|{mermaid(words)}| {numbers[edge.target]}\n"
    for kind in sorted({node.kind for node in graph.nodes}):
        look = look_of(kind)
        yield f"  classDef k_{kind} fill:{look.fill},stroke:{look.stroke},color:#111\n"


def mermaid_text(found: Trace) -> str:
    """Return the flowchart; nodes are numbered, because ids hold characters that Mermaid reads as its own.

    Raises:
        UsageError: it is more than Mermaid draws.
    """
    numbers = {stop.n: f"n{stop.n}" for step in found.steps for stop in step.stops}
    lines = ["flowchart LR"]
    for at, step in enumerate(found.steps):
        head = " ".join(part for part in (step.document.date, step.document.title) if part)
        lines.append(f"  subgraph d{at}[{mermaid(short(head, _ROOM))}]")
        for stop in step.stops:
            name = found.called[stop.n] or stop.printed
            label = f"{name}: {short(stop.caption, _ROOM)}" if stop.locator else stop.id
            lines.append(f"    {numbers[stop.n]}[{mermaid(label)}]")
        lines.append("  end")
    if any(stop.caption.startswith(OURS) for step in found.steps for stop in step.stops if stop.locator):
        lines.append(f"  ours[{mermaid(LEGEND)}]")
    lines += [_lineage_arrow(link, numbers) for link in found.links]
    return "".join(bounded((f"{line}\n" for line in lines), len(found.links)))


def _lineage_arrow(link: LineageLink, numbers: dict[int, str]) -> str:
    reference = link.reference
    ahead = reference.source.n == link.earlier.n
    says = reference.forward if ahead else reference.backward
    arrow = "-. " if reference.relation == UNUSED or reference.strength == "weak" else "-- "
    close = " .-x " if reference.relation == UNUSED else " .-> " if reference.strength == "weak" else " --> "
    mark = f" (ours: {reference.strength})" if link.is_ours else ""
    return f"  {numbers[link.earlier.n]} {arrow}{mermaid(says + mark)}{close}{numbers[link.later.n]}"
