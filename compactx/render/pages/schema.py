"""The list of schemas on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import RenderableType


def page(items: Sequence[Mapping[str, str]]) -> RenderableType:
    """Return a line for each schema."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, min_width=max((len(item["name"]) for item in items), default=0))
    for _ in range(2):
        table.add_column(overflow="fold")
    for item in items:
        table.add_row(Text(item["name"], style="bold"), Text(item["title"]), Text(item["description"], style="dim"))
    return table
