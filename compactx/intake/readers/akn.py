"""Akoma Ntoso XML, as the United Nations and others publish it: its text, and what it says beside its words.

That is its symbol, its date, and the links that its publisher set.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from compactx.citation.citation import Clauses
from compactx.citation.numbers import canonical
from compactx.errors import NotADocumentError
from compactx.intake.document import MARK_REASON, Region
from compactx.intake.readers.blocks import SUPERSCRIPT, BlockText, BlockWriter, symbol_of_link
from compactx.intake.readers.load import Measure, bounds
from compactx.intake.readers.markup import local, parse_xml
from compactx.model.organs import ORGANS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

    from compactx.intake.document import Document


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
_ROLES = {"formula": "formula", **dict.fromkeys(_HEADINGS, "heading"), **dict.fromkeys(_RECITALS, "recital")}
_NUMBERED = "num"
_NAMED = frozenset({"article", "section", "chapter", "part", "title", "book"})
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
        role = _ROLES.get(kind, role)
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
        self._add(_single_spaced(text))

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
        words = " ".join("".join(str(t) for t in element.itertext()).split())
        raised = mark.translate(SUPERSCRIPT)
        self.marks.append((self.size, raised))
        self._add(raised)
        self.bodies.append((mark, words))

    def flush(self, role: str) -> None:
        """Write what was collected as a block, and the footnotes announced in it."""
        if self.is_empty and not self.marks:
            self.pieces, self.size, self.number_only = [], 0, False
            return
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


def _single_spaced(text: str) -> str:
    r"""Return a text with one space for each stretch of white space, also at its ends.

    >>> _single_spaced("\n the  text "), _single_spaced(" "), _single_spaced("")
    (' the text ', ' ', '')
    """
    words = text.split()
    if not words:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{' '.join(words)}{' ' if text[-1].isspace() else ''}"


_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def _collapse(raw: str, marks: list[tuple[int, str]]) -> tuple[str, list[tuple[int, str]]]:
    """Return the text with single spaces and without those at its ends, and where its marks are then."""
    if not marks:
        return " ".join(raw.split()), []
    kept = []
    out: list[str] = []
    size = at = 0
    for position, raised in [*marks, (len(raw), "")]:
        piece = _single_spaced(raw[at:position])
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


_BODIES = {organ.akn: organ.resolutions for organ in ORGANS}
_ISO_DATE = 10
_TRIES = 1000  # places of the same words that are looked at for a link
_FIRST_YEAR = "1945"  # some steps are dated 0001-01-01


class PublisherLink(NamedTuple):
    """A link as its publisher set it: the words it is on, the symbol it leads to, and whether it is in a footnote."""

    words: str
    symbol: str
    is_note: bool


class PlacedLink(NamedTuple):
    """A link with its place in the text as read and the clause it stands in, '' for the head of the document."""

    link: PublisherLink
    start: int
    end: int
    locator: str


class DocumentMeta(NamedTuple):
    """The document's own symbol, its date of adoption, its links, and its language as declared (ISO 639-2)."""

    symbol: str
    date: str
    links: tuple[PublisherLink, ...]
    language: str = ""


def meta(data: bytes, name: str) -> DocumentMeta:
    """Return what the XML of a document says beside its words.

    Raises:
        NotADocumentError: the XML is unusable.
    """
    root = parse_xml(data, name)
    uri = next((e.get("value") or "" for e in root.iter("{*}FRBRthis")), "")
    # The day that the document prints as that of its adoption goes before the one of its markup, which may be another.
    dates = [e.get("date") or "" for e in root.iter("{*}docDate") if "adoption" in (e.get("refersTo") or "")]
    dates += [e.get("date") or "" for e in root.iter("{*}FRBRdate") if e.get("name") == "adoption"]
    date = next((d[:_ISO_DATE] for d in dates if d[:4] >= _FIRST_YEAR), "")
    language = next((e.get("language") or "" for e in root.iter("{*}FRBRlanguage")), "")
    return DocumentMeta(symbol_of_uri(uri), date, tuple(_links(root)), language)


def symbol_of_uri(uri: str) -> str:
    """Return the symbol of a resolution from its identifier, '' if the identifier names none.

    >>> symbol_of_uri("/akn/un/statement/deliberation/unga/2022-12-15/77-195/!main/")
    'A/RES/77/195'
    >>> symbol_of_uri("/akn/un/statement/deliberation/unsc/2022-01-27/2618-2022/!main/")
    'S/RES/2618(2022)'
    """
    parts = [part for part in uri.split("/") if part and not part.startswith("!")]
    body = next((_BODIES[part] for part in parts if part in _BODIES), "")
    number, dash, rest = parts[-1].partition("-") if parts else ("", "", "")
    if not (body and dash and number.isdecimal() and rest[:1].isdecimal()):
        return ""
    return f"{body}{number}({rest})" if body == "S/RES/" else canonical(f"{body}{number}/{rest}")


def _links(root: etree._Element) -> Iterator[PublisherLink]:
    for element in root.iter("{*}a"):
        symbol = symbol_of_link(element.get("href") or "")
        words = " ".join("".join(str(t) for t in element.itertext()).split()) if symbol else ""
        if words:
            is_note = next(element.iterancestors("{*}authorialNote"), None) is not None
            yield PublisherLink(words, symbol, is_note)


def place_links(document: Document, links: Iterable[PublisherLink]) -> list[PlacedLink]:
    """Return the links with their places; one whose words are not found where they should be is left out.

    The reader puts footnotes below the paragraph that carries their mark, so links of the running text and links
    of footnotes are looked for separately, each in order.
    """
    notes = sorted((s.start, s.end) for s in document.provisions if s.kind == "footnote")
    clauses = Clauses(document.provisions)
    at = {False: 0, True: 0}
    found = []
    lost: set[tuple[str, bool]] = set()
    for link in links:
        if (link.words, link.is_note) in lost:
            continue
        start = _find(document.text, link.words, at[link.is_note], notes, inside=link.is_note)
        if start < 0:
            lost.add((link.words, link.is_note))
            continue
        end = at[link.is_note] = start + len(link.words)
        clause = clauses.at(start)
        found.append(PlacedLink(link, start, end, clause.note or clause.locator))
    return sorted(found, key=lambda one: one.start)


def placed_links(document: Document) -> list[PlacedLink]:
    """Return the links that the reader of the format found in place, with their clauses."""
    clauses = Clauses(document.provisions)
    found = []
    for one in document.links:
        clause = clauses.at(one.start)
        words = " ".join(document.text[one.start : one.end].split())
        found.append(
            PlacedLink(
                PublisherLink(words, one.symbol, bool(clause.note)), one.start, one.end, clause.note or clause.locator
            )
        )
    return found


def _find(text: str, words: str, start: int, notes: list[tuple[int, int]], *, inside: bool) -> int:
    """Return where words stand next, inside footnotes or outside them, -1 if nowhere near."""
    first = text.find(words, start)
    for _ in range(_TRIES):
        if first < 0:
            return -1
        near = bisect_right(notes, (first, len(text))) - 1
        if (near >= 0 and notes[near][0] <= first < notes[near][1]) == inside:
            return first
        first = text.find(words, first + 1)
    return -1
