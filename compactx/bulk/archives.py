"""The documents in a tar or zip archive, read by a process of its own within bounds.

What an archive claims about itself is not believed: a member is read up to a bound, numbers of headers are checked
before anything is done with them, and whatever a member is called it never becomes a path.
"""

from __future__ import annotations

import os
import stat
import tarfile
import zipfile
from typing import TYPE_CHECKING

from compactx.errors import NotADocumentError
from compactx.intake.readers.load import MAX_BYTES, bounds, printable
from compactx.intake.worker import stream
from compactx.model.text import whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self

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
        """Refuse what would be read as a whole, and a file with holes, whose list has no end that is known before."""
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
