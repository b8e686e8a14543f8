"""The files that an index was made from, with their text: an edit is the difference to it."""

from __future__ import annotations

import zlib

from compactx.index.rows import STEP
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from hashlib import sha256

    from compactx.model.corpus import SourceFile
else:
    try:  # the C part alone: what is around it loads a library of ciphers
        from _sha2 import sha256
    except ImportError:
        try:
            from _sha256 import sha256  # its name in Python 3.11
        except ImportError:
            from hashlib import sha256

_FAST = 1  # of the ways to pack
_COLUMNS = "n, file, origin, sha256, whole, outline, packed"


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


def store_source(connection: sqlite3.Connection, stored: StoredSource, data: bytes, whole: str, outline: str) -> None:
    """Note a file that has come."""
    row = (stored.n, stored.file, stored.origin, sha256(data).hexdigest(), whole, outline, zlib.compress(data, _FAST))
    connection.execute(f"INSERT INTO source ({_COLUMNS}) VALUES (?,?,?,?,?,?,?)", row)


def drop_source(connection: sqlite3.Connection, stored: StoredSource) -> None:
    """Forget a file that has gone."""
    connection.execute("DELETE FROM source WHERE n = ?", (stored.n,))


def renew(connection: sqlite3.Connection, stored: StoredSource, data: bytes, outline: str) -> None:
    """Note what a file holds now."""
    sql = "UPDATE source SET sha256 = ?, outline = ?, packed = ? WHERE n = ?"
    connection.execute(sql, (sha256(data).hexdigest(), outline, zlib.compress(data, _FAST), stored.n))


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
