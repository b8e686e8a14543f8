"""A matrix as a heat map for a slide: an SVG picture with labels, counts, marked holes and a legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.export.escape import html
from compactx.export.matrix.scale import STEPS, shade, step
from compactx.model.visible import short

if TYPE_CHECKING:
    from typing import IO

    from compactx.query.matrix import Matrix, MatrixLine

SUFFIX = ".svg"
_CELL = 26
_LETTER = 7.2  # a wide guess at the width of a 13 px letter, so that nothing is cut by the edge
_MARGIN = 20
_TITLE_ROOM = 60
_LEAN = 0.71  # column labels lean by 45 degrees
_FONT = "Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif"


def write(matrix: Matrix, stream: IO[str], *, clauses: bool = False) -> None:
    """Write the picture; the clauses of each cell are its tooltip, ``clauses`` changes nothing."""
    del clauses
    left = _MARGIN + int(max((len(_side(row)) for row in matrix.rows), default=1) * _LETTER) + 12
    longest = int(max((len(column.title) for column in matrix.columns), default=1) * _LETTER * _LEAN) + 16
    top = _MARGIN + 30 + longest
    right = left + len(matrix.columns) * _CELL
    width, height = right + longest + _MARGIN, top + len(matrix.rows) * _CELL + 64
    width = max(width, left + 360)
    stream.write(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' font-family="{_FONT}" font-size="13">\n<title>{html(_heading(matrix))}</title>\n'
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>\n'
        f'<text x="{_MARGIN}" y="{_MARGIN + 10}" font-size="17" font-weight="bold" fill="#10233a">'
        f"{html(_heading(matrix))}</text>\n"
    )
    for n, column in enumerate(matrix.columns):
        x = left + n * _CELL + _CELL // 2 + 4
        colour = "#9a5b00" if column.empty else "#10233a"
        stream.write(
            f'<text transform="translate({x} {top - 8}) rotate(-45)" fill="{colour}">{html(column.title)}</text>\n'
        )
    _rows(matrix, stream, left, top)
    _legend(matrix, stream, left, top + len(matrix.rows) * _CELL + 22)
    stream.write("</svg>\n")


def _heading(matrix: Matrix) -> str:
    return f"{matrix.row_kind.capitalize()} and {matrix.column_kind}: {matrix.reading}"


def _side(row: MatrixLine) -> str:
    caption = short(row.node.caption, _TITLE_ROOM)
    return caption if row.label == row.node.caption else f"{row.label}  {caption}"


def _rows(matrix: Matrix, stream: IO[str], left: int, top: int) -> None:
    cells = matrix.by_ends()
    highest = max((cell.count for cell in matrix.cells), default=1)
    for at, row in enumerate(matrix.rows):
        y = top + at * _CELL
        colour = "#9a5b00" if row.empty else "#10233a"
        stream.write(f'<text x="{left - 8}" y="{y + 17}" text-anchor="end" fill="{colour}">{html(_side(row))}</text>\n')
        for n, column in enumerate(matrix.columns):
            cell, x = cells.get((row.node.n, column.node.n)), left + n * _CELL
            if cell is None:
                stream.write(
                    f'<rect x="{x}" y="{y}" width="{_CELL - 2}" height="{_CELL - 2}" fill="#ffffff" stroke="#d5dae1"/>'
                    f'<circle cx="{x + _CELL // 2 - 1}" cy="{y + _CELL // 2 - 1}" r="1.5" fill="#8b95a1"/>\n'
                )
                continue
            fill, ink = shade(cell.count, highest)
            listed = ", ".join(clause.printed or clause.id for clause in cell.clauses)
            stream.write(
                f"<g><title>{html(f'{row.node.id} and {column.node.id}: {listed}')}</title>"
                f'<rect x="{x}" y="{y}" width="{_CELL - 2}" height="{_CELL - 2}" fill="{fill}"/>'
                f'<text x="{x + _CELL // 2 - 1}" y="{y + 17}" text-anchor="middle" font-size="12" fill="{ink}">'
                f"{cell.mark}</text></g>\n"
            )


def _legend(matrix: Matrix, stream: IO[str], left: int, y: int) -> None:
    """Draw a box for each step of the scale that occurs, with its counts, and one for a hole."""
    highest = max((cell.count for cell in matrix.cells), default=1)
    counts: dict[int, list[int]] = {}
    for number in range(1, highest + 1):
        counts.setdefault(step(number, highest), []).append(number)
    x = left
    for at, numbers in counts.items():
        span = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]} to {numbers[-1]}"
        stream.write(f'<rect x="{x}" y="{y}" width="16" height="16" fill="{STEPS[at]}"/>')
        stream.write(f'<text x="{x + 21}" y="{y + 13}" font-size="12" fill="#10233a">{span}</text>\n')
        x += 32 + int(len(span) * _LETTER)
    stream.write(f'<rect x="{x}" y="{y}" width="16" height="16" fill="#ffffff" stroke="#d5dae1"/>')
    stream.write(f'<circle cx="{x + 8}" cy="{y + 8}" r="1.5" fill="#8b95a1"/>')
    stream.write(f'<text x="{x + 21}" y="{y + 13}" font-size="12" fill="#10233a">none</text>\n')
