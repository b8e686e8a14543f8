"""The bytes of a document, within bounds, from a file or standard input."""

from __future__ import annotations

import os
import stat
import sys

from compactx.errors import NotADocumentError

MAX_BYTES = 128 * 1024 * 1024
_NAME_SHOWN = 120


def load(path: str) -> tuple[bytes, str]:
    """Return a file's bytes and its name for people; ``-`` is standard input.

    Raises:
        NotADocumentError: there is no such file, it is a folder or a device, cannot be read, is empty or too large.
    """
    if path == "-":
        return _checked(_standard_input(), "standard input")
    name = os.path.basename(path.rstrip("/"))[:_NAME_SHOWN] or path
    try:
        with open(path, "rb", opener=_open) as stream:
            mode = os.fstat(stream.fileno()).st_mode
            if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
                raise NotADocumentError(
                    f"{path} is not a file", hint="give the path of a document, or - for standard input"
                )
            return _checked(stream.read(MAX_BYTES + 1), name)
    except IsADirectoryError:
        raise NotADocumentError(
            f"{path} is a folder", hint="name the documents in it, for example with *.pdf"
        ) from None
    except FileNotFoundError:
        raise NotADocumentError(f"there is no file {path}", hint="check the path; - reads standard input") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise NotADocumentError(f"cannot read {path}: {reason}") from None


def _open(path: str, flags: int) -> int:
    if os.path.isdir(path):
        raise IsADirectoryError(path)
    return os.open(path, flags)


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
