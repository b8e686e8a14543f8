"""Open the word runs: as they are, or grown by what the library and the attached texts hold since.

The file is made on first use, not with the index: most command lines never ask for it, and an index is built anew where
this one grows. It is a cache beside the index. One document more or less costs what it holds, in one transaction; from
nothing it is made in a temporary file that is renamed into place. Where the cache cannot be written, or the file is
damaged or of another version, it is made anew, in memory if need be.
"""

from __future__ import annotations

import contextlib
import os
from itertools import groupby
from operator import itemgetter

from compactx.corpus import atomic, source
from compactx.index import runs
from compactx.index.cache import is_ours, sqlite3
from compactx.index.wording import unpack
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from hashlib import blake2b
else:
    try:  # the C part alone: what is around it loads a library of ciphers
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b

_FLUSH = 400_000  # runs in memory before they are sorted away
_WAIT = 60  # seconds to wait for another process that is just adding
_DEAD = 4  # a file of which every fourth wording stands nowhere any more is made anew
_BASE = 1 << 34  # of a run and a wording in one number


class AttachedSource(Record):
    """A text that the user attached: the id of its instrument, what tells one state of it from another, its clauses."""

    id: str
    mark: str
    words: Callable[[], Mapping[str, str]]


class Sources(Record):
    """What runs are made of: a library file ('' for none), attached texts, and how a wording is divided into words."""

    library: str
    attached: tuple[AttachedSource, ...]
    divide: Callable[[str], Sequence[str]]

    def state(self) -> str:
        """Return a text that changes with an import or an attached text, without reading either."""
        return runs.state_of(self.library, [(one.id, one.mark) for one in self.attached])


def open_runs(sources: Sources, tell: Callable[[str], None] = lambda _: None) -> runs.Runs:
    """Return the runs of everything there is now; ``tell`` hears what takes a while.

    Raises:
        CorpusError: the library cannot be read.
    """
    path, state = runs.runs_path(sources.library), sources.state()
    with contextlib.suppress(OSError, sqlite3.Error):
        atomic.make_folder(os.path.dirname(path))
        if not source.is_trusted(os.path.dirname(path)):
            raise PermissionError(path)
        if not is_ours(path):
            _make(path, sources, state, tell)
        connection = sqlite3.connect(path, isolation_level=None, timeout=_WAIT)
        try:
            if runs.stored_state(connection) == state or _grow(connection, sources, state, tell):
                return runs.Runs(connection)
        except sqlite3.DatabaseError as error:
            from compactx.library.store import is_damage  # noqa: PLC0415 - of what went wrong

            if not is_damage(error) and "no such table" not in str(error):
                raise
        connection.close()
        _make(path, sources, state, tell)
        return runs.Runs(sqlite3.connect(path, isolation_level=None, timeout=_WAIT))
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _fill(connection, sources, state)
    return runs.Runs(connection)


def _make(path: str, sources: Sources, state: str, tell: Callable[[str], None]) -> None:
    """Make the file from nothing and put it into place whole."""
    temporary = f"{path}.{os.getpid()}-{os.urandom(4).hex()}.tmp"
    if sources.library:
        tell("noting the word runs of the library: once, and later only of what is new")
    for whole, process in atomic.temporaries(path):
        if atomic.is_left(whole, process):  # hundreds of megabytes with a large library
            with contextlib.suppress(OSError):
                os.unlink(whole)
    atomic.reserve(temporary)
    try:
        with contextlib.closing(sqlite3.connect(temporary, isolation_level=None)) as connection:
            connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
            _fill(connection, sources, state)
        os.replace(temporary, path)
    finally:
        with contextlib.suppress(OSError):
            os.unlink(temporary)


def _fill(connection: sqlite3.Connection, sources: Sources, state: str) -> None:
    connection.executescript(runs.TABLES + runs.INDEXES)
    connection.execute("BEGIN")
    with _held(sources) as held:
        _add(connection, sources, held.items(), held)
    connection.execute("REPLACE INTO about VALUES ('state', ?)", (state,))
    connection.execute("COMMIT")


def _grow(connection: sqlite3.Connection, sources: Sources, state: str, tell: Callable[[str], None]) -> bool:
    """Bring the file to what there is now; say False where it is better made anew."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        with _held(sources) as held:
            known = {(origin, identity): (n, mark) for n, origin, identity, mark in
                     connection.execute("SELECT n, origin, id, mark FROM document")}  # fmt: skip
            gone = [n for key, (n, mark) in known.items() if held.marks.get(key) != mark]
            new = [(key, mark) for key, mark in held.items() if known.get(key, (0, ""))[1] != mark]
            if len(gone) + len(new) > len(known):
                connection.execute("ROLLBACK")
                return False
            if len(new) > 100:  # noqa: PLR2004 - some seconds
                tell(f"noting the word runs of {len(new):,} documents")
            for table, column in (("place", "document"), ("document", "n")):
                connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", [(n,) for n in gone])
            _add(connection, sources, new, held)
        if gone and _wasted(connection):
            connection.execute("ROLLBACK")
            return False
        connection.execute("REPLACE INTO about VALUES ('state', ?)", (state,))
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return True


def _wasted(connection: sqlite3.Connection) -> bool:
    """Say whether too many wordings stand nowhere any more."""
    sql = "SELECT (SELECT count(*) FROM text), (SELECT count(DISTINCT text) FROM place)"
    whole, used = connection.execute(sql).fetchone()
    return bool(_DEAD * (whole - used) > whole)


class _HeldTexts:
    """What the library and the attached texts hold: a mark for each document, and its clauses when asked."""

    def __init__(self, library: sqlite3.Connection | None, attached: Iterable[AttachedSource]) -> None:
        self.library = library
        self.attached = {one.id: one for one in attached}
        self.numbers: dict[str, int] = {}
        self.marks: dict[tuple[str, str], str] = {}
        if library:
            how = "source.reading" if library.execute("PRAGMA user_version").fetchone()[0] > 1 else "''"
            for number, identity, sha256, read in library.execute(
                f"SELECT document.n, document.id, source.sha256, {how} FROM document JOIN source"
                " ON source.path = document.file ORDER BY document.id"
            ):
                self.numbers[identity] = number
                self.marks[runs.LIBRARY, identity] = f"{sha256} {read}"
        self.marks |= {(runs.ATTACHED, one.id): one.mark for one in self.attached.values()}

    def items(self) -> list[tuple[tuple[str, str], str]]:
        return [*self.marks.items()]

    def clauses(self, origin: str, identity: str) -> Iterator[tuple[str, str]]:
        """Yield (locator, wording) of each clause of a document that is no footnote."""
        if origin == runs.ATTACHED or self.library is None:
            yield from self.attached[identity].words().items()
            return
        number = self.numbers[identity]
        row = self.library.execute("SELECT packed FROM wording WHERE document = ?", (number,)).fetchone()
        notes = {at for (at,) in self.library.execute(
            "SELECT locator FROM clause WHERE document = ? AND kind = 'footnote'", (number,))}  # fmt: skip
        for locator, words in (unpack(row[0]) if row else {}).items():
            if locator not in notes:
                yield locator, words


@contextlib.contextmanager
def _held(sources: Sources) -> Iterator[_HeldTexts]:
    if not sources.library:
        yield _HeldTexts(None, sources.attached)
        return
    from compactx.library.store import is_damage, open_for_index, unreadable  # noqa: PLC0415 - many have no library

    library = open_for_index(sources.library)
    try:
        yield _HeldTexts(library, sources.attached)
    except sqlite3.Error as error:
        if is_damage(error):
            raise unreadable(sources.library, error) from None
        raise
    finally:
        library.close()


def _add(
    connection: sqlite3.Connection, sources: Sources, documents: Iterable[tuple[tuple[str, str], str]], held: _HeldTexts
) -> None:
    adding = _RunWriter(connection)
    for (origin, identity), mark in documents:
        sql = "INSERT INTO document (origin, id, mark) VALUES (?,?,?)"
        number = connection.execute(sql, (origin, identity, mark)).lastrowid
        rows = [(adding.text([*sources.divide(words)]), number, at) for at, words in held.clauses(origin, identity)]
        connection.executemany("INSERT OR IGNORE INTO place VALUES (?,?,?)", [row for row in rows if row[0]])
    adding.finish()


class _RunWriter:
    """Numbers words and wordings, and collects the runs of those that are new."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.words: dict[str, str] = {word: runs.sign(n) for n, word in connection.execute("SELECT n, word FROM word")}
        self.next = (connection.execute("SELECT max(n) FROM text").fetchone()[0] or 0) + 1
        self.pending: list[int] = []
        self.is_first = self.next == 1
        self.is_sorting = False

    def text(self, words: Sequence[str]) -> int:
        """Return the number of a wording, 0 for one without words."""
        if not words:
            return 0
        coded = "".join([self.words.get(word) or self._word(word) for word in words])
        mark = int.from_bytes(blake2b(coded.encode(), digest_size=6).digest(), "big")
        for number, other in self.connection.execute("SELECT n, words FROM text WHERE mark = ?", (mark,)):
            if other == coded:
                return int(number)
        number, self.next = self.next, self.next + 1
        self.connection.execute("INSERT INTO text VALUES (?,?,?)", (number, mark, coded))
        self.pending += [run * _BASE + number for run in {*runs.runs_of(coded)}]
        if len(self.pending) > _FLUSH:
            self._sort_away()
        return number

    def _word(self, word: str) -> str:
        number = min(len(self.words) + 1, runs.MOST_WORDS)
        if number < runs.MOST_WORDS:
            self.connection.execute("INSERT INTO word VALUES (?,?)", (number, word))
        self.words[word] = runs.sign(number)
        return self.words[word]

    def _sort_away(self) -> None:
        """Move the runs in memory to a temporary table, from where they come back in order."""
        if not self.is_sorting:
            self.connection.execute("CREATE TEMP TABLE loose (pair INTEGER)")
            self.is_sorting = True
        self.connection.executemany("INSERT INTO loose VALUES (?)", zip(self.pending, strict=True))
        self.pending = []

    def finish(self) -> None:
        """Write the runs of everything that was added, behind those that were there."""
        pairs: Iterable[int] = sorted(self.pending)
        if self.is_sorting:
            self._sort_away()
            pairs = map(itemgetter(0), self.connection.execute("SELECT pair FROM loose ORDER BY pair"))
        rows = ((run, [pair % _BASE for pair in same]) for run, same in groupby(pairs, key=_run_of))
        if self.is_first:
            self.connection.executemany("INSERT INTO run VALUES (?,?)", ((run, runs.pack(more)) for run, more in rows))
            return
        for run, more in rows:
            old = self.connection.execute("SELECT texts FROM run WHERE hash = ?", (run,)).fetchone()
            before = runs.unpack_numbers(old[0])[-1] if old else 0
            packed = (old[0] if old else b"") + runs.pack(more, before)
            self.connection.execute("REPLACE INTO run VALUES (?,?)", (run, packed))


def _run_of(pair: int) -> int:
    return pair // _BASE
