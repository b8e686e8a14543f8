"""A matrix as a Markdown table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.export.escape import markdown
from compactx.model.text import LEGEND, short

if TYPE_CHECKING:
    from typing import IO

    from compactx.query.matrix import Matrix

HOLE = "·"
_TITLE = 60


def write(matrix: Matrix, stream: IO[str], *, clauses: bool = False) -> None:
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
