"""HTML pages: their paragraphs, headings and lists, without scripts, menus and styles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree, html

from compactx.errors import NotADocumentError
from compactx.intake.reading import SUPERSCRIPT, Reading, Writer
from compactx.intake.safe_xml import local
from compactx.model.locator import to_roman

if TYPE_CHECKING:
    from collections.abc import Iterator

_DROPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "math",
        "iframe",
        "object",
        "nav",
        "form",
        "button",
        "select",
        "textarea",
        "head",
    ]
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "blockquote",
        "pre",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "figure",
        "figcaption",
        "address",
        "body",
        "html",
        "center",
        "fieldset",
        "details",
        "summary",
        "hr",
    ]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "caption"])
_SPACE = re.compile(r"[ \t\r\n\f]+")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_CHARSET = re.compile(rb"<meta[^>]{1,200}charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_NOTE_TARGET = re.compile(r"#(?:_?_?(?:fn|ftn|note|footnote|edn))", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*(?:\(?(?:\d{1,3}|[a-z]|[ivxlc]{1,6})[.)](?=\s)|Article\b)", re.IGNORECASE)
_MAX_DEPTH = 400
_MAX_RAISED = 3
_ENDS = frozenset('.,;:)"\u201d')


def read_html(text: str, data: bytes, name: str) -> Reading:
    """Return the reading of a page.

    Raises:
        NotADocumentError: there is no element in it.
    """
    declared = _CHARSET.search(data[:4096])
    if declared and declared[1].lower() not in {b"utf-8", b"utf8"}:
        text = _declared_text(data, declared[1].decode("ascii"), text)
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(_DECLARATION.sub("", text, count=1).replace("\x00", ""), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise NotADocumentError(f"{name} is not a readable HTML page: {error}") from None
    walk = _Walk(name)
    body = root.find("body")
    walk.visit(root if body is None else body, 0)
    walk.flush()
    reading = walk.writer.reading("html")
    if walk.dropped:
        reading.warnings.append(f"{walk.dropped} menus, forms and scripts of the page were left out")
    return reading


def _declared_text(data: bytes, encoding: str, text: str) -> str:
    try:
        return data.decode(encoding)
    except (LookupError, ValueError):  # also codecs that decode nothing
        return text


class _Walk:
    """Collects the words of a block until the next block begins."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.writer = Writer()
        self.pieces: list[str] = []
        self.role = ""
        self.label = ""
        self.dropped = 0

    def visit(self, element: etree._Element, depth: int) -> None:
        """Take in an element with everything below it."""
        kind = local(element).lower()
        if depth > _MAX_DEPTH:
            raise NotADocumentError(f"{self.name} nests elements deeper than {_MAX_DEPTH}")
        if kind in _DROPPED or element.get("hidden") is not None or element.get("aria-hidden") == "true":
            self.dropped += kind in _DROPPED and kind not in {"head", "svg"}
            return
        if kind == "br":
            self.flush()
        if kind == "sup" and self._raised(element):
            return
        block = kind in _BLOCKS
        if block:
            self.flush()
            self.role = "heading" if kind in _HEADINGS else self.role
        if kind == "ol":
            for item, label in _numbered(element):
                item.set("data-label", label)
        if kind == "li":
            self.label = element.get("data-label") or ""
        self._inside(element, depth, keep=kind == "pre")
        if block:
            self.flush()
            self.role = ""

    def _inside(self, element: etree._Element, depth: int, *, keep: bool) -> None:
        self._text(element.text, keep=keep)
        for child in element:
            self.visit(child, depth + 1)
            self._text(child.tail, keep=keep)

    def _text(self, text: str | None, *, keep: bool) -> None:
        if not text:
            return
        if keep:
            for line in text.split("\n"):
                self.pieces.append(line)
                self.flush()
        else:
            self.pieces.append(_SPACE.sub(" ", text))

    def _raised(self, element: etree._Element) -> bool:
        """Write a footnote mark as raised digits; ordinals (10th) and powers stay as they are."""
        mark = "".join(str(t) for t in element.itertext()).strip().strip("[]()")
        link = element.find(".//a")
        noted = link is not None and _NOTE_TARGET.search(link.get("href") or "")
        before = "".join(self.pieces[-2:]).strip()[-1:]
        follows = before.isalpha() or before in _ENDS
        if not mark.isdecimal() or len(mark) > _MAX_RAISED or not (noted or follows):
            return False
        self.pieces.append(mark.translate(SUPERSCRIPT))
        return True

    def flush(self) -> None:
        """Write what was collected as a block."""
        words = _SPACE.sub(" ", "".join(self.pieces)).strip(" ")
        self.pieces = []
        if not words.strip():
            return
        if self.label and not _NUMBERED.match(words):
            words = f"{self.label} {words}"
        self.label = ""
        self.writer.block(words, self.role, whole=False)


def _numbered(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield the items of an ordered list with the labels a browser shows."""
    style = element.get("type") or "1"
    first = element.get("start") or "1"
    number = int(first) if first.isdecimal() and len(first) < 5 else 1  # noqa: PLR2004 - no list is so long
    for item in element:
        if local(item).lower() != "li":
            continue
        given = item.get("value") or ""
        number = int(given) if given.isdecimal() and len(given) < 5 else number  # noqa: PLR2004 - as above
        yield item, _label(number, style)
        number += 1


def _label(number: int, style: str) -> str:
    """Return the label of a number.

    >>> _label(3, "1"), _label(2, "a"), _label(4, "i")
    ('3.', '(b)', '(iv)')
    """
    if style in "aA":
        letter = chr(96 + (number - 1) % 26 + 1) * ((number - 1) // 26 + 1)
        return f"({letter})"
    return f"({to_roman(number)})" if style in "iI" else f"{number}."
