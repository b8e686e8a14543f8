"""Small texts that are kept beside the indexes: written whole or not at all, believed only if they are ours.

What was found out about the whole of an index, and takes long to find, is remembered so until its contents change;
of the shipped corpus it is in the compiled one that a wheel brings.
"""

from __future__ import annotations

import os

from compactx.corpus import source
from compactx.errors import CannotWriteError
from compactx.index.cache import VERSION, kept_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from compactx.index.read import Index

_MOST_BYTES = 64 << 20
_SUM = 4  # bytes before kept values, their sum
_FORM = 4  # of marshal, which every Python here reads


def read_note(path: str) -> str:
    """Return what a note says, '' if there is none, or one that another user can have written."""
    try:
        return read_data(path).decode("utf-8", "surrogateescape")
    except UnicodeError:
        return ""


def read_data(path: str) -> bytes:
    """Return the bytes of a note, none if there is none, or one that another user can have written."""
    from compactx.corpus import regular  # noqa: PLC0415 - a lookup on a fresh index of a checkout reads none

    try:
        if not source.is_trusted(path) or not source.is_trusted(os.path.dirname(path)):
            return b""
        data = regular.read(path, _MOST_BYTES)
    except OSError:
        return b""
    return data if len(data) <= _MOST_BYTES else b""


def write_note(path: str, text: str) -> None:
    """Keep a note; where nothing can be written there is none, and what it says is found out again next time."""
    write_data(path, text.encode("utf-8", "surrogateescape"))


def write_data(path: str, data: bytes) -> None:
    """Keep bytes, as :func:`write_note` keeps a text."""
    from compactx.corpus import atomic  # noqa: PLC0415 - a lookup on a fresh index writes none

    try:
        atomic.write_file(*os.path.split(path), data)
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


def recall_values(index: Index, what: str, mark: str) -> Any:
    """Return the plain values remembered under a name about exactly what this index holds, None if none are.

    ``mark`` tells the code that found them out: what an index was made with was found out by the code it came with.
    """
    row = index.connection.execute("SELECT head, text FROM kept WHERE what = ?", (what,)).fetchone()
    if row and row[0] == _head(index):
        kept = _values(memoryview(row[1]))
    else:
        path = _path(index, what, ".bin")
        kept = _of_file(path, f"{_head(index)} {mark}\n") if path else None
    return kept[0] if kept else None


def recall_table(index: Index, what: str, mark: Callable[[], str]) -> tuple[Any, memoryview] | None:
    """Return plain values as :func:`recall_values` does, and the bytes that were kept with them.

    ``mark`` is made of the code itself, so no version is asked for. Beside an index that a wheel brings lies what was
    found out by the code in that wheel: it needs no mark.
    """
    file = _file(index)
    if not file:
        return None
    brought = _of_file(companion(file, what), f"{_contents(index)}\n")
    return brought or _of_file(kept_path(what, file, ".bin"), f"{_contents(index)} {mark()}\n")


def remember_table(index: Index, what: str, mark: str, values: Any, beside: bytes) -> None:
    """Keep plain values for :func:`recall_table` until the index holds anything else; one in memory remembers nothing.

    Bytes ``beside`` them are not made values: whoever asks for the table finds out what they hold.
    """
    path = _path(index, what, ".bin")
    if path:
        write_data(path, f"{_contents(index)} {mark}\n".encode() + values_data(values, beside))


def companion(file: str, what: str) -> str:
    """Return the file beside an index that a wheel brings, in which values of this name are."""
    return f"{file}.{what}"


def bring(index: Index, path: str, values: Any, data: bytes) -> None:
    """Write plain values, and bytes beside them, into a new file that goes beside an index into a wheel."""
    with open(path, "xb") as stream:
        stream.write(f"{_contents(index)}\n".encode() + values_data(values, data))


def _of_file(path: str, head: str) -> tuple[Any, memoryview] | None:
    """Return the values that a file holds if it begins with these words."""
    data, begins = read_data(path), head.encode()
    return _values(memoryview(data)[len(begins) :]) if data.startswith(begins) else None


def remember_values(index: Index, what: str, mark: str, values: Any) -> None:
    """Keep plain values until the index holds anything else; an index in memory remembers nothing."""
    path = _path(index, what, ".bin")
    if path:
        write_data(path, f"{_head(index)} {mark}\n".encode() + values_data(values))


def values_data(values: Any, beside: bytes = b"") -> bytes:
    """Return plain values as bytes, with their sum before them and what is kept with them behind."""
    import marshal  # noqa: PLC0415 - few lookups have values to read
    from binascii import crc32  # noqa: PLC0415 - loaded in less time than zlib, which has the same

    data = marshal.dumps((values, len(beside)), _FORM) + beside
    return crc32(data).to_bytes(_SUM, "little") + data


def _values(data: memoryview) -> tuple[Any, memoryview] | None:
    """Return the plain values that bytes hold and what stands behind them, None if they are damaged."""
    import marshal  # noqa: PLC0415 - as above
    from binascii import crc32  # noqa: PLC0415 - as above

    if crc32(data[_SUM:]) != int.from_bytes(data[:_SUM], "little"):
        return None
    try:
        values, size = marshal.loads(data[_SUM:])  # noqa: S302 - nobody but the user can have written them
        return values, data[len(data) - size :]
    except (EOFError, TypeError, ValueError):  # of another Python
        return None


def keep_inside(index: Index, what: str, text: str | bytes) -> None:
    """Keep a text, or values as bytes, in an index that is just being made; what it holds must not change any more."""
    index.connection.execute("REPLACE INTO kept VALUES (?,?,?)", (what, _head(index), text))


def remember(index: Index, what: str, text: str) -> None:
    """Keep a text until the index holds anything else; an index in memory remembers nothing."""
    path = _path(index, what)
    if path:
        write_note(path, f"{_head(index)}\n{text}")


def _head(index: Index) -> str:
    from compactx.version import __version__  # noqa: PLC0415 - few lookups ask for what is remembered

    return f"{__version__} {_contents(index)}"


def _contents(index: Index) -> str:
    return f"{VERSION} {index.meta().get('sha256', '')}"


def _path(index: Index, what: str, ending: str = ".txt") -> str:
    """Return the file, '' for an index that is no file."""
    file = _file(index)
    return kept_path(what, file, ending) if file else ""


def _file(index: Index) -> str:
    """Return the file of an index, '' for one in memory."""
    files = {name: file for _, name, file in index.connection.execute("PRAGMA database_list")}
    return str(files["main"] or "")
