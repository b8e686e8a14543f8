"""Room for the rows of documents between those of their neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.index.documents import NUMBERS, RowBlock, room_behind
from compactx.index.growth.room import NotLocalError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from compactx.index.documents import DocumentRow

_NEAR = 8


class FreeRows:
    """Finds room for the rows of documents between those of their neighbours."""

    def __init__(self, order: list[str], blocks: Mapping[str, DocumentRow], start: tuple[int, int], end: int) -> None:
        """Take the documents in their order, the rows of those that have some, and where clauses and edges begin.

        Edges end before ``end``: those of the series follow.
        """
        self.order = order
        self.start = start
        self.end = NUMBERS, end
        self.blocks = {key: RowBlock(one.first, one.last, one.edge_first, one.edge_last) for key, one in blocks.items()}

    def behind(self, key: str, clauses: int, edges: int) -> tuple[int, int]:
        """Return where the rows of a document may begin.

        Raises:
            NotLocalError: there is no room for so many.
        """
        at = self.order.index(key)
        before = next((self.blocks[one] for one in reversed(self.order[:at]) if one in self.blocks), None)
        after = next((self.blocks[one] for one in self.order[at + 1 :] if one in self.blocks), None)
        lows = (before.last, before.edge_last) if before else self.start
        if after is None:
            found = [low + room for low, room in zip(lows, room_behind(len(self.order)), strict=True)]
            if any(at + size > end for at, size, end in zip(found, (clauses, edges), self.end, strict=True)):
                raise NotLocalError("no number is free behind the last")
            return found[0], found[1]
        free = [after.first - lows[0] - clauses, after.edge_first - lows[1] - edges]
        if min(free) < 0:
            raise NotLocalError("no number is free there")
        # Close behind: what is next to come most often belongs behind this one.
        return lows[0] + min(free[0] // 2, _NEAR), lows[1] + min(free[1] // 2, _NEAR)

    def put(self, key: str, block: RowBlock) -> None:
        """Note where the rows of a document are."""
        self.blocks[key] = block
