"""``import``, ``new`` and ``rename`` for a terminal: what was written, what changed, and what to do next."""

from __future__ import annotations

import os
from collections import Counter

from compactx.model.locator import printed
from compactx.render.pages import style
from compactx.render.pages.style import blank, commands, counted, grid, heading, indented, join, stack, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import Group, RenderableType

    from compactx.bulk.run import BulkResult
    from compactx.corpus.rename import Renaming
    from compactx.intake.drafts.imports import ImportResult

_SHOWN = 80
_TOLD = 40
_TITLES = {
    "failed": "Not read",
    "twice": "In the library already, from another file",
    "vanished": "In the library, their files are gone; --prune removes them",
    "pruned": "Removed, for their files are gone",
}


def page(done: ImportResult) -> Group:
    """Return the report on one document: what the draft holds, what is open, and what changed since the one before."""
    held = f"{counted(done.provisions, 'provision')}, {counted(done.proposals, 'proposed reference')}"
    lines: list[RenderableType] = [
        join(text(done.instrument, style.ID), text(done.title, style.TITLE)),
        text(f"{held} from {done.source}"),
    ]
    if done.unresolved or done.ambiguous:
        open_ones = (
            f"{counted(done.unresolved, 'citation')} of things the corpus does not have,"
            f" {done.ambiguous} that may mean several"
        )
        lines.append(text(f"left out of the draft: {open_ones}", style.QUIET))
    if done.unused:
        no_part = (
            f"{counted(done.unused, 'stretch', 'stretches')} of the file: no part of the text (page headers and such)"
        )
        lines.append(text(no_part, style.QUIET))
    if done.again:
        lines += _changes(done)
    if not done.path:
        return stack(*lines, blank(), text("nothing was written (--dry-run)", style.QUIET))
    tries = [f"compactx tree {done.instrument}", f"compactx check {done.path}"]
    return stack(*lines, blank(), join(text("written to", style.QUIET), text(done.path)), style.commands(tries))


def _changes(done: ImportResult) -> list[RenderableType]:
    if not done.changes:
        return [blank(), text("Nothing changed since the import before.")]
    shown = [(done.numbers.get(one.locator) or printed(one.locator), one) for one in done.changes[:_SHOWN]]
    table = grid(7, max(len(number) for number, _ in shown), None)
    for number, change in shown:
        table.add_row(text(change.what), text(number, style.LOCATOR), text(change.detail, style.QUIET))
    more = len(done.changes) - _SHOWN
    rest = [indented(text(f"and {more} more; --plain lists them", style.QUIET))] if more > 0 else []
    kept = [text(f"{done.kept} decisions of yours were kept", style.QUIET)] if done.kept else []
    return [blank(), heading("Since the import before", len(done.changes)), indented(table), *rest, *kept]


def library_page(done: BulkResult) -> Group:
    """Return the report on many documents: how many were read, what the library holds, what could not be read."""
    rate = f", {done.read / done.seconds:.1f} a second" if done.read and done.seconds else ""
    lines: list[RenderableType] = [
        text(f"{counted(done.read, 'document')} read{rate}; {done.unchanged:,} had not changed", style.TITLE)
    ]
    if done.read:
        found = (
            f"{counted(done.official, 'official link')} and {counted(done.detected, 'citation')} that their texts make"
        )
        lines.append(text(found))
    for status, title in _TITLES.items():
        passed = [one for one in (*done.failed, *done.vanished) if one.status == status]
        if passed:
            lines += [blank(), heading(title, len(passed))]
            lines += [
                indented(join(text(one.path.rpartition("/")[2], style.ID), text(one.reason, style.QUIET)))
                for one in passed[:_TOLD]
            ]
            more = len(passed) - _TOLD
            reasons = Counter(one.reason.partition(" (")[0] for one in passed).most_common(3)
            shown = "; ".join(f"{count} {reason}" for reason, count in reasons)
            lines += [indented(text(f"and {more} more ({shown}); --plain lists them", style.QUIET))] if more > 0 else []
    numbers = ((done.documents, "document"), (done.clauses, "clause"), (done.citations, "reference"))
    held = ", ".join(counted(number, name) for number, name in numbers)
    tries = ["compactx stats --by year", "compactx list documents --sort cited"]
    return stack(*lines, blank(), text(f"The library holds {held}."), text(done.library, style.QUIET),
                 style.commands(tries))  # fmt: skip


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
