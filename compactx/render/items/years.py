"""``stats --timeline`` as plain data."""

from __future__ import annotations

from compactx.query.years import sparkline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from compactx.query.years import YearTimeline

COLUMNS = ("id", "kind", "title", "total", "years")


def items(found: YearTimeline) -> list[dict[str, Any]]:
    """Return a thing each, with its citing clauses by year."""
    return [
        {
            "id": row.node.id,
            "kind": row.node.kind,
            "title": row.node.title,
            "total": row.total,
            "years": {str(year): count for year, count in row.counts},
            "sparkline": sparkline(row, found.years),
        }
        for row in found.rows
        if row.node
    ]


def rows(found: YearTimeline) -> list[dict[str, Any]]:
    """Return the lines of a pipe: a thing and a year each."""
    return [
        {"id": row.node.id, "kind": row.node.kind, "title": row.node.title, "year": year, "clauses": count}
        for row in found.rows
        if row.node
        for year, count in row.counts
    ]


LINE_COLUMNS = ("id", "year", "clauses", "title")
