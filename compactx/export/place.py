"""Putting finished files in their place: whole or not at all, and never over something else unasked."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from functools import partial

from compactx.errors import CannotWriteError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import IO, Any

    Writer = Callable[[IO[Any]], None]


def put(files: Mapping[str, Writer], *, binary: bool = False, force: bool = False) -> None:
    """Write files, each by its writer, all of them or none.

    Every file is written beside its place and renamed into it, so a reader never sees half a file and a full disk
    leaves nothing behind. A link that stands in the place is replaced, never followed.

    Raises:
        CannotWriteError: a file exists and ``force`` is not set, is no regular file, or cannot be written.
    """
    for path in files:
        _check(path, force=force)
    finished: list[tuple[str, str]] = []
    try:
        for path, writer in files.items():
            finished.append((_written(path, writer, binary=binary), path))
        for temporary, path in finished:
            _into_place(temporary, path, force=force)
    except OSError as error:
        raise CannotWriteError(f"cannot write {error.filename2 or _named(files)}: {error.strerror or error}") from None
    finally:
        for temporary, _ in finished:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


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


def _written(path: str, writer: Writer, *, binary: bool) -> str:
    """Return a temporary file beside the path with everything written; nothing stays behind on failure."""
    folder = os.path.dirname(path) or "."
    handle, temporary = tempfile.mkstemp(prefix=".compactx-", suffix=".tmp", dir=folder)
    try:
        mode: dict[str, Any] = {"mode": "wb"} if binary else {"mode": "w", "encoding": "utf-8", "newline": "\n"}
        with os.fdopen(handle, **mode) as stream:
            writer(stream)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    return temporary


def _umask() -> int:
    """Return the process's file mode mask, which can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _into_place(temporary: str, path: str, *, force: bool) -> None:
    """Rename; without force, through a hard link, which fails if something appeared there in the meantime."""
    if force:
        os.replace(temporary, path)
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise CannotWriteError(f"{path} exists", hint="add --force to replace it") from None
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EOPNOTSUPP):
            raise
        os.replace(temporary, path)  # a file system without hard links
