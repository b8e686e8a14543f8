"""What the readers of XML, HTML and Word share: safe parsing, the words of a block, and tables.

XML comes without its dangers: no document type, no entities, no network, bounded depth. Links and raised marks keep
their places among the words. A table is read cell by cell, each with the heading of its column and the title of its
table: the last short block above the table, or a row across all columns for the rows below it. The heading of a
column is what the rows say that the format marks as headings, else the first row if it holds words alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from compactx.errors import NotADocumentError
from compactx.intake.document import Cell
from compactx.intake.readers.blocks import SUPERSCRIPT, LinkSpan

if TYPE_CHECKING:
    from compactx.intake.readers.blocks import BlockWriter


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Return the root element.

    Raises:
        NotADocumentError: the bytes are not well-formed XML, or carry a document type declaration.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        reason = (error.msg or "not well-formed").partition(", line ")[0]
        raise NotADocumentError(
            f"{name} is not well-formed XML: {reason} (line {line}, column {column})",
            hint="is the file complete, and its encoding the one it declares?",
        ) from None
    except (ValueError, LookupError) as error:
        raise NotADocumentError(f"{name} is not readable XML: {error}") from None
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise NotADocumentError(
            f"{name} has a document type declaration, which is refused", hint="remove the DOCTYPE line and its entities"
        )
    return root


def local(element: etree._Element | None) -> str:
    """Return an element's name without its namespace, '' for comments and entities.

    >>> local(parse_xml(b"<l:clause xmlns:l='lakes'/>", "a file")), local(None)
    ('clause', '')
    """
    return element.tag.rpartition("}")[2] if element is not None and isinstance(element.tag, str) else ""


_SPACE = re.compile(r"[ \t\r\n\f]+")
_NESTED = 12
_MARK = re.compile(r"[\[(]?\s?([0-9]{1,3}(?:\s?[,;]\s?[0-9]{1,3}){0,5}|\*{1,3})\s?[\])]?")


class Inline:
    """Collects words; ``collapse`` makes one space of each stretch of white space, as HTML does."""

    def __init__(self, *, collapse: bool) -> None:
        """Start empty."""
        self.collapse = collapse
        self.pieces: list[str] = []
        self.size = 0
        self.last = ""  # the last character
        self.printed = ""  # the last one that is not white space
        self.anchors: list[LinkSpan] = []
        self.is_raised = False  # a mark came last, which no letter may follow at once
        self._open: list[tuple[int, str]] = []

    def add(self, text: str) -> None:
        """Add words."""
        if self.collapse:
            text = _SPACE.sub(" ", text)
            if self.last in {"", " "}:
                text = text.lstrip(" ")
        if text and self.is_raised and text[0].isalnum():
            text = f" {text}"
        if not text:
            return
        self.is_raised = False
        self.pieces.append(text)
        self.size += len(text)
        self.last = text[-1]
        self.printed = (text.rstrip() or self.printed)[-1:]

    def raise_(self, text: str) -> bool:
        """Add what is printed above the line: a footnote mark as raised digits, so that it joins no number before it.

        Return False, and add nothing, for what is no mark: the letters of an ordinal (10th).
        """
        mark = _MARK.fullmatch(text.strip())
        if mark is None:
            return False
        if mark[1][0].isdecimal():
            self.add(mark[1].translate(SUPERSCRIPT))
            self.is_raised = True
        return True

    def open(self, address: str) -> None:
        """Begin a link; beyond a few, one inside another is not looked at."""
        if len(self._open) < _NESTED:
            self._open.append((self.size, address))

    def close(self) -> None:
        """End the link that began last."""
        if self._open:
            start, address = self._open.pop()
            if address and self.size > start:
                self._anchor(LinkSpan(start, self.size, address))

    def _anchor(self, new: LinkSpan) -> None:
        """Keep a link; neighbouring pieces of one link are one."""
        if self.anchors and self.anchors[-1].end == new.start and self.anchors[-1].address == new.address:
            self.anchors[-1] = self.anchors[-1].replace(end=new.end)
        else:
            self.anchors.append(new)

    def take(self) -> tuple[str, list[LinkSpan]]:
        """Return the words and the links, and begin anew; a link that is still open goes on."""
        going_on = [address for _, address in self._open]
        while self._open:
            self.close()
        text, anchors = "".join(self.pieces), self.anchors
        self.pieces, self.anchors, self.size, self.last, self.printed = [], [], 0, "", ""
        for address in reversed(going_on):
            self.open(address)
        return text, anchors


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
