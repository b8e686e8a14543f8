"""The SQL of lists: things of some kinds, one after another, with how often each is cited; nothing is kept."""

from __future__ import annotations

from compactx.index.rows import NODES, Node
from compactx.model.kinds import KINDS
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.index.read import Index

_MANY = 5_000  # rows of a kind; sorting more costs more than going through the table from the first of them
_SEVERAL = 256
_DAY = "CASE WHEN node.instrument IS NULL OR node.date <> '' THEN node.date ELSE whole.date END"
_ORDERS = {
    "cited": "coalesce(cited.degree, 0) DESC, node.id",
    "id": "node.id",
    "date": "node.date, node.id",
}


class Which(Record):
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


def count(index: Index, which: Which) -> int:
    """Return how many there are."""
    if not (which.instrument or which.legal or which.as_of or which.named):
        counts = index.counts()
        return sum(counts.get(kind, 0) for kind in which.kinds or counts)
    tables, where, values = _where(index, which)
    return int(index.connection.execute(f"SELECT count(*) FROM node{tables}{where}", values).fetchone()[0])


def listed(index: Index, which: Which) -> Iterator[tuple[Node, int]]:
    """Yield each thing with how many references lead to it."""
    tables, where, values = _where(index, which)
    columns, _, _ = NODES.partition(" FROM node")
    order = _ORDERS.get(which.order, "node.n")
    if which.order == "kind":
        whens = " ".join(f"WHEN '{kind}' THEN {at}" for at, kind in enumerate(KINDS))
        order = f"CASE node.kind {whens} END, node.n"
    sql = (
        f"{columns}, coalesce(cited.degree, 0) FROM node{tables} LEFT JOIN cited ON cited.node = node.n{where}"
        f" ORDER BY {order}"
    )
    for row in index.connection.execute(sql, values):
        yield Node(*row[:-1]), row[-1]


def wholes(index: Index, nodes: Iterator[tuple[Node, int]]) -> Iterator[tuple[Node, Node | None, int]]:
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


def _where(index: Index, which: Which) -> tuple[str, str, list[object]]:
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


def _kind_column(index: Index, which: Which, clauses: list[str], values: list[object]) -> str:
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
