"""The text index: titles, names, gists, the words that cite, and the whole wording of a library's clauses.

The wording is unpacked a document at a time and only its words are indexed; no copy of it is kept. Ranking reads every
row that matches, so for words that stand in very many rows the best rows are ranked now and kept ready: a search for
one of them reads as many rows as it shows. In an index that grows rows go with the words that they had, and come with
those that they have.
"""

from __future__ import annotations

from compactx.index.wording import LibraryWording, searched
from compactx.index.writing import layout

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from compactx.index.writing.common import RowTerms

COLUMNS = ("title", "names", "gist", "surfaces", "wording")
# What is indexed of each row, where :class:`RowText` tells the wordings of a library.
SELECT = (
    "SELECT searched.n, searched.title, names, opening(searched.n, instrument, locator, searched.gist), surfaces,"
    " wording_of(instrument, locator) FROM searched JOIN node ON node.n = searched.n"
)
_INSERT = f"INSERT INTO text (rowid, {', '.join(COLUMNS)})"
_PLAIN = f"{_INSERT} SELECT n, title, names, gist, surfaces, '' FROM searched ORDER BY n"
_LESS = "UPDATE term SET rows = rows - ? WHERE term = ?"
_MORE = "INSERT INTO term VALUES (?,?) ON CONFLICT DO UPDATE SET rows = rows + excluded.rows"


def fill(connection: sqlite3.Connection, library: str, first: int) -> None:
    """Make the text index of everything in the tables.

    ``library`` is the file of the library, '' without one; the nodes from row ``first`` on come from it.
    """
    from compactx.index.writing import common  # noqa: PLC0415 - an index that grows may do without

    connection.executescript(layout.SEARCH)
    if library:
        text = RowText(connection, library, first)
        try:
            connection.execute(f"{_INSERT} {SELECT} ORDER BY searched.n")
        finally:
            text.close()
    else:
        connection.execute(_PLAIN)
    connection.execute("INSERT INTO term SELECT term, doc FROM vocabulary")
    connection.executescript(layout.COMMON)
    common.rank_all(connection)


class RowText:
    """The wording of rows from a library; a clause whose gist is only the opening of its wording has no gist here.

    ``former`` are the wordings, by document and locator, of what the library no longer holds.
    """

    def __init__(self, connection: sqlite3.Connection, library: str, first: int) -> None:
        """Teach a connection to read the wordings; the rows from ``first`` on come from the library."""
        self.connection = connection
        self.first = first
        self.former: Mapping[str, Mapping[str, str]] = {}
        self._library = LibraryWording(library)
        self.held: dict[int, str] = dict(connection.execute("SELECT node, document FROM held").fetchall())
        connection.create_function("wording_of", 2, lambda whole, locator: searched(self._wording(whole, locator)))
        connection.create_function("opening", 4, self._opening)

    def _wording(self, instrument: int | None, locator: str) -> str:
        document = self.held.get(instrument) if instrument and locator else None
        if not document:
            return ""
        words = self.former.get(document)
        return (self._library.words(document) if words is None else words).get(locator, "")

    def _opening(self, number: int, instrument: int | None, locator: str, gist: str) -> str:
        return "" if number >= self.first and self._wording(instrument, locator) else gist

    def close(self) -> None:
        """Close the library."""
        self._library.close()


class TextChanges:
    """Takes rows out of the text index and puts rows in, and keeps count of the rows that have each word."""

    def __init__(self, connection: sqlite3.Connection, library: str, first: int) -> None:
        """Take an index, the file of its library, and the first row that comes from there."""
        self.connection = connection
        self._text = RowText(connection, library, first)
        self._names: dict[int, str] = {}
        self.gone: dict[int, str] = {}
        self.came: dict[int, str] = {}
        self._made: list[str] = []  # virtual tables: to make one costs as much as most statements together
        connection.execute("CREATE TEMP TABLE turned (n INTEGER PRIMARY KEY)")

    def _make(self, table: str, kind: str) -> None:
        """Make a table in memory, if there is none yet."""
        if table not in self._made:
            self.connection.execute(f"CREATE VIRTUAL TABLE temp.{table} USING {kind}")
            self._made.append(table)

    def hold(self, node: int, document: str) -> None:
        """Note which document of the library a row is."""
        self._text.held[node] = document

    def leave(self, rows: Iterable[int], former: Mapping[str, Mapping[str, str]]) -> None:
        """Take rows out, before they change; ``former`` are the wordings of documents that the library has no more."""
        wanted = set(rows).difference(self.gone)
        if not wanted:
            return
        self._text.former = former
        new = self._copy("gone", wanted)
        self._text.former = {}
        self.gone |= new
        self.connection.execute(
            f"INSERT INTO text (text, rowid, {', '.join(COLUMNS)})"
            f" SELECT 'delete', rowid, {', '.join(COLUMNS)} FROM temp.text_gone WHERE rowid IN (SELECT n FROM turned)"
        )
        names = "SELECT name.n, folded FROM name WHERE node IN (SELECT n FROM turned)"
        self._names.update(self.connection.execute(names).fetchall())

    def come(self, rows: Iterable[int]) -> None:
        """Put rows in, as they are now."""
        wanted = set(rows).difference(self.came)
        if not wanted:
            return
        new = self._copy("came", wanted)
        self.came |= new
        self.connection.execute(
            f"INSERT INTO text (rowid, {', '.join(COLUMNS)})"
            f" SELECT rowid, {', '.join(COLUMNS)} FROM temp.text_came WHERE rowid IN (SELECT n FROM turned)"
        )

    def _copy(self, table: str, rows: set[int]) -> dict[int, str]:
        """Copy what is indexed of rows aside; return the kind of each."""
        self._make(f"text_{table}", f"fts5 ({', '.join(COLUMNS)}, {layout.TOKENS})")
        self._turn(rows)
        self.connection.execute(
            f"INSERT INTO temp.text_{table} (rowid, {', '.join(COLUMNS)}) {SELECT}"
            " WHERE searched.n IN (SELECT n FROM turned)"
        )
        return dict(self.connection.execute("SELECT n, kind FROM node WHERE n IN (SELECT n FROM turned)").fetchall())

    def _turn(self, rows: Iterable[int]) -> None:
        self.connection.execute("DELETE FROM turned")
        self.connection.executemany("INSERT INTO turned VALUES (?)", [(row,) for row in sorted(rows)])

    def finish(self) -> None:
        """Count words and letters of names; what goes and comes again as it was is left."""
        counts = self._counts("came") if self.came else {}
        for term, rows in self._counts("gone").items() if self.gone else ():
            counts[term] = counts.get(term, 0) - rows
        more = [(term, rows) for term, rows in counts.items() if rows > 0]
        less = [(-rows, term) for term, rows in counts.items() if rows < 0]
        self.connection.executemany(_MORE, more)
        self.connection.executemany(_LESS, less)
        self.connection.executemany("DELETE FROM term WHERE term = ? AND rows = 0", [(term,) for _, term in less])
        self._spell()
        if self._has_common(more):
            self._rank()
        for table in (*reversed(self._made), "turned"):
            self.connection.execute(f"DROP TABLE temp.{table}")
        self._text.close()

    def _counts(self, table: str) -> dict[str, int]:
        """Return how many of the rows that were copied have each word."""
        self._make(f"terms_{table}", f"fts5vocab (temp, text_{table}, row)")
        return dict(self.connection.execute(f"SELECT term, doc FROM temp.terms_{table}"))

    def _spell(self) -> None:
        """Take names out of the index of letters and put names in."""
        self._turn(self.came)
        now = dict(self.connection.execute("SELECT n, folded FROM name WHERE node IN (SELECT n FROM turned)"))
        gone = sorted(self._names.items() - now.items())
        came = sorted(now.items() - self._names.items())
        self.connection.executemany("INSERT INTO letters (letters, rowid, folded) VALUES ('delete',?,?)", gone)
        self.connection.executemany("INSERT INTO letters (rowid, folded) VALUES (?,?)", came)

    def _has_common(self, more: Iterable[tuple[str, int]]) -> bool:
        """Say whether any word stands in very many rows, or did; ``more`` are those that stand in more rows now."""
        if self.connection.execute("SELECT EXISTS (SELECT 1 FROM common)").fetchone()[0]:
            return True
        sql = "SELECT rows FROM term WHERE term = ?"
        return any(self.connection.execute(sql, (term,)).fetchone()[0] > layout.COMMON_ROWS for term, _ in more)

    def _rank(self) -> None:
        """Set right which rows of common words are the best."""
        from compactx.index.writing.common import CommonChanges  # noqa: PLC0415 - most corpora have no common words

        CommonChanges(self.connection, self._terms("gone", self.gone), self._terms("came", self.came)).finish()

    def _terms(self, table: str, kinds: Mapping[int, str]) -> dict[int, RowTerms]:
        """Return the words of the rows that were copied."""
        from compactx.index.writing.common import RowTerms  # noqa: PLC0415 - as above

        if not kinds:
            return {}
        self._make(f"words_{table}", f"fts5vocab (temp, text_{table}, instance)")
        found: dict[int, dict[str, int]] = {row: {} for row in kinds}
        lengths = dict.fromkeys(kinds, 0)
        sql = f"SELECT doc, term, col, count(*) FROM temp.words_{table} GROUP BY 1, 2, 3"
        for row, term, column, count in self.connection.execute(sql):
            found[row][term] = found[row].get(term, 0) + count * layout.WEIGHTS[column]
            lengths[row] += count
        return {row: RowTerms(kind, found[row], lengths[row]) for row, kind in kinds.items()}
