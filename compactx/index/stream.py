"""Everything in the index, row by row: what an export streams. Nothing is kept but the row that is read."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from compactx.index.engine import BATCH
from compactx.index.hops import END_COST
from compactx.index.read import NODES, Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from compactx.index.read import Index

Pairs = list[tuple[str, str]]
_COLUMNS = 19  # of a node
_NODES = (
    NODES.replace(" FROM node", ", whole.id, whole.title, whole.symbol, above.id FROM node")
    + " LEFT JOIN node AS whole ON whole.n = node.instrument LEFT JOIN node AS above ON above.n = node.parent"
    " ORDER BY node.n"
)
# How many edges before one say the same of the same two things by the same clause.
_ORDINAL = (
    "(SELECT count(*) FROM edge AS twin INDEXED BY edge_src WHERE twin.src = edge.src AND twin.n < edge.n"
    " AND twin.dst = edge.dst AND twin.relation = edge.relation AND twin.basis = edge.basis"
    " AND twin.clause IS edge.clause)"
)
_EDGES = (
    f"SELECT {_ORDINAL},"
    " tail.id, head.id, relation.id, relation.forward, relation.backward, relation.family, edge.basis,"
    " coalesce(clause.id, CASE WHEN tail.locator <> '' THEN tail.id ELSE '' END),"
    " coalesce(clause.printed, CASE WHEN tail.locator <> '' THEN tail.printed ELSE '' END), edge.surface,"
    " edge.pinpoint, edge.confidence, edge.strength, edge.rationale, edge.cost, edge.file, edge.line,"
    f" {END_COST} FROM edge"
    " CROSS JOIN relation ON relation.n = edge.relation CROSS JOIN node AS tail ON tail.n = edge.src"
    " CROSS JOIN node AS head ON head.n = edge.dst LEFT JOIN node AS clause ON clause.n = edge.clause"
)


class InstrumentName(NamedTuple):
    """The instrument of a provision: what its short name is made of."""

    id: str
    title: str
    symbol: str


def nodes(index: Index) -> Iterator[tuple[Node, InstrumentName | None, str, Pairs, Pairs, int]]:
    """Yield every node in corpus order with its instrument, what it stands in, names, facts, and citing clauses.

    What it stands in is an id. Names are (name, type), the official one first; facts are (key, value).
    """
    run = index.connection.execute
    names = _Beside(run("SELECT node, name, type FROM name ORDER BY node, n"))
    facts = _Beside(run("SELECT node, key, value FROM fact ORDER BY node, position"))
    cited = _Beside(run("SELECT node, '', clauses FROM cited ORDER BY node"))
    for row in run(_NODES):
        number = row[0]
        whole = InstrumentName(*row[_COLUMNS:-1]) if row[_COLUMNS] else None
        counted = sum(int(value) for _, value in cited.of(number))
        yield Node(*row[:_COLUMNS]), whole, row[-1] or "", names.of(number), facts.of(number), counted


class _Beside:
    """Rows that belong to nodes, read in step with them."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self.groups = groupby(rows, key=lambda row: row[0])
        self.next: tuple[int, Pairs] | None = (0, [])

    def of(self, number: int) -> Pairs:
        """Return the rows of a node; nodes are asked for in order."""
        while self.next and self.next[0] < number:
            group = next(self.groups, None)
            self.next = (group[0], [(row[1], row[2]) for row in group[1]]) if group else None
        return self.next[1] if self.next and self.next[0] == number else []


def edges(index: Index, *, editorial: bool, by_source: bool = False) -> Iterator[tuple[Any, ...]]:
    """Yield every edge with the ids of its ends and the id and printed locator of its clause, in corpus order.

    The first value tells an edge from those that say the same of the same two things by the same clause: how many of
    them stand before it.

    ``by_source`` yields them in the order of the nodes that they start at.
    """
    where = "" if editorial else " WHERE edge.basis <> 'editorial'"
    order = "edge.src, edge.n" if by_source else "edge.n"
    return index.connection.execute(f"{_EDGES}{where} ORDER BY {order}")


def ordinals(index: Index, edges: Iterable[int]) -> dict[int, int]:
    """Return that value of some edges, by their rows."""
    wanted = list(edges)
    found: dict[int, int] = {}
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        sql = f"SELECT edge.n, {_ORDINAL} FROM edge WHERE edge.n IN ({','.join('?' * len(batch))})"
        found.update(index.connection.execute(sql, batch).fetchall())
    return found


def sizes(index: Index, *, editorial: bool) -> tuple[int, int, int, int]:
    """Return how many nodes and edges there are, and how many edges are references of texts and how many structure."""
    bases = index.basis_counts()
    edges = sum(bases.values()) - (0 if editorial else bases.get("editorial", 0))
    return sum(index.counts().values()), edges, index.tally("size")["references"], bases.get("structure", 0)
