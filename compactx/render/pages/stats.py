"""Figures about the corpus, for a terminal; each measure with a sentence on what it means.

Over time: a sparkline each, over years that many documents are of.
"""

from __future__ import annotations

from itertools import groupby

from compactx.render.pages import style
from compactx.render.pages.style import blank, grid, heading, indented, join, stack, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rich.console import Group, RenderableType
    from rich.text import Text

    from compactx.query.stats import Figure, YearTimeline

TITLES = {
    "size": "Size", "kinds": "Kinds", "cited": "Most cited", "objectives": "Objectives", "centrality": "Centrality",
    "communities": "Communities", "gaps": "Gap register",
}  # fmt: skip
_MEMBERS = 12
_BAR = 16
_GAPS = 3  # of a kind, beside other figures
_BESIDE = 11  # columns of the indent, the number and the gaps
_YEARS = 30  # years on a line; older ones are told in a sentence


def page(found: Sequence[Figure], width: int, *, whole: bool = False) -> Group:
    """Return the figures by section and measure; ``whole`` shortens nothing.

    Beside other sections the register of gaps has its counts and the first of each kind.
    """
    if not found:
        return stack(text("There is nothing to count here."))
    parts: list[RenderableType] = []
    for section, figures in groupby(found, key=lambda figure: figure.section):
        inside = list(figures)
        parts += [blank()] if parts else []
        parts += [heading(TITLES[section], len(inside) if section == "gaps" else None)]
        if section == "size":
            parts.append(indented(_size(inside, width)))
        elif section == "kinds":
            parts.append(indented(join(*(text(f"{figure.note} {figure.value}") for figure in inside), by=" · ")))
        else:
            parts += _measures(inside, width, whole=whole or len(inside) == len(found))
    return stack(*parts)


def _size(inside: Sequence[Figure], width: int) -> RenderableType:
    if width < style.NARROW:
        lines = [join(text(f"{one.value:>6}"), text(one.measure, style.LOCATOR)) for one in inside]
        meanings = [indented(text(one.meaning, style.QUIET), 8) for one in inside]
        return stack(*(part for pair in zip(lines, meanings, strict=True) for part in pair))
    table = grid(6, max(len(figure.measure) for figure in inside), None)
    for figure in inside:
        table.add_row(
            text(f"{figure.value:>6}"), text(figure.measure, style.LOCATOR), text(figure.meaning, style.QUIET)
        )
    return table


def _measures(inside: Sequence[Figure], width: int, *, whole: bool) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for measure, figures in groupby(sorted(inside, key=_by_measure(inside)), key=lambda figure: figure.measure):
        group = list(figures)
        section = group[0].section
        count = text(f"{len(group):,}" if section == "gaps" else "", style.QUIET)
        parts.append(indented(join(text(measure, style.LOCATOR), count, text(group[0].meaning, style.QUIET))))
        if section == "gaps":
            parts.append(indented(_gaps(group, whole=whole), 4))
        elif section == "communities":
            parts += [indented(_community(figure, whole=whole), 4) for figure in group]
        else:
            parts.append(indented(_ranking(group, width), 4))
    return parts


def _by_measure(inside: Sequence[Figure]) -> Callable[[Figure], int]:
    order = {measure: at for at, measure in enumerate(dict.fromkeys(figure.measure for figure in inside))}
    return lambda figure: order[figure.measure]


def _ranking(group: Sequence[Figure], width: int) -> RenderableType:
    """Return a line a figure: the number, a bar where there is room, the name, the id."""
    most = max(figure.value for figure in group) or 1
    table = grid(4, _BAR, None) if width >= style.NARROW else grid(4, None)
    for figure in group:
        number = text(f"{figure.value:.3f}" if figure.section == "centrality" else f"{figure.value:>4}")
        bar = text("▇" * round(_BAR * figure.value / most), style.QUIET)
        table.add_row(number, *([bar] if width >= style.NARROW else []), _name(figure))
    return table


def _name(figure: Figure) -> Text:
    if not figure.node:
        return text(figure.note, style.QUIET)
    return join(text(figure.node.caption), text(figure.node.id, style.ID), text(figure.note, style.QUIET))


def _gaps(group: Sequence[Figure], *, whole: bool) -> RenderableType:
    """Return a line a gap with the place that tells of it; where it is not asked for alone, the first few."""
    shown = group if whole else group[:_GAPS]
    more = len(group) - len(shown)
    told = [text(f"and {more:,} more: compactx stats gaps", style.QUIET)] if more else []
    return stack(*map(_gap, shown), *told)


def _gap(figure: Figure) -> Text:
    if not figure.node:
        return join(text(figure.source, style.QUIET), text(figure.note))
    told = text(figure.note or figure.node.caption)
    return join(told, text(figure.node.id, style.ID), text(figure.source, style.QUIET))


def _community(figure: Figure, *, whole: bool) -> Text:
    if not figure.members:
        return text(f"{figure.value:.2f}")
    names = figure.members if whole else figure.members[:_MEMBERS]
    more = f" and {len(figure.members) - len(names)} more" if len(figure.members) > len(names) else ""
    return join(text(f"{figure.value:>4}"), text(", ".join(names), style.ID), text(more, style.QUIET), by=" ")


def years_page(found: YearTimeline, names: Mapping[str, str], width: int) -> Group:
    """Return the table; ``names`` are short names by id."""
    from compactx.query.stats import YearRow, sparkline  # noqa: PLC0415 - other figures have none

    if not found.rows:
        return stack(text("No document with a date cites anything."))
    years = found.years[-_YEARS:]
    table = grid(5, len(years), None)
    room = width - len(years) - _BESIDE
    documents = YearRow(None, tuple(pair for pair in found.documents.counts if pair[0] in years))
    counted = text("documents with clauses here", style.QUIET)
    table.add_row(text(f"{found.documents.total:>5}"), text(sparkline(documents, years)), counted)
    for row in found.rows:
        if row.node:
            shown = row.replace(counts=tuple(pair for pair in row.counts if pair[0] in years))
            name = text(names.get(row.node.id) or row.node.title)
            named = join(name, text(row.node.id, style.ID))
            name = named if named.cell_len <= room else name
            table.add_row(text(f"{row.total:>5}"), text(sparkline(shown, years)), name)
    head = f"Most cited, {years[0]}-{years[-1]}"
    note = "Citing clauses by the year of their document; each line is drawn to its own highest year."
    return stack(heading(head), blank(), indented(table), blank(), text(note, style.QUIET))
