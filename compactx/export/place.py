"""Putting finished files in their place: whole or not at all, and never over something else unasked."""

from __future__ import annotations

import errno
import os
import stat
from functools import partial

from compactx.corpus import atomic
from compactx.errors import CannotWriteError
from compactx.export.format_table import part_files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import IO, Any

    from compactx.export.format_table import Format
    from compactx.export.selection import ExportGraph

    Writer = Callable[[IO[Any]], None]


def put(files: Mapping[str, Writer], *, binary: bool = False, force: bool = False) -> None:
    """Write files, each by its writer, all of them or none.

    Every file is written without a name, or beside its place, and takes its name when all are whole, so a reader never
    sees half a file and neither a full disk nor a killed process leaves anything behind. A link that stands in the
    place is replaced, never followed.

    Raises:
        CannotWriteError: a file exists and ``force`` is not set, is no regular file, or cannot be written.
    """
    for path in files:
        _check(path, force=force)
    finished: list[tuple[int, str, str]] = []
    try:
        for folder in dict.fromkeys(os.path.dirname(path) for path in files):
            atomic.sweep(folder)
        for path, writer in files.items():
            finished.append((*_begun(path), path))
            _fill(finished[-1][0], writer, binary=binary)
        for descriptor, temporary, path in finished:
            _into_place(descriptor, temporary, path, force=force)
    except OSError as error:
        raise CannotWriteError(f"cannot write {error.filename2 or _named(files)}: {error.strerror or error}") from None
    finally:
        for descriptor, temporary, _ in finished:
            os.close(descriptor)
            atomic.forget(temporary)


def save(form: Format, graph: ExportGraph, output: str, part: str = "", *, force: bool = False) -> list[str]:
    """Write a graph in a format to the file, or to the files of its tables; return them. Raises as :func:`put`."""
    writers = {
        path: partial(form.write, graph, name)
        for name, path in part_files(output, form.suffix, form.parts, part).items()
    }
    put(writers, binary=form.binary, force=force)
    return list(writers)


def put_text(files: Mapping[str, str], *, force: bool = False) -> None:
    """Write texts to files, all of them or none; raises as :func:`put`."""
    put({path: partial(_write, text=text) for path, text in files.items()}, force=force)


def _write(stream: IO[str], text: str) -> None:
    stream.write(text)


def _named(files: Mapping[str, Writer]) -> str:
    return ", ".join(files)


def _check(path: str, *, force: bool) -> None:
    if not os.path.basename(path):
        raise CannotWriteError(f"{path} names a folder, not a file", hint="name a file: -o gcm.graphml")
    folder = os.path.dirname(path) or "."
    if not os.path.isdir(folder):
        raise CannotWriteError(f"there is no folder {folder}", hint=f"make it first: mkdir -p {folder}")
    try:
        there = os.lstat(path)
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise CannotWriteError(f"cannot write {path}: {error}") from None
    if stat.S_ISDIR(there.st_mode):
        raise CannotWriteError(f"{path} is a folder", hint="name a file inside it")
    if not force:
        raise CannotWriteError(f"{path} exists", hint="add --force to replace it")
    if not (stat.S_ISREG(there.st_mode) or stat.S_ISLNK(there.st_mode)):
        raise CannotWriteError(f"{path} is no regular file", hint="leave -o out to write to standard output")


def _begun(path: str) -> tuple[int, str]:
    """Return a new file beside the path: its descriptor, and its temporary name if it has one."""
    return atomic.begin(os.path.dirname(path) or ".", atomic.PUBLIC)


def _fill(descriptor: int, writer: Writer, *, binary: bool) -> None:
    mode: dict[str, Any] = {"mode": "wb"} if binary else {"mode": "w", "encoding": "utf-8", "newline": "\n"}
    with os.fdopen(descriptor, closefd=False, **mode) as stream:
        writer(stream)
    os.fsync(descriptor)


def _into_place(descriptor: int, temporary: str, path: str, *, force: bool) -> None:
    """Give the file its name; without force through a hard link, which fails if something appeared in the meantime."""
    try:
        atomic.publish(descriptor, temporary, path, replace=force)
    except FileExistsError:
        raise CannotWriteError(f"{path} exists", hint="add --force to replace it") from None
    except OSError as error:
        if force or not temporary or error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EOPNOTSUPP):
            raise
        os.replace(temporary, path)  # a file system without hard links
