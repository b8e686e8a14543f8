"""The library face: the same questions as the commands, for notebooks and programs."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from compactx.corpus.source import roots
from compactx.errors import UsageError, no_such
from compactx.graph.hops import HopFilter
from compactx.index.read import Index
from compactx.index.search import SearchScope
from compactx.index.store import open_index
from compactx.model.kinds import LEGAL
from compactx.model.relation import BASES
from compactx.query import cite, impact, listing, matrix, path, refs, related, review, search, select, show, trace, tree
from compactx.query.dates import last_day
from compactx.query.grouped import GROUPS
from compactx.render.answer import Answer
from compactx.render.items import cite as cite_data
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
from compactx.render.items.node import origin_item

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Sequence
    from typing import Literal, Self

    import networkx as nx

    from compactx.checks.examine import Examined
    from compactx.index.read import Node
    from compactx.model.finding import Finding
    from compactx.query.agreed import Found
    from compactx.query.compare import Comparison
    from compactx.query.scan import ScanResult
    from compactx.query.stats import Figure

    Words = str | Sequence[str]


class Library:
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
        return cls(roots(corpus))

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
        return Answer(found, items, show_data.COLUMNS, f"show {found.node.id}")

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
        _known(direction or (), refs.DIRECTIONS, "direction")
        _known(by or (), GROUPS, "group")
        wanted = refs.RefsFilter(
            relations=_known(relation, self.index.relation_ids() if relation else (), "relation"),
            basis=_known(basis, BASES, "basis"),
            kinds=_kinds(kind),
            legal=_known(legal, LEGAL, "legal nature"),
            objectives=(objective,) if isinstance(objective, int) else tuple(objective),
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
            _known(relation, index.relation_ids() if relation else (), "relation"),
            frozenset(self.select(word).n for word in _several(avoid)), directed, editorial, max_hops,
        )  # fmt: skip
        ends = (self.select(source), self.select(target))
        stops = [self.select(word) for word in _several(via)]
        found = path.path(index, *ends, count=count, via=stops, wanted=wanted)
        about = f"path {ends[0].id} > {ends[1].id}"
        return Answer(found, path_data.items(found), path_data.COLUMNS, about, path_data.rows(found))

    def tree(
        self, reference: str, *, depth: int = 2, follow: Literal["parts", "out", "in"] = "parts", limit: int = 0
    ) -> Answer[tree.Branch]:
        """Return what hangs below a thing; raises as :meth:`select`."""
        found = tree.tree(self.index, self.select(reference), depth=depth, follow=follow, limit=limit)
        return Answer(found, tree_data.items(found), tree_data.COLUMNS, f"tree {found.node.id}")

    def trace(self, reference: str, way: Literal["back", "forward", "both"] = "both") -> Answer[trace.Trace]:
        """Return the way of an idea, ``back``, ``forward`` or ``both``; raises as :meth:`select`."""
        node = self.select(reference)
        found = trace.trace(self.index, node, way)
        return Answer(found, trace_data.items(found), trace_data.COLUMNS, f"trace {node.id}")

    def review(self, reference: str, on: str, *, editorial: bool = False) -> Answer[list[review.Review]]:
        """Return who reviews a thing as of a day, such as 2026-11-21; raises as :meth:`select`."""
        node = self.select(reference)
        found = review.review(self.index, node, on, editorial=editorial)
        about = f"review {node.id} as of {on}"
        return Answer(found, review_data.items(found), review_data.COLUMNS, about, review_data.rows(found))

    def search(
        self,
        words: str,
        *,
        kind: Words = (),
        instrument: str = "",
        objective: int | Sequence[int] = (),
        legal: Words = (),
        as_of: str = "",
        limit: int = 0,
    ) -> Answer[search.SearchResult]:
        """Return what matches a query, the best first; raises as :meth:`select` of ``instrument``.

        Raises:
            UsageError: there is no word in the query, or a filter has a word that it does not know.
        """
        scope = SearchScope(
            _kinds(kind),
            self.select(instrument).n if instrument else None,
            (objective,) if isinstance(objective, int) else tuple(objective),
            _known(legal, LEGAL, "legal nature"),
            last_day(as_of) if as_of else "",
        )
        found = search.search(self.index, words, scope, limit=limit)
        return Answer(found, search_data.items(found, self.index), search_data.COLUMNS, f"search {words}")

    def related(self, reference: str, *, kind: Words = (), limit: int = 0) -> Answer[related.RelatedResult]:
        """Return what shares references with a thing; raises as :meth:`select`."""
        node = self.select(reference)
        found = related.related(self.index, node, kinds=_kinds(kind), limit=limit)
        return Answer(found, related_data.items(found), related_data.COLUMNS, f"related {node.id}")

    def impact(
        self, reference: str, *, depth: int = 3, kind: Words = (), editorial: bool = False
    ) -> Answer[impact.Impact]:
        """Return what rests on a thing; raises as :meth:`select`."""
        node = self.select(reference)
        found = impact.impact(self.index, node, depth=depth, kinds=_kinds(kind), editorial=editorial)
        return Answer(found, impact_data.items(found), impact_data.COLUMNS, f"impact {node.id}")

    def matrix(
        self, rows: str, columns: str, *, direction: Literal["out", "in", "both"] = "out", instrument: str = ""
    ) -> Answer[matrix.Matrix]:
        """Return which things of two kinds refer to each other, an item each pair that does.

        Raises:
            UsageError: a word is no kind.
        """
        inside = self.select(instrument) if instrument else None
        found = matrix.matrix(self.index, rows, columns, direction=direction, inside=inside)
        return Answer(found, matrix_data.items(found), matrix_data.COLUMNS, f"matrix {rows} {columns}")

    def cite(self, reference: str, style: Words = "un") -> Answer[cite.Work]:
        """Return the citation of a thing in a style, or in several; raises as :meth:`select`.

        Raises:
            UsageError: there is no such style, or the thing is nothing that is cited.
        """
        found = cite.cite(self.index, self.select(reference))
        return Answer(found, cite_data.items([found], _several(style)), cite_data.COLUMNS, f"cite {found.node.id}")

    def stats(self, sections: Words = (), *, top: int = 10) -> Answer[list[Figure]]:
        """Return figures about the corpus and its graph, of all sections or of some.

        Raises:
            UsageError: there is no such section.
        """
        from compactx.query import stats  # noqa: PLC0415 - its graph loads slowly
        from compactx.render.items import stats as stats_data  # noqa: PLC0415 - as above

        found = stats.stats(self.index, _known(sections, stats.SECTIONS, "section"), top=top)
        return Answer(found, stats_data.items(found), stats_data.COLUMNS, "stats")

    def agreed(self, what: str | os.PathLike[str], *, before: str = "", inside: str = "") -> Answer[Sequence[Found]]:
        """Return where each paragraph of a document, a reference or some words stood before.

        A path object, or the path of a file that is there, is a document; other words are a reference, or else
        wording. ``before`` is a day, month or year; ``inside`` names the only document that may be a source. What the
        library holds of the document itself is left out, as are documents later than itself.

        Raises:
            NotADocumentError: the file cannot be read as a document.
            UsageError: the wording of what is named is not here, or ``before`` is no day.
            UnknownReferenceError, AmbiguousReferenceError: a word or two that name nothing, or several things.
        """
        from compactx.render.items import agreed as agreed_data  # noqa: PLC0415 - as below
        from compactx.texts import face  # noqa: PLC0415 - readers and word runs load slowly

        only = (self.select(inside),) if inside else ()
        found, sources, file = face.agreed(self.index, what, before, only)
        items = agreed_data.items(found, sources, 0, file)
        return Answer(found, items, agreed_data.COLUMNS, f"agreed {what}", agreed_data.rows(found, sources, file))

    def compare(self, old: str | os.PathLike[str], new: str | os.PathLike[str]) -> Answer[Comparison]:
        """Return what became of each clause of one text in another: documents or references, the earlier one first.

        Raises:
            NotADocumentError: a file cannot be read as a document.
            UsageError: the wording of what is named is not here.
            UnknownReferenceError, AmbiguousReferenceError: nothing, or several things, are named so.
        """
        from compactx.render.items import compare as compare_data  # noqa: PLC0415 - as above
        from compactx.texts import face  # noqa: PLC0415 - as above

        found = face.compare(self.index, old, new)
        rows, about = compare_data.rows(found.alignments), repr(found).strip("<>")
        return Answer(found, compare_data.items(found.alignments), compare_data.COLUMNS, about, rows)

    def check(self, path: str | os.PathLike[str]) -> Answer[Examined]:
        """Return a judgement on each citation and quotation of a draft, those that are right too.

        Raises:
            NotADocumentError: the file cannot be read as a document.
        """
        from compactx.render.items import judgements  # noqa: PLC0415 - as above
        from compactx.texts import face  # noqa: PLC0415 - as above

        found, places = face.check(self.index, path)
        return Answer(found, judgements.items(places), judgements.COLUMNS, repr(found).strip("<>"))

    def scan(self, path: str | os.PathLike[str]) -> Answer[ScanResult]:
        """Return what a document cites.

        Raises:
            NotADocumentError: the file cannot be read as a document.
        """
        from compactx.render.items import scan as scan_data  # noqa: PLC0415 - as above
        from compactx.texts import face  # noqa: PLC0415 - as above

        found = face.scan(self.index, path)
        return Answer(found, scan_data.items([found]), scan_data.COLUMNS, f"scan {found.name}")

    def export(
        self,
        output: str,
        what: Words = (),
        *,
        form: str = "",
        depth: int = 0,
        editorial: bool = False,
        force: bool = False,
    ) -> tuple[str, ...]:
        """Write the graph, or some things of it, to a file, and return the files that were written.

        The ending of the file says the format where ``form`` does not; ``depth`` takes in what lies so many steps
        around the things. Raises as :meth:`select`.

        Raises:
            UsageError: there is no such format, or it cannot show so much.
            CannotWriteError: the file cannot be written, or is there and ``force`` is not set.
        """
        from compactx.export import catalogue, place, selection  # noqa: PLC0415 - only to write a file

        name = form or catalogue.format_of_file(output)
        if not name:
            raise UsageError(f'"{output}" does not say which format', hint=" ".join(catalogue.format_names()))
        chosen, nodes = catalogue.load_format(name), [self.select(word) for word in _several(what)]
        if not nodes:
            graph = selection.whole(self.index, editorial=editorial)
        elif depth:
            graph = selection.around(self.index, nodes, depth=depth, editorial=editorial)
        else:
            graph = selection.among(self.index, nodes, editorial=editorial)
        catalogue.refuse_unfit(chosen, graph, "")
        return tuple(place.save(chosen, graph, output, force=force))

    def verify(self, reference: str) -> Answer[Sequence[Finding]]:
        """Return what does not hold in the attached text of an instrument; raises as :meth:`select`.

        Raises:
            UsageError: no text of it is attached.
        """
        from compactx.render.items import findings  # noqa: PLC0415 - as above
        from compactx.texts import face  # noqa: PLC0415 - as above

        found = face.verify(self.index, reference)
        return Answer(found, findings.items(found), findings.COLUMNS, f"verify {reference}")

    def list(self, kind: str = "", *, instrument: str = "", legal: Words = (), as_of: str = "") -> Answer[Listed]:
        """Return the nodes of a kind; raises as :meth:`select` of ``instrument``.

        Raises:
            UsageError: a word is no kind, or no legal nature.
        """
        inside = self.select(instrument) if instrument else None
        natures = _known(legal, LEGAL, "legal nature")
        day = last_day(as_of) if as_of else ""
        found = listing.listing(self.index, kind, instrument=inside, legal=natures, as_of=day)
        return Answer(found, list_data.items(found, self.index), list_data.COLUMNS, f"list {kind}".rstrip())


if TYPE_CHECKING:
    Listed = list[listing.ListRow]  # inside the class its own method has the name


def _several(words: Words) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def _known(words: Words, known: Iterable[str], what: str) -> tuple[str, ...]:
    """Return the words of a filter.

    Raises:
        UsageError: one is not among those that are known.
    """
    asked, allowed = _several(words), tuple(known)
    for word in asked:
        if word not in allowed:
            raise no_such(f'no {what} is named "{word}"', word, allowed, hint=f"it is one of: {' '.join(allowed)}")
    return asked


def _kinds(words: Words) -> tuple[str, ...]:
    return tuple(kind for word in _several(words) for kind in listing.kinds_of(word))


class Graph:
    """The reference graph of an open corpus."""

    def __init__(self, index: Index) -> None:
        """Keep the index."""
        self._index = index

    def to_networkx(self, *, editorial: bool = False, structure: bool = True) -> nx.MultiDiGraph[str]:
        """Return a MultiDiGraph with every node and reference and their attributes."""
        from compactx.graph.networkx_graph import to_networkx  # noqa: PLC0415 - networkx loads slowly

        return to_networkx(self._index, editorial=editorial, structure=structure)
