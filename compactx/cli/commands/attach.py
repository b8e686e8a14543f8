"""``compactx attach``: give an instrument the full wording that the user has."""

from __future__ import annotations

import os

from compactx.cli.command import Command, Param
from compactx.errors import UsageError
from compactx.query.select import select

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import RenderableType

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.intake.texts.attach import AttachedFile, AttachResult

COMMAND = Command(
    "attach",
    "keep the full wording of instruments, from your own copies",
    """Reads your copy of an official document, or all of a folder, recognises which instruments it holds by its symbol,
    its title and its clauses, says whether the clauses match the edition known here, and keeps the text in your data
    folder. From then on pages show the wording, search finds it and verify can prove every reference. An
    instrument before a single FILE says which it is; then every clause that does not match is listed.

    Of an instrument of which no clause is described here the text keeps its own numbering: compare, series and
    agreed read it. Its head has to bear the symbol, or the title.

    The corpus itself ships no official text. A clause matches when its words are the same, spacing,
    dashes and quotation marks aside.""",
    (
        ("compactx attach A_RES_73_195.pdf", "the Compact, told by its symbol"),
        ("compactx attach texts", "every document below a folder"),
        ("compactx attach progress-declaration-2022 76-266.xml", "from an XML copy"),
        ("pdftotext file.pdf - | compactx attach gcm -", "from a pipe"),
        ("compactx attach gcm other.txt --dry-run", "only say what matches"),
    ),
    (
        Param(
            "args",
            "words",
            "documents and folders; or an instrument and its document",
            metavar="FILE...|ID FILE",
            required=True,
        ),
        Param("force", "flag", "replace another text that is attached already", ("--force",)),
        Param("dry", "flag", "say what matches and keep nothing", ("--dry-run",)),
        Param("all", "flag", "list every clause, also those that match", ("--all",)),
    ),
    "Documents",
    reads_texts=True,
)


def run(session: Session, given: Arguments) -> int:
    """Attach a document, or several; the status is 1 when a clause differs, is missing, or a text is not recognised."""
    from compactx.cli.operands import Progress  # noqa: PLC0415 - help and mistakes need the table alone
    from compactx.intake.read import read_document  # noqa: PLC0415 - as above
    from compactx.intake.texts.attach import attach  # noqa: PLC0415 - as above

    words = given.words("args")
    if all(word == "-" or os.path.exists(word) for word in words):
        return _recognised(session, given, words)
    if len(words) < 2:  # noqa: PLR2004 - the instrument and the file
        raise UsageError(f"there is no file {words[0]}", hint="compactx attach FILE, or compactx attach ID FILE")
    node = select(session.index, " ".join(words[:-1])).node
    if node.locator:
        raise UsageError(
            f"{node.id} is a provision; a text is attached to the whole instrument",
            hint=f"compactx attach {node.id.partition('/')[0]} FILE",
        )
    with Progress(session, words[-1]):
        document = read_document(words[-1])
    session.warnings += [f"{document.name}: {warning}" for warning in document.warnings]
    done = attach(session.index, node, document, force=given.flag("force"), dry=given.flag("dry"))
    return _one(session, given, done)


def _one(session: Session, given: Arguments, done: AttachResult) -> int:
    from compactx.render.items import attach as data  # noqa: PLC0415 - as above

    if done.unsearched:
        count = f"{done.unsearched} clauses were" if done.unsearched > 1 else "1 clause was"
        session.warn(f"{count} not looked for in running text: {done.source} is too long for that")
    if session.format == "plain":
        kept = f"; kept in {done.path}" if done.path else ""
        told = f"{done.count('matches')} of {len(done.matches)} clauses match"
        session.warn((told if done.matches else f"{done.known} clauses, as the file numbers them") + kept)
    items = data.items(done)
    everything = given.flag("all")
    return session.present(
        items,
        columns=data.COLUMNS,
        page=lambda: _page(done, everything=everything),
        query={"instrument": done.instrument, "file": done.source},
        extra=data.summary(done),
        rows=items if everything else data.noteworthy(items),
        status=0 if done.count("matches") == len(done.matches) else 1,
    )


def _recognised(session: Session, given: Arguments, paths: list[str]) -> int:
    """Attach every document to the instruments that it is the text of."""
    from compactx.cli.operands import Progress  # noqa: PLC0415 - as above
    from compactx.intake.read import documents_below  # noqa: PLC0415 - as above
    from compactx.intake.texts.attach import attach_recognised  # noqa: PLC0415 - as above
    from compactx.render.items import attach as data  # noqa: PLC0415 - as above

    done: list[AttachedFile] = []
    counts: dict[str, int] = {}
    force, dry = given.flag("force"), given.flag("dry")
    for path in documents_below(paths):
        with Progress(session, path):
            done += attach_recognised(session.index, path, earlier=counts, force=force, dry=dry)
    everything = given.flag("all")
    items = data.file_items(done)
    return session.present(
        items,
        columns=data.FILE_COLUMNS,
        page=lambda: _files_page(done, everything=everything),
        query={"files": paths},
        identify="instrument",
        schema="attach-files",
        status=0 if all(item["recognised"] and not item["differs"] + item["missing"] for item in items) else 1,
    )


def _files_page(done: list[AttachedFile], *, everything: bool) -> RenderableType:
    from compactx.render.pages.attach import files_page  # noqa: PLC0415 - imports Rich

    return files_page(done, everything=everything)


def _page(done: AttachResult, *, everything: bool) -> RenderableType:
    from compactx.render.pages.attach import page  # noqa: PLC0415 - imports Rich

    return page(done, everything=everything)
