"""The rows of a library's documents, as a whole build writes them and as an index that grows does.

Rows have their order from their numbers: the documents by their day and id, then what is known by symbol alone, then
the clauses of one document after another, and likewise the edges. Between them numbers are left free, so that a
document that comes later finds room where it belongs.
"""

from __future__ import annotations

import zlib
from typing import NamedTuple

from compactx.index.hops import BASIS_COST
from compactx.index.writing.layout import UNRESOLVED_AT
from compactx.index.writing.room import NotLocalError
from compactx.index.writing.rows import NAMES
from compactx.index.writing.ways import WHOLE_COST
from compactx.model.kinds import CLAIM, LIBRARY
from compactx.model.text import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from typing import Protocol

    class Ends(Protocol):
        """Knows what citations lead to."""

        def target(self, target: str, symbol: str) -> int | None:
            """Return the row of what a citation names by its id, or else by its symbol; None if there is none."""

        def more(self, node: int) -> int:
            """Return what a hop that cites a thing costs more because of what it is and how often it is cited."""


DOCUMENT_STEP, SYMBOL_STEP, SERIES_STEP = 16, 8, 16  # from a row to the next one
CLAUSE_ROOM, EDGE_ROOM = 1024, 4096  # numbers left free behind the rows of a document
MORE_DOCUMENTS, MORE_SYMBOLS, MORE_EDGES = 1024, 2048, 1 << 25  # how many can come behind the last
NUMBERS = 1 << 32  # of rows: the packed hops have no room for more
PERMALINK = "https://docs.un.org/en/"
NOT_HELD = "Known by its symbol: the library cites it and does not hold it."
NODE = f"INSERT INTO node VALUES ({','.join('?' * 19)})"
EDGE = (
    "INSERT INTO edge (n, src, dst, relation, basis, clause, surface, pinpoint, confidence, strength, rationale, cost,"
    " file, line) VALUES (?,?,?,?,?,NULL,?,?,?,'',?,?,?,0)"
)
_SECURITY = "S/RES/"
_ALIAS = "s/res/"
_SIZE = "SELECT (SELECT count(*) FROM clause WHERE document = ?) + (SELECT count(*) FROM citation WHERE document = ?)"
_NEAR = 8


class HeldDocument(NamedTuple):
    """A document of the library, by number and by its name there, and its row; ``is_new`` unless the corpus has it."""

    document: int
    name: str
    id: str
    node: int
    file: str
    origin: int
    is_new: bool


class RowBlock(NamedTuple):
    """The numbers that the clauses and the edges of a document have: the first, and the one after the last."""

    first: int
    last: int
    edge_first: int
    edge_last: int


class DocumentRow(NamedTuple):
    """What the index notes of a document to know it again: a row of the table ``part``."""

    document: str
    number: int
    mark: str
    words: int
    day: str
    node: int
    is_new: int
    first: int
    last: int
    edge_first: int
    edge_last: int
    own: int

    @property
    def order(self) -> tuple[str, str]:
        """Where the document stands among the others."""
        return self.day, self.document


def room_behind(documents: int) -> tuple[int, int]:
    """Return how many numbers are left free behind the clauses and the edges of each of so many documents.

    >>> room_behind(6_000), room_behind(1_000_000)
    ((1024, 4096), (1024, 2147))
    """
    share = NUMBERS // 2 // max(1, documents)
    return min(CLAUSE_ROOM, share), min(EDGE_ROOM, share)


def noted(connection: sqlite3.Connection) -> dict[str, DocumentRow]:
    """Return the documents that an index holds, in their order."""
    rows = connection.execute("SELECT * FROM part ORDER BY day, document")
    return {row[0]: DocumentRow(*row) for row in rows}


# Every document in its order, with how it was read: an earlier library does not say.
_LISTED = (
    "SELECT document.n, document.id, document.symbol, document.kind, document.title, document.date, document.url,"
    " document.file, document.body, document.series, document.turn, coalesce(source.sha256, ''), coalesce({how}, '')"
    " FROM document LEFT JOIN source ON source.path = document.file ORDER BY document.date, document.id"
)


class ListedDocument(NamedTuple):
    """A document as the library has it now."""

    number: int
    id: str
    symbol: str
    kind: str
    title: str
    date: str
    url: str
    path: str
    body: str
    series: str
    turn: int | None
    sha256: str
    reading: str

    @property
    def mark(self) -> str:
        """What differs when anything of the document does."""
        return "\t".join(map(str, self))


def listed_documents(library: sqlite3.Connection) -> list[ListedDocument]:
    """Return the documents of a library in their order."""
    how = "source.reading" if library.execute("PRAGMA user_version").fetchone()[0] > 1 else "''"
    return [ListedDocument(*row) for row in library.execute(_LISTED.format(how=how))]


def keys_of(symbol: str) -> tuple[str, ...]:
    """Return the folded forms under which citations find what bears a symbol: S/RES/1325 is S/RES/1325(2000).

    >>> keys_of("S/RES/1325(2000)"), keys_of("A/RES/70/1"), keys_of("")
    (('s/res/1325(2000)', 's/res/1325'), ('a/res/70/1',), ())
    """
    folded = fold(symbol) if symbol else ""
    short = folded.partition("(")[0] if symbol.startswith(_SECURITY) else folded
    return tuple(dict.fromkeys((folded, short))) if folded else ()


def checksum(library: sqlite3.Connection, number: int) -> int:
    """Return a sum of the packed wording of a document."""
    row = library.execute("SELECT packed FROM wording WHERE document = ?", (number,)).fetchone()
    return zlib.crc32(row[0]) if row and row[0] else 0


def settled(library: sqlite3.Connection) -> int:
    """Return the number up to which documents decide how dear it is to pass through what is cited often.

    It follows the last document in steps of an eighth at least, so that one document more does not move what the hops
    of thousands cost.

    >>> [number & -(1 << max(0, number.bit_length() - 3)) for number in (5, 9, 1000, 6001)]
    [5, 8, 896, 5120]
    """
    last = library.execute("SELECT max(n) FROM document").fetchone()[0] or 0
    return int(last & -(1 << max(0, last.bit_length() - 3)))


class DocumentRows:
    """Writes the rows of documents."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        library: sqlite3.Connection,
        relations: Mapping[str, tuple[int, int]],
        ends: Ends,
    ) -> None:
        """Take the index, the library, the row and the cost of each relation, and what citations lead to."""
        self.connection = connection
        self.library = library
        self.relations = relations
        self.ends = ends

    def head(self, number: int, identity: str, one: ListedDocument, file: str, origin: int) -> None:
        """Write a document itself."""
        self._thing(number, (identity, one.kind, one.title, one.symbol, one.date, file))
        self._facts(number, {"url": one.url, "sources": file})
        self._name(number, 0, one.title, "full", CLAIM)
        self._name(number, 1, one.symbol, "symbol", origin)
        self.connection.execute("INSERT INTO origin (node, origin) VALUES (?,?)", (number, origin))

    def symbol(self, number: int, identity: str, symbol: str, day: str) -> None:
        """Write a thing that is known by its symbol alone."""
        kind = "resolution" if "/RES/" in symbol else "treaty" if symbol.startswith("UNTS") else "document"
        self._thing(number, (identity, kind, symbol, symbol, day, ""))
        link = PERMALINK + symbol.replace(" ", "%20") if "/" in symbol else ""
        self._facts(number, {"url": link, "notes": NOT_HELD})
        self._name(number, 1, symbol, "symbol", LIBRARY)
        self.connection.execute("INSERT INTO origin (node, origin) VALUES (?,?)", (number, LIBRARY))

    def _thing(self, number: int, told: tuple[str, str, str, str, str, str]) -> None:
        identity, kind, title, symbol, date, file = told
        row = (number, identity, kind, title, "", "", None, None, None, None, "", 0, "", symbol, "n/a", date, "", file)
        self.connection.execute(NODE, (*row, 0))

    def _facts(self, number: int, facts: dict[str, str]) -> None:
        rows = [(number, at, *pair) for at, pair in enumerate(facts.items()) if pair[1]]
        self.connection.executemany("INSERT INTO fact VALUES (?,?,?,?)", rows)

    def _name(self, number: int, at: int, name: str, kind: str, origin: int) -> None:
        if name:
            sql = "INSERT INTO name VALUES (?,?,?,?,?,?,0,?)"
            row = (NAMES + 2 * number + at, fold(name), number, name, kind, int(kind == "full"), origin)
            self.connection.execute(sql, row)

    def clauses(self, held: HeldDocument, first: int, known: Mapping[str, int]) -> dict[str, int]:
        """Write the clauses of a document from a number on; return the row of each locator.

        ``known`` are those that the corpus describes already, by id.
        """
        sql = (
            "SELECT locator, printed, kind, parent, number, title, gist, words, fingerprint FROM clause"
            " WHERE document = ? ORDER BY position"
        )
        found: dict[str, int] = {}
        nodes: list[tuple[object, ...]] = []
        for locator, printed, kind, parent, number, title, gist, words, mark in self.library.execute(
            sql, (held.document,)
        ):
            identity = f"{held.id}/{locator}"
            if identity in known:
                found[locator] = known[identity]
                continue
            found[locator] = first + len(nodes)
            nodes.append((found[locator], identity, kind, title, locator, printed, held.node,
                          found.get(parent, held.node), None, number, gist, words, mark, "", "", "", "", held.file,
                          0))  # fmt: skip
        self.connection.executemany(NODE, nodes)
        if not held.is_new:  # clauses that the library adds to what the corpus describes
            rows = ((node[0], held.origin) for node in nodes)
            self.connection.executemany("INSERT INTO origin (node, origin) VALUES (?,?)", rows)
        return found

    def edges(self, held: HeldDocument, clauses: Mapping[str, int], known: Mapping[str, int], first: int) -> int:
        """Write what the clauses of a document are part of, then what it cites, from a number on.

        Return the first number that is free; what leads nowhere has a number too, in its own table.
        """
        sql = "SELECT locator, parent FROM clause WHERE document = ? ORDER BY position"
        size: int = self.library.execute(_SIZE, (held.document, held.document)).fetchone()[0]
        part_of, cost = self.relations["part-of"]
        rows: list[tuple[object, ...]] = []
        seen: set[str] = set()
        for locator, parent in self.library.execute(sql, (held.document,)):
            above = clauses[parent] if parent in seen else held.node
            seen.add(locator)
            if f"{held.id}/{locator}" in known:
                continue
            more = WHOLE_COST if above == held.node else 0
            rows.append((clauses[locator], above, part_of, "structure", "", "", "", "", cost + more, held.file))
        rows += self._citations(held, clauses, first)
        self.connection.executemany(EDGE, ((first + at, *row) for at, row in enumerate(rows)))
        return first + size

    def _citations(self, held: HeldDocument, clauses: Mapping[str, int], first: int) -> list[tuple[object, ...]]:
        sql = (
            "SELECT locator, target, symbol, surface, pinpoint, basis, confidence FROM citation"
            " WHERE document = ? ORDER BY n"
        )
        cites, cost = self.relations["cites"]
        rows: list[tuple[object, ...]] = []
        lost = 0
        for locator, target, symbol, surface, pinpoint, basis, sure in self.library.execute(sql, (held.document,)):
            node = self.ends.target(target, symbol)
            if node is None:  # a thing that the corpus had when the document was read
                own = f"{held.id}/{locator}" if locator else held.id
                row = (first + lost, own, target or symbol, "cites", basis, surface, pinpoint, sure, held.file, 0)
                self.connection.execute(UNRESOLVED_AT, row)
                lost += 1
            if node is None or node == held.node:
                continue
            whole = cost + BASIS_COST.get(basis, 0) + self.ends.more(node)
            source = clauses.get(locator, held.node)
            rows.append((source, node, cites, basis, surface, pinpoint, sure, "", whole, held.file))
        return rows


def bearer(connection: sqlite3.Connection, key: str) -> int | None:
    """Return the row of what bears a folded symbol, or of a resolution whose symbol goes on with its year."""
    sql = "SELECT node FROM name WHERE folded = ? AND type = 'symbol' AND n < ? ORDER BY origin, n LIMIT 1"
    row = connection.execute(sql, (key, NAMES)).fetchone()
    if row:
        return int(row[0])
    sql = "SELECT n, node FROM name WHERE folded = ? AND type = 'symbol' AND n >= ? ORDER BY n LIMIT 1"
    found = connection.execute(sql, (key, NAMES)).fetchall()
    if key.startswith(_ALIAS) and "(" not in key:
        sql = (
            "SELECT n, node FROM name WHERE folded >= ? AND folded < ? AND type = 'symbol' AND n >= ?"
            " AND substr(name, 1, 6) = 'S/RES/' ORDER BY n LIMIT 1"
        )
        found += connection.execute(sql, (f"{key}(", f"{key})", NAMES)).fetchall()
    return int(min(found)[1]) if found else None


class FreeRows:
    """Finds room for the rows of documents between those of their neighbours."""

    def __init__(self, order: list[str], blocks: Mapping[str, DocumentRow], start: tuple[int, int], end: int) -> None:
        """Take the documents in their order, the rows of those that have some, and where clauses and edges begin.

        Edges end before ``end``: those of the series follow.
        """
        self.order = order
        self.start = start
        self.end = NUMBERS, end
        self.blocks = {key: RowBlock(one.first, one.last, one.edge_first, one.edge_last) for key, one in blocks.items()}

    def behind(self, key: str, clauses: int, edges: int) -> tuple[int, int]:
        """Return where the rows of a document may begin.

        Raises:
            NotLocalError: there is no room for so many.
        """
        at = self.order.index(key)
        before = next((self.blocks[one] for one in reversed(self.order[:at]) if one in self.blocks), None)
        after = next((self.blocks[one] for one in self.order[at + 1 :] if one in self.blocks), None)
        lows = (before.last, before.edge_last) if before else self.start
        if after is None:
            found = [low + room for low, room in zip(lows, room_behind(len(self.order)), strict=True)]
            if any(at + size > end for at, size, end in zip(found, (clauses, edges), self.end, strict=True)):
                raise NotLocalError("no number is free behind the last")
            return found[0], found[1]
        free = [after.first - lows[0] - clauses, after.edge_first - lows[1] - edges]
        if min(free) < 0:
            raise NotLocalError("no number is free there")
        # Close behind: what is next to come most often belongs behind this one.
        return lows[0] + min(free[0] // 2, _NEAR), lows[1] + min(free[1] // 2, _NEAR)

    def put(self, key: str, block: RowBlock) -> None:
        """Note where the rows of a document are."""
        self.blocks[key] = block
