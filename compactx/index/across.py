"""What is asked of all things at once: names and facts of many, what is no name, every row.

An export streams: nothing is kept but the row that is read.
"""

from __future__ import annotations

from itertools import groupby

from compactx.index.cache import BATCH
from compactx.index.facts import false_friend
from compactx.index.instruments import relation_number
from compactx.index.read import NODES, Node
from compactx.model.record import Record
from compactx.model.text import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from compactx.index.facts import Row
    from compactx.index.read import Index
    from compactx.model.entry import FalseFriend


def false_friends(index: Index) -> Iterator[tuple[str, FalseFriend]]:
    """Yield the id of a thing and what looks like it and is not, in corpus order."""
    return ((identity, false_friend(text)) for identity, text in facts_named(index, "false_friends"))


def facts_named(index: Index, key: str) -> list[Row]:
    """Return (id, value) of every fact with this key, in corpus order; one with parts as the one text it is kept as."""
    sql = "SELECT node.id, value FROM fact JOIN node ON node.n = fact.node WHERE key = ? ORDER BY node, position"
    return index.connection.execute(sql, (key,)).fetchall()


def belonging(index: Index) -> Iterator[tuple[str, str]]:
    """Yield the id of a thing and that of the series it belongs to, of all of which a corpus says so."""
    sql = (
        "SELECT one.id, series.id FROM edge JOIN node AS one ON one.n = edge.src JOIN node AS series"
        " ON series.n = edge.dst WHERE edge.relation = ? AND edge.n < ? ORDER BY edge.n"
    )
    corpora = int(index.meta().get("first_edges", 1 << 62))  # documents of a library say nothing of the kind
    return index.connection.execute(sql, (relation_number(index, "belongs-to"), corpora))


class NameRow(Record):
    """One form of a name with the thing it names."""

    id: str
    kind: str
    title: str
    name: str
    type: str
    ambiguous: bool
    detect: bool
    origin: int = 0


def name_rows(index: Index) -> Iterator[NameRow]:
    """Return every form of every name, in corpus order."""
    sql = (
        "SELECT node.id, node.kind, node.title, name.name, name.type, name.ambiguous, name.detect, name.origin"
        " FROM name JOIN node ON node.n = name.node ORDER BY name.n"
    )
    for identity, kind, title, name, sort, ambiguous, detect, origin in index.connection.execute(sql):
        yield NameRow(identity, kind, title, name, sort, bool(ambiguous), bool(detect), origin)


_END = "\U0010ffff"


def names_by_row(index: Index, numbers: Sequence[int] | None = None) -> dict[int, list[tuple[str, str]]]:
    """Return (name, type) pairs by row, the official name first; of all rows if none is named."""
    found: dict[int, list[tuple[str, str]]] = {}
    for node, name, kind in _rows(index, "SELECT node, name, type FROM name", "node", "n", numbers):
        found.setdefault(node, []).append((name, kind))
    return found


def ids_and_kinds(index: Index) -> Iterator[tuple[str, str]]:
    """Return (id, kind) of everything, in corpus order."""
    return index.connection.execute("SELECT id, kind FROM node ORDER BY n")


def facts_by_row(index: Index, numbers: Sequence[int] | None = None) -> dict[int, list[tuple[str, str]]]:
    """Return (key, value) pairs by row, in the order of the corpus; of all rows if none is named."""
    found: dict[int, list[tuple[str, str]]] = {}
    for node, key, value in _rows(index, "SELECT node, key, value FROM fact", "node", "node, position", numbers):
        found.setdefault(node, []).append((key, value))
    return found


def _rows(
    index: Index, select: str, column: str, order: str, numbers: Sequence[int] | None
) -> Iterator[tuple[Any, ...]]:
    if numbers is None:
        yield from index.connection.execute(f"{select} ORDER BY {order}")
        return
    for start in range(0, len(numbers), BATCH):
        batch = numbers[start : start + BATCH]
        marks = ",".join("?" * len(batch))
        yield from index.connection.execute(f"{select} WHERE {column} IN ({marks}) ORDER BY {order}", batch)


def ids_starting(index: Index, prefix: str, limit: int) -> list[tuple[str, str]]:
    """Return (id, title) of what has an id that starts so, in id order; without a prefix, of what is known by name."""
    where = "id >= ? AND id < ?" if prefix else "locator = '' AND id >= ? AND id < ?"
    sql = f"SELECT id, coalesce(nullif(title, ''), gist) FROM node WHERE {where} ORDER BY id LIMIT ?"
    return index.connection.execute(sql, (prefix, prefix + _END, limit)).fetchall()


def names_starting(index: Index, text: str, limit: int) -> list[tuple[str, str]]:
    """Return (name, id) of what has a name that starts so, in any case and spacing, in name order."""
    start = fold(text)
    sql = (
        "SELECT DISTINCT name.name, node.id FROM name JOIN node ON node.n = name.node"
        " WHERE folded >= ? AND folded < ? ORDER BY folded LIMIT ?"
    )
    return index.connection.execute(sql, (start, start + _END, limit)).fetchall()


def locators_starting(index: Index, dotted: str, limit: int) -> list[tuple[str, str]]:
    """Return (printed locator, title) of the provisions of the main instrument at and below such a locator."""
    main = index.main()
    if main is None:
        return []
    sql = (
        "SELECT printed, coalesce(nullif(title, ''), gist) FROM node"
        " WHERE instrument = ? AND locator >= ? AND locator < ? ORDER BY n LIMIT ?"
    )
    return index.connection.execute(sql, (main.n, dotted, dotted + _END, limit)).fetchall()


def numbered(index: Index, kinds: Iterable[str], limit: int) -> list[tuple[str, int, str, str]]:
    """Return (kind, number, locator, title) of numbered nodes of some kinds, the main instrument's first."""
    wanted = list(kinds)
    marks = ",".join("?" * len(wanted))
    sql = (
        "SELECT kind, coalesce(number, 0), locator, coalesce(nullif(title, ''), gist) FROM node"
        f" WHERE kind IN ({marks}) ORDER BY n LIMIT ?"
    )
    return index.connection.execute(sql, (*wanted, limit)).fetchall()


def relation_rows(index: Index) -> list[tuple[str, str, str, str]]:
    """Return the vocabulary: id, both readings and family, in its own order."""
    return index.connection.execute("SELECT id, forward, backward, family FROM relation ORDER BY n").fetchall()


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
    " {cost} FROM edge"
    " CROSS JOIN relation ON relation.n = edge.relation CROSS JOIN node AS tail ON tail.n = edge.src"
    " CROSS JOIN node AS head ON head.n = edge.dst LEFT JOIN node AS clause ON clause.n = edge.clause"
)


class InstrumentName(Record):
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
    from compactx.index.hops import END_COST  # noqa: PLC0415 - of exports alone

    return index.connection.execute(f"{_EDGES.format(cost=END_COST)}{where} ORDER BY {order}")


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
