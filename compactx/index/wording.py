"""The whole wording of a library's clauses, unpacked from the library's file a document at a time.

The index holds the words for searching and no text; this is where the text is. A lookup that shows no wording never
comes here. The file may have been replaced or removed since the index was built: then there is no wording, which
is an answer and no error.
"""

from __future__ import annotations

import zlib

from compactx.index.cache import address, sqlite3

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from compactx.index.read import Index, Node

_KEPT = 64  # documents that stay unpacked
_LARGEST = 64 * 1024 * 1024  # bytes of one document's wording
_PIECE = 4096  # bytes of it that are unpacked at a time where one clause is looked for
_PATIENCE = 1.0  # seconds to wait for an import that is just writing
_FOUND = "SELECT packed FROM wording JOIN document ON document.n = wording.document WHERE document.id = ?"


class LibraryWording:
    """The wordings in a library file, each document's kept for a while once read."""

    def __init__(self, path: str, *, at_once: bool = False) -> None:
        """Open nothing yet; without a path there is no wording.

        What is read ``at_once`` is read in one transaction, until it is closed: to look for others each time takes as
        long as reading does. An import waits for it.
        """
        self.path = path
        self.at_once = at_once
        self._connection: sqlite3.Connection | None = None
        self._read: dict[str, Mapping[str, str]] = {}
        self._begun: dict[str, _Unpacking] = {}

    def clause(self, document: str, locator: str) -> str:
        """Return the wording of one clause by its dotted locator, '' if it cannot be had.

        For the first clause that is asked of a document it is unpacked as far as that clause; to take all clauses
        apart takes as long as finding seven of them.
        """
        if document in self._begun:
            _make_room(self._read)
            self._read[document] = _apart(self._begun.pop(document).text())
        words = self._read.get(document)
        if words is not None:
            return words.get(locator, "")
        _make_room(self._begun)
        begun = self._begun[document] = _Unpacking(self._packed(document))
        return begun.clause(locator)

    def words(self, document: str) -> Mapping[str, str]:
        """Return the wording of each clause of a document by its dotted locator; nothing if it cannot be had."""
        if document not in self._read:
            _make_room(self._read)
            self._read[document] = unpack(self._packed(document))
        return self._read[document]

    def _packed(self, document: str) -> object:
        if not self.path:
            return None
        try:
            if self._connection is None:
                self._connection = sqlite3.connect(
                    address(self.path, grows=True), uri=True, isolation_level=None, timeout=_PATIENCE
                )
                if self.at_once:
                    self._connection.execute("BEGIN")
            row = self._connection.execute(_FOUND, (document,)).fetchone()
        except sqlite3.Error:
            return None
        return row and row[0]

    def close(self) -> None:
        """Close the file, if it was opened."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def of_instrument(index: Index, instrument: Node) -> Mapping[str, str]:
    """Return the wording of each clause of an instrument by its dotted locator, as the library has it."""
    row = index.connection.execute("SELECT document FROM held WHERE node = ?", (instrument.n,)).fetchone()
    if row is None:
        return {}
    library = of_index(index)
    try:
        return library.words(row[0])
    finally:
        library.close()


def of_index(index: Index, *, at_once: bool = False) -> LibraryWording:
    """Return the library that an index was built with; ``at_once`` as there."""
    return LibraryWording(index.meta().get("library", ""), at_once=at_once)


def unpack(packed: object) -> Mapping[str, str]:
    r"""Return wordings by locator from the bytes that the library keeps; nothing from any others.

    >>> unpack(zlib.compress("1\nCalls upon\0001.a\nstates".encode())), unpack(b"?")
    ({'1': 'Calls upon', '1.a': 'states'}, {})
    """
    return _apart(_Unpacking(packed).text())


def _apart(text: str) -> Mapping[str, str]:
    """Take a document apart; where a locator stands twice the first counts."""
    found: dict[str, str] = {}
    for piece in text.split("\0"):
        locator, line, words = piece.partition("\n")
        if line:
            found.setdefault(locator, words)
    return found


def _make_room(held: dict[str, Any]) -> None:
    """Forget what was read first when there is too much of it."""
    while len(held) >= _KEPT:
        held.pop(next(iter(held)))


class _Unpacking:
    r"""The wordings of a document, unpacked as far as they are asked for; nothing from any other bytes.

    >>> one = _Unpacking(zlib.compress("1\nCalls upon\0001.a\nstates".encode()))
    >>> one.clause("1.a"), one.text()
    ('states', '1\nCalls upon\x001.a\nstates')
    """

    def __init__(self, packed: object) -> None:
        self.stream = zlib.decompressobj()
        self.packed = packed if isinstance(packed, bytes) else b""
        self.found = b"\0"  # before the first clause, as between any two

    def _go_on(self, size: int) -> bool:
        """Unpack some more, False if there is none."""
        try:
            more = self.packed and self.stream.decompress(self.packed, size)
        except zlib.error:
            more = self.packed = self.found = b""
            return False
        self.packed = self.stream.unconsumed_tail
        self.found += more
        return bool(more)

    def clause(self, locator: str) -> str:
        """Return the wording of one clause, as far as nothing was asked before."""
        mark, end = b"\0%s\n" % locator.encode(), 0
        start = -1
        while start < 0:
            before = max(0, len(self.found) - len(mark))
            if not self._go_on(_PIECE):
                return ""
            start = self.found.find(mark, before)
        start += len(mark)
        while (end := self.found.find(b"\0", max(start, end))) < 0:
            end = len(self.found)
            if not self._go_on(_PIECE):
                break
        return self.found[start:end].decode("utf-8", "replace")

    def text(self) -> str:
        """Return all of it."""
        if self.packed:
            self._go_on(_LARGEST)
        return self.found[1:].decode("utf-8", "replace")


def searched(words: str) -> str:
    r"""Return a wording as it is searched and quoted: on one line, without characters that nobody sees.

    >>> searched("mi\u00adgrants,\n  and their \ufb01rst rights")
    'migrants, and their first rights'
    """
    if words.isascii():  # most is, and stands on one line already
        if words.isprintable() and "  " not in words and words[:1] != " " and words[-1:] != " ":
            return words
    else:
        import unicodedata  # noqa: PLC0415 - as above

        words = unicodedata.normalize("NFKC", words)
        for sign in _INVISIBLE:
            if sign in words:  # hardly ever: to look at each letter for them takes thirty times as long
                words = words.replace(sign, "")
    return " ".join(words.split())


_INVISIBLE = ("\xad", "\u200b", "\u200c", "\u200d", "\ufeff")
