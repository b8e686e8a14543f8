"""``impact --changed`` as plain data."""

from __future__ import annotations

from compactx.render.items.node import node_item, reference_item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from compactx.query.changed import StaleClause

COLUMNS = ("id", "locator", "words_then", "words_now", "references", "referenced_by", "lost")


def items(found: Sequence[StaleClause]) -> list[dict[str, Any]]:
    """Return a clause each that reads otherwise than when it was read, with the references to look at again."""
    return [
        {
            **node_item(one.node, one.instrument),
            "fingerprint_then": one.node.fingerprint,
            "fingerprint_now": one.fingerprint,
            "words_then": one.node.words,
            "words_now": one.words,
            "references": [reference_item(reference) for reference in one.outgoing],
            "referenced_by": [reference_item(reference) for reference in one.incoming],
            "lost": list(one.lost),
            "accepted": {"reason": one.reason, "date": one.date or None} if one.reason else None,
        }
        for one in found
    ]


def rows(found: Sequence[StaleClause]) -> list[dict[str, Any]]:
    """Return a line each, with what it cites and what cites it as ids."""
    return [
        {
            **item,
            "references": [reference["to"] for reference in item["references"]],
            "referenced_by": [reference["clause"] or reference["from"] for reference in item["referenced_by"]],
        }
        for item in items(found)
    ]
