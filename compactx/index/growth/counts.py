"""The counts of an index that grows: what documents that go counted is taken off, what others count is added."""

from __future__ import annotations

from compactx.index import layout
from compactx.index.counting import ReferenceCounter
from compactx.model import hub

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable

_CITED_IN = (
    "INSERT INTO cited_in VALUES (?,?,?,?) ON CONFLICT DO UPDATE SET clauses = clauses + excluded.clauses,"
    " degree = degree + excluded.degree"
)
_CITED = (
    "INSERT INTO cited VALUES (?,?,?) ON CONFLICT DO UPDATE SET clauses = clauses + excluded.clauses,"
    " degree = degree + excluded.degree"
)
_BESIDE = "INSERT INTO beside_cited VALUES (?,?,?) ON CONFLICT DO UPDATE SET value = value + excluded.value"
_HUB = "UPDATE hub SET referring = referring + ?, edges = edges + ? WHERE node = ?"
_SPOKEN = "SELECT count(*) FROM node WHERE words > 0 AND locator <> '' AND n >= ? AND n < ?"
_SPAN = "edge.n >= {:d} AND edge.n < {:d}"


class Counts:
    """Notes what goes before it goes, and what came after it came; then sets every count right."""

    def __init__(self, connection: sqlite3.Connection, described: int) -> None:
        """Take an index; the rows up to ``described`` are those of the corpus."""
        self.connection = connection
        self.described = described
        self.holders: dict[int, list[int]] = {}
        self.words = 0
        self.kinds: dict[str, int] = {}
        self._gone = ReferenceCounter(connection, described)
        self._came = ReferenceCounter(connection, described)

    def leave(self, edges: tuple[int, int], nodes: tuple[int, int]) -> None:
        """Count what goes; the nodes are those that go with the edges."""
        self._gone.run(edges)
        self._hold(_SPAN.format(*edges), -1)
        self._words(nodes, -1)

    def come(self, edges: tuple[int, int], nodes: tuple[int, int]) -> None:
        """Count what came."""
        self._came.run(edges)
        self._hold(_SPAN.format(*edges), 1)
        self._words(nodes, 1)

    def leave_rows(self, edges: Iterable[int], nodes: Collection[int]) -> None:
        """Count what goes, row by row: all edges of some clauses, and the nodes that may say more or less."""
        self._rows(self._gone, edges, nodes, -1)

    def come_rows(self, edges: Iterable[int], nodes: Collection[int]) -> None:
        """Count what came, likewise."""
        self._rows(self._came, edges, nodes, 1)

    def _rows(self, counting: ReferenceCounter, edges: Iterable[int], nodes: Collection[int], sign: int) -> None:
        listed = list(edges)
        if not listed and not nodes:
            return
        counting.run_over(listed)
        self._hold(f"edge.n IN ({','.join(map(str, listed))})", sign)
        sql = f"SELECT count(*) FROM node WHERE words > 0 AND locator <> '' AND n IN ({','.join(map(str, nodes))})"
        self.words += sign * self.connection.execute(sql).fetchone()[0]

    def _words(self, nodes: tuple[int, int], sign: int) -> None:
        self.words += sign * self.connection.execute(_SPOKEN, nodes).fetchone()[0]

    def _hold(self, where: str, sign: int) -> None:
        """Count the clauses that refer to each thing: those of one document are of no other."""
        for node, holders, count in self.connection.execute(layout.HOLDERS.format(where=where)):
            held = self.holders.setdefault(node, [0, 0])
            held[0] += sign * holders
            held[1] += sign * count

    def kind(self, kind: str, sign: int) -> None:
        """Note that there is one thing more or less of a kind."""
        self.kinds[kind] = self.kinds.get(kind, 0) + sign

    def finish(self) -> None:
        """Set the counts right."""
        self._cited()
        self._tally()
        self._hubs()

    def _cited(self) -> None:
        execute = self.connection.executemany
        changes = [(1, self._came), (-1, self._gone)]
        cited = [(*key, sign * of[0], sign * of[1]) for sign, one in changes for key, of in one.cited.items()]
        execute(_CITED_IN, cited)
        execute(_CITED, [(node, clauses, degree) for node, _, clauses, degree in cited])
        execute(_BESIDE, [(*key, sign * value) for sign, one in changes for key, value in one.beside.items()])
        touched = [(row[0],) for row in cited]
        for table in ("cited_in", "cited"):
            execute(f"DELETE FROM {table} WHERE node = ? AND clauses = 0 AND degree = 0", touched)
        touched = [(key[0],) for _, one in changes for key in one.beside]
        execute("DELETE FROM beside_cited WHERE node = ? AND value = 0", touched)

    def _tally(self) -> None:
        add = "UPDATE tally SET value = value + ? WHERE section = ? AND key = ?"
        new = "INSERT OR IGNORE INTO tally VALUES (?,0,?,0)"
        for sign, one in ((1, self._came), (-1, self._gone)):
            for section, values in (("basis", one.bases), ("size", one.sizes)):
                self.connection.executemany(new, [(section, key) for key in values])
                self.connection.executemany(add, [(sign * value, section, key) for key, value in values.items()])
        self.connection.execute(add, (self.words, "size", "silent clauses"))
        self.connection.executemany(new, [("kind", key) for key in self.kinds])
        self.connection.executemany(add, [(value, "kind", key) for key, value in self.kinds.items()])
        self.connection.execute("DELETE FROM tally WHERE section <> 'size' AND value = 0")
        self.connection.execute("UPDATE tally SET position = -value WHERE section = 'basis'")
        first = "UPDATE tally SET position = (SELECT min(n) FROM node WHERE kind = tally.key) WHERE section = 'kind'"
        if self.kinds:
            marks = ",".join("?" * len(self.kinds))
            self.connection.execute(f"{first} AND key IN ({marks})", tuple(self.kinds))

    def _hubs(self) -> None:
        self.connection.executemany(_HUB, [(*of, node) for node, of in self.holders.items()])
        self.connection.execute(f"DELETE FROM hub WHERE edges <= {hub.COUNTED}")
        self.connection.execute("DELETE FROM beside WHERE dst NOT IN (SELECT node FROM hub)")
        nodes = {node for counting in (self._came, self._gone) for node, _ in counting.cited} | set(self.holders)
        held = set(self._known(nodes))
        new = [node for node in nodes if node not in held and self._degree(node) > hub.COUNTED]
        for node in new:
            holders = layout.HOLDERS.format(where=f"edge.dst = {node:d}")
            self.connection.execute(layout.HUB_ROWS.format(holders=holders, edges=hub.COUNTED))
        came = ",".join(map(str, self._known(new)))
        self.connection.execute(layout.BESIDE_ROWS.format(hubs=came))
        citing = "UPDATE hub SET citing = coalesce((SELECT clauses FROM cited WHERE node = hub.node), 0) WHERE node = ?"
        self.connection.executemany(citing, [(node,) for node in nodes])

    def _known(self, nodes: Iterable[int]) -> list[int]:
        sql = "SELECT node FROM hub WHERE node = ?"
        return [node for node in nodes if self.connection.execute(sql, (node,)).fetchone()]

    def _degree(self, node: int) -> int:
        row = self.connection.execute("SELECT degree FROM cited WHERE node = ?", (node,)).fetchone()
        return row[0] if row else 0

    def beside(self, edges: Iterable[int]) -> None:
        """Note edges that came and are no citations, of what very many lead to."""
        sql = (
            "INSERT OR IGNORE INTO beside SELECT edge.dst, edge.n FROM edge JOIN relation ON"
            " relation.n = edge.relation JOIN hub ON hub.node = edge.dst"
            " WHERE edge.n = ? AND relation.family NOT IN ('citation', 'structure')"
        )
        self.connection.executemany(sql, [(edge,) for edge in edges])
