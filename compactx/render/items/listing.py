"""``list`` as plain data."""

from __future__ import annotations

from compactx.render.items.node import node_item, origin_item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from compactx.index.read import Index
    from compactx.query.listing import ListRow

COLUMNS = ("id", "kind", "locator", "cited", "title")
SERIES_COLUMNS = ("id", "symbol", "date", "cited", "title")


def items(found: Iterable[ListRow], index: Index | None = None) -> Iterator[dict[str, Any]]:
    """Yield a node each; with the index also where it comes from."""
    for listed in found:
        item = node_item(listed.node, listed.instrument)
        item |= {"number": listed.node.number, "legal": listed.node.legal or None, "symbol": listed.node.symbol or None}
        item |= {"date": listed.node.date or None, "cited": listed.cited}
        yield item | origin_item(index, listed.node) if index else item
