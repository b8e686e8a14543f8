"""HTML pages: their paragraphs, headings and lists, without scripts, menus and styles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree, html

from compactx.errors import NotADocumentError
from compactx.intake.readers.blocks import BlockText, BlockWriter, struck_out
from compactx.intake.readers.load import Measure, bounds
from compactx.intake.readers.markup import Inline, Tables, local
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
_STRUCK = frozenset({"del", "s", "strike"})  # in a draft these words are proposed to be deleted
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "caption"])
_SPACE = re.compile(r"[ \t\r\n\f]+")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_CHARSET = re.compile(rb"<meta[^>]{1,200}charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_NOTE_TARGET = re.compile(r"#(?:_?_?(?:fn|ftn|note|footnote|edn))", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*(?:\(?(?:\d{1,3}|[a-z]|[ivxlc]{1,6})[.)](?=\s)|Article\b)", re.IGNORECASE)
_MAX_DEPTH = 400
_MAX_RAISED = 12  # characters of a mark, with brackets and spaces
_ENDS = frozenset('.,;:)"\u201d')
_STOPS = frozenset('.;:!?"\u201d')
_LABEL = 20
_STYLE = 500  # characters of a style or a list of classes that are looked at
_SHEET = 200_000
_HIDING = re.compile(
    r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden|font-size\s{0,9}:\s{0,9}0(?![.\d])", re.IGNORECASE
)
_RAISING = re.compile(r"vertical-align\s{0,9}:\s{0,9}(?:super|text-top)", re.IGNORECASE)
_CLASS = re.compile(r"(?:^|,)\s{0,9}[a-z]{0,9}\.([\w-]{1,60})\s{0,9}(?=,|$)")
# To the end of a tag; a ">" inside a value ends none. Each is stepped over whole, so the search is linear.
_TAG = re.compile(r"<[a-zA-Z](?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?)*+")
_VALUE = re.compile(r"=\s*+(?:\"[^\"]*+\"|'[^']*+')")
_BETWEEN = re.compile(r"[\s/]+")
_ATTRIBUTES = 5000


def read_html(text: str, data: bytes, name: str, measure: Measure | None = None) -> BlockText:
    """Return the reading of a page.

    Raises:
        NotADocumentError: there is no element in it.
    """
    declared = _CHARSET.search(data[:4096])
    if declared and declared[1].lower() not in {b"utf-8", b"utf8"}:
        text = _declared_text(data, declared[1].decode("ascii"), text)
    if _is_crowded(text):
        raise NotADocumentError(f"{name} has an element with more than {_ATTRIBUTES:,} attributes")
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(_DECLARATION.sub("", text, count=1).replace("\x00", ""), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise NotADocumentError(f"{name} is not a readable HTML page: {error}") from None
    walk = _Walk(measure or Measure(name, bounds(len(data))), _hiding_classes(root))
    body = root.find("body")
    walk.visit(root if body is None else body, 0)
    walk.flush()
    reading = walk.writer.reading("html")
    if walk.dropped:
        reading.warnings.append(f"{walk.dropped} menus, forms and scripts of the page were left out")
    if walk.hidden:
        reading.warnings.append(f"{walk.hidden:,} characters of hidden text were not read")
    if walk.struck:
        reading.warnings.append(struck_out(walk.struck))
    return reading


def _letters(element: etree._Element) -> int:
    return sum(len(str(text).strip()) for text in element.itertext())


def _is_crowded(text: str) -> bool:
    """Say whether an element has more attributes than any can mean: the parser compares each with all."""
    tags = (tag[0] for tag in _TAG.finditer(text) if tag.end() - tag.start() > 2 * _ATTRIBUTES)
    return any(len(_BETWEEN.findall(_VALUE.sub("= ", tag))) > _ATTRIBUTES for tag in tags)


def _declared_text(data: bytes, encoding: str, text: str) -> str:
    try:
        return data.decode(encoding)
    except (LookupError, ValueError):  # also codecs that decode nothing
        return text


class _Walk:
    """Collects the words of a block until the next block begins."""

    def __init__(self, measure: Measure, hiding: frozenset[str]) -> None:
        self.name = measure.name
        self.hiding = hiding
        self.writer = BlockWriter(measure)
        self.tables = Tables(self.writer)
        self.line = Inline(collapse=True)
        self.role = ""
        self.label = ""
        self.dropped = self.hidden = self.struck = 0

    def visit(self, element: etree._Element, depth: int) -> None:
        """Take in an element with everything below it."""
        kind = local(element).lower()
        if depth > _MAX_DEPTH:
            raise NotADocumentError(f"{self.name} nests elements deeper than {_MAX_DEPTH}")
        if kind in _DROPPED:
            self.dropped += kind not in {"head", "svg"}
        elif self._is_hidden(element):
            self.hidden += _letters(element)
        elif kind in _STRUCK:
            self.struck += _letters(element)
        elif kind == "br":
            self._break()
        elif kind in {"table", "tr", "td", "th"}:
            self._tabled(element, kind, depth)
        elif not (_is_raised(element, kind) and self._raised(element)):
            self._element(element, kind, depth)

    def _element(self, element: etree._Element, kind: str, depth: int) -> None:
        block = kind in _BLOCKS
        if block:
            self.flush()
            self.role = "heading" if kind in _HEADINGS else self.role
        if kind == "ol":
            for item, label in _numbered(element):
                item.set("data-label", label)
        if kind == "li":
            self.label = (element.get("data-label") or "")[:_LABEL]
        if kind == "a":
            self.line.open(element.get("href") or "")
        self._inside(element, depth, keep=kind == "pre")
        if kind == "a":
            self.line.close()
        if block:
            self.flush()
            self.role = ""

    def _tabled(self, element: etree._Element, kind: str, depth: int) -> None:
        """Take in a table, one of its rows, or a cell; outside a table they are blocks like others."""
        self.flush()
        if kind == "table":
            self.tables.begin()
            self._inside(element, depth, keep=False)
            self.flush()
            self.tables.end()
        elif not self.tables.open:
            self._inside(element, depth, keep=False)
        elif kind == "tr":
            self.tables.row(header=all(local(child) == "th" for child in element) and len(element) > 1)
            self._inside(element, depth, keep=False)
        else:
            self.tables.open_cell(element.get("colspan") or "")
            self._inside(element, depth, keep=False)
            self.flush()
            self.tables.close_cell()
        self.flush()

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
                self.line.add(line)
                self.flush()
        else:
            self.line.add(text)

    def _break(self) -> None:
        """End a line: the block goes on where its sentence does."""
        if self.line.printed in _STOPS:
            self.flush()
        else:
            self.line.add(" ")

    def _is_hidden(self, element: etree._Element) -> bool:
        """Say whether a browser would not show an element."""
        get = element.get
        if get("hidden") is not None or get("aria-hidden") == "true":
            return True
        style = get("style")
        if style and len(style) < _STYLE and _HIDING.search(style):
            return True
        names = get("class")
        return bool(self.hiding and names and not self.hiding.isdisjoint(names[:_STYLE].split()))

    def _raised(self, element: etree._Element) -> bool:
        """Write a footnote mark as raised digits; ordinals (10th) and unmarked powers stay as they are."""
        mark = ""
        for text in element.itertext():
            mark += str(text)
            if len(mark) > _MAX_RAISED:
                return False
        link = element.find(".//a")
        noted = link is not None and _NOTE_TARGET.search(link.get("href") or "")
        before = self.line.printed
        return bool(noted or before.isalnum() or before in _ENDS) and self.line.raise_(mark)

    def flush(self) -> None:
        """Write what was collected as a block."""
        words, anchors = self.line.take()
        if not words.strip():
            return
        label = self.label if self.label and not _NUMBERED.match(words) else ""
        self.label = ""
        self.writer.line(words, anchors, (0, len(words)), self.role, label)


def _is_raised(element: etree._Element, kind: str) -> bool:
    """Say whether an element is printed above the line, by its name or by its style."""
    style = element.get("style") if kind in {"span", "a", "font"} else None
    return kind == "sup" or bool(style and len(style) < _STYLE and _RAISING.search(style))


def _hiding_classes(root: etree._Element) -> frozenset[str]:
    """Return the classes that the page's own style sheet hides."""
    found: set[str] = set()
    for sheet in root.iter("style"):
        for rule in (sheet.text or "")[:_SHEET].split("}"):
            selectors, _, body = rule.rpartition("{")
            if _HIDING.search(body):
                found.update(_CLASS.findall(selectors.strip()))
    return frozenset(found)


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
