"""What things share, as plain data."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from compactx.index.read import Node
    from compactx.query.shared import SharedRow

COLUMNS = ("way", "shared", "id", "title", "where")


def items(rows: Sequence[SharedRow], nodes: Sequence[Node]) -> list[dict[str, Any]]:
    """Return a row each: what it is, whether several of the things have it, and in which clauses each has it."""
    return [
        {
            "way": row.way,
            "id": row.id or None,
            "title": row.title,
            "shared": row.holders > 1,
            "places": [
                {"of": node.id, "locators": list(places)}
                for node, places in zip(nodes, row.places, strict=True)
                if places
            ],
        }
        for row in rows
    ]


def rows(found: Sequence[SharedRow], nodes: Sequence[Node]) -> list[dict[str, Any]]:
    """Return the same for lines: "thing: clauses" of each that has it."""
    return [
        {**item, "where": [f"{one['of']}: {' '.join(one['locators'])}" for one in item["places"]]}
        for item in items(found, nodes)
    ]
