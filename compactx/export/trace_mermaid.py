"""The way of an idea as a Mermaid flowchart: a frame for each document, in the order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.export.escape import mermaid
from compactx.export.formats.mermaid import bounded
from compactx.model.visible import LEGEND, SUMMARY, short
from compactx.query.trace import UNUSED

if TYPE_CHECKING:
    from compactx.query.trace import LineageLink, Trace

_ROOM = 60


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
    if any(stop.caption.startswith(SUMMARY) for step in found.steps for stop in step.stops if stop.locator):
        lines.append(f"  ours[{mermaid(LEGEND)}]")
    lines += [_line(link, numbers) for link in found.links]
    return "".join(bounded((f"{line}\n" for line in lines), len(found.links)))


def _line(link: LineageLink, numbers: dict[int, str]) -> str:
    reference = link.reference
    ahead = reference.source.n == link.earlier.n
    says = reference.forward if ahead else reference.backward
    arrow = "-. " if reference.relation == UNUSED or reference.strength == "weak" else "-- "
    close = " .-x " if reference.relation == UNUSED else " .-> " if reference.strength == "weak" else " --> "
    mark = f" (ours: {reference.strength})" if link.is_ours else ""
    return f"  {numbers[link.earlier.n]} {arrow}{mermaid(says + mark)}{close}{numbers[link.later.n]}"
