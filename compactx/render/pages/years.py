"""What is cited most over time, for a terminal: a sparkline each, over years that many documents are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.query.years import YearRow, sparkline
from compactx.render.pages import style
from compactx.render.pages.style import blank, grid, heading, indented, stack, text

if TYPE_CHECKING:
    from rich.console import Group

    from compactx.query.years import YearTimeline

_SHOWN = 30  # years on a line; older ones are told in a sentence


def page(found: YearTimeline) -> Group:
    """Return the table."""
    if not found.rows:
        return stack(text("No document with a date cites anything."))
    years = found.years[-_SHOWN:]
    table = grid(6, max(len(row.node.id) for row in found.rows if row.node), len(years) + 2, None)
    documents = YearRow(None, tuple(pair for pair in found.documents.counts if pair[0] in years))
    table.add_row(text(f"{found.documents.total:>6}"), text("documents", style.QUIET),
                  text(sparkline(documents, years)), text("that have clauses here", style.QUIET))  # fmt: skip
    for row in found.rows:
        if row.node:
            shown = row.replace(counts=tuple(pair for pair in row.counts if pair[0] in years))
            table.add_row(text(f"{row.total:>6}"), text(row.node.id, style.ID), text(sparkline(shown, years)),
                          text(row.node.title))  # fmt: skip
    head = f"Most cited, {years[0]}-{years[-1]}"
    note = "Citing clauses by the year of their document; each line is drawn to its own highest year."
    return stack(heading(head), blank(), indented(table), blank(), text(note, style.QUIET))
