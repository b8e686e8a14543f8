"""What a reader hands to the segmenter: the text, cut into blocks, with all the format itself says of them.

The symbol that a permalink leads to is part of that.
"""

from __future__ import annotations

from functools import lru_cache

from compactx.citation.numbers import canonical
from compactx.citation.symbols import tidy
from compactx.intake.document import RAISED, Cell, Link
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.intake.document import Region
    from compactx.intake.readers.load import Measure

SUPERSCRIPT = RAISED
# Where permalinks to documents of the United Nations lead; the rest of the path is the symbol.
_HOSTS = frozenset({"undocs.org", "www.undocs.org", "docs.un.org"})
_LANGUAGES = frozenset({"en", "fr", "es", "ru", "ar", "zh"})
_LONGEST = 80  # characters of a symbol
_ADDRESS = 2000


def struck_out(letters: int) -> str:
    """Return the warning that struck words were left out: in a draft they are proposed to be deleted."""
    return f"{letters:,} characters struck through were read as deleted"


class LinkSpan(Record):
    """A stretch of a block that a link stands on, with the address it leads to."""

    start: int
    end: int
    address: str


class Block:
    """A paragraph, heading, footnote or page header.

    ``role`` is '' while only the words can tell, else ``heading``, ``recital``, ``footnote`` (with its ``mark``),
    ``furniture`` (page headers and the like) or ``skip`` (``mark`` says why). ``whole`` says that the format itself
    delimits the block, so that it is neither joined nor divided; ``is_numbered`` that the number at its head is one
    that the format counts, and no figure of the text.
    """

    __slots__ = ("end", "is_numbered", "mark", "role", "start", "whole")

    def __init__(self, start: int, end: int, role: str = "", mark: str = "", *, whole: bool = False) -> None:
        """Keep the range and what is known."""
        self.is_numbered = False
        self.start = start
        self.end = end
        self.role = role
        self.mark = mark
        self.whole = whole

    def __repr__(self) -> str:
        """Show the range and the role."""
        return f"Block({self.start}, {self.end}, {self.role!r}, {self.mark!r})"


class BlockText:
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
        self.links: list[Link] = []
        self.cells: list[Cell] = []
        self.marked = False


class BlockWriter:
    """Builds the text of a format that has none of its own, block by block; ``measure`` bounds it."""

    def __init__(self, measure: Measure | None = None) -> None:
        """Start empty."""
        self.measure = measure
        self.pieces: list[str] = []
        self.ends: list[int] = []
        self.size = 0
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.cells: list[Cell] = []

    def write(self, text: str) -> tuple[int, int]:
        """Append text and return its range."""
        start = self.size
        self.pieces.append(text)
        self.size += len(text)
        self.ends.append(self.size)
        if self.measure:
            self.measure.add(len(text))
        return start, self.size

    def block(self, text: str, role: str = "", mark: str = "", *, whole: bool = True) -> Block | None:
        """Append a block of its own lines; None if it has no printed character."""
        shown = text.strip()
        if not shown:
            return None
        if self.measure:
            self.measure.part()
        start, end = self.write(shown)
        self.write("\n\n")
        block = Block(start, end, role, mark, whole=whole)
        self.blocks.append(block)
        return block

    def line(
        self, text: str, anchors: Sequence[LinkSpan], span: tuple[int, int], role: str = "", label: str = ""
    ) -> Block | None:
        """Append a range of some words as a block, after a label, with the links that stand in it."""
        start, end = span
        shown = text[start:end]
        block = self.block(f"{label} {shown.lstrip()}" if label else shown, role, whole=False)
        if block is None:
            return None
        block.is_numbered = bool(label)
        inside = [anchor for anchor in anchors if start <= anchor.start < end]
        self.keep_links(inside, block.end - (start + len(shown.rstrip())))
        return block

    def keep_links(self, anchors: Sequence[LinkSpan], moved: int) -> None:
        """Keep the links of the block written last that lead to official documents, moved to where they stand now."""
        block = self.blocks[-1]
        for anchor in anchors:
            start, end = max(block.start, anchor.start + moved), min(block.end, anchor.end + moved)
            symbol = symbol_of_link(anchor.address) if start < end else ""
            if symbol:
                self.links.append(Link(start, end, symbol))

    def words(self, block: Block) -> str:
        """Return the words of a block written a moment ago."""
        for piece, end in zip(reversed(self.pieces), reversed(self.ends), strict=True):
            if end == block.end:
                return piece
        return ""

    def reading(self, form: str) -> BlockText:
        """Return what was built."""
        found = BlockText("".join(self.pieces), self.blocks, form)
        found.links, found.cells = self.links, self.cells
        return found


@lru_cache(maxsize=1024)
def symbol_of_link(address: str) -> str:
    """Return the symbol that a permalink leads to, '' if the address is no permalink.

    >>> symbol_of_link("https://undocs.org/en/A/RES/217(III)"), symbol_of_link("http://undocs.org/en/E/2007/27(Supp)")
    ('A/RES/217(III)', 'E/2007/27(Supp)')
    >>> symbol_of_link("https://example.org/A/RES/1/1")
    ''
    """
    if len(address) > _ADDRESS:
        return ""
    from urllib.parse import unquote, urlsplit  # noqa: PLC0415 - of documents with links

    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    if parts.hostname not in _HOSTS:
        return ""
    path = parts.path if parts.path.strip("/") else parts.fragment  # undocs.org/#/A/RES/1/1
    pieces = unquote(path).strip("/ ").split("/")
    plain = tidy("/".join(pieces[1:] if pieces[0] == "e" or pieces[0].lower() in _LANGUAGES else pieces))
    if "/" not in plain or not plain.isprintable() or len(plain) > _LONGEST or not plain[0].isalpha():
        return ""
    return canonical(plain) or plain
