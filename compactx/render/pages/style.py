"""The look of all pages: sixteen terminal colours, no background, nothing said by colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.measure import Measurement
from rich.segment import Segment
from rich.text import Text

from compactx.model.text import LEGEND, SAYING, clean, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
    from rich.table import Table

    from compactx.index.read import Node
    from compactx.query.reference import ReferenceView

ID = "cyan"
LOCATOR = "bold"
RELATION = "italic"
SURFACE = "green"
TITLE = "bold"
QUIET = "dim"
HEADING = "bold yellow"
PROSE = 96
_GAP = 2  # columns between a name and what stands beside it
_ROOM = 12  # columns that are enough for what folds beside a name; else it stands below
NARROW = 60
_EVIDENCE = {
    "nested": "inside another name",
    "class": "through a class",
    "footnote": "in a footnote",
    "official": "official grouping",
    "editorial": "ours, not in the text",
    "catalogue": "catalogue fact",
}


def text(words: str, style: str = "") -> Text:
    """Return corpus text, made safe, in a style."""
    return Text(clean(words), style=style)


def quoted(surface: str) -> Text:
    """Return the citing words between quotation marks."""
    return text(f"“{surface}”", SURFACE) if surface else Text()


def join(*parts: Text | str, by: str = "  ") -> Text:
    """Return the parts that are not empty, side by side."""
    kept = [part if isinstance(part, Text) else text(part) for part in parts]
    return Text(by).join([part for part in kept if part.plain])


def counted(number: int, name: str, names: str = "") -> str:
    """Return a number with its noun; ``names`` is a plural in other than s.

    >>> counted(1, "clause"), counted(1200, "clause"), counted(2, "stretch", "stretches")
    ('1 clause', '1,200 clauses', '2 stretches')
    """
    return f"{number:,} {name if number == 1 else names or name + 's'}"


def nothing(said: str, narrowing: str, whole: str) -> Text:
    """Say that there is no answer: with options that leave things out, that it is so with them, and what there is.

    >>> nothing("Nothing matches work", "", "").plain
    'Nothing matches work.'
    >>> nothing("Nothing matches work", "--in gcm", "without that, everything is searched").plain
    'Nothing matches work with --in gcm; without that, everything is searched.'
    """
    return text(f"{said} with {narrowing}; {whole}." if narrowing else f"{said}.")


def heading(words: str, count: int | None = None) -> Text:
    """Return a section heading with how many things stand below it."""
    return join(text(words.upper(), HEADING), text("" if count is None else str(count), QUIET))


class Grid:
    """A table without lines. Names that never fold and what folds beside them, as most are, need no table of Rich.

    A number is a column that is as wide as its widest cell and never cut, None one that folds.
    """

    def __init__(self, columns: Sequence[int | None]) -> None:
        """Begin with no row."""
        self._columns = columns
        self.rows: list[tuple[RenderableType, ...]] = []

    def add_row(self, *cells: RenderableType) -> None:
        """Add a row; cells that are left out are empty."""
        self.rows.append((*cells, *[""] * (len(self._columns) - len(cells))))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw it: names and what folds beside them here, all else as Rich draws tables."""
        rows = self._plain()
        wide = [self._width(at, [row[at] for row in rows]) for at in range(len(self._columns) - 1)] if rows else []
        room = options.max_width - sum(wide) - _GAP * len(wide)
        if not rows or (self._columns[-1] is not None and any(row[-1].cell_len > room for row in rows)):
            yield from self._table().__rich_console__(console, options)
            return
        lasts = [row[-1].cell_len if isinstance(row[-1], Text) else _ROOM for row in rows]
        if room < min(_ROOM, max(lasts)):
            yield from _below(console, rows, wide, options)
            return
        inner = options.update(width=room, overflow="fold")
        for *heads, last in rows:
            yield from _beside(console, list(zip(heads, wide, strict=True)), last, inner)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Return how narrow and how wide it can be."""
        return Measurement.get(console, options, self._table())

    def _table(self) -> Table:
        from rich.table import Table  # noqa: PLC0415 - it loads as long as half of a lookup, and few pages need it

        table = Table(box=None, padding=(0, _GAP, 0, 0), collapse_padding=True, show_header=False, show_footer=False,
                      show_edge=False, pad_edge=False, expand=False)  # fmt: skip
        for width in self._columns:
            if width is None:
                table.add_column(overflow="fold", ratio=1)
            else:
                table.add_column(no_wrap=True, min_width=width, overflow="fold")
        for row in self.rows:
            table.add_row(*row)
        return table

    def _plain(self) -> list[tuple[Any, ...]]:
        """Return the rows; none where they are not names of one line each with something that folds behind them."""
        *fixed, last = self._columns
        if not fixed or None in fixed:
            return []
        plain = (cell for row in self.rows for cell in (row[:-1] if last is None else row))
        return self.rows if all(isinstance(cell, Text) and "\n" not in cell.plain for cell in plain) else []

    def _width(self, at: int, cells: Iterable[Text]) -> int:
        return max((*(cell.cell_len for cell in cells), self._columns[at] or 0))


def _beside(
    console: Console, heads: Sequence[tuple[Text, int]], content: RenderableType, options: ConsoleOptions
) -> Iterator[Segment]:
    """Yield names, each in its column, and content beside them, below whose lines they leave room."""
    margin = Segment(" " * sum(wide + _GAP for _, wide in heads))
    for at, line in enumerate([*_lines(console, content, options)] or [[]]):
        if at:
            yield margin
        else:
            for head, wide in heads:
                yield from _segments(console, head)
                yield Segment(" " * (wide - head.cell_len + _GAP))
        yield from line
        yield Segment.line()


def _below(
    console: Console, rows: Sequence[tuple[Any, ...]], wide: Sequence[int], options: ConsoleOptions
) -> Iterator[Segment]:
    """Yield names, in columns if these have room, and below them what has no room beside them."""
    fits = sum(wide) + _GAP * len(wide) <= options.max_width
    for *heads, last in rows:
        if fits:
            for head, width in zip(heads, wide, strict=True):
                yield from _segments(console, head)
                yield Segment(" " * (width - head.cell_len + _GAP))
            yield Segment.line()
        else:
            yield from _drawn(console, Text("  ").join(head for head in heads if head.plain), options)
        yield from _drawn(console, _Indent(last, 4), options)


def _lines(console: Console, content: RenderableType, options: ConsoleOptions) -> Iterator[list[Segment]]:
    """Yield the lines of what is drawn."""
    line: list[Segment] = []
    for segment in _drawn(console, content, options):
        *whole, rest = segment.text.split("\n")
        for piece in whole:
            yield [*line, Segment(piece, segment.style)] if piece else line
            line = []
        if rest:
            line.append(Segment(rest, segment.style) if whole else segment)
    if line:
        yield line


def _drawn(console: Console, content: RenderableType, options: ConsoleOptions) -> Iterable[Segment]:
    """Return something as Rich draws it; a text of one line needs no search for where it folds."""
    if type(content) is Text and not content.no_wrap and content.cell_len <= options.max_width:
        plain = content.plain
        if "\n" not in plain and "\t" not in plain:
            return (*_segments(console, content), Segment.line())
    return console.render(content, options)


def _segments(console: Console, piece: Text) -> Iterator[Segment]:
    """Return a text as Rich draws it; what has one style throughout needs no search for where it changes."""
    if piece.spans:
        return iter(piece.render(console))
    return iter([Segment(piece.plain, console.get_style(piece.style))])


class _Stack(Group):
    """Parts below each other."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for part in self.renderables:
            yield from _drawn(console, part, options)


class _Indent:
    """Content with a margin at its left."""

    def __init__(self, content: RenderableType, by: int) -> None:
        self.content = content
        self.by = by

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        margin = Segment(" " * self.by)
        for line in _lines(console, self.content, options.update_width(max(1, options.max_width - self.by))):
            if line:
                yield margin
                yield from line
            yield Segment.line()

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        inner = Measurement.get(console, options, self.content)
        return Measurement(inner.minimum + self.by, inner.maximum + self.by)


def grid(*columns: int | None) -> Grid:
    """Return a table without lines; a number is a column that is never cut, None one that folds."""
    return Grid(columns)


def indented(content: RenderableType, by: int = 2) -> RenderableType:
    """Return the content moved to the right."""
    return _Indent(content, by)


def stack(*parts: RenderableType | None) -> Group:
    """Return the parts below each other, without those that are None."""
    return _Stack(*(part for part in parts if part is not None))


def blank() -> Text:
    """Return an empty line."""
    return Text("")


def mark(reference: ReferenceView) -> Text:
    """Return in words what kind of evidence a reference has, unless it is plain text."""
    is_link = reference.basis == "official" and reference.family == "citation"
    basis = "official link" if is_link else _EVIDENCE.get(reference.basis, "")
    found = [
        "not in the corpus" if reference.is_unresolved else "",
        basis,
        reference.pinpoint if reference.pinpoint != reference.surface else "",
    ]
    if reference.confidence in {"medium", "low"}:
        found.append(f"{reference.confidence} confidence")
    shown = ", ".join(part for part in found if part)
    return text(f"[{shown}]", QUIET) if shown else Text()


def arrow(sign: str, *parts: Text) -> Text:
    """Return what stands behind an arrow; only the arrow is quiet."""
    return Text.assemble((sign, QUIET), " ", join(*parts))


def named(node: Node, says: Text | None = None) -> Text:
    """Return the first line of a page: the address of a clause, its name or what it ``says``, and last the id."""
    place = node.printed[:1].upper() + node.printed[1:] if node.locator else ""
    name = text(node.caption, TITLE) if says is None or node.title else says
    return join(text(place, TITLE), name, text(node.id, ID), by=" · ")


def legend(nodes: Iterable[Node], words: Mapping[str, str] | None = None) -> Text | None:
    """Return what the sign of our summaries means, None where no name of these things is one.

    ``words`` are the wording at hand by id, which stands before a summary.
    """
    shown = (node for node in nodes if node.id not in (words or {}))
    return text(LEGEND, QUIET) if any(node.is_summarised and not node.title for node in shown) else None


def says(node: Node, words: Mapping[str, str], room: int = SAYING) -> Text:
    """Return what tells a thing to people: its title, else its own words between quotation marks, else our summary.

    ``words`` are the wording at hand by id, shown up to ``room`` characters.
    """
    if node.title or not words.get(node.id):
        return text(node.caption, "" if node.title else QUIET)
    return text(f"“{short(' '.join(words[node.id].split()), room)}”")


def commands(lines: Iterable[str]) -> Group:
    """Return commands to try next, one a line."""
    return stack(*(join(text("   " if n else "try", QUIET), text(line)) for n, line in enumerate(lines)))
