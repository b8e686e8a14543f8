"""Write a file whole or not at all, and never outside its folder."""

from __future__ import annotations

import contextlib
import os

from compactx.errors import CannotWriteError


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
        os.makedirs(folder, exist_ok=True)
        with open(temporary, "wb") as stream:
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
