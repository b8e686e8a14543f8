"""Addresses outside the corpus that are certain, and those that are only likely.

Certain are the publishers' own identifiers: of parts whose instrument says where each is found (``part_page``: the
goals and targets), what a provision says is the same (``same_as``), and the permanent address of a document by its
symbol. A page of the catalogue counts as certain if somebody saw it; an address that was only built from a pattern does
not.
"""

from __future__ import annotations

import re

from compactx.model.record import Record
from compactx.model.text import is_web

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.export.selection import ExportNode

_SYMBOL = re.compile(
    r"(?:A|E|S|ST|T|DP|CCPR|CEDAW|CERD|CRC|CAT|CMW|CRPD|HRI|FCCC|ISDR)(?:/[A-Z0-9][A-Za-z0-9.()-]*){1,6}"
)
_DOCUMENTS = "https://docs.un.org/en/"
_LIKELY = "pattern"


class Links(Record):
    """Addresses of one thing: the same concept elsewhere, the document itself, its page, and a likely page."""

    same_concept: tuple[str, ...] = ()
    document: str = ""
    page: str = ""
    likely: str = ""


def links_of(node: ExportNode) -> Links:
    """Return where else a thing is found."""
    url = node.fact("url")
    url = url if is_web(url) else ""
    likely = node.fact("url_status") == _LIKELY
    return Links(tuple(node.all_facts("same_as")), document(node.symbol), "" if likely else url, url if likely else "")


def document(symbol: str) -> str:
    """Return the permanent address of a United Nations document, '' if the text is no plain symbol.

    >>> document("A/RES/70/1"), document("A/RES/73/195, annex"), document("R202")
    ('https://docs.un.org/en/A/RES/70/1', '', '')
    """
    plain = _SYMBOL.fullmatch(symbol) and any(c.isdecimal() for c in symbol)
    return _DOCUMENTS + symbol if plain else ""
