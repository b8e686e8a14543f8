"""``new`` and ``rename`` for a terminal: what was written, and what to do next."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from compactx.render.pages import style
from compactx.render.pages.style import blank, commands, counted, grid, indented, join, stack, text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from compactx.corpus.rename import Renaming


def new(path: str) -> RenderableType:
    """Return where a skeleton stands, seen from the current folder if it is below it, and how to go on."""
    near = os.path.relpath(path) if path.startswith(os.getcwd() + os.sep) else path
    return stack(text(near, style.ID), blank(), commands((f"$EDITOR {near}", f"compactx check {near}")))


def renamed(renaming: Renaming, *, dry: bool) -> RenderableType:
    """Return the places of a renaming, file by file."""
    table = grid(max(len(f"{one.file}:{one.line}") for one in renaming.places), None)
    for one in renaming.places:
        change = text(f"{one.key}: {one.before} becomes {one.after}")
        table.add_row(text(f"{one.file}:{one.line}", style.LOCATOR), change)
    count = counted(len(renaming.places), "place")
    files = counted(len(renaming.texts), "file")
    said = f"{count} in {files} {'would change' if dry else 'changed'}"
    head = join(text(renaming.before, style.ID), text("becomes"), text(renaming.after, style.ID))
    return stack(head, text(said), blank(), indented(table))
