"""``attach`` for a terminal: how many clauses match, and those that do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.model.locator import printed
from compactx.render.pages import style
from compactx.render.pages.style import blank, counted, grid, indented, join, stack, text

if TYPE_CHECKING:
    from rich.console import Group, RenderableType

    from compactx.intake.texts.align import Match
    from compactx.intake.texts.attach import AttachResult

_SHOWN = 60


def page(done: AttachResult, *, everything: bool) -> Group:
    """Return the report."""
    total = len(done.matches)
    matching = done.count("matches")
    lines: list[RenderableType] = [
        join(text(done.instrument, style.ID), text(done.title, style.TITLE)),
        text(
            f"{matching} of {total} clauses of {done.source} match the edition known here"
            if total
            else f"{counted(done.known, 'clause')} of {done.source}, by its own numbers: none is described here"
        ),
    ]
    if done.edition:
        lines.append(text(f"the file is {done.edition}", style.QUIET))
    shown = [match for match in done.matches if everything or match.status != "matches"]
    if shown:
        lines += [blank(), _table(shown[: None if everything else _SHOWN])]
    if len(shown) > _SHOWN and not everything:
        lines.append(indented(text(f"and {len(shown) - _SHOWN} more; --all lists them", style.QUIET)))
    return stack(*lines, blank(), *_next(done))


def _table(matches: list[Match]) -> RenderableType:
    table = grid(max(len(printed(match.wanted.locator)) for match in matches), 7, None)
    for match in matches:
        table.add_row(
            text(printed(match.wanted.locator), style.LOCATOR), text(match.status), text(_detail(match), style.QUIET)
        )
    return indented(table)


def _detail(match: Match) -> str:
    if match.status == "missing":
        return f"{match.wanted.words} words, found nowhere"
    if match.status == "differs":
        known = f", as {match.edition} has it" if match.edition else ""
        return f"{match.words} words in the file, {match.wanted.words} known here{known}"
    return f"at {match.where}" if match.where != match.wanted.locator else ""


def _next(done: AttachResult) -> list[RenderableType]:
    if not done.path:
        return [text("nothing was kept (--dry-run)", style.QUIET)]
    tries = [f"compactx verify {done.instrument}", f"compactx show {done.instrument}/{_example(done)} --text"]
    return [join(text("kept in", style.QUIET), text(done.path)), style.commands(tries)]


def _example(done: AttachResult) -> str:
    return next((match.wanted.locator for match in done.matches if match.status == "matches"), "1")
