"""The packed hops of an index that grows: what they cost from now on, and the rows that are packed anew or patched.

A row tells of each hop what going on from a leaf costs at least, so what changes around a leaf changes the rows of its
neighbours. A hub's rows are patched. How often things are cited changes what hops to them cost.
"""

from __future__ import annotations

from bisect import insort

from compactx.index import hops
from compactx.index.hops import KIND, ROW, SHIFT, NearbyHops, more_cost
from compactx.index.writing.room import NotLocalError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_SIZE = ROW.size
_EDGE = slice(_SIZE - 4, _SIZE)  # where a packed hop has the row of its edge
_MOST = 4_000  # edges that cost something else
_MORE = "INSERT INTO weight VALUES (?,?) ON CONFLICT DO UPDATE SET degree = degree + excluded.degree"
_CITING = "dst = ? AND relation = ? AND n >= ?"


def _order(packed: bytes) -> tuple[int, int, int]:
    cost, _, _, far, edge = ROW.unpack(packed)
    return cost, far, edge


class WayChanges:
    """Collects edges that go, come or cost something else; then packs what they touch."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take an index before anything changes in it."""
        self.connection = connection
        self.stretch = hops.STRETCH
        self._was_hub: dict[int, bool] = {}
        self._ends: set[tuple[int, int, int]] = set()
        self._removed: set[int] = set()

    def touch(self, src: int, dst: int, edge: int) -> None:
        """Note an edge that goes, comes or changes; before it does."""
        for node in (src, dst):
            if node not in self._was_hub:
                self._was_hub[node] = self._is_written_hub(node)
        self._ends.add((src, dst, edge))

    def touch_all(self, where: str, values: tuple[int, ...]) -> None:
        """Note all edges of which something holds."""
        for row in self.connection.execute(f"SELECT src, dst, n FROM edge WHERE {where}", values).fetchall():
            self.touch(*row)

    def drop(self, node: int) -> None:
        """Note that a node goes."""
        self._removed.add(node)

    def _is_there(self, node: int) -> bool:
        """Say whether a node that went has come again."""
        return self.connection.execute("SELECT 1 FROM node WHERE n = ?", (node,)).fetchone() is not None

    def _is_written_hub(self, node: int) -> bool:
        sql = "SELECT stretches FROM way WHERE key = ?"
        row = self.connection.execute(sql, (node << SHIFT,)).fetchone()
        return bool(row and row[0])

    def finish(self) -> None:
        """Pack everything that was touched."""
        self._add_kinds()
        leaves = NearbyHops(self.connection, self.stretch)
        removed = {node for node in self._removed if not self._is_there(node)}
        for node in removed:
            self._delete(node)
        touched = {node for ends in self._ends for node in ends[:2]} - removed
        flipped = {node for node in touched if leaves.is_hub(node) != self._was_hub[node]}
        patched: dict[int, set[int]] = {}
        for src, dst, edge in self._ends:
            for node in touched.intersection((src, dst)):
                patched.setdefault(node, set()).add(edge)
        near = [self._around(node, leaves, patched) for node in flipped]
        for node in touched.union(*near):
            if not leaves.is_hub(node) and leaves.is_part(node):
                self._around(node, leaves, patched)
        for node, edges in patched.items():
            if node in flipped or not self._patch(node, edges, leaves):
                self._write(node, leaves)

    @staticmethod
    def _around(node: int, leaves: NearbyHops, patched: dict[int, set[int]]) -> set[int]:
        """Return the neighbours of a node, and note with each the edges that lead to it."""
        found = set()
        for src, dst, _, _, edge in leaves.edges(node):
            far = dst if src == node else src
            found.add(far)
            patched.setdefault(far, set()).add(edge)
        return found

    def _add_kinds(self) -> None:
        sql = f"INSERT OR IGNORE INTO way_kind SELECT {KIND} FROM edge WHERE n = ?"
        self.connection.executemany(sql, [(edge,) for _, _, edge in self._ends])

    def _delete(self, node: int) -> None:
        self.connection.execute(
            "DELETE FROM way WHERE key BETWEEN ? AND ?", (node << SHIFT, (node << SHIFT) + (1 << SHIFT) - 1)
        )

    def _write(self, node: int, leaves: NearbyHops) -> None:
        """Write all rows of a node anew."""
        self._delete(node)
        self._put(node, list(map(leaves.pack, leaves.ways(node))), leaves)

    def _put(self, node: int, ways: list[bytes], leaves: NearbyHops) -> None:
        if not ways:
            return
        insert = "INSERT INTO way VALUES (?,?,?,?)"
        if not leaves.is_hub(node):
            self.connection.execute(insert, (node << SHIFT, 0, 0, b"".join(ways)))
            return
        stretches = [b"".join(ways[at : at + self.stretch]) for at in range(0, len(ways), self.stretch)]
        links = [way for way in ways if leaves.is_hub(ROW.unpack(way)[3])]
        rows = [((node << SHIFT) + at, 0, 0, packed) for at, packed in enumerate(stretches, 1)]
        rows.append((node << SHIFT, len(stretches), ROW.unpack(ways[0])[0], b"".join(links)))
        self.connection.executemany(insert, rows)

    def _patch(self, node: int, edges: set[int], leaves: NearbyHops) -> bool:
        """Put some hops of a node right among the others, if it has any; rows that stay the same are not written."""
        base = node << SHIFT
        sql = "SELECT key, stretches, cheapest, packed FROM way WHERE key BETWEEN ? AND ? ORDER BY key"
        rows = self.connection.execute(sql, (base, base + (1 << SHIFT) - 1)).fetchall()
        if not rows:
            return False
        (_, before, cheapest, links), *held = rows
        if not before:
            ways = self._patched([links], edges, leaves, node)
            self.connection.execute("REPLACE INTO way VALUES (?, 0, 0, ?)", (base, b"".join(ways)))
            if not ways:
                self._delete(node)
            return True
        ways = self._patched([row[3] for row in held], edges, leaves, node)
        new = [b"".join(ways[at : at + self.stretch]) for at in range(0, len(ways), self.stretch)]
        changed = [(base + at, 0, 0, packed) for at, packed in enumerate(new, 1)
                   if at > len(held) or held[at - 1][3] != packed]  # fmt: skip
        first = b"".join(self._patched([links], edges, leaves, node, only_hubs=True))
        head = (base, len(new), ROW.unpack(ways[0])[0], first)
        changed += [head] if head != (base, before, cheapest, links) else []
        self.connection.executemany("REPLACE INTO way VALUES (?,?,?,?)", changed)
        self.connection.execute("DELETE FROM way WHERE key > ? AND key <= ?", (base + len(new), base + before))
        return True

    @staticmethod
    def _patched(
        packed: Iterable[bytes], edges: set[int], leaves: NearbyHops, node: int, *, only_hubs: bool = False
    ) -> list[bytes]:
        marks = {edge.to_bytes(4, "little") for edge in edges}
        ways = [one[at : at + _SIZE] for one in packed for at in range(0, len(one), _SIZE)]
        ways = [way for way in ways if way[_EDGE] not in marks]
        for way in leaves.ways_over(node, edges):
            if not only_hubs or leaves.is_hub(way[3]):
                insort(ways, leaves.pack(way), key=_order)
        return ways


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
