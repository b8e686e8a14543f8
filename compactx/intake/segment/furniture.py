"""Page headers, page footers and the like: what a page adds to the text it carries."""

from __future__ import annotations

import re
from collections import Counter

from compactx.citation.normalise import normalise
from compactx.intake.segment.marks import mark_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.intake.readers.blocks import Block

_SYMBOL = r"(?:[A-Z]{1,6}(?:/[A-Z0-9.()]+){1,6})"
_PAGE = re.compile(
    rf"(?:page\s{{0,9}})?[-\u2013\u2014]?\s{{0,9}}\d{{1,4}}\s{{0,9}}[-\u2013\u2014]?(?:\s{{0,9}}(?:/|of)\s{{0,9}}\d{{1,4}})?"
    rf"(?:\s{{1,9}}\d\d-\d{{5}}(?:\s{{0,9}}\(E\))?)?"
    rf"|\d\d-\d{{5}}(?:\s{{0,9}}\([A-Z]\))?(?:\s{{1,9}}\d{{1,4}}(?:/\d{{1,4}})?)?|{_SYMBOL}|\*\d{{6,}}\*|_{{5,}}|-{{3,}}|\*\s?\*\s?\*",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(r"[0-9ivxlc]{1,5}")
_LEADERS = 4  # dots before the page number of a line of contents
_MARK = re.compile(r"\d{1,3}\.\s|\([a-z]{1,4}\)")
_OF = re.compile(r"([0-9]{1,4})\s?/\s?([0-9]{1,4})")
_DIGITS = re.compile(r"[0-9]+")
_FEW_PAGES = 20  # no resolution of so low a number is cited alone
_LONGEST = 200
_TITLE = re.compile(r"^(?:\d{1,4}/\d{1,4}\.?|[A-Z]\.|\d+\.)\s*")


def mark_furniture(text: str, blocks: list[Block], *, paged: bool = True) -> None:
    """Give page headers, page numbers and tables of contents their role.

    ``paged`` is false for formats that have no pages.
    A header is a short block that stands in the text three times, or repeats a title that stood above it, with
    or without the symbol of the document.
    """
    shapes = [_shape(text, block) for block in blocks]
    counts = Counter(shape for shape in shapes if shape)
    tops = _tops(text, blocks, shapes)
    totals = Counter(match[2] for shape in shapes if (match := _OF.fullmatch(shape)) and _is_page(match))
    titles: set[str] = set()
    for at, (block, shape) in enumerate(zip(blocks, shapes, strict=True)):
        if block.whole or block.role or not shape:
            continue
        words = text[block.start : block.end]
        if _PAGE.fullmatch(words) and not _is_number(words, totals, paged=paged):
            block.role, block.mark = "furniture", "page number or line"
        elif _is_contents(words):
            block.role, block.mark = "skip", "table of contents"
        elif at in tops or (_repeats(shape, counts[shape], titles, at) and not _MARK.match(words)):
            block.role, block.mark = "furniture", "page header"
        else:
            titles.update(_title(shape))


def _is_page(match: re.Match[str]) -> bool:
    return int(match[1]) <= int(match[2])


def _is_number(words: str, totals: Counter[str], *, paged: bool) -> bool:
    """Say whether "28/32" alone is no page number: no other page of that total is there, or there are no pages."""
    match = _OF.fullmatch(words)
    return match is not None and not (
        paged and _is_page(match) and (totals[match[2]] > 1 or int(match[2]) < _FEW_PAGES)
    )


def _tops(text: str, blocks: list[Block], shapes: list[str]) -> frozenset[int]:
    """Return the places of the blocks that begin a page as another page begins, the first of them apart."""
    found: dict[str, list[int]] = {}
    for at, block in enumerate(blocks):
        begins = at == 0 or "\x0c" in text[blocks[at - 1].end : block.start]
        shape = _DIGITS.sub("#", shapes[at])
        if begins and shape and not mark_at(text, block.start, block.end):
            found.setdefault(shape, []).append(at)
    return frozenset(at for places in found.values() for at in places[1:])


def _shape(text: str, block: Block) -> str:
    """Return a short block's words in a form that pages share, '' for what cannot be a page header."""
    if block.end - block.start > _LONGEST:
        return ""
    words = normalise(text[block.start : block.end]).casefold()
    return "" if words.endswith((".", ";", ":", ",")) and len(words) > 3 and not words[0].isdecimal() else words  # noqa: PLR2004 - fewer words are no running title


def _is_contents(words: str) -> bool:
    """Say whether a block ends as a line of a table of contents does.

    >>> _is_contents("I. Introduction ......... 3"), _is_contents("See article 3")
    (True, False)
    """
    last = words.rsplit(None, 1)[-1]
    before = words.rstrip()[: -len(last)] if "." not in last else words.rstrip().rstrip("0123456789ivxlc")
    if not _PAGE_NUMBER.fullmatch(last.lstrip(".")):
        return False
    return before.replace(" ", "").replace("\n", "").endswith("." * _LEADERS)


def _title(shape: str) -> set[str]:
    bare = _TITLE.sub("", shape)
    return {bare} if len(bare) > 12 else set()  # noqa: PLR2004 - shorter ones are headings that may come again


def _repeats(shape: str, count: int, titles: set[str], at: int) -> bool:
    bare = re.sub(rf"(?i)^{_SYMBOL}\s+|\s+{_SYMBOL}$", "", shape)
    if at == 0 or len(bare) <= 12:  # noqa: PLR2004 - as above
        return False
    return bare in titles or (count > 2 and len(bare) > 20)  # noqa: PLR2004 - a third time is a running title
