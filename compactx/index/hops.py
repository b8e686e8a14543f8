"""The packed hops around each node, as a search for paths reads them: thousands in a few milliseconds.

What a hop costs and how it is packed is decided where an index is written (:mod:`compactx.index.writing.ways`).
"""

from __future__ import annotations

from struct import Struct

from compactx.model.record import Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    Way = tuple[int, int, int, int, int]  # cost, kind, what going on costs at least, where it leads, row of its edge

# What a hop costs more when its evidence is weaker than words that name the thing.
BASIS_COST = {"nested": 4, "class": 6, "footnote": 1, "editorial": 8}
MOST = 0xFFFF  # what a hop can cost at most
ROW = Struct("<HHBII")
SHIFT = 24  # of a node's number in the key of its rows: room for sixteen million stretches


def end_cost(cost: int, relation_cost: int, family: str, basis: str) -> int:
    """Return what a hop costs where the thing it leads to is an end of the path.

    A path through the 2030 Agenda says little; a path to it is what was asked for. So what a hop pays for how often its
    target is cited, or for that being a class, is not paid at an end.

    >>> end_cost(34, 10, "citation", "text"), end_cost(9, 3, "structure", "structure")
    (10, 9)
    """
    return cost if family == "structure" else min(cost, relation_cost + BASIS_COST.get(basis, 0))


_BASES = " ".join(f"WHEN '{basis}' THEN {cost}" for basis, cost in BASIS_COST.items())
# The same of a row of ``edge`` joined with ``relation``.
END_COST = (
    "CASE relation.family WHEN 'structure' THEN edge.cost"
    f" ELSE min(edge.cost, relation.cost + CASE edge.basis {_BASES} ELSE 0 END) END"
)


class HopKind(Row):
    """A kind of hop: its relation and basis, whether along its direction, and what it costs at most at an end."""

    relation: str
    family: str
    basis: str
    forward: bool
    end_cost: int


class HopReader:
    """Reads the hops around nodes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take an open index."""
        self._connection = connection

    def kinds(self) -> dict[int, HopKind]:
        """Return the kinds of hops by their number."""
        sql = (
            "SELECT way_kind.n, relation.id, relation.family, basis, relation.cost FROM way_kind"
            " JOIN relation ON relation.n = way_kind.relation"
        )
        found = {}
        for number, relation, group, basis, cost in self._connection.execute(sql):
            for forward in (False, True):
                found[number * 2 + forward] = HopKind(
                    relation, group, basis, forward, end_cost(MOST, cost, group, basis)
                )
        return found

    def around(self, node: int) -> tuple[int, int, Iterable[Way]]:
        """Return the hops of a node, after the number of further stretches and what the cheapest hop in them costs.

        Of a hub these are the hops to other hubs; any other node has no further stretches.
        """
        sql = "SELECT stretches, cheapest, packed FROM way WHERE key = ?"
        row = self._connection.execute(sql, (node << SHIFT,)).fetchone()
        return (row[0], row[1], ROW.iter_unpack(row[2])) if row else (0, 0, ())

    def stretch(self, node: int, at: int) -> list[Way]:
        """Return a stretch of a hub's hops, counted from 1; each is no cheaper than those before."""
        sql = "SELECT packed FROM way WHERE key = ?"
        row = self._connection.execute(sql, ((node << SHIFT) + at,)).fetchone()
        return list(ROW.iter_unpack(row[0]))
