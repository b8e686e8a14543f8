"""The library face: the same questions as the commands, for notebooks and programs."""

from __future__ import annotations

import threading
from itertools import islice
from typing import TYPE_CHECKING

from compactx.corpus.source import roots
from compactx.documents import known_kinds, known_words, several
from compactx.errors import UsageError
from compactx.graph.paths import HopFilter
from compactx.holdings import Holdings
from compactx.index.read import Index
from compactx.index.search import SearchScope
from compactx.index.store import open_index
from compactx.model.kinds import BASES, LEGAL, VOTED
from compactx.query import impact, listing, matrix, path, refs, related, review, search, select, show, trace, tree
from compactx.query.dates import last_day, whole_day
from compactx.query.refs_rows import DIRECTIONS, GROUPS, RefsFilter
from compactx.render.answer import Answer
from compactx.render.items import impact as impact_data
from compactx.render.items import listing as list_data
from compactx.render.items import matrix as matrix_data
from compactx.render.items import path as path_data
from compactx.render.items import refs as refs_data
from compactx.render.items import related as related_data
from compactx.render.items import review as review_data
from compactx.render.items import search as search_data
from compactx.render.items import show as show_data
from compactx.render.items import trace as trace_data
from compactx.render.items import tree as tree_data
from compactx.render.items.listing import origin_item

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal, Self

    import networkx as nx

    from compactx.index.read import Node
    from compactx.query.review import ReviewTimeline
    from compactx.query.rollup import Rollup
    from compactx.query.stats import Figure, YearTimeline

    Words = str | Sequence[str]


class Library(Holdings):
    """An open corpus. References are the same words as on the command line.

    It may be used from several threads: each has its own connection. ``with compactx.open() as corpus:`` closes it.
    """

    def __init__(self, folders: tuple[str, ...]) -> None:
        """Open a stack of folders.

        Raises:
            CorpusError: the corpus is missing or has errors.
        """
        self._folders = folders
        self._held: threading.local | None = threading.local()
        self._name = self.index.meta().get("name", "")

    @classmethod
    def open(cls, corpus: str = "") -> Library:
        """Open the shipped corpus with a further folder stacked on it.

        Raises:
            CorpusError: the corpus is missing or has errors.
        """
        opened = cls(roots(corpus))
        opened._own = corpus
        return opened

    @property
    def index(self) -> Index:
        """The open index, one for each thread.

        Raises:
            UsageError: the library was closed.
        """
        held = self._held
        if held is None:
            raise UsageError("this library was closed", hint="compactx.open() opens it anew")
        if not hasattr(held, "index"):
            held.index = Index(open_index(self._folders))
        index: Index = held.index
        return index

    def close(self) -> None:
        """Close it: answers stay, further questions are refused. Closing twice does no harm."""
        held, self._held = self._held, None
        if held is not None and hasattr(held, "index"):
            held.index.connection.close()

    def _renew(self) -> None:
        self.close()
        self._held = threading.local()
        if self._own is not None:  # its folder may be there only now
            self._folders = roots(self._own)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Library {self._name}{' (closed)' if self._held is None else ''}>"

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

    def show(self, reference: str, *, editorial: bool = False) -> Answer[show.Profile]:
        """Return everything known of a thing, one item; raises as :meth:`select`."""
        found = show.show(self.index, self.select(reference), editorial=editorial)
        items = [item | origin_item(self.index, found.node) for item in show_data.items(found)]
        return Answer(found, items, show_data.COLUMNS, f"show {found.node.id}", words=self._words)

    def refs(
        self,
        reference: str,
        *,
        direction: Literal["", "in", "out", "both"] = "",
        instrument: str = "",
        objective: int | Sequence[int] = (),
        relation: Words = (),
        basis: Words = (),
        kind: Words = (),
        legal: Words = (),
        mentions: bool = False,
        parts: bool = False,
        editorial: bool = False,
        follow_up: bool = False,
        as_of: str = "",
        limit: int = 0,
        by: str = "",
    ) -> Answer[refs.Refs]:
        """Return what refers to a thing, and for provisions what they refer to; raises as :meth:`select`.

        Every filter means what the option of ``compactx refs`` means; ``instrument`` is ``--in``. Several words are a
        list. With ``by`` (objective, instrument, relation, ...) each item tells its group.

        Raises:
            UsageError: a filter has a word that it does not know.
        """
        known_words(direction or (), DIRECTIONS, "direction")
        known_words(by or (), GROUPS, "group")
        wanted = RefsFilter(
            relations=known_words(relation, self.index.relation_ids() if relation else (), "relation"),
            basis=known_words(basis, BASES, "basis"),
            kinds=known_kinds(kind),
            legal=known_words(legal, LEGAL, "legal nature"),
            objectives=listing.objectives_there(self.index, objective),
            instrument=self.select(instrument).n if instrument else None,
            direction=direction,
            mentions=mentions,
            parts=parts,
            editorial=editorial,
            follow_up=follow_up,
            as_of=last_day(as_of) if as_of else "",
            limit=limit,
        )
        found = refs.refs(self.index, self.select(reference), wanted)
        return Answer(found, refs_data.items(found, by), refs_data.columns(by), f"refs {found.node.id}")

    def path(
        self,
        source: str,
        target: str,
        *,
        count: int = 1,
        via: Words = (),
        avoid: Words = (),
        relation: Words = (),
        directed: bool = False,
        editorial: bool = False,
        max_hops: int = 12,
    ) -> Answer[path.Paths]:
        """Return the best explained paths, an item each and a row of the frame a step; raises as :meth:`select`."""
        index = self.index
        wanted = HopFilter(
            known_words(relation, index.relation_ids() if relation else (), "relation"),
            frozenset(self.select(word).n for word in several(avoid)), directed, editorial, max_hops,
        )  # fmt: skip
        ends = (self.select(source), self.select(target))
        stops = [self.select(word) for word in several(via)]
        found = path.path(index, *ends, count=count, via=stops, wanted=wanted)
        about = f"path {ends[0].id} > {ends[1].id}"
        return Answer(found, path_data.items(found), path_data.COLUMNS, about, path_data.rows(found))

    def tree(
        self,
        reference: str,
        *,
        depth: int = 2,
        follow: Literal["parts", "out", "in"] = "parts",
        instrument: str = "",
        limit: int = 0,
    ) -> Answer[tree.Branch]:
        """Return what hangs below a thing, of references only those of ``instrument``; raises as :meth:`select`."""
        inside = self.select(instrument) if instrument else None
        found = tree.tree(self.index, self.select(reference), depth=depth, follow=follow, limit=limit, inside=inside)
        return Answer(found, tree_data.items(found), tree_data.COLUMNS, f"tree {found.node.id}", words=self._words)

    def trace(
        self,
        reference: str = "",
        way: Literal["back", "forward", "both"] = "both",
        *,
        gaps: bool = False,
        every: bool = False,
    ) -> Answer[trace.Trace]:
        """Return the way of an idea, ``back``, ``forward`` or ``both``; raises as :meth:`select`.

        ``every`` lists the links that touch a thing, or without one all of the corpus; ``gaps`` what was not taken up.

        Raises:
            UsageError: no thing is named, and neither ``every`` nor ``gaps`` is asked for.
        """
        node = self.select(reference) if reference else None
        if gaps or every:
            found = trace.every_link(self.index, node, unused=gaps)
        elif node:
            found = trace.trace(self.index, node, way)
        else:
            raise UsageError(
                "trace needs a reference", hint='corpus.trace("objective 21"), or corpus.trace(every=True)'
            )
        return Answer(found, trace_data.items(found), trace_data.COLUMNS, f"trace {reference}".rstrip())

    def review(self, reference: str, on: str, *, editorial: bool = False) -> Answer[list[review.Review]]:
        """Return who reviews a thing as of a day, such as 2026-11-21; raises as :meth:`select`."""
        node = self.select(reference)
        found = review.review(self.index, node, whole_day(on), editorial=editorial)
        about = f"review {node.id} as of {on}"
        return Answer(found, review_data.items(found), review_data.COLUMNS, about, review_data.rows(found))

    def occasions(self, reference: str, on: str) -> Answer[ReviewTimeline]:
        """Return when a thing was and will be followed up, seen from a day; raises as :meth:`select`."""
        node = self.select(reference)
        found = review.timeline(self.index, node, whole_day(on))
        about = f"occasions {node.id} as of {on}"
        return Answer(found, review_data.timeline_items(found), review_data.TIMELINE_COLUMNS, about)

    def search(
        self,
        words: str,
        *,
        kind: Words = (),
        instrument: str = "",
        objective: int | Sequence[int] = (),
        legal: Words = (),
        as_of: str = "",
        like: bool = False,
        limit: int = 0,
    ) -> Answer[search.SearchResult]:
        """Return what matches a query, the best first; raises as :meth:`select` of ``instrument``.

        Wording that is attached is searched too. ``like`` finds the clauses whose wording is most like the words.

        Raises:
            UsageError: there is no word in the query, fewer than three with ``like``, or a filter has a word that it
                does not know.
        """
        from compactx.texts import face  # noqa: PLC0415 - readers and word runs load slowly

        scope = SearchScope(
            known_kinds(kind),
            self.select(instrument).n if instrument else None,
            listing.objectives_there(self.index, objective),
            known_words(legal, LEGAL, "legal nature"),
            last_day(as_of) if as_of else "",
        )
        if like:
            found = face.clauses_like(self.index, words, scope, limit)
        else:
            found = search.search(self.index, words, scope, limit=limit, texts=face.attached_texts())
        items, about = search_data.items(found, self.index), f"search {words}"
        return Answer(found, items, search_data.COLUMNS, about, words=self._words)

    def related(
        self, reference: str, *, kind: Words = (), linked: bool = False, limit: int = 0
    ) -> Answer[related.RelatedResult]:
        """Return what shares references with a thing, with ``linked`` those that cite it too; as :meth:`select`."""
        node = self.select(reference)
        found = related.related(self.index, node, kinds=known_kinds(kind), limit=limit, with_linked=linked)
        return Answer(found, related_data.items(found), related_data.COLUMNS, f"related {node.id}", words=self._words)

    def impact(
        self, reference: str, *, depth: int = 3, kind: Words = (), instrument: str = "", editorial: bool = False
    ) -> Answer[impact.Impact]:
        """Return what rests on a thing; raises as :meth:`select`."""
        node = self.select(reference)
        inside = self.select(instrument).n if instrument else None
        found = impact.impact(
            self.index, node, depth=depth, kinds=known_kinds(kind), instrument=inside, editorial=editorial
        )
        return Answer(found, impact_data.items(found), impact_data.COLUMNS, f"impact {node.id}")

    def matrix(
        self,
        rows: str,
        columns: str,
        *,
        direction: Literal["out", "in", "both"] = "out",
        instrument: str = "",
        among: str = "",
        holes: bool = False,
        editorial: bool = False,
        follow_up: bool = False,
    ) -> Answer[matrix.Matrix]:
        """Return which things of two kinds refer to each other, an item each pair that does; raises as :meth:`select`.

        ``among`` keeps only columns of one thing: what a body adopted or issued, the members of a class, the parts of
        an instrument. ``holes`` gives the rows and columns that nothing ties instead.

        Raises:
            UsageError: a word is no kind.
        """
        inside = self.select(instrument) if instrument else None
        found = matrix.matrix(
            self.index, rows, columns, direction=direction, inside=inside, editorial=editorial, follow_up=follow_up
        )
        if among:
            found = matrix.narrowed(self.index, found, self.select(among))
        if holes:
            return Answer(found, matrix_data.holes(found), matrix_data.HOLE_COLUMNS, f"holes {rows} {columns}")
        columns_of = matrix_data.columns(found)
        return Answer(found, matrix_data.items(found), columns_of, f"matrix {rows} {columns}")

    def stats(self, sections: Words = (), *, top: int = 10, editorial: bool = False) -> Answer[list[Figure]]:
        """Return figures about the corpus and its graph, of all sections or of some.

        Raises:
            UsageError: there is no such section.
        """
        from compactx.query import stats  # noqa: PLC0415 - its graph loads slowly
        from compactx.render.items import stats as stats_data  # noqa: PLC0415 - as above

        asked = known_words(sections, stats.SECTIONS, "section")
        found = stats.stats(self.index, asked, top=top, editorial=editorial)
        return Answer(found, stats_data.items(found), stats_data.COLUMNS, "stats")

    def timeline(self, *, top: int = 10, as_of: str = "", kind: Words = ()) -> Answer[YearTimeline]:
        """Return what is cited most, year by year, an item each thing and a row of the frame each year of it.

        Raises:
            UsageError: a word is no kind, or ``as_of`` is no day, month or year.
        """
        from compactx.query.stats import citing_years  # noqa: PLC0415 - one question only
        from compactx.render.items import stats  # noqa: PLC0415 - as above

        found = citing_years(self.index, top=top, as_of=last_day(as_of) if as_of else "", kinds=known_kinds(kind))
        return Answer(found, stats.year_items(found), stats.YEAR_COLUMNS, "timeline", stats.year_rows(found))

    def rollup(
        self,
        words: str,
        by: Literal["objective", "instrument", "document", "year"] = "objective",
        *,
        kind: Words = (),
        instrument: str = "",
        objective: int | Sequence[int] = (),
        legal: Words = (),
        as_of: str = "",
    ) -> Answer[Rollup]:
        """Return how many hits of a search stand in each objective, instrument, document or year; as :meth:`search`."""
        from compactx.query.rollup import rolled  # noqa: PLC0415 - one question only
        from compactx.render.items import rollup as rollup_data  # noqa: PLC0415 - as above

        hits = self.search(words, kind=kind, instrument=instrument, objective=objective, legal=legal, as_of=as_of)
        found = rolled(self.index, [hit.node for hit in hits.result.hits], by)
        rows = rollup_data.rows(found)
        return Answer(found, rollup_data.items(found), rollup_data.COLUMNS, f"rollup {words} by {by}", rows)

    def list(
        self,
        kind: str = "",
        *,
        instrument: str = "",
        legal: Words = (),
        as_of: str = "",
        sort: Literal["corpus", "cited", "id", "date"] = "corpus",
        limit: int = 0,
    ) -> Answer[Listed]:
        """Return the nodes of a kind; raises as :meth:`select` of ``instrument``.

        Raises:
            UsageError: a word is no kind, or no legal nature.
        """
        inside = self.select(instrument) if instrument else None
        natures = known_words(legal, LEGAL, "legal nature")
        day = last_day(as_of) if as_of else ""
        found = listing.listed(self.index, kind, instrument=inside, legal=natures, as_of=day, order=sort).found
        kept = list(found if limit < 1 else islice(found, limit))
        items, about = list_data.items(kept, self.index), f"list {kind}".rstrip()
        return Answer(kept, items, list_data.COLUMNS, about, words=self._words)

    def series(self, reference: str) -> Answer[Listed]:
        """Return the resolutions with the title of one, session by session; raises as :meth:`select`."""
        node = self.select(reference)
        found = listing.series_listing(self.index, node)
        return Answer(found, list_data.items(found, self.index), list_data.SERIES_COLUMNS, f"series {node.id}")

    def states(
        self, voted: Literal["in-favour", "against", "abstaining", "not-voting"], on: str = ""
    ) -> Answer[Listed]:
        """Return the States that voted so on a text, or on any; raises as :meth:`select` of ``on``."""
        from compactx.query import standing  # noqa: PLC0415 - one question only

        known_words(voted, VOTED, "vote")
        text = self.select(on) if on else None
        found = listing.nodes_listing(self.index, standing.voted(self.index, voted, text))
        return Answer(found, list_data.items(found, self.index), list_data.COLUMNS, f"states {voted} {on}".rstrip())


if TYPE_CHECKING:
    Listed = list[listing.ListRow]  # inside the class its own method has the name


class Graph:
    """The reference graph of an open corpus."""

    def __init__(self, index: Index) -> None:
        """Keep the index."""
        self._index = index

    def __repr__(self) -> str:
        """Return what it is, in a line."""
        return f"<graph of {self._index.meta()['name']}: to_networkx() gives it>"

    def to_networkx(self, *, editorial: bool = False, structure: bool = True) -> nx.MultiDiGraph[str]:
        """Return a MultiDiGraph with every node and reference and their attributes."""
        from compactx.graph.networkx_graph import to_networkx  # noqa: PLC0415 - networkx loads slowly

        return to_networkx(self._index, editorial=editorial, structure=structure)
