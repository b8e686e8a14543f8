"""Stream the library into an index: its documents, what they cite and are not, clauses, references, yearly series.

What is held in memory grows with the number of documents and of things cited, never with clauses or references: one
document's rows are read, numbered and written at a time. Where the corpus describes a document that the library has
too, the corpus's words stand and the library adds what the corpus leaves out.
"""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING, NamedTuple

from compactx.index.costs import BASIS_COST, CLASS_COST, HUB_COST, HUB_DEGREE, WHOLE_COST
from compactx.index.fold import fold
from compactx.index.library import reading

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_PERMALINK = "https://docs.un.org/en/"
_NOT_HELD = "Known by its symbol: the library cites it and does not hold it."
_NEXT = 1  # a yearly series goes on in the following session
_EVERY_OTHER = 2  # one that comes up every second year skips a session
_NODE = f"INSERT INTO node VALUES ({','.join('?' * 19)})"
_EDGE = (
    "INSERT INTO edge (src, dst, relation, basis, clause, surface, pinpoint, confidence, strength, rationale, cost,"
    " file, line) VALUES (?,?,?,?,NULL,?,?,?,'',?,?,?,0)"
)


class _Held(NamedTuple):
    """A document of the library and its row; ``is_new`` unless the corpus describes it."""

    document: int
    id: str
    node: int
    file: str
    is_new: bool


def join(connection: sqlite3.Connection, path: str, relations: dict[str, tuple[int, int]]) -> str:
    """Add a library to an index that holds the corpus; return the SHA-256 of what it holds.

    ``relations`` gives the row and the cost of each relation.
    """
    library = reading(path)
    try:
        joining = _Joining(connection, library, relations)
        joining.run()
        whole = hashlib.sha256()
        for row in library.execute(
            "SELECT document.id, source.sha256 FROM document JOIN source ON source.path = document.file ORDER BY id"
        ):
            whole.update("\0".join(map(str, row)).encode())
        return whole.hexdigest()
    finally:
        library.close()


class _Joining:
    """Numbers documents, then things known by symbol, then clauses, and writes each as it goes."""

    def __init__(
        self, connection: sqlite3.Connection, library: sqlite3.Connection, relations: dict[str, tuple[int, int]]
    ) -> None:
        self.connection = connection
        self.library = library
        self.relations = relations
        rows = connection.execute("SELECT id, n, kind FROM node").fetchall()
        self.numbers = {identity: n for identity, n, _ in rows}
        self.classes = {n for _, n, kind in rows if kind == "class"}
        named = connection.execute("SELECT folded, node FROM name WHERE type = 'symbol' ORDER BY n DESC")
        self.symbols: dict[str, int] = dict(named.fetchall())
        self.next = max(self.numbers.values(), default=0) + 1
        self.corpus_end = self.next
        self.costs: dict[int, int] = {}

    def run(self) -> None:
        """Write everything."""
        held = list(self._documents())
        self._known_by_symbol()
        self._weigh()
        for one in held:
            clauses = self._clauses(one)
            self._citations(one, clauses)
        self._series(held)

    def _documents(self) -> Iterator[_Held]:
        sql = "SELECT n, id, symbol, kind, title, date, url, file FROM document ORDER BY date, id"
        for document, identity, symbol, kind, title, date, url, path in self.library.execute(sql):
            file = path.rpartition("/")[2]
            known = self.numbers.get(identity) or (self.symbols.get(fold(symbol)) if symbol else None)
            if known and known < self.corpus_end:
                yield _Held(document, self._id_of(known), known, file, is_new=False)
                continue
            number = self._node(identity, kind, title, symbol, date, file)
            self._facts(number, {"url": url, "sources": file})
            self._name(number, title, "full")
            self._name(number, symbol, "symbol")
            yield _Held(document, identity, number, file, is_new=True)

    def _id_of(self, number: int) -> str:
        return str(self.connection.execute("SELECT id FROM node WHERE n = ?", (number,)).fetchone()[0])

    def _known_by_symbol(self) -> None:
        """Make a node of every symbol that is cited and names nothing yet."""
        for (symbol,) in self.library.execute(
            "SELECT DISTINCT symbol FROM citation WHERE symbol <> '' ORDER BY symbol"
        ):
            if fold(symbol) in self.symbols:
                continue
            kind = "resolution" if "/RES/" in symbol else "treaty" if symbol.startswith("UNTS") else "document"
            stem = slug(symbol)
            identity, count = stem, 1
            while identity in self.numbers:
                count += 1
                identity = f"{stem}-{count}"
            number = self._node(identity, kind, symbol, symbol, year(symbol), "")
            link = _PERMALINK + symbol.replace(" ", "%20") if "/" in symbol else ""
            self._facts(number, {"url": link, "notes": _NOT_HELD})
            self._name(number, symbol, "symbol")

    def _node(self, identity: str, kind: str, title: str, symbol: str, date: str, file: str) -> int:
        number, self.next = self.next, self.next + 1
        self.numbers[identity] = number
        row = (number, identity, kind, title, "", "", None, None, None, None, "", 0, "", symbol, "n/a", date, "", file)
        self.connection.execute(_NODE, (*row, 0))
        return number

    def _facts(self, number: int, facts: dict[str, str]) -> None:
        rows = [(number, at, *pair) for at, pair in enumerate(facts.items()) if pair[1]]
        self.connection.executemany("INSERT INTO fact VALUES (?,?,?,?)", rows)

    def _name(self, number: int, name: str, kind: str) -> None:
        if name:
            folded = fold(name)
            if kind == "symbol":
                self.symbols.setdefault(folded, number)
            sql = "INSERT INTO name (folded, node, name, type, ambiguous, detect) VALUES (?,?,?,?,?,0)"
            self.connection.execute(sql, (folded, number, name, kind, int(kind == "full")))

    def _target(self, target: str, symbol: str) -> int | None:
        return self.numbers.get(target) if target else self.symbols.get(fold(symbol))

    def _weigh(self) -> None:
        """Say for each thing what a hop that cites it costs more, by how often the whole library does."""
        degree: dict[int, int] = {}
        for target, symbol, count in self.library.execute(
            "SELECT target, symbol, count(*) FROM citation GROUP BY target, symbol"
        ):
            node = self._target(target, symbol)
            if node:
                degree[node] = degree.get(node, 0) + count
        for node, count in degree.items():
            own = CLASS_COST if node in self.classes else 0
            hub = round(HUB_COST * math.log2(count / HUB_DEGREE)) if count > HUB_DEGREE else 0
            if own + hub:
                self.costs[node] = own + hub

    def _clauses(self, held: _Held) -> dict[str, int]:
        """Write the clauses of a document; return the row of each locator."""
        sql = (
            "SELECT locator, printed, kind, parent, number, title, gist, words, fingerprint FROM clause"
            " WHERE document = ? ORDER BY position"
        )
        found: dict[str, int] = {}
        nodes: list[tuple[object, ...]] = []
        edges: list[tuple[object, ...]] = []
        part_of, cost = self.relations["part-of"]
        for locator, printed, kind, parent, number, title, gist, words, fingerprint in self.library.execute(
            sql, (held.document,)
        ):
            identity = f"{held.id}/{locator}"
            if not held.is_new and identity in self.numbers:
                found[locator] = self.numbers[identity]
                continue
            own, self.next = self.next, self.next + 1
            if not held.is_new:
                self.numbers[identity] = own
            above = found.get(parent, held.node)
            found[locator] = own
            nodes.append((own, identity, kind, title, locator, printed, held.node, above, None, number, gist, words,
                          fingerprint, "", "", "", "", held.file, 0))  # fmt: skip
            more = WHOLE_COST if above == held.node else 0
            edges.append((own, above, part_of, "structure", "", "", "", "", cost + more, held.file))
        self.connection.executemany(_NODE, nodes)
        self.connection.executemany(_EDGE, edges)
        return found

    def _citations(self, held: _Held, clauses: dict[str, int]) -> None:
        sql = (
            "SELECT locator, target, symbol, surface, pinpoint, basis, confidence FROM citation"
            " WHERE document = ? ORDER BY n"
        )
        cites, cost = self.relations["cites"]
        rows = []
        for locator, target, symbol, surface, pinpoint, basis, confidence in self.library.execute(
            sql, (held.document,)
        ):
            node = self._target(target, symbol)
            if node is None or node == held.node:
                continue
            whole = cost + BASIS_COST.get(basis, 0) + self.costs.get(node, 0)
            source = clauses.get(locator, held.node)
            rows.append((source, node, cites, basis, surface, pinpoint, confidence, "", whole, held.file))
        self.connection.executemany(_EDGE, rows)

    def _series(self, held: list[_Held]) -> None:
        """Link a resolution with the one of the same body and title a session or two before."""
        nodes = {one.document: one for one in held}
        relation, cost = self.relations["succeeds"]
        sql = "SELECT body, series, turn, n FROM document WHERE series <> '' AND turn IS NOT NULL ORDER BY 1, 2, 3, 4"
        before: tuple[str, str, int] | None = None
        last: list[int] = []
        rows: list[tuple[object, ...]] = []
        for body, series, turn, number in self.library.execute(sql):
            if before == (body, series, turn):
                last.append(number)
                continue
            if rows and len(last) > 1:  # two of one title in a session: which of them goes on cannot be told
                rows = [row for row in rows if row[0] not in {nodes[n].node for n in last}]
            gap = turn - before[2] if before and before[:2] == (body, series) else 0
            if gap in (_NEXT, _EVERY_OTHER) and len(last) == 1:
                why = "same title in the following session" if gap == _NEXT else "same title two sessions later"
                sure = "high" if gap == _NEXT else "medium"
                one = nodes[number]
                rows.append((one.node, nodes[last[0]].node, relation, "catalogue", "", "", sure, why, cost, one.file))
            before, last = (body, series, turn), [number]
        if len(last) > 1:
            rows = [row for row in rows if row[0] not in {nodes[n].node for n in last}]
        self.connection.executemany(_EDGE, rows)


def slug(symbol: str) -> str:
    """Return the id of what a symbol names.

    >>> slug("A/RES/217(III)A"), slug("S/RES/1325(2000)")
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
