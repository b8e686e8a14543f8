"""The hops around each node: what they cost, and how they are packed.

What a hop costs rests on its relation, on the evidence, and on what it leads to. :mod:`compactx.index.hops` reads them.
"""

from __future__ import annotations

from array import array
from itertools import groupby, islice
from operator import itemgetter

from compactx.index.cache import BATCH
from compactx.index.hops import BASIS_COST, MOST, ROW, SHIFT
from compactx.model.kinds import BASES, family
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from compactx.model.kinds import Relation

    Sorted = tuple[int, int, int, int, int]  # the node, then of a hop: cost, kind, where it leads, the row of its edge

# A group says less than a thing; structure up to a section or a whole instrument less than up to an objective.
CLASS_COST = 3
SECTION_COST = 4
WHOLE_COST = 6
# Citations from which a thing counts as a hub, and what each doubling beyond adds to a hop that leads to it. Structure
# does not pay it, nor that the Compact is reviewed or reported on: there is no coincidence in that.
HUB_DEGREE = 4
HUB_COST = 3
HUB_FAMILIES = ("citation", "catalogue")
ITSELF = "speaks-of-itself"
STRETCH = 256  # hops in a row; a node with more is a hub
FAR = 0xFF  # what going on costs at least, at most
# The number of a kind of hop: of hops that cost the same the lower one is taken, in an index that grew as in a new one.
_RANKS = " ".join(f"WHEN '{basis}' THEN {rank}" for rank, basis in enumerate(sorted(BASES)))
KIND = f"edge.relation * {len(BASES)} + CASE edge.basis {_RANKS} END, edge.relation, edge.basis"
_KINDS = f"""
CREATE TABLE way_kind (n INTEGER PRIMARY KEY, relation INTEGER, basis TEXT);
INSERT INTO way_kind SELECT DISTINCT {KIND} FROM edge;
CREATE TABLE way (key INTEGER PRIMARY KEY, stretches INTEGER, cheapest INTEGER, packed BLOB);
"""
_HUBS = """
SELECT node FROM (
    SELECT src AS node, count(*) AS edges FROM edge GROUP BY src
    UNION ALL SELECT dst, count(*) FROM edge GROUP BY dst
) GROUP BY node HAVING sum(edges) > ?
"""
_SORTED = """
SELECT src AS node, min(cost, {most}), way_kind.n * 2 + 1, dst, edge.n FROM edge
    JOIN way_kind ON way_kind.relation = edge.relation AND way_kind.basis = edge.basis WHERE src <> dst
UNION ALL
SELECT dst, min(cost, {most}), way_kind.n * 2, src, edge.n FROM edge
    JOIN way_kind ON way_kind.relation = edge.relation AND way_kind.basis = edge.basis WHERE src <> dst
ORDER BY 1, 2, 4, 5
"""


class HopEnd(Record, often=True):
    """What a reference leads to, as far as it decides what the hop costs."""

    kind: str = ""
    is_provision: bool = False
    weight: int = 0


def hub_cost(degree: int) -> int:
    """Return what a hop pays for how often the thing it leads to is cited.

    >>> [hub_cost(degree) for degree in (4, 5, 8, 120)]
    [0, 1, 3, 15]
    """
    if degree <= HUB_DEGREE:
        return 0
    from math import log2  # noqa: PLC0415 - a library of its own, which no search for paths needs

    return round(HUB_COST * log2(degree / HUB_DEGREE))


def more_cost(degree: int, *, is_class: bool) -> int:
    """Return what a hop that cites a thing costs more, by how often the whole library does."""
    return hub_cost(degree) + (CLASS_COST if is_class else 0)


def makes_hub(relation: Relation) -> bool:
    """Say whether references of a relation count where hops pay for how often a thing is cited."""
    return relation.family in HUB_FAMILIES and relation.id != ITSELF


def pays_for_hub(relation_family: str, end: HopEnd) -> bool:
    """Say whether hops of a family pay for how often a thing is cited; a role in follow-up does for an actor."""
    is_actor = not end.is_provision and bool(end.kind) and family(end.kind) == "actor"
    return relation_family in HUB_FAMILIES or (relation_family == "follow-up" and is_actor)


def hop_cost(relation: Relation, basis: str, end: HopEnd) -> int:
    """Return what a hop costs; a link between documents costs what it says: it is on no path unless asked for."""
    cost = relation.cost + (0 if relation.family == "lineage" else BASIS_COST.get(basis, 0))
    if relation.family == "structure":
        return cost + (WHOLE_COST if not end.is_provision else SECTION_COST if end.kind == "section" else 0)
    if pays_for_hub(relation.family, end):
        cost += end.weight
    return cost + (CLASS_COST if not end.is_provision and end.kind == "class" else 0)


def write_hops(connection: sqlite3.Connection, stretch: int = 0) -> None:
    """Write the hops around every node, ``stretch`` in a row (256 if 0); memory grows by a few bytes a node."""
    stretch = stretch or STRETCH
    connection.executescript(_KINDS)
    hubs = frozenset(row[0] for row in connection.execute(_HUBS, (stretch,)))
    onward = _Onward(connection, hubs)
    ways = connection.execute(_SORTED.format(most=MOST))
    connection.executemany("INSERT INTO way VALUES (?,?,?,?)", _rows(ways, hubs, onward, stretch))


class _Onward:
    """What going on from a leaf costs at least, for each end it is reached from."""

    def __init__(self, connection: sqlite3.Connection, hubs: frozenset[int]) -> None:
        count = 1 + (connection.execute("SELECT max(n) FROM node").fetchone()[0] or 0)
        self._is_leaf = bytearray(count)
        self._nearest = array("I", bytes(4 * count))
        self._first = array("B", [FAR]) * count
        self._second = array("B", [FAR]) * count
        for (node,) in connection.execute("SELECT n FROM node WHERE locator <> ''"):
            self._is_leaf[node] = 1
        part = bytes(self._is_leaf)
        for hub in hubs:
            self._is_leaf[hub] = 0
        for src, dst in connection.execute("SELECT src, dst FROM edge WHERE src <> dst"):
            if part[src] and part[dst]:  # so no two leaves lie side by side
                self._is_leaf[dst] = 0
        for src, dst, cost in connection.execute("SELECT src, dst, cost FROM edge"):
            if self._is_leaf[src]:
                self._note(src, dst, cost - cost // 2 if dst in hubs else cost)
            elif self._is_leaf[dst]:
                self._note(dst, src, cost - cost // 2 if src in hubs else cost)

    def _note(self, leaf: int, far: int, cost: int) -> None:
        """Keep the cheapest hop from a leaf, and the cheapest that leads elsewhere."""
        cost = min(cost, FAR)
        if far == self._nearest[leaf]:
            self._first[leaf] = min(cost, self._first[leaf])
        elif cost < self._first[leaf]:
            self._second[leaf] = self._first[leaf]
            self._first[leaf], self._nearest[leaf] = cost, far
        elif cost < self._second[leaf]:
            self._second[leaf] = cost

    def pack(self, way: Sorted) -> bytes:
        """Return a hop, packed."""
        node, cost, kind, far, edge = way
        onward = 0
        if self._is_leaf[far]:
            onward = self._second[far] if self._nearest[far] == node else self._first[far]
        return ROW.pack(cost, kind, onward, far, edge)


def _rows(
    ways: Iterable[Sorted], hubs: frozenset[int], onward: _Onward, most: int
) -> Iterator[tuple[int, int, int, bytes]]:
    """Yield the rows of ways that come sorted by node and cost."""
    for node, own in groupby(ways, itemgetter(0)):
        if node in hubs:
            yield from _stretches(node, own, hubs, onward, most)
        else:
            yield node << SHIFT, 0, 0, b"".join(map(onward.pack, own))


def _stretches(
    node: int, ways: Iterator[Sorted], hubs: frozenset[int], onward: _Onward, most: int
) -> Iterator[tuple[int, int, int, bytes]]:
    """Yield the rows of a hub; the first comes last, when its stretches are counted."""
    at, cheapest, links = 0, 0, list[bytes]()
    while stretch := list(islice(ways, most)):
        cheapest = cheapest or stretch[0][1]
        links += [onward.pack(way) for way in stretch if way[3] in hubs]
        at += 1
        yield (node << SHIFT) + at, 0, 0, b"".join(map(onward.pack, stretch))
    yield node << SHIFT, at, cheapest, b"".join(links)


_OWN = """
SELECT src, dst, cost, way_kind.n, edge.n FROM edge
    JOIN way_kind ON way_kind.relation = edge.relation AND way_kind.basis = edge.basis WHERE edge.{column} IN ({marks})
"""
_BY_END = tuple(_OWN.format(column=column, marks="?") for column in ("src", "dst"))
_IS_HUB = """
SELECT (SELECT count(*) FROM (SELECT 1 FROM edge WHERE src = ?1 LIMIT ?2))
    + (SELECT count(*) FROM (SELECT 1 FROM edge WHERE dst = ?1 LIMIT ?2))
"""
_IS_LEAF = """
SELECT locator <> '' AND NOT EXISTS (
    SELECT 1 FROM edge CROSS JOIN node AS near ON near.n = edge.src
    WHERE edge.dst = ?1 AND edge.src <> ?1 AND near.locator <> ''
) FROM node WHERE n = ?1
"""


class NearbyHops:
    """The hops around single nodes, packed as :func:`write_hops` packs them, without looking at any others."""

    def __init__(self, connection: sqlite3.Connection, stretch: int) -> None:
        """Take an index whose edges are as they should be."""
        self._connection = connection
        self._stretch = stretch
        self._hubs: dict[int, bool] = {}
        self._leaves: dict[int, tuple[int, int, int] | None] = {}
        self._edges: dict[int, list[tuple[int, int, int, int, int]]] = {}
        self._single: dict[int, tuple[int, int, int, int, int]] = {}

    def is_hub(self, node: int) -> bool:
        """Say whether the hops of a node come in stretches."""
        if node not in self._hubs:
            count = self._connection.execute(_IS_HUB, (node, self._stretch + 1)).fetchone()[0]
            self._hubs[node] = count > self._stretch
        return self._hubs[node]

    def is_part(self, node: int) -> bool:
        """Say whether a node is a provision: nothing else can be a leaf."""
        row = self._connection.execute("SELECT locator <> '' FROM node WHERE n = ?", (node,)).fetchone()
        return bool(row and row[0])

    def edges(self, node: int) -> list[tuple[int, int, int, int, int]]:
        """Return (src, dst, cost, kind, row) of every edge of a node."""
        found = self._edges.get(node)
        if found is None:
            rows = [self._connection.execute(sql, (node,)) for sql in _BY_END]
            found = list(dict.fromkeys(row for some in rows for row in some))
            if not self.is_hub(node):
                self._edges[node] = found
        return found

    def ways(self, node: int) -> list[Sorted]:
        """Return the hops around a node, sorted."""
        ways = [way for edge in self.edges(node) if (way := self._way(node, edge))]
        return sorted(ways, key=itemgetter(1, 3, 4))

    def read(self, edges: Sequence[int]) -> None:
        """Read the edges about which :meth:`ways_over` is going to be asked."""
        for start in range(0, len(edges), BATCH):
            some = edges[start : start + BATCH]
            rows = self._connection.execute(_OWN.format(column="n", marks=",".join("?" * len(some))), some)
            self._single.update({row[4]: row for row in rows})

    def ways_over(self, node: int, edges: Iterable[int]) -> Iterator[Sorted]:
        """Yield the hops around a node that lead over some edges that were read, if these are there."""
        for edge in edges:
            row = self._single.get(edge)
            way = self._way(node, row) if row and node in row[:2] else None
            if way:
                yield way

    @staticmethod
    def _way(node: int, edge: tuple[int, int, int, int, int]) -> Sorted | None:
        src, dst, cost, kind, row = edge
        if src == dst:
            return None
        return node, min(cost, MOST), kind * 2 + (src == node), dst if src == node else src, row

    def pack(self, way: Sorted) -> bytes:
        """Return a hop, packed."""
        node, cost, kind, far, edge = way
        leaf = self._leaf(far)
        onward = 0 if leaf is None else leaf[2] if leaf[0] == node else leaf[1]
        return ROW.pack(cost, kind, onward, far, edge)

    def _leaf(self, node: int) -> tuple[int, int, int] | None:
        """Return of a leaf what its cheapest hop leads to and costs, and the cheapest that leads elsewhere."""
        if node not in self._leaves:
            is_leaf = not self.is_hub(node) and self._connection.execute(_IS_LEAF, (node,)).fetchone()[0]
            self._leaves[node] = self._nearest(node) if is_leaf else None
        return self._leaves[node]

    def _nearest(self, node: int) -> tuple[int, int, int]:
        costs: dict[int, int] = {}
        for src, dst, cost, _, _ in self.edges(node):
            far = dst if src == node else src
            whole = min(FAR, cost - cost // 2 if self.is_hub(far) else cost)
            costs[far] = min(whole, costs.get(far, FAR))
        ranked = sorted((cost, far) for far, cost in costs.items())
        first, nearest = ranked[0] if ranked else (FAR, 0)
        return nearest, first, ranked[1][0] if len(ranked) > 1 else FAR
