"""The documents below a folder, in an archive, or named by a list: each with the bytes that it has now.

Nothing is unpacked to disk, no link to a folder is followed, and what an archive claims about itself is not believed:
a member is read up to a bound, and whatever it is called it never becomes a path.
"""

from __future__ import annotations

import hashlib
import lzma
import os
import stat
import tarfile
import time
import zipfile
import zlib
from typing import TYPE_CHECKING, NamedTuple

from compactx.errors import NotADocumentError, UsageError
from compactx.index.items import Origin
from compactx.intake.load import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Self

    Known = Callable[[str], tuple[Origin, str] | None]

DOCUMENTS = (".xml", ".akn", ".docx", ".pdf", ".html", ".htm", ".txt", ".md")
ARCHIVES = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".zip")
_BROKEN = (
    tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError,
    NotADocumentError,
)  # fmt: skip
_END_MARK = tarfile.EOFHeaderError  # type: ignore[attr-defined]
_MANY = 1_000_000  # members of one archive; more is a trap
_REST = 64  # MB behind the last member that are looked at
_TRIES = 3  # times that a file is read which is written to meanwhile
_PAUSE = 0.1  # seconds between two of them
_FRESH = 2_000_000_000  # ns within which another writing may leave the same time


class Found(NamedTuple):
    """A document to be read: where it came from and its bytes; ``reason`` says why there are none."""

    origin: Origin
    data: bytes
    reason: str = ""


class Unchanged(NamedTuple):
    """A document that is in the library as it is; ``origin`` is new where only its time has changed."""

    path: str
    origin: Origin | None


class Told(NamedTuple):
    """Who is asked and told on a walk.

    ``known`` says what a path held when it was read; ``forget`` is told of a folder or archive that could not be read
    before and now can, ``broken`` of one that could not be read to its end.
    """

    known: Known
    forget: Callable[[str], None] = lambda _: None
    broken: Callable[[str], None] = lambda _: None


def walk(paths: Iterable[str], told: Told, *, again: bool = False) -> Iterator[Found | Unchanged]:
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
                yield from (file,) if isinstance(file, Found) else _one(file, told, again=again)
        else:
            yield from _one(absolute, told, again=again)


def count(paths: Iterable[str]) -> int:
    """Return how many documents there are below the paths, for a rate."""
    total = 0
    for path in paths:
        absolute = os.path.abspath(path)
        for file in _files(absolute, Told(lambda _: None)) if os.path.isdir(absolute) else (absolute,):
            total += _count_members(file) if isinstance(file, str) and file.lower().endswith(ARCHIVES) else 1
    return total


def _count_members(path: str) -> int:
    """Return how many documents an archive holds up to where it can be read."""
    number = 0
    try:
        for _ in _members(path):
            number += 1
    except _BROKEN:
        pass
    return number


def _files(folder: str, told: Told) -> Iterator[str | Found]:
    """Yield the paths of documents and archives, and each folder that cannot be listed with the reason."""
    closed: list[OSError] = []
    for here, folders, names in os.walk(folder, onerror=closed.append):
        yield from _passed(closed, told)
        if told.known(here):
            told.forget(here)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and name.lower().endswith((*DOCUMENTS, *ARCHIVES)):
                yield os.path.join(here, name)
    yield from _passed(closed, told)


def _passed(closed: list[OSError], told: Told) -> Iterator[Found]:
    while closed:
        error = closed.pop(0)
        told.broken(str(error.filename))
        yield _failed(str(error.filename), f"the folder cannot be read: {error.strerror}")


def _failed(path: str, reason: str) -> Found:
    """Return what is told of a file that could not be read this time; without size and time it is tried again."""
    return Found(Origin(path, 0, 0, ""), b"", reason)


def _one(path: str, told: Told, *, again: bool) -> Iterator[Found | Unchanged]:
    if path.lower().endswith(ARCHIVES):
        yield from _archive(path, told, again=again)
        return
    try:
        found = os.stat(path)
    except OSError as error:
        yield _failed(path, f"cannot be read: {error.strerror}")
        return
    held = told.known(path)
    if held and not again and (held[0].size, held[0].moment) == (found.st_size, found.st_mtime_ns):
        yield Unchanged(path, None)
        return
    origin = Origin(path, found.st_size, found.st_mtime_ns, "")
    if not stat.S_ISREG(found.st_mode):
        yield Found(origin, b"", "is not a file")
        return
    try:
        read = _at_rest(path)
    except OSError as error:
        yield _failed(path, f"cannot be read: {error.strerror}")
        return
    yield _checked(*read, held, again=again) if read else _failed(path, "is being written to; import again")


def _at_rest(path: str) -> tuple[Origin, bytes] | None:
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
            return Origin(path, after.st_size, moment, ""), data
    return None


def _checked(origin: Origin, data: bytes, held: tuple[Origin, str] | None, *, again: bool) -> Found | Unchanged:
    if len(data) > MAX_BYTES:
        return Found(origin, b"", f"has more than {MAX_BYTES // (1024 * 1024)} MB")
    origin = origin._replace(sha256=hashlib.sha256(data).hexdigest())
    if held and not again and held[0].sha256 == origin.sha256:
        return Unchanged(origin.path, origin)
    return Found(origin, data)


def _archive(path: str, told: Told, *, again: bool) -> Iterator[Found | Unchanged]:
    try:
        for name, size, moment, read in _members(path):
            origin = Origin(f"{path}!{name}", size, moment, "")
            held = told.known(origin.path)
            if size > MAX_BYTES:
                yield _checked(origin, bytes(MAX_BYTES + 1), held, again=again)
                continue
            try:
                data = read()
            except _BROKEN as error:
                if not path.lower().endswith(".zip"):
                    raise
                yield _failed(origin.path, f"cannot be read: {error}")  # a zip file says where the next one begins
                continue
            yield _checked(origin, data, held, again=again)
        if told.known(path):
            told.forget(path)
    except _BROKEN as error:
        told.broken(path)
        yield _failed(path, f"the archive cannot be read to its end: {error}")


def _members(path: str) -> Iterator[tuple[str, int, int, Callable[[], bytes]]]:
    """Yield (name, size, time, reader) of each document in an archive, in the archive's order."""
    if path.lower().endswith(".zip"):
        with zipfile.ZipFile(path) as archive:
            for n, info in enumerate(archive.infolist()):
                if _is_document(info.filename, n) and not info.is_dir():
                    yield info.filename, info.file_size, 0, lambda info=info: archive.open(info).read(MAX_BYTES + 1)  # type: ignore[misc]
        return
    with tarfile.open(path, "r:*", tarinfo=_Header) as tar:
        for n, member in enumerate(tar):
            if _is_document(member.name, n) and member.isreg():
                yield member.name, member.size, int(member.mtime) * 10**9, lambda m=member: _tar_bytes(tar, m)  # type: ignore[misc]
            tar.__dict__["members"] = []  # tarfile would keep every header in memory
        for _ in range(_REST):  # up to the checksum of a compressed archive
            if not tar.fileobj.read(1024 * 1024):
                break


class _Header(tarfile.TarInfo):
    """The header of a member; one that cannot be read is an error, where tarfile would take it for the end."""

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> Self:
        try:
            return super().fromtarfile(tarfile_)
        except tarfile.HeaderError as error:
            if isinstance(error, _END_MARK):
                raise
            raise tarfile.ReadError(str(error)) from None


def _tar_bytes(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    stream = tar.extractfile(member)
    return stream.read(MAX_BYTES + 1) if stream else b""


def _is_document(name: str, number: int) -> bool:
    if number > _MANY:
        raise NotADocumentError(f"it holds more than {_MANY} members")
    last = name.rpartition("/")[2].lower()
    return last.endswith(DOCUMENTS) and not last.startswith(".")
