"""A matrix as a table for spreadsheets: a line a row, a column a column, counts or clauses in the cells."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from compactx.export.escape import cell

if TYPE_CHECKING:
    from typing import IO

    from compactx.query.matrix import Matrix


def write(matrix: Matrix, stream: IO[str], *, clauses: bool = False) -> None:
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
