"""Fill the text index: titles, names, gists, the words that cite, and the whole wording of a library's clauses.

The wording is unpacked a document at a time and only its words are indexed; no copy of it is kept. Ranking reads every
row that matches, so for words that stand in very many rows the best rows are ranked now and kept ready: a search for
one of them reads as many rows as it shows.
"""

from __future__ import annotations

import heapq
import math
from typing import TYPE_CHECKING

from compactx.index import layout
from compactx.index.inflect import any_form, forms
from compactx.index.wording import LibraryWording, searched

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

_RANKED = "SELECT rowid, rank FROM text WHERE text MATCH ? ORDER BY rowid"


def fill(connection: sqlite3.Connection, library: str, first: int) -> None:
    """Make the text index of everything in the tables.

    ``library`` is the file of the library, '' without one; the nodes from row ``first`` on come from it.
    """
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
    _rank_common(connection)


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


def rank_again(connection: sqlite3.Connection) -> None:
    """Rank anew the words that stand in very many rows."""
    for table in ("common", "common_kind", "best"):
        connection.execute(f"DELETE FROM {table}")
    _rank_common(connection)


def _rank_common(connection: sqlite3.Connection) -> None:
    """Keep the number of rows and the best of them for each word, in all its forms, that stands in very many rows."""
    terms = connection.execute("SELECT term FROM term WHERE rows > ?", (layout.COMMON_ROWS,)).fetchall()
    kinds = _Kinds(connection) if terms else None
    done: set[str] = set()
    for word, (term,) in enumerate(terms, 1):
        asked = any_form(term)
        if asked in done or kinds is None:
            continue
        same = dict.fromkeys(any_form(form) for form in forms(term) if set(forms(form)) == set(forms(term)))
        done.update(same)
        counts = _keep_best(connection, kinds, word, asked)
        connection.executemany("INSERT INTO common_kind VALUES (?,?,?)", [(word, *pair) for pair in counts.items()])
        connection.executemany("INSERT INTO common VALUES (?,?,?)", [(one, word, sum(counts.values())) for one in same])


class _Kinds:
    """The kind of each row, a byte each."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.names = [row[0] for row in connection.execute("SELECT DISTINCT kind FROM node ORDER BY 1")]
        codes = {name: code for code, name in enumerate(self.names)}
        self.codes = bytearray(connection.execute("SELECT max(n) FROM node").fetchone()[0] + 1)
        for number, kind in connection.execute("SELECT n, kind FROM node"):
            self.codes[number] = codes[kind]


class _Best:
    """The best rows seen so far: those with the smallest rank, of two alike the one seen first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.count = 0
        self.worst = math.inf
        self._heap: list[tuple[float, int]] = []

    def see(self, rank: float, number: int) -> None:
        """Take a row that is better than the worst so far; rows come in order of their numbers."""
        if len(self._heap) < self.most:
            heapq.heappush(self._heap, (-rank, -number))
        else:
            heapq.heapreplace(self._heap, (-rank, -number))
        if len(self._heap) == self.most:
            self.worst = -self._heap[0][0]

    def rows(self) -> list[tuple[float, int]]:
        """Return (rank, row) pairs in any order."""
        return [(-rank, -number) for rank, number in self._heap]


def _keep_best(connection: sqlite3.Connection, kinds: _Kinds, word: int, asked: str) -> dict[str, int]:
    """Keep the best rows of a word, of all and of each kind; return how many rows of each kind there are."""
    every = _Best(layout.BEST_ROWS)
    each = [_Best(layout.BEST_OF_KIND) for _ in kinds.names]
    codes = kinds.codes
    for number, rank in connection.execute(_RANKED, (asked,)):
        own = each[codes[number]]
        own.count += 1
        if rank < every.worst:
            every.see(rank, number)
        if rank < own.worst:
            own.see(rank, number)
    kept = sorted({row for best in (every, *each) for row in best.rows()})
    rows = [(word, at, kinds.names[codes[number]], number, -rank) for at, (rank, number) in enumerate(kept, 1)]
    connection.executemany("INSERT INTO best VALUES (?,?,?,?,?)", rows)
    return {name: best.count for name, best in zip(kinds.names, each, strict=True) if best.count}
