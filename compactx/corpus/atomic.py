"""The one way files are written: whole or not at all, never outside their folder, and nothing left beside them.

Bytes go to a file that has no name yet, where the system has such files, and take their name when they are all there.
Elsewhere, and for a moment where a file is replaced, the temporary file bears the number of its process; what a killed
process left goes with the next writing into the same folder.
"""

from __future__ import annotations

import errno
import os
import time

from compactx.errors import CannotWriteError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

PRIVATE = 0o600
PUBLIC = 0o666  # before the user's mask
_FOLDER = 0o700
_START, _END = ".compactx-", ".tmp"
_PIECE = 1 << 20
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
_OLD = 3600  # seconds after which nobody writes to a temporary file any more
_UNNAMED = getattr(os, "O_TMPFILE", 0)
_EXTRA = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def write_file(folder: str, name: str, data: bytes) -> str:
    """Write a file for the user alone in a folder, which is made if need be, and return its path.

    A reader sees the old file or the new one.

    Raises:
        CannotWriteError: the name leaves the folder, or the file system refuses.
    """
    if os.path.basename(name) != name or name in {"", ".", ".."}:
        raise CannotWriteError(
            f'"{name}" is not the name of a file', hint="use an id of letters, digits, dots and dashes"
        )
    path = os.path.join(folder, name)
    try:
        make_folder(folder)
        sweep(folder)
        descriptor, temporary = begin(folder, PRIVATE)
        try:
            with os.fdopen(descriptor, "wb", closefd=False) as stream:
                stream.write(data)
            os.fsync(descriptor)
            publish(descriptor, temporary, path)
        finally:
            os.close(descriptor)
            forget(temporary)
    except OSError as error:
        raise CannotWriteError(
            f"cannot write {path}: {error.strerror}", hint="is the folder writable, and the disk not full?"
        ) from None
    return path


def make_folder(folder: str) -> None:
    """Make a folder and those above it that are missing, for the user alone; what is there stays as it is."""
    above = os.path.dirname(folder)
    if above and above != folder and not os.path.isdir(above):
        make_folder(above)
    try:
        os.mkdir(folder, _FOLDER)
    except FileExistsError:
        return


def reserve(path: str) -> None:
    """Make an empty file for the user alone if there is none: who fills it decides on no mode of its own."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | _EXTRA, PRIVATE))


def copy_file(path: str, target: str) -> None:
    """Copy a file into one that is there, by the system where it can: it may share the blocks.

    Raises:
        OSError: the file system refuses.
    """
    with open(path, "rb", buffering=0) as source, open(target, "r+b", buffering=0) as into:
        left = os.fstat(source.fileno()).st_size
        while left > 0 and (done := _copy_some(source.fileno(), into.fileno(), left)) > 0:
            left -= done
        while data := source.read(_PIECE):
            into.write(data)


def _copy_some(source: int, into: int, most: int) -> int:
    """Copy bytes from where a file stands to where another does; 0 if the system cannot."""
    try:
        return os.copy_file_range(source, into, most) if hasattr(os, "copy_file_range") else 0
    except OSError as error:
        if error.errno in _FULL:
            raise
        return 0


def begin(folder: str, mode: int) -> tuple[int, str]:
    """Open a new file in a folder; return its descriptor and its temporary name, '' if it needs none.

    A private mode holds whatever the user's mask.
    """
    descriptor, name = _unnamed(folder, mode), ""
    if descriptor < 0:
        name = _temporary(folder)
        descriptor = os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL | _EXTRA, mode)
    if mode == PRIVATE and hasattr(os, "fchmod"):
        os.fchmod(descriptor, mode)
    return descriptor, name


def _unnamed(folder: str, mode: int) -> int:
    if not _UNNAMED or not os.path.isdir("/proc/self/fd"):
        return -1
    try:
        return os.open(folder, os.O_RDWR | _UNNAMED | _EXTRA, mode)
    except OSError:  # not on every file system; whatever else is wrong is met again with a name
        return -1


def _temporary(folder: str) -> str:
    return os.path.join(folder, f"{_START}{os.getpid()}-{os.urandom(4).hex()}{_END}")


def publish(descriptor: int, temporary: str, path: str, *, replace: bool = True) -> None:
    """Give a finished file its name.

    Raises:
        FileExistsError: there is one, and it is not to be replaced.
        OSError: the file system refuses.
    """
    if not temporary and not replace:
        _link(descriptor, path)
        return
    name = temporary
    if not name:
        name = _temporary(os.path.dirname(path))
        _link(descriptor, name)
    try:
        if replace:
            os.replace(name, path)
        else:
            os.link(name, path)
    finally:
        if not temporary:
            forget(name)


def _link(descriptor: int, path: str) -> None:
    # With a folder named (the path is absolute, so it is not looked at) Python makes the call that follows the link.
    os.link(f"/proc/self/fd/{descriptor}", path, src_dir_fd=descriptor, follow_symlinks=True)


def forget(temporary: str) -> None:
    """Remove a temporary file that may be there."""
    if temporary:
        try:
            os.unlink(temporary)
        except OSError:
            return


def sweep(folder: str) -> None:
    """Remove what killed processes left in a folder."""
    try:
        with os.scandir(folder or ".") as listing:
            for item in listing:
                if item.name.startswith(_START) and item.name.endswith(_END):
                    number = item.name[len(_START) :].partition("-")[0]
                    if is_left(item.path, number):
                        forget(item.path)
    except OSError:
        return


def temporaries(path: str) -> Iterator[tuple[str, str]]:
    """Yield the temporary files that are to become a file, each with the number of the process that began it."""
    folder, name = os.path.split(path)
    for one in os.listdir(folder):
        if one.startswith(name + ".") and one.endswith(".tmp"):
            yield os.path.join(folder, one), one[len(name) + 1 :].partition("-")[0].partition(".")[0]


def is_left(path: str, process: str) -> bool:
    """Say whether nobody writes to a temporary file any more: its process is gone, or it has not grown for long."""
    try:
        if time.time() - os.stat(path).st_mtime > _OLD:
            return True
        if os.name == "nt":  # asking for a process would end it there; a file that is open cannot be removed anyway
            return True
        os.kill(int(process), 0)
    except (ProcessLookupError, ValueError, OverflowError):
        return True
    except OSError:  # somebody else's process, or the file has gone meanwhile
        return False
    return False
