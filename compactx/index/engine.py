"""What indexes are opened with: SQLite's C part alone, and the names of files in the cache.

The package around the C part imports datetime and collections, half the time of a lookup.
"""

from __future__ import annotations

import os

from compactx.corpus.source import base_folder
from compactx.index import layout

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
else:
    try:
        import _sqlite3 as sqlite3
    except ImportError:
        import sqlite3

# The largest prime below 2**32: the remainder names the index of a stack of folders without importing a hash.
_PRIME = 4_294_967_291
BATCH = 400  # values that one statement names: SQLite takes 999 of them in every build
__all__ = ["BATCH", "address", "cache_folder", "kept_path", "sqlite3"]


def address(path: str) -> str:
    """Return the address of a file that nobody writes to: it is only ever replaced as a whole."""
    escaped = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file:{escaped}?mode=ro&immutable=1"


def cache_folder() -> str:
    """Return where indexes are kept, by the XDG base directory specification."""
    return base_folder("XDG_CACHE_HOME", ".cache")


def kept_path(what: str, of: str, ending: str) -> str:
    """Return the file in the cache where something is kept of what a text names, for this version of the tables."""
    key = int.from_bytes(of.encode("utf-8", "surrogateescape")) % _PRIME
    return os.path.join(cache_folder(), f"{what}-{layout.VERSION}-{key:08x}{ending}")
