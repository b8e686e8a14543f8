"""``compactx import``: a document becomes a draft extract in the user's corpus."""

from __future__ import annotations

import os
import sys

from compactx.cli.command import Command, Param
from compactx.errors import UsageError
from compactx.model.kinds import INSTRUMENT_KINDS
from compactx.model.text import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import RenderableType

    from compactx.bulk.run import BulkResult, ImportProgress
    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.intake.drafts.imports import ImportResult

COMMAND = Command(
    "import",
    "make a draft extract of a document in your own corpus",
    """Divides a document into provisions with locators in its own numbering, leaves a gist to write for
    each, and proposes what each cites, with the words that do. The draft is a YAML file in your data
    folder and belongs to the corpus at once; the text is kept beside it, never in it.

    Import a changed document again under the same id: the differences are shown, and whatever you wrote or struck out
    stays. --dry-run only shows them.

    With --recursive it reads every document of folders, archives and lists of paths into your library, which every
    other command then knows. What did not change since is not read again, and an import that was stopped goes on. A
    document whose file is gone stays and is told; --prune removes it, unless a folder or archive could not be read.""",
    (
        ("compactx import plan.docx --id plan-2025", "a national plan"),
        ("compactx import 76-266.xml --id res-76-266 --kind resolution", "a resolution"),
        ("compactx import plan-v2.docx --id plan-2025 --dry-run", "what a new version would change"),
        ("compactx import resolutions/ --recursive", "a folder or an archive, into a library"),
    ),
    (
        Param("files", "words", "the document; - reads standard input (with --recursive a list of paths)",
              metavar="FILE", required=True),
        Param("recursive", "flag", "read folders, archives and lists into the library", ("--recursive",)),
        Param("prune", "flag", "with --recursive: remove documents whose files are gone from there", ("--prune",)),
        Param("jobs", "number", "processes that read at once; one a core if left out", ("--jobs", "-j"), "N"),
        Param("id", "text", "the id of the new instrument", ("--id",), "ID"),
        Param("title", "text", "its title, where the document's own is not found", ("--title",), "TEXT"),
        Param("kind", "text", "what it is", ("--kind",), "KIND", INSTRUMENT_KINDS),
        Param("force", "flag", "merge into a file that no import made; with --recursive read everything again",
              ("--force",)),
        Param("dry", "flag", "write nothing", ("--dry-run",)),
    ),
    "Documents",
    reads_texts=True,
)  # fmt: skip
_MINUTE = 60


def run(session: Session, given: Arguments) -> int:
    """Import one document."""
    files = given.words("files")
    if given.flag("recursive"):
        return run_bulk(session, given)
    for name in ("prune", "jobs"):
        if given.has(name):
            raise UsageError(f"--{name} goes with --recursive")
    if len(files) != 1:
        raise UsageError(
            "import takes one document, or many with --recursive",
            hint="compactx import FILE --id ID, or compactx import FILE... --recursive",
        )
    if os.path.isdir(files[0]):
        raise UsageError(f"{files[0]} is a folder", hint=f"compactx import {files[0]} --recursive")
    if not given.text("id"):
        raise UsageError("import needs an id for the new instrument", hint=f"compactx import {files[0]} --id plan-2025")
    from compactx.cli.operands import Progress  # noqa: PLC0415 - help and mistakes need the table alone
    from compactx.intake.drafts.imports import import_document  # noqa: PLC0415 - as above
    from compactx.intake.read import read_document  # noqa: PLC0415 - as above
    from compactx.render.items import imported as data  # noqa: PLC0415 - as above

    with Progress(session, files[0]):
        document = read_document(files[0])
    session.warnings += [f"{document.name}: {warning}" for warning in document.warnings]
    done = import_document(
        session.index, document, given.text("id"), title=given.text("title"), kind=given.text("kind"),
        force=given.flag("force"), dry=given.flag("dry"),
    )  # fmt: skip
    if not given.flag("dry") and not done.again:
        _resolve_again(session, done)
    if session.format == "plain" and done.path:
        session.warn(
            f"{_many(done.provisions, 'provision')} and {_many(done.proposals, 'proposal')} written to {done.path}"
        )
    return session.present(
        data.items(done),
        columns=data.COLUMNS,
        page=lambda: _page(done),
        query={"file": done.source, "id": done.instrument},
        extra=data.summary(done),
    )


def _resolve_again(session: Session, done: ImportResult) -> None:
    """Let earlier drafts find the new instrument, and tell of it."""
    from compactx.cli.session import Session as Fresh  # noqa: PLC0415 - the index of the corpus with the new extract
    from compactx.intake.drafts.imports import resolve_again  # noqa: PLC0415 - help and mistakes need the table alone

    for name, count in resolve_again(Fresh(COMMAND, session.given).index, done.instrument).items():
        session.warn(f"{name} cites {done.instrument}: {_many(count, 'proposal')} added to its draft")


def _page(done: ImportResult) -> RenderableType:
    from compactx.render.pages.written import page  # noqa: PLC0415 - imports Rich

    return page(done)


def _many(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"


def run_bulk(session: Session, given: Arguments) -> int:
    """Import everything below the paths; status 1 if something could not be read.

    Raises:
        UsageError: an option was given that is for one document.
    """
    from compactx.bulk.walk import DOCUMENTS  # noqa: PLC0415 - help and mistakes need the table alone
    from compactx.render.items import imported as data  # noqa: PLC0415 - as above

    paths = given.words("files")
    if paths == ["-"]:
        paths = [line for words in session.references_on_stdin() for line in words]
    for name in ("id", "title", "kind"):
        if given.has(name):
            raise UsageError(f"--{name} is for one document; --recursive finds them by itself")
    if given.flag("dry"):
        raise UsageError(
            "--dry-run is for one document", hint="compactx import FOLDER --recursive writes only the library"
        )
    done = _all_imported(paths, given)
    if done.vanished and not done.pruned and session.format != "page":
        number = len(done.vanished)
        session.warn(f"{number} document{' has' if number == 1 else 's have'} no file any more; --prune removes them")
    if not (done.read or done.unchanged or done.failed):
        session.warn(f"no document was found: files that end in {' '.join(DOCUMENTS)} are read, and archives of them")
    if done.otherwise:
        session.warn(
            f"{done.otherwise:,} of the library's documents stand elsewhere and were read by another compactx or"
            " with other names in the corpus; import their folders too"
        )
    return session.present(
        data.library_items(done),
        columns=data.LIBRARY_COLUMNS,
        page=lambda: _library_page(done),
        query={"paths": paths},
        extra=data.library_summary(done),
        identify="path",
        status=1 if any(one.status == "failed" for one in done.failed) else 0,
        schema="library",
    )


def _all_imported(paths: list[str], given: Arguments) -> BulkResult:
    """Import, with the progress on a terminal's standard error."""
    from compactx.bulk.run import import_all  # noqa: PLC0415 - help and mistakes need the table alone
    from compactx.bulk.walk import document_count  # noqa: PLC0415 - as above
    from compactx.corpus.source import roots  # noqa: PLC0415 - as above

    shows = sys.stderr.isatty() and not given.flag("quiet")
    try:
        return import_all(
            paths, roots(given.text("corpus")), total=document_count(paths) if shows else 0,
            processes=given.number("jobs"), again=given.flag("force"), prune=given.flag("prune"), tell=_tell,
            progress=_progress if shows else lambda _: None,
        )  # fmt: skip
    finally:
        if shows:
            sys.stderr.write("\r\x1b[K")


def _tell(message: str) -> None:
    line = "\r\x1b[K" if sys.stderr.isatty() else ""  # over the progress
    sys.stderr.write(f"{line}note: {clean(message)}\n")


def _progress(now: ImportProgress) -> None:
    left = f"{now.left / _MINUTE:.0f} min" if now.left > 2 * _MINUTE else f"{now.left:.0f} s"
    sys.stderr.write(f"\r\x1b[K{now.done:,} of {now.total:,} documents, {now.rate:.1f} a second, {left} left")
    sys.stderr.flush()


def _library_page(done: BulkResult) -> RenderableType:
    from compactx.render.pages.written import library_page  # noqa: PLC0415 - imports Rich

    return library_page(done)
