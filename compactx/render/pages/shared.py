"""What things share, for a terminal: two beside each other, more as a table."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.table import Table

from compactx.model.visible import short
from compactx.query.shared import CITED_BY, CITES, LINEAGE, REVIEW, SUBJECT
from compactx.render.pages import style
from compactx.render.pages.style import blank, heading, indented, join, stack, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Group, RenderableType
    from rich.text import Text

    from compactx.index.read import Node
    from compactx.query.shared import SharedRow

_PAIR = 2
_SHOWN = 4  # clauses that are listed of a thing
_COLUMN = 20  # columns that the clauses of a thing need
_NAME = 34  # columns of a name before it is folded
_ROWS = 12  # rows of a section, unless all are wanted
_WAY = {CITES: "cite", CITED_BY: "cited by", REVIEW: "reviewed by", SUBJECT: "actions about, by our summaries",
        LINEAGE: "in the lineage of"}  # fmt: skip


def page(
    rows: Sequence[SharedRow], nodes: Sequence[Node], width: int, names: Mapping[str, str], *, every: bool = False,
    whole: bool = False,
) -> Group:  # fmt: skip
    """Return what the things share, then what only some have.

    ``names`` are short names by id, ``every`` lists all, ``whole`` shortens nothing.
    """
    width = min(width, style.PROSE)
    longest = max(len(_name(node)) for node in nodes)
    room = sys.maxsize if whole else max(20, width - longest - 2)
    heads = [join(text(f"{_name(node):<{longest}}", style.ID), text(short(_told(node, names), room))) for node in nodes]
    parts: list[RenderableType] = [*heads]
    drawn = _Drawing(nodes, names, width, most=sys.maxsize if every or whole else _ROWS)
    for title, inside in _sections(rows, nodes):
        parts += [blank(), heading(title, len(inside))]
        parts += drawn.section(inside) if inside else [indented(text("nothing", style.QUIET))]
    return stack(*parts)


def _sections(rows: Sequence[SharedRow], nodes: Sequence[Node]) -> list[tuple[str, list[SharedRow]]]:
    sections = [("all of them" if len(nodes) > _PAIR else "both", [row for row in rows if row.holders == len(nodes)])]
    if len(nodes) > _PAIR:
        sections.append(("some", [row for row in rows if 1 < row.holders < len(nodes)]))
    for at, node in enumerate(nodes):
        sections.append((f"only {_name(node)}", [row for row in rows if row.holders == 1 and row.places[at]]))
    return sections


class _Drawing:
    """Draws what things have, section by section."""

    def __init__(self, nodes: Sequence[Node], names: Mapping[str, str], width: int, *, most: int) -> None:
        self.nodes = nodes
        self.names = names
        self.width = width
        self.most = most

    def section(self, rows: Sequence[SharedRow]) -> list[RenderableType]:
        """Return the rows of a section, way by way; the names of the things stand once above their columns."""
        held = [at for at in range(len(self.nodes)) if any(row.places[at] for row in rows)]
        same = [row for row in rows if row.way == REVIEW and len(set(row.places)) == 1 and len(held) > 1]
        told = [row for row in rows if row not in same]
        widest = _NAME if len(held) > 1 else min(44, self.width - _COLUMN - 8)
        wide = max(
            (min(widest, len(self._called(row))) for row in told if row.way != LINEAGE or len(held) > 1), default=0
        )
        is_folded = self.width < wide + _COLUMN * len(held) + 6
        parts: list[RenderableType] = []
        if told and len(held) > 1 and not is_folded:
            heads = [("", [text(_name(self.nodes[at]), style.QUIET) for at in held])]
            parts.append(indented(self._table(heads, wide), 4))
        for way in [way for way in _WAY if any(row.way == way for row in told)]:
            inside = [row for row in told if row.way == way]
            parts.append(indented(text(_WAY[way], style.RELATION)))
            if way == LINEAGE and len(held) == 1:
                parts.append(indented(self._documents(inside), 4))
                continue
            parts.append(indented(self._rows(inside[: self.most], held, wide, is_folded=is_folded), 4))
            more = len(inside) - self.most
            parts += [indented(text(f"and {more} more; --all lists them", style.QUIET), 4)] if more > 0 else []
        return [*parts, *self._reviewers(same)]

    def _documents(self, rows: Sequence[SharedRow]) -> RenderableType:
        """Return a line for each document in which an idea stands, with its clauses."""
        clauses: dict[str, list[str]] = {}
        for row in rows:
            whole = self.names.get(row.id.partition("/")[0], row.id.partition("/")[0])
            part = self._called(row).removeprefix(f"{whole}, ").removeprefix("paragraph ")
            clauses.setdefault(whole, []).append(part)
        return stack(*(join(text(whole), text("; ".join(inside), style.LOCATOR)) for whole, inside in clauses.items()))

    def _reviewers(self, rows: Sequence[SharedRow]) -> list[RenderableType]:
        """Return in a line who reviews all of the things by the same clauses, because the whole is reviewed so."""
        if not rows:
            return []
        names = "; ".join(self._called(row) for row in rows)
        return [indented(text("reviewed by the same, by the same clauses", style.RELATION)), indented(text(names), 4)]

    def _rows(self, rows: Sequence[SharedRow], held: Sequence[int], wide: int, *, is_folded: bool) -> RenderableType:
        if not is_folded:
            return self._table([(self._called(row), [_places(row.places[at]) for at in held]) for row in rows], wide)
        parts: list[RenderableType] = []
        for row in rows:
            parts.append(text(self._called(row)))
            for at in held:
                name = f"{_name(self.nodes[at])}:" if len(held) > 1 else ""
                parts += [indented(join(text(name, style.QUIET), _places(row.places[at])))] if row.places[at] else []
        return stack(*parts)

    def _table(self, rows: Sequence[tuple[str, Sequence[Text]]], wide: int) -> Table:
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(min_width=wide, max_width=wide, overflow="fold")
        columns = len(rows[0][1])
        each = (self.width - 4 - wide - 2) // columns - 2
        for _ in range(columns):
            table.add_column(min_width=each, max_width=each, overflow="fold")
        for name, places in rows:
            table.add_row(text(name), *places)
        return table

    def _called(self, row: SharedRow) -> str:
        return self.names.get(row.id) or row.title or row.id


def _told(node: Node, names: Mapping[str, str]) -> str:
    """Return what a thing is about: its title, where its address or short name is not all there is to say."""
    name = names.get(node.id, "")
    return node.caption if node.title or name in {"", _name(node)} else name


def _places(places: Sequence[str]) -> Text:
    more = f" +{len(places) - _SHOWN}" if len(places) > _SHOWN else ""
    return text(", ".join(places[:_SHOWN]) + more) if places else text("-", style.QUIET)


def _name(node: Node) -> str:
    return node.printed or node.id
