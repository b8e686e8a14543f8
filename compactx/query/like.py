"""Which clauses are most like some words: by the share of words kept in order, not by single words that match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.citation.words import changes, keys, words
from compactx.index import search as rows
from compactx.query.search import Hit, SearchResult, snippet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.index.search import SearchScope
    from compactx.query.agreed import AgreedQuestion
    from compactx.query.agreed_sources import Use

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
