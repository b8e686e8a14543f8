"""``attach`` for a terminal: how many clauses match, and those that do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.model.locator import printed
from compactx.render.pages import style
from compactx.render.pages.style import blank, counted, grid, indented, join, stack, text

if TYPE_CHECKING:
    from rich.console import Group, RenderableType

    from compactx.intake.texts.align import Match
    from compactx.intake.texts.attach import AttachedFile, AttachResult

_SHOWN = 60


def page(done: AttachResult, *, everything: bool) -> Group:
    """Return the report: how many clauses match, and those that differ or are missing (``everything``: all)."""
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


def files_page(found: list[AttachedFile], *, everything: bool) -> Group:
    """Return what each document was recognised as, and what nothing is known of."""
    parts: list[RenderableType] = []
    for one in found:
        parts.append(text(one.file, style.LOCATOR))
        if one.done is None:
            parts.append(indented(join(text("not kept"), text(one.reason))))
        else:
            parts += [indented(part) for part in _file(one, one.done, everything=everything)]
        parts += [indented(text(warning, style.QUIET)) for warning in one.warnings]
    known = [one.done for one in found if one.done]
    files, lost = len({one.file for one in found}), sum(one.done is None for one in found)
    kept = "kept" if any(done.path for done in known) else "recognised, nothing was kept (--dry-run)"
    left = f"; {counted(lost, 'document')} not kept: compactx attach ID FILE says what it is" if lost else ""
    told = text(f"{counted(len(known), 'text')} of {counted(files, 'document')} {kept}{left}" if known else left[2:])
    first = next((done for done in known if done.path and done.matches), None)
    tries = (
        [style.commands([f"compactx show {first.instrument}/{_example(first)}", "compactx verify"])] if first else []
    )
    return stack(*parts, blank(), told, *tries)


def _file(one: AttachedFile, done: AttachResult, *, everything: bool) -> list[RenderableType]:
    """Return which instrument it is, by what it was told, and how many of its clauses match."""
    by = f"by its {' and '.join(one.by)}"
    counts = f"{done.count('matches')} of {counted(len(done.matches), 'clause')} match"
    told = counts if done.matches else f"{counted(done.known, 'clause')}, by its own numbers"
    lines: list[RenderableType] = [join(text(done.title, style.TITLE), text(done.instrument, style.ID)),
                                   text(f"{told}; told {by}", style.QUIET)]  # fmt: skip
    shown = [match for match in done.matches if everything or match.status != "matches"]
    lines += [_table(shown[: None if everything else _SHOWN])] if shown else []
    return lines


def _table(matches: list[Match]) -> RenderableType:
    table = grid(max(len(_printed(match)) for match in matches), 7, None)
    for match in matches:
        table.add_row(text(_printed(match), style.LOCATOR), text(match.status), text(_detail(match), style.QUIET))
    return indented(table)


def _printed(match: Match) -> str:
    return match.wanted.printed or printed(match.wanted.locator)


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
