"""What an instrument consists of, for a terminal: its objectives, each in a line, and its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from compactx.render.pages import style
from compactx.render.pages.style import blank, grid, heading, indented, join, stack, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import RenderableType

    from compactx.index.read import Node
    from compactx.query.overview import ObjectiveRow, Setting
    from compactx.query.show import Profile, ShownPart

_MANY = 40  # parts; more are for tree
_TWO_COLUMNS = 72


def parts(one: Profile, setting: Setting, width: int, words: Mapping[str, str]) -> list[RenderableType]:
    """Return the parts of an instrument, each in a line, and its objectives with their short names.

    ``words`` are the wording at hand by id.
    """
    body: list[RenderableType] = []
    if one.parts and len(one.parts) < _MANY:
        lines = [_part(part, words) for part in one.parts]
        body += [blank(), heading("Parts", len(one.parts)), indented(stack(*lines))]
        told = style.legend((part.node for part in one.parts), words)
        body += [told] if told else []
    elif one.parts:
        body += [blank(), heading("Parts", len(one.parts)), indented(text(f"compactx tree {one.node.id} draws them"))]
    if setting.rows:
        body += [blank(), heading("Objectives", len(setting.rows)), indented(objectives(setting.rows, width - 2))]
    return body


def _part(part: ShownPart, words: Mapping[str, str]) -> RenderableType:
    node = part.node
    name = node.printed if node.printed.casefold() != node.title.casefold() else ""
    said = text("") if node.title else style.says(node, words)
    return join(text(node.title, style.TITLE), text(name, style.QUIET), said)


def objectives(rows: Sequence[tuple[Node, str]], width: int) -> RenderableType:
    """Return numbers and short names, in two columns where there is room."""
    cells = [join(text(f"{node.number or '':>2}", style.LOCATOR), text(name or node.caption)) for node, name in rows]
    if width < _TWO_COLUMNS:
        return stack(*cells)
    table = Table.grid(padding=(0, 3, 0, 0))
    half = (len(cells) + 1) // 2
    for at in range(half):
        table.add_row(*cells[at::half])
    return table


def lines(rows: Sequence[ObjectiveRow], width: int) -> RenderableType:
    """Return a line an objective: number, short name, how many things it cites, the years of what takes it up."""
    table = (
        grid(2, None, None, None) if width < style.NARROW else grid(2, max(len(_name(row)) for row in rows), 8, None)
    )
    for row in rows:
        table.add_row(
            text(f"{row.node.number or '':>2}", style.LOCATOR),
            text(_name(row)),
            text(f"cites {row.cites:>2}" if row.cites else "cites  ·", style.QUIET),
            text(_years(row.years), style.QUIET),
        )
    return table


def _name(row: ObjectiveRow) -> str:
    return row.label or row.node.caption


def _years(years: Sequence[str]) -> str:
    return f"named {' '.join(years)}" if years else ""
