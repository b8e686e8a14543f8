"""``compactx attach``: give an instrument the full wording that the user has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.cli.command import Command, Param
from compactx.cli.progress import Progress
from compactx.errors import UsageError
from compactx.intake.read import read_document
from compactx.intake.texts.attach import attach
from compactx.query.select import select
from compactx.render.items import attach as data

if TYPE_CHECKING:
    from rich.console import RenderableType

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.intake.texts.attach import AttachResult

COMMAND = Command(
    "attach",
    "keep the full wording of an instrument, from your own copy",
    """Reads your copy of an official document, finds the clauses of the instrument in it, says clause by
    clause whether they match the edition known here, and keeps the text in your data folder. From then on
    show --text prints the full wording and verify can prove every reference.

    Of an instrument of which no clause is described here the text keeps its own numbering: compare, series and
    agreed read it. Its head has to bear the symbol, or the title.

    The corpus itself ships no official text. A clause matches when its words are the same, spacing,
    dashes and quotation marks aside.""",
    (
        ("compactx attach gcm A_CONF.231_3.pdf", "the Compact, from the official PDF"),
        ("compactx attach progress-declaration-2022 76-266.xml", "from an XML copy"),
        ("pdftotext file.pdf - | compactx attach gcm -", "from a pipe"),
        ("compactx attach gcm other.txt --dry-run", "only say what matches"),
    ),
    (
        Param("args", "words", "the instrument, then the document", metavar="ID FILE", required=True),
        Param("force", "flag", "replace another text that is attached already", ("--force",)),
        Param("dry", "flag", "say what matches and keep nothing", ("--dry-run",)),
        Param("all", "flag", "list every clause, also those that match", ("--all",)),
    ),
    "Documents",
)


def run(session: Session, given: Arguments) -> int:
    """Attach a document; the status is 1 when a clause differs or is missing."""
    words = given.words("args")
    if len(words) < 2:  # noqa: PLR2004 - the instrument and the file
        raise UsageError("attach needs an instrument and a document", hint="compactx attach gcm FILE")
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
    if done.unsearched:
        count = f"{done.unsearched} clauses were" if done.unsearched > 1 else "1 clause was"
        session.warn(f"{count} not looked for in running text: {document.name} is too long for that")
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


def _page(done: AttachResult, *, everything: bool) -> RenderableType:
    from compactx.render.pages.attach import page  # noqa: PLC0415 - imports Rich

    return page(done, everything=everything)
