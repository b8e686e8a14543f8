"""The indexes in the cache: which file is whose, whether it is ours, and whether it answers for the corpus of now.

Who reads takes no lock. An index is replaced as a whole, or changed where it lies while nobody has it open, and then a
journal lies beside it (:mod:`compactx.index.writing.renewal`): with one, or written to while it was opened, it is not
believed. SQLite is its C part alone: the package around it imports datetime and collections, half the time of a lookup.
"""

from __future__ import annotations

import os
from stat import S_ISREG

from compactx.corpus import source

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
else:
    try:
        import _sqlite3 as sqlite3
    except ImportError:
        import sqlite3

__all__ = [
    "BATCH", "VERSION", "address", "cache_folder", "cache_path", "doubts", "fresh_index", "is_ours", "journal_of",
    "kept_path", "manifest_of", "note_path", "opened_if_fresh", "sqlite3", "time_of",
]  # fmt: skip

VERSION = 242  # of the tables (index/writing/layout.py): an index of another version is built anew, never read
BATCH = 400  # values that one statement names: SQLite takes 999 of them in every build
_SAID = "SELECT key, value FROM meta WHERE key IN ('version', 'manifest')"
# The largest prime below 2**32: the remainder names the index of a stack of folders without importing a hash.
_PRIME = 4_294_967_291


def address(path: str, *, grows: bool = False) -> str:
    """Return the address of a file to read: one that is only ever replaced as a whole, or that may be written to.

    >>> address("a?b"), address("runs", grows=True)
    ('file:a%3fb?mode=ro&immutable=1', 'file:runs?mode=ro')
    """
    escaped = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file:{escaped}?mode=ro{'' if grows else '&immutable=1'}"


def cache_path(folders: tuple[str, ...]) -> str:
    """Return the index file of a stack of corpus folders."""
    return kept_path("index", "\n".join(folders), ".sqlite")


def note_path(path: str) -> str:
    """Return the file that says for which files the wheel's compiled corpus answers instead of an index."""
    return path.removesuffix(".sqlite") + ".note"


def fresh_index(folders: tuple[str, ...], manifest: str) -> sqlite3.Connection | None:
    """Return a read-only connection to the index of exactly these folders, None if none answers for them as they are.

    ``manifest`` says how they are now (:func:`compactx.corpus.source.manifest`).
    """
    path = cache_path(folders)
    return opened_if_fresh(path, manifest) if is_ours(path) else None


def doubts(connection: sqlite3.Connection) -> list[str]:
    """Return what the answers of an open index lack, and why: files of the user's that were not believed."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'left_out'").fetchone()
    found = [f"left out: {line}; compactx check tells all" for line in row[0].split("\n")] if row and row[0] else []
    found += [f"left aside, for it belongs to another user: {path}" for path in source.mistrusted()]
    if os.path.exists(cache_folder()) and not source.is_trusted(cache_folder()):
        found.append(f"no index is kept, for {cache_folder()} belongs to another user")
    return found


def cache_folder() -> str:
    """Return where indexes are kept, by the XDG base directory specification."""
    return source.base_folder("XDG_CACHE_HOME", ".cache")


def kept_path(what: str, of: str, ending: str) -> str:
    """Return the file in the cache where something is kept of what a text names, for this version of the tables."""
    key = int.from_bytes(of.encode("utf-8", "surrogateescape")) % _PRIME
    return os.path.join(cache_folder(), f"{what}-{VERSION}-{key:08x}{ending}")


def is_ours(path: str) -> bool:
    """Say whether there is a regular file that nobody but us, or the administrator, can have put there."""
    try:
        is_file = S_ISREG(os.stat(path).st_mode)
    except OSError:
        return False
    return is_file and source.is_trusted(path) and source.is_trusted(os.path.dirname(path))


def journal_of(path: str) -> str:
    """Return the file that lies beside an index while it is changed."""
    return f"{path}-journal"


def time_of(path: str) -> int:
    """Return when an index was written to, 0 if it is being changed, or was when its process was killed.

    Raises:
        OSError: there is none.
    """
    written = os.stat(path).st_mtime_ns
    return 0 if os.path.exists(journal_of(path)) else written


def opened_if_fresh(path: str, manifest: str) -> sqlite3.Connection | None:
    """Return a connection if the file is an index of this version and this manifest, else None."""
    try:
        written = time_of(path)
        connection = sqlite3.connect(address(path), uri=True, isolation_level=None)
        rows = dict(connection.execute(_SAID))
    except (OSError, sqlite3.Error, UnicodeError):
        return None
    if rows == {"version": str(VERSION), "manifest": manifest} and written and time_of(path) == written:
        return connection
    connection.close()
    return None


def manifest_of(path: str) -> str:
    """Return the manifest of an index of this version, '' if there is none."""
    try:
        connection = sqlite3.connect(address(path), uri=True, isolation_level=None)
        rows = dict(connection.execute(_SAID))
        connection.close()
    except (sqlite3.Error, UnicodeError):
        return ""
    return str(rows["manifest"]) if rows.get("version") == str(VERSION) else ""
