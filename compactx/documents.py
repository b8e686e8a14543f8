"""The library face's questions about documents and files: drafts, texts that are attached, and what is handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.errors import UsageError, no_such
from compactx.graph.hops import HopFilter
from compactx.query import listing, path
from compactx.render.answer import Answer

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Sequence

    from compactx.checks.examine import Examination
    from compactx.export.selection import ExportGraph
    from compactx.index.read import Index, Node
    from compactx.model.finding import Finding
    from compactx.query.agreed import AgreedResult
    from compactx.query.compare import Comparison
    from compactx.query.scan import ScanResult

    Words = str | Sequence[str]


def several(words: Words) -> tuple[str, ...]:
    """Return the words of a filter, one or several."""
    return (words,) if isinstance(words, str) else tuple(words)


def known_words(words: Words, known: Iterable[str], what: str) -> tuple[str, ...]:
    """Return the words of a filter.

    Raises:
        UsageError: one is not among those that are known.
    """
    asked, allowed = several(words), tuple(known)
    for word in asked:
        if word not in allowed:
            raise no_such(f'no {what} is named "{word}"', word, allowed, hint=f"it is one of: {' '.join(allowed)}")
    return asked


def known_kinds(words: Words) -> tuple[str, ...]:
    """Return the kinds that words name; raises as :func:`known_words`."""
    return tuple(kind for word in several(words) for kind in listing.kinds_of(word))


class Documents:
    """Questions that read a document of yours or write a file, over an open corpus."""

    @property
    def index(self) -> Index:
        """The open index."""
        raise NotImplementedError

    def select(self, reference: str) -> Node:
        """Return what a reference names."""
        raise NotImplementedError

    def agreed(
        self, what: str | os.PathLike[str], *, before: str = "", inside: str = ""
    ) -> Answer[Sequence[AgreedResult]]:
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

    def check(self, path: str | os.PathLike[str]) -> Answer[Examination]:
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
        to: str = "",
        count: int = 1,
        part: str = "",
        editorial: bool = False,
        force: bool = False,
    ) -> tuple[str, ...]:
        """Write the graph, or some things of it, to a file, and return the files that were written.

        The ending of the file says the format where ``form`` does not; ``depth`` takes in what lies so many steps
        around the things, ``to`` the ``count`` best paths from the one thing to that. ``part`` is one table of a format
        that has several. Raises as :meth:`select`.

        Raises:
            UsageError: there is no such format, or it cannot show so much.
            CannotWriteError: the file cannot be written, or is there and ``force`` is not set.
        """
        from compactx.export import catalogue, place, selection  # noqa: PLC0415 - only to write a file

        name = form or catalogue.format_of_file(output)
        if not name:
            raise UsageError(f'"{output}" does not say which format', hint=" ".join(catalogue.format_names()))
        chosen, nodes = catalogue.load_format(name), [self.select(word) for word in several(what)]
        if to:
            graph = self._along(nodes, to, count, editorial=editorial)
        elif not nodes:
            graph = selection.whole_graph(self.index, editorial=editorial)
        elif depth:
            graph = selection.around(self.index, nodes, depth=depth, editorial=editorial)
        else:
            graph = selection.among(self.index, nodes, editorial=editorial)
        catalogue.refuse_unfit(chosen, graph, part)
        return tuple(place.save(chosen, graph, output, part, force=force))

    def _along(self, nodes: Sequence[Node], to: str, count: int, *, editorial: bool) -> ExportGraph:
        """Return the best paths from one thing to another as a graph.

        Raises:
            UsageError: there is more than one thing to begin at, or none, or no path.
        """
        from compactx.export import selection  # noqa: PLC0415 - only to write a file

        if len(nodes) != 1:
            raise UsageError("a path begins at one thing", hint='corpus.export("path.svg", "ILO", to="IMRF")')
        end = self.select(to)
        found = path.path(self.index, nodes[0], end, count=count, wanted=HopFilter(editorial=editorial))
        if not found.paths:
            raise UsageError(f"no path between {nodes[0].id} and {end.id}")
        return selection.along(self.index, found, editorial=editorial)

    def verify(self, reference: str) -> Answer[Sequence[Finding]]:
        """Return what does not hold in the attached text of an instrument; raises as :meth:`select`.

        Raises:
            UsageError: no text of it is attached.
        """
        from compactx.render.items import findings  # noqa: PLC0415 - as above
        from compactx.texts import face  # noqa: PLC0415 - as above

        found = face.verify(self.index, reference)
        return Answer(found, findings.items(found), findings.COLUMNS, f"verify {reference}")
