"""Numbers for rows that come between others, and what is said when there is no room, or when a change is not local."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from compactx.index.documents import CLAUSE_ROOM, EDGE_ROOM, RowBlock

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence
    from typing import TypeVar

    from compactx.index.documents import DocumentRow

    _Key = TypeVar("_Key", bound=Hashable)


_NEAR = 8


class NotLocalError(Exception):
    """A change that an index cannot take in piece by piece: it is built anew."""


def between(count: int, low: int, high: int, step: int, *, open_end: bool) -> list[int]:
    """Return so many rising numbers between two others; behind the last row they keep their usual distance.

    Raises:
        NotLocalError: there is no room.

    >>> between(2, 16, 32, 16, open_end=False), between(2, 16, 99, 16, open_end=True)
    ([21, 26], [32, 48])
    """
    if open_end:
        found = [low + step * at for at in range(1, count + 1)]
    else:
        found = [low + (high - low) * at // (count + 1) for at in range(1, count + 1)]
    bounds = [low, *found, high]
    if any(one >= other for one, other in pairwise(bounds)):
        raise NotLocalError("no number is free there")
    return found


def placed(order: Sequence[_Key], held: Mapping[_Key, int], low: int, high: int, step: int) -> dict[_Key, int]:
    """Return the numbers of those in an order that have none, each between its neighbours'; raises as above."""
    found: dict[_Key, int] = {}
    waiting: list[_Key] = []
    before = low
    for key in order:
        if key in held:
            found.update(zip(waiting, between(len(waiting), before, held[key], step, open_end=False), strict=True))
            waiting, before = [], held[key]
        else:
            waiting.append(key)
    found.update(zip(waiting, between(len(waiting), before, high, step, open_end=True), strict=True))
    return found


class FreeRows:
    """Finds room for the rows of documents between those of their neighbours."""

    def __init__(self, order: list[str], blocks: Mapping[str, DocumentRow], start: tuple[int, int]) -> None:
        self.order = order
        self.start = start
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
            return lows[0] + CLAUSE_ROOM, lows[1] + EDGE_ROOM
        free = [after.first - lows[0] - clauses, after.edge_first - lows[1] - edges]
        if min(free) < 0:
            raise NotLocalError("no number is free there")
        # Close behind: what is next to come most often belongs behind this one.
        return lows[0] + min(free[0] // 2, _NEAR), lows[1] + min(free[1] // 2, _NEAR)

    def put(self, key: str, block: RowBlock) -> None:
        """Note where the rows of a document are."""
        self.blocks[key] = block
