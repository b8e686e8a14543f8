"""A document as the library keeps it: its clauses with their first words, and what it cites."""

from __future__ import annotations

import hashlib
import itertools
import re
import zlib
from typing import TYPE_CHECKING

from compactx.citation.normalise import normalise
from compactx.citation.numbers import canonical
from compactx.citation.scan import scan_text
from compactx.errors import NotADocumentError
from compactx.index.across import facts_named, ids_and_kinds, name_rows
from compactx.index.writing.join import symbol_id
from compactx.intake.document import clause_wordings, readable
from compactx.intake.drafts.draft import draft
from compactx.intake.read import read_bytes
from compactx.intake.readers import akn
from compactx.library.store import StoredCitation, StoredClause, StoredDocument
from compactx.model.locator import printed
from compactx.model.organs import of_resolution
from compactx.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from compactx.citation.catalogue import Catalogue
    from compactx.citation.citation import Citation
    from compactx.index.read import Index
    from compactx.intake.readers.akn import PlacedLink
    from compactx.model.organs import Organ

# How documents are read. Raise it with every change to what is found in the same document: readers, numbering,
# citations, or what is kept. Imports then read everything again (tests/unit/intake/test_reading_again.py tells when).
READING = 4
_FIRST_WORDS = 24
_SURFACE_WORDS = 12
_HEAD = 1500
_ENGLISH = frozenset({"", "eng", "en"})
_LETTER = re.compile(r"[ \u00a0]?([A-Z])(?![A-Za-z])")
_FIGURES = frozenset("0123456789/")
_DATE = re.compile(r"[0-9]{1,2} [A-Z][a-z]+ [0-9]{4}")


def read_with(index: Index) -> str:
    """Return what the library of this compactx and this corpus is read with: a number and a digest of all names.

    Gists and references of the corpus may change without it; whatever texts are read against may not.
    """
    digest = hashlib.sha256(index.meta().get("main", "").encode())
    for row in itertools.chain(name_rows(index), facts_named(index, "false_friends"), ids_and_kinds(index)):
        digest.update(f"{row!r}\n".encode())
    return f"{READING}:{digest.hexdigest()[:16]}"


def stored_document(data: bytes, name: str, path: str, catalogue: Catalogue) -> StoredDocument:
    """Return a document for the library.

    Raises:
        NotADocumentError: the bytes cannot be read as a document, or are said to be in another language: a translation
            bears the same symbol, and its citations would not be found.
    """
    document = read_bytes(data, name)
    meta = akn.meta(data, name) if document.format == "akn" else akn.DocumentMeta("", "", ())
    if meta.language not in _ENGLISH:
        raise NotADocumentError(f"{name} is in another language ({meta.language}); English is read")
    words = clause_wordings(document)
    plain = {locator: normalise(text) for locator, text in words.items()}
    drafted = draft(document, "document", (), plain=plain)
    head = drafted["instrument"]
    symbol = _lettered(_symbol(str(head.get("symbol", "")), meta.symbol), document.text)
    title = str(head["title"]) if head["title"] != "document" else symbol or name.rpartition(".")[0] or name
    if _DATE.fullmatch(title) and symbol:  # resolutions of the Security Council bear no other title
        title = f"Resolution {symbol.partition('/RES/')[2].replace('(', ' (')}"
    citations = scan_text(readable(document), document.provisions, catalogue)
    placed = akn.place_links(document, meta.links) or akn.placed_links(document)
    organ = of_resolution(symbol)
    body = organ.group if organ else ""
    paragraphs = {str(one["locator"]) for one in drafted["provisions"] if one["kind"] == "paragraph"}
    return StoredDocument(
        symbol_id(symbol) if symbol else symbol_id(path.rpartition("/")[2].rpartition(".")[0])[:80] or "document",
        symbol,
        "resolution" if body else str(head["kind"]),
        title,
        meta.date,
        f"https://docs.un.org/en/{symbol}" if symbol else "",
        body,
        _turn(symbol, organ, meta.date),
        fold(title) if body and title and not title.startswith("Resolution ") else "",
        [_clause(one, plain, paragraphs) for one in drafted["provisions"]],
        list(_cited(citations, placed, symbol, catalogue)),
        zlib.compress("\0".join(f"{locator}\n{text}" for locator, text in words.items()).encode(), 6),
    )


def _symbol(written: str, declared: str) -> str:
    """Return the document's symbol: as printed at its head, unless that is another kind of symbol than declared."""
    shown = canonical(written) if written else ""
    if not shown:
        return declared
    return shown if not declared or declared.partition("/RES/")[0] == shown.partition("/RES/")[0] else declared


def _lettered(symbol: str, text: str) -> str:
    r"""Return the symbol with the letter of a part, where the head of the text prints one: "75/245 B".

    >>> _lettered("A/RES/75/245", "Seventy-fifth session\n\n75/245 B. Scale of assessments")
    'A/RES/75/245B'
    >>> _lettered("A/RES/75/290", "A/RES/75/290 A\n\nGeneral Assembly"), _lettered("A/RES/75/1", "A/RES/75/1 General")
    ('A/RES/75/290A', 'A/RES/75/1')
    """
    number = symbol.partition("/RES/")[2]
    if not number or not number[-1].isdecimal():
        return symbol
    head = text[:_HEAD]
    at = head.find(number)
    while at >= 0:
        found = _LETTER.match(head, at + len(number))  # one pattern for all: making it takes longer than using it
        if found and (head[at - 1 : at] not in _FIGURES or head.endswith("/RES/", 0, at)):
            return symbol + found[1]
        at = head.find(number, at + 1)
    return symbol


def _turn(symbol: str, organ: Organ | None, date: str) -> int | None:
    """Return the session of an organ that numbers by session, for others the year."""
    if organ and organ.sessions:
        number = symbol.split("/")[2]
        return int(number) if number.isdecimal() else None
    return int(date[:4]) if date[:4].isdecimal() else None


def _clause(one: dict[str, object], plain: dict[str, str], paragraphs: set[str]) -> StoredClause:
    locator = str(one["locator"])
    number = str(one.get("number", ""))
    text = plain.get(locator, "").split()
    return StoredClause(
        locator,
        printed(locator, paragraphs),
        str(one["kind"]),
        str(one.get("parent", "")) or locator.rpartition(".")[0],
        int(number) if number.isdecimal() else None,
        str(one.get("title", "")),
        " ".join(text[:_FIRST_WORDS]) + (" …" if len(text) > _FIRST_WORDS else ""),
        int(str(one.get("words", 0))),
        str(one.get("fingerprint", "")),
    )


def _cited(
    citations: Iterable[Citation], placed: list[PlacedLink], own: str, catalogue: Catalogue
) -> Iterable[StoredCitation]:
    """Yield each thing once per clause: what the publisher linked, then what the words name beside it."""
    seen: set[tuple[str, str]] = set()
    detected = [c for c in citations if c.locator and (c.to or c.symbol)]
    at = {(c.symbol, c.start): c for c in detected if c.symbol}
    for link, start, _, locator in placed:
        target = catalogue.of_symbol(link.symbol)
        symbol = "" if target else link.symbol
        key = (locator, target or symbol)
        if not locator or link.symbol == own or key in seen:
            continue
        seen.add(key)
        same = at.get((link.symbol, start))
        words, pinpoint = (same.surface, same.pinpoint) if same else (link.words, "")
        yield StoredCitation(locator, target, symbol, _short(words), normalise(pinpoint), "official", "high")
    for citation in detected:
        symbol = "" if citation.to else citation.symbol
        locator = citation.note or citation.locator
        key = (locator, citation.to or symbol)
        if citation.symbol == own or key in seen or citation.status == "ambiguous":
            continue
        seen.add(key)
        surface = _short(citation.surface)
        basis = "text" if citation.basis == "footnote" else citation.basis
        yield StoredCitation(
            locator, citation.to, symbol, surface, normalise(citation.pinpoint), basis, citation.confidence
        )


def _short(surface: str) -> str:
    return " ".join(normalise(surface).split()[:_SURFACE_WORDS])
