"""``compactx rename``: another id, in every file of a corpus folder."""

from __future__ import annotations

import os

from compactx.cli.command import Command, Param
from compactx.corpus.source import writable
from compactx.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import RenderableType

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.corpus.rename import Renaming

COLUMNS = ("file", "line", "column", "key", "before", "after")

COMMAND = Command(
    "rename",
    "give a thing of your own corpus another id, everywhere",
    """Changes the id of an instrument, an entry or a provision of your own corpus, or of the folder of --corpus, and
    every reference to it and to its parts, where they stand; all else in the files stays as you wrote it. A file that
    is called by the id takes the new one, and so does an attached text. Either all files change or none does.

    --dry-run only lists the places. What the shipped corpus has keeps its id.""",
    (
        ("compactx rename plan-2025 national-plan --dry-run", "what would change"),
        ("compactx rename plan-2025 national-plan", "an instrument with its provisions"),
        ("compactx rename plan-2025/3 plan-2025/4", "a provision with what stands below it"),
    ),
    (
        Param("words", "words", "the id and the new one", metavar="ID NEW", required=True),
        Param("dry", "flag", "write nothing", ("--dry-run",)),
    ),
    "Data",
)


def run(session: Session, given: Arguments) -> int:
    """Rename a thing."""
    from compactx.holdings import rename_in, rename_items  # noqa: PLC0415 - help and mistakes need the table alone

    words = given.words("words")
    if len(words) != 2:  # noqa: PLR2004 - the old one and the new one
        raise UsageError("rename takes an id and a new one", hint=COMMAND.examples[0][0])
    before, after = words
    place, dry = writable(session.corpus_folder), given.flag("dry")
    renaming = rename_in(session.index, place, before, after, dry=dry)
    for old, new in renaming.moves:
        session.warn(f"{os.path.relpath(old, place)} {'would be' if dry else 'is'} called {os.path.basename(new)}")
    query = {"before": before, "after": after} | ({"dry_run": True} if dry else {})
    return session.present(
        rename_items(renaming), columns=COLUMNS, page=lambda: _page(renaming, dry=dry), query=query, identify="after"
    )


def _page(renaming: Renaming, *, dry: bool) -> RenderableType:
    from compactx.render.pages.written import renamed  # noqa: PLC0415 - imports Rich

    return renamed(renaming, dry=dry)
