"""What an index takes in when files of the corpus are edited: the records that are touched, and all that rests on them.

What decides about other records (a kind, an id that others ask for, the day of an instrument) is not tried: the index
is built (:class:`compactx.index.writing.room.NotLocalError`).
"""

from __future__ import annotations

from compactx.corpus import pieces, regular, tree
from compactx.index.cache import sqlite3
from compactx.index.writing import rows
from compactx.index.writing.counting import Counts
from compactx.index.writing.fulltext import TextChanges
from compactx.index.writing.records import RecordChanges
from compactx.index.writing.references import ReferenceChanges, ReferenceList
from compactx.index.writing.refusals import Refusals
from compactx.index.writing.room import NotLocalError, Positions, begin_growth, end_growth, placed
from compactx.model.entry import Entry
from compactx.model.finding import Acceptance
from compactx.model.provision import Provision, Reference
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from compactx.corpus.pieces import FileEdit
    from compactx.index.writing.rows import StoredSource
    from compactx.model.extent import Range

_MANY = 1 << 62
_MOST = 400  # records that are taken in one by one


class ChangedFile(Record):
    """A file whose contents have changed, by its name: its bytes, None if it has gone; its origin, if it is new."""

    name: str
    data: bytes | None
    origin: int = 0


def take_in_edits(
    path: str, files: Iterable[tuple[str, str, int]], order: list[str], manifest: str, *, in_place: bool = False
) -> None:
    """Bring an index in a file up to a manifest in which some files of the corpus alone have changed, come or gone.

    ``files`` are these, each by its path ('' for one that has gone), its name for people, and its origin; ``order``
    are the names of all. The index is nobody else's, and of no use if this ends early, but ``in_place``.

    Raises:
        NotLocalError: the index has to be built.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        begin_growth(connection, in_place=in_place)
        changed = [
            ChangedFile(name, regular.read(file, tree.MAX_BYTES) if file else None, origin)
            for file, name, origin in files
        ]
        take_in_files(connection, changed, order)
        end_growth(connection, manifest)
    finally:
        connection.close()


def take_in_files(connection: sqlite3.Connection, files: Iterable[ChangedFile], order: list[str]) -> None:
    """Make an index of a corpus one of the corpus with other contents of some files.

    Raises:
        NotLocalError: the index has to be built; what is in the connection is of no use then.
    """
    changed = list(files)
    coming = [one.name for one in changed if one.data is not None and not rows.is_stored(connection, one.name)]
    numbers = _numbers(connection, order) if coming else {}
    edits = [edit for one in changed if (edit := _edit(connection, one, numbers))]
    for edit in edits:
        if edit.data is None:
            rows.drop_source(connection, edit.stored)
    for edit in edits:
        if not edit.stored.sha256:
            rows.store_source(connection, edit.stored, edit.data or b"", edit.edit)
    if edits:
        CorpusGrowth(connection).run(edits)
    for edit in edits:
        if edit.data is not None and edit.stored.sha256:
            rows.renew(connection, edit.stored, edit.data, edit.edit)
    _note_contents(connection)


def _numbers(connection: sqlite3.Connection, order: list[str]) -> dict[str, int]:
    """Return the numbers of the files that come, each between its neighbours'."""
    held = rows.stored_names(connection)
    return placed(order, {name: held[name] for name in order if name in held}, 0, _MANY, rows.STEP)


def _note_contents(connection: sqlite3.Connection) -> None:
    """Say of which contents an index is."""
    whole = own = rows.digest_now(connection)
    held = connection.execute("SELECT value FROM meta WHERE key = 'library_sha256'").fetchone()[0]
    if held:
        whole = rows.joint_digest(own, held)
    told = (whole, "sha256"), (own, "corpus_sha256")
    connection.executemany("UPDATE meta SET value = ? WHERE key = ?", told)


class EditedFile(Record):
    """A file of the corpus as it was, what it holds now, and what the edit touches."""

    stored: StoredSource
    data: bytes | None
    edit: FileEdit


def _edit(connection: sqlite3.Connection, one: ChangedFile, numbers: Mapping[str, int]) -> EditedFile | None:
    """Return what has changed in a file, None if nothing has."""
    stored = rows.source_of(connection, one.name)
    if one.data is not None and len(one.data) > tree.MAX_BYTES:
        raise NotLocalError("a file that is too large")
    found = None
    if stored is None and connection.execute("SELECT value FROM meta WHERE key = 'left_out'").fetchone()[0]:
        raise NotLocalError("a file was left out")
    if stored is None and one.data is not None and one.name in numbers:
        stored = rows.new_source(numbers[one.name], one.name, one.origin)
        found = pieces.whole_edit(None, one.data, one.name)
    elif stored is not None and one.data is None:
        found = pieces.whole_edit(stored.data, None, one.name, stored.whole)
    elif stored is not None and one.data is not None:
        before = stored.data
        if before == one.data:
            return None
        found = pieces.edit(before, one.data, stored.outline, one.name, stored.whole)
        found = found or pieces.whole_edit(before, one.data, one.name, stored.whole)
    if stored is None or found is None:
        raise NotLocalError("a file that has to be read as a whole")
    return EditedFile(stored, one.data, found)


class CorpusGrowth:
    """Takes the records out that an edit touches and puts them in as they are now."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take an index of the corpus as it was before."""
        self.connection = connection
        self.meta: dict[str, str] = dict(connection.execute("SELECT key, value FROM meta"))
        self.positions = Positions(connection, self.meta)
        self.references = ReferenceChanges(connection, self.positions)
        self.records = RecordChanges(connection, self.positions, self.meta["main"])
        self.counts = Counts(connection, self.positions.last)

    def run(self, edits: list[EditedFile]) -> None:
        """Take the edits in."""
        records, references = self.records, self.references
        records.compare([(one.stored, one.edit) for one in edits])
        if records.size > _MOST:
            raise NotLocalError("much has changed")
        Refusals(self.connection, self.meta).check(records)
        lists = [*self._of_records(), *map(self._lineage, edits)]
        plain = [rows for edit in edits for rows in self._plain(edit)]
        if self.meta["library"]:
            references.refuse_series(lists)
        for edit in edits:
            self._shift(edit)
        cited = [ReferenceList("", (), (), _cited(one)) for one in records.added]
        references.weigh([*lists, *cited])
        changed = [reference for one in (*lists, *cited) for reference in one.changed]
        text = TextChanges(self.connection, self.meta["library"], self.positions.last + 1)
        clauses = self._clauses(changed)
        text.leave({*clauses, *records.searched()}, {})
        spoken = self._with_notes({*clauses, *records.spoken()})
        self.counts.leave_rows(self._edges(spoken), spoken)
        records.refuse_below()
        records.put(self.counts)
        for one in [*lists, *self._of_added()]:
            references.change(one)
        for listed in plain:
            listed.write(self.connection, self.positions, references)
        records.remove(references, self.counts)
        references.charge()
        self._finish(changed, text, spoken)

    # What the edits touch

    def _of_records(self) -> list[ReferenceList]:
        """Return the references of the records that change or go."""
        pairs = self.records.pairs
        found = [self._owned(one.number, one.before, _cited(one.before), _cited(one.now)) for one in pairs]
        for number, one in self.records.removed:
            found.append(self._owned(number, one, _cited(one), ()))
            if isinstance(one, Provision):
                numbers = tuple(self.positions.owned("structure", number, one.id))
                found.append(ReferenceList("structure", numbers, self._structure(numbers, one), (), number))
        return found

    def _owned(
        self, number: int, one: Entry | Provision, before: tuple[Reference, ...], now: tuple[Reference, ...]
    ) -> ReferenceList:
        section = "links" if isinstance(one, Entry) else "citations"
        numbers = tuple(self.positions.owned(section, number, one.id)) if before else ()
        if len(numbers) != len(before):
            raise NotLocalError("a record has other references than the index")
        return ReferenceList(section, numbers, before, now, number)

    def _structure(self, numbers: Iterable[tuple[int, bool]], one: Provision) -> tuple[Reference, ...]:
        """Return what a provision was part of, as far as it matters for what goes."""
        sql = "SELECT node.id FROM edge JOIN node ON node.n = edge.dst WHERE edge.n = ?"
        ends = [self.connection.execute(sql, (n,)).fetchone() for n, found in numbers if found]
        if len(ends) != len(list(numbers)):
            raise NotLocalError("a provision is part of nothing")
        return tuple(Reference(one.id, end, "part-of", "structure", one.place) for (end,) in ends)

    def _of_added(self) -> list[ReferenceList]:
        """Return the references of the records that come."""
        found = []
        for one in self.records.added:
            number = self.records.numbers[one.id]
            if isinstance(one, Provision):
                found.append(ReferenceList("structure", (), (), tuple(self.records.structure(one)), number))
            section = "links" if isinstance(one, Entry) else "citations"
            found.append(ReferenceList(section, (), (), _cited(one), number))
        return found

    def _lineage(self, edit: EditedFile) -> ReferenceList:
        """Return the lineage links of a stretch."""
        told = edit.edit
        numbers = []
        for one in told.before.lineage:
            found = self.positions.on_line("edge", edit.stored.file, one.place.line, "lineage")
            if len(found) != 1:
                raise NotLocalError("a line has more than one link, or none")
            numbers += found
        return ReferenceList(
            "lineage", tuple(numbers), told.before.lineage, told.after.lineage, 0, edit.stored.n, told.first
        )

    def _plain(self, edit: EditedFile) -> list[ListRows]:
        """Return the rows of lists to which nothing else leads."""
        told = edit.edit
        found = [ListRows("extent", edit, told.after.extents), ListRows("accepted", edit, told.after.accepted)]
        befores: tuple[tuple[Range | Acceptance, ...], ...] = (told.before.extents, told.before.accepted)
        return [one for one, before in zip(found, befores, strict=True) if one.find(self.positions, before)]

    def _shift(self, edit: EditedFile) -> None:
        """Move what stands below an edit to the lines on which it stands now."""
        shift, values = edit.edit.shift, (edit.stored.file, edit.edit.end)
        if not shift:
            return
        last, end = self.positions.last, self.positions.starts["after_lineage"]
        for table, bound in (("node", f"n <= {last:d}"), ("edge", f"n < {end:d}"), ("unresolved", f"rowid < {end:d}"),
                             ("extent", "1"), ("accepted", "1")):  # fmt: skip
            sql = f"UPDATE {table} SET line = line + {shift:d} WHERE {bound} AND line > 0 AND file = ? AND line >= ?"
            self.connection.execute(sql, values)

    def _clauses(self, references: Iterable[Reference]) -> set[int]:
        """Return the rows of the clauses that prove references, as far as they are there."""
        proving = {(reference.clause, reference.from_id) for reference in references}
        sql = f"SELECT id, n FROM node WHERE id IN ({{marks}}) AND +n <= {self.positions.last:d}"
        found = dict(rows.found_for(self.connection, sql, (identity for pair in proving for identity in pair)))
        return {found[clause if clause in found else own] for clause, own in proving if {clause, own} & found.keys()}

    def _with_notes(self, nodes: set[int]) -> set[int]:
        """Return clauses with their footnotes, and footnotes with their clauses: what one cites counts for both."""
        found = set(nodes)
        for node in nodes:
            row = self.connection.execute("SELECT kind, parent FROM node WHERE n = ?", (node,)).fetchone()
            clause = row[1] if row and row[0] == "footnote" and row[1] else node
            notes = self.connection.execute("SELECT n FROM node WHERE parent = ? AND kind = 'footnote'", (clause,))
            found.update((clause, *(note for (note,) in notes)))
        return found

    def _edges(self, clauses: Iterable[int]) -> list[int]:
        """Return all edges that clauses prove."""
        sql = "SELECT n FROM edge WHERE clause = ?1 UNION SELECT n FROM edge WHERE src = ?1 AND clause IS NULL"
        return sorted({n for clause in clauses for (n,) in self.connection.execute(sql, (clause,))})

    def _finish(self, changed: list[Reference], text: TextChanges, spoken: set[int]) -> None:
        """Set right what rests on everything."""
        records = self.records
        gone = {number for number, _ in records.removed}
        added = [records.numbers[one.id] for one in records.added]
        of_added = [reference for one in records.added for reference in _cited(one)]
        clauses = self._clauses([*changed, *of_added])
        self._recount(spoken, {*clauses, *added}, gone)
        text.come({*clauses, *added, *text.gone} - gone)
        text.finish()
        self.counts.finish()
        self.counts.beside(self.references.linked)
        self.references.finish()
        nodes = [pair.number for pair in records.pairs]
        rows.own_names(self.connection, records.named, [*nodes, *added])

    def _recount(self, before: set[int], now: set[int], gone: set[int]) -> None:
        """Count what clauses say now; of those that were not counted before, what they said before too."""
        after = self._with_notes((before | now) - gone)
        if after - before - {self.records.numbers[one.id] for one in self.records.added}:
            raise NotLocalError("a clause that was not counted before")
        self.counts.come_rows(self._edges(after), after)


class ListRows:
    """The rows of a list in a stretch of a file: they go, and come as they are now."""

    def __init__(self, table: str, edit: EditedFile, now: tuple[Range | Acceptance, ...]) -> None:
        self.table = table
        self.edit = edit
        self.now = now
        self.numbers: list[int] = []

    def find(self, positions: Positions, before: Iterable[Range | Acceptance]) -> bool:
        """Find the rows as they are numbered; say whether there are any, or will be."""
        lines = [one.place.line for one in before]
        found = [positions.on_line(self.table, self.edit.stored.file, line) for line in lines]
        if any(len(some) > 1 for some in found) or len(set(lines)) < len(lines):
            raise NotLocalError("a line has more than one row")
        self.numbers = [n for some in found for n, _ in some]
        return bool(self.numbers or self.now)

    def write(self, connection: sqlite3.Connection, positions: Positions, references: ReferenceChanges) -> None:
        """Write the rows as they are now, in the numbers that they had or behind the last of them."""
        column = "rowid" if self.table == "accepted" else "n"
        insert = rows.ACCEPTED if self.table == "accepted" else rows.EXTENT
        connection.executemany(f"DELETE FROM {self.table} WHERE {column} = ?", [(n,) for n in self.numbers])
        now, held = list(self._rows(references)), self.numbers
        if len(held) < len(now):
            after = positions.above(self.table, self.edit.stored.n, self.edit.edit.first)
            held = positions.rows_behind(self.table, after, len(now))
        connection.executemany(insert, [(n, *row) for n, row in zip(held, now, strict=False)])

    def _rows(self, references: ReferenceChanges) -> Iterator[tuple[object, ...]]:
        for one in self.now:
            if isinstance(one, Acceptance):
                yield rows.accepted_row(one)
            elif (number := references.number(one.of)) is not None:
                yield rows.extent_row(one, number)


def _cited(one: Entry | Provision) -> tuple[Reference, ...]:
    return tuple(rows.entry_links(one)) if isinstance(one, Entry) else one.references
