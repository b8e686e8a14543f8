"""What the processes that read share: all that reading a kind of document loads is loaded once, before they are forked.

Most of it is loaded by the first document that needs it: modules, patterns, tables of names. A process that reads one
document and ends would load it for that one alone, which took four times as long as the reading. So the process that
forks reads a few words of ours first, in each format that it meets.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from compactx.bulk.reader import stored_document
from compactx.citation.scan import scan_text
from compactx.errors import CompactxError
from compactx.intake.readers import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from compactx.citation.catalogue import Catalogue

# What finds names and citations in one pass is made when so many letters were read that it pays: no document alone is
# so long, many together are.
_SEVERAL = 4  # documents
_LETTERS = 200_000
# A title, numbered paragraphs with items, citations of several shapes, a heading and a footnote, in made-up words.
_LINES = (
    "A/RES/1/1 Sample of a text",
    "Recalling its resolution 2/1 of 1 January 1947 and the Charter of the United Nations,",
    "1. Decides to follow article 2 (1) of the Convention, paragraphs 3 to 5, and Sustainable Development Goal 10.7;",
    "2. Requests the Secretary-General:",
    "(a) To report on S/RES/1, ibid., para. 4, and General Assembly resolution 3/2;",
    "(b) To send the report to the Human Rights Council.",
    "3. Also decides to take it up again.",
)
_PLAIN = "the work of the year goes on as it was set out in the year before, and is taken up again in the next one.\n"
_AKN = (
    '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="resolution"><meta>'
    '<identification source="#a"><FRBRWork><FRBRthis value="/akn/un/statement/1/1"/></FRBRWork></identification>'
    "</meta><mainBody>{}</mainBody></statement></akomaNtoso>"
)
_DOCX = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)


class Warmth:
    """Reads samples: of each format once, when a document of that format is met first; a long one when many are met."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Keep what samples are read against."""
        self.catalogue = catalogue
        self._met: dict[str, int] = {}

    def meet(self, data: bytes) -> bool:
        """Load what reading a document of this kind needs, and say whether anything was loaded."""
        form = _format(data)
        self._met[form] = self._met.get(form, 0) + 1
        if self._met[form] == 1:
            stored_document(SAMPLES[form](), f"sample.{form}", f"sample.{form}", self.catalogue)
            return True
        if sum(self._met.values()) != _SEVERAL:
            return False
        scan_text("\n".join((*_LINES, *[_PLAIN] * (_LETTERS // len(_PLAIN)))), (), self.catalogue)
        return True


def _format(data: bytes) -> str:
    """Return which sample is of the kind of a document, by what it begins with; a text is none of the others."""
    try:
        form = load.binary_format(data, "")
    except CompactxError:
        return "txt"
    head = data[:1024].lower()
    text = "akn" if b"akomantoso" in head else "html" if b"<html" in head or b"<!doctype html" in head else "txt"
    return form or text


def _text() -> bytes:
    return "\n\n".join(_LINES).encode()


def _html() -> bytes:
    return f"<!DOCTYPE html><html><body>{_paragraphs('p')}</body></html>".encode()


def _akn() -> bytes:
    return _AKN.format(_paragraphs("p")).encode()


def _docx() -> bytes:
    written = io.BytesIO()
    runs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in _LINES)
    with zipfile.ZipFile(written, "w") as package:
        package.writestr("_rels/.rels", _RELATIONS)
        package.writestr("word/document.xml", _DOCX.format(runs))
    return written.getvalue()


def _pdf() -> bytes:
    """Return a page with the lines, in a font that every reader has."""
    shown = " ".join(f"({line.translate(_ESCAPES)}) Tj T*" for line in _LINES)
    stream = f"BT /F1 11 Tf 14 TL 60 780 Td {shown} ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
    )
    out, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj{one}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
    return f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode()


def _paragraphs(tag: str) -> str:
    return "".join(f"<{tag}>{line}</{tag}>" for line in _LINES)


_ESCAPES = str.maketrans({"(": r"\(", ")": r"\)"})
SAMPLES: dict[str, Callable[[], bytes]] = {"txt": _text, "html": _html, "akn": _akn, "docx": _docx, "pdf": _pdf}
