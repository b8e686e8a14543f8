"""Stream the library into an index: its documents, what they cite and are not, clauses, references, yearly series."""

from __future__ import annotations

import hashlib
from collections import ChainMap
from itertools import pairwise

from compactx.index.writing.documents import (
    DOCUMENT_STEP,
    EDGE,
    MORE_DOCUMENTS,
    MORE_EDGES,
    MORE_SYMBOLS,
    SERIES_STEP,
    SYMBOL_STEP,
    DocumentRow,
    DocumentRows,
    HeldDocument,
    ListedDocument,
    RowBlock,
    checksum,
    keys_of,
    listed_documents,
    room_behind,
    settled,
)  # fmt: skip
from compactx.index.writing.room import NotLocalError, placed
from compactx.index.writing.ways import more_cost
from compactx.library.store import open_for_index, origin_of
from compactx.model.kinds import CLAIM, family
from compactx.model.text import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from compactx.index.writing.counting import Counts
    from compactx.index.writing.documents import Ends
    from compactx.index.writing.packing import WayChanges

_NEXT = 1  # a yearly series goes on in the following session
_EVERY_OTHER = 2  # one that comes up every second year skips a session
_LAST = 1 << 31  # what an edge can have as its number


def successions(library: sqlite3.Connection) -> list[tuple[int, int, str, str]]:
    """Return (document, the one before, confidence, why) where a title comes back a session or two later.

    Where a title stands twice in a session, which of them goes on cannot be told: neither is linked. What only claims
    its title and its symbol follows nothing official, and comes between nothing official.
    """
    sql = "SELECT body, series, turn, n, file FROM document WHERE series <> '' AND turn IS NOT NULL"
    rows = sorted((origin_of(file), body, series, turn, n) for body, series, turn, n, file in library.execute(sql))
    turns: list[tuple[tuple[int, str, str], int, list[int]]] = []
    for origin, body, series, turn, number in rows:
        if turns and turns[-1][:2] == ((origin, body, series), turn):
            turns[-1][2].append(number)
        else:
            turns.append(((origin, body, series), turn, [number]))
    found = []
    for (one, before, earlier), (other, after, later) in pairwise(turns):
        gap = after - before
        if one == other and gap in (_NEXT, _EVERY_OTHER) and len(earlier) == len(later) == 1:
            why = "same title in the following session" if gap == _NEXT else "same title two sessions later"
            found.append((later[0], earlier[0], "high" if gap == _NEXT else "medium", why))
    return found


def join_library(connection: sqlite3.Connection, path: str, relations: dict[str, tuple[int, int]], corpus: int) -> str:
    """Add a library to an index that holds the corpus; return the SHA-256 of what it holds.

    ``relations`` gives the row and the cost of each relation; no row of the corpus is behind row ``corpus``.
    """
    library = open_for_index(path)
    try:
        documents = listed_documents(library)
        _Joiner(connection, library, relations, corpus).run(documents)
        return library_digest(documents)
    finally:
        library.close()


def library_digest(documents: list[ListedDocument]) -> str:
    """Return the SHA-256 of what a library holds: what was read decides the answers, and how."""
    whole = hashlib.sha256()
    for one in sorted(documents, key=lambda one: one.id):
        whole.update(f"{one.id}\0{one.sha256}\0{one.reading}".encode())
    return whole.hexdigest()


class _Joiner:
    """Numbers documents, then things known by symbol, then clauses, and writes each as it goes."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        library: sqlite3.Connection,
        relations: dict[str, tuple[int, int]],
        corpus: int,
    ) -> None:
        self.connection = connection
        self.library = library
        self.relations = relations
        self.rows = DocumentRows(connection, library, relations, self)
        nodes = connection.execute("SELECT id, n, kind FROM node").fetchall()
        self.numbers = {identity: n for identity, n, _ in nodes}
        self.classes = {n for _, n, kind in nodes if kind == "class"}
        named = connection.execute("SELECT folded, node FROM name WHERE type = 'symbol' ORDER BY origin DESC, n DESC")
        self.symbols: dict[str, int] = dict(named.fetchall())
        self.corpus = corpus
        self.next = self.corpus + DOCUMENT_STEP
        self.degree: dict[int, int] = {}

    def run(self, documents: list[ListedDocument]) -> None:
        """Write everything."""
        held = list(map(self._document, documents))
        self.connection.executemany("INSERT OR IGNORE INTO held VALUES (?,?)", [(one.node, one.name) for one in held])
        self.next += MORE_DOCUMENTS * DOCUMENT_STEP
        starts = {"symbols": self.next}
        self.next += SYMBOL_STEP
        starts |= self._known_by_symbol()
        self._weigh()
        starts["edges"] = MORE_EDGES // 16 + (self.connection.execute("SELECT max(n) FROM edge").fetchone()[0] or 0)
        self._parts(documents, held, starts["edges"])
        starts["series"] = MORE_EDGES + (self.connection.execute("SELECT max(n) FROM edge").fetchone()[0] or 0)
        self._series({one.document: one for one in held}, starts)
        meta = ((f"first_{name}", str(number)) for name, number in starts.items())
        self.connection.executemany("INSERT INTO meta VALUES (?,?)", meta)

    def target(self, target: str, symbol: str) -> int | None:
        """Return the row of what a citation names."""
        return self.numbers.get(target) if target else self.symbols.get(fold(symbol))

    def more(self, node: int) -> int:
        """Return what a hop that cites a thing costs more."""
        return more_cost(self.degree.get(node, 0), is_class=node in self.classes)

    def _document(self, one: ListedDocument) -> HeldDocument:
        file, origin = one.path.rpartition("/")[2], origin_of(one.path)
        known = said_by_corpus(self.connection, self.library, one, self.symbols.get(fold(one.symbol)), self.corpus)
        if known:
            if origin != CLAIM:
                sql = "UPDATE node SET date = ? WHERE n = ? AND date = ''"
                self.connection.execute(sql, (one.date, known))
            identity = self.connection.execute("SELECT id FROM node WHERE n = ?", (known,)).fetchone()[0]
            return HeldDocument(one.number, one.id, identity, known, file, origin, is_new=False)
        identity = self._numbered(one.id, one.symbol, DOCUMENT_STEP)
        number = self.numbers[identity]
        self.rows.head(number, identity, one, file, origin)
        return HeldDocument(one.number, one.id, identity, number, file, origin, is_new=True)

    def _numbered(self, wanted: str, symbol: str, step: int) -> str:
        """Give the next number to an id that nothing else has, and to the symbol if it has none."""
        free, count = wanted, 1
        while free in self.numbers:
            count += 1
            free = f"{wanted}-{count}"
        self.numbers[free] = self.next
        for key in keys_of(symbol):
            self.symbols.setdefault(key, self.next)
        self.next += step
        return free

    def _known_by_symbol(self) -> dict[str, int]:
        """Make a node of every symbol that is cited and names nothing yet; return where clauses begin."""
        for (symbol,) in self.library.execute(
            "SELECT DISTINCT symbol FROM citation WHERE symbol <> '' ORDER BY symbol NOT LIKE '%(%', symbol"
        ):
            if fold(symbol) not in self.symbols:
                identity = self._numbered(symbol_id(symbol), symbol, SYMBOL_STEP)
                self.rows.symbol(self.numbers[identity], identity, symbol, year(symbol))
        self.next += MORE_SYMBOLS * SYMBOL_STEP
        return {"clauses": self.next}

    def _weigh(self) -> None:
        """Count how often the library cites each thing, but for its last documents."""
        number = settled(self.library)
        self.connection.execute("INSERT INTO meta VALUES ('settled', ?)", (str(number),))
        sql = "SELECT target, symbol, count(*) FROM citation WHERE document <= ? GROUP BY target, symbol"
        for target, symbol, count in self.library.execute(sql, (number,)):
            node = self.target(target, symbol)
            if node:
                self.degree[node] = self.degree.get(node, 0) + count
        self.connection.executemany("INSERT INTO weight VALUES (?,?)", sorted(self.degree.items()))

    def _parts(self, documents: list[ListedDocument], held: list[HeldDocument], first: int) -> None:
        """Write the clauses and citations of every document, and what the index knows it by."""
        room = room_behind(len(documents))
        self.next, at = self.next + room[0], first + room[1]
        added: dict[str, int] = {}
        for listing, one in zip(documents, held, strict=True):
            known = {} if one.is_new else ChainMap(added, self.numbers)
            clauses = self.rows.clauses(one, self.next, known)
            own = [n for locator, n in clauses.items() if f"{one.id}/{locator}" not in known]
            after = self.rows.edges(one, clauses, known, at)
            block = RowBlock(self.next, self.next + len(own), at, after)
            note(self.connection, self.library, listing, one, block, self)
            if not one.is_new:
                added.update((f"{one.id}/{locator}", n) for locator, n in clauses.items())
            self.next, at = block.last + room[0], after + room[1]

    def _series(self, nodes: dict[int, HeldDocument], starts: dict[str, int]) -> None:
        """Link a resolution with the one of the same body and title a session or two before."""
        rows = series_rows(self.connection, self.library, self.relations, nodes, starts["edges"])
        self.connection.executemany(EDGE, ((starts["series"] + at * SERIES_STEP, *row) for at, row in enumerate(rows)))


def note(
    connection: sqlite3.Connection,
    library: sqlite3.Connection,
    listing: ListedDocument,
    held: HeldDocument,
    block: RowBlock,
    ends: Ends,
) -> None:
    """Note a document with the numbers that its rows have."""
    sql = "SELECT target, symbol FROM citation WHERE document = ?"
    own = sum(ends.target(*row) == held.node for row in library.execute(sql, (held.document,)))
    row = DocumentRow(listing.id, listing.number, listing.mark, checksum(library, listing.number), listing.date,
                      held.node, int(held.is_new), *block, own)  # fmt: skip
    connection.execute(f"INSERT INTO part VALUES ({','.join('?' * len(row))})", row)


def said_by_corpus(
    connection: sqlite3.Connection, library: sqlite3.Connection, one: ListedDocument, known: int | None, corpus: int
) -> int | None:
    """Return what the corpus says of a document, None if it says nothing: the same symbol, and the same clauses.

    ``known`` is what bears the symbol, and ``corpus`` the last row of the corpus. The resolution that adopted a treaty
    is not the treaty, though its symbol names that too.
    """
    if not one.symbol or not known or known > corpus:
        return None
    kind = connection.execute("SELECT kind FROM node WHERE n = ?", (known,)).fetchone()[0]
    if kind == "treaty" or family(kind) != "instrument":
        return None
    sql = "SELECT locator, fingerprint FROM node WHERE instrument = ? AND fingerprint <> '' AND n <= ?"
    ours = dict(connection.execute(sql, (known, corpus)).fetchall())
    if not ours:
        return known
    sql = "SELECT locator, fingerprint FROM clause WHERE document = ?"
    shared = [ours[at] == mark for at, mark in library.execute(sql, (one.number,)) if at in ours]
    return known if 2 * sum(shared) > len(shared) else None


def series_rows(
    connection: sqlite3.Connection,
    library: sqlite3.Connection,
    relations: dict[str, tuple[int, int]],
    nodes: dict[int, HeldDocument],
    first: int,
) -> list[tuple[object, ...]]:
    """Return the edges of the yearly series in their order, without those of the corpus: edges before ``first``."""
    if "succeeds" not in relations:
        return []
    relation, cost = relations["succeeds"]
    known = set(connection.execute("SELECT src, dst FROM edge WHERE relation = ? AND n < ?", (relation, first)))
    return [
        (nodes[later].node, nodes[earlier].node, relation, "catalogue", "", "", sure, why, cost, nodes[later].file)
        for later, earlier, sure, why in successions(library)
        if (nodes[later].node, nodes[earlier].node) not in known
    ]


def symbol_id(symbol: str) -> str:
    """Return the id of what a symbol names.

    >>> symbol_id("A/RES/217(III)A"), symbol_id("S/RES/1325(2000)")
    ('a-res-217-iii-a', 's-res-1325-2000')
    """
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in symbol.lower()).split())


def year(symbol: str) -> str:
    """Return the year that a symbol tells, '' if it tells none; a session of the Assembly opens in 1945 + its number.

    >>> year("S/RES/1325(2000)"), year("E/RES/2022/1"), year("A/RES/70/1"), year("A/77/10")
    ('2000', '2022', '', '')
    """
    _, bracket, tail = symbol.partition("(")
    if bracket and len(tail) >= 5 and tail[:4].isdecimal() and tail[4] == ")":  # noqa: PLR2004 - four digits and a bracket
        return tail[:4]
    parts = symbol.split("/")
    years = (part for part in parts[1:] if len(part) == 4 and part.isdecimal() and part[:2] in {"19", "20"})  # noqa: PLR2004
    return next(years, "")


class SeriesLinks:
    """Takes links of series out and puts them in."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        library: sqlite3.Connection,
        relations: dict[str, tuple[int, int]],
        spans: tuple[int, int],
        noted: tuple[Counts, WayChanges],
    ) -> None:
        """Take where edges of the library and the links of series begin, and who is told of an edge."""
        self.connection = connection
        self.library = library
        self.relations = relations
        self.edges, self.first = spans
        self.counts, self.ways = noted

    def link(self, documents: dict[int, HeldDocument]) -> list[int]:
        """Link the yearly series as they are now; return the new edges.

        Raises:
            NotLocalError: they cannot be linked one by one.
        """
        rows = series_rows(self.connection, self.library, self.relations, documents, self.edges)
        wanted = {row[:2]: row for row in rows}
        if len(wanted) < len(rows):
            raise NotLocalError("a series has a link twice")
        sql = "SELECT src, dst, n, confidence, rationale, file FROM edge WHERE n >= ? ORDER BY n"
        held = {row[:2]: row[2:] for row in self.connection.execute(sql, (self.first,)).fetchall()}
        stays = {
            ends: row[0] for ends, row in held.items()
            if ends in wanted and (wanted[ends][6], wanted[ends][7], wanted[ends][9]) == row[1:]
        }  # fmt: skip
        order = [ends for ends in wanted if ends in stays]
        if [stays[ends] for ends in order] != sorted(stays.values()):
            raise NotLocalError("a series is in another order")
        self._remove([(ends[0], ends[1], row[0]) for ends, row in held.items() if ends not in stays])
        numbers = placed(list(wanted), stays, self.first - SERIES_STEP, _LAST, SERIES_STEP)
        for ends, number in numbers.items():
            self.connection.execute(EDGE, (number, *wanted[ends]))
            self.ways.touch(ends[0], ends[1], number)
            self.counts.come((number, number + 1), (0, 0))
        return list(numbers.values())

    def unlink(self, nodes: set[int]) -> None:
        """Take documents out of their series, before they go."""
        sql = "SELECT src, dst, n FROM edge WHERE {} = ? AND n >= ?"
        rows = {row for node in nodes for column in ("src", "dst")
                for row in self.connection.execute(sql.format(column), (node, self.first))}  # fmt: skip
        self._remove(sorted(rows))

    def _remove(self, edges: Iterable[tuple[int, int, int]]) -> None:
        for src, dst, edge in edges:
            self.ways.touch(src, dst, edge)
            self.counts.leave((edge, edge + 1), (0, 0))
            self.connection.execute("DELETE FROM edge WHERE n = ?", (edge,))
            self.connection.execute("DELETE FROM beside WHERE edge = ?", (edge,))
