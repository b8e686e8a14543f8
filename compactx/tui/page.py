"""What a page is made of, and how it is set to a width.

A page is a list of blocks of text with numbered links. It knows nothing of screens: the full screen sets it in columns,
the line browser prints it line by line.
"""

from __future__ import annotations

from compactx.model.record import Record
from compactx.tui import canvas

Span = tuple[str, str, int]
"""Words, the name of their style, and the link they belong to (-1 for none)."""
Line = tuple[Span, ...]

MEASURE = 76
BAR = "│ "
"""What stands beside every line of a document's own words."""
WORDS = f"{BAR}the document's own words; w shows our summaries too"
_BAR = 28


class PageLink(Record):
    """Where a link leads; ``number`` is what a reader types, 0 for the marks of clauses."""

    target: str
    label: str
    number: int = 0
    reading: str = ""
    clause: str = ""
    locator: str = ""
    surface: str = ""


class PageBlock(Record):
    """A paragraph: its words, what hangs in front of its first line, and in what column it stands.

    A block with ``most`` is a bar: ``value`` of ``most``; ``side`` stands before each of its lines. A block with a
    ``grid`` is short lines in as many columns as there is room for, to be read downwards.
    """

    spans: Line
    lead: Line = ()
    lead_width: int = 0
    indent: int = 0
    value: int = 0
    most: int = 0
    side: str = ""
    grid: tuple[Line, ...] = ()


class RefRow(Record):
    """A line of the pane of references: a heading, or one reference with its evidence.

    ``number`` is of the one series that the page has: the same as that of the page's link to the same place.
    """

    direction: str
    heading: str = ""
    reading: str = ""
    locator: str = ""
    target: str = ""
    title: str = ""
    surface: str = ""
    note: str = ""
    clause: str = ""
    number: int = 0

    @property
    def words(self) -> str:
        """Return everything the line says, for filtering."""
        return f"{self.reading} {self.locator} {self.target} {self.title} {self.surface} {self.note}"


class Page(Record):
    """A page about one thing; ``is_whole`` if its parts are what it tells first."""

    id: str
    kind: str
    title: str
    short: str
    crumbs: tuple[tuple[str, str], ...]
    blocks: tuple[PageBlock, ...]
    links: tuple[PageLink, ...]
    references: tuple[RefRow, ...]
    url: str
    before: str = ""
    after: str = ""
    is_whole: bool = False


class PageLayout(Record):
    """A page set to a width: its lines, and the first line of each link."""

    lines: tuple[Line, ...]
    link_lines: tuple[int, ...]


def lay(page: Page, width: int) -> PageLayout:
    """Set a page into so many cells; prose is never wider than :data:`MEASURE`."""
    room = max(8, min(width, MEASURE))
    lines: list[Line] = []
    for block in page.blocks:
        lines += _bar(block, room) if block.most else _grid(block, room) if block.grid else _paragraph(block, room)
    found = [0] * len(page.links)
    for at in range(len(lines) - 1, -1, -1):
        for _, _, link in lines[at]:
            if link >= 0:
                found[link] = at
    return PageLayout(tuple(lines), tuple(found))


def _paragraph(block: PageBlock, room: int) -> list[Line]:
    hang = min(block.indent + block.lead_width, room // 2)
    beside: Line = ((block.side, "rule", -1),) if block.side else ()
    folded = [(*beside, *line) for line in flow(block.spans, room - hang - canvas.width(block.side))]
    lead_room = hang - min(block.indent, hang)
    margin: Span = (" " * min(block.indent, hang), "text", -1)
    first = _padded(block.lead, lead_room) if block.lead else (((" " * lead_room), "text", -1),)
    out: list[Line] = []
    if block.lead and _length(block.lead) > max(0, lead_room - 1):
        out.append((margin, *block.lead))
        first = ((" " * lead_room, "text", -1),)
    for n, line in enumerate(folded):
        out.append((margin, *(first if n == 0 else ((" " * lead_room, "text", -1),)), *line) if hang else line)
    return out


def _bar(block: PageBlock, room: int) -> list[Line]:
    label_room = min(block.lead_width, room // 2)
    full = max(4, min(_BAR, room - block.indent - label_room - 8))
    filled = max(1, round(full * block.value / block.most))
    lead = _padded(_cut_line(block.lead, label_room), label_room)
    count = f"{block.value:>4}  "
    return [((" " * block.indent, "text", -1), *lead, (count, "dim", -1), ("▇" * filled, "bar", -1), *block.spans)]


_COLUMNS = 3  # of a grid, at most
_BETWEEN = 2  # cells between them


def _grid(block: PageBlock, room: int) -> list[Line]:
    """Set short lines in columns that are read downwards; in one where two have no room."""
    for columns in range(_COLUMNS, 0, -1):
        height = -(-len(block.grid) // columns)
        stretches = [block.grid[at : at + height] for at in range(0, len(block.grid), height)]
        widths = [max(map(_length, one)) for one in stretches]
        if columns == 1 or sum(widths) + _BETWEEN * (len(widths) - 1) <= room:
            break
    out: list[Line] = []
    for y in range(height):
        line: list[Span] = []
        for column, width in zip(stretches, widths, strict=True):
            if y < len(column):
                line += [(" " * _BETWEEN, "text", -1)] if line else []
                line += _padded(column[y], width) if column is not stretches[-1] else _cut_line(column[y], room)
        out.append(tuple(line))
    return out


def _length(line: Line) -> int:
    return sum(canvas.width(text) for text, _, _ in line)


def _padded(line: Line, room: int) -> Line:
    missing = room - _length(line)
    return (*line, (" " * missing, "text", -1)) if missing > 0 else line


def _cut_line(line: Line, room: int) -> Line:
    out: list[Span] = []
    for text, style, link in line:
        shown = canvas.cut(text, room)
        room -= canvas.width(shown)
        if shown:
            out.append((shown, style, link))
    return tuple(out)


def flow(spans: Line, room: int) -> list[Line]:
    """Fold spans at spaces into lines of so many cells; a word that is longer is broken.

    >>> flow((("one two", "text", -1), (" three", "link", 0)), 8)
    [(('one two', 'text', -1),), (('three', 'link', 0),)]
    """
    folder = _Folder(max(1, room))
    for text, style, link in spans:
        pieces = text.split(" ")
        for n, piece in enumerate(pieces):
            if n:
                folder.space(style, link)
            if piece:
                folder.add(piece, style, link)
    return folder.finish()


class _Folder:
    """Collects words into lines; words of adjacent spans without a space between stay together."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.lines: list[Line] = []
        self.line: list[Span] = []
        self.word: list[Span] = []
        self.used = 0
        self.gap: Span | None = None
        self.spaces = 0

    def add(self, piece: str, style: str, link: int) -> None:
        """Go on with the word that is being set."""
        self.word.append((piece, style, link))

    def space(self, style: str, link: int) -> None:
        """End the word, and leave a space before the next one if that stands on the same line."""
        self._place()
        inside = bool(self.line) and self.line[-1][2] == link and self.line[-1][1] == style
        self.spaces += 1
        self.gap = (" " * self.spaces, style if inside else "text", link if inside else -1)

    def finish(self) -> list[Line]:
        """Return the lines that were set, one at least."""
        self._place()
        if self.line or not self.lines:
            self.lines.append(_joined(self.line))
        return self.lines

    def _place(self) -> None:
        if not self.word:
            return
        length = _length(tuple(self.word))
        gap = self.spaces if self.line else 0
        if self.line and self.used + gap + length > self.room:
            self._break()
            gap = 0
        if gap and self.gap:
            self.line.append(self.gap)
            self.used += gap
        for text, style, link in self.word:
            self._append(text, style, link)
        self.word, self.gap, self.spaces = [], None, 0

    def _append(self, text: str, style: str, link: int) -> None:
        while canvas.width(text) > self.room - self.used:
            head, rest = canvas.split(text, self.room - self.used)
            if not head and not self.line:
                head, rest = text[:1], text[1:]
            if head:
                self.line.append((head, style, link))
            self._break()
            text = rest
        if text:
            self.line.append((text, style, link))
            self.used += canvas.width(text)

    def _break(self) -> None:
        self.lines.append(_joined(self.line))
        self.line, self.used = [], 0


def _joined(line: list[Span]) -> Line:
    """Return a line with neighbours of one style and link as one span."""
    out: list[Span] = []
    for text, style, link in line:
        if out and out[-1][1:] == (style, link):
            out[-1] = (out[-1][0] + text, style, link)
        else:
            out.append((text, style, link))
    return tuple(out)
