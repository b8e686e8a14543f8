"""A document as the rules for drafts look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.checks.draft import Draft
from compactx.index import wording
from compactx.intake.citations import citations_of
from compactx.intake.texts import store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from compactx.citation.catalogue import Catalogue
    from compactx.index.read import Index, Node
    from compactx.intake.document import Document


def draft_of(
    document: Document,
    index: Index,
    catalogue: Catalogue,
    words: Wordings,
    tell: Callable[[int], None] | None = None,
) -> Draft:
    """Return a document with what it cites, ready for its rules; ``tell`` hears how many characters are done."""
    citations = citations_of(document, catalogue, tell)
    return Draft(document.name, document.text, document.provisions, citations, index, words)


class Wordings:
    """The wording of instruments: attached by the user, or kept by the library."""

    def __init__(self, index: Index) -> None:
        """Note which instruments have an attached text."""
        self.index = index
        self.attached: frozenset[str] = frozenset(store.attached())

    def __call__(self, node: Node) -> Mapping[str, str]:
        """Return the clauses of an instrument by locator, none if its wording is not here."""
        if node.id in self.attached:
            stored = store.stored(node.id)
            if stored:
                return stored.words
        return wording.of_instrument(self.index, node)
