"""Fill the text index: titles, names, gists, the words that cite, and the whole wording of a library's clauses.

The wording is unpacked a document at a time and only its words are indexed; no copy of it is kept. Ranking reads every
row that matches, so for words that stand in very many rows the best rows are ranked now and kept ready: a search for
one of them reads as many rows as it shows.
"""

from __future__ import annotations

from compactx.index import layout
from compactx.index.wording import LibraryWording, searched

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

COLUMNS = ("title", "names", "gist", "surfaces", "wording")
# What is indexed of each row, where :class:`RowText` tells the wordings of a library.
SELECT = (
    "SELECT searched.n, searched.title, names, opening(searched.n, instrument, locator, searched.gist), surfaces,"
    " wording_of(instrument, locator) FROM searched JOIN node ON node.n = searched.n"
)
_INSERT = f"INSERT INTO text (rowid, {', '.join(COLUMNS)})"
_PLAIN = f"{_INSERT} SELECT n, title, names, gist, surfaces, '' FROM searched ORDER BY n"


def fill(connection: sqlite3.Connection, library: str, first: int) -> None:
    """Make the text index of everything in the tables.

    ``library`` is the file of the library, '' without one; the nodes from row ``first`` on come from it.
    """
    from compactx.index import common  # noqa: PLC0415 - an index that grows may do without

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
