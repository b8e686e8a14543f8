"""How often things are cited in an index that grows, and what hops to them cost because of that."""

from __future__ import annotations

from compactx.index.growth.room import NotLocalError
from compactx.index.join import more_cost

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3

    from compactx.index.growth.ways import WayChanges

_MOST = 4_000  # edges that cost something else
_MORE = "INSERT INTO weight VALUES (?,?) ON CONFLICT DO UPDATE SET degree = degree + excluded.degree"
_CITING = "dst = ? AND relation = ? AND n >= ?"


class Weights:
    """Collects citations that go and come, then sets what every hop costs."""

    def __init__(self, connection: sqlite3.Connection, cites: int, edges: int, ways: WayChanges) -> None:
        """Take the relation of citations, the first edge of the library, and who is told of edges."""
        self.connection = connection
        self.cites = cites
        self.edges = edges
        self.ways = ways
        self._changes: dict[int, int] = {}

    def change(self, node: int, count: int) -> None:
        """Note that a thing is cited more often, or less."""
        self._changes[node] = self._changes.get(node, 0) + count

    def more(self, node: int, change: int = 0) -> int:
        """Return what a hop that cites a thing costs more, also if it were cited so much more often."""
        row = self.connection.execute("SELECT degree FROM weight WHERE node = ?", (node,)).fetchone()
        kind = self.connection.execute("SELECT kind FROM node WHERE n = ?", (node,)).fetchone()[0]
        return more_cost((row[0] if row else 0) + change, is_class=kind == "class")

    def charge(self) -> None:
        """Set what hops of the library cost from now on.

        Raises:
            NotLocalError: very many cost something else.
        """
        total = 0
        for node, change in self._changes.items():
            if change and self.connection.execute("SELECT 1 FROM node WHERE n = ?", (node,)).fetchone():
                total += self._charge(node, self.more(node, change) - self.more(node))
            if total > _MOST:
                raise NotLocalError("much costs something else")
        self.connection.executemany(_MORE, [pair for pair in self._changes.items() if pair[1]])
        self.connection.execute("DELETE FROM weight WHERE degree = 0")
        self._changes = {}

    def _charge(self, node: int, cost: int) -> int:
        if not cost:
            return 0
        values = (node, self.cites, self.edges)
        self.ways.touch_all(_CITING, values)
        sql = f"UPDATE edge SET cost = cost + ? WHERE {_CITING}"
        return self.connection.execute(sql, (cost, *values)).rowcount
