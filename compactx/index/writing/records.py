"""The records of an index that grows by edits: entries and provisions that go, come or change."""

from __future__ import annotations

from compactx.index import facts
from compactx.index.writing import rows
from compactx.index.writing.room import NotLocalError
from compactx.model import locator
from compactx.model.entry import Entry
from compactx.model.finding import Place
from compactx.model.kinds import CLAIM
from compactx.model.provision import Provision, Reference
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from compactx.corpus.pieces import FileEdit
    from compactx.index.writing.counting import Counts
    from compactx.index.writing.references import ReferenceChanges
    from compactx.index.writing.room import Positions
    from compactx.index.writing.rows import StoredSource

    Item = Entry | Provision

_ENTRY = ("title", "symbol", "legal", "date", "confidence", "line")
_PROVISION = ("title", "number", "gist", "words", "fingerprint", "line")
_OF_NODE = (("fact", "node"), ("name", "node"), ("origin", "node"), ("node", "n"))
_RESTING = (
    ("edge", "src"), ("edge", "dst"), ("edge", "clause"), ("node", "parent"), ("extent", "node"), ("weight", "node"),
    ("said", "node"),
)  # fmt: skip
_RESTING_ON_ENTRIES = (
    ("node", "instrument"), ("held", "node"), ("said", "speaker"), ("said", "body"), ("vote", "node"),
    ("ballot", "state"), ("standing", "state"), ("standing", "treaty"),
)  # fmt: skip


class RecordPair(Record):
    """A record that is there before and after an edit, and its row."""

    number: int
    before: Item
    now: Item


class RecordChanges:
    """Compares records by their ids, and writes what has changed."""

    def __init__(self, connection: sqlite3.Connection, positions: Positions, main: str) -> None:
        """Take an index, where rows belong, and the main instrument."""
        self.main = main
        self.connection = connection
        self.positions = positions
        self.pairs: list[RecordPair] = []
        self.removed: list[tuple[int, Item]] = []
        self.added: list[Item] = []
        self.numbers: dict[str, int] = {}
        self.named: set[str] = set()
        self._edits: list[tuple[StoredSource, FileEdit]] = []
        self._origins = dict(connection.execute("SELECT file, origin FROM source"))

    def compare(self, edits: Iterable[tuple[StoredSource, FileEdit]]) -> None:
        """Find out which records go, come and stay.

        Raises:
            NotLocalError: records have another order.
        """
        self._edits = list(edits)
        befores = [one for _, edit in self._edits for one in _items(edit.before)]
        nows = [one for _, edit in self._edits for one in _items(edit.after)]
        before, now = {one.id: one for one in befores}, {one.id: one for one in nows}
        if len(before) < len(befores) or len(now) < len(nows):
            raise NotLocalError("two records have an id")
        stays = [one.id for one in befores if one.id in now]
        if stays != [one.id for one in nows if one.id in before]:
            raise NotLocalError("records have another order")
        for identity, one in before.items():
            self.numbers[identity] = self._number(identity)
            if identity not in now:
                self.removed.append((self.numbers[identity], one))
            elif now[identity] != one:
                self.pairs.append(RecordPair(self.numbers[identity], one, now[identity]))
        self.added = [one for identity, one in now.items() if identity not in before]

    def _number(self, identity: str) -> int:
        row = self.connection.execute("SELECT n FROM node WHERE id = ?", (identity,)).fetchone()
        if row is None:
            raise NotLocalError("a record that the index does not have")
        return int(row[0])

    @property
    def size(self) -> int:
        """How many records are looked at."""
        return len(self.pairs) + len(self.removed) + len(self.added)

    def searched(self) -> list[int]:
        """Return the rows whose words change, or go."""
        changed = [pair.number for pair in self.pairs if _words(pair.before) != _words(pair.now)]
        return [*changed, *(number for number, _ in self.removed)]

    def spoken(self) -> list[int]:
        """Return the rows of which it may change how much they say, or whether they are there."""
        changed = [
            pair.number for pair in self.pairs
            if getattr(pair.now, "words", 0) != getattr(pair.before, "words", 0)
        ]  # fmt: skip
        notes = [
            self.parent(one)[0] for one in self.added
            if one.kind == "footnote" and isinstance(one, Provision) and self._is_known(one.instrument)
        ]  # fmt: skip
        return [*changed, *notes, *(number for number, _ in self.removed)]

    # What comes

    def put(self, counts: Counts) -> None:
        """Write the records that come, and what has changed of the others."""
        coming = {one.id: one for one in self.added}
        for stored, edit in self._edits:
            both: tuple[tuple[Item, ...], ...] = (edit.after.entries, edit.after.provisions)
            for some in both:
                self._place(stored, edit, some)
                for one in some:
                    if one.id in coming:
                        self._put(coming[one.id], counts)
        for pair in self.pairs:
            self._change(pair)

    def _put(self, one: Item, counts: Counts) -> None:
        """Write a record that comes."""
        self._refuse_asked(one.id)
        number = self.numbers[one.id]
        row = rows.entry_row(number, one) if isinstance(one, Entry) else self._provision_row(number, one)
        self.connection.execute(rows.NODE, row)
        counts.kind(one.kind, 1)
        self._put_origin(number, one)
        self._put_facts(number, one)
        self._put_names(number, None, one)

    def _is_known(self, identity: str) -> bool:
        return self.connection.execute("SELECT 1 FROM node WHERE id = ?", (identity,)).fetchone() is not None

    def _refuse_asked(self, identity: str) -> None:
        sql = "SELECT 1 FROM missing WHERE id = ?1 UNION ALL SELECT 1 FROM node WHERE id = ?1"
        if self.connection.execute(sql, (identity,)).fetchone():
            raise NotLocalError("an id that was missing has come, or is taken")

    def _place(self, stored: StoredSource, edit: FileEdit, records: Iterable[Item]) -> None:
        """Find numbers for records that come: behind the one before them in their file."""
        waiting: list[Item] = []
        after: int | None = None
        for one in [*records, None]:
            if one is not None and one.id not in self.numbers:
                waiting.append(one)
                continue
            if waiting:
                self._number_all(stored, edit, waiting, after)
                waiting = []
            after = self.numbers[one.id] if one is not None else None

    def _number_all(self, stored: StoredSource, edit: FileEdit, records: list[Item], after: int | None) -> None:
        are_provisions = isinstance(records[0], Provision)
        keys = [line.partition("\t")[0] for line in stored.outline.split("\n")]
        if not are_provisions and "entries" in keys and "instrument" in keys:
            raise NotLocalError("an instrument and entries in a file")
        if after is None:
            after = self._above(stored.file, edit, are_provisions=are_provisions)
        if after is None:
            first = records[0]
            after = self._last_of(first, stored.n) if isinstance(first, Provision) else self._last_entry(stored.n)
        free = self.positions.nodes_behind(after, len(records), provisions=are_provisions)
        self.numbers.update({one.id: n for one, n in zip(records, free, strict=True)})

    def _above(self, file: str, edit: FileEdit, *, are_provisions: bool) -> int | None:
        """Return behind which row the first records of a stretch come; None if the file has no others of their sort."""
        sort = "locator <> ''" if are_provisions else "locator = ''"
        where = f"FROM node INDEXED BY node_line WHERE line > 0 AND n <= ? AND {sort} AND file = ?"
        values = (self.positions.last, file)
        above = self.connection.execute(f"SELECT max(n) {where} AND line < ?", (*values, edit.first)).fetchone()[0]
        if above:
            return int(above)
        below = self.connection.execute(f"SELECT min(n) {where} AND line >= ?", (*values, edit.first)).fetchone()[0]
        return None if below is None else self._before(below, sort)

    def _before(self, number: int, sort: str) -> int:
        row = self.connection.execute(f"SELECT max(n) FROM node WHERE n < ? AND {sort}", (number,)).fetchone()
        return int(row[0] or 0)

    def _last_entry(self, source: int) -> int:
        """Return the last entry of the files before one."""
        sql = (
            "SELECT max(node.n) FROM node JOIN source ON source.file = node.file"
            " WHERE locator = '' AND node.n <= ? AND source.n < ?"
        )
        return int(self.connection.execute(sql, (self.positions.last, source)).fetchone()[0] or 0)

    def _last_of(self, first: Provision, source: int) -> int:
        """Return behind which row the provisions come that an instrument has in a file alone."""
        sql = (
            "SELECT max(node.n) FILTER (WHERE source.n < ?), min(node.n) FROM node JOIN node AS whole ON"
            " whole.n = node.instrument JOIN source ON source.file = node.file WHERE whole.id = ? AND node.n <= ?"
        )
        values = (source, first.instrument, self.positions.last)
        earlier, least = self.connection.execute(sql, values).fetchone()
        if earlier or least:
            return int(earlier) if earlier else self._before(least, "locator <> ''")
        return self._last_of_earlier(first.instrument)

    def _last_of_earlier(self, instrument: str) -> int:
        """Return the last provision of the instruments before one: the main one, then the others by day and id."""
        sql = (
            "SELECT date, id, n FROM node AS whole INDEXED BY node_named WHERE locator = '' AND n <= ?1"
            " AND EXISTS (SELECT 1 FROM node WHERE node.instrument = whole.n AND node.n <= ?1)"
        )
        wholes = self.connection.execute(sql, (self.positions.last,)).fetchall()
        added = next((one for one in self.added if one.id == instrument and isinstance(one, Entry)), None)
        told = self.connection.execute("SELECT date FROM node WHERE id = ?", (instrument,)).fetchone()
        if added is None and told is None:
            raise NotLocalError("provisions of nothing")
        date = added.date if added else told[0]
        main = self.main

        def rank(day: str, identity: str) -> tuple[bool, str, str]:
            return identity != main, day, identity

        before = [
            (rank(day, identity), n) for day, identity, n in wholes if rank(day, identity) < rank(date, instrument)
        ]
        sql = "SELECT max(n) FROM node WHERE instrument = ? AND n <= ?"
        values = (max(before)[1] if before else 0, self.positions.last)
        return int(self.connection.execute(sql, values).fetchone()[0] or 0)

    def _provision_row(self, number: int, one: Provision) -> tuple[object, ...]:
        whole = self._known(one.instrument)
        if whole is None or one.date or one.speaker or one.body:
            raise NotLocalError("what was said on another day")
        n, _, _, objective, said = self.parent(one)
        if said:
            raise NotLocalError("what was said on another day")
        number_of = one.number if one.kind == "objective" else objective
        return (
            number, one.id, one.kind, one.title, one.locator, self._printed(one), whole[0], n, number_of or None,
            one.number or None, one.gist, one.words, one.fingerprint, "", "", "", "", one.place.file, one.place.line,
        )  # fmt: skip

    def _known(self, identity: str) -> tuple[int, str, str, int | None, int] | None:
        """Return row, kind, locator and objective of an id of the corpus, and whether it was said on another day."""
        sql = "SELECT n, kind, locator, objective, n IN (SELECT node FROM said) FROM node WHERE id = ? AND n <= ?"
        row: tuple[int, str, str, int | None, int] | None = self.connection.execute(
            sql, (identity, self.positions.last)
        ).fetchone()
        if row is None:
            self.connection.execute("INSERT OR IGNORE INTO missing VALUES (?)", (identity,))
        return row

    def parent(self, one: Provision) -> tuple[int, str, str, int | None, int]:
        """Return what a provision stands in, as :meth:`_known`."""
        name = one.parent or locator.parent(one.locator)
        above = self._known(f"{one.instrument}/{name}") if name else None
        found = above if above and above[2] else self._known(one.instrument)
        if found is None:
            raise NotLocalError("provisions of nothing")
        return found

    def _printed(self, one: Provision) -> str:
        where, near = one.locator, set()
        while "." in where:
            known = self._known(f"{one.instrument}/{where}") if where != one.locator else None
            if (one.kind if where == one.locator else known[1] if known else "") == "paragraph":
                near.add(where)
            where = locator.parent(where)
        return locator.printed(one.locator, near)

    def structure(self, one: Provision) -> list[Reference]:
        """Return what a provision that comes is part of: its parent, and the nearest whole above that is no section."""
        sql = "SELECT id, kind, locator <> '', parent FROM node WHERE n = ?"
        targets = []
        number = self.parent(one)[0]
        while True:
            identity, kind, is_part, above = self.connection.execute(sql, (number,)).fetchone()
            targets.append(identity)
            if not (is_part and kind == "section"):
                break
            number = above
        ends = dict.fromkeys((targets[0], targets[-1]))
        return [Reference(one.id, target, "part-of", "structure", one.place) for target in ends]

    def _put_origin(self, number: int, one: Item) -> None:
        origin = self._origin(one)
        sql = "SELECT origin FROM origin JOIN node ON node.n = origin.node WHERE node.id = ?"
        whole = self.connection.execute(sql, (getattr(one, "instrument", ""),)).fetchone()
        if origin != (whole[0] if whole else 0):
            self.connection.execute("INSERT INTO origin (node, origin) VALUES (?,?)", (number, origin))

    def _origin(self, one: Item) -> int:
        if isinstance(one, Entry):
            return rows.name_origin(one, one.place.file, self._origins)
        row = self.connection.execute(
            "SELECT name.origin FROM name JOIN node ON node.n = name.node WHERE node.id = ? LIMIT 1", (one.instrument,)
        ).fetchone()
        claimed = row is not None and row[0] == CLAIM
        whole = Entry(one.instrument, "", "", one.place, claimed=True) if claimed else None
        return rows.name_origin(whole, one.place.file, self._origins)

    def _put_facts(self, number: int, one: Item) -> None:
        told = facts.of_entry(one) if isinstance(one, Entry) else facts.of_provision(one, self._whole(one))
        self.connection.execute("DELETE FROM fact WHERE node = ?", (number,))
        found = [(number, at, *fact) for at, fact in enumerate(told)]
        self.connection.executemany("INSERT INTO fact VALUES (?,?,?,?)", found)

    def _whole(self, one: Provision) -> Entry:
        """Return an instrument as far as facts of its provisions rest on it."""
        sql = (
            "SELECT key, value FROM fact JOIN node ON node.n = fact.node"
            " WHERE node.id = ? AND key IN ('part_page', 'bare_parts') ORDER BY position"
        )
        told = self.connection.execute(sql, (one.instrument,)).fetchall()
        page = next((value for key, value in told if key == "part_page"), "")
        parts = tuple(value for key, value in told if key == "bare_parts")
        return Entry(one.instrument, "", "", Place(""), part_page=page, bare_parts=parts)

    def _put_names(self, number: int, before: Item | None, now: Item) -> None:
        """Write the names of a record where they belong, if they are others than before."""
        origin = self._origin(now)
        for section, new in _names(now, number, origin).items():
            old = _names(before, number, origin)[section] if before else []
            if new == old:
                continue
            self.named.update(str(row[0]) for row in [*old, *new])
            held = [n for n, _ in self.positions.names(section, number)]
            self.connection.executemany("DELETE FROM name WHERE n = ?", [(n,) for n in held])
            free = held if len(held) == len(new) else self.positions.names_behind(section, number, len(new))
            self.connection.executemany(rows.NAME, [(n, *row) for n, row in zip(free, new, strict=True)])

    def _change(self, pair: RecordPair) -> None:
        """Write what has changed of a record."""
        now = pair.now
        columns = _ENTRY if isinstance(now, Entry) else _PROVISION
        values = [now.place.line if column == "line" else getattr(now, column) for column in columns]
        values = [value or None if column == "number" else value for column, value in zip(columns, values, strict=True)]
        sql = f"UPDATE node SET {', '.join(f'{column} = ?' for column in columns)} WHERE n = ?"
        self.connection.execute(sql, (*values, pair.number))
        if _without_places(now) != _without_places(pair.before):
            self._put_facts(pair.number, now)
            self._put_names(pair.number, pair.before, now)
        if isinstance(now, Provision):
            low, high = self.positions.span("structure")
            sql = "UPDATE edge SET line = ? WHERE src = ? AND n > ? AND n < ?"
            self.connection.execute(sql, (now.place.line, pair.number, low, high))

    # What goes

    def remove(self, references: ReferenceChanges, counts: Counts) -> None:
        """Remove the records that go, the last first; what they refer to has gone.

        Raises:
            NotLocalError: something else rests on one of them.
        """
        for number, one in sorted(self.removed, key=lambda pair: -pair[0]):
            self._refuse_used(number, one)
            names = self.connection.execute("SELECT folded FROM name WHERE node = ?", (number,))
            self.named.update(name for (name,) in names)
            for table, column in _OF_NODE:
                self.connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (number,))
            references.ways.drop(number)
            counts.kind(one.kind, -1)

    def _refuse_used(self, number: int, one: Item) -> None:
        places = _RESTING if isinstance(one, Provision) else (*_RESTING, *_RESTING_ON_ENTRIES)
        for table, column in places:
            if self.connection.execute(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", (number,)).fetchone():
                raise NotLocalError("something rests on what has gone")
        self._refuse_below(one)

    def _refuse_below(self, one: Item) -> None:
        if isinstance(one, Provision):
            sql = (
                "SELECT 1 FROM node JOIN node AS whole ON whole.n = node.instrument"
                " WHERE whole.id = ? AND node.locator > ? AND node.locator < ? LIMIT 1"
            )
            values = (one.instrument, f"{one.locator}.", f"{one.locator}/")
            if self.connection.execute(sql, values).fetchone():
                raise NotLocalError("something stands below")

    def refuse_below(self) -> None:
        """Refuse provisions that come above others; raises as :meth:`remove`."""
        for one in self.added:
            self._refuse_below(one)


def _items(told: object) -> Iterator[Item]:
    yield from told.entries  # type: ignore[attr-defined]
    yield from told.provisions  # type: ignore[attr-defined]


def _words(one: Item) -> tuple[object, ...]:
    """Return what is searched of a record, but for the words that cite."""
    if isinstance(one, Entry):
        return one.title, [name.name for name in one.names], one.symbol, one.symbols, one.notes
    return one.title, one.label, one.gist


def _names(one: Item, number: int, origin: int) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of a record's names by their section, without their numbers."""
    if isinstance(one, Entry):
        return {"names": rows.names_of(one, number, origin)}
    title = rows.found_title(one)
    return {
        "titles": [rows.form_row(title, number, "title", origin)] if title else [],
        "labels": [rows.form_row(one.label, number, "short", origin)] if one.label else [],
    }


def _without_places(one: Item) -> Item:
    """Return a record without its own place and those of its references: facts have none."""
    nowhere = Place("")
    if isinstance(one, Entry):
        return one.replace(place=nowhere, links=(), members=())
    return one.replace(place=nowhere, references=())


def folded_symbols(one: Item, number: int) -> set[str]:
    """Return the folded symbols that a record bears."""
    return {str(row[0]) for row in _names(one, number, 0).get("names", ()) if row[3] == "symbol"}
