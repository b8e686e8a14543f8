"""Write a file whole or not at all, never outside its folder, and for nobody else to read.

What people bring (drafts, wordings, the library) is theirs alone, whatever the umask.
"""

from __future__ import annotations

import contextlib
import os

from compactx.errors import CannotWriteError


def private_folder(folder: str) -> None:
    """Make a folder, and those above it that are missing, for its owner alone; one that is there is closed to others.

    Raises:
        OSError: the file system refuses.
    """
    missing = []
    at = folder
    while at and not os.path.isdir(at) and at != os.path.dirname(at):
        missing.append(at)
        at = os.path.dirname(at)
    for one in reversed(missing):
        with contextlib.suppress(FileExistsError):
            os.mkdir(one, 0o700)
    with contextlib.suppress(OSError):  # of another owner, or on a file system without modes
        if os.stat(folder).st_mode & 0o077:
            os.chmod(folder, 0o700)


def private_file(path: str) -> None:
    """Make a file, or close one that is there, for its owner alone; see :func:`private_folder`."""
    with contextlib.suppress(OSError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        os.chmod(path, 0o600)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def write(folder: str, name: str, data: bytes) -> str:
    """Write a file in a folder, which is made if need be, and return its path.

    The bytes go to a temporary file that then takes the name, so a reader sees the old file or the new one.

    Raises:
        CannotWriteError: the name leaves the folder, or the file system refuses.
    """
    if os.path.basename(name) != name or name in {"", ".", ".."}:
        raise CannotWriteError(
            f'"{name}" is not the name of a file', hint="use an id of letters, digits, dots and dashes"
        )
    path = os.path.join(folder, name)
    temporary = os.path.join(folder, f".{name}.{os.getpid()}.tmp")
    try:
        private_folder(folder)
        with open(temporary, "wb", opener=_private) as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise CannotWriteError(
            f"cannot write {path}: {error.strerror}", hint="is the folder writable, and the disk not full?"
        ) from None
    return path
