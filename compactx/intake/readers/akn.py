"""Akoma Ntoso XML, as the United Nations and others publish it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from compactx.errors import NotADocumentError
from compactx.intake.bounds import Measure, bounds
from compactx.intake.document import MARK_REASON, Region
from compactx.intake.readers.blocks import SUPERSCRIPT, BlockText, BlockWriter
from compactx.intake.readers.safe_xml import local, parse_xml

if TYPE_CHECKING:
    from lxml import etree

_SKIPPED = frozenset({"meta", "img", "presentation", "references", "analysis"})
_BLOCKS = frozenset(
    [
        "p",
        "subheading",
        "heading",
        "crossHeading",
        "formula",
        "container",
        "block",
        "blockContainer",
        "longTitle",
        "docPurpose",
        "tr",
        "listIntroduction",
        "listWrapUp",
        "tocItem",
        "recital",
        "paragraph",
        "point",
        "item",
        "article",
        "section",
        "chapter",
        "part",
        "title",
        "book",
        "clause",
        "subsection",
        "subparagraph",
        "division",
        "hcontainer",
        "wrapUp",
        "intro",
        "content",
        "list",
        "td",
        "th",
    ]
)
_HEADINGS = frozenset({"subheading", "heading", "crossHeading", "preface", "longTitle"})
_RECITALS = frozenset({"container", "recital"})
_NUMBERED = "num"
_NAMED = frozenset({"article", "section", "chapter", "part", "title", "book"})
_SPACE = re.compile(r"\s+")
_MAX_DEPTH = 200
_NUMBER = 400  # characters with white space that may still be a number alone


def read_akn(data: bytes, name: str, measure: Measure | None = None) -> BlockText:
    """Return the reading of a document; each paragraph is a line, footnotes stand below the one that carries the mark.

    Raises:
        NotADocumentError: the XML is unusable.
    """
    walk = _Walk(measure or Measure(name, bounds(len(data))))
    walk.visit(parse_xml(data, name), "", 0, name)
    walk.flush("")
    reading = walk.writer.reading("akn")
    reading.notes = walk.notes
    reading.marked = True
    return reading


class _Walk:
    """Collects inline text until a block ends, then writes it as one line."""

    def __init__(self, measure: Measure) -> None:
        self.writer = BlockWriter(measure)
        self.notes: list[Region] = []
        self.pieces: list[str] = []
        self.size = 0
        self.is_empty = True  # nothing printed since the last block
        self.marks: list[tuple[int, str]] = []
        self.bodies: list[tuple[str, str]] = []
        self.number_only = False

    def visit(self, element: etree._Element, role: str, depth: int, name: str) -> None:
        """Take in an element with everything below it."""
        kind = local(element)
        if depth > _MAX_DEPTH:
            raise NotADocumentError(f"{name} nests elements deeper than {_MAX_DEPTH}")
        if not kind or kind in _SKIPPED:
            return
        if kind == "authorialNote":
            self._footnote(element)
            return
        if kind == "eol":
            self._add(" ")
        role = (
            "formula"
            if kind == "formula"
            else "heading"
            if kind in _HEADINGS
            else "recital"
            if kind in _RECITALS
            else role
        )
        is_block = kind in _BLOCKS
        if is_block and not self.number_only:
            self.flush(role)
        self._children(element, kind, role, depth, name)
        if kind == _NUMBERED:
            self._number(element)
        elif is_block and kind not in {"content", "list", "intro"} and not self.number_only:
            self.flush(role)

    def _children(self, element: etree._Element, kind: str, role: str, depth: int, name: str) -> None:
        if element.text and (element.text.strip() or kind not in _BLOCKS):
            self._text(element.text)
        for child in element:
            self.visit(child, role, depth + 1, name)
            if child.tail:
                self._text(child.tail)

    def _text(self, text: str) -> None:
        if text.strip():
            self.number_only = False
        self._add(_SPACE.sub(" ", text))

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.size += len(text)
        self.is_empty = self.is_empty and not text.strip()

    def _number(self, element: etree._Element) -> None:
        """Keep a number for the words that follow it; a bare "I" of a section gets its label."""
        self._add(" ")
        above = local(element.getparent())
        shown = "".join(self.pieces).strip() if self.size <= _NUMBER else ""
        if above in _NAMED and shown.isalnum():
            self.pieces, self.size = [], 0
            self._add(f"{above.capitalize()} {shown}. ")
        self.number_only = not self.is_empty

    def _footnote(self, element: etree._Element) -> None:
        if self.writer.measure:
            self.writer.measure.part()
        mark = (element.get("marker") or "*").strip()
        words = _SPACE.sub(" ", "".join(str(t) for t in element.itertext())).strip()
        raised = mark.translate(SUPERSCRIPT)
        self.marks.append((self.size, raised))
        self._add(raised)
        self.bodies.append((mark, words))

    def flush(self, role: str) -> None:
        """Write what was collected as a block, and the footnotes announced in it."""
        raw = "".join(self.pieces)
        marks, bodies = self.marks, self.bodies
        self.pieces, self.marks, self.bodies, self.number_only = [], [], [], False
        self.size, self.is_empty = 0, True
        shown, kept = _collapse(raw, marks)
        block = self.writer.block(shown, role)
        if block is not None:
            for at, raised in kept:
                start = block.start + at
                mark = raised.translate(_LOWERED)
                self.notes.append(Region("note", start, start + len(raised), MARK_REASON + mark))
        for mark, words in bodies:
            self.writer.block(f"{mark} {words}", "footnote", mark)


_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def _collapse(raw: str, marks: list[tuple[int, str]]) -> tuple[str, list[tuple[int, str]]]:
    """Return the text with single spaces and without those at its ends, and where its marks are then."""
    kept = []
    out: list[str] = []
    size = at = 0
    for position, raised in [*marks, (len(raw), "")]:
        piece = _SPACE.sub(" ", raw[at:position])
        if size == 0 or (out and out[-1].endswith(" ")):
            piece = piece.lstrip()
        out.append(piece)
        size += len(piece)
        if raised:
            kept.append((size, raised))
            out.append(raised)
            size += len(raised)
        at = position + len(raised)
    return "".join(out).rstrip(), kept
