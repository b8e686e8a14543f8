"""The closest clauses: to some words, by the share kept in order, and to each clause of a library, for tables."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from compactx.citation.words import changes, keys, words
from compactx.index import search as rows
from compactx.model.record import Record
from compactx.query.agreed import NEAR, NEAR_SCORE, VERBATIM
from compactx.query.search import Hit, SearchResult, snippet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.index.search import SearchScope
    from compactx.query.agreed import AgreedQuestion
    from compactx.query.agreed_sources import AgreedSources, Use

_LEAST = 0.3  # a third of the words in order: below that, words are shared by chance


def like(agreed: AgreedQuestion, wording: str, scope: SearchScope, limit: int, *, whole: bool = False) -> SearchResult:
    """Return the clauses that keep a third of the words in order, the most alike first, the earliest of equals."""
    index = agreed.sources.index
    alike = agreed.alike(agreed.runs.code(keys(wording)), _LEAST)
    nodes = [(value, use, node) for value, use in alike if (node := index.by_id(use.to))]
    if scope != rows.SearchScope():
        nodes = [row for row in nodes if rows.admits(index, row[2].n, scope)]
    shown = nodes[:limit] if limit else nodes
    hits = []
    for value, use, node in shown:
        marked = "".join(_marked(agreed, use, wording))
        kept = dict.fromkeys(piece.partition(rows.END)[0] for piece in marked.split(rows.START)[1:])
        matched = tuple(dict.fromkeys(word for piece in kept for word in keys(piece)))
        hits.append(Hit(node, index.instrument_of(node), value, "text", snippet(marked, whole=whole), matched))
    return SearchResult(wording, tuple(hits), len(nodes), ())


def _marked(agreed: AgreedQuestion, use: Use, wording: str) -> Iterator[str]:
    """Yield a clause with the words that it shares between marks."""
    text = " ".join(agreed.sources.wording(use).split())
    own = words(text)
    coded, theirs = agreed.runs.code([word.key for word in own]), agreed.runs.code(keys(wording))
    at, shared = 0, 0
    for one in [*changes(coded, theirs), None]:
        end = one.here[0] if one else len(own)
        if end > shared:
            yield f"{text[at : own[shared].start]}{rows.START}{text[own[shared].start : own[end - 1].end]}{rows.END}"
            at = own[end - 1].end
        shared = one.here[1] if one else end
    yield text[at:]


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


def agreed_links(agreed: AgreedQuestion) -> Iterator[AgreedLink]:
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
