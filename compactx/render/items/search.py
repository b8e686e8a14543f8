"""``search`` as plain data."""

from __future__ import annotations

from compactx.render.items.listing import node_item, origin_item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from compactx.index.read import Index
    from compactx.query.every_hit import HitLine, HitStream
    from compactx.query.search import Hit, SearchResult

COLUMNS = ("id", "kind", "locator", "score", "snippet")


def items(found: SearchResult, index: Index | None = None) -> list[dict[str, Any]]:
    """Return a node each, with how well it matched and the words around the match, matches in brackets."""
    return [_item(hit, index) for hit in found.hits]


class HitItems:
    """The hits of a search for everything, as items that are made when they are gone through; they know how many.

    ``only`` makes less of each: its ``ids``, or what ``lines`` of a pipe show.
    """

    def __init__(self, found: HitStream, index: Index, *, only: str = "") -> None:
        """Keep where they come from."""
        self.found = found
        self.index = index
        self.only = only

    def __len__(self) -> int:
        """Count them without making them."""
        return len(self.found)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield an item each."""
        if self.only == "ids":
            return ({"id": node.id} for node in self.found.nodes())
        if self.only == "lines":
            return (_line(line) for line in self.found.lines())
        return (_item(hit, self.index) for hit in self.found)


def _line(line: HitLine) -> dict[str, Any]:
    identity, kind, locator, score, shown = line
    return {"id": identity, "kind": kind, "locator": locator, "score": round(score, 3), "snippet": shown}


def _item(hit: Hit, index: Index | None) -> dict[str, Any]:
    item = node_item(hit.node, hit.instrument)
    item |= {"objective": hit.node.objective, "score": round(hit.score, 3), "snippet": hit.snippet}
    item |= {"field": hit.field, "matched": list(hit.matched)}
    item |= {"clause": hit.clause.id} if hit.clause else {}
    return item | origin_item(index, hit.node) if index else item
