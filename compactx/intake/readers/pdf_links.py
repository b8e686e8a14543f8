"""The links on a page of a PDF: rectangles with an address, laid over words that the file does not tie to them.

A link is tied to the words on its line that hold the number of the document that it leads to.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from compactx.intake.readers.blocks import LinkSpan, symbol_of_link

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pypdf

    from compactx.intake.readers.pdf_pages import PdfLine

_MOST = 2000  # links of one page
_SLACK = 4.0  # points that a line may stand below or above its rectangle
_NUMBER = re.compile(r"[0-9]{1,5}")
_CORNERS = 4


def tie_links(page: pypdf.PageObject, lines: Sequence[PdfLine]) -> None:
    """Give the lines of a page the links that lie on them."""
    taken: set[tuple[int, int]] = set()
    by_height = sorted(range(len(lines)), key=lambda at: lines[at].y)
    for left, bottom, top, address in sorted(_links(page), key=lambda link: (-link[1], link[0])):
        words = _words_of(symbol_of_link(address))
        if words is None:
            continue
        for at in by_height:
            line = lines[at]
            if line.y < bottom - _SLACK:
                continue
            if line.y > top + _SLACK:
                break
            found = next((m for m in words.finditer(line.text) if (at, m.start()) not in taken), None)
            if found and line.x <= left + _SLACK:
                taken.add((at, found.start()))
                line.links.append(LinkSpan(found.start(), found.end(), address))
                break


def _links(page: pypdf.PageObject) -> list[tuple[float, float, float, str]]:
    """Return (left, bottom, top, address) of each link; what is damaged is left out."""
    found: list[tuple[float, float, float, str]] = []
    annotations = page.get("/Annots")
    annotations = annotations.get_object() if annotations is not None else []
    for one in list(annotations)[:_MOST] if isinstance(annotations, list) else []:
        link = _link(one.get_object())
        if link:
            found.append(link)
    return found


def _link(annotation: Any) -> tuple[float, float, float, str] | None:
    if not isinstance(annotation, dict) or annotation.get("/Subtype") != "/Link":
        return None
    action = annotation.get("/A")
    action = action.get_object() if action is not None else None
    address = action.get("/URI") if isinstance(action, dict) else None
    rectangle = annotation.get("/Rect")
    rectangle = rectangle.get_object() if rectangle is not None else None
    if not isinstance(address, str | bytes) or not isinstance(rectangle, list) or len(rectangle) != _CORNERS:
        return None
    try:
        left, bottom, right, top = (float(corner) for corner in rectangle)
    except (TypeError, ValueError, OverflowError):
        return None
    shown = address.decode("latin-1") if isinstance(address, bytes) else str(address)
    return min(left, right), min(bottom, top), max(bottom, top), shown


def _words_of(symbol: str) -> re.Pattern[str] | None:
    """Return what finds a document's number, or its symbol, in words; None for no symbol.

    >>> [_words_of("S/RES/2250(2015)").search(text)[0] for text in ("resolution 2250 (2015) of", "S/RES/2250(2015)")]
    ['2250 (2015)', 'S/RES/2250(2015)']
    """
    numbers = _NUMBER.findall(symbol)
    if not numbers:
        return None
    spaced = re.escape(symbol).replace(r"\(", r"\s?\(")
    if "/RES/" not in symbol and "/DEC/" not in symbol:
        return re.compile(rf"(?<![\w/]){spaced}(?![\w/])")
    if symbol.endswith(")") and len(numbers) < 2:  # noqa: PLR2004 - 319 A (IV)
        return re.compile(rf"(?<![\w/]){spaced}(?![\w/])")
    inner = r"\s?/\s?".join(numbers[-2:]) if "(" not in symbol else rf"{numbers[-2]}\s?\({numbers[-1]}\)"
    return re.compile(rf"(?<![\w/]){spaced}(?![\w/])|(?<![\w/]){inner}(?![0-9/])")
