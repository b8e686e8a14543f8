"""The library: what bulk imports read, in one SQLite file of the user's data folder.

YAML is for what people write; tens of thousands of imported clauses are kept here and streamed into the index by
:mod:`compactx.index.writing.join`. Every document is written in a transaction with the note that its file was read, so
an import that is stopped at any moment has lost nothing and does nothing twice. Lookups never open this file.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from typing import NamedTuple

from compactx.corpus import atomic, source
from compactx.errors import CannotWriteError, CorpusError
from compactx.model.kinds import CLAIM, LIBRARY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_MARKED_UP = (".xml", ".akn")
VERSION = 2
FAILURES = (sqlite3.Error, OSError)  # what a store raises when the disk is full or the file damaged
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR_READ", "SQLITE_IOERR_SHORT_READ")
_AWAY = "move the file away and import again"
_NEWS = "unpublished"  # stands in ``about`` from a change on until lookups are told, however often that is interrupted
_TABLES = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE source (
    path TEXT PRIMARY KEY, size INTEGER, moment INTEGER, sha256 TEXT, status TEXT, reason TEXT, document INTEGER,
    reading TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE TABLE document (
    n INTEGER PRIMARY KEY, id TEXT UNIQUE, symbol TEXT, kind TEXT, title TEXT, date TEXT, url TEXT, body TEXT,
    turn INTEGER, series TEXT, file TEXT
);
CREATE TABLE clause (
    n INTEGER PRIMARY KEY, document INTEGER, position INTEGER, locator TEXT, printed TEXT, kind TEXT, parent TEXT,
    number INTEGER, title TEXT, gist TEXT, words INTEGER, fingerprint TEXT
);
CREATE TABLE citation (
    n INTEGER PRIMARY KEY, document INTEGER, locator TEXT, target TEXT, symbol TEXT, surface TEXT, pinpoint TEXT,
    basis TEXT, confidence TEXT
);
CREATE TABLE wording (document INTEGER PRIMARY KEY, packed BLOB);
CREATE INDEX clause_document ON clause (document, position);
CREATE INDEX citation_document ON citation (document, n);
CREATE INDEX citation_symbol ON citation (symbol) WHERE symbol <> '';
CREATE INDEX document_symbol ON document (symbol);
"""
# What the text index was made of must be known to take it out again: the wordings of the last documents that went.
_FORMER = "CREATE TABLE IF NOT EXISTS former (n INTEGER PRIMARY KEY, document TEXT, packed BLOB);"
_KEPT = 256
# What the library was before it noted with what each file was read: '' is an earlier compactx.
_FROM_1 = "BEGIN; ALTER TABLE source ADD COLUMN reading TEXT NOT NULL DEFAULT ''; PRAGMA user_version=2; COMMIT;"
_WAIT = 600  # seconds a writer waits for readers: an index that is being built reads the whole file


def origin_of(path: str) -> int:
    """Return where the symbol of a document comes from: its publisher's markup, or its own words.

    >>> origin_of("a.zip!A_RES_70_1.xml") == LIBRARY, origin_of("A_RES_70_1.txt") == CLAIM
    (True, True)
    """
    return LIBRARY if path.lower().endswith(_MARKED_UP) else CLAIM


class StoredClause(NamedTuple):
    """A clause of a document, in reading order; ``gist`` holds its first words."""

    locator: str
    printed: str
    kind: str
    parent: str
    number: int | None
    title: str
    gist: str
    words: int
    fingerprint: str


class StoredCitation(NamedTuple):
    """What a clause cites: the id of a thing in the corpus, or else an official symbol."""

    locator: str
    target: str
    symbol: str
    surface: str
    pinpoint: str
    basis: str
    confidence: str


class StoredDocument(NamedTuple):
    """A document that was read; ``turn`` is the session or year, ``series`` what its yearly successors share."""

    id: str
    symbol: str
    kind: str
    title: str
    date: str
    url: str
    body: str
    turn: int | None
    series: str
    clauses: Sequence[StoredClause]
    citations: Sequence[StoredCitation]
    packed: bytes


class DocumentSource(NamedTuple):
    """A file, or a member of an archive, as it was found."""

    path: str
    size: int
    moment: int
    sha256: str


class LibraryStore:
    """The open store; one process writes at a time, others wait for it.

    ``reading`` names how documents are read and against what. It is noted with each file, so that whatever was read
    otherwise can be read again, a part of the library at a time, however often that is interrupted.
    """

    def __init__(self, path: str, tell: Callable[[str], None] = lambda _: None, reading: str = "") -> None:
        """Open the store, or make it, and keep other imports out until it is closed.

        Raises:
            CannotWriteError: the folder or file cannot be written, or another version of compactx made it.
        """
        self.path = path
        self.reading = reading
        with contextlib.ExitStack() as undo:
            try:
                atomic.make_folder(os.path.dirname(path))
                self.lock = os.open(path + ".lock", os.O_RDWR | os.O_CREAT, atomic.PRIVATE)
                undo.callback(os.close, self.lock)
                _lock(self.lock, tell)
                atomic.reserve(path)
                self.connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
                undo.callback(self.connection.close)
                self._prepare()
            except FAILURES as error:
                raise refused_by_system(path, error) from None
            undo.pop_all()

    def _prepare(self) -> None:
        self.connection.execute("PRAGMA synchronous=FULL")
        found = int(self.connection.execute("PRAGMA user_version").fetchone()[0])
        if found == 0 and _is_empty(self.connection):
            self.connection.executescript(f"BEGIN; {_TABLES} PRAGMA user_version={VERSION}; COMMIT;")
        elif found == 1:
            self.connection.executescript(_FROM_1)
        elif found != VERSION:
            message = f"{self.path} was made by another version of compactx (format {found}, this one writes {VERSION})"
            raise CannotWriteError(message, hint=_AWAY)
        self.connection.execute(_FORMER)

    def known(self, path: str) -> tuple[DocumentSource, str] | None:
        """Return a file as it was when it was read, with how it was read."""
        sql = "SELECT path, size, moment, sha256, reading FROM source WHERE path = ?"
        row = self.connection.execute(sql, (path,)).fetchone()
        return (DocumentSource(*row[:4]), row[4]) if row else None

    def read_otherwise(self) -> Iterator[str]:
        """Yield the paths of documents that were not read as documents are read now."""
        sql = "SELECT path FROM source WHERE status = 'read' AND reading <> ? ORDER BY path"
        return (row[0] for row in self.connection.execute(sql, (self.reading,)))

    def touch(self, origin: DocumentSource) -> None:
        """Note that a file was written anew with the same content."""
        sql = "UPDATE source SET size = ?, moment = ? WHERE path = ?"
        self.connection.execute(sql, (origin.size, origin.moment, origin.path))

    def begin(self) -> None:
        """Begin a batch: all of it is kept, or nothing."""
        self.connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Keep all of the batch that was begun; until here nobody else sees any of it."""
        self.connection.execute("COMMIT")

    def fail(self, origin: DocumentSource, reason: str) -> int:
        """Note that a file was not read, and why; return how many copies elsewhere can be read now in its place.

        What an earlier version of the file held stays; what was read otherwise of the very same bytes goes.
        """
        sql = "SELECT document, sha256, reading FROM source WHERE path = ?"
        held = self.connection.execute(sql, (origin.path,)).fetchone() or (None, "", "")
        goes = origin.sha256 and held[1] == origin.sha256 and held[2] != self.reading
        self._note(origin, "failed", reason, None if goes else held[0])
        return self._drop(held[0], origin.path) if goes and held[0] else 0

    def put(self, origin: DocumentSource, item: StoredDocument) -> tuple[str, int]:
        """Keep a document in place of what its file held.

        Return ``read``, or ``twice`` if another file has its id, and how many copies elsewhere can be read now. The
        publisher's markup takes the place of a text that only claims to be the document, whichever comes first.
        """
        holder = self.connection.execute("SELECT n, file FROM document WHERE id = ?", (item.id,)).fetchone()
        old = self.connection.execute("SELECT document FROM source WHERE path = ?", (origin.path,)).fetchone()
        taken = holder[1] if holder and holder[1] != origin.path else ""
        if taken and origin_of(origin.path) >= origin_of(taken):
            freed = self._drop(old[0], origin.path) if old and old[0] else 0
            self._note(origin, "twice", _read_from(item.symbol or item.id, taken), None)
            return "twice", freed
        self.connection.execute("REPLACE INTO about VALUES (?, '')", (_NEWS,))
        freed = 0
        for number in {n for n in (old and old[0], holder and holder[0]) if n}:
            freed += self._drop(number, "" if holder and number == holder[0] else origin.path)
        sql = f"INSERT INTO document VALUES (NULL,{','.join('?' * 10)})"
        number = self.connection.execute(sql, (*item[:9], origin.path)).lastrowid
        rows = [(number, at, *clause) for at, clause in enumerate(item.clauses)]
        self.connection.executemany(f"INSERT INTO clause VALUES (NULL,{','.join('?' * 11)})", rows)
        cited = [(number, *one) for one in item.citations]
        self.connection.executemany(f"INSERT INTO citation VALUES (NULL,{','.join('?' * 8)})", cited)
        self.connection.execute("INSERT INTO wording VALUES (?,?)", (number, item.packed))
        self._note(origin, "read", "", number)
        if taken:
            self._give_way(item.symbol or item.id, taken, origin.path)
        return "read", freed

    def _give_way(self, name: str, path: str, official: str) -> None:
        """Note of a file, and of the copies of it, that the document is read from another one now."""
        told = _read_from(name, official)
        sql = "UPDATE source SET status = 'twice', reason = ?, document = NULL WHERE path = ?"
        self.connection.execute(sql, (told, path))
        sql = "UPDATE source SET reason = ? WHERE status = 'twice' AND reason = ?"
        self.connection.execute(sql, (told, _read_from(name, path)))

    def drop_file(self, path: str) -> int:
        """Remove a file and the document that it held; return how many copies of it can be read now."""
        row = self.connection.execute("SELECT document FROM source WHERE path = ?", (path,)).fetchone()
        freed = self._drop(row[0], path) if row and row[0] else 0
        self.connection.execute("DELETE FROM source WHERE path = ?", (path,))
        return freed

    def _drop(self, number: int, path: str = "") -> int:
        """Remove a document; with the path that it had, forget the notes on copies of it, so that they are read."""
        self.connection.execute("REPLACE INTO about VALUES (?, '')", (_NEWS,))
        named = "SELECT coalesce(nullif(symbol, ''), id) FROM document WHERE n = ?"
        row = self.connection.execute(named, (number,)).fetchone() if path else None
        self._remember(number)
        for table, column in (("document", "n"), ("clause", "document"), ("citation", "document"),
                              ("wording", "document")):  # fmt: skip
            self.connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (number,))
        copies = "DELETE FROM source WHERE status = 'twice' AND reason = ?"
        return self.connection.execute(copies, (_read_from(row[0], path),)).rowcount if row else 0

    def _remember(self, number: int) -> None:
        """Keep the wording of a document that goes for a while: an index that grows takes out what it put in."""
        sql = (
            "INSERT INTO former SELECT NULL, id, packed FROM document JOIN wording ON wording.document = n WHERE n = ?"
        )
        self.connection.execute(sql, (number,))
        self.connection.execute("DELETE FROM former WHERE n <= (SELECT max(n) FROM former) - ?", (_KEPT,))

    def _note(self, origin: DocumentSource, status: str, reason: str, document: int | None) -> None:
        row = (*origin, status, reason, document, self.reading)
        self.connection.execute("REPLACE INTO source VALUES (?,?,?,?,?,?,?,?)", row)

    def forget(self, path: str) -> None:
        """Strike out the note that an archive or folder could not be read: now it can."""
        self.connection.execute("DELETE FROM source WHERE path = ? AND document IS NULL", (path,))

    def totals(self) -> dict[str, int]:
        """Return how many documents, clauses and citations there are in all."""
        tables = {"documents": "document", "clauses": "clause", "citations": "citation"}
        return {
            name: int(self.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
            for name, table in tables.items()
        }

    def failures(self) -> Iterator[tuple[str, str, str]]:
        """Return (path, status, reason) of every file that is not in the library, in path order."""
        sql = "SELECT path, status, reason FROM source WHERE status <> 'read' ORDER BY path"
        return self.connection.execute(sql)

    def publish(self) -> None:
        """Let lookups see what was imported, if anything was: the next one builds its index anew.

        A batch that is not kept yet is undone. The note that there is news goes last, so an import that is stopped
        here makes the next one do it.

        Raises:
            CannotWriteError: the file system refuses.
        """
        stamp = source.stamp(self.path)
        try:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            news = self.connection.execute("SELECT 1 FROM about WHERE key = ?", (_NEWS,)).fetchone()
            if not news and os.path.exists(stamp):
                return
            atomic.write_file(os.path.dirname(stamp), os.path.basename(stamp), f"{time.time_ns()}\n".encode())
            self.connection.execute("DELETE FROM about WHERE key = ?", (_NEWS,))
        except FAILURES as error:
            raise refused_by_system(stamp, error) from None

    def close(self) -> None:
        """Close the store and let others write; a batch that was not kept is undone."""
        self.connection.close()
        os.close(self.lock)


def open_for_index(path: str) -> sqlite3.Connection:
    """Open a library for the index: all of it as it is now, whatever an import writes meanwhile.

    It is opened for writing, for only so does SQLite undo what a killed import left half written; nothing else writes.

    Raises:
        CorpusError: another version of compactx made it, or it cannot be read.
    """
    escaped = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    try:
        connection = sqlite3.connect(f"file:{escaped}?mode=rw", uri=True, isolation_level=None, timeout=_WAIT)
        connection.execute("PRAGMA query_only=ON")
        connection.execute("BEGIN")
        found = int(connection.execute("PRAGMA user_version").fetchone()[0])
        empty = found == 0 and _is_empty(connection)
    except sqlite3.Error as error:
        raise unreadable(path, error) from None
    if empty:  # an import was stopped before it wrote anything
        connection.close()
        connection = sqlite3.connect(":memory:", isolation_level=None)
        connection.executescript(_TABLES)
    elif found not in (1, VERSION):  # the format before only lacks how each file was read
        connection.close()
        message = f"{path} was made by another version of compactx (format {found}, this one reads {VERSION})"
        raise CorpusError(message, hint=_AWAY)
    return connection


def former(library: sqlite3.Connection, document: str) -> Iterator[bytes]:
    """Yield the packed wordings that a document had before, the last first."""
    if library.execute("SELECT 1 FROM sqlite_master WHERE name = 'former'").fetchone():
        sql = "SELECT packed FROM former WHERE document = ? ORDER BY n DESC"
        yield from (row[0] for row in library.execute(sql, (document,)))


def _read_from(name: str, path: str) -> str:
    return f"{name} was read from {path}"


def _is_empty(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None


def is_damage(error: Exception) -> bool:
    """Say whether SQLite could not make sense of what it read, as opposed to: could not write."""
    return getattr(error, "sqlite_errorname", "") in _DAMAGED


def unreadable(path: str, error: Exception) -> CorpusError:
    """Return what to say when a library cannot be read."""
    return CorpusError(f"the library {path} cannot be read: {error}", hint=_AWAY if is_damage(error) else "")


def refused_by_system(path: str, error: Exception) -> CannotWriteError:
    """Return what to say when the file system, or SQLite on its behalf, refuses."""
    reason = (error.strerror if isinstance(error, OSError) else "") or str(error)
    hint = "is the folder writable, and the disk not full? import again to go on"
    return CannotWriteError(f"cannot write {path}: {reason}", hint=_AWAY if is_damage(error) else hint)


def _lock(descriptor: int, tell: Callable[[str], None]) -> None:
    """Wait until no other import writes; a killed process holds no lock."""
    try:
        import fcntl  # noqa: PLC0415 - absent on Windows
    except ImportError:
        return
    with contextlib.suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return
    tell("another import is writing the library; waiting for it")
    fcntl.flock(descriptor, fcntl.LOCK_EX)
