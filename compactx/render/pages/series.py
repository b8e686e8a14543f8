"""A series of texts for a terminal: a line a text, then when the paragraphs of the latest came in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from compactx.model.locator import printed
from compactx.render.pages import style
from compactx.render.pages.style import blank, heading, indented, join, stack, text

if TYPE_CHECKING:
    from rich.console import Group, RenderableType
    from rich.text import Text

    from compactx.query.evolution import Evolution, Origin, Stage

_COUNTS = ("kept", "changed", "new", "gone")
_ROOM = 78  # columns from which the bars have room
_BAR = 24
_NAME = 32  # columns of a name before it is folded
_COLUMNS = 44  # columns of the counts with their gaps
_CELLS = {"kept": "█", "changed": "▒", "new": "+"}
_MISSING = "?"
_SHOWN = 12  # locators of a line that are listed


def page(found: Evolution, width: int, *, every: bool = False) -> Group:
    """Return the table of a series; ``every`` lists all paragraphs of the latest text by where they came in."""
    parts: list[RenderableType] = [text(found.name, style.TITLE), blank(), _table(found, width)]
    if width >= _ROOM:
        parts.append(text("░ the first  █ kept  ▒ changed  + new", style.QUIET))
    if any(stage.text is None for stage in found.stages):
        parts.append(text(f"{_MISSING} no wording here", style.QUIET))
    for line in _citations(found):
        parts += [indented(line)]
    return stack(*parts, *_origins(found, every=every))


def _table(found: Evolution, width: int) -> Table:
    table = Table.grid(padding=(0, 2 if width >= _ROOM else 1, 0, 0))
    longest = max((len(_called(stage, wide=width >= _ROOM)) for stage in found.stages), default=0)
    table.add_column(overflow="fold", no_wrap=longest <= _NAME, max_width=_NAME)
    for _ in range(len(_COUNTS) + 2):
        table.add_column(justify="right", no_wrap=True)
    if width >= _ROOM:
        table.add_column(no_wrap=True)
    head = ["", "all", *_COUNTS, "cites", *([""] if width >= _ROOM else [])]
    table.add_row(*(text(word, style.QUIET) for word in head))
    most = max((len(stage.text.clauses) for stage in found.stages if stage.text), default=1)
    for at, stage in enumerate(found.stages):
        first = not any(one.text for one in found.stages[:at])
        unit = min(_BAR, width - _COLUMNS - longest) / most
        table.add_row(*_row(stage, unit, wide=width >= _ROOM, first=first))
    return table


def _called(stage: Stage, *, wide: bool) -> str:
    year = stage.date[:4] if wide else ""
    return f"{stage.symbol or stage.name}  {year}".rstrip()


def _row(stage: Stage, unit: float, *, wide: bool, first: bool) -> list[Text]:
    name = join(text(stage.symbol or stage.name, style.ID), text(stage.date[:4] if wide else "", style.QUIET))
    if stage.text is None:
        return [name, text(_MISSING, style.QUIET)]
    whole = len(stage.text.clauses)
    counts = [str(getattr(stage, key)) if not first else "" for key in _COUNTS]
    cites = "" if first else f"+{len(stage.gained)} -{len(stage.lost)}"
    cells = [name, text(str(whole), style.TITLE), *map(text, counts), text(cites)]
    return [*cells, text(_bar(stage, unit, first=first))] if wide else cells


def _bar(stage: Stage, unit: float, *, first: bool) -> str:
    if first:
        return "░" * round(unit * stage.new)
    return "".join(sign * round(unit * getattr(stage, key)) for key, sign in _CELLS.items())


def _citations(found: Evolution) -> list[Text]:
    said = []
    for stage in found.stages:
        if stage.gained:
            names = ", ".join(one.named for one in stage.gained[:_SHOWN])
            more = f" and {len(stage.gained) - _SHOWN} more" if len(stage.gained) > _SHOWN else ""
            said.append(join(text(stage.symbol or stage.name, style.ID), text(f"newly cites {names}{more}")))
    return [blank(), *said] if said else []


def _origins(found: Evolution, *, every: bool) -> list[RenderableType]:
    if sum(stage.text is not None for stage in found.stages) < 2:  # noqa: PLR2004 - one text has no past
        return []
    latest = found.stages[-1].text
    numbers = {clause.locator: clause.printed for clause in latest.clauses} if latest else {}
    groups: dict[int, list[Origin]] = {}
    for one in found.origins:
        groups.setdefault(one.stage, []).append(one)
    parts: list[RenderableType] = [
        blank(),
        heading("paragraphs of the latest, by when they came in", len(found.origins)),
    ]
    for at, group in sorted(groups.items()):
        stage = found.stages[at]
        untouched = sum(not one.changed for one in group)
        note = f"{untouched} never changed" if untouched and at < len(found.stages) - 1 else ""
        parts.append(join(text(stage.symbol or stage.name, style.ID), text(str(len(group))), text(note, style.QUIET)))
        shown = group if every else group[:_SHOWN]
        more = ", …" if len(shown) < len(group) else ""
        places = ", ".join(numbers.get(one.locator) or printed(one.locator) for one in shown) + more
        parts.append(indented(text(places)))
    return parts
