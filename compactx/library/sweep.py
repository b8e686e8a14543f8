"""What the library holds of files that are no longer there: found after a whole walk, removed only on demand.

Every path that a walk met is noted in a temporary table, so memory does not grow with the library. A note without a
document (a file that could not be read, a copy) goes when its file has gone; a document stays until it is asked to go.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from compactx.library.store import LibraryStore

_BATCH = 32
_MEMBER = "!"  # between an archive and what stands in it


class Sweep:
    """What a walk met below some paths, and what the library has there that it did not meet."""

    def __init__(self, store: LibraryStore, paths: Iterable[str]) -> None:
        """Begin with nothing met."""
        self.store = store
        self.places = [os.path.abspath(path) for path in paths]
        self.broken: list[str] = []
        store.connection.execute("CREATE TEMP TABLE IF NOT EXISTS met (path TEXT PRIMARY KEY) WITHOUT ROWID")
        store.connection.execute("DELETE FROM met")

    def meet(self, paths: Iterable[str]) -> None:
        """Note what was found, whatever came of it."""
        self.store.connection.executemany("INSERT OR IGNORE INTO met VALUES (?)", ((path,) for path in paths))

    def break_off(self, path: str) -> None:
        """Note a folder or an archive that was not read to its end: what stands below it may all be there."""
        self.broken.append(path)

    def covers(self, path: str) -> bool:
        """Say whether a file is one of the places, or stands below one of them."""
        return any(path == one or path.startswith((_stem(one, os.sep), one + _MEMBER)) for one in self.places)

    def vanished(self) -> list[tuple[str, str]]:
        """Return (path, symbol or id) of each document whose file was not met, in the order of the paths."""
        sql = (
            "SELECT source.path, coalesce(nullif(document.symbol, ''), document.id) FROM source"
            " JOIN document ON document.n = source.document WHERE document.file = source.path"
        )
        return [(path, name) for path, name in self._unmet(sql)]

    def forget(self) -> None:
        """Drop the notes on files that are gone and held nothing."""
        sql = "SELECT source.path, '' FROM source WHERE document IS NULL"
        gone = [(path,) for path, _ in self._unmet(sql)]
        self.store.begin()
        self.store.connection.executemany("DELETE FROM source WHERE path = ?", gone)
        self.store.commit()

    def remove(self, gone: Sequence[tuple[str, str]]) -> int:
        """Remove the documents of files that are gone; return how many notes on copies of them were dropped.

        A copy was not read because the document stood in another file; now it can be.
        """
        copies = 0
        for start in range(0, len(gone), _BATCH):
            self.store.begin()
            copies += sum(self.store.drop_file(path) for path, _ in gone[start : start + _BATCH])
            self.store.commit()
        return copies

    def holds(self, name: str) -> bool:
        """Say whether a document is in the library, wherever its file is."""
        sql = "SELECT 1 FROM document WHERE symbol = ? OR id = ?"
        return self.store.connection.execute(sql, (name, name)).fetchone() is not None

    def _unmet(self, sql: str) -> Iterator[tuple[str, str]]:
        """Yield what a statement selects below the places, without what was met and what may be there unseen."""
        seen: set[str] = set()
        for place in self.places:
            for start, end in self._ranges(place):
                rows = self.store.connection.execute(
                    f"{sql} AND source.path >= ? AND source.path < ?"
                    " AND NOT EXISTS (SELECT 1 FROM met WHERE met.path = source.path) ORDER BY source.path",
                    (start, end),
                ).fetchall()
                for path, name in rows:
                    if path not in seen and not self._is_unsure(path):
                        seen.add(path)
                        yield path, name

    def _ranges(self, place: str) -> list[tuple[str, str]]:
        """Return the stretches of paths below a folder, or inside an archive; none where nothing at all was met.

        A folder without anything in it may be one that is not mounted.
        """
        sql = "SELECT 1 FROM met WHERE path >= ? AND path < ? LIMIT 1"
        ranges = [_below(place, sign) for sign in (os.sep, _MEMBER)]
        ranges = [one for one in ranges if self.store.connection.execute(sql, one).fetchone()]
        return [(place, place + "\0"), *ranges] if ranges else []

    def _is_unsure(self, path: str) -> bool:
        if os.path.isfile(path):  # named by itself before, and of no kind that is looked for in folders
            return True
        return any(path == one or path.startswith((_stem(one, os.sep), one + _MEMBER)) for one in self.broken)


def _stem(place: str, sign: str) -> str:
    return place if place.endswith(sign) else place + sign


def _below(place: str, sign: str) -> tuple[str, str]:
    """Return the first path below a place and the first behind all of them.

    >>> _below("/a/b", "/"), _below("/", "/")
    (('/a/b/', '/a/b0'), ('/', '0'))
    """
    stem = _stem(place, sign)
    return stem, stem[:-1] + chr(ord(sign) + 1)
