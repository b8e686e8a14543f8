"""A matrix as one HTML page that needs nothing else: no script, no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.export.escape import html
from compactx.export.matrix.svg import shade
from compactx.model.text import LEGEND

if TYPE_CHECKING:
    from typing import IO

    from compactx.query.matrix import Matrix, MatrixCell, MatrixLine

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


def write(matrix: Matrix, stream: IO[str], *, clauses: bool = False) -> None:
    """Write the page; the clauses of a cell stand in it or, if they are not asked for, in its tooltip."""
    cells = matrix.by_ends()
    top = max((cell.count for cell in matrix.cells), default=1)
    title = html(f"{matrix.row_kind} and {matrix.column_kind}")
    legend = f"; {html(LEGEND)}" if matrix.has_summaries else ""
    stream.write(f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n')
    stream.write(f"<style>{_STYLE}</style>\n</head>\n<body>\n<table>\n")
    stream.write(
        f"<caption>{title}: {html(matrix.reading)}; a point marks a hole{legend}</caption>\n<thead><tr><th></th>"
    )
    stream.write("".join(_head(column) for column in matrix.columns))
    stream.write("</tr></thead>\n<tbody>\n")
    for row in matrix.rows:
        stream.write(f'<tr class="empty">{_side(row)}' if row.empty else f"<tr>{_side(row)}")
        found = (cells.get((row.node.n, column.node.n)) for column in matrix.columns)
        stream.write("".join(_cell(one, top, clauses=clauses) for one in found))
        stream.write("</tr>\n")
    stream.write("</tbody>\n</table>\n</body>\n</html>\n")


def _head(column: MatrixLine) -> str:
    mark = ' class="empty"' if column.empty else ""
    title = html(column.node.caption)
    return f'<th scope="col"{mark} title="{title}"><span>{html(column.title)}</span></th>'


def _side(row: MatrixLine) -> str:
    mark = "" if row.label == row.node.caption else f"<b>{html(row.label)}</b> "
    return f'<th scope="row">{mark}{html(row.node.caption)}</th>'


def _cell(cell: MatrixCell | None, top: int, *, clauses: bool) -> str:
    if cell is None:
        return '<td class="hole">·</td>'
    fill, ink = shade(cell.count, top)
    listed = html(", ".join(clause.printed or clause.id for clause in cell.clauses))
    inside = f"{cell.mark}<small>{listed}</small>" if clauses else cell.mark
    return f'<td style="background:{fill};color:{ink}" title="{listed}">{inside}</td>'
