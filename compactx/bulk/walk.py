"""The documents below a folder, in an archive, or named by a list: each with the bytes that it has now.

Nothing is unpacked to disk and no link to a folder is followed. An archive is read by a process of its own within
bounds; what it claims about itself is not believed: a member is read up to a bound, numbers of headers are checked
before anything is done with them, and whatever a member is called it never becomes a path.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tarfile
import time
import zipfile
from typing import NamedTuple

from compactx.errors import NotADocumentError, UsageError
from compactx.intake.readers.load import MAX_BYTES, bounds, printable
from compactx.intake.worker import stream
from compactx.library.store import DocumentSource
from compactx.model.text import whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Self

    Known = Callable[[str], tuple[DocumentSource, str] | None]
    Member = tuple[str, int, int, bytes, str]

DOCUMENTS = (".xml", ".akn", ".docx", ".pdf", ".html", ".htm", ".txt", ".md")
ARCHIVES = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".zip")
_END_MARK = tarfile.EOFHeaderError  # type: ignore[attr-defined]
_MANY = 1_000_000  # members of one archive; more is a trap
_REST = 64  # MB behind the last member that are looked at
_LATEST = 2**33  # seconds; a later time of a member is not believed
_LARGEST = 2**50  # bytes
_HEADER = 1024 * 1024  # bytes of a name or of other headers, which are read as a whole
_HEADERS = frozenset(
    [tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE]
)
_MORE_MEMORY = 2 * MAX_BYTES // (1024 * 1024)
_TOO_LARGE = f"has more than {MAX_BYTES // (1024 * 1024)} MB"
_TRIES = 3  # times that a file is read which is written to meanwhile
_PAUSE = 0.1  # seconds between two of them
_FRESH = 2_000_000_000  # ns within which another writing may leave the same time


def members(path: str) -> Iterator[Member]:
    """Yield (name, size, time, bytes, reason) of each document in an archive, in the archive's order.

    ``reason`` says why a member of a zip file could not be read. One that is too large has no bytes.

    Raises:
        NotADocumentError: the archive cannot be read to its end.
    """
    return _streamed(path, read=True)


def count_members(path: str) -> int:
    """Return how many documents an archive holds up to where it can be read, 0 if it is no file."""
    number = 0
    try:
        if stat.S_ISREG(os.stat(path).st_mode):
            for _ in _streamed(path, read=False):
                number += 1
    except (NotADocumentError, OSError):
        pass
    return number


def _streamed(path: str, *, read: bool) -> Iterator[Member]:
    name = printable(os.path.basename(path))
    try:
        size = os.stat(path).st_size
    except OSError as error:
        raise NotADocumentError(f"{name} cannot be read: {error.strerror}") from None
    allowed = bounds(size)
    allowed = allowed.replace(memory=allowed.memory + _MORE_MEMORY)
    unpack = _zip if path.lower().endswith(".zip") else _tar
    return stream(lambda: unpack(path, read=read), allowed, name)


def _zip(path: str, *, read: bool) -> Iterator[Member]:
    with zipfile.ZipFile(path) as archive:
        for n, info in enumerate(archive.infolist()):
            name = printable(info.filename)
            if not _is_document(name, n) or info.is_dir():
                continue
            size = whole(info.file_size, _LARGEST)
            if size is None:
                yield name, 0, 0, b"", "claims a size that cannot be"
                continue
            data, reason = _zip_bytes(archive, info) if read and size <= MAX_BYTES else (b"", "")
            yield name, size, 0, data, reason


def _zip_bytes(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> tuple[bytes, str]:
    """Return the bytes of a member, or why they cannot be read; the archive says where the next one begins."""
    try:
        with archive.open(info) as member:
            return member.read(MAX_BYTES + 1), ""
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - four ways to compress, each with errors of its own
        return b"", f"cannot be read: {str(error)[:160] or type(error).__name__}"


def _tar(path: str, *, read: bool) -> Iterator[Member]:
    try:
        with tarfile.open(path, "r:*", tarinfo=_Header, encoding="utf-8", errors="surrogateescape") as tar:
            for n, member in enumerate(tar):
                size = whole(member.size, _LARGEST)
                name = printable(member.name)
                if _is_document(name, n) and member.isreg() and size is not None:
                    data = _tar_bytes(tar, member) if read and size <= MAX_BYTES else b""
                    yield name, size, (whole(member.mtime, _LATEST) or 0) * 10**9, data, ""
                tar.__dict__["members"] = []  # tarfile would keep every header in memory
            for _ in range(_REST):  # up to the checksum of a compressed archive
                if not tar.fileobj.read(1024 * 1024):
                    break
    except (NotADocumentError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - a damaged archive raises whatever its damage leads to
        raise NotADocumentError(str(error)[:160] or type(error).__name__) from None


class _Header(tarfile.TarInfo):
    """The header of a member; one that cannot be read is an error, where tarfile would take it for the end."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """Refuse what would be read as a whole, and a file with holes, whose list has no end that is known before.

        Raises:
            ReadError: it claims such a thing.
        """
        header = super().frombuf(buf, encoding, errors)
        if not 0 <= header.size <= _LARGEST:
            raise tarfile.ReadError("a member claims a size that cannot be")
        if header.type in _HEADERS and not 0 <= header.size <= _HEADER:
            raise tarfile.ReadError(f"a header claims {header.size:,} bytes")
        if header.type == tarfile.GNUTYPE_SPARSE:
            raise tarfile.ReadError("a member is a file with holes, which is not read")
        return header

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> Self:
        """Read the next header; a damaged one raises what is not taken for the end, the mark of the end as ever."""
        try:
            return super().fromtarfile(tarfile_)
        except tarfile.HeaderError as error:
            if isinstance(error, _END_MARK):
                raise
            raise tarfile.ReadError(str(error)) from None


def _tar_bytes(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    reader = tar.extractfile(member)
    return reader.read(MAX_BYTES + 1) if reader else b""


def _is_document(name: str, number: int) -> bool:
    if number > _MANY:
        raise NotADocumentError(f"it holds more than {_MANY} members")
    last = name.rpartition("/")[2].lower()
    return last.endswith(DOCUMENTS) and not last.startswith(".")


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
