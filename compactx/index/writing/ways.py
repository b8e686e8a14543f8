"""The hops around each node: what they cost, and how they are packed.

What a hop costs rests on its relation, on the evidence, and on what it leads to. :mod:`compactx.index.hops` reads them.
"""

from __future__ import annotations

from itertools import groupby, islice
from operator import itemgetter

from compactx.index.hops import BASIS_COST, MOST, ROW, SHIFT
from compactx.model.kinds import BASES, family
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from array import array
    from collections.abc import Iterable, Iterator

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
        from array import array  # noqa: PLC0415 - a library of its own, which edits never need

        self._is_leaf = bytearray(count)
        self._nearest: array[int] = array("I", bytes(4 * count))
        self._first: array[int] = array("B", [FAR]) * count
        self._second: array[int] = array("B", [FAR]) * count
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
