"""Figures about the corpus, for a terminal; each measure with a sentence on what it means."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from compactx.render.pages import style
from compactx.render.pages.style import blank, grid, heading, indented, join, stack, text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.console import Group, RenderableType
    from rich.table import Table
    from rich.text import Text

    from compactx.query.stats import Figure

TITLES = {
    "size": "Size", "kinds": "Kinds", "cited": "Most cited", "objectives": "Objectives", "centrality": "Centrality",
    "communities": "Communities", "gaps": "Gap register",
}  # fmt: skip
_MEMBERS = 12
_BAR = 24


def page(found: Sequence[Figure], *, whole: bool = False) -> Group:
    """Return the figures by section and measure; ``whole`` shortens no line."""
    if not found:
        return stack(text("There is nothing to count here."))
    parts: list[RenderableType] = []
    for section, figures in groupby(found, key=lambda figure: figure.section):
        inside = list(figures)
        parts += [blank()] if parts else []
        parts += [heading(TITLES[section], len(inside) if section == "gaps" else None)]
        if section == "size":
            parts.append(indented(_size(inside)))
        elif section == "kinds":
            parts.append(indented(join(*(text(f"{figure.note} {figure.value}") for figure in inside), by=" · ")))
        else:
            parts += _measures(inside, whole=whole)
    return stack(*parts)


def _size(inside: Sequence[Figure]) -> Table:
    table = grid(6, max(len(figure.measure) for figure in inside), None)
    for figure in inside:
        table.add_row(
            text(f"{figure.value:>6}"), text(figure.measure, style.LOCATOR), text(figure.meaning, style.QUIET)
        )
    return table


def _measures(inside: Sequence[Figure], *, whole: bool) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for measure, figures in groupby(sorted(inside, key=_by_measure(inside)), key=lambda figure: figure.measure):
        group = list(figures)
        parts.append(indented(join(text(measure, style.LOCATOR), text(group[0].meaning, style.QUIET))))
        most = max(figure.value for figure in group) or 1
        widest = max(len(figure.node.id) if figure.node else 0 for figure in group)
        parts += [indented(_line(figure, most, widest, whole=whole), 4) for figure in group]
    return parts


def _by_measure(inside: Sequence[Figure]) -> Callable[[Figure], int]:
    order = {measure: at for at, measure in enumerate(dict.fromkeys(figure.measure for figure in inside))}
    return lambda figure: order[figure.measure]


def _line(figure: Figure, most: float, widest: int, *, whole: bool) -> Text:
    if figure.section == "communities":
        return _community(figure, whole=whole)
    identity = text(f"{figure.node.id if figure.node else '':<{widest}}", style.ID)
    title = text(figure.node.caption) if figure.node else text("")
    if figure.section == "gaps":
        line = join(identity, text(figure.source, style.QUIET), text(figure.note) if figure.note else title)
    else:
        number = f"{figure.value:>6.3f}" if figure.section == "centrality" else f"{figure.value:>4}"
        bar = "▇" * round(_BAR * figure.value / most)
        line = join(text(number), identity, text(f"{bar:<{_BAR}}", style.QUIET), text(figure.note, style.QUIET), title)
    if not whole:
        line.no_wrap, line.overflow = True, "ellipsis"
    return line


def _community(figure: Figure, *, whole: bool) -> Text:
    if not figure.members:
        return text(f"{figure.value:.2f}")
    names = [node.id for node in (figure.members if whole else figure.members[:_MEMBERS])]
    more = f" and {len(figure.members) - len(names)} more" if len(figure.members) > len(names) else ""
    return join(text(f"{figure.value:>4}"), text(", ".join(names), style.ID), text(more, style.QUIET), by=" ")
