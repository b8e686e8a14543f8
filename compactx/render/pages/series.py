"""A series of resolutions for a terminal: a line each, with what does not follow by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.render.pages import style
from compactx.render.pages.style import grid, indented, join, text

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from compactx.query.series import Step
    from compactx.query.show import Shown

_YEARLY = 3  # sessions that the Human Rights Council holds in a year


def series(one: Shown) -> RenderableType:
    """Return the series that a resolution belongs to, the earliest first."""
    table = grid(10, max(len(step.symbol) for step in one.series), None)
    for step in one.series:
        here = step.node.n == one.node.n
        title = step.title if step.title != one.node.title else ""
        table.add_row(text(step.date or "undated", "" if step.date else style.QUIET), text(step.symbol, style.ID),
                      join(text("this one" if here else "", style.TITLE), text(title), _gap(step)))  # fmt: skip
    return indented(table)


def _gap(step: Step) -> Text:
    """Return what a reader should doubt: a session left out, or titles that alone hold two together."""
    said = []
    if step.after == 0:
        said.append("in the same session")
    elif step.after and step.after > (_YEARLY if step.symbol.startswith("A/HRC/") else 1):
        said.append(f"{step.after} {_unit(step)} later")
    if step.link == "title":
        said.append("by its title alone")
    if step.confidence in {"medium", "low"}:
        said.append(f"{step.confidence} confidence")
    return text(f"[{', '.join(said)}]" if said else "", style.QUIET)


def _unit(step: Step) -> str:
    return "sessions" if step.symbol.startswith("A/") else "years"
