"""Series: one entry of the corpus for resolutions that come back under their title, and the resolutions themselves.

The corpus describes a yearly series in one entry that bears the symbols of several resolutions. In a library each of
them is a thing of its own, with its own day and clauses, and belongs to that entry.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from compactx.index.fold import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_NEXT = 1  # a yearly series goes on in the following session
_EVERY_OTHER = 2  # one that comes up every second year skips a session
_RESOLUTION = "/RES/"


def is_series(symbols: Iterable[str]) -> bool:
    """Say whether symbols are those of several resolutions; two spellings of one, or its parts A and B, are not.

    >>> is_series(["A/RES/76/172", "A/RES/78/217"]), is_series(["A/RES/217(III)", "A/RES/217 A (III)"])
    (True, False)
    """
    found = {tuple(_digits(symbol)) for symbol in symbols if _RESOLUTION in symbol}
    return len(found) > 1


def _digits(symbol: str) -> list[str]:
    return "".join(c if c.isdecimal() else " " for c in symbol).split()


def entries(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the row of the corpus's entry for each folded symbol of a series."""
    held: dict[int, list[str]] = {}
    sql = (
        "SELECT n, symbol FROM node WHERE kind = 'resolution' AND symbol <> ''"
        " UNION ALL SELECT node, value FROM fact WHERE key = 'symbols'"
        " AND node IN (SELECT n FROM node WHERE kind = 'resolution')"
    )
    for node, symbol in connection.execute(sql):
        held.setdefault(node, []).append(symbol)
    return {
        fold(symbol): node
        for node, symbols in held.items()
        if is_series(symbols)
        for symbol in symbols
        if _RESOLUTION in symbol
    }


def hand_over(connection: sqlite3.Connection, symbol: str, series: int, node: int) -> None:
    """Let the names of a symbol mean the resolution itself, no longer the series that it belongs to."""
    tail = symbol.partition(_RESOLUTION)[2]
    connection.execute("DELETE FROM name WHERE node = ? AND folded = ?", (series, fold(symbol)))
    sql = "UPDATE name SET node = ? WHERE node = ? AND folded IN (?,?)"
    connection.execute(sql, (node, series, fold(f"resolution {tail}"), fold(tail)))


def successions(library: sqlite3.Connection) -> list[tuple[int, int, str, str]]:
    """Return (document, the one before, confidence, why) where a title comes back a session or two later.

    Where a title stands twice in a session, which of them goes on cannot be told: neither is linked.
    """
    sql = "SELECT body, series, turn, n FROM document WHERE series <> '' AND turn IS NOT NULL ORDER BY 1, 2, 3, 4"
    turns: list[tuple[tuple[str, str], int, list[int]]] = []
    for body, series, turn, number in library.execute(sql):
        if turns and turns[-1][:2] == ((body, series), turn):
            turns[-1][2].append(number)
        else:
            turns.append(((body, series), turn, [number]))
    found = []
    for (one, before, earlier), (other, after, later) in pairwise(turns):
        gap = after - before
        if one == other and gap in (_NEXT, _EVERY_OTHER) and len(earlier) == len(later) == 1:
            why = "same title in the following session" if gap == _NEXT else "same title two sessions later"
            found.append((later[0], earlier[0], "high" if gap == _NEXT else "medium", why))
    return found
