"""Windows on long lists: what a browser or a list shows of them, a stretch at a time.

A corpus may hold a hundred thousand provisions in one instrument; nothing here reads more rows than a screen needs.
"""

from __future__ import annotations

from compactx.index.cache import sqlite3
from compactx.index.read import EDGES, NODES, Edge, Node
from compactx.model.kinds import KINDS
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from compactx.index.read import Index

_MANY = 5_000
_PLAIN = frozenset({"citation", "structure"})


def children(index: Index, node: int, offset: int, limit: int) -> list[Node]:
    """Return some of the parts of a node in reading order."""
    sql = f"{NODES} WHERE parent = ? ORDER BY n LIMIT ? OFFSET ?"
    return list(map(Node.of, index.connection.execute(sql, (node, limit, offset))))


def child_count(index: Index, node: int) -> int:
    """Return how many parts a node has directly below it."""
    return int(index.connection.execute("SELECT count(*) FROM node WHERE parent = ?", (node,)).fetchone()[0])


def has_children(index: Index, node: int) -> bool:
    """Say whether a node has parts."""
    return index.connection.execute("SELECT 1 FROM node WHERE parent = ? LIMIT 1", (node,)).fetchone() is not None


def beside(index: Index, node: Node) -> tuple[Node | None, Node | None]:
    """Return the parts before and after a provision under the same whole, in reading order."""
    if node.parent is None:
        return None, None
    before = f"{NODES} WHERE parent = ? AND n < ? ORDER BY n DESC LIMIT 1"
    after = f"{NODES} WHERE parent = ? AND n > ? ORDER BY n LIMIT 1"
    found = [index.connection.execute(sql, (node.parent, node.n)).fetchone() for sql in (before, after)]
    return (Node(*found[0]) if found[0] else None), (Node(*found[1]) if found[1] else None)


def of_kind(index: Index, kind: str, offset: int, limit: int) -> list[Node]:
    """Return some of the nodes of a kind in corpus order."""
    first, count = index.connection.execute(
        "SELECT min(position), sum(value) FROM tally WHERE section = 'kind' AND key = ?", (kind,)
    ).fetchone()
    # Sorting very many costs more than going through the rows from the first of them.
    where = f"node.n >= {first:d} AND +kind = ?" if count and count > _MANY else "kind = ?"
    sql = f"{NODES} WHERE {where} ORDER BY n LIMIT ? OFFSET ?"
    return list(map(Node.of, index.connection.execute(sql, (kind, limit, offset))))


def kind_count(index: Index, kind: str) -> int:
    """Return how many nodes of a kind there are."""
    return index.counts().get(kind, 0)


def with_parts(index: Index, kinds: Sequence[str], limit: int) -> list[Node]:
    """Return the nodes of some kinds that have parts, in corpus order."""
    marks = ",".join("?" * len(kinds))
    named = NODES.replace(" FROM node", " FROM node INDEXED BY node_named")
    sql = (
        f"{named} WHERE locator = '' AND kind IN ({marks})"
        " AND EXISTS (SELECT 1 FROM node AS part WHERE part.parent = node.n) ORDER BY n LIMIT ?"
    )
    return list(map(Node.of, index.connection.execute(sql, (*kinds, limit))))


def edges_to(index: Index, node: int, families: Sequence[str], limit: int) -> list[Edge]:
    """Return some of the edges of these families that end at a node, in reading order."""
    marks = ",".join("?" * len(families))
    sql = f"{EDGES} WHERE dst = ? AND relation.family IN ({marks}) ORDER BY edge.n LIMIT ?"
    return [Edge(*row) for row in index.connection.execute(sql, (node, *families, limit))]


def follow_up_to(index: Index, node: int, limit: int) -> list[Edge]:
    """Return some of the follow-up relations that end at a node, in reading order."""
    sql = (
        f"{EDGES} WHERE edge.n IN (SELECT follow.edge FROM follow WHERE follow.dst = ? ORDER BY 1 LIMIT ?)"
        " ORDER BY edge.n"
    )
    return [Edge(*row) for row in index.connection.execute(sql, (node, limit))]


def has_more_than(index: Index, node: int, most: int) -> bool:
    """Say whether more edges of any kind end at a node, without counting very many."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM edge WHERE dst = ? LIMIT ?)"
    return int(index.connection.execute(sql, (node, most + 1)).fetchone()[0]) > most


def cited(index: Index, node: int) -> tuple[int, int] | None:
    """Return how many clauses cite a thing that very many edges lead to, and how many refer to it at all, else None."""
    row: tuple[int, int] | None = index.connection.execute(
        "SELECT citing, referring FROM hub WHERE node = ?", (node,)
    ).fetchone()
    return row


def facts_to(index: Index, node: int) -> list[Edge]:
    """Return the edges that end at a thing that very many lead to, without citations and parts, in reading order."""
    sql = f"{EDGES} WHERE edge.n IN (SELECT edge FROM beside WHERE beside.dst = ?) ORDER BY edge.n"
    return [Edge(*row) for row in index.connection.execute(sql, (node,))]


def statements_to(index: Index, node: int) -> list[Edge]:
    """Return the edges that end at a thing, however many do, without citations and parts, in reading order."""
    if cited(index, node) is not None:
        return facts_to(index, node)
    return [edge for edge in index.edges_to(node) if edge.family not in _PLAIN]


def matching(index: Index, expression: str, limit: int) -> list[int]:
    """Return rows whose text matches, in corpus order: ranking tens of thousands takes too long for a key."""
    sql = "SELECT rowid FROM text WHERE text MATCH ? LIMIT ?"
    try:
        return [row[0] for row in index.connection.execute(sql, (expression, limit))]
    except sqlite3.OperationalError:
        return []


# rows of a kind; sorting more costs more than going through the table from the first of them
_SEVERAL = 256
_DAY = "CASE WHEN node.instrument IS NULL OR node.date <> '' THEN node.date ELSE whole.date END"
_ORDERS = {
    "cited": "coalesce(cited.clauses, 0) DESC, node.id",
    "id": "node.id",
    "date": "node.date, node.id",
}


class ListFilter(Record):
    """Which things to list; an empty field leaves all in.

    ``named`` leaves out provisions. ``as_of`` is a day of :func:`compactx.query.dates.last_day`; a provision is of the
    day of its document. ``order`` is corpus, kind, cited, id or date.
    """

    kinds: tuple[str, ...] = ()
    instrument: int | None = None
    legal: tuple[str, ...] = ()
    as_of: str = ""
    named: bool = False
    order: str = "corpus"


def count_listed(index: Index, which: ListFilter) -> int:
    """Return how many there are."""
    if not (which.instrument or which.legal or which.as_of or which.named):
        counts = index.counts()
        return sum(counts.get(kind, 0) for kind in which.kinds or counts)
    tables, where, values = _where(index, which)
    return int(index.connection.execute(f"SELECT count(*) FROM node{tables}{where}", values).fetchone()[0])


def listed_rows(index: Index, which: ListFilter) -> Iterator[tuple[Node, int]]:
    """Yield each thing with how many clauses cite it."""
    tables, where, values = _where(index, which)
    columns, _, _ = NODES.partition(" FROM node")
    order = _ORDERS.get(which.order) or _corpus_order(index, which)
    if which.order == "kind":
        whens = " ".join(f"WHEN '{kind}' THEN {at}" for at, kind in enumerate(KINDS))
        order = f"CASE node.kind {whens} END, node.n"
    sql = (
        f"{columns}, coalesce(cited.clauses, 0) FROM node{tables} LEFT JOIN cited ON cited.node = node.n{where}"
        f" ORDER BY {order}"
    )
    for row in index.connection.execute(sql, values):
        yield Node(*row[:-1]), row[-1]


def _corpus_order(index: Index, which: ListFilter) -> str:
    """Return the order of the corpus: parts of the instrument that is meant where none is named stand first."""
    asked = which.kinds if len(which.kinds) == 1 and which.instrument is None else ("",)
    sql = "SELECT node FROM fact WHERE key = 'bare_parts' AND value = ? ORDER BY node"
    meant = index.connection.execute(sql, asked).fetchone()
    return f"node.instrument <> {meant[0]}, node.n" if meant else "node.n"


def with_wholes(index: Index, nodes: Iterator[tuple[Node, int]]) -> Iterator[tuple[Node, Node | None, int]]:
    """Put the instrument of each thing beside it; only the last few are held."""
    held: dict[int, Node] = {}
    for node, degree in nodes:
        whole = held.get(node.instrument) if node.instrument else None
        if node.instrument and whole is None:
            if len(held) >= _SEVERAL:
                held.clear()
            row = index.connection.execute(f"{NODES} WHERE n = ?", (node.instrument,)).fetchone()
            whole = held[node.instrument] = Node(*row)
        yield node, whole, degree


def _where(index: Index, which: ListFilter) -> tuple[str, str, list[object]]:
    """Return further tables, the condition with its WHERE, and its values."""
    tables = " INDEXED BY node_named" if which.named else ""
    clauses, values = [], list[object]()
    if which.named:
        clauses.append("node.locator = ''")
    if which.instrument is not None:
        clauses.append("node.instrument = ?")
        values.append(which.instrument)
    if which.kinds:
        column = "node.kind" if which.instrument is not None else _kind_column(index, which, clauses, values)
        clauses.append(f"{column} IN ({_marks(which.kinds)})")
        values += which.kinds
    if which.legal:
        clauses.append(f"node.legal IN ({_marks(which.legal)})")
        values += which.legal
    if which.as_of:
        tables += " LEFT JOIN node AS whole ON whole.n = node.instrument"
        clauses.append(f"{_DAY} <> '' AND {_DAY} <= ?")
        values.append(which.as_of)
    return tables, f" WHERE {' AND '.join(clauses)}" if clauses else "", values


def _kind_column(index: Index, which: ListFilter, clauses: list[str], values: list[object]) -> str:
    """Return how to name the kind, so that many rows are read in their order and few by the index on kinds."""
    first, number = index.connection.execute(
        f"SELECT min(position), sum(value) FROM tally WHERE section = 'kind' AND key IN ({_marks(which.kinds)})",
        which.kinds,
    ).fetchone()
    if not number or number <= _MANY:
        return "node.kind"
    clauses.append("node.n >= ?")
    values.append(first)
    return "+node.kind"


def _marks(values: tuple[str, ...]) -> str:
    return ",".join("?" * len(values))
