"""The bytes of a document, within bounds, from a file or standard input."""

from __future__ import annotations

import os
import stat
import sys

from compactx.errors import NotADocumentError
from compactx.intake.bounds import printable

MAX_BYTES = 128 * 1024 * 1024
_NAME_SHOWN = 120
_PATIENCE = 5  # seconds until something must be written to a named pipe


def load(path: str) -> tuple[bytes, str]:
    """Return a file's bytes and its name for people; ``-`` is standard input.

    Raises:
        NotADocumentError: there is no such file, it is a folder or a device, cannot be read, is empty or too large.
    """
    if path == "-":
        return _checked(_standard_input(), "standard input")
    name = printable(os.path.basename(path.rstrip("/"))[:_NAME_SHOWN] or path)
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            raise NotADocumentError(f"{path} is a folder", hint="name the documents in it, for example with *.pdf")
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            raise NotADocumentError(
                f"{path} is not a file", hint="give the path of a document, or - for standard input"
            )
        with open(path, "rb", opener=_open) as stream:
            if stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode):
                _await(stream.fileno(), path)
            return _checked(stream.read(MAX_BYTES + 1), name)
    except FileNotFoundError:
        raise NotADocumentError(f"there is no file {path}", hint="check the path; - reads standard input") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise NotADocumentError(f"cannot read {path}: {reason}") from None


def _open(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # a pipe that nobody writes to would block here


def _await(descriptor: int, path: str) -> None:
    """Wait until a pipe in the file system has something to read.

    Raises:
        NotADocumentError: nothing is written to it.
    """
    import select  # noqa: PLC0415 - for pipes only

    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    shell = path.startswith(("/dev/fd/", "/proc/"))  # made by a shell, which has a program at its other end
    if not poll.poll(None if shell else _PATIENCE * 1000):
        raise NotADocumentError(f"nothing is written to the pipe {path}", hint="- reads standard input")
    os.set_blocking(descriptor, True)


def _standard_input() -> bytes:
    if sys.stdin is None or sys.stdin.isatty():
        raise NotADocumentError(
            '"-" reads a document from standard input, which is a terminal',
            hint="pdftotext file.pdf - | compactx scan -",
        )
    return sys.stdin.buffer.read(MAX_BYTES + 1)


def _checked(data: bytes, name: str) -> tuple[bytes, str]:
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // (1024 * 1024)
        raise NotADocumentError(f"{name} has more than {limit} MB", hint="divide it into parts")
    if not data.strip():
        raise NotADocumentError(f"{name} is empty", hint="a pipe that ended early leaves nothing to read")
    return data, name
