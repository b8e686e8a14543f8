"""The look of all pages: sixteen terminal colours, no background, nothing said by colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from compactx.model.visible import LEGEND, SAYING, short
from compactx.render.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

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
_ROOM = 20  # columns that fold by themselves; a table has less for each
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


def heading(words: str, count: int | None = None) -> Text:
    """Return a section heading with how many things stand below it."""
    return join(text(words.upper(), HEADING), text("" if count is None else str(count), QUIET))


class _Grid(Table):
    """A table without lines. Two columns of text, which most are, need no measuring: names, and what folds beside."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        found = self._pairs()
        wide = max((left.cell_len for left, _ in found), default=0)
        wide = max(wide, self.columns[0].min_width or 0) if self.columns else 0
        room = options.max_width - wide - _GAP
        if not found or room < _ROOM:
            yield from super().__rich_console__(console, options)
            return
        for left, right in found:
            for at, line in enumerate(right.wrap(console, room, overflow="fold") or [Text()]):
                yield from _beside(console, "" if at else left, line, wide)

    def _pairs(self) -> list[tuple[Text, Text]]:
        """Return the rows, nothing where they are not a name that never folds and a text that does."""
        if len(self.columns) != 2 or not self.columns[0].no_wrap or self.columns[1].no_wrap:  # noqa: PLR2004 - as said
            return []
        rows = list(zip(*(column.cells for column in self.columns), strict=True))
        return rows if all(isinstance(cell, Text) for row in rows for cell in row) else []


def _beside(console: Console, head: Text | str, line: Text, wide: int) -> Iterator[Segment]:
    if isinstance(head, str):
        yield Segment(" " * (wide + _GAP))
    else:
        named = head.copy()
        named.pad_right(wide - named.cell_len)
        yield from _segments(console, named)
        yield Segment(" " * _GAP)
    yield from _segments(console, line)
    yield Segment.line()


def _segments(console: Console, piece: Text) -> Iterator[Segment]:
    """Return a text as Rich draws it; what has one style throughout needs no search for where it changes."""
    if piece.spans:
        return iter(piece.render(console))
    return iter([Segment(piece.plain, console.get_style(piece.style))])


def grid(*columns: int | None) -> Table:
    """Return a table without lines; a number is a column that is never cut, None one that folds."""
    table = _Grid(box=None, padding=(0, _GAP, 0, 0), collapse_padding=True, show_header=False, show_footer=False,
                  show_edge=False, pad_edge=False, expand=False)  # fmt: skip
    for width in columns:
        if width is None:
            table.add_column(overflow="fold", ratio=1)
        else:
            table.add_column(no_wrap=True, min_width=width, overflow="fold")
    return table


def indented(content: RenderableType, by: int = 2) -> Padding:
    """Return the content moved to the right."""
    return Padding(content, (0, 0, 0, by))


def stack(*parts: RenderableType | None) -> Group:
    """Return the parts below each other, without those that are None."""
    return Group(*(part for part in parts if part is not None))


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
