"""The parts of a Word document's archive, unpacked within bounds, and the addresses that its links lead to."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from compactx.errors import NotADocumentError
from compactx.intake.readers.safe_xml import local, parse_xml

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from lxml import etree

MAX_PART = 96 * 1024 * 1024  # bytes of one part of the archive when unpacked
MAX_RATIO = 200  # times that a part of some size may grow
MAX_ENTRIES = 20_000
_SMALL = 4 * 1024 * 1024
_CHUNK = 1024 * 1024
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT_LINKS = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
_LINKS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Parts:
    """The parts, each read when it is asked for."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        """Look at the list of parts; ``name`` is what messages call the document.

        Raises:
            NotADocumentError: there are too many.
        """
        self.archive = archive
        self.name = name
        self.names = set(archive.namelist())
        if len(self.names) > MAX_ENTRIES:
            raise NotADocumentError(f"{name} holds more than {MAX_ENTRIES} parts")

    def xml(self, part: str) -> etree._Element | None:
        """Return the root of a part, None if there is none.

        Raises:
            NotADocumentError: it cannot be read.
        """
        if part not in self.names:
            return None
        info = self.archive.getinfo(part)
        if info.flag_bits & 1:
            raise NotADocumentError(f"{self.name} is protected by a password", hint="save it without one")
        data = self._bounded(info).replace(_STRICT, _TRANSITIONAL).replace(_STRICT_LINKS, _LINKS)
        return parse_xml(data, f"{self.name} ({part})")

    def addresses(self, part: str) -> dict[str, str]:
        """Return where the links of a part lead, by their ids."""
        folder, _, name = part.rpartition("/")
        root = self.xml(f"{folder}/_rels/{name}.rels")
        found = root if root is not None else ()
        return {
            one.get("Id") or "": one.get("Target") or ""
            for one in found
            if local(one) == "Relationship" and (one.get("Type") or "").endswith("/hyperlink")
        }

    def _bounded(self, info: zipfile.ZipInfo) -> bytes:
        """Unpack a part; its size is counted, not believed."""
        try:
            with self.archive.open(info) as stream:
                pieces = list(self._pieces(stream, info.compress_size))
        except (NotADocumentError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001 - four ways to compress, each with errors of its own
            reason = str(error) or type(error).__name__
            raise NotADocumentError(
                f"{self.name} is a damaged archive: {reason[:120]} ({info.filename[:80]})",
                hint="open and save it again in a word processor",
            ) from None
        return b"".join(pieces)

    def _pieces(self, stream: IO[bytes], packed: int) -> Iterator[bytes]:
        size = 0
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > MAX_PART or (size > _SMALL and size > MAX_RATIO * max(1, packed)):
                raise NotADocumentError(
                    f"{self.name} unpacks to far more than its size", hint="it is refused as an archive bomb"
                )
            yield chunk
