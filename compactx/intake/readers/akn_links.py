"""What Akoma Ntoso says of a document beside its words: its symbol and date, and the links its publisher set."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from compactx.citation.canonical import canonical
from compactx.citation.clauses import Clauses
from compactx.intake.readers.blocks import symbol_of_link
from compactx.intake.readers.safe_xml import local, parse_xml
from compactx.model.organs import ORGANS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

    from compactx.intake.document import Document

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
    uri = next((e.get("value") or "" for e in root.iter() if local(e) == "FRBRthis"), "")
    dates = [e.get("date") or "" for e in root.iter() if local(e) == "FRBRdate" and e.get("name") == "adoption"]
    date = next((d[:_ISO_DATE] for d in dates if d[:4] >= _FIRST_YEAR), "")
    language = next((e.get("language") or "" for e in root.iter() if local(e) == "FRBRlanguage"), "")
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
    for element in root.iter():
        if local(element) != "a":
            continue
        symbol = symbol_of_link(element.get("href") or "")
        words = " ".join("".join(str(t) for t in element.itertext()).split())
        if symbol and words:
            is_note = any(local(above) == "authorialNote" for above in element.iterancestors())
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
