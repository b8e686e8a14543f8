"""A document, or the wording of what a reference names, as a text to compare."""

from __future__ import annotations

from compactx.citation.citation import ClauseSpan
from compactx.citation.scan import scan_text
from compactx.errors import UsageError
from compactx.index.wording import of_instrument
from compactx.intake.document import Document, citations_of, clause_wordings, numbers
from compactx.intake.texts.store import stored
from compactx.query.compare import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from compactx.citation.catalogue import Catalogue
    from compactx.index.read import Index, Node
    from compactx.query.compare import ComparedText


def text_of_document(
    document: Document, catalogue: Catalogue, tell: Callable[[int], None] | None = None
) -> ComparedText:
    """Return a document as a text; its footnotes count for the clauses that carry their marks.

    ``tell`` hears how many characters are done.
    """
    notes = {span.locator for span in document.provisions if span.kind == "footnote"}
    found = citations_of(document, catalogue, tell)
    return text_of(document.name, "", clause_wordings(document), found, notes, numbers(document))


def words_of(index: Index, node: Node) -> Mapping[str, str]:
    """Return the wording of the instrument of a node, or that it is, by locator; nothing if none is here."""
    whole = index.instrument_of(node) or node
    kept = stored(whole.id)
    return kept.words if kept else of_instrument(index, whole)


def text_of_node(index: Index, node: Node, catalogue: Catalogue) -> ComparedText:
    """Return the text of an instrument, or of a part of one, as attached or as the library has it.

    Raises:
        UsageError: there is no wording of what is named.
    """
    whole = index.instrument_of(node) or node
    words = words_of(index, node)
    if not words:
        hint = f"compactx attach {whole.id} FILE keeps one, or name a file; --things compares what is known of them"
        raise UsageError(f"no wording of {whole.id} is here to compare", hint=hint)
    notes = {one.locator for one in index.of_kind(("footnote",), whole.n)}
    if node.n != whole.n:
        inside = {one.locator for one in _parts(index, node)}
        words = {locator: clause for locator, clause in words.items() if locator in inside}
    joined, spans = _joined(words, notes)
    name = node.symbol or node.title or node.id
    described = {locator: index.by_id(f"{whole.id}/{locator}") for locator in words}
    known = {locator: one.printed for locator, one in described.items() if one}
    return text_of(name, whole.id, words, scan_text(joined, spans, catalogue), notes, known)


def _parts(index: Index, node: Node) -> Iterable[Node]:
    yield node
    for child in index.children(node.n):
        yield from _parts(index, child)


def _joined(words: Mapping[str, str], notes: set[str]) -> tuple[str, list[ClauseSpan]]:
    """Return clauses as one text for the reader, a footnote for the clause before it."""
    pieces: list[str] = []
    spans: list[ClauseSpan] = []
    at, carrier = 0, ""
    for locator, clause in words.items():
        is_note = locator in notes
        spans.append(ClauseSpan(locator, "footnote" if is_note else "paragraph", at, at + len(clause),
                                carrier if is_note else ""))  # fmt: skip
        carrier = carrier if is_note else locator
        pieces.append(clause)
        at += len(clause) + 2
    return "\n\n".join(pieces), spans
