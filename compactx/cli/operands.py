"""What a comparison is given: documents and references, told apart, and read as texts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from compactx.citation.scan import scan_text
from compactx.citation.span import ClauseSpan
from compactx.errors import UsageError
from compactx.intake.citations import citations_of
from compactx.intake.document import Document, wordings
from compactx.intake.read import read_document
from compactx.query.compare import text_of
from compactx.query.select import exact, select, select_many

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from compactx.citation.catalogue import Catalogue
    from compactx.cli.session import Session
    from compactx.index.read import Index, Node
    from compactx.query.compare import Text

_BETWEEN = frozenset(("to", "with", "and"))
_SUFFIXES = ("txt", "md", "markdown", "html", "htm", "xhtml", "docx", "doc", "pdf", "xml", "akn", "odt", "rtf")


def operands(session: Session, words: Sequence[str]) -> list[str | Node]:
    """Return the paths of documents and the nodes of references, in their order.

    A word is a document if it is "-", ends like one, or is a file and names nothing; the words between documents are
    references, divided by "to", "with" or "and" or as :func:`compactx.query.select.select_many` divides them.

    Raises:
        UsageError, UnknownReferenceError, AmbiguousReferenceError: as :func:`compactx.query.select.select`.
    """
    if list(words).count("-") > 1:
        raise UsageError('"-" can be given once: standard input is read once')
    found: list[str | Node] = []
    loose: list[str] = []
    for word in words:
        if _is_document(session, word):
            found += _references(session, loose)
            loose = []
            found.append(word)
        else:
            loose.append(word)
    return [*found, *_references(session, loose)]


def _is_document(session: Session, word: str) -> bool:
    if word == "-":
        return True
    stem, dot, ending = word.rpartition(".")
    if dot and stem and ending.lower() in _SUFFIXES:
        return True
    return os.path.isfile(word) and exact(session.index, word) is None


def _references(session: Session, words: Sequence[str]) -> list[Node]:
    groups: list[list[str]] = [[]]
    for at, word in enumerate(words):
        if word.lower() in _BETWEEN and (at in (0, len(words) - 1) or exact(session.index, " ".join(words)) is None):
            groups.append([])
        else:
            groups[-1].append(word)
    found = []
    for group in groups:
        if len(group) == 2 and exact(session.index, " ".join(group)) is None:  # noqa: PLR2004 - two words are two ends
            chosen = [select(session.index, word) for word in group]
        else:
            chosen = select_many(session.index, group) if group else []
        for one in chosen:
            session.note_reading(one)
            found.append(one.node)
    return found


def text(session: Session, operand: str | Node, catalogue: Catalogue) -> Text:
    """Return a document, or the wording of what a reference names, as a text with what each clause cites.

    Raises:
        NotADocumentError: a document cannot be read.
        UsageError: there is no wording of what is named.
    """
    if not isinstance(operand, str):
        return _wording(session, operand, catalogue)
    document = read_document(operand)
    session.warnings += [f"{document.name}: {warning}" for warning in document.warnings]
    return of_document(document, catalogue)


def of_document(document: Document, catalogue: Catalogue) -> Text:
    """Return a document as a text; its footnotes count for the clauses that carry their marks."""
    notes = {span.locator for span in document.provisions if span.kind == "footnote"}
    found = citations_of(document, catalogue)
    return text_of(document.name, "", wordings(document), found, notes)


def words_of(index: Index, node: Node) -> Mapping[str, str]:
    """Return the wording of the instrument of a node, or that it is, by locator; nothing if none is here."""
    from compactx.index.wording import of_instrument  # noqa: PLC0415 - references only
    from compactx.intake.texts.store import stored  # noqa: PLC0415 - as above

    whole = index.instrument_of(node) or node
    kept = stored(whole.id)
    return kept.words if kept else of_instrument(index, whole)


def _wording(session: Session, node: Node, catalogue: Catalogue) -> Text:
    """Return the text of an instrument, or of a part of one, as attached or as the library has it."""
    index = session.index
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
    return text_of(name, whole.id, words, scan_text(joined, spans, catalogue), notes)


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
