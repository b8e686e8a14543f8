"""The hops around each node, packed so that a path search reads thousands of them in a few milliseconds.

One row holds what leads away from a node in both directions, the cheapest first: what a hop costs, which kind of hop
it is, where it leads, and the row of its edge. A hub, a thing with more hops than a search should read at once, has
its hops to other hubs in the first row and all of them in further rows, a stretch each.
"""

from __future__ import annotations

from itertools import groupby, islice
from operator import itemgetter
from struct import Struct

from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    Way = tuple[int, int, int, int]  # what it costs, its kind, where it leads, the row of its edge

STRETCH = 256  # hops in a row; a node with more is a hub
_ROW = Struct("<HHII")
MOST = 0xFFFF  # what a hop can cost at most
_SHIFT = 24  # of a node's number in the key of its rows: room for sixteen million stretches
_KINDS = """
CREATE TABLE way_kind (n INTEGER PRIMARY KEY, relation INTEGER, basis TEXT);
INSERT INTO way_kind (relation, basis) SELECT DISTINCT relation, basis FROM edge ORDER BY 1, 2;
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


class Kind(Record):
    """A kind of hop: over which relation, of which basis, and whether along its direction."""

    relation: str
    family: str
    basis: str
    forward: bool


class Ways:
    """Reads the hops around nodes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take an open index."""
        self._connection = connection

    def kinds(self) -> dict[int, Kind]:
        """Return the kinds of hops by their number."""
        sql = (
            "SELECT way_kind.n, relation.id, relation.family, basis FROM way_kind"
            " JOIN relation ON relation.n = way_kind.relation"
        )
        found = {}
        for number, relation, family, basis in self._connection.execute(sql):
            for forward in (False, True):
                found[number * 2 + forward] = Kind(relation, family, basis, forward)
        return found

    def around(self, node: int) -> tuple[int, int, Iterable[Way]]:
        """Return the hops of a node, after the number of further stretches and what the cheapest hop in them costs.

        Of a hub these are the hops to other hubs; any other node has no further stretches.
        """
        sql = "SELECT stretches, cheapest, packed FROM way WHERE key = ?"
        row = self._connection.execute(sql, (node << _SHIFT,)).fetchone()
        return (row[0], row[1], _ROW.iter_unpack(row[2])) if row else (0, 0, ())

    def stretch(self, node: int, at: int) -> list[Way]:
        """Return a stretch of a hub's hops, counted from 1; each is no cheaper than those before."""
        sql = "SELECT packed FROM way WHERE key = ?"
        row = self._connection.execute(sql, ((node << _SHIFT) + at,)).fetchone()
        return list(_ROW.iter_unpack(row[0]))


def write(connection: sqlite3.Connection) -> None:
    """Write the hops around every node; memory grows with the number of hubs alone."""
    connection.executescript(_KINDS)
    hubs = frozenset(row[0] for row in connection.execute(_HUBS, (STRETCH,)))
    ways = connection.execute(_SORTED.format(most=MOST))
    connection.executemany("INSERT INTO way VALUES (?,?,?,?)", _rows(ways, hubs))


def _rows(
    ways: Iterable[tuple[int, int, int, int, int]], hubs: frozenset[int]
) -> Iterator[tuple[int, int, int, bytes]]:
    """Yield the rows of ways that come sorted by node and cost."""
    for node, own in groupby(ways, itemgetter(0)):
        if node in hubs:
            yield from _stretches(node, own, hubs)
        else:
            yield node << _SHIFT, 0, 0, b"".join(_ROW.pack(*way[1:]) for way in own)


def _stretches(
    node: int, ways: Iterator[tuple[int, int, int, int, int]], hubs: frozenset[int]
) -> Iterator[tuple[int, int, int, bytes]]:
    """Yield the rows of a hub; the first comes last, when its stretches are counted."""
    at, cheapest, links = 0, 0, list[bytes]()
    while stretch := list(islice(ways, STRETCH)):
        cheapest = cheapest or stretch[0][1]
        links += [_ROW.pack(*way[1:]) for way in stretch if way[3] in hubs]
        at += 1
        yield (node << _SHIFT) + at, 0, 0, b"".join(_ROW.pack(*way[1:]) for way in stretch)
    yield node << _SHIFT, at, cheapest, b"".join(links)
