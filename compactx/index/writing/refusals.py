"""Which edits of a record decide about other records, so that the index is built."""

from __future__ import annotations

from compactx.index.writing.records import folded_symbols
from compactx.index.writing.room import NotLocalError
from compactx.index.writing.rows import NAMES
from compactx.model.entry import Entry
from compactx.model.provision import Provision

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from compactx.index.writing.records import RecordChanges
    from compactx.model.provision import Reference

_STATE = "state"
_OBSERVES = "observer-in"
_ENTRY = ("kind", "claimed")
_OF_PARTS = ("part_page", "bare_parts", "date")  # of an instrument: what its provisions rest on
_PROVISION = ("kind", "parent", "date", "speaker", "body")


class Refusals:
    """Looks at what an edit touches before anything is written."""

    def __init__(self, connection: sqlite3.Connection, meta: dict[str, str]) -> None:
        """Take an index and what it says of itself."""
        self.connection = connection
        self.main = meta["main"]
        self.library = int(meta["first_edges"]) if meta["library"] and "first_edges" in meta else 0
        if meta["library"] and not self.library:
            raise NotLocalError("the index does not say where the library begins")

    def check(self, records: RecordChanges) -> None:
        """Refuse what decides about other records.

        Raises:
            NotLocalError: an edit does.
        """
        touched = [*(pair.now.id for pair in records.pairs), *(one.id for _, one in records.removed)]
        for identity in touched:
            if self._is_there("missing", "id", identity):
                raise NotLocalError("two records have an id, or had")
        for pair in records.pairs:
            if isinstance(pair.now, Entry) and isinstance(pair.before, Entry):
                self._entry(pair.number, pair.before, pair.now)
            elif isinstance(pair.now, Provision) and isinstance(pair.before, Provision):
                self._provision(pair.before, pair.now)
            else:
                raise NotLocalError("an entry has become a provision")
        for number, one in records.removed:
            self._whole(number, one, came=False)
        for one in records.added:
            self._whole(0, one, came=True)

    def _is_there(self, table: str, column: str, value: object) -> bool:
        row = self.connection.execute(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", (value,)).fetchone()
        return row is not None

    def _entry(self, number: int, before: Entry, now: Entry) -> None:
        _refuse_others(before, now, _ENTRY)
        if self._is_there("node", "instrument", number):
            _refuse_others(before, now, _OF_PARTS)
        if before.date[:4] != now.date[:4]:
            raise NotLocalError("a thing is of another year")
        if now.kind == _STATE and _observing(before.links) != _observing(now.links):
            raise NotLocalError("a State observes")
        if self.library:
            self._symbols(number, folded_symbols(before, number), folded_symbols(now, number))
            if before.date != now.date and self._is_there("part", "node", number):
                raise NotLocalError("a document of the library has its day from it")

    def _provision(self, before: Provision, now: Provision) -> None:
        _refuse_others(before, now, _PROVISION)
        if now.kind == "objective" and before.number != now.number:
            raise NotLocalError("an objective has another number")
        if self.library and before.fingerprint != now.fingerprint:
            self._refuse_held(now.instrument)

    def _whole(self, number: int, one: Entry | Provision, *, came: bool) -> None:
        """Refuse a record that goes or comes."""
        if one.kind == _STATE or one.id == self.main:
            raise NotLocalError("every treaty tells of every State")
        if self.library and isinstance(one, Provision):
            self._refuse_held(one.instrument)
        if self.library and isinstance(one, Entry):
            forms = folded_symbols(one, number)
            self._symbols(number, set() if came else forms, forms if came else set())
            if self._is_there("node", "id", f"{one.id}-2"):
                raise NotLocalError("another thing gave way to an id")

    def _symbols(self, number: int, before: set[str], now: set[str]) -> None:
        """Refuse another symbol where the library may name what bears it."""
        for form in now - before:
            if self._is_there("name", "folded", form):
                raise NotLocalError("a symbol that something else bears")
        sql = "SELECT 1 FROM edge WHERE dst = ? AND n >= ? LIMIT 1"
        if before - now and self.connection.execute(sql, (number, self.library)).fetchone():
            raise NotLocalError("a symbol that the library cites")

    def _refuse_held(self, instrument: str) -> None:
        """Refuse where the library may hold the instrument: its clauses say whether it is the same text."""
        sql = (
            "SELECT 1 FROM node LEFT JOIN name ON name.node = node.n AND name.type = 'symbol'"
            " WHERE node.id = ? AND (EXISTS (SELECT 1 FROM part WHERE part.node = node.n)"
            " OR EXISTS (SELECT 1 FROM name AS other WHERE other.folded = name.folded AND other.n >= ?)) LIMIT 1"
        )
        if self.connection.execute(sql, (instrument, NAMES)).fetchone():
            raise NotLocalError("the library holds the instrument")


def _refuse_others(before: object, now: object, fields: tuple[str, ...]) -> None:
    """Refuse a record in which any of some fields has changed."""
    for field in fields:
        if getattr(before, field) != getattr(now, field):
            raise NotLocalError(f"a record has another {field}")


def _observing(links: Iterable[Reference]) -> bool:
    return any(link.relation == _OBSERVES for link in links)
