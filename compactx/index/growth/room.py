"""Numbers for rows that come between others, and what is said when there is no room, or when a change is not local."""

from __future__ import annotations

from itertools import pairwise

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Hashable, Mapping, Sequence
    from typing import TypeVar

    _Key = TypeVar("_Key", bound=Hashable)


_CACHE = 65_536  # KiB
_SHARE = 32  # of the free numbers that a row takes


class NotLocalError(Exception):
    """A change that an index cannot take in piece by piece: it is built anew."""


def begin_growth(connection: sqlite3.Connection, *, in_place: bool) -> None:
    """Begin to change an index that nobody else sees, or ``in_place`` so that what does not end is rolled back."""
    kept = ("journal_mode=DELETE", "synchronous=NORMAL") if in_place else ("journal_mode=OFF", "synchronous=OFF")
    for pragma in (*kept, f"cache_size=-{_CACHE}", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN IMMEDIATE")


def end_growth(connection: sqlite3.Connection, manifest: str) -> None:
    """Say of which files an index is now, and end what has begun; the compiled corpus says more of itself."""
    connection.execute("UPDATE meta SET value = ? WHERE key = 'manifest'", (manifest,))
    connection.execute("DELETE FROM meta WHERE key IN ('contents', 'code')")
    connection.execute("COMMIT")


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


def close_behind(count: int, low: int, high: int, step: int, *, open_end: bool) -> list[int]:
    """Return so many rising numbers close behind one: what is next to come most often belongs behind these.

    Raises:
        NotLocalError: there is no room.

    >>> close_behind(2, 64, 128, 64, open_end=False), close_behind(40, 0, 48, 64, open_end=False)[-1]
    ([66, 68], 40)
    """
    near = max(1, (high - low) // _SHARE)
    if open_end or low + count * near >= high:
        return between(count, low, high, step, open_end=open_end)
    return [low + near * at for at in range(1, count + 1)]


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
