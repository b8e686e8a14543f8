"""Word documents: paragraphs with the numbers that Word would print, footnotes, headings, tables."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from compactx.errors import NotADocumentError
from compactx.intake.docx_numbers import Numbers
from compactx.intake.reading import SUPERSCRIPT, Reading, Writer
from compactx.intake.safe_xml import local, parse

if TYPE_CHECKING:
    from lxml import etree

MAX_PART = 96 * 1024 * 1024  # bytes of one part of the archive when unpacked
MAX_RATIO = 200  # times that a part of some size may grow
MAX_ENTRIES = 20_000
_SMALL = 4 * 1024 * 1024
_CHUNK = 1024 * 1024
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DROPPED = frozenset(
    {"del", "moveFrom", "instrText", "delText", "Fallback", "rPr", "pPr", "sectPr", "drawing", "pict", "object"}
)
_HEADING_STYLES = ("heading", "title", "subtitle")
_MAX_DEPTH = 120


def read_docx(data: bytes, name: str) -> Reading:
    """Return the reading of a Word document.

    Raises:
        NotADocumentError: the archive is damaged, no Word document, or unpacks to more than the limits.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _Parts(archive, name)
            body = parts.xml("word/document.xml")
            if body is None:
                raise NotADocumentError(
                    f"{name} is an archive, but no Word document", hint="of archives, only DOCX is read"
                )
            return _Word(parts, name).read(body)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,  # a damaged offset
    ) as error:
        if isinstance(error, RecursionError):
            raise NotADocumentError(f"{name} nests too deep") from None
        raise NotADocumentError(
            f"{name} is a damaged archive: {error}", hint="open and save it again in a word processor"
        ) from None


class _Parts:
    """The parts of the archive, unpacked within bounds."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.archive = archive
        self.name = name
        self.names = set(archive.namelist())
        if len(self.names) > MAX_ENTRIES:
            raise NotADocumentError(f"{name} holds more than {MAX_ENTRIES} parts")

    def xml(self, part: str) -> etree._Element | None:
        """Return the root of a part, None if there is none."""
        if part not in self.names:
            return None
        info = self.archive.getinfo(part)
        if info.flag_bits & 1:
            raise NotADocumentError(f"{self.name} is protected by a password", hint="save it without one")
        data = self._bounded(info)
        return parse(data.replace(_STRICT, _TRANSITIONAL), f"{self.name} ({part})")

    def _bounded(self, info: zipfile.ZipInfo) -> bytes:
        """Unpack a part; its size is counted, not believed."""
        pieces = []
        size = 0
        with self.archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                pieces.append(chunk)
                size += len(chunk)
                if size > MAX_PART or (size > _SMALL and size > MAX_RATIO * max(1, info.compress_size)):
                    raise NotADocumentError(
                        f"{self.name} unpacks to far more than its size", hint="it is refused as an archive bomb"
                    )
        return b"".join(pieces)


class _Word:
    """Walks over the body, then adds the footnotes below the paragraph that carries their marks."""

    def __init__(self, parts: _Parts, name: str) -> None:
        self.name = name
        self.writer = Writer()
        self.numbers = Numbers(parts.xml("word/numbering.xml"), parts.xml("word/styles.xml"))
        self.notes = _notes(parts.xml("word/footnotes.xml"), "footnote") | _notes(
            parts.xml("word/endnotes.xml"), "endnote"
        )
        self.count = 0
        self.pieces: list[str] = []
        self.pending: list[tuple[str, etree._Element]] = []

    def read(self, root: etree._Element) -> Reading:
        """Return the reading."""
        body = root.find(f"{W}body")
        if body is None:
            raise NotADocumentError(f"{self.name} has no body", hint="open and save it again in a word processor")
        self._walk(body, 0)
        return self.writer.reading("docx")

    def _walk(self, element: etree._Element, depth: int) -> None:
        """Take in paragraphs wherever they stand: in the body, in tables, in content controls."""
        if depth > _MAX_DEPTH:
            raise NotADocumentError(f"{self.name} nests elements deeper than {_MAX_DEPTH}")
        for child in element:
            kind = local(child)
            if kind == "p":
                self._paragraph(child)
            elif kind and kind not in _DROPPED:
                self._walk(child, depth + 1)

    def _paragraph(self, paragraph: etree._Element) -> None:
        self._inline(paragraph, 0)
        words = "".join(self.pieces)
        self.pieces = []
        style, label = self.numbers.label(paragraph) if words.strip() else ("", "")
        if label and words.strip():
            words = f"{label} {words.lstrip()}"
        role = "heading" if style.startswith(_HEADING_STYLES) else ""
        for line in words.split("\n"):
            self.writer.block(line, role, whole=False)
        pending, self.pending = self.pending, []
        for mark, note in pending:
            self._inline(note, 0)
            body = " ".join("".join(self.pieces).split())
            self.pieces = []
            self.writer.block(f"{mark} {body}", "footnote", mark)

    def _inline(self, element: etree._Element, depth: int) -> None:
        if depth > _MAX_DEPTH:
            raise NotADocumentError(f"{self.name} nests elements deeper than {_MAX_DEPTH}")
        for child in element:
            kind = local(child)
            if kind == "t":
                self.pieces.append(child.text or "")
            elif kind in {"tab", "ptab"}:
                self.pieces.append("\t")
            elif kind in {"br", "cr"}:
                self.pieces.append("\n" if child.get(f"{W}type") is None else " ")
            elif kind == "noBreakHyphen":
                self.pieces.append("\u2011")
            elif kind in {"footnoteReference", "endnoteReference"}:
                self._mark(child, kind.removesuffix("Reference"))
            elif kind == "p":
                self._inline(child, depth + 1)
                self.pieces.append(" ")
            elif kind and kind not in _DROPPED:
                self._inline(child, depth + 1)

    def _mark(self, reference: etree._Element, kind: str) -> None:
        note = self.notes.get((kind, reference.get(f"{W}id") or ""))
        if note is None:
            return
        self.count += 1
        mark = str(self.count)
        self.pieces.append(mark.translate(SUPERSCRIPT))
        self.pending.append((mark, note))


def _notes(root: etree._Element | None, kind: str) -> dict[tuple[str, str], etree._Element]:
    """Return the notes of a part by id, without the separators that Word keeps there."""
    if root is None:
        return {}
    found = (note for note in root if local(note) == kind and note.get(f"{W}type") in {None, "normal"})
    return {(kind, note.get(f"{W}id") or ""): note for note in found}
