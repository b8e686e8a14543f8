"""``matrix`` as plain data."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from compactx.query.matrix import Matrix, MatrixLine

COLUMNS = ("row", "column", "count", "clauses")
STANDING_COLUMNS = ("row", "column", "status", "since", "as_of")
HOLE_COLUMNS = ("axis", "id", "kind", "title")


def items(found: Matrix) -> list[dict[str, Any]]:
    """Return a cell each: the row, the column, how many clauses connect them, and which."""
    return [
        {
            "row": cell.row.id,
            "column": cell.column.id,
            "count": cell.count,
            "clauses": [clause.id for clause in cell.clauses],
            "row_title": cell.row.caption,
            "column_title": cell.column.caption,
            **({"status": cell.status, "since": cell.since or None, "as_of": cell.as_of} if cell.status else {}),
        }
        for cell in found.cells
    ]


def columns(found: Matrix) -> tuple[str, ...]:
    """Return the columns of a pipe: where States stand, or how many clauses connect."""
    return STANDING_COLUMNS if any(cell.status for cell in found.cells) else COLUMNS


def holes(found: Matrix) -> list[dict[str, Any]]:
    """Return a row or a column each in which nothing stands."""
    sides = (("row", found.rows), ("column", found.columns))
    return [
        {"axis": axis, "id": line.node.id, "kind": line.node.kind, "title": line.node.caption}
        for axis, lines in sides
        for line in lines
        if line.empty
    ]


def axes(found: Matrix) -> dict[str, Any]:
    """Return both axes in order, with labels, whether anything stands there, and how many clauses do."""
    return {"rows": list(map(_line, found.rows)), "columns": list(map(_line, found.columns))}


def _line(line: MatrixLine) -> dict[str, Any]:
    named = {"id": line.node.id, "label": line.label, "title": line.node.caption, "short_title": line.title}
    return {**named, "empty": line.empty, "clauses": line.total}
