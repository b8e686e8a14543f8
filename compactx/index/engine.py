"""SQLite's C part alone: the package around it imports datetime and collections, half the time of a lookup."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
else:
    try:
        import _sqlite3 as sqlite3
    except ImportError:
        import sqlite3

BATCH = 400  # values that one statement names: SQLite takes 999 of them in every build
__all__ = ["BATCH", "address", "sqlite3"]


def address(path: str, *, grows: bool = False) -> str:
    """Return the address of a file to read: one that is only ever replaced as a whole, or that may be written to.

    >>> address("a?b"), address("runs", grows=True)
    ('file:a%3fb?mode=ro&immutable=1', 'file:runs?mode=ro')
    """
    escaped = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file:{escaped}?mode=ro{'' if grows else '&immutable=1'}"
