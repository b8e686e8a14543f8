"""Small texts that are kept beside the indexes: written whole or not at all, believed only if they are ours.

What was found out about the whole of an index, and takes long to find, is remembered so until its contents change;
of the shipped corpus it is in the compiled one that a wheel brings.
"""

from __future__ import annotations

import os

from compactx.corpus import source
from compactx.errors import CannotWriteError
from compactx.index import layout
from compactx.index.engine import kept_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.index.read import Index

_MOST_BYTES = 64 << 20


def read_note(path: str) -> str:
    """Return what a note says, '' if there is none, or one that another user can have written."""
    from compactx.corpus import regular  # noqa: PLC0415 - a lookup on a fresh index of a checkout reads none

    try:
        if not source.is_trusted(path) or not source.is_trusted(os.path.dirname(path)):
            return ""
        data = regular.read(path, _MOST_BYTES)
        return data.decode("utf-8", "surrogateescape") if len(data) <= _MOST_BYTES else ""
    except (OSError, UnicodeError):
        return ""


def write_note(path: str, text: str) -> None:
    """Keep a note; where nothing can be written there is none, and what it says is found out again next time."""
    from compactx.corpus import atomic  # noqa: PLC0415 - a lookup on a fresh index writes none

    try:
        atomic.write_file(*os.path.split(path), text.encode("utf-8", "surrogateescape"))
    except CannotWriteError:
        return


def recall(index: Index, what: str) -> str:
    """Return what is remembered under a name about exactly what this index holds, '' if nothing is."""
    row = index.connection.execute("SELECT head, text FROM kept WHERE what = ?", (what,)).fetchone()
    if row and row[0] == _head(index):
        return str(row[1])
    path = _path(index, what)
    head, _, text = read_note(path).partition("\n") if path else ("", "", "")
    return text if head and head == _head(index) else ""


def keep_inside(index: Index, what: str, text: str) -> None:
    """Keep a text in an index that is just being made; what the index holds must not change any more."""
    index.connection.execute("REPLACE INTO kept VALUES (?,?,?)", (what, _head(index), text))


def remember(index: Index, what: str, text: str) -> None:
    """Keep a text until the index holds anything else; an index in memory remembers nothing."""
    path = _path(index, what)
    if path:
        write_note(path, f"{_head(index)}\n{text}")


def _head(index: Index) -> str:
    from compactx.version import __version__  # noqa: PLC0415 - few lookups ask for what is remembered

    return f"{__version__} {layout.VERSION} {index.meta().get('sha256', '')}"


def _path(index: Index, what: str) -> str:
    """Return the file, '' for an index that is no file."""
    file = index.connection.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()[0]
    return kept_path(what, file, ".txt") if file else ""
