"""What stands beside the words and says what they cite: links that the publisher set, and headings of tables.

What a link leads to is what the words under it cite, whatever they look like: ``28/32`` in a table may be a decision or
a resolution of four bodies; the link under it says which. Words that name another number than their link are left as
they were read: one of the two is wrong, and which cannot be told.

Of bare numbers in the cells of a table, the heading of the column, else the title above, says whose they are. ``35/17``
below "Human Rights Council resolutions" is not the Assembly's, though the last body named in the running text (the
heading of the next column) is another. A cell is read once more with its own heading above it.
"""

from __future__ import annotations

from bisect import bisect_left

from compactx.citation.citation import RESOLVED, UNRESOLVED, Citation, Clauses
from compactx.citation.language import DEFAULT
from compactx.citation.numbers import find_numbers, organ_announced
from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from compactx.citation.catalogue import Catalogue
    from compactx.citation.citation import ClauseSpan

    Link = tuple[int, int, str]  # start, end, symbol
    Cell = tuple[int, int, str, str, int, int]  # start, end, heading of the column, title above, table, row

OFFICIAL = "official"
_NUMBER = re.compile(r"[0-9]{1,5}")
_WORDS = 12  # words of a link that are shown
_LONGEST = 600  # characters that a citation may hold before a link inside it is no longer looked for


def with_links(
    text: str, citations: Sequence[Citation], links: Iterable[Link], spans: Sequence[ClauseSpan], catalogue: Catalogue
) -> list[Citation]:
    """Return the citations as links correct and complete them, in the order of the text."""
    found = sorted(citations, key=lambda one: one.start)
    starts = [one.start for one in found]
    clauses = Clauses(spans)
    added: list[Citation] = []
    for start, end, symbol in sorted(links):
        near = [at for at in _overlapping(found, starts, start, end) if _is_number(found[at], symbol)]
        same = [at for at in near if found[at].symbol == symbol]
        fits = same or [at for at in near if _names(found[at].surface, symbol)]
        if fits:
            found[fits[0]] = _corrected(found[fits[0]], symbol, catalogue)
        elif _names(text[start:end], symbol) or not (near or _NUMBER.search(text[start:end])):
            added.append(_new(text, start, end, symbol, clauses, catalogue))
    return sorted([*found, *added], key=lambda one: one.start)


def _overlapping(found: list[Citation], starts: list[int], start: int, end: int) -> Iterator[int]:
    at = bisect_left(starts, start - _LONGEST)
    while at < len(found) and starts[at] < end:
        if found[at].end > start:
            yield at
        at += 1


def _is_number(citation: Citation, symbol: str) -> bool:
    """Say whether a citation was told by a number or a symbol, or means the linked thing in any case."""
    return bool(citation.symbol) and (citation.symbol == symbol or _NUMBER.search(citation.surface) is not None)


def _names(words: str, symbol: str) -> bool:
    """Say whether words hold the last numbers of a symbol.

    >>> _names("28/32", "A/HRC/RES/28/32"), _names("2250 (2015)", "S/RES/2250(2015)"), _names("55/20", "A/RES/55/21")
    (True, True, False)
    """
    wanted = [number.lstrip("0") for number in _NUMBER.findall(symbol)[-2:]]
    held = [number.lstrip("0") for number in _NUMBER.findall(words)]
    return bool(wanted) and all(number in held for number in wanted)


def _corrected(citation: Citation, symbol: str, catalogue: Catalogue) -> Citation:
    target = catalogue.of_symbol(symbol)
    if citation.symbol == symbol and citation.to in {target, ""}:
        return citation.replace(basis=OFFICIAL, confidence="high")
    kept = citation.parts if citation.to and citation.to == target else ()
    return citation.replace(
        symbol=symbol, to=target, status=RESOLVED if target else UNRESOLVED, kind=_kind(target, symbol, catalogue),
        name=(target and catalogue.title(target)) or symbol, parts=kept, basis=OFFICIAL, rule="link", confidence="high",
        candidates=(),
    )  # fmt: skip


def _new(text: str, start: int, end: int, symbol: str, clauses: Clauses, catalogue: Catalogue) -> Citation:
    target = catalogue.of_symbol(symbol)
    place = clauses.at(start)
    surface = " ".join(text[start:end].split()[:_WORDS])
    status = RESOLVED if target else UNRESOLVED
    return Citation(
        place.locator, surface, start, end, status, _kind(target, symbol, catalogue), target,
        (target and catalogue.title(target)) or symbol, symbol=symbol, basis=OFFICIAL, rule="link", note=place.note,
    )  # fmt: skip


def _kind(target: str, symbol: str, catalogue: Catalogue) -> str:
    return catalogue.kind(target) if target else "resolution" if "/RES/" in symbol else "document"


# Cells of tables


_RULES = frozenset({"resolution-number", "decision-number"})
_LONGEST_CELL = 400  # characters of a cell that may be nothing but numbers


def with_cells(
    text: str, citations: Sequence[Citation], cells: Iterable[Cell], catalogue: Catalogue, code: str = DEFAULT
) -> list[Citation]:
    """Return the citations, those of bare numbers in cells as their own headings say."""
    found = {one.start: one for one in citations if one.rule in _RULES}
    changed: dict[int, Citation] = {}
    for start, end, heading, title, *_ in cells:
        above = next((words for words in (heading, title) if organ_announced(words, code)), "")
        if not above or end - start > _LONGEST_CELL:
            continue
        head = f"{' '.join(above.split())} \n "
        body = "".join(" " if char.isspace() else char for char in text[start:end])
        for symbol in find_numbers(f"{head}{body} \n ", code=code):
            at = start + symbol.start - len(head)
            if at in found and symbol.symbol and _organ(symbol.symbol) != _organ(found[at].symbol):
                changed[at] = _of_heading(found[at], symbol.symbol, symbol.rule, catalogue)
    return [changed.get(one.start, one) if one.rule in _RULES else one for one in citations]


def _organ(symbol: str) -> str:
    """Return what stands before the kind: whether it is a resolution or a decision the words may know better."""
    return symbol.replace("/DEC/", "/RES/").partition("/RES/")[0]


def _of_heading(citation: Citation, symbol: str, rule: str, catalogue: Catalogue) -> Citation:
    target = catalogue.of_symbol(symbol)
    return citation.replace(
        symbol=symbol, to=target, whole=target, status=RESOLVED if target else UNRESOLVED, rule=rule, candidates=(),
        kind=catalogue.kind(target) if target else citation.kind, name=(target and catalogue.title(target)) or symbol,
        confidence="high", reason="",
    )  # fmt: skip
