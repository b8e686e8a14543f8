"""Addresses of official documents: the symbol that a permalink of the United Nations leads to."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from compactx.citation.canonical import canonical
from compactx.citation.symbols import tidy

# Where permalinks to documents of the United Nations lead; the rest of the path is the symbol.
_HOSTS = frozenset({"undocs.org", "www.undocs.org", "docs.un.org"})
_LANGUAGES = frozenset({"en", "fr", "es", "ru", "ar", "zh"})
_LONGEST = 80  # characters of a symbol
_ADDRESS = 2000


def symbol_of_link(address: str) -> str:
    """Return the symbol that a permalink leads to, '' if the address is no permalink.

    >>> symbol_of_link("https://undocs.org/en/A/RES/217(III)"), symbol_of_link("http://undocs.org/en/E/2007/27(Supp)")
    ('A/RES/217(III)', 'E/2007/27(Supp)')
    >>> symbol_of_link("https://example.org/A/RES/1/1")
    ''
    """
    if len(address) > _ADDRESS:
        return ""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    if parts.hostname not in _HOSTS:
        return ""
    path = parts.path if parts.path.strip("/") else parts.fragment  # undocs.org/#/A/RES/1/1
    pieces = unquote(path).strip("/ ").split("/")
    plain = tidy("/".join(pieces[1:] if pieces[0] == "e" or pieces[0].lower() in _LANGUAGES else pieces))
    if "/" not in plain or not plain.isprintable() or len(plain) > _LONGEST or not plain[0].isalpha():
        return ""
    return canonical(plain) or plain
