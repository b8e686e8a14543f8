"""Tables, cell by cell: each cell with the heading of its column and the title of its table.

A title is the last short block above the table, or a row across all columns for the rows below it. The heading of a
column is what the rows say that the format marks as headings, else the first row if it holds words alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.intake.document import Cell

if TYPE_CHECKING:
    from compactx.intake.readers.blocks import BlockWriter

_TITLE = 200  # characters up to which a block may be a title
_SHOWN = 120  # characters of a heading that are kept
_COLUMNS = 63  # Word has no more; what a cell may span at most


class _Table:
    """A table that is being written."""

    def __init__(self, number: int, title: str) -> None:
        self.number = number
        self.title = title
        self.row = -1
        self.column = 0
        self.width = 1
        self.first = 0
        self.is_heading = False
        self.marked = False
        self.headings: dict[int, str] = {}
        self.cells: list[tuple[int, int, str]] = []  # (number of the cell, columns, words) of the row


class Tables:
    """Follows the tables of a document while a writer writes what stands in them."""

    def __init__(self, writer: BlockWriter) -> None:
        """Begin before the first table."""
        self.writer = writer
        self.count = 0
        self.open: list[_Table] = []

    def begin(self) -> None:
        """Begin a table; it may stand in a cell of another."""
        self.open.append(_Table(self.count, self._above()))
        self.count += 1

    def row(self, *, header: bool) -> None:
        """Begin a row."""
        self._end_row()
        table = self.open[-1]
        table.row += 1
        table.column = 0
        table.is_heading, table.marked = header, table.marked or header

    def open_cell(self, span: str) -> None:
        """Begin a cell that spans so many columns, '' for one."""
        table = self.open[-1]
        table.first = len(self.writer.blocks)
        table.width = min(int(span), _COLUMNS) if span.isdecimal() and len(span) < 5 else 1  # noqa: PLR2004 - as above

    def close_cell(self) -> None:
        """End a cell: what was written since is its text."""
        table = self.open[-1]
        blocks = self.writer.blocks[table.first :]
        words = ""
        if blocks:
            words = self.writer.words(blocks[0])[:_SHOWN]
            heading = table.headings.get(table.column, "")
            self.writer.cells.append(
                Cell(blocks[0].start, blocks[-1].end, table.number, table.row, table.column, heading, table.title)
            )
        table.cells.append((table.column, table.width, words))
        table.column += table.width

    def end(self) -> None:
        """End a table."""
        self._end_row()
        self.open.pop()

    def _above(self) -> str:
        """Return what stands right above, if it is short."""
        if self.open or not self.writer.blocks:
            return self.open[-1].title if self.open else ""
        block = self.writer.blocks[-1]
        return " ".join(self.writer.words(block).split()) if block.end - block.start <= _TITLE else ""

    def _end_row(self) -> None:
        """Learn headings and titles from a row that has been written."""
        table = self.open[-1]
        cells, table.cells = table.cells, []
        printed = [cell for cell in cells if cell[2]]
        columns = sum(width for _, width, _ in cells)
        if table.row < 0 or not printed:
            return
        words_only = not any(char.isdecimal() for _, _, words in printed for char in words)
        across = len(cells) == 1 or printed[0][1] == columns or words_only
        if len(printed) == 1 and across and (columns > 1 or words_only):
            table.title = printed[0][2]
        elif table.is_heading or (not table.marked and not table.headings and table.row == 0 and words_only):
            for column, width, words in printed:
                for at in range(column, column + width):
                    table.headings[at] = f"{table.headings.get(at, '')} {words}".strip()[:_SHOWN]
