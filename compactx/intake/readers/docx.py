"""Word documents: paragraphs with the numbers that Word would print, footnotes, headings, tables, boxes, links."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from compactx.errors import NotADocumentError
from compactx.intake.readers.blocks import SUPERSCRIPT, BlockText, BlockWriter, struck_out
from compactx.intake.readers.docx_parts import Looks, Numbers, Parts, titled
from compactx.intake.readers.load import Measure, bounds
from compactx.intake.readers.markup import Inline, Tables, local
from compactx.intake.segment.marks import bullet_at, mark_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from compactx.intake.readers.blocks import LinkSpan
    from compactx.intake.readers.docx_parts import RunLook

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DROPPED = frozenset({"del", "moveFrom", "delText", "Fallback", "rPr", "pPr", "sectPr", "object", "tcPr", "tblPr"})
_PRINTED = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011"}
_BOXES = frozenset({"drawing", "pict"})
_HEADING_STYLES = ("heading", "title", "subtitle")
_CONTENTS = re.compile(r"toc \d|toc\d|table of contents|table of figures")
_MAX_DEPTH = 120
_ADDRESS = re.compile(r'HYPERLINK\s+"([^"]{1,2000})"')
_FIELDS = 40  # fields inside one another
_FIELD = 4000  # characters of a field's instruction
_ENDS = frozenset('.;:!?"\u201d')


def read_docx(data: bytes, name: str, measure: Measure | None = None) -> BlockText:
    """Return the reading of a Word document.

    Raises:
        NotADocumentError: the archive is damaged, no Word document, or unpacks to more than the limits.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - a damaged archive raises whatever its damage leads to
        raise NotADocumentError(
            f"{name} is a damaged archive: {str(error)[:120] or type(error).__name__}",
            hint="open and save it again in a word processor",
        ) from None
    with archive:
        parts = Parts(archive, name)
        body = parts.xml("word/document.xml")
        if body is None:
            raise NotADocumentError(
                f"{name} is an archive, but no Word document", hint="of archives, only DOCX is read"
            )
        return _Word(parts, measure or Measure(name, bounds(len(data)))).read(body)


class _Word:
    """Walks over the body, then adds the footnotes and boxes below the paragraph that carries them."""

    def __init__(self, parts: Parts, measure: Measure) -> None:
        self.name = parts.name
        self.writer = BlockWriter(measure)
        styles = parts.xml("word/styles.xml")
        self.numbers = Numbers(parts.xml("word/numbering.xml"), styles)
        self.looks = Looks(styles)
        self.tables = Tables(self.writer)
        self.notes: dict[tuple[str, str], etree._Element] = {}
        self.addresses: dict[str, dict[str, str]] = {}
        for kind in ("footnote", "endnote"):
            self.notes |= _notes(parts.xml(f"word/{kind}s.xml"), kind)
            self.addresses[kind] = parts.addresses(f"word/{kind}s.xml")
        self.addresses[""] = parts.addresses("word/document.xml")
        self.place = ""  # which part is being read: '' is the body
        self.marks: dict[tuple[str, str], str] = {}
        self.line = Inline(collapse=False)
        self.style = ""
        self.pending: list[tuple[str, str, etree._Element]] = []
        self.boxes: list[etree._Element] = []
        self.fields: list[list[str]] = []
        self.hidden = self.struck = self.boxed = 0

    def read(self, root: etree._Element) -> BlockText:
        """Return the reading."""
        body = root.find(f"{W}body")
        if body is None:
            raise NotADocumentError(f"{self.name} has no body", hint="open and save it again in a word processor")
        self._walk(body, 0)
        reading = self.writer.reading("docx")
        if self.hidden:
            reading.warnings.append(f"{self.hidden:,} characters of hidden text were not read")
        if self.struck:
            reading.warnings.append(struck_out(self.struck))
        if self.boxed:
            boxes = "1 text box was" if self.boxed == 1 else f"{self.boxed} text boxes were"
            reading.warnings.append(f"{boxes} read after the paragraph that it stands beside")
        return reading

    def _walk(self, element: etree._Element, depth: int) -> None:
        """Take in paragraphs wherever they stand: in the body, in tables, in content controls."""
        self._check(depth)
        for child in element:
            kind = local(child)
            if kind == "p":
                self._paragraph(child, depth)
            elif kind == "tbl":
                self._table(child, depth + 1)
            elif kind and kind not in _DROPPED:
                self._walk(child, depth + 1)

    def _check(self, depth: int) -> None:
        if depth > _MAX_DEPTH:
            raise NotADocumentError(f"{self.name} nests elements deeper than {_MAX_DEPTH}")

    def _table(self, table: etree._Element, depth: int) -> None:
        self.tables.begin()
        for row in _inside(table, "tr"):
            self.tables.row(header=row.find(f"{W}trPr/{W}tblHeader") is not None)
            for cell in _inside(row, "tc"):
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                self.tables.open_cell((span.get(f"{W}val") or "") if span is not None else "")
                self._walk(cell, depth + 1)
                self.tables.close_cell()
        self.tables.end()

    def _paragraph(self, paragraph: etree._Element, depth: int) -> None:
        properties = paragraph.find(f"{W}pPr/{W}pStyle")
        self.style = (properties.get(f"{W}val") or "") if properties is not None else ""
        self._inline(paragraph, depth)
        words, anchors = self.line.take()
        style, label = self.numbers.label(paragraph) if words.strip() else ("", "")
        role = "heading" if style.startswith(_HEADING_STYLES) else ""
        for start, end in _lines(words):
            block = self.writer.line(words, anchors, (start, end), role, label)
            label = label if block is None else ""
            if block is not None and _CONTENTS.match(style):
                block.role, block.mark = "skip", "table of contents"
        self._below(depth)

    def _below(self, depth: int) -> None:
        """Write the footnotes and the boxes of a paragraph."""
        pending, self.pending = self.pending, []
        boxes, self.boxes = self.boxes, []
        place = self.place
        for kind, mark, note in pending:
            self.place, self.style = kind, ""
            self._inline(note, depth)
            words, anchors = self.line.take()
            label = f"{mark} "
            body = " ".join(words.split())
            block = self.writer.block(label + body, "footnote", mark)
            if block is not None and anchors and body == words.strip():
                self._note_links(words, anchors, block.start + len(label))
        self.place = place
        for box in boxes:
            self.boxed += 1
            self._walk(box, depth + 1)

    def _note_links(self, words: str, anchors: Sequence[LinkSpan], start: int) -> None:
        """Keep the links of a footnote, whose words stand at an offset of the text."""
        self.writer.keep_links(anchors, start - (len(words) - len(words.lstrip())))

    def _inline(self, element: etree._Element, depth: int, look: RunLook | None = None) -> None:
        self._check(depth)
        for child in element:
            kind = local(child)
            if kind == "r":
                self._inline(child, depth + 1, self.looks.of_run(child, self.style))
            elif kind == "t":
                self._text(child.text or "", look)
            elif kind in _PRINTED:
                self.line.add(_PRINTED[kind])
            elif kind in {"br", "cr"}:
                self.line.add("\n" if child.get(f"{W}type") in {None, "textWrapping"} else " ")
            elif kind in {"fldChar", "instrText", "fldSimple", "hyperlink"}:
                self._linked(child, kind, depth, look)
            elif kind and kind not in _DROPPED:
                self._inner(child, kind, depth, look)

    def _inner(self, element: etree._Element, kind: str, depth: int, look: RunLook | None) -> None:
        """Take in what stands in a line and is no text: a note's mark, a box, a paragraph of a note."""
        if kind in {"footnoteReference", "endnoteReference"}:
            self._mark(element, kind.removesuffix("Reference"))
        elif kind in _BOXES:
            self.boxes += _boxes(element)
        else:
            self._inline(element, depth + 1, look)
            if kind == "p":
                self.line.add(" ")

    def _text(self, text: str, look: RunLook | None) -> None:
        if look is not None and look.hidden:
            self.hidden += len(text.strip())
        elif look is not None and look.struck:
            self.struck += len(text.strip())
        elif not (look is not None and look.raised and self.line.raise_(text)):
            self.line.add(titled(text) if look is not None and look.capitals else text)

    def _linked(self, element: etree._Element, kind: str, depth: int, look: RunLook | None) -> None:
        """Take in a link: an element, or a field whose instruction comes before its words."""
        if kind == "hyperlink":
            self.line.open(self.addresses[self.place].get(element.get(f"{_R}id") or "", ""))
            self._inline(element, depth + 1, look)
            self.line.close()
        elif kind == "fldSimple":
            self.line.open(_address(element.get(f"{W}instr") or ""))
            self._inline(element, depth + 1, look)
            self.line.close()
        elif kind == "instrText":
            if self.fields:
                self.fields[-1].append((element.text or "")[:_FIELD])
        else:
            self._field(element.get(f"{W}fldCharType") or "")

    def _field(self, what: str) -> None:
        if what == "begin" and len(self.fields) < _FIELDS:
            self.fields.append([])
        elif what == "separate" and self.fields:
            self.line.open(_address("".join(self.fields[-1])))
        elif what == "end" and self.fields:
            self.fields.pop()
            self.line.close()

    def _mark(self, reference: etree._Element, kind: str) -> None:
        """Print the mark of a note; a note that is cited again is not printed again."""
        key = (kind, reference.get(f"{W}id") or "")
        note = self.notes.get(key)
        if note is None:
            return
        first = key not in self.marks
        mark = self.marks.setdefault(key, str(len(self.marks) + 1))
        self.line.add(mark.translate(SUPERSCRIPT))
        if first:
            self.pending.append((kind, mark, note))


def _notes(root: etree._Element | None, kind: str) -> dict[tuple[str, str], etree._Element]:
    """Return the notes of a part by id, without the separators that Word keeps there."""
    if root is None:
        return {}
    found = (note for note in root if local(note) == kind and note.get(f"{W}type") in {None, "normal"})
    return {(kind, note.get(f"{W}id") or ""): note for note in found}


def _address(instruction: str) -> str:
    """Return where a field leads.

    >>> _address(' HYPERLINK "https://undocs.org/A/RES/1/1" '), _address(" PAGE ")
    ('https://undocs.org/A/RES/1/1', '')
    """
    found = _ADDRESS.search(instruction)
    return found[1] if found else ""


def _boxes(element: etree._Element) -> list[etree._Element]:
    """Return the text boxes of a drawing, without those inside another and without copies for old programs."""
    found: list[etree._Element] = []
    waiting = [element]
    while waiting:
        child = waiting.pop()
        if local(child) == "txbxContent":
            found.append(child)
        elif local(child) != "Fallback":
            waiting.extend(reversed(child))
    return found


def _inside(element: etree._Element, kind: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, also those in content controls and tracked changes."""
    waiting = list(reversed(element))
    while waiting:
        child = waiting.pop()
        name = local(child)
        if name == kind:
            yield child
        elif name in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            waiting.extend(reversed(child))


def _lines(words: str) -> Iterator[tuple[int, int]]:
    r"""Yield the ranges of what is a paragraph each: a line break ends one only where the words do.

    >>> list(_lines("Global Compact for\nMigration. It ends.\n(a) Goes on"))
    [(0, 38), (39, 50)]
    """
    start = at = 0
    while (end := words.find("\n", at)) >= 0:
        at = end + 1
        if _ends(words, start, end) or _begins(words, at):
            yield start, end
            start = at
    yield start, len(words)


def _ends(words: str, start: int, end: int) -> bool:
    shown = words[max(start, end - 80) : end].rstrip(" \t\u00a0")
    return not shown or shown[-1] in _ENDS


def _begins(words: str, at: int) -> bool:
    end = min(len(words), at + 80)
    return words[at : at + 1] == "\n" or bullet_at(words, at, end) > at or mark_at(words, at, end) is not None
