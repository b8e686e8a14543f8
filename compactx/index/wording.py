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
_PATIENCE = 1.0  # seconds to wait for an import that is just writing
_FOUND = "SELECT packed FROM wording JOIN document ON document.n = wording.document WHERE document.id = ?"


class LibraryWording:
    """The wordings in a library file, each document's kept for a while once read."""

    def __init__(self, path: str) -> None:
        """Open nothing yet; without a path there is no wording."""
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._read: dict[str, Mapping[str, str]] = {}
        self._whole: dict[str, str] = {}

    def clause(self, document: str, locator: str) -> str:
        """Return the wording of one clause by its dotted locator, '' if it cannot be had.

        The first of a document is found in its text; to take all clauses apart takes as long as finding seven of them.
        """
        if document in self._whole:
            _make_room(self._read)
            self._read[document] = _apart(self._whole.pop(document)[1:])
        words = self._read.get(document)
        if words is not None:
            return words.get(locator, "")
        _make_room(self._whole)
        text = self._whole[document] = f"\0{packed_text(self._packed(document))}"
        mark = f"\0{locator}\n"
        start = text.rfind(mark)
        if start < 0:
            return ""
        start += len(mark)
        end = text.find("\0", start)
        return text[start:] if end < 0 else text[start:end]

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


def of_index(index: Index) -> LibraryWording:
    """Return the library that an index was built with."""
    return LibraryWording(index.meta().get("library", ""))


def unpack(packed: object) -> Mapping[str, str]:
    r"""Return wordings by locator from the bytes that the library keeps; nothing from any others.

    >>> unpack(zlib.compress("1\nCalls upon\0001.a\nstates".encode())), unpack(b"?")
    ({'1': 'Calls upon', '1.a': 'states'}, {})
    """
    return _apart(packed_text(packed))


def _apart(text: str) -> Mapping[str, str]:
    pieces = (piece.partition("\n") for piece in text.split("\0"))
    return {locator: words for locator, line, words in pieces if line}


def _make_room(held: dict[str, Any]) -> None:
    """Forget what was read first when there is too much of it."""
    while len(held) >= _KEPT:
        held.pop(next(iter(held)))


def packed_text(packed: object) -> str:
    """Return the text in which a library keeps the wordings of a document; nothing from any other bytes."""
    if not isinstance(packed, bytes) or not packed:
        return ""
    try:
        return zlib.decompressobj().decompress(packed, _LARGEST).decode("utf-8", "replace")
    except zlib.error:
        return ""


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
