"""The rows of a corpus and of its files: what a whole build writes of each, and what an index that grows writes.

Rows have their order from their numbers. Between them numbers are left free, so that a record that comes later finds
room where it belongs. Of each file its text is kept: an edit is the difference to it.
"""

from __future__ import annotations

import zlib

from compactx.index.cache import BATCH
from compactx.index.writing import layout
from compactx.model.kinds import CLAIM, SHIPPED
from compactx.model.provision import Reference
from compactx.model.record import Record
from compactx.model.text import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping
    from hashlib import sha256
    from typing import Any

    from compactx.corpus.pieces import FileEdit
    from compactx.model.corpus import SourceFile
    from compactx.model.entry import Entry
    from compactx.model.extent import Range
    from compactx.model.finding import Acceptance
    from compactx.model.provision import Provision
else:
    try:  # the C part alone: what is around it loads a library of ciphers
        from _sha2 import sha256
    except ImportError:
        try:
            from _sha256 import sha256  # its name in Python 3.11
        except ImportError:
            from hashlib import sha256

STEP = 64  # from a row of the corpus to the next
REFERENCE_STEP, NAME_STEP = 1024, 256  # the same of references and of names: more come at one place
NAMES = 1 << 24  # the names of the corpus have numbers below
ROOM = 1024 * STEP  # numbers left free behind the rows of one sort
SECTIONS = ("structure", "citations", "links", "lineage")  # of references, in their order
NODE = f"INSERT INTO node VALUES ({','.join('?' * 19)})"
EDGE_COLUMNS = (
    "src", "dst", "relation", "basis", "clause", "surface", "pinpoint", "confidence", "strength", "rationale", "cost",
    "file", "line", "pinpoint_kind",
)  # fmt: skip
EDGE = f"INSERT INTO edge ({', '.join(EDGE_COLUMNS)}, n) VALUES ({','.join('?' * 15)})"
NAME = "INSERT INTO name (n, folded, node, name, type, ambiguous, detect, origin) VALUES (?,?,?,?,?,?,?,?)"
EXTENT = (
    "INSERT INTO extent (n, node, unit, within, last, shift, also, parts, letters, sources, confidence, file, line)"
    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"
)
ACCEPTED = "INSERT INTO accepted (rowid, clause, fingerprint, reason, date, file, line) VALUES (?,?,?,?,?,?,?)"
_FAST = 1  # of the ways to pack
_COLUMNS = "n, file, origin, sha256, whole, outline, packed"


class CorpusNumbers(dict[str, int]):
    """The row of each id; notes every id that was asked for and that nothing has."""

    def __init__(self) -> None:
        super().__init__()
        self.missing: set[str] = set()

    def row(self, identity: str) -> int | None:
        """Return the row of an id, None if nothing has it."""
        found = self.get(identity)
        if found is None and identity:
            self.missing.add(identity)
        return found


def found_for(connection: sqlite3.Connection, sql: str, values: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield what a statement finds for many values; ``{marks}`` is where these stand in it."""
    every = sorted(set(values))
    for start in range(0, len(every), BATCH):
        some = every[start : start + BATCH]
        yield from connection.execute(sql.format(marks=",".join("?" * len(some))), some)


def edge_values(
    reference: Reference, ends: tuple[int, int, int | None], relation: int, cost: int
) -> tuple[object, ...]:
    """Return the columns of an edge in the order of ``EDGE_COLUMNS``; ``ends`` are source, target and clause."""
    src, dst, clause = ends
    return (
        src, dst, relation, reference.basis, clause, reference.surface, reference.pinpoint, reference.confidence,
        reference.strength, reference.rationale, cost, reference.place.file, reference.place.line,
        reference.pinpoint_kind,
    )  # fmt: skip


def unresolved_row(number: int, reference: Reference) -> tuple[object, ...]:
    """Return the row of a reference that leads nowhere."""
    place = reference.place
    return (number, reference.from_id, reference.to, reference.relation, reference.basis, reference.surface,
            reference.pinpoint, reference.confidence, place.file, place.line)  # fmt: skip


def entry_row(number: int, entry: Entry) -> tuple[object, ...]:
    """Return the row of an entry."""
    return (
        number, entry.id, entry.kind, entry.title, "", "", None, None, None, None, "", 0, "",
        entry.symbol, entry.legal, entry.date, entry.confidence, entry.place.file, entry.place.line,
    )  # fmt: skip


def entry_links(entry: Entry) -> Iterator[Reference]:
    """Yield the references of an entry: its links, then what it covers if it is a class."""
    yield from entry.links
    for member in entry.members:
        yield Reference(
            from_id=member.to, to=entry.id, relation="member-of", basis="class", place=member.place,
            confidence=member.confidence, source=member.source,
        )  # fmt: skip


def names_of(entry: Entry, number: int, origin: int) -> list[tuple[object, ...]]:
    """Return the rows of an entry's names, without their numbers: the names, then title and symbols that are none."""
    rows: list[tuple[object, ...]] = [
        (fold(name.name), number, name.name, name.type, int(name.ambiguous), int(name.detect), origin)
        for name in entry.names
    ]
    known = {fold(name.name) for name in entry.names}
    rows += [
        (fold(form), number, form, "symbol", 0, 0, origin)
        for form in (entry.title, entry.symbol, *entry.symbols)
        if form and fold(form) not in known
    ]
    return rows


def found_title(provision: Provision) -> str:
    """Return the title by which a provision is found; ten treaties have an article "Definitions"."""
    return provision.title if provision.kind != "article" else ""


def form_row(form: str, number: int, kind: str, origin: int) -> tuple[object, ...]:
    """Return the row of a title or a label, without its number."""
    return fold(form), number, form, kind, 0, 0, origin


def extent_row(extent: Range, number: int) -> tuple[object, ...]:
    """Return the row of an extent of the thing in a row, without its own number."""
    return (
        number, extent.unit, extent.within, extent.last, extent.offset, "\t".join(extent.also), extent.parts,
        int(extent.letters), "\t".join(extent.sources), extent.confidence, extent.place.file, extent.place.line,
    )  # fmt: skip


def accepted_row(one: Acceptance) -> tuple[object, ...]:
    """Return the row of a clause that somebody accepted, without its number."""
    return one.clause, one.fingerprint, one.reason, one.date, one.place.file, one.place.line


def name_origin(entry: Entry | None, file: str, files: Mapping[str, int]) -> int:
    """Return where names in a file come from, unless nobody has confirmed what the text of their entry claims."""
    if entry is not None and entry.claimed:
        return CLAIM
    return files.get(file, SHIPPED)


def with_numbers(rows: Iterable[tuple[object, ...]], last: int, step: int = STEP) -> list[tuple[object, ...]]:
    """Put a number before each row, behind a last one."""
    return [(last + step * at, *row) for at, row in enumerate(rows, 1)]


def own_names(connection: sqlite3.Connection, named: Iterable[str], nodes: Iterable[int] = ()) -> None:
    """Say anew whose names things bear: those that bear a folded name that came or went, and some others."""
    wanted: list[tuple[str, tuple[str | int]]] = [
        ("node IN (SELECT node FROM name WHERE folded = ?)", (name,)) for name in named
    ]
    wanted += [("node = ?", (node,)) for node in nodes]
    owned = layout.OWNERS.strip().rstrip(";")
    for where, values in wanted:
        connection.execute(f"UPDATE origin SET owner = NULL WHERE {where}", values)
    for where, values in wanted:
        connection.execute(f"{owned} WHERE {where}", values)


class StoredSource(Record):
    """A file as it was when the index was made.

    ``outline`` says where its records begin, ``whole`` what its provisions are of.
    """

    n: int
    file: str
    origin: int
    sha256: str
    whole: str
    outline: str
    packed: bytes

    @property
    def data(self) -> bytes:
        """The bytes that the file had."""
        return zlib.decompress(self.packed)


def write_sources(connection: sqlite3.Connection, files: Iterable[SourceFile]) -> None:
    """Note the files of a corpus in their order."""
    connection.executemany(
        f"INSERT INTO source ({_COLUMNS}) VALUES (?,?,?,?,?,?,?)",
        ((STEP * at, one.name, one.origin, one.sha256, one.whole, one.outline, zlib.compress(one.data, _FAST))
         for at, one in enumerate(files, 1)),
    )  # fmt: skip


def source_of(connection: sqlite3.Connection, file: str) -> StoredSource | None:
    """Return a file as it was, None if nothing was made from it."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM source WHERE file = ?", (file,)).fetchone()
    return StoredSource(*row) if row else None


def is_stored(connection: sqlite3.Connection, file: str) -> bool:
    """Say whether an index notes a file."""
    return connection.execute("SELECT 1 FROM source WHERE file = ?", (file,)).fetchone() is not None


def stored_names(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the number of each file."""
    return dict(connection.execute("SELECT file, n FROM source ORDER BY n"))


def new_source(number: int, name: str, origin: int) -> StoredSource:
    """Return a file that was not there."""
    return StoredSource(number, name, origin, "", "", "", zlib.compress(b""))


def store_source(connection: sqlite3.Connection, stored: StoredSource, data: bytes, edit: FileEdit) -> None:
    """Note a file that has come."""
    told = sha256(data).hexdigest(), edit.whole or "", edit.outline, zlib.compress(data, _FAST)
    row = (stored.n, stored.file, stored.origin, *told)
    connection.execute(f"INSERT INTO source ({_COLUMNS}) VALUES (?,?,?,?,?,?,?)", row)


def drop_source(connection: sqlite3.Connection, stored: StoredSource) -> None:
    """Forget a file that has gone."""
    connection.execute("DELETE FROM source WHERE n = ?", (stored.n,))


def renew(connection: sqlite3.Connection, stored: StoredSource, data: bytes, edit: FileEdit) -> None:
    """Note what a file holds now."""
    sql = "UPDATE source SET sha256 = ?, whole = ?, outline = ?, packed = ? WHERE n = ?"
    whole = stored.whole if edit.whole is None else edit.whole
    told = sha256(data).hexdigest(), whole, edit.outline, zlib.compress(data, _FAST)
    connection.execute(sql, (*told, stored.n))


def digest_now(connection: sqlite3.Connection) -> str:
    """Return the SHA-256 of all files that an index notes."""
    return digest(connection.execute("SELECT file, sha256 FROM source ORDER BY n"))


def digest(files: Iterable[tuple[str, str]]) -> str:
    """Return the SHA-256 of all files of a corpus, by name and content."""
    whole = sha256()
    for name, own in files:
        whole.update(f"{name}\0{own}\n".encode())
    return whole.hexdigest()


def joint_digest(corpus: str, library: str) -> str:
    """Return the SHA-256 of a corpus and a library."""
    return sha256(f"{corpus}\n{library}".encode()).hexdigest()
