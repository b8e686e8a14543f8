"""The packed hops of an index that grows: which rows an edge touches that goes, comes or costs something else.

A row of packed hops tells of each hop what going on from a leaf costs at least, so what changes around a leaf changes
the rows of its neighbours. A hub's rows are patched. What is asked of the index is asked for many nodes at once: twenty
provisions that cite what everything cites touch some six hundred nodes.
"""

from __future__ import annotations

from bisect import bisect
from operator import itemgetter

from compactx.index.hops import MOST, ROW, SHIFT
from compactx.index.writing import ways
from compactx.index.writing.room import NotLocalError
from compactx.index.writing.rows import found_for
from compactx.index.writing.ways import FAR, KIND, more_cost

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from compactx.index.writing.ways import Sorted

    Found = tuple[int, int, int, int, int]  # of an edge: source, target, cost, kind of hop, row

_SIZE = ROW.size
_EDGE = _SIZE - 4  # where a packed hop has the row of its edge
_FEW = 64  # edges that are looked for among the hops of a node one by one
_MOST = 4_000  # edges that cost something else
_MORE = "INSERT INTO weight VALUES (?,?) ON CONFLICT DO UPDATE SET degree = degree + excluded.degree"
_CITING = "dst = ? AND relation = ? AND n >= ?"
_PUT = "REPLACE INTO way VALUES (?,?,?,?)"
_KINDS = f"INSERT OR IGNORE INTO way_kind SELECT DISTINCT {KIND} FROM edge WHERE n IN ({{marks}})"
_WRITTEN = "SELECT key FROM way WHERE stretches > 0 AND key IN ({marks})"
_HELD = "SELECT key, stretches, packed FROM way WHERE key IN ({marks})"
_OWN = """
SELECT src, dst, cost, way_kind.n, edge.n FROM edge
    JOIN way_kind ON way_kind.relation = edge.relation AND way_kind.basis = edge.basis
    WHERE edge.{column} IN ({{marks}})
"""
_BY_END = tuple(_OWN.format(column=column) for column in ("src", "dst"))
_BY_ROW = _OWN.format(column="n")
_SORTS = """
SELECT n, locator <> '', (SELECT count(*) FROM (SELECT 1 FROM edge WHERE src = node.n LIMIT {most}))
    + (SELECT count(*) FROM (SELECT 1 FROM edge WHERE dst = node.n LIMIT {most})) FROM node WHERE n IN ({{marks}})
"""
_LEAVES = """
SELECT n FROM node WHERE locator <> '' AND NOT EXISTS (
    SELECT 1 FROM edge CROSS JOIN node AS near ON near.n = edge.src
    WHERE edge.dst = node.n AND edge.src <> node.n AND near.locator <> ''
) AND n IN ({marks})
"""


def _order(packed: bytes | bytearray, at: int = 0) -> tuple[int, int, int]:
    cost, _, _, far, edge = ROW.unpack_from(packed, at)
    return cost, far, edge


def _place(ways: bytearray, edge: int) -> int:
    """Return where the hop over an edge stands among others, where these end if it is none of them."""
    mark = edge.to_bytes(4, "little")
    at = ways.find(mark)
    while at >= 0 and at % _SIZE != _EDGE:
        at = ways.find(mark, at + 1)
    return at - _EDGE if at >= 0 else len(ways)


def _insert(ways: bytearray, way: bytes) -> None:
    """Put a hop among others where it belongs by what it costs."""
    if way:
        at = bisect(range(len(ways) // _SIZE), _order(way), key=lambda n: _order(ways, n * _SIZE)) * _SIZE
        ways[at:at] = way


class WayChanges:
    """Collects edges that go, come or cost something else; then packs what they touch."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take an index."""
        self.connection = connection
        self.stretch = ways.STRETCH
        self._ends: set[tuple[int, int, int]] = set()
        self._removed: set[int] = set()

    def touch(self, src: int, dst: int, edge: int) -> None:
        """Note an edge that goes, comes or changes."""
        self._ends.add((src, dst, edge))

    def touch_all(self, where: str, values: tuple[object, ...]) -> None:
        """Note all edges of which something holds; before they go."""
        self._ends.update(self.connection.execute(f"SELECT src, dst, n FROM edge WHERE {where}", values))

    def drop(self, node: int) -> None:
        """Note that a node goes."""
        self._removed.add(node)

    def _is_there(self, node: int) -> bool:
        """Say whether a node that went has come again."""
        return self.connection.execute("SELECT 1 FROM node WHERE n = ?", (node,)).fetchone() is not None

    def finish(self) -> None:
        """Pack everything that was touched."""
        list(found_for(self.connection, _KINDS, (edge for _, _, edge in self._ends)))
        hops = NearbyHops(self.connection, self.stretch)
        removed = {node for node in self._removed if not self._is_there(node)}
        for node in removed:
            self._delete(node)
        touched = {node for ends in self._ends for node in ends[:2]} - removed
        flipped = self._flipped(touched, hops)
        patched: dict[int, set[int]] = {}
        for src, dst, edge in self._ends:
            for node in touched.intersection((src, dst)):
                patched.setdefault(node, set()).add(edge)
        near = [self._around(node, hops, patched) for node in flipped]
        parts = [node for node in hops.look_at(touched.union(*near)) if hops.is_part(node) and not hops.is_hub(node)]
        hops.read_around(parts)
        for node in parts:
            self._around(node, hops, patched)
        hops.read(set().union(*patched.values()))
        self._pack(patched, flipped, hops)

    def _flipped(self, nodes: set[int], hops: NearbyHops) -> set[int]:
        """Return what has become a hub, or is none any more."""
        written = {key >> SHIFT for (key,) in found_for(self.connection, _WRITTEN, (node << SHIFT for node in nodes))}
        return {node for node in hops.look_at(nodes) if hops.is_hub(node) != (node in written)}

    @staticmethod
    def _around(node: int, hops: NearbyHops, patched: dict[int, set[int]]) -> set[int]:
        """Return the neighbours of a node, and note with each the edges that lead to it."""
        found = set()
        for src, dst, _, _, edge in hops.edges(node):
            far = dst if src == node else src
            found.add(far)
            patched.setdefault(far, set()).add(edge)
        return found

    def _delete(self, node: int) -> None:
        self.connection.execute(
            "DELETE FROM way WHERE key BETWEEN ? AND ?", (node << SHIFT, (node << SHIFT) + (1 << SHIFT) - 1)
        )

    def _pack(self, patched: dict[int, set[int]], flipped: set[int], hops: NearbyHops) -> None:
        """Put the hops of nodes right that lead over some edges; rows that stay the same are not written."""
        found = found_for(self.connection, _HELD, (node << SHIFT for node in patched.keys() - flipped))
        held = {key >> SHIFT: (stretches, packed) for key, stretches, packed in found}
        rows: list[tuple[int, int, int, bytes]] = []
        empty: list[int] = []
        for node, edges in patched.items():
            stretches, packed = held.get(node, (0, b""))
            if stretches:
                self._patch_hub(node, edges, hops)
            elif not packed:
                self._delete(node)
                rows += self._rows(node, list(map(hops.pack, hops.ways(node))), hops)
            elif (now := self._patched(packed, edges, hops, node)) is not None:
                rows += [(node << SHIFT, 0, 0, now)]
                if not now:
                    empty.append(node)
        self.connection.executemany(_PUT, rows)
        for node in empty:
            self._delete(node)

    def _rows(self, node: int, ways: list[bytes], hops: NearbyHops) -> list[tuple[int, int, int, bytes]]:
        """Return all rows of a node."""
        if not ways:
            return []
        if not hops.is_hub(node):
            return [(node << SHIFT, 0, 0, b"".join(ways))]
        stretches = [b"".join(ways[at : at + self.stretch]) for at in range(0, len(ways), self.stretch)]
        links = [way for way in ways if hops.is_hub(ROW.unpack(way)[3])]
        rows = [((node << SHIFT) + at, 0, 0, packed) for at, packed in enumerate(stretches, 1)]
        return [*rows, (node << SHIFT, len(stretches), ROW.unpack(ways[0])[0], b"".join(links))]

    def _patch_hub(self, node: int, edges: set[int], hops: NearbyHops) -> None:
        base = node << SHIFT
        sql = "SELECT key, stretches, cheapest, packed FROM way WHERE key BETWEEN ? AND ? ORDER BY key"
        (_, before, cheapest, links), *held = self.connection.execute(sql, (base, base + (1 << SHIFT) - 1)).fetchall()
        whole, length = b"".join([row[3] for row in held]), _SIZE * self.stretch
        ways = self._patched(whole, edges, hops, node) or whole  # it is never nothing
        first = self._patched(links, edges, hops, node, only_hubs=True)  # what has become a hub may have the same hop
        new = [ways[at : at + length] for at in range(0, len(ways), length)]
        changed = [(base + at, 0, 0, packed) for at, packed in enumerate(new, 1)
                   if at > len(held) or held[at - 1][3] != packed]  # fmt: skip
        head = (base, len(new), ROW.unpack_from(ways)[0], links if first is None else first)
        changed += [head] if head != (base, before, cheapest, links) else []
        self.connection.executemany(_PUT, changed)
        self.connection.execute("DELETE FROM way WHERE key > ? AND key <= ?", (base + len(new), base + before))

    @staticmethod
    def _patched(
        packed: bytes, edges: set[int], hops: NearbyHops, node: int, *, only_hubs: bool = False
    ) -> bytes | None:
        """Return hops with those over some edges as they are now, None if they were as they are."""
        now = dict.fromkeys(edges, b"")
        for way in hops.ways_over(node, edges):
            if not only_hubs or hops.is_hub(way[3]):
                now[way[4]] = hops.pack(way)
        if len(edges) > _FEW:
            held = {packed[at + _EDGE : at + _SIZE]: packed[at : at + _SIZE] for at in range(0, len(packed), _SIZE)}
            held.update((edge.to_bytes(4, "little"), new) for edge, new in now.items())
            found: list[bytes] = sorted(filter(None, held.values()), key=_order)
            whole = b"".join(found)
            return whole if whole != packed else None
        ways = bytearray(packed)
        for edge, new in now.items():
            at = _place(ways, edge)
            if ways[at : at + _SIZE] != new:
                del ways[at : at + _SIZE]
                _insert(ways, new)
        return bytes(ways) if ways != packed else None


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


class NearbyHops:
    """The hops around single nodes, packed as a whole build packs them, without looking at any others.

    What is going to be asked of many nodes is read for all of them at once; what was not read is read when it is asked.
    """

    def __init__(self, connection: sqlite3.Connection, stretch: int) -> None:
        """Take an index whose edges are as they should be."""
        self._connection = connection
        self._stretch = stretch
        self._sorts: dict[int, tuple[bool, bool]] = {}  # of a node: whether it is a hub, whether it is a provision
        self._leaves: dict[int, tuple[int, int, int] | None] = {}
        self._edges: dict[int, list[Found]] = {}
        self._single: dict[int, Found] = {}

    def look_at(self, nodes: Iterable[int]) -> set[int]:
        """Read of nodes whether they are hubs and whether they are provisions; return them."""
        wanted = set(nodes)
        new = wanted.difference(self._sorts)
        self._sorts.update(dict.fromkeys(new, (False, False)))
        sql = _SORTS.format(most=self._stretch + 1)
        for node, is_part, count in found_for(self._connection, sql, new):
            self._sorts[node] = count > self._stretch, bool(is_part)
        return wanted

    def is_hub(self, node: int) -> bool:
        """Say whether the hops of a node come in stretches."""
        if node not in self._sorts:
            self.look_at((node,))
        return self._sorts[node][0]

    def is_part(self, node: int) -> bool:
        """Say whether a node is a provision: nothing else can be a leaf."""
        if node not in self._sorts:
            self.look_at((node,))
        return self._sorts[node][1]

    def read_around(self, nodes: Iterable[int]) -> None:
        """Read the edges of nodes that are no hubs."""
        new = set(nodes).difference(self._edges)
        found: dict[int, dict[Found, None]] = {node: {} for node in new}
        for end, sql in enumerate(_BY_END):
            for row in found_for(self._connection, sql, new):
                found[row[end]][row] = None
        self._edges.update((node, list(rows)) for node, rows in found.items())

    def edges(self, node: int) -> list[Found]:
        """Return (src, dst, cost, kind, row) of every edge of a node."""
        found = self._edges.get(node)
        if found is None:
            self.read_around((node,))
            found = self._edges.pop(node) if self.is_hub(node) else self._edges[node]
        return found

    def ways(self, node: int) -> list[Sorted]:
        """Return the hops around a node, sorted."""
        ways = [way for edge in self.edges(node) if (way := self._way(node, edge))]
        return sorted(ways, key=itemgetter(1, 3, 4))

    def read(self, edges: Iterable[int]) -> None:
        """Read the edges about which :meth:`ways_over` is going to be asked, and the leaves to which they lead."""
        wanted = set(edges)
        self._single.update((row[4], row) for rows in self._edges.values() for row in rows)
        self._single.update((row[4], row) for row in found_for(self._connection, _BY_ROW, wanted - self._single.keys()))
        ends = self.look_at(node for row in self._single.values() for node in row[:2]).difference(self._leaves)
        self._leaves.update(dict.fromkeys(ends))
        small = (node for node in ends if not self.is_hub(node))
        leaves = [node for (node,) in found_for(self._connection, _LEAVES, small)]
        self.read_around(leaves)
        self.look_at(node for leaf in leaves for row in self._edges[leaf] for node in row[:2])
        for leaf in leaves:
            self._leaves[leaf] = self._nearest(leaf)

    def ways_over(self, node: int, edges: Iterable[int]) -> Iterator[Sorted]:
        """Yield the hops around a node that lead over some edges that were read, if these are there."""
        for edge in edges:
            row = self._single.get(edge)
            way = self._way(node, row) if row and node in row[:2] else None
            if way:
                yield way

    @staticmethod
    def _way(node: int, edge: Found) -> Sorted | None:
        src, dst, cost, kind, row = edge
        if src == dst:
            return None
        return node, min(cost, MOST), kind * 2 + (src == node), dst if src == node else src, row

    def pack(self, way: Sorted) -> bytes:
        """Return a hop, packed."""
        node, cost, kind, far, edge = way
        if far not in self._leaves:
            self._look_at_leaf(far)
        leaf = self._leaves[far]
        onward = 0 if leaf is None else leaf[2] if leaf[0] == node else leaf[1]
        return ROW.pack(cost, kind, onward, far, edge)

    def _look_at_leaf(self, node: int) -> None:
        is_leaf = not self.is_hub(node) and any(found_for(self._connection, _LEAVES, (node,)))
        self._leaves[node] = self._nearest(node) if is_leaf else None

    def _nearest(self, node: int) -> tuple[int, int, int]:
        """Return of a leaf what its cheapest hop leads to and costs, and the cheapest that leads elsewhere."""
        costs: dict[int, int] = {}
        for src, dst, cost, _, _ in self.edges(node):
            far = dst if src == node else src
            whole = min(FAR, cost - cost // 2 if self.is_hub(far) else cost)
            costs[far] = min(whole, costs.get(far, FAR))
        ranked = sorted((cost, far) for far, cost in costs.items())
        first, nearest = ranked[0] if ranked else (FAR, 0)
        return nearest, first, ranked[1][0] if len(ranked) > 1 else FAR
