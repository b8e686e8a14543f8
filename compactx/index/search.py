"""The SQL of full-text search: ranked rows with marked words, and the words that there are.

Expressions are in SQLite's FTS5 query language and come from :mod:`compactx.query.terms`, which never lets a user's
punctuation through unquoted.
"""

from __future__ import annotations

from compactx.index.fold import fold
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from compactx.index.read import Index

START, END = "\x02", "\x03"
COLUMNS = ("title", "names", "gist", "surfaces")
_LONGEST_TERM = 60
_BATCH = 400
# How many letters a typing error adds or leaves out at most.
SPREAD = 2


class Scope(Record):
    """Where to search; an empty field leaves all in. ``instrument`` is a row number.

    ``legal`` looks at an instrument, or at the one that a provision belongs to; an objective covers what stands in it.
    ``as_of`` leaves out what does not belong to a document of that day or earlier.
    """

    kinds: tuple[str, ...] = ()
    instrument: int | None = None
    objectives: tuple[int, ...] = ()
    legal: tuple[str, ...] = ()
    as_of: str = ""


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
    sql = f"SELECT text.rowid, -text.rank, {marked} FROM {_tables(scope)} WHERE text MATCH ?{where}"
    sql += " ORDER BY text.rank LIMIT ?"
    rows = _ask(index, sql, (expression, *values, limit or -1))
    return [Row(row[0], row[1], tuple(cell or "" for cell in row[2:])) for row in rows]


def find_one(index: Index, expression: str, number: int) -> Row | None:
    """Return how one row matches an expression, None if it does not.

    Raises:
        BadExpressionError: SQLite cannot read the expression.
    """
    marked = ", ".join(f"highlight(text, {n}, '{START}', '{END}')" for n in range(len(COLUMNS)))
    sql = f"SELECT text.rowid, -text.rank, {marked} FROM text WHERE text MATCH ? AND text.rowid = ?"
    found = _ask(index, sql, (expression, number))
    return Row(found[0][0], found[0][1], tuple(cell or "" for cell in found[0][2:])) if found else None


def count(index: Index, expression: str, scope: Scope) -> int:
    """Return how many rows match an expression.

    Raises:
        BadExpressionError: SQLite cannot read the expression.
    """
    where, values = _where(scope)
    return int(
        _ask(index, f"SELECT count(*) FROM {_tables(scope)} WHERE text MATCH ?{where}", (expression, *values))[0][0]
    )


def any_row(index: Index, expression: str, scope: Scope) -> bool:
    """Say whether anything matches, without ranking what does.

    Raises:
        BadExpressionError: SQLite cannot read the expression.
    """
    where, values = _where(scope)
    return bool(_ask(index, f"SELECT 1 FROM {_tables(scope)} WHERE text MATCH ?{where} LIMIT 1", (expression, *values)))


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
    if scope.as_of:
        clauses += " AND coalesce(whole.date, node.date) BETWEEN '0' AND ?"
        values.append(scope.as_of)
    return clauses, values


def _ask(index: Index, sql: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
    try:
        return index.connection.execute(sql, values).fetchall()
    except index.connection.OperationalError as error:
        raise BadExpressionError(str(error)) from None


def known(index: Index, term: str) -> bool:
    """Say whether a word occurs anywhere."""
    sql = "SELECT 1 FROM vocabulary WHERE term = ?"
    return index.connection.execute(sql, (fold(term),)).fetchone() is not None


def terms_like(index: Index, term: str, *, start: str) -> list[tuple[str, int]]:
    """Return words of about the same length that begin in a way, with how many rows have them."""
    length = len(fold(term)[:_LONGEST_TERM])
    sql = "SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?"
    return index.connection.execute(sql, (start, start + "\uffff", length - SPREAD, length + SPREAD)).fetchall()


class Wordings:
    """The attached wording of clauses, indexed in memory for one search."""

    def __init__(self, index: Index, texts: Iterable[tuple[str, Mapping[str, str]]]) -> None:
        """Take (instrument id, wording by dotted locator) pairs; clauses that the corpus does not know are left out."""
        self.index = index
        self.places: list[tuple[int, str]] = []
        self.memory = type(index.connection)(":memory:")
        self.memory.execute(
            "CREATE VIRTUAL TABLE text USING fts5 (words, tokenize=\"unicode61 remove_diacritics 2\", prefix='2 3')"
        )
        self.memory.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab (text, row)")
        for identity, words in texts:
            instrument = index.by_id(identity)
            if instrument:
                first = len(self.places)
                self.places += [(instrument.n, locator) for locator in words]
                rows = enumerate(words.values(), first)
                self.memory.executemany("INSERT INTO text (rowid, words) VALUES (?, ?)", rows)

    def find(self, expression: str, scope: Scope) -> list[Row]:
        """Return every clause in the scope whose wording matches, the best first.

        Raises:
            BadExpressionError: SQLite cannot read the expression.
        """
        sql = f"SELECT rowid, -rank, highlight(text, 0, '{START}', '{END}') FROM text WHERE text MATCH ? ORDER BY rank"
        try:
            found = self.memory.execute(sql, (expression,)).fetchall()
        except self.memory.OperationalError as error:
            raise BadExpressionError(str(error)) from None
        rows = []
        for at, score, marked in found:
            node = self.index.by_locator(*self.places[at])
            if node and (scope == Scope() or admits(self.index, node.n, scope)):
                rows.append(Row(node.n, score, (marked,)))
        return rows

    def known(self, term: str) -> bool:
        """Say whether a word occurs in any wording."""
        return self.memory.execute("SELECT 1 FROM vocabulary WHERE term = ?", (fold(term),)).fetchone() is not None

    def terms_like(self, term: str) -> list[tuple[str, int]]:
        """Return words of about the same length, with how many clauses have them."""
        low, high = len(term) - SPREAD, len(term) + SPREAD
        sql = "SELECT term, doc FROM vocabulary WHERE length(term) BETWEEN ? AND ?"
        return self.memory.execute(sql, (low, high)).fetchall()


def overlap(index: Index, expression: str, scope: Scope, numbers: Sequence[int]) -> int:
    """Return how many of some rows match an expression."""
    where, values = _where(scope)
    total = 0
    for start in range(0, len(numbers), _BATCH):
        batch = numbers[start : start + _BATCH]
        marks = ",".join("?" * len(batch))
        sql = f"SELECT count(*) FROM {_tables(scope)} WHERE text MATCH ?{where} AND text.rowid IN ({marks})"
        total += int(_ask(index, sql, (expression, *values, *batch))[0][0])
    return total
