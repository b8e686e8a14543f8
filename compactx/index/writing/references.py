"""The references of an index that grows by edits: which go, come or change, and what hops cost because of that.

A row of packed hops tells of each hop what going on from a leaf costs at least, so what changes around a leaf changes
the rows of its neighbours. A hub's rows are patched. How often things are cited changes what hops to them cost.
"""

from __future__ import annotations

from bisect import insort

from compactx.index.hops import ROW, SHIFT
from compactx.index.writing import layout, rows, ways
from compactx.index.writing.room import NotLocalError
from compactx.index.writing.ways import KIND, NearbyHops, more_cost
from compactx.model.kinds import Relation
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from compactx.index.writing.room import Positions
    from compactx.model.provision import Reference


_HOP = ("src", "dst", "relation", "basis", "cost")  # what the packed hops know of an edge
_UPDATE = f"UPDATE edge SET {', '.join(f'{column} = ?' for column in rows.EDGE_COLUMNS)} WHERE n = ?"
_SUCCEEDS = "succeeds"


class ReferenceList(Record):
    """The references of one record, or of a stretch of a list: as they were, with their numbers, and as they are.

    The record is in the row ``owner``; a stretch has none, and begins at a line of a file of the index.
    """

    section: str
    numbers: tuple[tuple[int, bool], ...]
    before: tuple[Reference, ...]
    now: tuple[Reference, ...]
    owner: int = 0
    file: int = 0
    line: int = 0

    @property
    def changed(self) -> list[Reference]:
        """What goes and comes, if anything does: whole lists, for they are short."""
        is_same = list(map(_told, self.before)) == list(map(_told, self.now))
        return [] if is_same else [*self.before, *self.now]


def _told(reference: Reference) -> Reference:
    """Return a reference without its place."""
    return reference.replace(place=None)


class ReferenceChanges:
    """Writes references of the corpus that go, come or change."""

    def __init__(self, connection: sqlite3.Connection, positions: Positions) -> None:
        """Take an index, and where rows belong."""
        self.connection = connection
        self.positions = positions
        self._ways: WayChanges | None = None
        relations = connection.execute("SELECT n, id, forward, backward, family, cost FROM relation").fetchall()
        self.relations = {row[1]: Relation(*row[1:]) for row in relations}
        self._numbers = {row[1]: row[0] for row in relations}
        self._end = positions.starts["after_lineage"]
        self._weights: dict[str, int] = {}
        self._ends: dict[str, tuple[int, ways.HopEnd] | None] = {}
        self.linked: list[int] = []

    @property
    def ways(self) -> WayChanges:
        """Who is told of edges; most edits change none."""
        from compactx.index.writing.references import WayChanges  # noqa: PLC0415 - as above

        self._ways = self._ways or WayChanges(self.connection)
        return self._ways

    def finish(self) -> None:
        """Pack the hops that have changed."""
        if self._ways:
            self._ways.finish()

    def number(self, identity: str) -> int | None:
        """Return the row of an id of the corpus."""
        if not identity:
            return None
        row = self.connection.execute("SELECT n FROM node WHERE id = ?", (identity,)).fetchone()
        if row is None:
            self.connection.execute("INSERT OR IGNORE INTO missing VALUES (?)", (identity,))
        return row[0] if row and row[0] <= self.positions.last else None

    def weigh(self, lists: Iterable[ReferenceList]) -> None:
        """Know what hops to each thing pay from now on, before anything changes."""
        change: dict[str, int] = {}
        for one in lists:
            for sign, references in ((-1, one.before), (1, one.now)):
                for reference in references:
                    relation = self.relations.get(reference.relation)
                    if relation and ways.makes_hub(relation):
                        change[reference.to] = change.get(reference.to, 0) + sign
        self._changed = {identity: self._degree(identity) + more for identity, more in change.items()}
        self._weights = {identity: ways.hub_cost(degree) for identity, degree in self._changed.items()}

    def _degree(self, identity: str) -> int:
        """Return how often the corpus cites a thing, as far as hops pay for it."""
        relations = [one for one in self.relations.values() if ways.makes_hub(one)]
        kinds = ",".join(str(self._numbers[one.id]) for one in relations)
        names = ",".join(f"'{one.id}'" for one in relations)
        sql = (
            "SELECT (SELECT count(*) FROM edge JOIN node ON node.n = edge.dst WHERE node.id = ?1 AND edge.n < ?2"
            f" AND relation IN ({kinds}))"
            f" + (SELECT count(*) FROM unresolved WHERE dst = ?1 AND rowid < ?2 AND relation IN ({names}))"
        )
        return int(self.connection.execute(sql, (identity, self._end)).fetchone()[0])

    def _weight(self, identity: str) -> int:
        if identity not in self._weights:
            self._weights[identity] = ways.hub_cost(self._degree(identity))
        return self._weights[identity]

    def change(self, one: ReferenceList) -> None:
        """Write the references of a record as they are now.

        Raises:
            NotLocalError: there is no room for them.
        """
        first = _shared(one.before, one.now)
        last = min(_shared(one.before[::-1], one.now[::-1]), len(one.before) - first, len(one.now) - first)
        old, new = list(one.numbers[first : len(one.before) - last]), list(one.now[first : len(one.now) - last])
        for (number, found), reference in zip(one.numbers[:first], one.now[:first], strict=True):
            self._move(number, found, reference)
        behind = one.numbers[len(one.before) - last :]
        for (number, found), reference in zip(behind, one.now[len(one.now) - last :], strict=True):
            self._move(number, found, reference)
        for (number, found), reference in zip(old, new, strict=False):
            self._replace(number, found, reference)
        for number, found in old[len(new) :]:
            self._remove(number, found)
        if len(new) > len(old):
            before = one.numbers[: first + len(old)]
            after = before[-1][0] if before else self._behind(one)
            free = self.positions.references_behind(one.section, after, len(new) - len(old))
            for number, reference in zip(free, new[len(old) :], strict=True):
                self._insert(number, reference)

    def _behind(self, one: ReferenceList) -> int:
        """Return behind which number the first reference of a record comes."""
        if one.owner:
            return self.positions.reference_before(one.section, one.owner)
        return self.positions.above("edge", one.file, one.line, one.section)

    def _move(self, number: int, found: bool, reference: Reference) -> None:  # noqa: FBT001 - as it is stored
        table, column = ("edge", "n") if found else ("unresolved", "rowid")
        self.connection.execute(f"UPDATE {table} SET line = ? WHERE {column} = ?", (reference.place.line, number))

    def _row(self, reference: Reference) -> tuple[object, ...] | None:
        src, dst, clause = map(self.number, (reference.from_id, reference.to, reference.clause))
        relation = self.relations.get(reference.relation)
        if src is None or dst is None or relation is None:
            return None
        kind, is_part = self.connection.execute("SELECT kind, locator <> '' FROM node WHERE n = ?", (dst,)).fetchone()
        end = ways.HopEnd(kind, bool(is_part), self._weight(reference.to))
        cost = ways.hop_cost(relation, reference.basis, end)
        return rows.edge_values(reference, (src, dst, clause), self._numbers[relation.id], cost)

    def _replace(self, number: int, found: bool, reference: Reference) -> None:  # noqa: FBT001 - as above
        row = self._row(reference)
        if not found or row is None:
            self._remove(number, found)
            self._insert(number, reference)
            return
        sql = f"SELECT {', '.join(_HOP)} FROM edge WHERE n = ?"
        before = self.connection.execute(sql, (number,)).fetchone()
        if before == tuple(row[rows.EDGE_COLUMNS.index(column)] for column in _HOP):
            self.connection.execute(_UPDATE, (*row, number))
            return
        self._remove(number, found)
        self._insert(number, reference)

    def _remove(self, number: int, found: bool) -> None:  # noqa: FBT001 - as above
        if not found:
            self.connection.execute("DELETE FROM unresolved WHERE rowid = ?", (number,))
            return
        src, dst = self.connection.execute("SELECT src, dst FROM edge WHERE n = ?", (number,)).fetchone()
        self.ways.touch(src, dst, number)
        self.connection.execute("DELETE FROM edge WHERE n = ?", (number,))
        for table in ("follow", "beside"):
            self.connection.execute(f"DELETE FROM {table} WHERE dst = ? AND edge = ?", (dst, number))

    def _insert(self, number: int, reference: Reference) -> None:
        row = self._row(reference)
        if row is None:
            self.connection.execute(layout.UNRESOLVED_AT, rows.unresolved_row(number, reference))
            return
        src, dst = int(str(row[0])), int(str(row[1]))
        self.ways.touch(src, dst, number)
        self.connection.execute(rows.EDGE, (*row, number))
        if self.relations[reference.relation].family == "follow-up":
            self.connection.execute("INSERT INTO follow VALUES (?,?)", (dst, number))
        self.linked.append(number)

    def charge(self) -> None:
        """Set what hops to things cost that are cited more often now, or less."""
        families = {self._numbers[one.id]: one for one in self.relations.values()}
        sql = (
            "SELECT edge.n, src, dst, relation, basis, edge.cost, kind, locator <> '' FROM edge"
            " JOIN node ON node.n = edge.dst WHERE node.id = ? AND edge.n < ?"
        )
        for identity in self._changed:
            weight = self._weight(identity)
            costs: dict[tuple[object, ...], int] = {}
            for n, src, dst, relation, basis, cost, kind, is_part in self.connection.execute(
                sql, (identity, self._end)
            ).fetchall():
                now = costs.get((relation, basis))
                if now is None:
                    end = ways.HopEnd(kind, bool(is_part), weight)
                    now = costs[relation, basis] = ways.hop_cost(families[relation], basis, end)
                if now != cost:
                    self.ways.touch(src, dst, n)
                    self.connection.execute("UPDATE edge SET cost = ? WHERE n = ?", (now, n))

    def refuse_series(self, lists: Iterable[ReferenceList]) -> None:
        """Refuse a change in what succeeds what, on which the yearly series of a library rest."""
        if any(reference.relation == _SUCCEEDS for one in lists for reference in one.changed):
            raise NotLocalError("a series of the corpus has changed")


def _shared(one: Sequence[Reference], other: Sequence[Reference]) -> int:
    """Return how many references two lists have in common at their beginning."""
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if _told(left) != _told(right):
            return at
    return min(len(one), len(other))


_SIZE = ROW.size
_EDGE = slice(_SIZE - 4, _SIZE)  # where a packed hop has the row of its edge
_MOST = 4_000  # edges that cost something else
_MORE = "INSERT INTO weight VALUES (?,?) ON CONFLICT DO UPDATE SET degree = degree + excluded.degree"
_CITING = "dst = ? AND relation = ? AND n >= ?"


def _order(packed: bytes) -> tuple[int, int, int]:
    cost, _, _, far, edge = ROW.unpack(packed)
    return cost, far, edge


class WayChanges:
    """Collects edges that go, come or cost something else; then packs what they touch."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take an index before anything changes in it."""
        self.connection = connection
        self.stretch = ways.STRETCH
        self._was_hub: dict[int, bool] = {}
        self._ends: set[tuple[int, int, int]] = set()
        self._removed: set[int] = set()

    def touch(self, src: int, dst: int, edge: int) -> None:
        """Note an edge that goes, comes or changes; before it does."""
        for node in (src, dst):
            if node not in self._was_hub:
                self._was_hub[node] = self._is_written_hub(node)
        self._ends.add((src, dst, edge))

    def touch_all(self, where: str, values: tuple[int, ...]) -> None:
        """Note all edges of which something holds."""
        for row in self.connection.execute(f"SELECT src, dst, n FROM edge WHERE {where}", values).fetchall():
            self.touch(*row)

    def drop(self, node: int) -> None:
        """Note that a node goes."""
        self._removed.add(node)

    def _is_there(self, node: int) -> bool:
        """Say whether a node that went has come again."""
        return self.connection.execute("SELECT 1 FROM node WHERE n = ?", (node,)).fetchone() is not None

    def _is_written_hub(self, node: int) -> bool:
        sql = "SELECT stretches FROM way WHERE key = ?"
        row = self.connection.execute(sql, (node << SHIFT,)).fetchone()
        return bool(row and row[0])

    def finish(self) -> None:
        """Pack everything that was touched."""
        self._add_kinds()
        leaves = NearbyHops(self.connection, self.stretch)
        removed = {node for node in self._removed if not self._is_there(node)}
        for node in removed:
            self._delete(node)
        touched = {node for ends in self._ends for node in ends[:2]} - removed
        flipped = {node for node in touched if leaves.is_hub(node) != self._was_hub[node]}
        patched: dict[int, set[int]] = {}
        for src, dst, edge in self._ends:
            for node in touched.intersection((src, dst)):
                patched.setdefault(node, set()).add(edge)
        near = [self._around(node, leaves, patched) for node in flipped]
        for node in touched.union(*near):
            if not leaves.is_hub(node) and leaves.is_part(node):
                self._around(node, leaves, patched)
        leaves.read(sorted(set().union(*patched.values())))
        for node, edges in patched.items():
            if node in flipped or not self._patch(node, edges, leaves):
                self._write(node, leaves)

    @staticmethod
    def _around(node: int, leaves: NearbyHops, patched: dict[int, set[int]]) -> set[int]:
        """Return the neighbours of a node, and note with each the edges that lead to it."""
        found = set()
        for src, dst, _, _, edge in leaves.edges(node):
            far = dst if src == node else src
            found.add(far)
            patched.setdefault(far, set()).add(edge)
        return found

    def _add_kinds(self) -> None:
        sql = f"INSERT OR IGNORE INTO way_kind SELECT {KIND} FROM edge WHERE n = ?"
        self.connection.executemany(sql, [(edge,) for _, _, edge in self._ends])

    def _delete(self, node: int) -> None:
        self.connection.execute(
            "DELETE FROM way WHERE key BETWEEN ? AND ?", (node << SHIFT, (node << SHIFT) + (1 << SHIFT) - 1)
        )

    def _write(self, node: int, leaves: NearbyHops) -> None:
        """Write all rows of a node anew."""
        self._delete(node)
        self._put(node, list(map(leaves.pack, leaves.ways(node))), leaves)

    def _put(self, node: int, ways: list[bytes], leaves: NearbyHops) -> None:
        if not ways:
            return
        insert = "INSERT INTO way VALUES (?,?,?,?)"
        if not leaves.is_hub(node):
            self.connection.execute(insert, (node << SHIFT, 0, 0, b"".join(ways)))
            return
        stretches = [b"".join(ways[at : at + self.stretch]) for at in range(0, len(ways), self.stretch)]
        links = [way for way in ways if leaves.is_hub(ROW.unpack(way)[3])]
        rows = [((node << SHIFT) + at, 0, 0, packed) for at, packed in enumerate(stretches, 1)]
        rows.append((node << SHIFT, len(stretches), ROW.unpack(ways[0])[0], b"".join(links)))
        self.connection.executemany(insert, rows)

    def _patch(self, node: int, edges: set[int], leaves: NearbyHops) -> bool:
        """Put some hops of a node right among the others, if it has any; rows that stay the same are not written."""
        base = node << SHIFT
        sql = "SELECT key, stretches, cheapest, packed FROM way WHERE key BETWEEN ? AND ? ORDER BY key"
        rows = self.connection.execute(sql, (base, base + (1 << SHIFT) - 1)).fetchall()
        if not rows:
            return False
        (_, before, cheapest, links), *held = rows
        if not before:
            ways = self._patched([links], edges, leaves, node)
            self.connection.execute("REPLACE INTO way VALUES (?, 0, 0, ?)", (base, b"".join(ways)))
            if not ways:
                self._delete(node)
            return True
        ways = self._patched([row[3] for row in held], edges, leaves, node)
        new = [b"".join(ways[at : at + self.stretch]) for at in range(0, len(ways), self.stretch)]
        changed = [(base + at, 0, 0, packed) for at, packed in enumerate(new, 1)
                   if at > len(held) or held[at - 1][3] != packed]  # fmt: skip
        first = b"".join(self._patched([links], edges, leaves, node, only_hubs=True))
        head = (base, len(new), ROW.unpack(ways[0])[0], first)
        changed += [head] if head != (base, before, cheapest, links) else []
        self.connection.executemany("REPLACE INTO way VALUES (?,?,?,?)", changed)
        self.connection.execute("DELETE FROM way WHERE key > ? AND key <= ?", (base + len(new), base + before))
        return True

    @staticmethod
    def _patched(
        packed: Iterable[bytes], edges: set[int], leaves: NearbyHops, node: int, *, only_hubs: bool = False
    ) -> list[bytes]:
        marks = {edge.to_bytes(4, "little") for edge in edges}
        ways = [one[at : at + _SIZE] for one in packed for at in range(0, len(one), _SIZE)]
        ways = [way for way in ways if way[_EDGE] not in marks]
        for way in leaves.ways_over(node, edges):
            if not only_hubs or leaves.is_hub(way[3]):
                insort(ways, leaves.pack(way), key=_order)
        return ways


class Weights:
    """Collects citations that go and come, then sets what every hop costs."""

    def __init__(self, connection: sqlite3.Connection, cites: int, edges: int, ways: WayChanges) -> None:
        """Take the relation of citations, the first edge of the library, and who is told of edges."""
        self.connection = connection
        self.cites = cites
        self.edges = edges
        self.ways = ways
        self._changes: dict[int, int] = {}

    def change(self, node: int, count: int) -> None:
        """Note that a thing is cited more often, or less."""
        self._changes[node] = self._changes.get(node, 0) + count

    def more(self, node: int, change: int = 0) -> int:
        """Return what a hop that cites a thing costs more, also if it were cited so much more often."""
        row = self.connection.execute("SELECT degree FROM weight WHERE node = ?", (node,)).fetchone()
        kind = self.connection.execute("SELECT kind FROM node WHERE n = ?", (node,)).fetchone()[0]
        return more_cost((row[0] if row else 0) + change, is_class=kind == "class")

    def charge(self) -> None:
        """Set what hops of the library cost from now on.

        Raises:
            NotLocalError: very many cost something else.
        """
        total = 0
        for node, change in self._changes.items():
            if change and self.connection.execute("SELECT 1 FROM node WHERE n = ?", (node,)).fetchone():
                total += self._charge(node, self.more(node, change) - self.more(node))
            if total > _MOST:
                raise NotLocalError("much costs something else")
        self.connection.executemany(_MORE, [pair for pair in self._changes.items() if pair[1]])
        self.connection.execute("DELETE FROM weight WHERE degree = 0")
        self._changes = {}

    def _charge(self, node: int, cost: int) -> int:
        if not cost:
            return 0
        values = (node, self.cites, self.edges)
        self.ways.touch_all(_CITING, values)
        sql = f"UPDATE edge SET cost = cost + ? WHERE {_CITING}"
        return self.connection.execute(sql, (cost, *values)).rowcount
