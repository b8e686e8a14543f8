"""The index that lies in the cache: whether it is ours, and whether it answers for the corpus as it is now.

Who reads takes no lock. An index is replaced as a whole, or changed where it lies while nobody has it open, and then a
journal lies beside it (:mod:`compactx.index.writing.renewal`): with one, or written to while it was opened, it is not
believed.
"""

from __future__ import annotations

import os
from stat import S_ISREG

from compactx.corpus import source
from compactx.index import layout
from compactx.index.engine import address, sqlite3

_SAID = "SELECT key, value FROM meta WHERE key IN ('version', 'manifest')"
# The largest prime below 2**32: the remainder names the index of a stack of folders without importing a hash.
_PRIME = 4_294_967_291


def cache_folder() -> str:
    """Return where indexes are kept, by the XDG base directory specification."""
    return source.base_folder("XDG_CACHE_HOME", ".cache")


def kept_path(what: str, of: str, ending: str) -> str:
    """Return the file in the cache where something is kept of what a text names, for this version of the tables."""
    key = int.from_bytes(of.encode("utf-8", "surrogateescape")) % _PRIME
    return os.path.join(cache_folder(), f"{what}-{layout.VERSION}-{key:08x}{ending}")


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
    if rows == {"version": str(layout.VERSION), "manifest": manifest} and written and time_of(path) == written:
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
    return str(rows["manifest"]) if rows.get("version") == str(layout.VERSION) else ""
