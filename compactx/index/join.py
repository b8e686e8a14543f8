"""Stream the library into an index: its documents, what they cite and are not, clauses, references, yearly series."""

from __future__ import annotations

import hashlib
import math
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from compactx.index.fold import fold
from compactx.index.hops import BASIS_COST, CLASS_COST, HUB_COST, HUB_DEGREE, WHOLE_COST
from compactx.index.layout import UNRESOLVED
from compactx.library.record import origin_of
from compactx.library.store import reading
from compactx.model.kinds import family
from compactx.model.origin import CLAIM, LIBRARY

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_NEXT = 1  # a yearly series goes on in the following session
_EVERY_OTHER = 2  # one that comes up every second year skips a session


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


_PERMALINK = "https://docs.un.org/en/"
_NOT_HELD = "Known by its symbol: the library cites it and does not hold it."
_NODE = f"INSERT INTO node VALUES ({','.join('?' * 19)})"
_EDGE = (
    "INSERT INTO edge (src, dst, relation, basis, clause, surface, pinpoint, confidence, strength, rationale, cost,"
    " file, line) VALUES (?,?,?,?,NULL,?,?,?,'',?,?,?,0)"
)


class _Held(NamedTuple):
    """A document of the library, by number and by its name there, and its row; ``is_new`` unless the corpus has it."""

    document: int
    name: str
    id: str
    node: int
    file: str
    origin: int
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
        # What was read decides the answers, and how: an earlier library does not say.
        how = "source.reading" if library.execute("PRAGMA user_version").fetchone()[0] > 1 else "''"
        for row in library.execute(
            f"SELECT document.id, source.sha256, {how} FROM document JOIN source ON source.path = document.file"
            " ORDER BY id"
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
        named = connection.execute("SELECT folded, node FROM name WHERE type = 'symbol' ORDER BY origin DESC, n DESC")
        self.symbols: dict[str, int] = dict(named.fetchall())
        self.next = max(self.numbers.values(), default=0) + 1
        self.corpus_end = self.next
        self.costs: dict[int, int] = {}

    def run(self) -> None:
        """Write everything."""
        held = list(self._documents())
        self.connection.executemany("INSERT OR IGNORE INTO held VALUES (?,?)", [(one.node, one.name) for one in held])
        self._known_by_symbol()
        self._weigh()
        for one in held:
            clauses = self._clauses(one)
            self._citations(one, clauses)
        self._series(held)

    def _documents(self) -> Iterator[_Held]:
        sql = "SELECT n, id, symbol, kind, title, date, url, file FROM document ORDER BY date, id"
        for document, identity, symbol, kind, title, date, url, path in self.library.execute(sql):
            file, origin = path.rpartition("/")[2], origin_of(path)
            known = self._described(symbol, document)
            if known:
                if origin != CLAIM:
                    self.connection.execute("UPDATE node SET date = ? WHERE n = ? AND date = ''", (date, known))
                yield _Held(document, identity, self._id_of(known), known, file, origin, is_new=False)
                continue
            number = self._node(self._free(identity), kind, title, symbol, date, file)
            self._facts(number, {"url": url, "sources": file})
            self._name(number, title, "full", CLAIM)
            self._name(number, symbol, "symbol", origin)
            self.connection.execute("INSERT INTO origin (node, origin) VALUES (?,?)", (number, origin))
            yield _Held(document, identity, self._id_of(number), number, file, origin, is_new=True)

    def _described(self, symbol: str, document: int) -> int | None:
        """Return what the corpus says of a document, None if it says nothing: the same symbol, and the same clauses.

        The resolution that adopted a treaty is not the treaty, though its symbol names that too.
        """
        known = self.symbols.get(fold(symbol)) if symbol else None
        if not known or known >= self.corpus_end:
            return None
        kind = self.connection.execute("SELECT kind FROM node WHERE n = ?", (known,)).fetchone()[0]
        if kind == "treaty" or family(kind) != "instrument":
            return None
        sql = "SELECT locator, fingerprint FROM node WHERE instrument = ? AND fingerprint <> ''"
        ours = dict(self.connection.execute(sql, (known,)).fetchall())
        if not ours:
            return known
        sql = "SELECT locator, fingerprint FROM clause WHERE document = ?"
        shared = [ours[at] == mark for at, mark in self.library.execute(sql, (document,)) if at in ours]
        return known if 2 * sum(shared) > len(shared) else None

    def _free(self, identity: str) -> str:
        """Return an id that nothing else has."""
        free, count = identity, 1
        while free in self.numbers:
            count += 1
            free = f"{identity}-{count}"
        return free

    def _id_of(self, number: int) -> str:
        return str(self.connection.execute("SELECT id FROM node WHERE n = ?", (number,)).fetchone()[0])

    def _known_by_symbol(self) -> None:
        """Make a node of every symbol that is cited and names nothing yet."""
        for (symbol,) in self.library.execute(
            "SELECT DISTINCT symbol FROM citation WHERE symbol <> '' ORDER BY symbol NOT LIKE '%(%', symbol"
        ):
            if fold(symbol) in self.symbols:
                continue
            kind = "resolution" if "/RES/" in symbol else "treaty" if symbol.startswith("UNTS") else "document"
            number = self._node(self._free(slug(symbol)), kind, symbol, symbol, year(symbol), "")
            link = _PERMALINK + symbol.replace(" ", "%20") if "/" in symbol else ""
            self._facts(number, {"url": link, "notes": _NOT_HELD})
            self._name(number, symbol, "symbol", LIBRARY)
            self.connection.execute("INSERT INTO origin (node, origin) VALUES (?,?)", (number, LIBRARY))

    def _node(self, identity: str, kind: str, title: str, symbol: str, date: str, file: str) -> int:
        number, self.next = self.next, self.next + 1
        self.numbers[identity] = number
        row = (number, identity, kind, title, "", "", None, None, None, None, "", 0, "", symbol, "n/a", date, "", file)
        self.connection.execute(_NODE, (*row, 0))
        return number

    def _facts(self, number: int, facts: dict[str, str]) -> None:
        rows = [(number, at, *pair) for at, pair in enumerate(facts.items()) if pair[1]]
        self.connection.executemany("INSERT INTO fact VALUES (?,?,?,?)", rows)

    def _name(self, number: int, name: str, kind: str, origin: int) -> None:
        if name:
            folded = fold(name)
            if kind == "symbol":
                self.symbols.setdefault(folded, number)
                if name.startswith("S/RES/"):  # S/RES/1325 is S/RES/1325(2000)
                    self.symbols.setdefault(folded.partition("(")[0], number)
            sql = "INSERT INTO name (folded, node, name, type, ambiguous, detect, origin) VALUES (?,?,?,?,?,0,?)"
            self.connection.execute(sql, (folded, number, name, kind, int(kind == "full"), origin))

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
        if not held.is_new:  # clauses that the library adds to what the corpus describes
            rows = ((node[0], held.origin) for node in nodes)
            self.connection.executemany("INSERT INTO origin (node, origin) VALUES (?,?)", rows)
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
            if node is None:  # a thing that the corpus had when the document was read
                own = f"{held.id}/{locator}" if locator else held.id
                row = (own, target or symbol, "cites", basis, surface, pinpoint, confidence, held.file, 0)
                self.connection.execute(UNRESOLVED, row)
            if node is None or node == held.node:
                continue
            whole = cost + BASIS_COST.get(basis, 0) + self.costs.get(node, 0)
            source = clauses.get(locator, held.node)
            rows.append((source, node, cites, basis, surface, pinpoint, confidence, "", whole, held.file))
        self.connection.executemany(_EDGE, rows)

    def _series(self, held: list[_Held]) -> None:
        """Link a resolution with the one of the same body and title a session or two before."""
        if "succeeds" not in self.relations:
            return
        nodes = {one.document: one for one in held}
        relation, cost = self.relations["succeeds"]
        known = set(self.connection.execute("SELECT src, dst FROM edge WHERE relation = ?", (relation,)))
        rows = [
            (nodes[later].node, nodes[earlier].node, relation, "catalogue", "", "", sure, why, cost, nodes[later].file)
            for later, earlier, sure, why in successions(self.library)
            if (nodes[later].node, nodes[earlier].node) not in known
        ]
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
