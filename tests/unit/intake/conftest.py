"""Small documents of our own, made while the tests run."""

from __future__ import annotations

import io
import zipfile
from html import escape

import pytest

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


def docx_bytes(body="", **parts):
    """A Word file: ``body`` inside w:body, further parts by name (``numbering``, ``styles``, ``footnotes``)."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>")
        for name, inside in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {NAMESPACE}>{inside}</w:{name}>")
    return stream.getvalue()


def word_paragraph(text, *, style="", number="", level="0", after=""):
    numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{numbering}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r>{after}</w:p>"


def pdf_bytes(*pages):
    """A PDF by hand: each page is a list of (x, y, size, text)."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, page in enumerate(pages):
        shown = "".join(f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({_pdf_text(text)}) Tj ET\n" for x, y, size, text in page)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * n} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}endstream".encode())
    return _assembled(objects)


def _pdf_text(text):
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _assembled(objects):
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for n, data in enumerate(objects, 1):
        places.append(len(out))
        out += f"{n} 0 obj\n".encode() + data + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def akn_bytes(body):
    return f'<akomaNtoso xmlns="{AKN}"><statement><meta><x>no text</x></meta>{body}</statement></akomaNtoso>'.encode()


@pytest.fixture
def clauses():
    """Return a document's clauses as a mapping of locator to the words in the text, white space folded."""

    def of(document):
        found = {}
        for span in document.provisions:
            words = " ".join(document.text[span.start : span.end].split())
            found[span.locator] = f"{found[span.locator]} {words}" if span.locator in found else words
        return found

    return of


@pytest.fixture
def make_docx():
    return docx_bytes


@pytest.fixture
def make_pdf():
    return pdf_bytes


@pytest.fixture
def make_akn():
    return akn_bytes


@pytest.fixture
def paragraph():
    return word_paragraph
