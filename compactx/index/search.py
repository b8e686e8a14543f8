"""The SQL of full-text search: ranked rows with marked words, and the words that there are.

Expressions are in SQLite's FTS5 query language and come from :mod:`compactx.query.terms`, which never lets a user's
punctuation through unquoted.
"""

from __future__ import annotations

from compactx.index.fold import fold
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.index.read import Index

START, END = "\x02", "\x03"
COLUMNS = ("title", "names", "gist", "surfaces")
_LONGEST_TERM = 60


class Scope(Record):
    """Where to search; an empty field leaves all in. ``instrument`` is a row number.

    ``legal`` looks at an instrument, or at the one that a provision belongs to; an objective covers what stands in it.
    """

    kinds: tuple[str, ...] = ()
    instrument: int | None = None
    objectives: tuple[int, ...] = ()
    legal: tuple[str, ...] = ()


class Row(Record):
    """A row that matched: its number, how well (the more the better), its columns with the matches between marks."""

    n: int
    score: float
    columns: tuple[str, ...]


class BadExpressionError(Exception):
    """The expression is not in the query language."""


def find(index: Index, expression: str, scope: Scope, limit: int) -> list[Row]:
    """Return the best rows for an expression, all of them if the limit is 0.

    Raises:
        BadExpressionError: SQLite cannot read the expression.
    """
    marked = ", ".join(f"highlight(text, {n}, '{START}', '{END}')" for n in range(len(COLUMNS)))
    where, values = _where(scope)
    sql = f"SELECT text.rowid, -text.rank, {marked} FROM {_tables(scope)} WHERE text MATCH ?{where} ORDER BY text.rank LIMIT ?"
    rows = _ask(index, sql, (expression, *values, limit or -1))
    return [Row(row[0], row[1], tuple(cell or "" for cell in row[2:])) for row in rows]


def count(index: Index, expression: str, scope: Scope) -> int:
    """Return how many rows match an expression.

    Raises:
        BadExpressionError: SQLite cannot read the expression.
    """
    where, values = _where(scope)
    return int(_ask(index, f"SELECT count(*) FROM {_tables(scope)} WHERE text MATCH ?{where}", (expression, *values))[0][0])


def admits(index: Index, number: int, scope: Scope) -> bool:
    """Say whether a row lies in the scope."""
    where, values = _where(scope)
    sql = f"SELECT 1 FROM node LEFT JOIN node AS whole ON whole.n = node.instrument WHERE node.n = ?{where}"
    return index.connection.execute(sql, (number, *values)).fetchone() is not None


def _tables(scope: Scope) -> str:
    """Return the joined tables; the text index leads, so that it hands out its rows in order of rank."""
    if scope == Scope():
        return "text"
    return "text CROSS JOIN node ON node.n = text.rowid LEFT JOIN node AS whole ON whole.n = node.instrument"


def _where(scope: Scope) -> tuple[str, list[object]]:
    clauses, values = "", list[object]()
    for column, wanted in (("node.kind", scope.kinds), ("node.objective", scope.objectives)):
        if wanted:
            clauses += f" AND {column} IN ({','.join('?' * len(wanted))})"
            values += wanted
    if scope.legal:
        clauses += f" AND coalesce(nullif(node.legal, ''), whole.legal) IN ({','.join('?' * len(scope.legal))})"
        values += scope.legal
    if scope.instrument is not None:
        clauses += " AND (node.instrument = ? OR node.n = ?)"
        values += [scope.instrument, scope.instrument]
    return clauses, values


def _ask(index: Index, sql: str, values: tuple[object, ...]) -> list[tuple[object, ...] | tuple[int, float, str]]:
    try:
        return index.connection.execute(sql, values).fetchall()
    except index.connection.OperationalError as error:
        raise BadExpressionError(str(error)) from None


def known(index: Index, term: str) -> bool:
    """Say whether a word occurs anywhere."""
    sql = "SELECT 1 FROM vocabulary WHERE term = ?"
    return index.connection.execute(sql, (fold(term),)).fetchone() is not None


def terms_like(index: Index, term: str, spread: int = 2) -> list[tuple[str, int]]:
    """Return words of about the same length, with how many rows have them: those with the same first letter, or all."""
    folded = fold(term)[:_LONGEST_TERM]
    low, high = len(folded) - spread, len(folded) + spread
    sql = "SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?"
    near = index.connection.execute(sql, (folded[:1], folded[:1] + "\uffff", low, high)).fetchall()
    return [*near, *index.connection.execute(sql, ("", "\uffff", low, high))] if near or folded else []


def prefix_count(index: Index, prefix: str) -> int:
    """Return how many words start so, at most 2."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM vocabulary WHERE term >= ? AND term < ? LIMIT 2)"
    start = fold(prefix)
    return int(index.connection.execute(sql, (start, start + "\uffff")).fetchone()[0])
