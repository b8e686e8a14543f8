"""Numbers for rows that come between others: which are free, and where rows of a corpus belong.

Where there is no room, or a change is not local, the index is built anew.
"""

from __future__ import annotations

from itertools import pairwise

from compactx.index.writing.rows import NAME_STEP, REFERENCE_STEP, SECTIONS, STEP

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Hashable, Iterator, Mapping, Sequence
    from typing import TypeVar

    _Key = TypeVar("_Key", bound=Hashable)

_CACHE = 65_536  # KiB
_SHARE = 32  # of the free numbers that a row takes
_NAMES = ("names", "titles", "labels")
_MOST = 4000  # nodes that are looked at for one that has rows
# What the rows of a section belong to: a reference of an entry to the entry that says it, also where it leads to it.
_OWN = {
    "structure": ("edge.src = ?1", "src = ?2"),
    "citations": ("edge.src = ?1", "src = ?2"),
    "links": ("(edge.src = ?1 AND basis <> 'class' OR edge.dst = ?1 AND basis = 'class')",
              "(src = ?2 AND basis <> 'class' OR dst = ?2 AND basis = 'class')"),
}  # fmt: skip
_REFERENCES = (
    "SELECT n, 1 FROM edge WHERE {edges} AND n > ?3 AND n < ?4"
    " UNION ALL SELECT rowid, 0 FROM unresolved WHERE {lost} AND rowid > ?3 AND rowid < ?4 ORDER BY 1"
)
# Of a list, what stands in earlier files, or above a line.
_ABOVE = (
    "SELECT max({rows}.{number}) FROM {rows} JOIN source ON source.file = {rows}.file"
    " WHERE {rows}.{number} > ?1 AND {rows}.{number} < ?2 AND (source.n < ?3 OR source.n = ?3 AND {rows}.line < ?4)"
)
_MANY = 1 << 62


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


class Positions:
    """Finds numbers for rows of the corpus."""

    def __init__(self, connection: sqlite3.Connection, meta: dict[str, str]) -> None:
        """Take an index and what it says of itself."""
        self.connection = connection
        self.starts = {key.removeprefix("first_"): int(n) for key, n in meta.items() if key.startswith("first_")}
        self.last = int(meta["corpus_rows"])
        if "after_lineage" not in self.starts:
            raise NotLocalError("the index does not say where rows belong")

    def span(self, section: str) -> tuple[int, int]:
        """Return the numbers before and behind all rows of a section."""
        for names, end in ((SECTIONS, "after_lineage"), (_NAMES, "after_labels")):
            if section in names:
                follows = (*names, end)[names.index(section) + 1]
                return self.starts[section], self.starts[follows]
        return 0, _MANY

    # Nodes

    def nodes_behind(self, after: int, count: int, *, provisions: bool) -> list[int]:
        """Return free numbers for nodes behind one; behind none, before the first."""
        border = self._border
        low, end = (max(after, border), self.last) if provisions else (after, border)
        sql = "SELECT min(n) FROM node WHERE n > ? AND n < ?"
        follows = self.connection.execute(sql, (low, end)).fetchone()[0]
        return between(count, low, follows or end, STEP, open_end=follows is None)

    @property
    def _border(self) -> int:
        """The number that no row has: entries have numbers below, provisions above, also those before the first."""
        return self.starts["provisions"] - STEP

    # References

    def owned(self, section: str, node: int, identity: str) -> list[tuple[int, bool]]:
        """Return the numbers of the references of a record, each with whether it leads somewhere."""
        edges, lost = _OWN[section]
        sql = _REFERENCES.format(edges=edges, lost=lost)
        return [(n, bool(found)) for n, found in self.connection.execute(sql, (node, identity, *self.span(section)))]

    def references_behind(self, section: str, after: int, count: int) -> list[int]:
        """Return free numbers for references behind one of their section."""
        end = self.span(section)[1]
        sql = (
            "SELECT min(n) FROM (SELECT min(n) AS n FROM edge WHERE n > ?1 AND n < ?2"
            " UNION ALL SELECT min(rowid) FROM unresolved WHERE rowid > ?1 AND rowid < ?2)"
        )
        follows = self.connection.execute(sql, (after, end)).fetchone()[0]
        return close_behind(count, after, follows or end, REFERENCE_STEP, open_end=follows is None)

    def reference_before(self, section: str, node: int) -> int:
        """Return the last reference of the records before one.

        Raises:
            NotLocalError: there is none near.
        """
        for number, identity in self._before(node):
            own = self.owned(section, number, identity)
            if own:
                return own[-1][0]
        return self.starts[section]

    def _before(self, node: int) -> Iterator[tuple[int, str]]:
        """Return the nodes of a sort before one, the nearest first."""
        first = self._border if node > self._border else 0
        sql = "SELECT n, id FROM node WHERE n < ? AND n > ? ORDER BY n DESC LIMIT ?"
        return self.connection.execute(sql, (node, first, _MOST))

    # Names

    def names(self, section: str, node: int) -> list[tuple[int, str]]:
        """Return the numbers of a node's names in a section, each with the name."""
        sql = "SELECT n, name FROM name WHERE node = ? AND n > ? AND n < ? ORDER BY n"
        return self.connection.execute(sql, (node, *self.span(section))).fetchall()

    def names_behind(self, section: str, node: int, count: int) -> list[int]:
        """Return free numbers for the names of a node, which has none now."""
        low, end = self.span(section)
        held = (self.names(section, number) for number, _ in self._before(node))
        after = next((own[-1][0] for own in held if own), low)
        follows = self.connection.execute("SELECT min(n) FROM name WHERE n > ? AND n < ?", (after, end)).fetchone()[0]
        return close_behind(count, after, follows or end, NAME_STEP, open_end=follows is None)

    # Lists

    def on_line(self, table: str, file: str, line: int, section: str = "") -> list[tuple[int, bool]]:
        """Return the rows of a list that stand on a line, each with whether it leads somewhere."""
        number = "rowid" if table in {"unresolved", "accepted"} else "n"
        sql = f"SELECT {number} FROM {table} WHERE {number} > ? AND {number} < ? AND line > 0 AND file = ? AND line = ?"
        rows = self.connection.execute(sql, (*self.span(section), file, line)).fetchall()
        found = [(n, table != "unresolved") for (n,) in rows]
        return found + (self.on_line("unresolved", file, line, section) if table == "edge" else [])

    def above(self, table: str, source: int, line: int, section: str = "") -> int:
        """Return the last row of a list that stands above a line of a file, or in earlier files."""
        number = "rowid" if table in {"unresolved", "accepted"} else "n"
        low, end = self.span(section)
        sql = _ABOVE.format(rows=table, number=number)
        found: int = self.connection.execute(sql, (low, end, source, line)).fetchone()[0] or low
        return max(found, self.above("unresolved", source, line, section)) if table == "edge" else found

    def rows_behind(self, table: str, after: int, count: int) -> list[int]:
        """Return free numbers for rows of a list behind one."""
        number = "rowid" if table == "accepted" else "n"
        sql = f"SELECT min({number}) FROM {table} WHERE {number} > ?"
        follows = self.connection.execute(sql, (after,)).fetchone()[0]
        return close_behind(count, after, follows or _MANY, STEP, open_end=follows is None)
