"""``compactx import --recursive``: many documents into the library, with progress on standard error."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from compactx.bulk.run import import_all
from compactx.bulk.walk import document_count
from compactx.corpus.source import roots
from compactx.errors import UsageError
from compactx.model.text import clean
from compactx.render.items import imported as data

if TYPE_CHECKING:
    from rich.console import RenderableType

    from compactx.bulk.run import BulkResult, ImportProgress
    from compactx.cli.command import Arguments
    from compactx.cli.session import Session

_MINUTE = 60


def run_bulk(session: Session, given: Arguments) -> int:
    """Import everything below the paths; status 1 if something could not be read."""
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
    shows = sys.stderr.isatty() and not given.flag("quiet")
    try:
        done = import_all(
            paths, roots(given.text("corpus")), total=document_count(paths) if shows else 0,
            processes=given.number("jobs"), again=given.flag("force"), prune=given.flag("prune"), tell=_tell,
            progress=_progress if shows else lambda _: None,
        )  # fmt: skip
    finally:
        if shows:
            sys.stderr.write("\r\x1b[K")
    if done.vanished and not done.pruned and session.format != "page":
        number = len(done.vanished)
        session.warn(f"{number} document{' has' if number == 1 else 's have'} no file any more; --prune removes them")
    if done.otherwise:
        session.warn(
            f"{done.otherwise:,} of the library's documents stand elsewhere and were read by another compactx or"
            " with other names in the corpus; import their folders too"
        )
    return session.present(
        data.library_items(done),
        columns=data.LIBRARY_COLUMNS,
        page=lambda: _page(done),
        query={"paths": paths},
        extra=data.library_summary(done),
        identify="path",
        status=1 if any(one.status == "failed" for one in done.failed) else 0,
        schema="library",
    )


def _tell(message: str) -> None:
    line = "\r\x1b[K" if sys.stderr.isatty() else ""  # over the progress
    sys.stderr.write(f"{line}note: {clean(message)}\n")


def _progress(now: ImportProgress) -> None:
    left = f"{now.left / _MINUTE:.0f} min" if now.left > 2 * _MINUTE else f"{now.left:.0f} s"
    sys.stderr.write(f"\r\x1b[K{now.done:,} of {now.total:,} documents, {now.rate:.1f} a second, {left} left")
    sys.stderr.flush()


def _page(done: BulkResult) -> RenderableType:
    from compactx.render.pages.imported import library_page  # noqa: PLC0415 - imports Rich

    return library_page(done)
