"""Full-text search of attached wordings: indexed in memory, for one search or a session of them, beside the index."""

from __future__ import annotations

from compactx.index.search import END, SPREAD, START, TOKENS, BadExpressionError, HitRow, SearchScope, admits
from compactx.model.text import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from compactx.index.read import Index


class AttachedWordings:
    """The attached wording of clauses, indexed in memory."""

    def __init__(self, index: Index, texts: Iterable[tuple[str, Mapping[str, str]]]) -> None:
        """Take (instrument id, wording by dotted locator) pairs; clauses that the corpus does not know are left out."""
        self.index = index
        self.places: list[tuple[int, str]] = []
        self.memory: sqlite3.Connection = type(index.connection)(":memory:")
        self.memory.execute(f"CREATE VIRTUAL TABLE text USING fts5 (words, {TOKENS}, prefix='2 3')")
        self.memory.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab (text, row)")
        for identity, words in texts:
            instrument = index.by_id(identity)
            if instrument:
                first = len(self.places)
                self.places += [(instrument.n, locator) for locator in words]
                rows = enumerate(words.values(), first)
                self.memory.executemany("INSERT INTO text (rowid, words) VALUES (?, ?)", rows)

    def find(self, expression: str, scope: SearchScope) -> list[HitRow]:
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
            if node and (scope == SearchScope() or admits(self.index, node.n, scope)):
                rows.append(HitRow(node.n, score, (marked,)))
        return rows

    def known(self, term: str) -> bool:
        """Say whether a word occurs in any wording."""
        return self.memory.execute("SELECT 1 FROM vocabulary WHERE term = ?", (fold(term),)).fetchone() is not None

    def terms_like(self, term: str) -> list[tuple[str, int]]:
        """Return words of about the same length, with how many clauses have them."""
        low, high = len(term) - SPREAD, len(term) + SPREAD
        sql = "SELECT term, doc FROM vocabulary WHERE length(term) BETWEEN ? AND ?"
        return self.memory.execute(sql, (low, high)).fetchall()
