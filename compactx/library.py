"""The library face: the same questions as the commands, for notebooks and programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.corpus.source import roots
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.query import listing, path, refs, select, show, tree

if TYPE_CHECKING:
    import networkx as nx

    from compactx.graph.paths import Wanted
    from compactx.index.read import Node


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

    def show(self, reference: str) -> show.Shown:
        """Return everything known of a thing; raises as :meth:`select`."""
        return show.show(self.index, self.select(reference))

    def refs(self, reference: str, wanted: refs.RefsFilter | None = None) -> refs.Refs:
        """Return what refers to a thing, and for provisions what they refer to; raises as :meth:`select`."""
        return refs.refs(self.index, self.select(reference), wanted)

    def path(self, source: str, target: str, *, count: int = 1, wanted: Wanted | None = None) -> path.Paths:
        """Return the best explained paths; raises as :meth:`select`."""
        return path.path(self.index, self.select(source), self.select(target), count=count, wanted=wanted)

    def tree(self, reference: str, *, depth: int = 2, follow: str = "parts") -> tree.Branch:
        """Return what hangs below a thing; raises as :meth:`select`."""
        return tree.tree(self.index, self.select(reference), depth=depth, follow=follow)

    def list(self, kind: str = "") -> list[listing.Listed]:
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
