"""The library face's questions about documents and files: drafts, texts that are attached, and what is handed over."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from compactx.errors import UsageError, no_such
from compactx.graph.paths import HopFilter
from compactx.query import listing, path
from compactx.render.answer import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from compactx.checks.examine import Examination
    from compactx.checks.run import CheckResult
    from compactx.export.selection import ExportGraph
    from compactx.index.read import Index, Node
    from compactx.model.finding import Finding
    from compactx.query.agreed import AgreedResult
    from compactx.query.cite import Work
    from compactx.query.compare import Comparison
    from compactx.query.evolution import Evolution
    from compactx.query.impact import StaleClause
    from compactx.query.scan import Authority, Coverage, ScanResult
    from compactx.query.shared import SharedRow

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
        """The open index; the class that opens it says which."""
        raise NotImplementedError

    def select(self, reference: str) -> Node:
        """Return what a reference names; raises as :meth:`compactx.api.Library.select`."""
        raise NotImplementedError

    def cite(
        self, reference: Words, style: Words = "un", *, quote: bool = False, ibid: bool = False
    ) -> Answer[list[Work]]:
        """Return the citation of a thing, or of several, in a style, or in several; raises as :meth:`select`.

        ``quote`` adds the wording, where it is at hand; with ``ibid`` a note on the work of the one before it is short.

        Raises:
            UsageError: there is no such style, or the thing is nothing that is cited.
        """
        from compactx.query import cite  # noqa: PLC0415 - as below
        from compactx.render.items import cite as cite_data  # noqa: PLC0415 - as below

        found = [cite.cite(self.index, self.select(word)) for word in several(reference)]
        styles = cite_data.style_names() if style == "all" else several(style)
        items = cite_data.items(found, styles, ibid=ibid)
        if quote:
            items = [{**item, "text": self.wording(item["id"])} for item in items]
        columns = (*cite_data.COLUMNS, "text") if quote else cite_data.COLUMNS
        return Answer(found, items, columns, f"cite {' '.join(work.node.id for work in found)}")

    def wording(self, reference: str) -> str:
        """Return the wording of a clause, as attached or as the library has it; raises as :meth:`select`.

        It is '' where neither has it.
        """
        return self._words(self.select(reference).id)

    def _words(self, identity: str) -> str:
        """Return the wording of a clause, as attached or as the library has it; '' if it is not at hand."""
        from compactx.texts.wording import words_of  # noqa: PLC0415 - only where a notebook shows a summary

        node = self.index.by_id(identity)
        return words_of(self.index, node).get(node.locator, "") if node and node.locator else ""

    def agreed(
        self,
        what: str | os.PathLike[str],
        *,
        before: str = "",
        inside: str = "",
        series: bool = False,
        new: bool = False,
        words: int = 8,
    ) -> Answer[Sequence[AgreedResult]]:
        """Return where each paragraph of a document, a reference or some words stood before.

        A path object, or the path of a file that is there, is a document; other words are a reference, or else
        wording. ``before`` is a day, month or year; ``inside`` names the only document that may be a source, with
        ``series`` the only series. ``new`` keeps only paragraphs with new words; ``words`` is how many a paragraph, or
        a run in one, has at least. What the library holds of the document itself is left out, as are documents later
        than itself.

        Raises:
            NotADocumentError: the file cannot be read as a document.
            UsageError: the wording of what is named is not here, ``before`` is no day, ``words`` are fewer than 3, or
                ``series`` is asked for without ``inside``.
            UnknownReferenceError, AmbiguousReferenceError: a word or two that name nothing, or several things.
        """
        from compactx.render.items import agreed as agreed_data  # noqa: PLC0415 - as below
        from compactx.texts import face  # noqa: PLC0415 - readers and word runs load slowly

        if not 3 <= words <= 1000 or (series and not inside):  # noqa: PLR2004 - a run is three words
            raise UsageError("words is a number from 3 to 1000, and series says how far inside reaches")
        only = self._sources(inside, whole=series) if inside else ()
        found, sources, file = face.agreed(self.index, what, before, only, words)
        if new:
            found = face.with_new_words(found)
        items = agreed_data.items(found, sources, 0, file)
        return Answer(found, items, agreed_data.COLUMNS, f"agreed {what}", agreed_data.rows(found, sources, file))

    def _sources(self, inside: str, *, whole: bool) -> tuple[Node, ...]:
        """Return the documents that may be a source: one, or the series that it is or belongs to."""
        from compactx.query.series import series  # noqa: PLC0415 - one question only

        node = self.select(inside)
        own = self.index.instrument_of(node) or node
        steps = series(self.index, own) if whole or own.kind == "class" else ()
        return (own, *(step.node for step in steps))

    def compare(
        self, old: str | os.PathLike[str], new: str | os.PathLike[str], *, status: Words = ()
    ) -> Answer[Comparison]:
        """Return what became of each clause of one text in another: documents or references, the earlier one first.

        ``status`` keeps only what became so: same, changed, moved, split, merged, only-from, only-to.

        Raises:
            NotADocumentError: a file cannot be read as a document.
            UsageError: the wording of what is named is not here, or a status is none.
            UnknownReferenceError, AmbiguousReferenceError: nothing, or several things, are named so.
        """
        from compactx.query import compare as comparing  # noqa: PLC0415 - as above
        from compactx.render.items import compare as compare_data  # noqa: PLC0415 - as above
        from compactx.texts import face  # noqa: PLC0415 - as above

        kept = known_words(status, comparing.STATUSES, "status")
        found = face.compare(self.index, old, new)
        shown = [one for one in found.alignments if not kept or one.status in kept]
        rows, about = compare_data.rows(shown), repr(found).strip("<>")
        return Answer(found, compare_data.items(shown), compare_data.COLUMNS, about, rows)

    def shared(self, references: Sequence[str]) -> Answer[Sequence[SharedRow]]:
        """Return what two or more things share, and what only one of them has; raises as :meth:`select`.

        Raises:
            UsageError: fewer than two things are named.
        """
        from compactx.query.shared import shared  # noqa: PLC0415 - as above
        from compactx.render.items import compare as shared_data  # noqa: PLC0415 - as above

        nodes = [self.select(word) for word in several(references)]
        if len(nodes) < 2:  # noqa: PLR2004 - two things share something
            raise UsageError("two or more things share something", hint='corpus.shared(["objective 5", "objective 6"])')
        found = shared(self.index, nodes)
        about = "shared " + " ".join(node.id for node in nodes)
        rows = shared_data.shared_rows(found, nodes)
        return Answer(found, shared_data.shared_items(found, nodes), shared_data.SHARED_COLUMNS, about, rows)

    def evolution(self, what: Words | Sequence[str | os.PathLike[str]]) -> Answer[Evolution]:
        """Return how the texts of a series grew: of the resolutions with one title, or of those that are named in turn.

        Raises:
            NotADocumentError: a file cannot be read as a document.
            UsageError: what is named stands alone.
            UnknownReferenceError, AmbiguousReferenceError: nothing, or several things, are named so.
        """
        from compactx.render.items import series as series_data  # noqa: PLC0415 - as above
        from compactx.texts import face  # noqa: PLC0415 - as above

        found = face.series_of_texts(self.index, (what,) if isinstance(what, str) else tuple(what))
        return Answer(found, series_data.items(found), series_data.COLUMNS, f"evolution {found.name}",
                      series_data.rows(found))  # fmt: skip

    def changed(self, reference: str = "", *, accepted: bool = False) -> Answer[Sequence[StaleClause]]:
        """Return the clauses whose attached wording is not the one that was read; raises as :meth:`select`.

        ``reference`` limits the answer to a thing and what stands in it; ``accepted`` gives those too that somebody has
        read again.
        """
        from compactx.query.impact import changed  # noqa: PLC0415 - as above
        from compactx.render.items import impact as impact_data  # noqa: PLC0415 - as above
        from compactx.texts import face  # noqa: PLC0415 - as above

        nodes = [self.select(reference)] if reference else []
        found = changed(self.index, face.attached_texts(), nodes=nodes, with_accepted=accepted)
        items, rows = impact_data.changed_items(found), impact_data.changed_rows(found)
        return Answer(found, items, impact_data.CHANGED_COLUMNS, f"changed {reference}".rstrip(), rows)

    def check(self, path: str | os.PathLike[str], *, rule: Words = (), verdict: Words = ()) -> Answer[Examination]:
        """Return a judgement on each citation and quotation of a draft, those that are right too.

        ``rule`` asks some rules only, ``verdict`` keeps what is judged so: wrong, doubtful, right, unchecked.

        Raises:
            NotADocumentError: the file cannot be read as a document.
            UsageError: there is no such rule or verdict.
        """
        from compactx.checks.draft import VERDICTS  # noqa: PLC0415 - as above
        from compactx.checks.examine import draft_rules  # noqa: PLC0415 - as above
        from compactx.render.items import findings  # noqa: PLC0415 - as above
        from compactx.texts import face  # noqa: PLC0415 - as above

        kept = known_words(verdict, VERDICTS, "verdict")
        only = known_words(rule, (one.id for one in draft_rules()), "rule")
        found, places = face.check(self.index, path, only)
        shown = [one for one in places if not kept or one.judgement.verdict in kept]
        return Answer(found, findings.judgement_items(shown), findings.JUDGEMENT_COLUMNS, repr(found).strip("<>"))

    def check_corpus(self, paths: Words = (), *, rule: Words = ()) -> Answer[CheckResult]:
        """Return what is wrong with the shipped corpus and your folder, or with some files or folders of a corpus.

        Raises:
            UsageError: there is no such rule, or nothing at a path.
        """
        from compactx.checks.run import (  # noqa: PLC0415 - as above
            all_rules,
            check_scope,
            scope,
        )
        from compactx.render.items import findings  # noqa: PLC0415 - as above

        only = known_words(rule, (one.id for one in all_rules()), "rule")
        found = check_scope(scope(several(paths)), only=only)
        return Answer(found, findings.items(found.findings), findings.COLUMNS, "check_corpus")

    def mend(
        self,
        path: str | os.PathLike[str],
        output: str | os.PathLike[str],
        *,
        track: bool = False,
        force: bool = False,
    ) -> int:
        """Write a copy of a draft with the fixes that are safe, as tracked changes if asked; return how many they are.

        Raises:
            NotADocumentError: the file cannot be read as a document.
            CannotWriteError: the copy cannot be written, or is there and ``force`` is not set.
        """
        from compactx.export.place import put  # noqa: PLC0415 - as above
        from compactx.texts import face  # noqa: PLC0415 - as above

        data, count = face.mended(self.index, path, track=track)
        put({os.fspath(output): lambda stream: stream.writelines((data,))}, binary=True, force=force)
        return count

    def scan(self, path: str | os.PathLike[str], *, status: Words = ()) -> Answer[ScanResult]:
        """Return what a document cites; ``status`` keeps what is resolved, ambiguous or unresolved.

        Raises:
            NotADocumentError: the file cannot be read as a document.
            UsageError: there is no such status.
        """
        from compactx.render.items import scan as scan_data  # noqa: PLC0415 - as above
        from compactx.texts import face  # noqa: PLC0415 - as above

        kept = known_words(status, ("resolved", "ambiguous", "unresolved"), "status")
        found = face.scan(self.index, path)
        items = [item for item in scan_data.CitationItems([found]) if not kept or item["status"] in kept]
        return Answer(found, items, scan_data.COLUMNS, f"scan {found.name}")

    def authorities(self, path: str | os.PathLike[str]) -> Answer[Sequence[Authority]]:
        """Return each thing that a document cites, once, with the places; raises as :meth:`scan`."""
        from compactx.query.scan import authorities  # noqa: PLC0415 - as above
        from compactx.render.items import scan as scan_data  # noqa: PLC0415 - as above
        from compactx.texts import face  # noqa: PLC0415 - as above

        scanned = [face.scan(self.index, path)]
        found = authorities(scanned)
        items = scan_data.authority_items(found, scanned)
        return Answer(found, items, scan_data.AUTHORITY_COLUMNS, f"authorities {scanned[0].name}")

    def coverage(self, path: str | os.PathLike[str]) -> Answer[Sequence[Coverage]]:
        """Return which objectives of the main instrument a document touches; raises as :meth:`scan`.

        Raises:
            UsageError: the corpus has no main instrument.
        """
        from compactx.query.scan import coverage  # noqa: PLC0415 - as above
        from compactx.render.items import scan as scan_data  # noqa: PLC0415 - as above
        from compactx.texts import face  # noqa: PLC0415 - as above

        main = self.index.main()
        if main is None:
            raise UsageError("this corpus has no main instrument", hint="corpus.yaml names it: main: ID")
        scanned = [face.scan(self.index, path)]
        found = coverage(self.index, scanned, main)
        items = scan_data.coverage_items(found, scanned)
        return Answer(found, items, scan_data.COVERAGE_COLUMNS, f"coverage {scanned[0].name}")

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
        from compactx.export import format_table, place, selection  # noqa: PLC0415 - only to write a file

        name = form or format_table.format_of_file(output)
        if not name:
            raise UsageError(f'"{output}" does not say which format', hint=" ".join(format_table.format_names()))
        chosen, nodes = format_table.load_format(name), [self.select(word) for word in several(what)]
        if to:
            graph = self._along(nodes, to, count, editorial=editorial)
        elif not nodes:
            graph = selection.whole_graph(self.index, editorial=editorial)
        elif depth:
            graph = selection.around(self.index, nodes, depth=depth, editorial=editorial)
        else:
            graph = selection.among(self.index, nodes, editorial=editorial)
        format_table.refuse_unfit(chosen, graph, part)
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
