"""Footnotes: the symbol that a mark ties to a name in the text, and what "ibid." means in one.

"Ibid." means the whole source of the last footnote: all of a set ("resolutions 70/1 and 71/1"), and nothing where that
footnote opens with words that no citation explains. What only tells of the source (the report's mandate, its paragraph)
is not part of it: the set ends where anything but a separator stands between two citations.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from compactx.citation.citation import AMBIGUOUS, RESOLVED, UNRESOLVED
from compactx.citation.language import DEFAULT, led_by, table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.citation.citation import Anchor, Citation
    from compactx.citation.clauses import ClauseSpan
    from compactx.citation.memory import Interpretation, Thing

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


# What may stand before the first source of a footnote, and between two of one set.
@lru_cache(maxsize=16)
def _separators(code: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = table(code)
    articles = led_by(words["articles"])
    # Bounded: what is longer is no opening, and unbounded white space would be tried in every division.
    opening = rf"\W{{0,20}}(?:[0-9]{{1,4}}\W{{1,20}})?(?:\w{{1,40}}[.,:]? ){{0,2}}\W{{0,20}}{articles}\W{{0,20}}"
    between = (
        rf"[\s,;()]{{0,20}}(?:(?:{words['listing']})\s{{1,20}})?(?:{articles}|[0-9.]{{0,20}}\s{{0,20}})"
        rf"[\"\u201d\u2019']{{0,20}}\s{{0,20}}"
    )
    return re.compile(opening, re.IGNORECASE), re.compile(between, re.IGNORECASE)


class Notes:
    """The sources of the footnotes, in the order of the text."""

    def __init__(self, spans: Sequence[ClauseSpan], code: str = DEFAULT) -> None:
        """Take the footnotes of a text in a language."""
        self._opening, self._between = _separators(code)
        self._cited: dict[str, list[tuple[int, int, tuple[Thing, ...], str]]] = {}
        self.hold(spans)

    def hold(self, spans: Sequence[ClauseSpan]) -> None:
        """Take the footnotes that are left and those of the next piece of a text."""
        ordered = sorted(spans, key=lambda span: span.start)
        self._before = {span.locator: last.locator for last, span in pairwise(ordered)}
        self._starts = {span.locator: span.start for span in ordered}
        self._cited = {note: cited for note, cited in self._cited.items() if note in self._starts}

    def add(
        self, note: str, reading: Interpretation, start: int, end: int, anchor: Anchor, *, actor: bool = False
    ) -> None:
        """Remember a citation of a footnote; its offsets are those of the text. An ``actor`` is no source."""
        if note and anchor.outer < 0:
            things = () if reading.status == AMBIGUOUS else reading.things
            pin = anchor.pinpoint
            stop = end + (pin.end - anchor.end if pin is not None and pin.end > anchor.end else 0)
            self._cited.setdefault(note, []).append((start, stop, things, "actor" if actor else anchor.what))

    def source(self, note: str, text: str, base: int = 0) -> tuple[Thing, ...]:
        """Return what "ibid." means in a footnote, nothing if that is not known; the text begins at ``base``."""
        own = self._cited.get(note)
        if own:
            return _known(own[-1][2])
        before = self._before.get(note, "")
        cited = self._cited.get(before, [])
        begun = self._starts[before] - base if cited else -1
        if begun < 0 or not self._opening.fullmatch(text, begun, cited[0][0] - base):
            return ()
        if cited[0][3] == "actor":
            # "Report of the Conference ..., Sales No. E.93.I.8, chap. I": the publication, if it has a symbol.
            return next((_known(things) for _, _, things, what in cited if what == "symbol"), ())
        things = list(_known(cited[0][2]))
        for (_, end, _, what), (start, _, more, _) in pairwise(cited):
            if what == "same" or not self._between.fullmatch(text, end - base, start - base):
                break
            things += [thing for thing in _known(more) if thing not in things]
        return tuple(dict.fromkeys(things))


def _known(things: tuple[Thing, ...]) -> tuple[Thing, ...]:
    return tuple(thing for thing in things if thing.to or thing.name or thing.symbol)
