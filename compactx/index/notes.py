"""Small texts that are kept beside the indexes: written whole or not at all, believed only if they are ours."""

from __future__ import annotations

import os

from compactx.corpus import regular, source
from compactx.errors import CannotWriteError

_MOST_BYTES = 64 << 20


def read(path: str) -> str:
    """Return what a note says, '' if there is none, or one that another user can have written."""
    try:
        if not source.is_trusted(path) or not source.is_trusted(os.path.dirname(path)):
            return ""
        data = regular.read(path, _MOST_BYTES)
        return data.decode("utf-8", "surrogateescape") if len(data) <= _MOST_BYTES else ""
    except (OSError, UnicodeError):
        return ""


def write(path: str, text: str) -> None:
    """Keep a note; where nothing can be written there is none, and what it says is found out again next time."""
    from compactx.corpus import atomic  # noqa: PLC0415 - a lookup on a fresh index writes none

    try:
        atomic.write(*os.path.split(path), text.encode("utf-8", "surrogateescape"))
    except CannotWriteError:
        return
