"""The text layer of PDF files: lines with their place and size, put together to pages and paragraphs again.

Headers, footers and footnotes are set apart.
Links are rectangles with an address, laid over words that the file does not tie to them: one is tied to the words on
its line that hold the number of the document that it leads to.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pypdf
from pypdf import errors

from compactx.errors import NotADocumentError
from compactx.intake.readers.blocks import SUPERSCRIPT, BlockText, BlockWriter, LinkSpan, symbol_of_link
from compactx.intake.readers.load import Measure, bounds
from compactx.intake.segment.marks import bullet_at, mark_at

if TYPE_CHECKING:
    from collections.abc import Sequence

_RULE = re.compile(r"_{4,}|-{6,}|\u2014{2,}")
_PAGE = re.compile(
    r"(?:\d{1,4}\s?/\s?\d{1,4}\s*)?\d\d\s?-\s?\d{5}(?:\s*\([A-Z]\))?(?:\s*\d{1,4}(?:\s?/\s?\d{1,4})?)?"
    r"|(?:page\s)?\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?|\*\d{6,}\*",
    re.IGNORECASE,
)
_NOTE = re.compile(r"(?P<mark>[⁰¹²³⁴-⁹]{1,3}|\*{1,3}|†|‡)\s*")
_LOWER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_EDGE = 5  # lines at the top or bottom of a page that may be its header or footer
_TOP = 0.88  # part of the page's height above which small print is a header
_SMALL = 0.95
_GAP = 1.45  # line distances from which a paragraph ends
_INDENT = 9.0  # points


class PdfLine:
    """A printed line: its words, where it begins (points from the left and the bottom), and the size of its letters."""

    __slots__ = ("links", "role", "size", "text", "x", "y")

    def __init__(self, text: str, x: float, y: float, size: float) -> None:
        """Keep what is known; ``role`` and ``links`` are found later."""
        self.links: list[LinkSpan] = []
        self.text = text
        self.x = x
        self.y = y
        self.size = size
        self.role = ""


class PdfPage:
    """A page: its number from 0, its height in points, and its lines."""

    __slots__ = ("bottom", "height", "lines", "number")

    def __init__(self, number: int, height: float, bottom: float, lines: list[PdfLine]) -> None:
        """Keep the lines."""
        self.number = number
        self.height = height
        self.bottom = bottom
        self.lines = lines


def give_roles(pages: list[PdfPage], size: float) -> None:
    """Give headers, footers and footnotes their role.

    A line at the edge of a page is furniture when another page has the same there, figures apart, when it is a page
    number, or when it is small print above the text of a later page.
    """
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_shape(line) for line in _edge(page)})
    for page in pages:
        for line in _edge(page):
            again = edges[_shape(line)] > 1 and len(line.text) > 2 and not mark_at(line.text, 0, len(line.text))  # noqa: PLR2004 - a short line may be a number
            small = page.number > 0 and line.size < size * _SMALL and line.y - page.bottom > page.height * _TOP
            if again or small or _PAGE.fullmatch(line.text):
                line.role = "furniture"
        _mark_footnotes(page, size)


def _edge(page: PdfPage) -> list[PdfLine]:
    by_height = sorted(page.lines, key=lambda line: -line.y)
    return [*by_height[:_EDGE], *by_height[-3:]] if len(by_height) > _EDGE else by_height


def _shape(line: PdfLine) -> str:
    return f"{re.sub(r'[0-9]+', '#', line.text.casefold())} {round(line.y / 6)}"


def _mark_footnotes(page: PdfPage, size: float) -> None:
    """Mark what stands below the rule at the foot of a page, or is small and begins with a raised mark."""
    below = False
    for line in page.lines:
        if line.role:
            continue
        if _RULE.fullmatch(line.text.replace(" ", "")):
            line.role, below = "furniture", True
        elif below and line.size < size * _SMALL:
            line.role = "footnote"
        elif (
            not below
            and line.size < size * _SMALL
            and _NOTE.match(line.text)
            and line.y - page.bottom < page.height / 2
        ):
            line.role, below = "footnote", True
        elif below and line.size >= size * _SMALL:
            below = False


def write_blocks(page: PdfPage, size: float, writer: BlockWriter) -> None:
    """Write the blocks of a page."""
    group: list[PdfLine] = []
    before: PdfLine | None = None
    spacing = _spacing(page, size)
    for line in page.lines:
        if before is not None and group and not _goes_on(before, line, spacing, group):
            _flush(group, writer)
            group = []
        group.append(line)
        before = line
    _flush(group, writer)


def _spacing(page: PdfPage, size: float) -> float:
    """Return the usual distance of lines on a page."""
    steps: Counter[float] = Counter()
    for upper, lower in zip(page.lines, page.lines[1:], strict=False):
        step = round(upper.y - lower.y, 1)
        if size * 0.8 < step < size * 3 and upper.size == lower.size:
            steps[step] += 1
    return steps.most_common(1)[0][0] if steps else size * 1.2


def _goes_on(before: PdfLine, line: PdfLine, spacing: float, group: list[PdfLine]) -> bool:
    """Say whether a line belongs to the block of the lines above it."""
    if before.role != line.role or line.role == "furniture":
        return False
    if line.role == "footnote":
        return not _NOTE.match(line.text)
    step = before.y - line.y
    if step > spacing * _GAP or step < -spacing or abs(before.size - line.size) > 1:
        return False
    indented = line.x - before.x > _INDENT
    if bullet_at(line.text, 0, len(line.text)) or (indented and len(group) > 1):
        return False
    mark_here = mark_at(line.text, 0, len(line.text))
    return mark_here is None or not (indented or (line.x - group[0].x > -_INDENT and before.text[-1:] in ".;:,”"))


def _flush(group: list[PdfLine], writer: BlockWriter) -> None:
    if not group:
        return
    words = "\n".join(line.text for line in group)
    before = len(writer.blocks)
    _write(group[0].role, words, writer)
    if len(writer.blocks) > before:
        moved = writer.blocks[-1].start
        for line in group:
            writer.keep_links(line.links, moved)
            moved += len(line.text) + 1


def _write(role: str, words: str, writer: BlockWriter) -> None:
    if role == "footnote":
        match = _NOTE.match(words)
        label = match["mark"].translate(_LOWER) if match else ""
        if label:
            writer.block(words, "footnote", label)
        elif (last := next((b for b in reversed(writer.blocks) if b.role == "footnote"), None)) is not None:
            writer.block(words, "footnote", last.mark)
        else:
            writer.block(words, whole=False)
    elif role == "furniture":
        writer.block(words, "furniture", "page header or footer")
    else:
        writer.block(words, whole=False)


_MOST = 2000  # links of one page
_SLACK = 4.0  # points that a line may stand below or above its rectangle
_NUMBER = re.compile(r"[0-9]{1,5}")
_CORNERS = 4


def tie_links(page: pypdf.PageObject, lines: Sequence[PdfLine]) -> None:
    """Give the lines of a page the links that lie on them."""
    taken: set[tuple[int, int]] = set()
    by_height = sorted(range(len(lines)), key=lambda at: lines[at].y)
    for left, bottom, top, address in sorted(_links(page), key=lambda link: (-link[1], link[0])):
        words = _words_of(symbol_of_link(address))
        if words is None:
            continue
        for at in by_height:
            line = lines[at]
            if line.y < bottom - _SLACK:
                continue
            if line.y > top + _SLACK:
                break
            found = next((m for m in words.finditer(line.text) if (at, m.start()) not in taken), None)
            if found and line.x <= left + _SLACK:
                taken.add((at, found.start()))
                line.links.append(LinkSpan(found.start(), found.end(), address))
                break


def _links(page: pypdf.PageObject) -> list[tuple[float, float, float, str]]:
    """Return (left, bottom, top, address) of each link; what is damaged is left out."""
    found: list[tuple[float, float, float, str]] = []
    annotations = page.get("/Annots")
    annotations = annotations.get_object() if annotations is not None else []
    for one in list(annotations)[:_MOST] if isinstance(annotations, list) else []:
        link = _link(one.get_object())
        if link:
            found.append(link)
    return found


def _link(annotation: Any) -> tuple[float, float, float, str] | None:
    if not isinstance(annotation, dict) or annotation.get("/Subtype") != "/Link":
        return None
    action = annotation.get("/A")
    action = action.get_object() if action is not None else None
    address = action.get("/URI") if isinstance(action, dict) else None
    rectangle = annotation.get("/Rect")
    rectangle = rectangle.get_object() if rectangle is not None else None
    if not isinstance(address, str | bytes) or not isinstance(rectangle, list) or len(rectangle) != _CORNERS:
        return None
    try:
        left, bottom, right, top = (float(corner) for corner in rectangle)
    except (TypeError, ValueError, OverflowError):
        return None
    shown = address.decode("latin-1") if isinstance(address, bytes) else str(address)
    return min(left, right), min(bottom, top), max(bottom, top), shown


def _words_of(symbol: str) -> re.Pattern[str] | None:
    """Return what finds a document's number, or its symbol, in words; None for no symbol.

    >>> [_words_of("S/RES/2250(2015)").search(text)[0] for text in ("resolution 2250 (2015) of", "S/RES/2250(2015)")]
    ['2250 (2015)', 'S/RES/2250(2015)']
    """
    numbers = _NUMBER.findall(symbol)
    if not numbers:
        return None
    spaced = re.escape(symbol).replace(r"\(", r"\s?\(")
    if "/RES/" not in symbol and "/DEC/" not in symbol:
        return re.compile(rf"(?<![\w/]){spaced}(?![\w/])")
    if symbol.endswith(")") and len(numbers) < 2:  # noqa: PLR2004 - 319 A (IV)
        return re.compile(rf"(?<![\w/]){spaced}(?![\w/])")
    inner = r"\s?/\s?".join(numbers[-2:]) if "(" not in symbol else rf"{numbers[-2]}\s?\({numbers[-1]}\)"
    return re.compile(rf"(?<![\w/]){spaced}(?![\w/])|(?<![\w/]){inner}(?![0-9/])")


MAX_PAGES = 3000
_SMALLER = 0.8  # part of the line's size from which digits count as raised
_DIGITS = re.compile(r"\d{1,3}")

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_pdf(data: bytes, name: str, measure: Measure | None = None) -> BlockText:
    """Return the reading of a PDF.

    Raises:
        NotADocumentError: the file is damaged or protected, or its pages hold no text.
    """
    measure = measure or Measure(name, bounds(len(data)))
    pages = _pages(data, measure)
    size = _body_size(pages)
    give_roles(pages, size)
    writer = BlockWriter()  # the pages were measured
    for page in pages:
        write_blocks(page, size, writer)
    reading = writer.reading("pdf")
    empty = sum(not page.lines for page in pages)
    if reading.blocks and empty:
        reading.warnings.append(f"{empty} of {len(pages)} pages hold no text; they may be scanned pictures")
    return reading


def _pages(data: bytes, measure: Measure) -> list[PdfPage]:
    name = measure.name
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        return _lines_of_pages(reader, _count(reader, name), measure)
    except (NotADocumentError, MemoryError):
        raise
    except errors.DependencyError:
        raise NotADocumentError(
            f"{name} is encrypted in a way that is not read here", hint="save a copy without a password"
        ) from None
    except Exception as error:  # noqa: BLE001 - damaged files raise whatever their damage leads to, in a third party's parser
        reason = str(error) or type(error).__name__
        raise NotADocumentError(f"{name} is a damaged PDF: {reason}", hint="open and print it to a new PDF") from None


def _count(reader: pypdf.PdfReader, name: str) -> int:
    """Return the number of pages, or say why they are not read."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise NotADocumentError(f"{name} is protected by a password", hint="save a copy without one")
    count = len(reader.pages)
    if count > MAX_PAGES:
        raise NotADocumentError(f"{name} has {count} pages; the limit is {MAX_PAGES}", hint="divide it into parts")
    return count


def _lines_of_pages(reader: pypdf.PdfReader, count: int, measure: Measure) -> list[PdfPage]:
    found = []
    for number in range(count):
        page = reader.pages[number]
        lines = _lines(page)
        tie_links(page, lines)
        measure.add(sum(len(line.text) for line in lines))
        found.append(PdfPage(number, float(page.mediabox.height), float(page.mediabox.bottom), lines))
    return found


def _lines(page: pypdf.PageObject) -> list[PdfLine]:
    """Return the lines of a page in the order of its content."""
    runs: list[tuple[str, float, float, float]] = []

    def visit(text: str, outer: list[float], inner: list[float], _font: Any, size: float | None) -> None:
        if text:
            x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
            y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
            scale = abs((inner[3] or inner[1] or 1) * (outer[3] or outer[1] or 1))
            runs.append((text, x, y, (size or 0) * scale))

    page.extract_text(visitor_text=visit)
    found = []
    line: list[tuple[str, float, float, float]] = []
    for text, x, y, size in runs:
        first, *rest = text.split("\n")
        line.append((first, x, y, size))
        for piece in rest:
            found.append(_line(line))
            line = [(piece, x, y, size)]
    found.append(_line(line))
    return [one for one in found if one is not None]


def _line(runs: list[tuple[str, float, float, float]]) -> PdfLine | None:
    """Return a line, its raised digits as such; None if nothing is printed on it."""
    shown = [run for run in runs if run[0].strip()]
    if not shown:
        return None
    sizes: Counter[float] = Counter()
    for text, _, _, size in shown:
        sizes[round(size, 1)] += len(text)
    size = sizes.most_common(1)[0][0]
    pieces = []
    for text, _, y, own in runs:
        raised = own < size * _SMALLER and _DIGITS.fullmatch(text.strip()) and y >= shown[-1][2] - 1
        pieces.append(text.translate(SUPERSCRIPT) if raised else text)
    words = " ".join("".join(pieces).replace("\u00ad", "").split())
    base = max(shown, key=lambda run: len(run[0]))
    return PdfLine(words, shown[0][1], base[2], size)


def _body_size(pages: list[PdfPage]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
