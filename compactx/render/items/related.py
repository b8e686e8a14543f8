"""``related`` as plain data."""

from __future__ import annotations

from compactx.render.items.listing import node_item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from compactx.query.related import CommonReference, RelatedResult

COLUMNS = ("id", "kind", "score", "share", "shares", "title")


def items(found: RelatedResult) -> list[dict[str, Any]]:
    """Return a related node each: its score, its share of all that is shared, and the shared things with weights."""
    out = []
    for one in found.relatives:
        item = node_item(one.node, one.instrument)
        item |= {"score": round(one.score, 3), "share": round(one.share, 3), "linked": one.linked}
        item |= {"to": found.node.id, "shares": [shared.node.id for shared in one.shared]}
        item["shared"] = [_shared(shared) for shared in one.shared]
        out.append(item)
    return out


def _shared(shared: CommonReference) -> dict[str, Any]:
    return {
        "id": shared.node.id,
        "title": shared.node.caption,
        "way": shared.way,
        "weight": round(shared.weight, 3),
        "here": [node.id for node in shared.here],
        "there": [node.id for node in shared.there],
    }
