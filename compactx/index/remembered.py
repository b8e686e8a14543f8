"""What was found out about the whole of an index and takes long to find: kept beside it until its contents change."""

from __future__ import annotations

from compactx.index import layout, notes
from compactx.index.store import kept_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.index.read import Index


def recall(index: Index, what: str) -> str:
    """Return what is remembered under a name about exactly what this index holds, '' if nothing is."""
    path = _path(index, what)
    head, _, text = notes.read(path).partition("\n") if path else ("", "", "")
    return text if head and head == _head(index) else ""


def remember(index: Index, what: str, text: str) -> None:
    """Keep a text until the index holds anything else; an index in memory remembers nothing."""
    path = _path(index, what)
    if path:
        notes.write(path, f"{_head(index)}\n{text}")


def _head(index: Index) -> str:
    from compactx.version import __version__  # noqa: PLC0415 - few lookups ask for what is remembered

    return f"{__version__} {layout.VERSION} {index.meta().get('sha256', '')}"


def _path(index: Index, what: str) -> str:
    """Return the file, '' for an index that is no file."""
    file = index.connection.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()[0]
    return kept_path(what, file, ".txt") if file else ""
