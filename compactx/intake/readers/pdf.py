"""The text layer of PDF files: lines with their place and size, so that pages become paragraphs again."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pypdf
from pypdf import errors

from compactx.errors import NotADocumentError
from compactx.intake.bounds import Measure, bounds
from compactx.intake.readers import pdf_pages
from compactx.intake.readers.blocks import SUPERSCRIPT, BlockText, BlockWriter
from compactx.intake.readers.pdf_pages import PdfLine

if TYPE_CHECKING:
    from compactx.intake.readers.pdf_pages import PdfPage

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
    pdf_pages.give_roles(pages, size)
    writer = BlockWriter()  # the pages were measured
    for page in pages:
        pdf_pages.write_blocks(page, size, writer)
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
        pdf_pages.tie_links(page, lines)
        measure.add(sum(len(line.text) for line in lines))
        found.append(pdf_pages.PdfPage(number, float(page.mediabox.height), float(page.mediabox.bottom), lines))
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
