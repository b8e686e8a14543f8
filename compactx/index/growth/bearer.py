"""What bears a symbol in an index: of the corpus first, then the first in the order of the library."""

from __future__ import annotations

from compactx.index import layout
from compactx.index.rows import NAMES

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_ALIAS = "s/res/"


def bearer(connection: sqlite3.Connection, key: str) -> int | None:
    """Return the row of what bears a folded symbol, or of a resolution whose symbol goes on with its year."""
    sql = "SELECT node FROM name WHERE folded = ? AND type = 'symbol' AND n < ? ORDER BY origin, n LIMIT 1"
    row = connection.execute(sql, (key, NAMES)).fetchone()
    if row:
        return int(row[0])
    sql = "SELECT n, node FROM name WHERE folded = ? AND type = 'symbol' AND n >= ? ORDER BY n LIMIT 1"
    found = connection.execute(sql, (key, NAMES)).fetchall()
    if key.startswith(_ALIAS) and "(" not in key:
        sql = (
            "SELECT n, node FROM name WHERE folded >= ? AND folded < ? AND type = 'symbol' AND n >= ?"
            " AND substr(name, 1, 6) = 'S/RES/' ORDER BY n LIMIT 1"
        )
        found += connection.execute(sql, (f"{key}(", f"{key})", NAMES)).fetchall()
    return int(min(found)[1]) if found else None


def own_names(connection: sqlite3.Connection, named: Iterable[str], nodes: Iterable[int] = ()) -> None:
    """Say anew whose names things bear: those that bear a folded name that came or went, and some others."""
    wanted: list[tuple[str, tuple[str | int]]] = [
        ("node IN (SELECT node FROM name WHERE folded = ?)", (name,)) for name in named
    ]
    wanted += [("node = ?", (node,)) for node in nodes]
    owned = layout.OWNERS.strip().rstrip(";")
    for where, values in wanted:
        connection.execute(f"UPDATE origin SET owner = NULL WHERE {where}", values)
    for where, values in wanted:
        connection.execute(f"{owned} WHERE {where}", values)
