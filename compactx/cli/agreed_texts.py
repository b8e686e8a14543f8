"""What the words of ``agreed`` on a command line ask about, and where it is looked for, with progress on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.citation.words import keys
from compactx.cli.operands import Progress, is_document, read_operand
from compactx.errors import UsageError
from compactx.index.run_store import open_runs
from compactx.index.wording import of_index
from compactx.query.agreed import AgreedQuestion
from compactx.query.agreed_sources import AgreedSources as Held
from compactx.query.agreed_sources import Scope
from compactx.texts.question import FEWEST, clauses_of_node, named_thing, of_words, paragraphs_of, sources

if TYPE_CHECKING:
    from typing import IO

    from compactx.cli.session import Session
    from compactx.index.run_store import Sources
    from compactx.index.runs import Runs
    from compactx.texts.question import Question


def word_runs(session: Session, where: Sources) -> Runs:
    """Return the word runs; a terminal hears when they are being made."""

    def tell(message: str) -> None:
        session.note(message)

    return open_runs(where, tell)


def likeness(session: Session, words: str) -> AgreedQuestion:
    """Return the question for ``search --like``.

    Raises:
        UsageError: the words are fewer than a run of words.
    """
    if len(keys(words)) < FEWEST:
        raise UsageError("--like compares three words and more", hint="compactx search WORDS finds single ones")
    return asking(session)


def asking(session: Session) -> AgreedQuestion:
    """Return the question about all documents there are."""
    where = sources(session.index)
    attached = {one.id: one.words() for one in where.attached}
    held = Held(session.index, word_runs(session, where), Scope(), of_index(session.index), attached)
    return AgreedQuestion(held)


def write_agreed(session: Session, part: str, output: str, *, force: bool) -> int:
    """Write ``agreed`` or ``wordings`` to a file, or to standard output if none is named; return the exit status.

    Raises:
        UsageError, CannotWriteError: as :func:`compactx.cli.handover.hand_over`.
    """
    from compactx.cli.handover import to_stdout  # noqa: PLC0415 - only for a table
    from compactx.export.formats import parquet  # noqa: PLC0415 - as above
    from compactx.export.place import put  # noqa: PLC0415 - as above
    from compactx.query.closest import agreed_links, worded_clauses  # noqa: PLC0415 - as above

    agreed = asking(session)
    meta = [(key, value) for key, value in session.index.meta().items() if key in {"name", "corpus_version", "sha256"}]

    def write(stream: IO[bytes]) -> None:
        if part == "agreed":
            rows = ((link.source.to, link.target.to, link.status, round(link.score, 6), link.source.date,
                     link.target.date) for link in agreed_links(agreed))  # fmt: skip
            parquet.write_table(meta, parquet.AGREED_COLUMNS, rows, stream)
        else:
            every = (
                (one.use.to, one.use.id, one.use.date, one.use.rank, one.words)
                for one in worded_clauses(agreed.sources)
            )
            parquet.write_table(meta, parquet.WORDINGS_COLUMNS, every, stream)

    if output:
        put({output: write}, binary=True, force=force)
        session.warn(f"wrote {output}")
    else:
        to_stdout(write, binary=True)
    session.tell()
    return 0


def questions(session: Session, words: list[str], runs: Runs) -> list[Question]:
    """Return what was asked about: files, else what a reference names, else the words themselves.

    Raises:
        NotADocumentError: a file cannot be read.
        UsageError: standard input is named twice.
        UnknownReferenceError, AmbiguousReferenceError: as :func:`compactx.texts.question.named_thing`.
    """
    if all(is_document(session, word, alone=len(words) == 1) for word in words):
        if words.count("-") > 1:
            raise UsageError('"-" can be given once: standard input is read once')
        return [_question(session, path, runs) for path in dict.fromkeys(words)]
    text = " ".join(words)
    selection = named_thing(session.index, text)
    if selection is None:
        return [of_words(text)]
    session.note_reading(selection)
    return [clauses_of_node(session.index, selection.node)]


def _question(session: Session, path: str, runs: Runs) -> Question:
    with Progress(session, path):
        return paragraphs_of(session.index, *read_operand(session, path), runs, path)
