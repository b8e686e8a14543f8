"""What Akoma Ntoso says of a document beside its words: its symbol and date, and the links its publisher set."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from compactx.citation.canonical import canonical
from compactx.citation.symbols import tidy
from compactx.intake.safe_xml import local, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

    from compactx.intake.document import Document

# Where permalinks to documents of the United Nations lead; the rest of the path is the symbol.
_HOSTS = frozenset({"undocs.org", "www.undocs.org", "docs.un.org"})
_LANGUAGES = frozenset({"en", "fr", "es", "ru", "ar", "zh"})
_BODIES = {"unga": "A/RES/", "unga-hrc": "A/HRC/RES/", "unsc": "S/RES/", "unecosoc": "E/RES/"}
_ISO_DATE = 10
_FIRST_YEAR = "1945"  # some steps are dated 0001-01-01


class Link(NamedTuple):
    """A link as its publisher set it: the words it is on, the symbol it leads to, and whether it is in a footnote."""

    words: str
    symbol: str
    is_note: bool


class Placed(NamedTuple):
    """A link with its place in the text as read and the clause it stands in, '' for the head of the document."""

    link: Link
    start: int
    end: int
    locator: str


class Meta(NamedTuple):
    """The document's own symbol, its date of adoption, its links, and its language as declared (ISO 639-2)."""

    symbol: str
    date: str
    links: tuple[Link, ...]
    language: str = ""


def meta(data: bytes, name: str) -> Meta:
    """Return what the XML of a document says beside its words.

    Raises:
        NotADocumentError: the XML is unusable.
    """
    root = parse(data, name)
    uri = next((e.get("value") or "" for e in root.iter() if local(e) == "FRBRthis"), "")
    dates = [e.get("date") or "" for e in root.iter() if local(e) == "FRBRdate" and e.get("name") == "adoption"]
    date = next((d[:_ISO_DATE] for d in dates if d[:4] >= _FIRST_YEAR), "")
    language = next((e.get("language") or "" for e in root.iter() if local(e) == "FRBRlanguage"), "")
    return Meta(symbol_of_uri(uri), date, tuple(_links(root)), language)


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


def _links(root: etree._Element) -> Iterator[Link]:
    for element in root.iter():
        if local(element) != "a":
            continue
        symbol = symbol_of_link(element.get("href") or "")
        words = " ".join("".join(str(t) for t in element.itertext()).split())
        if symbol and words:
            is_note = any(local(above) == "authorialNote" for above in element.iterancestors())
            yield Link(words, symbol, is_note)


def symbol_of_link(address: str) -> str:
    """Return the symbol that a permalink leads to, '' if the address is no permalink.

    >>> symbol_of_link("https://undocs.org/en/A/RES/217(III)"), symbol_of_link("http://undocs.org/en/E/2007/27(Supp)")
    ('A/RES/217(III)', 'E/2007/27(Supp)')
    >>> symbol_of_link("https://example.org/A/RES/1/1")
    ''
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    if parts.hostname not in _HOSTS:
        return ""
    pieces = unquote(parts.path).strip("/ ").split("/")
    plain = tidy("/".join(pieces[1:] if pieces[0].lower() in _LANGUAGES else pieces))
    if "/" not in plain or not plain.isprintable() or len(plain) > 80 or not plain[0].isalpha():  # noqa: PLR2004 - no symbol is so long
        return ""
    return canonical(plain) or plain


def place(document: Document, links: Iterable[Link]) -> list[Placed]:
    """Return the links with their places; one whose words are not found where they should be is left out.

    The reader puts footnotes below the paragraph that carries their mark, so links of the running text and links
    of footnotes are looked for separately, each in order.
    """
    notes = [(s.start, s.end) for s in document.provisions if s.kind == "footnote"]
    at = {False: 0, True: 0}
    found = []
    for link in links:
        start = _find(document.text, link.words, at[link.is_note], notes, inside=link.is_note)
        if start >= 0:
            end = at[link.is_note] = start + len(link.words)
            found.append(Placed(link, start, end, _clause(document, start)))
    return sorted(found, key=lambda one: one.start)


def _find(text: str, words: str, start: int, notes: list[tuple[int, int]], *, inside: bool) -> int:
    """Return where words stand next, inside footnotes or outside them."""
    at = text.find(words, start)
    while at >= 0 and any(first <= at < last for first, last in notes) != inside:
        at = text.find(words, at + 1)
    return at


def _clause(document: Document, offset: int) -> str:
    """Return the locator of the innermost clause at an offset."""
    around = [span for span in document.provisions if span.start <= offset < span.end]
    return min(around, key=lambda span: span.end - span.start).locator if around else ""
