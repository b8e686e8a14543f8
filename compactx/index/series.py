"""Series: resolutions of a library that come back under their title, session after session."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_NEXT = 1  # a yearly series goes on in the following session
_EVERY_OTHER = 2  # one that comes up every second year skips a session


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
