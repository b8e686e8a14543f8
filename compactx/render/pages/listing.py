"""Lists of things for a terminal; and what an instrument consists of: its objectives, each in a line, and its parts."""

from __future__ import annotations

from itertools import zip_longest

from compactx.render.pages import style
from compactx.render.pages.style import blank, grid, heading, indented, join, stack, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Group, RenderableType
    from rich.text import Text

    from compactx.index.read import Node
    from compactx.query.listing import ListRow
    from compactx.query.overview import ObjectiveRow, Setting
    from compactx.query.show import Profile, ShownPart

MOST = 2000  # lines of a page; more are a minute of scrolling
_MANY = 40  # parts; more are for tree
_TWO_COLUMNS = 72
_BESIDE = 16  # columns of the number, of how many things are cited, and between them


def page(
    found: Sequence[ListRow], kind: str, width: int, count: int, words: Mapping[str, str],
    claims: Mapping[int, str] | None = None, none: str = "",
) -> Group:  # fmt: skip
    """Return a line a thing: how often it is cited, its name, its id, which is never cut.

    ``found`` are the first of so many, ``words`` the wording at hand by id, ``claims`` what to say beside those that
    are named by their own text, ``none`` what to say where there are none.
    """
    claims = claims or {}
    if not found:
        return stack(text(none or f"Nothing of kind {kind} is known."))
    name = kind.replace("-", " ") or "things known by name"
    lines: list[RenderableType] = [text(f"{count} {name}", style.QUIET), blank()]
    nodes = [listed.node for listed in found]
    if width < style.NARROW:
        lines += [_what(listed, words, claims) for listed in found]
        return stack(*lines, *_more(count - len(found)), style.legend(nodes, words))
    table = grid(4, None)
    kinds = {listed.node.kind for listed in found}
    before = ""
    for listed in found:
        if len(kinds) > 1 and listed.node.kind != before:
            table.add_row("", heading(listed.node.kind))
            before = listed.node.kind
        cited = text(f"{listed.cited:>4}" if listed.cited else "   ·", style.QUIET)
        table.add_row(cited, _what(listed, words, claims))
    told = text("The number says how many clauses cite it.", style.QUIET)
    return stack(*lines, table, blank(), told, *_more(count - len(found)), style.legend(nodes, words))


def _more(number: int) -> list[Text]:
    if number <= 0:
        return []
    return [
        text(f"and {number:,} more; --plain lists all of them, --in, --legal, --as-of and --sort choose", style.QUIET)
    ]


def _what(listed: ListRow, words: Mapping[str, str], claims: Mapping[int, str]) -> Text:
    """Return the name, symbol, year and id of a thing; the address of a clause stands before what it says."""
    node = listed.node
    identity = text(node.id, style.ID)
    said = text(f"[{claims[node.n]}]" if node.n in claims else "", style.QUIET)
    if node.locator and not node.title:
        return join(identity, style.says(node, words), said)
    symbol = node.symbol if "/" in node.symbol and node.symbol != node.caption else ""
    return join(text(node.caption), text(symbol, style.QUIET), text(node.date[:4], style.QUIET), identity, said)


def parts(one: Profile, setting: Setting, width: int, words: Mapping[str, str]) -> list[RenderableType]:
    """Return the parts of an instrument, each in a line, and its objectives with their short names.

    ``words`` are the wording at hand by id.
    """
    body: list[RenderableType] = []
    if setting.rows and one.parts:  # what people look for are the objectives, right below
        names = [part.node.title or part.node.printed for part in one.parts]
        body += [blank(), heading("Parts", len(one.parts)), indented(text(" · ".join(names)))]
    elif one.parts and len(one.parts) < _MANY:
        lines = [_part(part, words) for part in one.parts]
        body += [blank(), heading("Parts", len(one.parts)), indented(stack(*lines))]
        told = style.legend((part.node for part in one.parts), words)
        body += [told] if told else []
    elif one.parts:
        body += [blank(), heading("Parts", len(one.parts)), indented(text(f"compactx tree {one.node.id} draws them"))]
    if setting.rows:
        body += [blank(), heading("Objectives", len(setting.rows)), indented(objectives(setting.rows, width - 2))]
    return body


def _part(part: ShownPart, words: Mapping[str, str]) -> RenderableType:
    node = part.node
    name = node.printed if node.printed.casefold() != node.title.casefold() else ""
    said = text("") if node.title else style.says(node, words)
    return join(text(node.title, style.TITLE), text(name, style.QUIET), said)


def objectives(rows: Sequence[tuple[Node, str]], width: int) -> RenderableType:
    """Return numbers and short names, in two columns where there is room."""
    cells = [join(text(f"{node.number or '':>2}", style.LOCATOR), text(name or node.caption)) for node, name in rows]
    if width < _TWO_COLUMNS:
        return stack(*cells)
    half = (len(cells) + 1) // 2
    table = grid(max(cell.cell_len for cell in cells[:half]) + 1, None)
    for left, right in zip_longest(cells[:half], cells[half:], fillvalue=text("")):
        table.add_row(left, right)
    return table


def lines(rows: Sequence[ObjectiveRow], width: int) -> RenderableType:
    """Return a line an objective: number, short name, how many things it cites, the years of what takes it up."""
    longest = max((len(_name(row)) for row in rows), default=0)
    table = grid(2, None, None, None) if width < style.NARROW else grid(2, longest, 8, None)
    room = width - longest - _BESIDE
    for row in rows:
        table.add_row(
            text(f"{row.node.number or '':>2}", style.LOCATOR),
            text(_name(row)),
            text(f"cites {row.cites:>2}" if row.cites else "cites  ·", style.QUIET),
            text(_years(row.years, room), style.QUIET),
        )
    return table


def _name(row: ObjectiveRow) -> str:
    return row.label or row.node.caption


def _years(years: Sequence[str], room: int) -> str:
    """Return years in the room that there is.

    >>> _years(["2019", "2022"], 20), _years(["2019", "2022"], 10)
    ('named 2019 2022', "'19 '22")
    """
    told = f"named {' '.join(years)}" if years else ""
    short = [f"'{year[2:]}" for year in years]
    return told if len(told) <= room else (" " if len(" ".join(short)) <= room else "").join(short)
