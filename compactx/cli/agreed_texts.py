"""What ``agreed`` is asked about and asked of: paragraphs of a file or a reference, the library, attached texts."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from compactx.citation.canonical import canonical
from compactx.citation.words import keys
from compactx.errors import AmbiguousReferenceError, UsageError
from compactx.index.run_store import Attached, Sources, open_runs
from compactx.index.wording import of_index, of_instrument
from compactx.intake.document import Cuts
from compactx.intake.drafts.draft import draft
from compactx.intake.read import read_foreign
from compactx.intake.readers.load import load
from compactx.intake.texts import store
from compactx.model.record import Record
from compactx.query.agreed import Agreed, Asked
from compactx.query.agreed_sources import Scope
from compactx.query.agreed_sources import Sources as Held
from compactx.query.select import exact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import IO

    from compactx.citation.span import ClauseSpan
    from compactx.cli.session import Session
    from compactx.index.read import Index, Node
    from compactx.index.runs import Runs
    from compactx.intake.document import Document

_DOCUMENTS = (".txt", ".md", ".html", ".htm", ".xml", ".docx", ".pdf", ".akn")
_FEWEST = 3  # words that are taken for wording and not for a reference
_LONGEST_NAME = 400


class Question(Record):
    """Paragraphs, which instrument they are of (None for a draft or mere words), and what to call them."""

    name: str
    paragraphs: tuple[Asked, ...]
    whole: Node | None = None
    is_words: bool = False


def sources(index: Index) -> Sources:
    """Return what word runs are made of: the index's library and every attached text."""
    attached = [Attached(name, mark, _reader(name)) for name, mark in store.marks()]
    return Sources(index.meta().get("library", ""), tuple(attached), keys)


class _reader:  # noqa: N801 - a function with a memory
    """Reads an attached text when it is first asked for."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self) -> Mapping[str, str]:
        text = store.stored(self.name)
        return text.words if text else {}


def runs_of(session: Session, where: Sources) -> Runs:
    """Return the word runs; a terminal hears when they are being made."""

    def tell(message: str) -> None:
        session.note(message)

    return open_runs(where, tell)


def likeness(session: Session, words: str) -> Agreed:
    """Return the question for ``search --like``.

    Raises:
        UsageError: the words are fewer than a run of words.
    """
    if len(keys(words)) < _FEWEST:
        raise UsageError("--like compares three words and more", hint="compactx search WORDS finds single ones")
    return asking(session)


def asking(session: Session) -> Agreed:
    """Return the question about all documents there are."""
    where = sources(session.index)
    attached = {one.id: one.words() for one in where.attached}
    held = Held(session.index, runs_of(session, where), Scope(), of_index(session.index), attached)
    return Agreed(held)


def write_table(session: Session, part: str, output: str, *, force: bool) -> int:
    """Write ``agreed`` or ``wordings`` to a file, or to standard output if none is named; return the exit status.

    Raises:
        UsageError, CannotWriteError: as :func:`compactx.cli.handover.hand_over`.
    """
    from compactx.cli.handover import to_stdout  # noqa: PLC0415 - only for a table
    from compactx.export.formats import parquet  # noqa: PLC0415 - as above
    from compactx.export.place import put  # noqa: PLC0415 - as above
    from compactx.query.agreed_links import links, worded  # noqa: PLC0415 - as above

    agreed = asking(session)
    meta = [(key, value) for key, value in session.index.meta().items() if key in {"name", "corpus_version", "sha256"}]

    def write(stream: IO[bytes]) -> None:
        if part == "agreed":
            rows = ((link.source.to, link.target.to, link.status, round(link.score, 6), link.source.date,
                     link.target.date) for link in links(agreed))  # fmt: skip
            parquet.write_table(meta, parquet.AGREED_COLUMNS, rows, stream)
        else:
            every = ((one.use.to, one.use.id, one.use.date, one.use.rank, one.words) for one in worded(agreed.sources))
            parquet.write_table(meta, parquet.WORDINGS_COLUMNS, every, stream)

    if output:
        put({output: write}, binary=True, force=force)
        session.warn(f"wrote {output}")
    else:
        to_stdout(write, binary=True)
    session.tell()
    return 0


def question(session: Session, words: list[str], runs: Runs) -> Question:
    """Return what was asked about: a file, else what a reference names, else the words themselves.

    Raises:
        NotADocumentError: the file cannot be read.
        UnknownReferenceError, AmbiguousReferenceError: a word or two that name nothing, or several things.
    """
    text = " ".join(words)
    if len(words) == 1 and (text == "-" or os.path.isfile(text) or text.lower().endswith(_DOCUMENTS)):
        return _of_file(session, text, runs)
    try:
        selection = exact(session.index, text) if len(text) <= _LONGEST_NAME else None
    except AmbiguousReferenceError:
        if len(keys(text)) < _FEWEST:
            raise
        selection = None
    if selection is None and len(keys(text)) < _FEWEST:
        from compactx.query.select import select  # noqa: PLC0415 - what it finds, or what it says

        selection = select(session.index, text)
    if selection:
        session.note_reading(selection)
        return _of_node(session, selection.node)
    return Question(text, (Asked("", 0, len(text), text),), is_words=True)


def _of_file(session: Session, path: str, runs: Runs) -> Question:
    data, name = load(path)
    document = read_foreign(data, name)
    session.warnings += [f"{document.name}: {warning}" for warning in document.warnings]
    return Question(document.name, tuple(_paragraphs(document)), _itself(session.index, data, document, runs))


def _paragraphs(document: Document) -> Iterator[Asked]:
    """Yield each clause once that is no footnote, in order; one in several spans is put together."""
    cuts = Cuts(document)
    spans: dict[str, list[ClauseSpan]] = {}
    for span in document.provisions:
        if span.kind != "footnote":
            spans.setdefault(span.locator, []).append(span)
    for locator, inside in spans.items():
        wording, pieces = "", list[tuple[int, int]]()
        for span in inside:
            stretches = [*cuts.between(span)]
            whole = "".join([document.text[start:end] for start, end in stretches])
            if wording and whole.strip():
                wording += "\n"
            at = len(wording) - len(whole) + len(whole.lstrip())
            for start, end in stretches:
                pieces.append((at, start))
                at += end - start
            wording += whole.strip()
        yield Asked(locator, inside[0].start, inside[0].end, wording, tuple(pieces))


def _itself(index: Index, data: bytes, document: Document, runs: Runs) -> Node | None:
    """Return the instrument that a file is a copy of: the very file of the library, or one that bears its symbol."""
    number = runs.document_with(hashlib.sha256(data).hexdigest())
    if number is not None:
        sql = "SELECT node FROM held WHERE document = ?"
        row = index.connection.execute(sql, (runs.documents[number][1],)).fetchone()
        return index.node(row[0]) if row else None
    symbol = canonical(str(draft(document, "document", ())["instrument"].get("symbol", "")))
    named = [index.node(name.node) for name in index.named(symbol) if name.type == "symbol"] if symbol else []
    return named[0] if named else None


def _of_node(session: Session, node: Node) -> Question:
    index = session.index
    whole = index.instrument_of(node) or node
    text = store.stored(whole.id)
    wording = text.words if text else of_instrument(index, whole)
    if not wording:
        raise UsageError(f"the wording of {node.id} is not here", hint=f"compactx attach {whole.id} FILE keeps it")
    inside = None if node.n == whole.n else {node.locator, *(part.locator for part in _below(index, node))}
    notes = {note.locator for note in index.of_kind(("footnote",), whole.n)}
    chosen = [(at, words) for at, words in wording.items() if at not in notes and (inside is None or at in inside)]
    return Question(node.id, tuple(Asked(at, None, None, words) for at, words in chosen), whole)


def _below(index: Index, node: Node) -> Iterator[Node]:
    for child in index.children(node.n):
        yield child
        yield from _below(index, child)
