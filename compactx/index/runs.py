"""Word runs: which wordings share stretches of words, and where each wording stands.

A file beside the index (see :mod:`compactx.index.run_store`) holds every clause of the library and of attached texts
once as a coded wording, a character a word, so that the same measure works on it as on words. Each run of three words
leads to the wordings that have it. Footnotes are left out: nobody agrees on a footnote.
"""

from __future__ import annotations

import os
from itertools import accumulate

from compactx.corpus import source
from compactx.index.cache import BATCH, cache_folder, is_ours, sqlite3

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

VERSION = 1
TABLES = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE document (n INTEGER PRIMARY KEY, origin TEXT, id TEXT, mark TEXT, UNIQUE (origin, id));
CREATE TABLE word (n INTEGER PRIMARY KEY, word TEXT UNIQUE);
CREATE TABLE text (n INTEGER PRIMARY KEY, mark INTEGER, words TEXT);
CREATE TABLE place (text INTEGER, document INTEGER, locator TEXT, PRIMARY KEY (text, document, locator)) WITHOUT ROWID;
CREATE TABLE run (hash INTEGER PRIMARY KEY, texts BLOB);
"""
INDEXES = """
CREATE INDEX text_mark ON text (mark);
CREATE INDEX place_document ON place (document, locator);
"""
LENGTH = 3  # words of a run
LIBRARY, ATTACHED = "library", "attached"
_PRIME = 268_435_399  # numbers below take four bytes
_SURROGATES = 0xD800  # what follows are 2048 numbers that are no characters
_GAP = 0x800
_LAST = 0x10FFFF
_LONG = 0x100000  # a step from here on takes two characters
_LONG_SIGN = chr(_LONG)
MOST_WORDS = _LAST - _GAP - 65_536  # numbers above are left to words that no clause has
_KEPT = 4_000_000  # numbers of wordings that stay in memory


def runs_path(library: str) -> str:
    """Return the file of the runs of a library, and of what the user attached."""
    key = int.from_bytes(f"{source.user_data()}\n{library}".encode("utf-8", "surrogateescape")) % _PRIME
    return os.path.join(cache_folder(), f"runs-{VERSION}-{key:07x}.sqlite")


def state_of(library: str, marks: Iterable[tuple[str, str]]) -> str:
    """Return a text that changes with an import or an attached text, without reading either.

    ``marks`` are the ids of attached texts, each with what tells one state of it from another.
    """
    told = ""
    try:
        stamp = os.stat(source.stamp(library)) if library else None
        told = f"{library}\t{stamp.st_ino}\t{stamp.st_mtime_ns}" if stamp else ""
    except OSError:
        pass
    return "\n".join((str(VERSION), told, *(f"{identity}\t{mark}" for identity, mark in marks)))


def found(library: str, marks: Iterable[tuple[str, str]]) -> Runs | None:
    """Return the runs if they are there and of now, else None: nothing is made or changed."""
    path = runs_path(library)
    if not is_ours(path):
        return None
    try:
        connection = sqlite3.connect(path, isolation_level=None, timeout=0.0)
        if stored_state(connection) == state_of(library, marks):
            return Runs(connection)
        connection.close()
    except sqlite3.Error:
        pass
    return None


def stored_state(connection: sqlite3.Connection) -> str:
    """Return the state that a file was made or last grown from."""
    row = connection.execute("SELECT value FROM about WHERE key = 'state'").fetchone()
    return row[0] if row else ""


def sign(number: int) -> str:
    """Return the character that stands for the word of a number."""
    return chr(number if number < _SURROGATES else number + _GAP)


def runs_of(coded: str) -> list[int]:
    """Return the hash of each run of three words, in order."""
    codes = [*map(ord, coded)]
    return [
        ((one * 1_000_003 + two) * 998_244_353 + three) % _PRIME
        for one, two, three in zip(codes, codes[1:], codes[2:], strict=False)
    ]


def pack(numbers: Sequence[int], before: int = 0) -> bytes:
    """Return rising numbers, the first above ``before``, as their differences, each a character or two.

    >>> unpack_numbers(pack([5, 9, 1000, 3_000_000]) + pack([3_000_001], 3_000_000))
    [5, 9, 1000, 3000000, 3000001]
    """
    if len(numbers) == 1 and numbers[0] - before < _LONG:
        return chr(numbers[0] - before).encode("utf-8", "surrogatepass")
    steps = [after - before for before, after in zip((before, *numbers), numbers, strict=False)]
    if max(steps) >= _LONG:
        steps = [part for step in steps for part in (_LONG + step // _LONG, step % _LONG)[step < _LONG :]]
    return "".join(map(chr, steps)).encode("utf-8", "surrogatepass")


def unpack_numbers(packed: bytes) -> list[int]:
    """Return the numbers."""
    signs = packed.decode("utf-8", "surrogatepass")
    if max(signs) < _LONG_SIGN:
        return [*accumulate(map(ord, signs))]
    steps: list[int] = []
    more = 0
    for code in map(ord, signs):
        if code >= _LONG:
            more = (code - _LONG) * _LONG
        else:
            steps.append(more + code)
            more = 0
    return [*accumulate(steps)]


class Runs:
    """An open file of word runs. Wordings are numbers; what was read stays in memory up to a bound."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take over an open connection."""
        self.connection = connection
        self._words: dict[str, str] = {}
        self._unknown = 0
        self._texts: dict[int, str] = {}
        self._lists: dict[int, list[int]] = {}
        self._held = 0
        self._documents: dict[int, tuple[str, str]] | None = None

    @property
    def documents(self) -> dict[int, tuple[str, str]]:
        """The documents: library or attached, and the id that each has there."""
        if self._documents is None:
            rows = self.connection.execute("SELECT n, origin, id FROM document")
            self._documents = {n: (origin, identity) for n, origin, identity in rows}
        return self._documents

    def code(self, words: Sequence[str]) -> str:
        """Return a wording as the file has it; a word that no clause has gets a sign of its own."""
        unseen = [word for word in dict.fromkeys(words) if word not in self._words]
        for row in self._rows("SELECT word, n FROM word WHERE word", unseen):
            self._words[row[0]] = sign(row[1])
        for word in unseen:
            if word not in self._words:
                self._words[word] = chr(_LAST - self._unknown % 65_536)
                self._unknown += 1
        return "".join([self._words[word] for word in words])

    def decode(self, coded: str) -> list[str]:
        """Return the words of a wording of the file."""
        numbers = [code if code < _SURROGATES else code - _GAP for code in map(ord, coded)]
        found = dict(self._rows("SELECT n, word FROM word WHERE n", [*dict.fromkeys(numbers)]))
        return [found.get(number, "?") for number in numbers]

    def lists(self, hashes: Iterable[int]) -> dict[int, list[int]]:
        """Return for each run the wordings that have it, in order; a run that stands nowhere is left out."""
        wanted = list(dict.fromkeys(hashes))
        if self._held > _KEPT:
            self._lists.clear()
            self._held = 0
        missing = [one for one in wanted if one not in self._lists]
        for one in missing:
            self._lists[one] = []
        for key, packed in self._rows("SELECT hash, texts FROM run WHERE hash", missing):
            self._lists[key] = unpack_numbers(packed)
            self._held += len(self._lists[key])
        return {one: self._lists[one] for one in wanted if self._lists[one]}

    def texts(self, numbers: Iterable[int]) -> dict[int, str]:
        """Return some coded wordings."""
        wanted = list(numbers)
        if len(self._texts) > _KEPT // 16:
            self._texts.clear()
        missing = [n for n in wanted if n not in self._texts]
        self._texts.update(self._rows("SELECT n, words FROM text WHERE n", missing))
        return {n: self._texts[n] for n in wanted if n in self._texts}

    def places(self, numbers: Sequence[int]) -> Iterator[tuple[int, int, str]]:
        """Yield (wording, document, locator) of every clause that has one of these wordings."""
        return self._rows("SELECT text, document, locator FROM place WHERE text", numbers)

    def each_text(self) -> Iterator[tuple[int, str]]:
        """Yield every (wording, coded words), one after another."""
        yield from self.connection.execute("SELECT n, words FROM text ORDER BY n")

    def texts_in(self, documents: Sequence[int]) -> set[int]:
        """Return the wordings that stand in some documents."""
        return {row[0] for row in self._rows("SELECT DISTINCT text FROM place WHERE document", documents)}

    def text_at(self, origin: str, identity: str, locator: str) -> int | None:
        """Return the wording of a clause of a document, None if it has none here."""
        sql = (
            "SELECT text FROM place WHERE locator = ?"
            " AND document = (SELECT n FROM document WHERE origin = ? AND id = ?)"
        )
        row = self.connection.execute(sql, (locator, origin, identity)).fetchone()
        return row[0] if row else None

    def document_with(self, start: str) -> int | None:
        """Return the document of the library that was read from a file whose digest starts so."""
        sql = "SELECT n FROM document WHERE origin = ? AND mark >= ? AND mark < ?"
        row = self.connection.execute(sql, (LIBRARY, start, start + "\uffff")).fetchone()
        return row[0] if row else None

    def having(self, coded: str) -> list[int]:
        """Return the wordings in which such a stretch of words stands."""
        if len(coded) < LENGTH:
            rows = self.connection.execute("SELECT n, words FROM text WHERE instr(words, ?)", (coded,))
            return [number for number, words in rows if coded in words]
        lists = self.lists(runs_of(coded))
        wanted = [set(lists.get(one, ())) for one in dict.fromkeys(runs_of(coded))]
        shared = set.intersection(*sorted(wanted, key=len))
        return sorted(number for number, words in self.texts(shared).items() if coded in words)

    def size(self) -> tuple[int, int, int]:
        """Return how many clauses and wordings there are, and how many bytes the file has."""
        one = self.connection.execute("SELECT (SELECT count(*) FROM place), (SELECT count(*) FROM text)").fetchone()
        pages = self.connection.execute("PRAGMA page_count").fetchone()[0]
        return (*one, pages * self.connection.execute("PRAGMA page_size").fetchone()[0])

    def _rows(self, sql: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        for start in range(0, len(values), BATCH):
            batch = values[start : start + BATCH]
            yield from self.connection.execute(f"{sql} IN ({','.join('?' * len(batch))})", batch)
