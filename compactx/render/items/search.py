"""``search`` as plain data."""

from __future__ import annotations

from compactx.render.items.node import node_item, origin_item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from compactx.index.read import Index
    from compactx.query.search import SearchResult

COLUMNS = ("id", "kind", "locator", "score", "snippet")


def items(found: SearchResult, index: Index | None = None) -> list[dict[str, Any]]:
    """Return a node each, with how well it matched and the words around the match, matches in brackets."""
    out = []
    for hit in found.hits:
        item = node_item(hit.node, hit.instrument)
        item |= {"objective": hit.node.objective, "score": round(hit.score, 3), "snippet": hit.snippet}
        item |= {"field": hit.field, "matched": list(hit.matched)}
        item |= {"clause": hit.clause.id} if hit.clause else {}
        out.append(item | origin_item(index, hit.node) if index else item)
    return out
