"""The references of an index that grows by edits: which go, come or change, and what hops cost because of that.

How often things are cited changes what hops to them cost.
"""

from __future__ import annotations

from compactx.index.writing import layout, rows, ways
from compactx.index.writing.room import NotLocalError
from compactx.model.kinds import Relation
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Sequence

    from compactx.index.writing.packing import WayChanges
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
        self._found: dict[str, tuple[int, str, bool] | None] = {}  # row and kind of an id, whether it is a provision
        self.linked: list[int] = []

    @property
    def ways(self) -> WayChanges:
        """Who is told of edges; most edits change none."""
        from compactx.index.writing.packing import WayChanges  # noqa: PLC0415 - most edits change no reference

        self._ways = self._ways or WayChanges(self.connection)
        return self._ways

    def finish(self) -> None:
        """Pack the hops that have changed."""
        if self._ways:
            self._ways.finish()

    def number(self, identity: str) -> int | None:
        """Return the row of an id of the corpus."""
        if identity and identity not in self._found:
            sql = "SELECT n, kind, locator <> '' FROM node WHERE id = ?"
            row = self.connection.execute(sql, (identity,)).fetchone()
            if row is None:
                self.connection.execute("INSERT OR IGNORE INTO missing VALUES (?)", (identity,))
            self._found[identity] = row if row and row[0] <= self.positions.last else None
        found = self._found[identity] if identity else None
        return found[0] if found else None

    def weigh(self, lists: Iterable[ReferenceList]) -> None:
        """Know what hops to each thing pay from now on, before anything changes."""
        change: dict[str, int] = {}
        for one in lists:
            for sign, references in ((-1, one.before), (1, one.now)):
                for reference in references:
                    relation = self.relations.get(reference.relation)
                    if relation and ways.makes_hub(relation):
                        change[reference.to] = change.get(reference.to, 0) + sign
        self._changed = [identity for identity, more in change.items() if more]
        degrees = self._degrees(change)
        self._weights = {one: ways.hub_cost(degrees.get(one, 0) + more) for one, more in change.items()}

    def _degrees(self, identities: Collection[str]) -> dict[str, int]:
        """Return how often the corpus cites things, as far as hops pay for it; those are left out that it does not."""
        relations = [one for one in self.relations.values() if ways.makes_hub(one)]
        kinds = ",".join(str(self._numbers[one.id]) for one in relations)
        names = ",".join(f"'{one.id}'" for one in relations)
        led = (
            "SELECT id, count(*) FROM node CROSS JOIN edge ON edge.dst = node.n"
            f" WHERE id IN ({{marks}}) AND edge.n < {self._end:d} AND relation IN ({kinds}) GROUP BY id"
        )
        lost = (
            "SELECT dst, count(*) FROM unresolved"
            f" WHERE dst IN ({{marks}}) AND rowid < {self._end:d} AND relation IN ({names}) GROUP BY dst"
        )
        found: dict[str, int] = {}
        for sql in (led, lost):
            for identity, count in rows.found_for(self.connection, sql, identities):
                found[identity] = found.get(identity, 0) + count
        return found

    def _weight(self, identity: str) -> int:
        if identity not in self._weights:
            self._weights[identity] = ways.hub_cost(self._degrees((identity,)).get(identity, 0))
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
        relation, found = self.relations.get(reference.relation), self._found.get(reference.to)
        if src is None or dst is None or relation is None or found is None:
            return None
        end = ways.HopEnd(found[1], bool(found[2]), self._weight(reference.to))
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
            "SELECT DISTINCT id, kind, locator <> '', dst, relation, basis, cost FROM node"
            f" CROSS JOIN edge ON edge.dst = node.n WHERE id IN ({{marks}}) AND edge.n < {self._end:d}"
        )
        alike = f"dst = ? AND relation = ? AND basis = ? AND cost = ? AND n < {self._end:d}"
        for identity, kind, is_part, *values in list(rows.found_for(self.connection, sql, self._changed)):
            _, relation, basis, before = values
            end = ways.HopEnd(kind, bool(is_part), self._weight(identity))
            cost = ways.hop_cost(families[relation], basis, end)
            if cost != before:
                self.ways.touch_all(alike, tuple(values))
                self.connection.execute(f"UPDATE edge SET cost = ? WHERE {alike}", (cost, *values))

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
