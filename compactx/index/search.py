"""The SQL of full-text search: ranked rows with marked words, and the words that there are.

Expressions are in SQLite's FTS5 query language and come from :mod:`compactx.query.terms`, which never lets a user's
punctuation through unquoted.
"""

from __future__ import annotations

from itertools import zip_longest

from compactx.index.cache import BATCH
from compactx.model.record import Record
from compactx.model.text import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from compactx.index.rank import Statistics
    from compactx.index.read import Index
    from compactx.index.wording import LibraryWording

TOKENS = 'tokenize="unicode61 remove_diacritics 2"'
BEST_ROWS = 400  # that are kept ready of a word that stands in very many rows
BEST_OF_KIND = 100
START, END = "\x02", "\x03"
COLUMNS = ("title", "names", "gist", "surfaces", "wording")
_MARKED = ", ".join(f"highlight(text, {n}, '{START}', '{END}')" for n in range(len(COLUMNS)))
_LONGEST_TERM = 60
# Signs between words, for the text index as for everybody; of all others beyond ASCII it is asked itself.
_SIGNS = frozenset(map(chr, (*range(1, 128), 0xB0, *range(0x2010, 0x2016), *range(0x2018, 0x2020), 0x2022, 0x2212)))
_LAST = 2**63 - 1
# How many letters a typing error adds or leaves out at most.
SPREAD = 2


class SearchScope(Record):
    """Where to search; an empty field leaves all in. ``instrument`` is a row number.

    ``legal`` looks at an instrument, or at the one that a provision belongs to; an objective covers what stands in it.
    ``as_of`` leaves out what does not belong to a document of that day or earlier.
    """

    kinds: tuple[str, ...] = ()
    instrument: int | None = None
    objectives: tuple[int, ...] = ()
    legal: tuple[str, ...] = ()
    as_of: str = ""


class HitRow(Record):
    """A row that matched: its number, how well (the more the better), its columns with the matches between marks."""

    n: int
    score: float
    columns: tuple[str, ...]


class BadExpressionError(Exception):
    """The expression is not in the query language."""


def find_rows(index: Index, expression: str, scope: SearchScope, limit: int) -> list[HitRow]:
    """Return the best rows for an expression, all of them if the limit is 0.

    Raises:
        BadExpressionError: SQLite cannot read the expression.
    """
    ranked = _kept_ready(index, expression, scope, limit)
    if ranked is None and not _has_library(index):
        where, values = _where(scope)
        sql = f"SELECT text.rowid, -text.rank, {_MARKED} FROM {_tables(scope)} WHERE text MATCH ?{where}"
        rows = _ask(index, f"{sql} ORDER BY text.rank LIMIT ?", (expression, *values, limit or -1))
        return [HitRow(row[0], row[1], tuple(cell or "" for cell in row[2:])) for row in rows]
    if ranked is None:
        ranked = ranked_rows(index, expression, scope, limit)
    return mark_matches(index, expression, ranked)


def ranked_rows(index: Index, expression: str, scope: SearchScope, limit: int) -> list[tuple[int, float]]:
    """Return (row, score) of the best rows for an expression, each row that matches being ranked; raises as above."""
    where, values = _where(scope)
    start = f"SELECT text.rowid, -text.rank FROM {_tables(scope)} WHERE text MATCH ?{where}"
    found: list[tuple[int, float]] = []
    for span in _spans(index, scope):
        sql = f"{start} AND text.rowid BETWEEN ? AND ? ORDER BY text.rank LIMIT ?"
        found += _ask(index, sql, (expression, *values, *span, limit or -1))
    ranked = sorted(found, key=lambda row: (-row[1], row[0]))
    return ranked[:limit] if limit else ranked


def every_row(index: Index, expression: str, scope: SearchScope) -> tuple[array[int], array[float]]:
    """Return every row that matches and how well, in the order of rows: 16 bytes each; raises as above."""
    from array import array  # noqa: PLC0415 - few searches are for everything

    where, values = _where(scope)
    sql = (
        f"SELECT text.rowid, -text.rank FROM {_tables(scope)} WHERE text MATCH ?{where} AND text.rowid BETWEEN ? AND ?"
    )
    numbers, scores = array("q"), array("d")
    try:
        for span in sorted(_spans(index, scope)):
            for number, score in index.connection.execute(sql, (expression, *values, *span)):
                numbers.append(number)
                scores.append(score)
    except index.connection.OperationalError as error:
        raise BadExpressionError(str(error)) from None
    return numbers, scores


def _spans(index: Index, scope: SearchScope) -> list[tuple[int, int]]:
    """Return runs of rows, without overlap, outside which nothing lies in the scope."""
    meta = index.meta()
    corpus = int(meta.get("corpus_rows", "0"))
    if scope.instrument is not None:
        own = (scope.instrument, scope.instrument)
        parts = _parts(index, scope.instrument)
        return [parts] if parts[0] <= scope.instrument <= parts[1] else [own, parts] if parts[0] else [own]
    if scope.objectives and corpus:  # nothing in a library stands in an objective
        return [(1, corpus)]
    return [(1, _LAST)]


def _parts(index: Index, instrument: int) -> tuple[int, int]:
    """Return the first and the last row of an instrument's provisions, twice 0 if there are none."""
    row = index.connection.execute("SELECT min(n), max(n) FROM node WHERE instrument = ?", (instrument,)).fetchone()
    return (row[0] or 0, row[1] or 0)


def _kept_ready(index: Index, expression: str, scope: SearchScope, limit: int) -> list[tuple[int, float]] | None:
    """Return the best rows of a word that stands in very many, None if they were not ranked when the index was built.

    What is kept begins with the first of all rows in their order, and holds the first rows of each kind. So the first
    of them that are of some kinds are the first of these kinds; what lies in another scope is the first in it
    as long as it comes from the first of all rows.
    """
    common = _common(index, expression) if limit else None
    if common is None:
        return None
    word, total = common
    where, values = _where(scope)
    by_kind = bool(scope.kinds) and scope == SearchScope(kinds=scope.kinds)
    if by_kind and limit > BEST_OF_KIND:
        return None
    sql = "SELECT best.node, best.first, best.second, best.length FROM best"
    if by_kind:
        where = where.replace("node.kind", "best.kind")
    elif where:
        sql += " JOIN node ON node.n = best.node LEFT JOIN node AS whole ON whole.n = node.instrument"
    sql += f" WHERE best.word = ?{where}" + ("" if by_kind else f" AND best.position <= {BEST_ROWS}")
    rows = index.connection.execute(f"{sql} ORDER BY best.position LIMIT ?", (word, *values, limit)).fetchall()
    if not by_kind and len(rows) < (min(limit, total) if scope == SearchScope() else limit):
        return None
    scores = _statistics(index, word).scores([row[1:] for row in rows])
    return [(row[0], score) for row, score in zip(rows, scores, strict=True)]


def _statistics(index: Index, word: int) -> Statistics:
    """Return what the ranks of a common word rest on."""
    from compactx.index.rank import Statistics  # noqa: PLC0415 - few searches are for such a word

    sql = "SELECT rows, tokens, one, other FROM common_word WHERE word = ?"
    rows, tokens, *having = index.connection.execute(sql, (word,)).fetchone()
    return Statistics(rows, tokens, tuple(having))


def _common(index: Index, expression: str) -> tuple[int, int] | None:
    """Return the number under which the best rows of an expression are kept, and how many match in all."""
    sql = "SELECT word, total FROM common WHERE expression = ?"
    found: tuple[int, int] | None = index.connection.execute(sql, (expression,)).fetchone()
    return found


def _has_library(index: Index) -> bool:
    return index.connection.execute("SELECT 1 FROM held LIMIT 1").fetchone() is not None


def find_one(index: Index, expression: str, number: int) -> HitRow | None:
    """Return how one row matches an expression, None if it does not.

    Raises:
        BadExpressionError: SQLite cannot read the expression.
    """
    sql = "SELECT text.rowid, -text.rank FROM text WHERE text MATCH ? AND text.rowid = ?"
    found = _ask(index, sql, (expression, number))
    return mark_matches(index, expression, found)[0] if found else None


def count_hits(index: Index, expression: str, scope: SearchScope) -> int:
    """Return how many rows match an expression.

    Raises:
        BadExpressionError: SQLite cannot read the expression.
    """
    known = _kept_count(index, expression, scope)
    if known is not None:
        return known
    where, values = _where(scope)
    sql = f"SELECT count(*) FROM {_tables(scope)} WHERE text MATCH ?{where} AND text.rowid BETWEEN ? AND ?"
    return sum(int(_ask(index, sql, (expression, *values, *span))[0][0]) for span in _spans(index, scope))


def _kept_count(index: Index, expression: str, scope: SearchScope) -> int | None:
    """Return how many rows match a word that stands in very many; None if it was not counted beforehand."""
    common = _common(index, expression) if scope == SearchScope(kinds=scope.kinds) else None
    if common is None or not scope.kinds:
        return common and common[1]
    sql = f"SELECT sum(total) FROM common_kind WHERE word = ? AND kind IN ({','.join('?' * len(scope.kinds))})"
    return index.connection.execute(sql, (common[0], *scope.kinds)).fetchone()[0] or 0


def any_row(index: Index, expression: str, scope: SearchScope) -> bool:
    """Say whether anything matches, without ranking what does.

    Raises:
        BadExpressionError: SQLite cannot read the expression.
    """
    where, values = _where(scope)
    return bool(_ask(index, f"SELECT 1 FROM {_tables(scope)} WHERE text MATCH ?{where} LIMIT 1", (expression, *values)))


def admits(index: Index, number: int, scope: SearchScope) -> bool:
    """Say whether a row lies in the scope."""
    where, values = _where(scope)
    sql = f"SELECT 1 FROM node LEFT JOIN node AS whole ON whole.n = node.instrument WHERE node.n = ?{where}"
    return index.connection.execute(sql, (number, *values)).fetchone() is not None


def _tables(scope: SearchScope) -> str:
    """Return the joined tables; the text index leads, so that it hands out its rows in order of rank."""
    if scope == SearchScope():
        return "text"
    return "text CROSS JOIN node ON node.n = text.rowid LEFT JOIN node AS whole ON whole.n = node.instrument"


def _where(scope: SearchScope) -> tuple[str, list[object]]:
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


def mark_matches(index: Index, expression: str, ranked: Sequence[tuple[int, float]]) -> list[HitRow]:
    """Return rows with their matches between marks, the wording of a library's clauses among their columns.

    A clause whose wording is not in the library any more shows its gist.
    """
    marked = dict(marked_columns(index, expression, sorted(number for number, _ in ranked)))
    return [HitRow(number, score, marked[number]) for number, score in ranked]


def marked_columns(index: Index, expression: str, numbers: Sequence[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the columns of rows with their matches between marks; in the order of rows each document is read once.

    The rows are searched once more, alone and in memory, so that what is marked is what matches. Of very many the
    plain ones are marked without that, which comes to the same.
    """
    from compactx.index.wording import of_index  # noqa: PLC0415 - the shipped corpus has no wording

    memory = type(index.connection)(":memory:")
    memory.execute(f"CREATE VIRTUAL TABLE text USING fts5 ({', '.join(COLUMNS)}, {TOKENS})")
    library = of_index(index, at_once=True)
    mark = _plain_marks(expression) if len(numbers) > BATCH else None
    try:
        for start in range(0, len(numbers), BATCH):
            plain = _columns(index, library, numbers[start : start + BATCH])
            marked = plain.items() if mark else ()
            done = {n: tuple(map(mark, cells)) for n, cells in marked if mark and reads_plainly("".join(cells))}
            memory.execute("DELETE FROM text")
            memory.executemany(
                f"INSERT INTO text (rowid, {', '.join(COLUMNS)}) VALUES (?,?,?,?,?,?)",
                [(number, *columns) for number, columns in plain.items() if number not in done],
            )
            rows = memory.execute(f"SELECT rowid, {_MARKED} FROM text (?)", (expression,))
            done.update((row[0], row[1:]) for row in rows)
            yield from ((number, done.get(number, cells)) for number, cells in plain.items())
    finally:
        library.close()
        memory.close()


def heads(index: Index, numbers: Sequence[int]) -> Iterator[tuple[int, str, str, str, int]]:
    """Yield (row, id, kind, printed locator, line) of some rows; what is known by name has no locator."""
    for start in range(0, len(numbers), BATCH):
        batch = numbers[start : start + BATCH]
        sql = (
            "SELECT n, id, kind, CASE WHEN instrument NOT NULL THEN printed ELSE '' END, line FROM node"
            f" WHERE n IN ({','.join('?' * len(batch))}) ORDER BY n"
        )
        yield from index.connection.execute(sql, batch)


def parts_of_claimants(index: Index) -> set[int]:
    """Return the rows of all that bears a name that something else owns, and of its parts."""
    claimed = "SELECT node FROM origin WHERE owner IS NOT NULL"
    sql = f"SELECT n FROM node WHERE n IN ({claimed}) UNION SELECT n FROM node WHERE instrument IN ({claimed})"
    return {row[0] for row in index.connection.execute(sql)}


def plain_words(expression: str, *, many: bool) -> Callable[[str], list[str]] | None:
    """Return what splits ASCII at one word, or any of several, as the text index finds them; None for all else.

    The words stand at the odd places. In ``many`` texts a pattern finds them sooner than it costs.

    >>> plain_words('("state" OR "states")', many=False)("Statehood of the States")
    ['Statehood of the ', 'States', '']
    """
    quoted = expression.removeprefix("(").removesuffix(")").split(" OR ")
    words = [word[1:-1] for word in quoted if word[:1] == word[-1:] == '"']
    if len(words) < len(quoted) or not all(w.isascii() and w.isalnum() and w == w.lower() for w in words):
        return None
    if not many:
        return lambda text: _split(text, words)
    import re  # noqa: PLC0415 - costs as much as half a lookup, and pays from some hundred rows on

    return re.compile(f"(?<![0-9a-z])({'|'.join(words)})(?![0-9a-z])", re.IGNORECASE | re.ASCII).split


def _split(text: str, words: Sequence[str]) -> list[str]:
    """Return a text split at some words in small letters, each of them a piece of its own."""
    small, places, pieces, last = text.lower(), set[tuple[int, int]](), list[str](), 0
    for word in words:
        at = small.find(word)
        while at >= 0:
            end = at + len(word)
            if not small[end : end + 1].isalnum() and not (at and small[at - 1].isalnum()):
                places.add((at, end))
            at = small.find(word, end)
    for at, end in sorted(places):
        pieces += text[last:at], text[at:end]
        last = end
    return [*pieces, text[last:]]


def reads_plainly(text: str) -> bool:
    """Say whether plain words stand in a text as they would in ASCII: it has no letter that could be one in disguise.

    >>> reads_plainly("the States\u2019 rights \u2013 all of them"), reads_plainly("th\u00e9")
    (True, False)
    """
    return text.isascii() or _SIGNS.issuperset(text)


def marked_plainly(pieces: list[str]) -> str:
    """Return a text that was split at the words that match, with marks around them.

    >>> marked_plainly(["", "The", " rights of ", "the", " child"]).replace(START, "[").replace(END, "]")
    '[The] rights of [the] child'
    """
    pieces[1::2] = [f"{START}{word}{END}" for word in pieces[1::2]]
    return "".join(pieces)


def _plain_marks(expression: str) -> Callable[[str], str] | None:
    """Return what marks plain words in text of ASCII as the text index does; None for all else."""
    split = plain_words(expression, many=True)
    return split and (lambda cell: marked_plainly(split(cell)))


def matching_beside(index: Index, expression: str) -> array[int]:
    """Return the rows that match in other columns than their wording, in their order: 8 bytes each."""
    from array import array  # noqa: PLC0415 - few searches are for everything

    asked = f"{{{' '.join(COLUMNS[:-1])}}} : {expression}"
    sql = "SELECT rowid FROM text WHERE text MATCH ? ORDER BY rowid"
    return array("q", (row[0] for row in index.connection.execute(sql, (asked,))))


def clause_texts(index: Index, numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Yield the wording of those of some rows that are clauses of the library; nothing else of them is read."""
    from compactx.index.wording import of_index, searched  # noqa: PLC0415 - the shipped corpus has no wording

    library = of_index(index, at_once=True)
    try:
        for start in range(0, len(numbers), BATCH):
            batch = numbers[start : start + BATCH]
            sql = (
                "SELECT node.n, document, locator FROM node JOIN held ON held.node = node.instrument"
                f" WHERE node.n IN ({','.join('?' * len(batch))}) AND locator <> '' ORDER BY node.n"
            )
            rows = index.connection.execute(sql, batch).fetchall()
            for (number, document, locator), after in zip_longest(rows, rows[1:], fillvalue=(0, "", "")):
                if after[1] == document:  # several of it: all that it has is unpacked at once
                    library.words(document)
                yield number, searched(library.clause(document, locator))
    finally:
        library.close()


def _columns(index: Index, library: LibraryWording, numbers: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return what the text index holds of some rows: a clause with its wording, or else with its gist."""
    from compactx.index.wording import searched  # noqa: PLC0415 - as above

    marks = ",".join("?" * len(numbers))
    sql = (
        "SELECT searched.n, searched.title, names, searched.gist, surfaces, document, locator, line FROM searched"
        f" JOIN node ON node.n = searched.n LEFT JOIN held ON held.node = instrument WHERE searched.n IN ({marks})"
    )
    found = {}
    for number, title, names, gist, surfaces, document, locator, line in index.connection.execute(sql, numbers):
        wording = searched(library.clause(document, locator)) if document and locator else ""
        # A clause that the library added has no line; its gist is no more than the opening of its wording.
        cells = (title, names, "" if wording and not line else gist, surfaces, wording)
        found[number] = tuple(cell or "" for cell in cells)
    return found


def _ask(index: Index, sql: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
    try:
        return index.connection.execute(sql, values).fetchall()
    except index.connection.OperationalError as error:
        raise BadExpressionError(str(error)) from None


def known(index: Index, term: str) -> bool:
    """Say whether a word occurs anywhere."""
    sql = "SELECT 1 FROM term WHERE term = ?"
    return index.connection.execute(sql, (fold(term),)).fetchone() is not None


def terms_like(index: Index, term: str, *, start: str) -> list[tuple[str, int]]:
    """Return words of about the same length that begin in a way, with how many rows have them."""
    length = len(fold(term)[:_LONGEST_TERM])
    sql = "SELECT term, rows FROM term WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?"
    return index.connection.execute(sql, (start, start + "\uffff", length - SPREAD, length + SPREAD)).fetchall()


def overlap(index: Index, expression: str, scope: SearchScope, numbers: Sequence[int]) -> int:
    """Return how many of some rows match an expression."""
    where, values = _where(scope)
    total = 0
    for start in range(0, len(numbers), BATCH):
        batch = numbers[start : start + BATCH]
        marks = ",".join("?" * len(batch))
        sql = f"SELECT count(*) FROM {_tables(scope)} WHERE text MATCH ?{where} AND text.rowid IN ({marks})"
        total += int(_ask(index, sql, (expression, *values, *batch))[0][0])
    return total
