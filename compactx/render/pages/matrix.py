"""A matrix for a terminal: abbreviated, turned round or cut into bands until it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.model.text import short
from compactx.render.pages import style
from compactx.render.pages.style import blank, stack, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Group, RenderableType
    from rich.text import Text

    from compactx.query.matrix import Matrix, MatrixLine

HOLE = "·"
_ALL = "all"  # the row of totals
_GAP = 1
_SHORTEST_TITLE = 16
_LONGEST_TITLE = 48
_NAMED = 12
_MANY = 16


def page(found: Matrix, width: int, *, holes: bool) -> Group:
    """Return the table within a width, and below it the rows and columns in which nothing stands."""
    shown = found.shown(holes=holes)
    if not found.cells:
        return stack(text(f"There are no {found.reading}."), *_missing(found))
    matrix, bands = fitted_matrix(shown, width)
    parts: list[RenderableType] = [_caption(matrix, turned=matrix is not shown)]
    for band in bands:
        parts += [blank(), *_band(matrix, band, width)]
    parts += _legend(matrix)
    if not holes:
        parts += _missing(found)
    return stack(*parts, style.legend(line.node for line in (*matrix.rows, *matrix.columns)))


def _legend(matrix: Matrix) -> list[RenderableType]:
    """Return what the heads of the columns stand for."""
    told = [f"{column.label} {_after(column)}" for column in matrix.columns if _after(column)]
    return [blank(), text("; ".join(told), style.QUIET)] if told else []


def _after(column: MatrixLine) -> str:
    """Return what to say behind a label: the short title without its number, '' where it says nothing more."""
    said = column.title.removeprefix(column.label).strip()
    return "" if said in {"", column.node.id} or column.node.locator == said else said


def hole_page(found: Matrix) -> Group:
    """Return the rows and columns in which nothing stands, a line each."""
    parts: list[RenderableType] = []
    for kind, other, lines in (
        (found.row_kind, found.column_kind, found.rows),
        (found.column_kind, found.row_kind, found.columns),
    ):
        empty = [line.node for line in lines if line.empty]
        parts += [style.heading(f"{kind} without {other}", len(empty))]
        parts += [style.join(text(f"  {node.id}", style.ID), text(node.caption)) for node in empty]
        parts.append(blank())
    alone = (line.node for line in (*found.rows, *found.columns) if line.empty)
    return stack(*parts[:-1], style.legend(alone))


def fitted_matrix(matrix: Matrix, width: int) -> tuple[Matrix, list[tuple[MatrixLine, ...]]]:
    """Return the matrix, turned round if it then needs fewer bands, and the columns of each band."""
    turned = matrix.turned()
    upright, sideways = _bands(matrix, width), _bands(turned, width)
    return (turned, sideways) if len(sideways) < len(upright) else (matrix, upright)


def _stacked(matrix: Matrix) -> bool:
    """Say whether column numbers are written downwards, a digit a line: when there are many of them."""
    return len(matrix.columns) > _MANY and all(column.label.isdecimal() for column in matrix.columns)


def _bands(matrix: Matrix, width: int) -> list[tuple[MatrixLine, ...]]:
    """Divide the columns into runs that fit beside the row labels."""
    room = width - _side(matrix, width)
    bands: list[list[MatrixLine]] = [[]]
    used = 0
    for column in matrix.columns:
        needed = _wide(matrix, column) + _GAP
        if bands[-1] and used + needed > room:
            bands.append([])
            used = 0
        bands[-1].append(column)
        used += needed
    return [tuple(band) for band in bands]


def _called(matrix: Matrix, width: int) -> list[str]:
    """Return what stands at the head of each row: its short title where that has room, else its label.

    A number or a locator is a label that a name follows.
    """
    titles = [row.title for row in matrix.rows]
    is_counted = any(row.node.locator for row in matrix.rows)
    return [row.label for row in matrix.rows] if is_counted or max(map(len, titles)) > width // 2 else titles


def _side(matrix: Matrix, width: int) -> int:
    return max(map(len, (_ALL, *_called(matrix, width))))


def _name(row: MatrixLine) -> str:
    """Return what tells a row to people behind its label: the short name, or else the title or the words."""
    return _after(row) or ("" if row.node.caption == row.label else row.node.caption)


def _wide(matrix: Matrix, column: MatrixLine) -> int:
    digits = max((len(str(line.total)) for line in matrix.columns), default=1)
    return digits if _stacked(matrix) else max(len(column.label), digits)


def _caption(matrix: Matrix, *, turned: bool) -> Text:
    note = ", turned round to fit" if turned else ""
    days = sorted({cell.as_of for cell in matrix.cells if cell.as_of})
    if days:
        says = f"P party, s signed only, as of {' and '.join(days)}"
        return text(f"{matrix.row_kind} (down) and {matrix.column_kind} (across): {says}{note}", style.QUIET)
    return text(f"{matrix.row_kind} (down) and {matrix.column_kind} (across): {matrix.reading}{note}", style.QUIET)


def _band(matrix: Matrix, columns: Sequence[MatrixLine], width: int) -> list[RenderableType]:
    cells = matrix.by_ends()
    called, side = _called(matrix, width), _side(matrix, width)
    wide = [_wide(matrix, column) for column in columns]
    room = width - side - sum(wide) - _GAP * len(wide) - 2
    is_told = called != [row.title for row in matrix.rows] or any(row.node.locator for row in matrix.rows)
    longest = max(len(_name(row)) for row in matrix.rows) if is_told else 0
    names = min(_LONGEST_TITLE, room, longest) if room >= _SHORTEST_TITLE else 0
    lines: list[RenderableType] = [*_heads(matrix, columns, wide, side + (names + 2 if names else 0))]
    for row, label in zip(matrix.rows, called, strict=True):
        line = text(f"{label:>{side}}" if label.isdecimal() else f"{label:<{side}}", style.ID)
        if names:
            line.append_text(text(f"  {short(_name(row), names):<{names}}"))
        for column, size in zip(columns, wide, strict=True):
            cell = cells.get((row.node.n, column.node.n))
            shown = text(f" {cell.mark:>{size}}", style.TITLE) if cell else text(f" {HOLE:>{size}}", style.QUIET)
            line.append_text(shown)
        line.no_wrap = True
        lines.append(line)
    return [*lines, *_totals(matrix, columns, wide, side + (names + 2 if names else 0))]


def _totals(matrix: Matrix, columns: Sequence[MatrixLine], wide: Sequence[int], indent: int) -> list[Text]:
    """Return the line with how many clauses stand in each column, nothing where States stand."""
    if any(cell.status for cell in matrix.cells):
        return []
    line = text(f"{_ALL:<{indent}}", style.QUIET)
    for column, size in zip(columns, wide, strict=True):
        line.append_text(text(f" {column.total:>{size}}", style.QUIET))
    line.no_wrap = True
    return [line]


def _heads(matrix: Matrix, columns: Sequence[MatrixLine], wide: Sequence[int], indent: int) -> list[Text]:
    """Return the line with the column labels, or one line for each digit of them."""
    longest = max(len(column.label) for column in columns) if _stacked(matrix) else 1
    heads = []
    for at in range(longest):
        head = text(" " * indent)
        for column, size in zip(columns, wide, strict=True):
            label = f"{column.label:>{longest}}"[at] if longest > 1 else column.label
            head.append_text(text(f" {label:>{size}}", style.QUIET if column.empty else style.LOCATOR))
        head.no_wrap = True
        heads.append(head)
    return heads


def _missing(found: Matrix) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for kind, lines in ((found.row_kind, found.rows), (found.column_kind, found.columns)):
        empty = [line.label for line in lines if line.empty]
        if empty:
            more = f" and {len(empty) - _NAMED} more" if len(empty) > _NAMED else ""
            stand = "stands" if len(empty) == 1 else "stand"
            parts.append(
                text(f"{len(empty)} of the {kind} {stand} alone: {', '.join(empty[:_NAMED])}{more}", style.QUIET)
            )
    return [blank(), *parts, text("--empty draws them, --holes lists them", style.QUIET)] if parts else []
