"""The parts of a Word document, unpacked within bounds; its links, the numbers that Word prints, and how runs look.

A paragraph, or its style, names a list and a level; the list names an abstract one, whose levels say how to count
and how to print (ECMA-376, part 1, 17.9). A run is hidden, raised, in capital letters, or struck
through.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

from compactx.errors import NotADocumentError
from compactx.intake.readers.markup import local, parse_xml
from compactx.model.locator import to_roman
from compactx.model.record import Record
from compactx.model.text import whole

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from lxml import etree

MAX_PART = 96 * 1024 * 1024  # bytes of one part of the archive when unpacked
MAX_RATIO = 200  # times that a part of some size may grow
MAX_ENTRIES = 20_000
_SMALL = 4 * 1024 * 1024
_CHUNK = 1024 * 1024
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT_LINKS = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
_LINKS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Parts:
    """The parts, each read when it is asked for."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        """Look at the list of parts; ``name`` is what messages call the document.

        Raises:
            NotADocumentError: there are too many.
        """
        self.archive = archive
        self.name = name
        self.names = set(archive.namelist())
        if len(self.names) > MAX_ENTRIES:
            raise NotADocumentError(f"{name} holds more than {MAX_ENTRIES} parts")

    def xml(self, part: str) -> etree._Element | None:
        """Return the root of a part, None if there is none.

        Raises:
            NotADocumentError: it cannot be read.
        """
        if part not in self.names:
            return None
        info = self.archive.getinfo(part)
        if info.flag_bits & 1:
            raise NotADocumentError(f"{self.name} is protected by a password", hint="save it without one")
        data = self._bounded(info).replace(_STRICT, _TRANSITIONAL).replace(_STRICT_LINKS, _LINKS)
        return parse_xml(data, f"{self.name} ({part})")

    def addresses(self, part: str) -> dict[str, str]:
        """Return where the links of a part lead, by their ids."""
        folder, _, name = part.rpartition("/")
        root = self.xml(f"{folder}/_rels/{name}.rels")
        found = root if root is not None else ()
        return {
            one.get("Id") or "": one.get("Target") or ""
            for one in found
            if local(one) == "Relationship" and (one.get("Type") or "").endswith("/hyperlink")
        }

    def _bounded(self, info: zipfile.ZipInfo) -> bytes:
        """Unpack a part; its size is counted, not believed."""
        try:
            with self.archive.open(info) as stream:
                pieces = list(self._pieces(stream, info.compress_size))
        except (NotADocumentError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001 - four ways to compress, each with errors of its own
            reason = str(error) or type(error).__name__
            raise NotADocumentError(
                f"{self.name} is a damaged archive: {reason[:120]} ({info.filename[:80]})",
                hint="open and save it again in a word processor",
            ) from None
        return b"".join(pieces)

    def _pieces(self, stream: IO[bytes], packed: int) -> Iterator[bytes]:
        size = 0
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > MAX_PART or (size > _SMALL and size > MAX_RATIO * max(1, packed)):
                raise NotADocumentError(
                    f"{self.name} unpacks to far more than its size", hint="it is refused as an archive bomb"
                )
            yield chunk


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_MAX = 399  # what to_roman counts to
_CHAIN = 20  # styles that may be based on one another
_LABEL = 80  # characters of a label, numbers apart
_HIGHEST = 999_999  # no paragraph has a higher number
_OFF = frozenset({"0", "false", "off", "none"})
_SMALL_WORDS = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "its", "their"}
)
_HIGH = 3  # half points above the line from which text counts as raised


class _Level:
    """How one level counts: its format, its text with places for the numbers, its first number."""

    __slots__ = ("first", "form", "text")

    def __init__(self, element: etree._Element | None) -> None:
        self.form = _value(element, "numFmt") or "decimal"
        self.text = _value(element, "lvlText")[:_LABEL]
        first = whole(_value(element, "start"), _HIGHEST)
        self.first = 1 if first is None else first


class Numbers:
    """Counts through a document."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        """Read the lists and which styles use them."""
        self.abstract: dict[str, list[_Level]] = {}
        self.lists: dict[str, tuple[str, dict[int, int]]] = {}
        self.counts: dict[str, list[int]] = {}
        self.seen: set[tuple[str, int]] = set()
        self.styles: dict[str, tuple[str, str, str, str]] = {}
        if numbering is not None:
            self._read_lists(numbering)
        if styles is not None:
            self._read_styles(styles)

    def label(self, paragraph: etree._Element) -> tuple[str, str]:
        """Return the name of a paragraph's style in lower case, and the number that Word prints before it."""
        properties = paragraph.find(f"{W}pPr")
        style = _value(properties, "pStyle")
        number, level = _list_of(properties)
        name, style_number, style_level = self._style(style)
        number, level = number or style_number, level or style_level or "0"
        at = whole(level, _LEVELS - 1)
        if number in {"", "0"} or number not in self.lists or at is None:
            return name, ""
        return name, self._count(number, at)

    def _read_lists(self, numbering: etree._Element) -> None:
        for child in numbering:
            if local(child) == "abstractNum":
                levels = {level.get(f"{W}ilvl"): level for level in child.iterfind(f"{W}lvl")}
                self.abstract[child.get(f"{W}abstractNumId") or ""] = [
                    _Level(levels.get(str(n))) for n in range(_LEVELS)
                ]
        for child in numbering.iterfind(f"{W}num"):
            starts = {}
            for override in child.iterfind(f"{W}lvlOverride"):
                start, level = _value(override, "startOverride"), override.get(f"{W}ilvl") or ""
                first, at = whole(start, _HIGHEST), whole(level, _LEVELS - 1)
                if first is not None and at is not None:
                    starts[at] = first
            self.lists[child.get(f"{W}numId") or ""] = (_value(child, "abstractNumId"), starts)

    def _read_styles(self, styles: etree._Element) -> None:
        for style in styles.iterfind(f"{W}style"):
            number, level = _list_of(style.find(f"{W}pPr"))
            name = _value(style, "name").lower()
            self.styles[style.get(f"{W}styleId") or ""] = (name, _value(style, "basedOn"), number, level)

    def _style(self, style: str) -> tuple[str, str, str]:
        """Return a style's name and its list, its own or that of the style it is based on."""
        name, based, number, level = self.styles.get(style, (style.lower(), "", "", ""))
        for _ in range(_CHAIN):
            if number or based not in self.styles:
                break
            _, based, number, inherited = self.styles[based]
            level = level or inherited
        return name, number, level

    def _count(self, number: str, level: int) -> str:
        abstract, starts = self.lists[number]
        levels = self.abstract.get(abstract)
        if levels is None:
            return ""
        counts = self.counts.setdefault(abstract, [one.first - 1 for one in levels])
        if level in starts and (number, level) not in self.seen:
            counts[level] = starts[level] - 1
        self.seen.add((number, level))
        counts[level] += 1
        for deeper in range(level + 1, _LEVELS):
            counts[deeper] = levels[deeper].first - 1
        if levels[level].form in {"none", "bullet"}:
            return "•" if levels[level].form == "bullet" else ""
        return _PLACE.sub(lambda place: _shown(counts, levels, int(place[1]) - 1), levels[level].text).strip()


def _shown(counts: list[int], levels: list[_Level], level: int) -> str:
    number = max(counts[level], levels[level].first)
    form = levels[level].form
    if form in {"lowerLetter", "upperLetter"}:
        text = chr(97 + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
    elif form in {"lowerRoman", "upperRoman"}:
        text = to_roman(min(number, _MAX))
    else:
        text = str(number)
    return text.upper() if form.startswith("upper") else text


def _value(element: etree._Element | None, name: str) -> str:
    found = element.find(f"{W}{name}") if element is not None else None
    return (found.get(f"{W}val") or "") if found is not None else ""


def _list_of(properties: etree._Element | None) -> tuple[str, str]:
    """Return the list and the level that paragraph properties name."""
    numbering = properties.find(f"{W}numPr") if properties is not None else None
    return _value(numbering, "numId"), _value(numbering, "ilvl")


class RunLook(Record):
    """What is said of a run; None where nothing is said, so that the style tells."""

    hidden: bool | None = None
    raised: bool | None = None
    capitals: bool | None = None
    struck: bool | None = None


class Looks:
    """The looks of styles, and of runs with them."""

    def __init__(self, styles: etree._Element | None) -> None:
        """Read what each style says, with the style it is based on."""
        self._own: dict[str, tuple[str, RunLook]] = {}
        for style in styles.iterfind(f"{W}style") if styles is not None else ():
            based = style.find(f"{W}basedOn")
            parent = (based.get(f"{W}val") or "") if based is not None else ""
            self._own[style.get(f"{W}styleId") or ""] = parent, _look(style.find(f"{W}rPr"))
        self._known: dict[str, RunLook] = {}

    def of_run(self, run: etree._Element, paragraph: str) -> RunLook:
        """Return how a run looks in a paragraph of a style."""
        properties = run.find(f"{W}rPr")
        if properties is None:
            return self.of_style(paragraph)
        named = properties.find(f"{W}rStyle")
        style = self.of_style((named.get(f"{W}val") or "") if named is not None else "")
        return _over(_over(_look(properties), style), self.of_style(paragraph))

    def of_style(self, style: str) -> RunLook:
        """Return what a style says of its runs."""
        if style not in self._known:
            look, at = RunLook(), style
            for _ in range(_CHAIN):
                if at not in self._own:
                    break
                at, own = self._own[at]
                look = _over(look, own)
            self._known[style] = look
        return self._known[style]


def titled(text: str) -> str:
    """Return words set in small capitals as a name is written: the format shows capitals that the text does not have.

    >>> titled("convention on the rights of the child"), titled("the 2030 Agenda")
    ('Convention on the Rights of the Child', 'the 2030 Agenda')
    """
    if any(char.isupper() for char in text):
        return text
    words = text.split(" ")
    return " ".join(word if word in _SMALL_WORDS else word[:1].upper() + word[1:] for word in words)


def _over(first: RunLook, second: RunLook) -> RunLook:
    return RunLook(
        second.hidden if first.hidden is None else first.hidden,
        second.raised if first.raised is None else first.raised,
        second.capitals if first.capitals is None else first.capitals,
        second.struck if first.struck is None else first.struck,
    )


def _look(properties: etree._Element | None) -> RunLook:
    if properties is None:
        return RunLook()
    said: dict[str, str] = {local(child): child.get(f"{W}val") or "" for child in properties}
    raised = said["vertAlign"] == "superscript" if "vertAlign" in said else None
    if raised is None and "position" in said:
        height = said["position"]
        raised = height.isdecimal() and len(height) < 5 and int(height) >= _HIGH  # noqa: PLR2004 - no page is so high
    capitals = _either(_switch(said, "caps"), _switch(said, "smallCaps"))
    return RunLook(
        _switch(said, "vanish"), raised, capitals, _either(_switch(said, "strike"), _switch(said, "dstrike"))
    )


def _switch(said: dict[str, str], name: str) -> bool | None:
    return said[name].lower() not in _OFF if name in said else None


def _either(first: bool | None, second: bool | None) -> bool | None:  # noqa: FBT001 - two switches of one format
    return None if first is None and second is None else bool(first or second)
