"""``stats`` as plain data: figures, and with ``--timeline`` what is cited by year."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from compactx.query.stats import Figure, YearTimeline

COLUMNS = ("section", "measure", "id", "value", "note")
YEAR_COLUMNS = ("id", "year", "clauses", "title")


def items(found: Sequence[Figure]) -> list[dict[str, Any]]:
    """Return a figure each, with the thing it is about and a sentence on what it means."""
    out = []
    for figure in found:
        value = round(figure.value, 4)
        item: dict[str, Any] = {
            "section": figure.section,
            "measure": figure.measure,
            "id": figure.node.id if figure.node else None,
            "kind": figure.node.kind if figure.node else None,
            "title": (figure.node.caption) if figure.node else None,
            "value": int(value) if value == int(value) else value,
            "note": figure.note or None,
            "meaning": figure.meaning,
        }
        if figure.members:
            item["members"] = list(figure.members)
        if figure.source:
            item["source"] = figure.source
        out.append(item)
    return out


def year_items(found: YearTimeline) -> list[dict[str, Any]]:
    """Return a thing each, with its citing clauses by year."""
    from compactx.query.stats import sparkline  # noqa: PLC0415 - other figures have none

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


def year_rows(found: YearTimeline) -> list[dict[str, Any]]:
    """Return the lines of a pipe: a thing and a year each."""
    return [
        {"id": row.node.id, "kind": row.node.kind, "title": row.node.title, "year": year, "clauses": count}
        for row in found.rows
        if row.node
        for year, count in row.counts
    ]
