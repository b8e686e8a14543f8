"""What a reader hands to the segmenter: the text, cut into blocks, with all the format itself says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compactx.intake.bounds import Measure
    from compactx.intake.document import Region

SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Block:
    """A paragraph, heading, footnote or page header.

    ``role`` is '' while only the words can tell, else ``heading``, ``recital``, ``footnote`` (with its ``mark``),
    ``furniture`` (page headers and the like) or ``skip`` (``mark`` says why). ``whole`` says that the format itself
    delimits the block, so that it is neither joined nor divided.
    """

    __slots__ = ("end", "mark", "role", "start", "whole")

    def __init__(self, start: int, end: int, role: str = "", mark: str = "", *, whole: bool = False) -> None:
        """Keep the range and what is known."""
        self.start = start
        self.end = end
        self.role = role
        self.mark = mark
        self.whole = whole

    def __repr__(self) -> str:
        """Show the range and the role."""
        return f"Block({self.start}, {self.end}, {self.role!r}, {self.mark!r})"


class Reading:
    """A text and its blocks in order; ``notes`` are regions inside blocks that are not wording.

    ``marked`` says that the notes hold every footnote mark already.
    """

    def __init__(self, text: str, blocks: list[Block], form: str) -> None:
        """Keep the text and the blocks."""
        self.text = text
        self.blocks = blocks
        self.form = form
        self.notes: list[Region] = []
        self.warnings: list[str] = []
        self.marked = False


class Writer:
    """Builds the text of a format that has none of its own, block by block; ``measure`` bounds it."""

    def __init__(self, measure: Measure | None = None) -> None:
        """Start empty."""
        self.measure = measure
        self.pieces: list[str] = []
        self.size = 0
        self.blocks: list[Block] = []

    def write(self, text: str) -> tuple[int, int]:
        """Append text and return its range."""
        start = self.size
        self.pieces.append(text)
        self.size += len(text)
        if self.measure:
            self.measure.add(len(text))
        return start, self.size

    def block(self, text: str, role: str = "", mark: str = "", *, whole: bool = True) -> Block | None:
        """Append a block of its own lines; None if it has no printed character."""
        shown = text.strip()
        if not shown:
            return None
        start, end = self.write(shown)
        self.write("\n\n")
        block = Block(start, end, role, mark, whole=whole)
        self.blocks.append(block)
        return block

    def reading(self, form: str) -> Reading:
        """Return what was built."""
        return Reading("".join(self.pieces), self.blocks, form)
