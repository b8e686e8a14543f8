"""Reading a file that may be anything: looked at before it is opened, and again when it is open."""

from __future__ import annotations

import os
import stat

# A pipe that nobody writes to would hold the opening up for ever.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


MOST_BYTES = 128 << 20  # of a document, and of whatever standard input holds


def read(path: str, most: int) -> bytes:
    """Return the bytes of a regular file, one more than ``most`` at the most.

    Raises:
        OSError: there is none, or it is a pipe, a device, a folder.
    """
    descriptor = os.open(path, _FLAGS)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            import errno  # noqa: PLC0415 - what is read is mostly a file

            raise OSError(errno.EINVAL, "it is no regular file", path)
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            return stream.read(most + 1)
    finally:
        os.close(descriptor)
