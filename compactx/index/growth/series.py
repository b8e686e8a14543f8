"""The links of yearly series in an index that grows: few, and looked at as a whole."""

from __future__ import annotations

from compactx.index.documents import EDGE, SERIES_STEP
from compactx.index.growth.room import NotLocalError, placed
from compactx.index.join import series_rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from compactx.index.documents import HeldDocument
    from compactx.index.growth.counts import Counts
    from compactx.index.growth.ways import WayChanges

_LAST = 1 << 31  # what an edge can have as its number


class SeriesLinks:
    """Takes links of series out and puts them in."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        library: sqlite3.Connection,
        relations: dict[str, tuple[int, int]],
        spans: tuple[int, int],
        noted: tuple[Counts, WayChanges],
    ) -> None:
        """Take where edges of the library and the links of series begin, and who is told of an edge."""
        self.connection = connection
        self.library = library
        self.relations = relations
        self.edges, self.first = spans
        self.counts, self.ways = noted

    def link(self, documents: dict[int, HeldDocument]) -> list[int]:
        """Link the yearly series as they are now; return the new edges.

        Raises:
            NotLocalError: they cannot be linked one by one.
        """
        rows = series_rows(self.connection, self.library, self.relations, documents, self.edges)
        wanted = {row[:2]: row for row in rows}
        if len(wanted) < len(rows):
            raise NotLocalError("a series has a link twice")
        sql = "SELECT src, dst, n, confidence, rationale, file FROM edge WHERE n >= ? ORDER BY n"
        held = {row[:2]: row[2:] for row in self.connection.execute(sql, (self.first,)).fetchall()}
        stays = {
            ends: row[0] for ends, row in held.items()
            if ends in wanted and (wanted[ends][6], wanted[ends][7], wanted[ends][9]) == row[1:]
        }  # fmt: skip
        order = [ends for ends in wanted if ends in stays]
        if [stays[ends] for ends in order] != sorted(stays.values()):
            raise NotLocalError("a series is in another order")
        self._remove([(ends[0], ends[1], row[0]) for ends, row in held.items() if ends not in stays])
        numbers = placed(list(wanted), stays, self.first - SERIES_STEP, _LAST, SERIES_STEP)
        for ends, number in numbers.items():
            self.connection.execute(EDGE, (number, *wanted[ends]))
            self.ways.touch(ends[0], ends[1], number)
            self.counts.come((number, number + 1), (0, 0))
        return list(numbers.values())

    def unlink(self, nodes: set[int]) -> None:
        """Take documents out of their series, before they go."""
        sql = "SELECT src, dst, n FROM edge WHERE {} = ? AND n >= ?"
        rows = {row for node in nodes for column in ("src", "dst")
                for row in self.connection.execute(sql.format(column), (node, self.first))}  # fmt: skip
        self._remove(sorted(rows))

    def _remove(self, edges: Iterable[tuple[int, int, int]]) -> None:
        for src, dst, edge in edges:
            self.ways.touch(src, dst, edge)
            self.counts.leave((edge, edge + 1), (0, 0))
            self.connection.execute("DELETE FROM edge WHERE n = ?", (edge,))
            self.connection.execute("DELETE FROM beside WHERE edge = ?", (edge,))
