"""Tie a name in the text to the symbol in the footnote whose mark it carries."""

from __future__ import annotations

import re

from compactx.citation.citation import RESOLVED, UNRESOLVED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.citation.citation import Citation
    from compactx.citation.clauses import ClauseSpan

_MARK = re.compile(r"[\"'\u201d\u2019)]?[,;.:]? ?(?:([\u00b9\u00b2\u00b3\u2070-\u2079]{1,3})|([0-9]{1,3})(?![0-9/.]))")
_PLAIN = str.maketrans("\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079", "1230456789")
_NUMBER = re.compile(r"(?<![0-9])([0-9]+)$")


def tie(text: str, citations: list[Citation], notes: Sequence[ClauseSpan], base: int = 0) -> list[Citation]:
    """Give names that nothing knows the symbol of their footnote, and what that symbol names.

    ``base`` is where the text begins in the one that offsets count in.
    """
    first: dict[str, Citation] = {}
    for citation in citations:
        if citation.note and citation.symbol and citation.note not in first:
            first[citation.note] = citation
    by_mark: dict[tuple[str, str], str] = {}
    single: dict[str, list[str]] = {}
    for span in notes:
        number = _NUMBER.search(span.locator)
        if number and span.locator in first:
            by_mark[(span.note_of, number.group(1))] = span.locator
            single.setdefault(number.group(1), []).append(span.locator)
    if not by_mark:
        return citations
    return [_tied(text, base, citation, by_mark, single, first) for citation in citations]


def _tied(
    text: str,
    base: int,
    citation: Citation,
    by_mark: dict[tuple[str, str], str],
    single: dict[str, list[str]],
    first: dict[str, Citation],
) -> Citation:
    if citation.note or citation.to or citation.symbol or citation.kind == "body":
        return citation
    mark = _MARK.match(text, citation.end - base)
    if not mark:
        return citation
    number = (mark.group(1) or mark.group(2)).translate(_PLAIN)
    only = single.get(number, [])
    note = by_mark.get((citation.locator, number)) or (only[0] if len(only) == 1 else "")
    if not note:
        return citation
    found = first[note]
    name = found.name if found.to else citation.name
    status = RESOLVED if found.to else UNRESOLVED
    return citation.replace(
        status=status, to=found.to, symbol=found.symbol, name=name, rule="footnote", confidence="medium", candidates=(),
        kind=found.kind if found.to else citation.kind,
    )  # fmt: skip
