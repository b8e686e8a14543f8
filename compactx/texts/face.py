"""The questions about wordings as the library face asks them: of a document's path, a reference or words."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from compactx.checks.examine import examine, placed_judgements
from compactx.citation.catalogue import load_catalogue
from compactx.errors import UsageError
from compactx.index.run_store import open_runs
from compactx.index.wording import of_index
from compactx.intake.document import readable, unread
from compactx.intake.read import read_document, read_source
from compactx.intake.texts import verify as verifying
from compactx.intake.texts.store import stored
from compactx.intake.texts.verify import kept
from compactx.query import compare as comparing
from compactx.query import scan as scanning
from compactx.query.agreed import AgreedQuestion
from compactx.query.agreed_sources import AgreedSources, Scope
from compactx.query.dates import last_day
from compactx.query.select import select
from compactx.texts import question, wording
from compactx.texts.draft import Wordings, draft_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.checks.examine import Examination, PlacedJudgement
    from compactx.citation.catalogue import Catalogue
    from compactx.index.read import Index, Node
    from compactx.index.runs import Runs
    from compactx.model.finding import Finding
    from compactx.query.agreed import AgreedResult
    from compactx.query.compare import ComparedText, Comparison
    from compactx.query.scan import ScanResult
    from compactx.texts.question import Question

    Named = str | os.PathLike[str]


def agreed(
    index: Index, what: Named, before: str, only: Sequence[Node]
) -> tuple[Sequence[AgreedResult], AgreedSources, str]:
    """Return where each paragraph stood before, the sources asked, and the file if what is named is one.

    Raises as :meth:`compactx.api.Library.agreed`.
    """
    last_day(before)
    where = question.sources(index)
    runs = open_runs(where)
    asked = _question(index, what, runs)
    own = asked.whole
    rows = tuple((index.instrument_of(node) or node).n for node in only) or None
    scope = Scope(before or (own.date if own else ""), rows, (own.n,) if own else ())
    attached = {one.id: one.words() for one in where.attached}
    sources = AgreedSources(index, runs, scope, of_index(index), attached)
    held = AgreedQuestion(sources)
    phrase = held.phrase(asked.paragraphs[0]) if asked.is_words and question.is_phrase(asked, held.shortest) else None
    return [phrase] if phrase else [*held.of(asked.paragraphs)], sources, os.fspath(what) if _is_path(what) else ""


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


def check(index: Index, path: Named) -> tuple[Examination, list[PlacedJudgement]]:
    """Return a judgement on each citation and quotation of a draft, and each again with its place.

    Raises as :meth:`compactx.api.Library.check`.
    """
    draft = draft_of(read_document(os.fspath(path)), index, load_catalogue(index), Wordings(index))
    found = examine(draft)
    return found, placed_judgements(draft, found.judgements, os.fspath(path))


def scan(index: Index, path: Named) -> ScanResult:
    """Return what a document cites; raises as :meth:`compactx.api.Library.scan`."""
    document = read_document(os.fspath(path))
    found = scanning.scan(
        document.name, readable(document), document.provisions, load_catalogue(index),
        links=[(link.start, link.end, link.symbol) for link in document.links],
        cells=[(cell.start, cell.end, cell.heading, cell.title) for cell in document.cells],
    )  # fmt: skip
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
    return not isinstance(what, str) or os.path.isfile(what)
