"""The questions about wordings as the library face asks them: of a document's path, a reference or words."""

from __future__ import annotations

import os

from compactx.checks.examine import examine, placed_judgements
from compactx.citation.catalogue import load_catalogue
from compactx.citation.words import keys
from compactx.errors import UsageError
from compactx.index.run_store import open_runs
from compactx.index.wording import of_index
from compactx.intake import mend as mending
from compactx.intake.document import searchable, unread
from compactx.intake.read import ENDINGS, read_document, read_source
from compactx.intake.texts import verify as verifying
from compactx.intake.texts.store import attached, stored
from compactx.intake.texts.verify import kept
from compactx.query import closest as liking
from compactx.query import compare as comparing
from compactx.query import evolution as evolving
from compactx.query import scan as scanning
from compactx.query.agreed import NEW, AgreedQuestion
from compactx.query.agreed_sources import SHORTEST, AgreedSources, Scope
from compactx.query.dates import last_day
from compactx.query.select import select
from compactx.query.series import series
from compactx.texts import question, wording
from compactx.texts.draft import Wordings, draft_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from compactx.checks.examine import Examination, PlacedJudgement
    from compactx.citation.catalogue import Catalogue
    from compactx.index.read import Index, Node
    from compactx.index.runs import Runs
    from compactx.index.search import SearchScope
    from compactx.model.finding import Finding
    from compactx.query.agreed import AgreedResult
    from compactx.query.compare import ComparedText, Comparison
    from compactx.query.evolution import Evolution
    from compactx.query.scan import ScanResult
    from compactx.query.search import SearchResult
    from compactx.texts.question import Question

    Named = str | os.PathLike[str]


def agreed(
    index: Index, what: Named, before: str, only: Sequence[Node], shortest: int = SHORTEST
) -> tuple[Sequence[AgreedResult], AgreedSources, str]:
    """Return where each paragraph stood before, the sources asked, and the file if what is named is one.

    ``shortest`` is how many words a paragraph, or a run in one, has at least.

    Raises as :meth:`compactx.api.Library.agreed`.
    """
    last_day(before)
    where = question.sources(index)
    runs = open_runs(where)
    asked = _question(index, what, runs)
    own = asked.whole
    rows = tuple((index.instrument_of(node) or node).n for node in only) or None
    scope = Scope(before or (own.date if own else ""), rows, (own.n,) if own else (), shortest)
    attached = {one.id: one.words() for one in where.attached}
    sources = AgreedSources(index, runs, scope, of_index(index), attached)
    held = AgreedQuestion(sources)
    phrase = held.phrase(asked.paragraphs[0]) if asked.is_words and question.is_phrase(asked, held.shortest) else None
    return [phrase] if phrase else [*held.of(asked.paragraphs)], sources, os.fspath(what) if _is_path(what) else ""


def with_new_words(found: Sequence[AgreedResult]) -> list[AgreedResult]:
    """Return the paragraphs that are new, or have words that are."""
    return [one for one in found if one.status == NEW or any(c.op in {"insert", "replace"} for c in one.changes)]


def _question(index: Index, what: Named, runs: Runs) -> Question:
    if _is_path(what):
        path = os.fspath(what)
        return question.paragraphs_of(index, *read_source(path), runs, path)
    selection = question.named_thing(index, str(what))
    return question.clauses_of_node(index, selection.node) if selection else question.of_words(str(what))


def compare(index: Index, old: Named, new: Named) -> Comparison:
    """Return what became of one text in another; raises as :meth:`compactx.api.Library.compare`."""
    catalogue = load_catalogue(index)
    return comparing.compare(_text(index, old, catalogue), _text(index, new, catalogue))


def _text(index: Index, what: Named, catalogue: Catalogue) -> ComparedText:
    if _is_path(what):
        return wording.text_of_document(read_document(os.fspath(what)), catalogue)
    return wording.text_of_node(index, select(index, str(what)).node, catalogue)


def check(index: Index, path: Named, only: Sequence[str] = ()) -> tuple[Examination, list[PlacedJudgement]]:
    """Return a judgement on each citation and quotation of a draft, and each again with its place.

    Raises as :meth:`compactx.api.Library.check`.
    """
    draft = draft_of(read_document(os.fspath(path)), index, load_catalogue(index), Wordings(index))
    found = examine(draft, only=only)
    return found, placed_judgements(draft, found.judgements, os.fspath(path))


def mended(index: Index, path: Named, *, track: bool) -> tuple[bytes, int]:
    """Return a copy of a draft with the fixes that are safe, and how many they are.

    Raises as :meth:`compactx.api.Library.mend`.
    """
    data, document = read_source(os.fspath(path))
    changes: list[mending.Correction] = []
    for one in check(index, path)[0].judgements:
        if one.fix and (not changes or one.fix.start >= changes[-1].end):
            changes.append(mending.Correction(one.fix.start, one.fix.end, one.fix.text))
    return mending.mend(data, document.name, document.text, changes, track=track)


def series_of_texts(index: Index, what: Sequence[Named]) -> Evolution:
    """Return how a series of texts changed; raises as :meth:`compactx.api.Library.evolution`."""
    catalogue = load_catalogue(index)
    if len(what) == 1 and not _is_path(what[0]):
        node = select(index, str(what[0])).node
        steps = series(index, node)
        if not steps:
            raise UsageError(f"{node.id} stands alone: no other resolution here has its title",
                             hint="name the texts one after another, the earliest first")  # fmt: skip
        stages = [_stage(index, step.node, catalogue) for step in steps]
        return evolving.evolution(node.title or node.id, stages)
    named = [one if _is_path(one) else select(index, str(one)).node for one in what]
    stages = [_stage(index, one, catalogue) for one in named]
    return evolving.evolution(f"{stages[0].name} to {stages[-1].name}", stages)


def _stage(index: Index, what: Named | Node, catalogue: Catalogue) -> evolving.Stage:
    if isinstance(what, str | os.PathLike):
        text = _text(index, what, catalogue)
        return evolving.Stage(text.name, "", "", "", text)
    held = wording.text_of_node(index, what, catalogue) if wording.words_of(index, what) else None
    return evolving.Stage(what.title, what.id, what.symbol, what.date, held)


def clauses_like(index: Index, words: str, scope: SearchScope, limit: int) -> SearchResult:
    """Return the clauses whose wording is most like some words; raises as :meth:`compactx.api.Library.search`."""
    if len(keys(words)) < question.FEWEST:
        raise UsageError("likeness compares three words and more", hint="search without like finds single ones")
    where = question.sources(index)
    attached = {one.id: one.words() for one in where.attached}
    held = AgreedSources(index, open_runs(where), Scope(), of_index(index), attached)
    return liking.like(AgreedQuestion(held), words, scope, limit)


def attached_texts() -> list[tuple[str, Mapping[str, str]]]:
    """Return the instruments that have a text, each with its wording by locator."""
    return [(name, text.words) for name in attached() if (text := stored(name))]


def scan(index: Index, path: Named) -> ScanResult:
    """Return what a document cites; raises as :meth:`compactx.api.Library.scan`."""
    document = read_document(os.fspath(path))
    found = scanning.scan(document.name, searchable(document), load_catalogue(index))
    return found.replace(unread=unread(document))


def verify(index: Index, reference: str) -> list[Finding]:
    """Return what does not hold in the text of an instrument; raises as :meth:`compactx.api.Library.verify`."""
    node = select(index, reference).node
    node = index.instrument_of(node) or node
    text = stored(node.id) or kept(index, node)
    if text is None:
        raise UsageError(f"no text of {node.id} is attached", hint=f"compactx attach {node.id} FILE")
    return verifying.verify(index, node, text)


def _is_path(what: Named) -> bool:
    """Say whether a document is meant: a path, a file that is there, or what ends like one."""
    return not isinstance(what, str) or os.path.isfile(what) or what.lower().endswith(ENDINGS)
