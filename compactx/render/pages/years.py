"""What is cited most over time, for a terminal: a sparkline each, over years that many documents are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.query.years import YearRow, sparkline
from compactx.render.pages import style
from compactx.render.pages.style import blank, grid, heading, indented, join, stack, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Group

    from compactx.query.years import YearTimeline

_BESIDE = 11  # columns of the indent, the number and the gaps
_SHOWN = 30  # years on a line; older ones are told in a sentence


def page(found: YearTimeline, names: Mapping[str, str], width: int) -> Group:
    """Return the table; ``names`` are short names by id."""
    if not found.rows:
        return stack(text("No document with a date cites anything."))
    years = found.years[-_SHOWN:]
    table = grid(5, len(years), None)
    room = width - len(years) - _BESIDE
    documents = YearRow(None, tuple(pair for pair in found.documents.counts if pair[0] in years))
    counted = text("documents with clauses here", style.QUIET)
    table.add_row(text(f"{found.documents.total:>5}"), text(sparkline(documents, years)), counted)
    for row in found.rows:
        if row.node:
            shown = row.replace(counts=tuple(pair for pair in row.counts if pair[0] in years))
            name = text(names.get(row.node.id) or row.node.title)
            named = join(name, text(row.node.id, style.ID))
            name = named if named.cell_len <= room else name
            table.add_row(text(f"{row.total:>5}"), text(sparkline(shown, years)), name)
    head = f"Most cited, {years[0]}-{years[-1]}"
    note = "Citing clauses by the year of their document; each line is drawn to its own highest year."
    return stack(heading(head), blank(), indented(table), blank(), text(note, style.QUIET))
