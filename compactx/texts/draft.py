"""A document as the rules for drafts look at it."""

from __future__ import annotations

import os

from compactx.checks.draft import Draft
from compactx.corpus.source import texts_folder
from compactx.intake.document import citations_of, readable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from compactx.citation.catalogue import Catalogue
    from compactx.index.read import Index, Node
    from compactx.intake.document import Document

_PHRASE = 8  # words of a quotation that are looked for in a row
_MOST = 12  # clauses that are looked at for them


def draft_of(
    document: Document,
    index: Index,
    catalogue: Catalogue,
    words: Wordings,
    tell: Callable[[int], None] | None = None,
) -> Draft:
    """Return a document with what it cites, ready for its rules; ``tell`` hears how many characters are done."""
    citations = citations_of(document, catalogue, tell)
    return Draft(
        document.name, document.text, document.provisions, citations, index, words, words.holders, readable(document)
    )


class Wordings:
    """The wording of instruments: attached by the user, or kept by the library."""

    def __init__(self, index: Index) -> None:
        """Note which instruments have an attached text."""
        self.index = index
        self.attached: frozenset[str] = frozenset()
        if os.path.isdir(texts_folder()):
            from compactx.intake.texts.store import attached  # noqa: PLC0415 - many have attached nothing

            self.attached = frozenset(attached())

    def holders(self, words: Sequence[str]) -> list[Node]:
        """Return the instruments with a wording that may hold some words in a row, those of the user first."""
        from compactx.index.search import SearchScope, find_rows  # noqa: PLC0415 - few drafts quote what they do not cite

        own = [node for identity in sorted(self.attached) if (node := self.index.by_id(identity))]
        found = {node.n: node for node in own}
        for start in {0, max(0, len(words) - _PHRASE)}:
            phrase = " ".join(words[start : start + _PHRASE])
            for row in find_rows(self.index, f'wording : "{phrase}"', SearchScope(), _MOST):
                clause = self.index.node(row.n)
                whole = self.index.instrument_of(clause) or clause
                found.setdefault(whole.n, whole)
        return list(found.values())

    def __call__(self, node: Node) -> Mapping[str, str]:
        """Return the clauses of an instrument by locator, none if its wording is not here."""
        if node.id in self.attached:
            from compactx.intake.texts.store import stored  # noqa: PLC0415 - as above

            text = stored(node.id)
            if text:
                return text.words
        if not self.index.meta().get("library"):
            return {}
        from compactx.index.wording import of_instrument  # noqa: PLC0415 - a library alone has wordings

        return of_instrument(self.index, node)
