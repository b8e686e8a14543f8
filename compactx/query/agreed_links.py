"""Agreed language of a whole library: every clause with the closest earlier one, for tables that other engines read."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from compactx.model.record import Record
from compactx.query.agreed import NEAR, NEAR_SCORE, VERBATIM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.query.agreed import AgreedQuestion
    from compactx.query.agreed_sources import AgreedSources, Use


class AgreedLink(Record):
    """A clause (``source``) and the closest clause of an earlier day, the earliest and most official of equals."""

    source: Use
    target: Use
    status: str
    score: float


class WordedClause(Record):
    """A clause with its words, in small letters, and a space between them."""

    use: Use
    words: str


def links(agreed: AgreedQuestion) -> Iterator[AgreedLink]:
    """Yield a link for each clause of a known day that has 0.8 of its words from an earlier one."""
    for text, coded in agreed.runs.each_text():
        own = [use for use in agreed.sources.uses([text]).get(text, []) if use.date]
        if not own:
            continue
        pool = [pair for pair in agreed.alike(coded, NEAR_SCORE) if pair[1].date]
        for day, same in groupby(own, key=itemgetter(0)):
            best = next(((value, use) for value, use in pool if use.day < day), None)
            if best:
                status = VERBATIM if best[0] == 1 else NEAR
                yield from (AgreedLink(use, best[1], status, best[0]) for use in same)


def worded_clauses(sources: AgreedSources) -> Iterator[WordedClause]:
    """Yield every clause with its words."""
    for text, coded in sources.runs.each_text():
        uses = sources.uses([text]).get(text, [])
        words = " ".join(sources.runs.decode(coded)) if uses else ""
        yield from (WordedClause(use, words) for use in uses)
