"""What things share, for a terminal: two beside each other, more as a table."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.table import Table

from compactx.model.visible import short
from compactx.render.pages import style
from compactx.render.pages.style import blank, heading, indented, join, stack, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Group, RenderableType
    from rich.text import Text

    from compactx.index.read import Node
    from compactx.query.shared import SharedRow

_PAIR = 2
_SHOWN = 4  # clauses that are listed of a thing
_COLUMN = 22  # columns that the clauses of a thing need
_ROWS = 12  # rows of a section, unless all are wanted
_WAY = {"subject": "actions about (by our summaries)", "cites": "cite", "cited by": "cited by",
        "reviewed by": "reviewed by", "lineage": "in the lineage of"}  # fmt: skip


def page(
    rows: Sequence[SharedRow], nodes: Sequence[Node], width: int, *, every: bool = False, whole: bool = False
) -> Group:
    """Return what the things share, then what only some have; ``every`` lists all, ``whole`` shortens no title."""
    room = sys.maxsize if whole else max(20, width - 24)
    names = [join(text(_name(node), style.ID), text(short(node.caption, room))) for node in nodes]
    parts: list[RenderableType] = [*names]
    sections = [("all of them" if len(nodes) > _PAIR else "both", [row for row in rows if row.holders == len(nodes)])]
    if len(nodes) > _PAIR:
        sections.append(("some", [row for row in rows if 1 < row.holders < len(nodes)]))
    for at, node in enumerate(nodes):
        sections.append((f"only {_name(node)}", [row for row in rows if row.holders == 1 and row.places[at]]))
    for title, inside in sections:
        parts += [blank(), heading(title, len(inside))]
        parts += _section(inside, nodes, width, every=every) if inside else [indented(text("nothing", style.QUIET))]
    return stack(*parts)


def _section(rows: Sequence[SharedRow], nodes: Sequence[Node], width: int, *, every: bool) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for way in dict.fromkeys(row.way for row in rows):
        inside = [row for row in rows if row.way == way]
        shown = inside if every else inside[:_ROWS]
        more = len(inside) - len(shown)
        parts += [indented(text(_WAY[way], style.RELATION)), indented(_table(shown, nodes, width - 4), 4)]
        parts += [indented(text(f"and {more} more; --all lists them", style.QUIET), 4)] if more else []
    return parts


def _table(rows: Sequence[SharedRow], nodes: Sequence[Node], width: int) -> RenderableType:
    held = [at for at in range(len(nodes)) if any(row.places[at] for row in rows)]
    names = [row.id or row.title for row in rows]
    room = max(map(len, names), default=0)
    if width < room + _COLUMN * len(held):
        return stack(*(part for row in rows for part in _folded(row, nodes)))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    for _ in held:
        table.add_column(overflow="fold", ratio=1)
    if len(held) > 1:
        table.add_row("", *(text(_name(nodes[at]), style.QUIET) for at in held))
    for name, row in zip(names, rows, strict=True):
        table.add_row(text(name, style.ID if row.id else ""), *(_places(row.places[at]) for at in held))
    return table


def _folded(row: SharedRow, nodes: Sequence[Node]) -> list[RenderableType]:
    """Return a row where there is no room for columns: its name, then a line for each thing that has it."""
    told = [join(text(f"{_name(node)}:", style.QUIET), _places(places))
            for node, places in zip(nodes, row.places, strict=True) if places]  # fmt: skip
    return [text(row.id or row.title, style.ID if row.id else ""), *(indented(one) for one in told)]


def _places(places: Sequence[str]) -> Text:
    more = f" +{len(places) - _SHOWN}" if len(places) > _SHOWN else ""
    return text(", ".join(places[:_SHOWN]) + more) if places else text("-", style.QUIET)


def _name(node: Node) -> str:
    return node.printed or node.id
