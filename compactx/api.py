"""The library face: the same questions as the commands, for notebooks and programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.corpus.source import roots
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.query import impact, listing, matrix, path, refs, related, review, search, select, show, trace, tree

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    import networkx as nx

    from compactx.checks.examine import Examined
    from compactx.graph.paths import HopFilter
    from compactx.index.read import Node
    from compactx.index.search import SearchScope
    from compactx.query.agreed import Found
    from compactx.query.compare import Comparison


class Library:
    """An open corpus. References are the same words as on the command line."""

    def __init__(self, index: Index) -> None:
        """Take over an open index."""
        self.index = index

    @classmethod
    def open(cls, corpus: str = "") -> Library:
        """Open the shipped corpus with a further folder stacked on it.

        Raises:
            CorpusError: the corpus is missing or has errors.
        """
        return cls(Index(open_index(roots(corpus))))

    @property
    def graph(self) -> Graph:
        """The reference graph, for networkx."""
        return Graph(self.index)

    def select(self, reference: str) -> Node:
        """Return what a reference names.

        Raises:
            UnknownReferenceError, AmbiguousReferenceError: nothing, or several things, are named so.
        """
        return select.select(self.index, reference).node

    def show(self, reference: str) -> show.Profile:
        """Return everything known of a thing; raises as :meth:`select`."""
        return show.show(self.index, self.select(reference))

    def refs(self, reference: str, wanted: refs.RefsFilter | None = None) -> refs.Refs:
        """Return what refers to a thing, and for provisions what they refer to; raises as :meth:`select`."""
        return refs.refs(self.index, self.select(reference), wanted)

    def path(self, source: str, target: str, *, count: int = 1, wanted: HopFilter | None = None) -> path.Paths:
        """Return the best explained paths; raises as :meth:`select`."""
        return path.path(self.index, self.select(source), self.select(target), count=count, wanted=wanted)

    def tree(self, reference: str, *, depth: int = 2, follow: str = "parts") -> tree.Branch:
        """Return what hangs below a thing; raises as :meth:`select`."""
        return tree.tree(self.index, self.select(reference), depth=depth, follow=follow)

    def trace(self, reference: str, way: str = "both") -> trace.Trace:
        """Return the way of an idea, ``back``, ``forward`` or ``both``; raises as :meth:`select`."""
        return trace.trace(self.index, self.select(reference), way)

    def review(self, reference: str, on: str, *, editorial: bool = False) -> list[review.Review]:
        """Return who reviews a thing as of a day, such as 2026-11-21; raises as :meth:`select`."""
        return review.review(self.index, self.select(reference), on, editorial=editorial)

    def search(self, words: str, scope: SearchScope | None = None, *, limit: int = 0) -> search.SearchResult:
        """Return what matches a query, the best first.

        Raises:
            UsageError: there is no word in the query.
        """
        return search.search(self.index, words, scope, limit=limit)

    def related(self, reference: str, *, limit: int = 0) -> related.RelatedResult:
        """Return what shares references with a thing; raises as :meth:`select`."""
        return related.related(self.index, self.select(reference), limit=limit)

    def impact(self, reference: str, *, depth: int = 3) -> impact.Impact:
        """Return what rests on a thing; raises as :meth:`select`."""
        return impact.impact(self.index, self.select(reference), depth=depth)

    def matrix(self, rows: str, columns: str) -> matrix.Matrix:
        """Return which things of two kinds refer to each other.

        Raises:
            UsageError: a word is no kind.
        """
        return matrix.matrix(self.index, rows, columns)

    def agreed(self, what: str | os.PathLike[str], *, before: str = "", inside: str = "") -> Sequence[Found]:
        """Return where each paragraph of a document, a reference or some words stood before.

        A path object, or the path of a file that is there, is a document; other words are a reference, or else
        wording. ``before`` is a day, month or year; ``inside`` names the only document that may be a source. What the
        library holds of the document itself is left out, as are documents later than itself.

        Raises:
            NotADocumentError: the file cannot be read as a document.
            UsageError: the wording of what is named is not here, or ``before`` is no day.
            UnknownReferenceError, AmbiguousReferenceError: a word or two that name nothing, or several things.
        """
        from compactx.texts import face  # noqa: PLC0415 - readers and word runs load slowly

        only = (self.select(inside),) if inside else ()
        return face.agreed(self.index, what, before, only)

    def compare(self, old: str | os.PathLike[str], new: str | os.PathLike[str]) -> Comparison:
        """Return what became of each clause of one text in another: documents or references, the earlier one first.

        Raises:
            NotADocumentError: a file cannot be read as a document.
            UsageError: the wording of what is named is not here.
            UnknownReferenceError, AmbiguousReferenceError: nothing, or several things, are named so.
        """
        from compactx.texts import face  # noqa: PLC0415 - as above

        return face.compare(self.index, old, new)

    def check(self, path: str | os.PathLike[str]) -> Examined:
        """Return a judgement on each citation and quotation of a draft.

        Raises:
            NotADocumentError: the file cannot be read as a document.
        """
        from compactx.texts import face  # noqa: PLC0415 - as above

        return face.check(self.index, path)

    def list(self, kind: str = "") -> list[listing.ListRow]:
        """Return the nodes of a kind.

        Raises:
            UsageError: the word is no kind.
        """
        return listing.listing(self.index, kind)


class Graph:
    """The reference graph of an open corpus."""

    def __init__(self, index: Index) -> None:
        """Keep the index."""
        self._index = index

    def to_networkx(self, *, editorial: bool = False, structure: bool = True) -> nx.MultiDiGraph[str]:
        """Return a MultiDiGraph with every node and reference and their attributes."""
        from compactx.graph.networkx_graph import to_networkx  # noqa: PLC0415 - networkx loads slowly

        return to_networkx(self._index, editorial=editorial, structure=structure)
