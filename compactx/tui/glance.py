"""What everybody asks of a thing, in one line under its title: how much there is of it, and when it is reviewed."""

from __future__ import annotations

import time

from compactx.render.clean import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.index.read import Node
    from compactx.query.show import PageFacts
    from compactx.tui.page_writer import Writer


def objective(writer: Writer, facts: PageFacts) -> None:
    """Say how many actions an objective has, what it cites, when it was taken up and is reviewed next."""
    shown = facts.shown
    actions = sum(part.node.kind == "action" for part in shown.parts)
    cites = len({one.target.n for one in shown.references if one.family == "citation"})
    years = list(dict.fromkeys(one.document.date[:4] for one in shown.reviewed_in))
    said = [f"{actions} actions" if actions else "", f"cites {cites}", f"cited by {shown.cited}"]
    said += [f"taken up {', '.join(years)}" if years else "", _following(writer, facts.node)]
    writer.line(" · ".join(part for part in said if part), "dim")


def reviewed(writer: Writer, node: Node) -> None:
    """Say when a thing is reviewed next, and by whom."""
    said = _following(writer, node, names=True)
    if said:
        writer.line(said, "dim")


def _following(writer: Writer, node: Node, *, names: bool = False) -> str:
    """Return when a thing is reviewed next, '' where nobody reviews it again."""
    from compactx.query.overview import outlook  # noqa: PLC0415 - of few pages

    found = outlook(writer.index, node, time.strftime("%Y-%m-%d"))
    if found is None or found.following is None:
        return ""
    who = f", {clean(found.reviewer.title)}" if names else ""
    return f"next review {found.following.date}{who}"
