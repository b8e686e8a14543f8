"""Bare numbers in the cells of a table: the heading of the column, else the title above, says whose they are.

``35/17`` below "Human Rights Council resolutions" is not the Assembly's, though the last body named in the running text
(the heading of the next column) is another. A cell is read once more with its own heading above it.
"""

from __future__ import annotations

from compactx.citation.citation import RESOLVED, UNRESOLVED
from compactx.citation.language import DEFAULT
from compactx.citation.numbers import find_numbers, organ_announced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from compactx.citation.catalogue import Catalogue
    from compactx.citation.citation import Citation

    Cell = tuple[int, int, str, str]  # start, end, heading of the column, title above

_RULES = frozenset({"resolution-number", "decision-number"})
_LONGEST = 400  # characters of a cell that may be nothing but numbers


def with_cells(
    text: str, citations: Sequence[Citation], cells: Iterable[Cell], catalogue: Catalogue, code: str = DEFAULT
) -> list[Citation]:
    """Return the citations, those of bare numbers in cells as their own headings say."""
    found = {one.start: one for one in citations if one.rule in _RULES}
    changed: dict[int, Citation] = {}
    for start, end, heading, title in cells:
        above = next((words for words in (heading, title) if organ_announced(words, code)), "")
        if not above or end - start > _LONGEST:
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
