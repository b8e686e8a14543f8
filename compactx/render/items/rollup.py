"""What stands in each whole, as plain data."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from compactx.query.rollup import Rollup, Share

COLUMNS = ("group", "places", "parts", "title")


def items(found: Rollup) -> list[dict[str, Any]]:
    """Return a whole each: which it is, how many things stand there, and their ids."""
    return [_item(share) for share in found.shares]


def _item(share: Share) -> dict[str, Any]:
    node = share.node
    named = {"id": node.id, "kind": node.kind, "title": node.caption, "number": node.number} if node else {"id": None}
    return {"group": share.group, **named, "places": len(share.parts), "parts": [part.id for part in share.parts]}


def rows(found: Rollup) -> list[dict[str, Any]]:
    """Return the same as lines, parts divided by spaces."""
    return [{**item, "parts": " ".join(item["parts"])} for item in items(found)]


def totals(found: Rollup) -> dict[str, Any]:
    """Return in how many wholes how many things stand."""
    return {"wholes": found.wholes, "places": found.places}
