"""A matrix as a file: an SVG or PNG heat map for a slide, an HTML page, a Markdown table, a table for spreadsheets.

The colours of the heat map are one hue from light to dark, so that it prints in grey and reads without colour. The page
needs nothing else: no script, no network.
"""

from __future__ import annotations

import csv

from compactx.export.escape import cell, html, markdown
from compactx.export.formats.png import painted
from compactx.export.picture.frame import Content, Sign, framed, of_mark, words_at
from compactx.export.picture.looks import GROUND, INK, QUIET, RULE
from compactx.export.picture.text import text_width, wrapped
from compactx.model.text import LEGEND, SUMMARY, short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO

    from compactx.query.matrix import Matrix, MatrixCell, MatrixLine

_CELL = 28.0
_SIZE, _NUMBER = 12.5, 12.0  # font sizes
_SIDE_ROOM, _HEAD_ROOM = 430.0, 240.0  # for the titles of rows and of columns
_LEAN = 0.71  # column titles lean by 45 degrees
_EMPTY = "#9a5b00"
# Five steps of one blue, told apart by lightness alone.
STEPS = ("#dcebf7", "#b0d2ea", "#72aed6", "#2c72ac", "#14578f")
_DARK_FROM = 3
_STYLE = """
body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem; color: #1b1f24; background: #fff; }
table { border-collapse: collapse; } caption { text-align: left; padding-bottom: .6rem; }
th, td { border: 1px solid #d5dae1; padding: .25rem .45rem; text-align: center; vertical-align: middle; }
thead th { position: sticky; top: 0; background: #f2f4f7; vertical-align: bottom; }
thead th span { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; }
tbody th { text-align: left; font-weight: normal; max-width: 26rem; background: #fff; position: sticky; left: 0; }
tbody th b { font-weight: 600; } td.hole { color: #8b95a1; } td small { display: block; font-size: .72rem; }
.empty th, th.empty { background: #fff4e5; }
@media print { thead th, tbody th { position: static; } }
"""
HOLE = "·"
_TITLE = 60


def write_svg(matrix: Matrix, stream: IO[str], *, clauses: bool = False, dark: bool = False) -> None:
    """Write the picture; the clauses of each cell are its tooltip, ``clauses`` changes nothing."""
    del clauses
    stream.write(drawn(matrix, dark=dark))


def drawn(matrix: Matrix, *, dark: bool = False) -> str:
    """Return the picture as SVG text."""
    sides = [_cut(_side(row), _SIDE_ROOM) for row in matrix.rows]
    heads = [_cut(column.title, _HEAD_ROOM) for column in matrix.columns]
    left = max((text_width(side, _SIZE) for side in sides), default=0.0) + 10
    lean = max((text_width(head, _SIZE) for head in heads), default=0.0) * _LEAN
    top = lean + 18
    across, down = len(heads) * _CELL, len(sides) * _CELL
    drawing = (
        *(_head(column, head, left + n * _CELL, top) for n, (column, head) in _counted(matrix.columns, heads)),
        *(_row(row, side, left, top + n * _CELL) for n, (row, side) in _counted(matrix.rows, sides)),
        *_cells(matrix, left, top),
    )
    title = f"{matrix.row_kind.capitalize()} and {matrix.column_kind}"
    size = left + across + lean, top + down
    return framed(Content(title, matrix.reading, drawing, *size, _signs(matrix)), dark=dark)


def _counted(lines: tuple[MatrixLine, ...], titles: list[str]) -> Iterator[tuple[int, tuple[MatrixLine, str]]]:
    return enumerate(zip(lines, titles, strict=True))


def _cut(text: str, room: float) -> str:
    return " ".join(wrapped(text, _SIZE, room, 1))


def _side(row: MatrixLine) -> str:
    return row.node.caption if row.label == row.node.caption else f"{row.label} · {row.node.caption}"


def _head(column: MatrixLine, title: str, x: float, top: float) -> str:
    colour = _EMPTY if column.empty else INK
    turn = f'transform="translate({x + _CELL / 2 + 4:.1f} {top - 7:.1f}) rotate(-45)"'
    return (
        f"<g><title>{html(column.node.caption)}</title>"
        f'<text {turn} font-size="{_SIZE}" fill="{colour}">{html(title)}</text></g>'
    )


def _row(row: MatrixLine, title: str, left: float, y: float) -> str:
    colour = _EMPTY if row.empty else INK
    text = words_at(left - 10, y + _CELL / 2 + 3, title, _SIZE, fill=colour, align="end")
    return f"<g><title>{html(row.node.caption)}</title>{text}</g>"


def _cells(matrix: Matrix, left: float, top: float) -> Iterator[str]:
    cells = matrix.by_ends()
    highest = max((one.count for one in matrix.cells), default=1)
    for at, row in enumerate(matrix.rows):
        for n, column in enumerate(matrix.columns):
            x, y = left + n * _CELL, top + at * _CELL
            cell = cells.get((row.node.n, column.node.n))
            yield _hole(x, y, _CELL - 2) if cell is None else _full(row, column, cell, highest, x, y)


def _full(row: MatrixLine, column: MatrixLine, cell: MatrixCell, highest: int, x: float, y: float) -> str:
    fill, ink = shade(cell.count, highest)
    listed = ", ".join(clause.printed or clause.title for clause in cell.clauses) or cell.status
    told = html(f"{row.node.caption} and {column.node.caption}: {listed}")
    mark = words_at(x + _CELL / 2 - 1, y + _CELL / 2 + 3, cell.mark, _NUMBER, fill=ink, align="middle")
    return f"<g><title>{told}</title>{_square(x, y, _CELL - 2, fill)}{mark}</g>"


def _square(x: float, y: float, size: float, fill: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{size:g}" height="{size:g}" fill="{fill}"/>'


def _hole(x: float, y: float, size: float) -> str:
    frame = f'fill="{GROUND}" stroke="{RULE}"'
    rect = f'<rect x="{x:.1f}" y="{y:.1f}" width="{size:g}" height="{size:g}" {frame}/>'
    return f'{rect}<circle cx="{x + size / 2:.1f}" cy="{y + size / 2:.1f}" r="1.5" fill="{QUIET}"/>'


def _signs(matrix: Matrix) -> tuple[Sign, ...]:
    """Return a sign for each step of the scale that occurs, with its counts, for a hole, and for what marks say."""
    signs = _standings(matrix) or _scale(matrix)
    shown = {(cell.row.n, cell.column.n) for cell in matrix.cells}
    if len(shown) < len(matrix.rows) * len(matrix.columns):
        signs.append(Sign("none", lambda x, y: _hole(x + 8, y - 9, 18)))
    if any(line.empty for line in (*matrix.rows, *matrix.columns)):
        text = "a row or column in which nothing stands"
        signs.append(Sign(text, lambda x, y: words_at(x + 17, y + 4, "abc", _NUMBER, fill=_EMPTY, align="middle")))
    if matrix.has_summaries:
        signs.append(of_mark(SUMMARY.strip(), "our summary"))
    return tuple(signs)


def _standings(matrix: Matrix) -> list[Sign]:
    marks = {cell.mark: cell.status for cell in matrix.cells if cell.status}
    return [of_mark(mark, status) for mark, status in sorted(marks.items())]


def _scale(matrix: Matrix) -> list[Sign]:
    counts: dict[int, list[int]] = {}
    highest = max((one.count for one in matrix.cells), default=1)
    for number in sorted({one.count for one in matrix.cells}):
        counts.setdefault(shade_step(number, highest), []).append(number)
    return [_of_step(at, numbers) for at, numbers in counts.items()]


def _of_step(at: int, numbers: list[int]) -> Sign:
    span = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]} to {numbers[-1]}"
    word = "clause" if span == "1" else "clauses"
    return Sign(f"{span} {word}", lambda x, y: _square(x + 8, y - 9, 18, STEPS[at]))


def shade_step(count: int, top: int) -> int:
    """Return which step a count has when the highest count is ``top``; equal counts everywhere get the middle step.

    >>> [shade_step(n, 9) for n in (1, 2, 5, 8, 9)], shade_step(1, 1)
    ([0, 0, 2, 3, 4], 2)
    """
    if top <= 1:
        return len(STEPS) // 2
    return (count - 1) * (len(STEPS) - 1) // (top - 1)


def shade(count: int, top: int) -> tuple[str, str]:
    """Return the fill of a cell and a text colour that is read on it."""
    at = shade_step(count, top)
    return STEPS[at], "#ffffff" if at >= _DARK_FROM else "#1b2430"


def write_html(matrix: Matrix, stream: IO[str], *, clauses: bool = False) -> None:
    """Write the page; the clauses of a cell stand in it or, if they are not asked for, in its tooltip."""
    cells = matrix.by_ends()
    top = max((one.count for one in matrix.cells), default=1)
    title = html(f"{matrix.row_kind} and {matrix.column_kind}")
    legend = f"; {html(LEGEND)}" if matrix.has_summaries else ""
    stream.write(f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n')
    stream.write(f"<style>{_STYLE}</style>\n</head>\n<body>\n<table>\n")
    stream.write(
        f"<caption>{title}: {html(matrix.reading)}; a point marks a hole{legend}</caption>\n<thead><tr><th></th>"
    )
    stream.write("".join(_html_head(column) for column in matrix.columns))
    stream.write("</tr></thead>\n<tbody>\n")
    for row in matrix.rows:
        stream.write(f'<tr class="empty">{_html_side(row)}' if row.empty else f"<tr>{_html_side(row)}")
        found = (cells.get((row.node.n, column.node.n)) for column in matrix.columns)
        stream.write("".join(_html_cell(one, top, clauses=clauses) for one in found))
        stream.write("</tr>\n")
    stream.write("</tbody>\n</table>\n</body>\n</html>\n")


def _html_head(column: MatrixLine) -> str:
    mark = ' class="empty"' if column.empty else ""
    title = html(column.node.caption)
    return f'<th scope="col"{mark} title="{title}"><span>{html(column.title)}</span></th>'


def _html_side(row: MatrixLine) -> str:
    mark = "" if row.label == row.node.caption else f"<b>{html(row.label)}</b> "
    return f'<th scope="row">{mark}{html(row.node.caption)}</th>'


def _html_cell(cell: MatrixCell | None, top: int, *, clauses: bool) -> str:
    if cell is None:
        return '<td class="hole">·</td>'
    fill, ink = shade(cell.count, top)
    listed = html(", ".join(clause.printed or clause.id for clause in cell.clauses))
    inside = f"{cell.mark}<small>{listed}</small>" if clauses else cell.mark
    return f'<td style="background:{fill};color:{ink}" title="{listed}">{inside}</td>'


def write_markdown(matrix: Matrix, stream: IO[str], *, clauses: bool = False) -> None:
    """Write the matrix with a point in each hole, under a line that says what is counted."""
    cells = matrix.by_ends()
    stream.write(f"{markdown(matrix.reading[:1].upper() + matrix.reading[1:])}\n\n")
    heads = [f"{matrix.row_kind} \\\\ {matrix.column_kind}", "title", *(column.title for column in matrix.columns)]
    stream.write("| " + " | ".join([heads[0], *map(markdown, heads[1:])]) + " |\n")
    stream.write("|" + " --- |" * 2 + " ---: |" * len(matrix.columns) + "\n")
    for row in matrix.rows:
        found = [cells.get((row.node.n, column.node.n)) for column in matrix.columns]
        if clauses:
            shown = [", ".join(clause.printed or clause.id for clause in one.clauses) if one else HOLE for one in found]
        else:
            shown = [one.mark if one else HOLE for one in found]
        title = short(row.node.caption, _TITLE)
        stream.write("| " + " | ".join(map(markdown, (row.label, title, *shown))) + " |\n")
    if matrix.has_summaries:
        stream.write(f"\n{markdown(LEGEND)}\n")


def write_csv(matrix: Matrix, stream: IO[str], *, clauses: bool = False) -> None:
    """Write the matrix under short titles; a hole is 0, or empty where clauses are listed."""
    cells = matrix.by_ends()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["id", "title", *(cell(column.title) for column in matrix.columns)])
    for row in matrix.rows:
        found = [cells.get((row.node.n, column.node.n)) for column in matrix.columns]
        if clauses:
            shown = ["; ".join(clause.id for clause in one.clauses) if one else "" for one in found]
        else:
            shown = [one.mark if one else "0" for one in found]
        writer.writerow([cell(row.node.id), cell(row.node.caption), *map(cell, shown)])


def write_png(matrix: Matrix, stream: IO[bytes], *, clauses: bool = False, dark: bool = False) -> None:
    """Write the picture, as :mod:`compactx.export.matrix`; raises as :func:`painted`."""
    del clauses
    stream.write(painted(drawn(matrix, dark=dark)))


# By the ending of a file's name.
WRITERS: dict[str, Callable[..., None]] = {
    "csv": write_csv,
    "md": write_markdown,
    "html": write_html,
    "svg": write_svg,
    "png": write_png,
}
