"""The documents below a folder, in an archive, or named by a list: each with the bytes that it has now.

Nothing is unpacked to disk, no link to a folder is followed, and what an archive claims about itself is not believed:
a member is read up to a bound, and whatever it is called it never becomes a path.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from typing import TYPE_CHECKING, NamedTuple

from compactx.bulk.archives import ARCHIVES, DOCUMENTS, count_members, members
from compactx.errors import NotADocumentError, UsageError
from compactx.intake.readers.load import MAX_BYTES, printable
from compactx.library.record import DocumentSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Known = Callable[[str], tuple[DocumentSource, str] | None]

_TOO_LARGE = f"has more than {MAX_BYTES // (1024 * 1024)} MB"
_TRIES = 3  # times that a file is read which is written to meanwhile
_PAUSE = 0.1  # seconds between two of them
_FRESH = 2_000_000_000  # ns within which another writing may leave the same time


class DocumentFile(NamedTuple):
    """A document to be read: where it came from and its bytes; ``reason`` says why there are none."""

    origin: DocumentSource
    data: bytes
    reason: str = ""


class UnchangedFile(NamedTuple):
    """A document that is in the library as it is; ``origin`` is new where only its time has changed."""

    path: str
    origin: DocumentSource | None


class WalkListener(NamedTuple):
    """Who is asked and told on a walk.

    ``known`` says what a path held when it was read; ``forget`` is told of a folder or archive that could not be read
    before and now can, ``broken`` of one that could not be read to its end.
    """

    known: Known
    forget: Callable[[str], None] = lambda _: None
    broken: Callable[[str], None] = lambda _: None


def walk(paths: Iterable[str], told: WalkListener, *, again: bool = False) -> Iterator[DocumentFile | UnchangedFile]:
    """Yield every document below the paths in order of their names; what did not change is not read again.

    ``again`` reads everything, whatever is known of it.

    Raises:
        UsageError: a path is not there.
    """
    for path in paths:
        absolute = os.path.abspath(path)
        if not os.path.exists(absolute):
            raise UsageError(f"there is no file or folder {path}", hint="check the path; - reads a list of paths")
        if os.path.isdir(absolute):
            for file in _files(absolute, told):
                yield from (file,) if isinstance(file, DocumentFile) else _one(file, told, again=again)
        else:
            yield from _one(absolute, told, again=again)


def document_count(paths: Iterable[str]) -> int:
    """Return how many documents there are below the paths, for a rate."""
    total = 0
    for path in paths:
        absolute = os.path.abspath(path)
        for file in _files(absolute, WalkListener(lambda _: None)) if os.path.isdir(absolute) else (absolute,):
            total += count_members(file) if isinstance(file, str) and file.lower().endswith(ARCHIVES) else 1
    return total


def _files(folder: str, told: WalkListener) -> Iterator[str | DocumentFile]:
    """Yield the paths of documents and archives, and each folder that cannot be listed with the reason."""
    closed: list[OSError] = []
    for here, folders, names in os.walk(folder, onerror=closed.append):
        yield from _passed(closed, told)
        if told.known(printable(here)):
            told.forget(printable(here))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and name.lower().endswith((*DOCUMENTS, *ARCHIVES)):
                yield os.path.join(here, name)
    yield from _passed(closed, told)


def _passed(closed: list[OSError], told: WalkListener) -> Iterator[DocumentFile]:
    while closed:
        error = closed.pop(0)
        told.broken(printable(str(error.filename)))
        yield _failed(printable(str(error.filename)), f"the folder cannot be read: {error.strerror}")


def _failed(path: str, reason: str) -> DocumentFile:
    """Return what is told of a file that could not be read this time; without size and time it is tried again."""
    return DocumentFile(DocumentSource(path, 0, 0, ""), b"", reason)


def _one(path: str, told: WalkListener, *, again: bool) -> Iterator[DocumentFile | UnchangedFile]:
    shown = printable(path)
    try:
        found = os.stat(path)  # before it is opened: a pipe or a device would wait for ever
    except OSError as error:
        yield _failed(shown, f"cannot be read: {error.strerror}")
        return
    if not stat.S_ISREG(found.st_mode):
        yield DocumentFile(DocumentSource(shown, 0, 0, ""), b"", "is not a file")
        return
    if path.lower().endswith(ARCHIVES):
        yield from _archive(path, told, again=again)
        return
    held = told.known(shown)
    if held and not again and (held[0].size, held[0].moment) == (found.st_size, found.st_mtime_ns):
        yield UnchangedFile(shown, None)
        return
    try:
        read = _at_rest(path)
    except OSError as error:
        yield _failed(shown, f"cannot be read: {error.strerror}")
        return
    yield _checked(*read, held, again=again) if read else _failed(shown, "is being written to; import again")


def _at_rest(path: str) -> tuple[DocumentSource, bytes] | None:
    """Return a file as it was at one moment, None if it is written to again and again while it is read.

    The time of a file that was written just now is not noted: another writing could leave the same.
    """
    for attempt in range(_TRIES):
        time.sleep(_PAUSE if attempt else 0)
        with open(path, "rb") as stream:
            before = os.fstat(stream.fileno())
            data = stream.read(MAX_BYTES + 1)
            after = os.fstat(stream.fileno())
        same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
        if same and len(data) == min(after.st_size, MAX_BYTES + 1):
            moment = after.st_mtime_ns if time.time_ns() - after.st_mtime_ns > _FRESH else 0
            return DocumentSource(printable(path), after.st_size, moment, ""), data
    return None


def _checked(
    origin: DocumentSource, data: bytes, held: tuple[DocumentSource, str] | None, *, again: bool
) -> DocumentFile | UnchangedFile:
    if len(data) > MAX_BYTES:
        return DocumentFile(origin, b"", _TOO_LARGE)
    origin = origin._replace(sha256=hashlib.sha256(data).hexdigest())
    if held and not again and held[0].sha256 == origin.sha256:
        return UnchangedFile(origin.path, origin)
    return DocumentFile(origin, data)


def _archive(path: str, told: WalkListener, *, again: bool) -> Iterator[DocumentFile | UnchangedFile]:
    shown = printable(path)
    try:
        for name, size, moment, data, reason in members(path):
            origin = DocumentSource(f"{shown}!{name}", size, moment, "")
            if reason:
                yield _failed(origin.path, reason)
            elif size > MAX_BYTES:
                yield DocumentFile(origin, b"", _TOO_LARGE)
            else:
                yield _checked(origin, data, told.known(origin.path), again=again)
        if told.known(shown):
            told.forget(shown)
    except NotADocumentError as error:
        told.broken(shown)
        reason = error.message.removeprefix(f"{os.path.basename(path)} ")
        yield _failed(shown, f"the archive cannot be read to its end: {reason}")
