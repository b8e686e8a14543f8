"""The three panes and the panel of a peek, drawn from the state."""

from __future__ import annotations

from compactx.tui import cells
from compactx.tui.canvas import Piece, Row, between, fit, highlighted, restyled, tagged
from compactx.tui.state import NARROW

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.tui.contents import Row as ContentsRow
    from compactx.tui.page import Line, RefRow
    from compactx.tui.shelf import Shelf
    from compactx.tui.state import Rect, State

_PEEK_LINES = 7
_WIDE = 96
_SIGNS = {"open": "▾ ", "closed": "▸ ", "": "  "}


def margin(width: int) -> int:
    """Return the empty columns on each side of the text."""
    return 3 if width >= NARROW else 2 if width >= 36 else 1  # noqa: PLR2004 - room left for text


def measure(width: int) -> int:
    """Return the columns a page is set to in a reader of this width."""
    return width - 2 * margin(width)


def reader(state: State, shelf: Shelf, rect: Rect) -> list[Row]:
    """Return the lines of the page in sight."""
    laid = shelf.laid(state.here.id, measure(rect.width))
    chosen = state.here.link
    pad: Piece = (" " * margin(rect.width), "text", "")
    focused = state.here.focus == "reader" and not state.overlay
    rows: list[Row] = []
    for line in laid.lines[state.here.scroll : state.here.scroll + rect.height]:
        row = tuple(_piece(span, chosen, focused=focused) for span in line)
        rows.append((pad, *highlighted(row, state.words)))
    return rows


def _piece(span: tuple[str, str, int], chosen: int, *, focused: bool) -> Piece:
    text, style, link = span
    if link < 0:
        return (text, style, "")
    if link == chosen and text.strip():
        style = "chosen" if focused else "kept"
    return (text, style, f"link:{link}")


def position(state: State, shelf: Shelf) -> str:
    """Return how far down the page the reader is, '' if all of it is in sight."""
    from compactx.tui.state import layout  # noqa: PLC0415 - the heading alone asks for it

    rect = layout(state, references=bool(shelf.page(state.here.id).references)).get("reader")
    if rect is None:
        return ""
    lines = len(shelf.laid(state.here.id, measure(rect.width)).lines)
    last = lines - rect.height
    return f"{min(100, 100 * state.here.scroll // last)} %" if last > 0 else ""


def contents(state: State, shelf: Shelf, rect: Rect) -> list[Row]:
    """Return the lines of the contents in sight."""
    rows = shelf.rows(state)
    cursor = shelf.place(state)
    start = state.contents_scroll
    focused = state.here.focus == "contents" and not state.overlay
    out: list[Row] = []
    for at, row in enumerate(rows[start : start + rect.height], start):
        drawn = tagged(fit(_contents_row(row, state, rect.width), rect.width), f"row:{row.key}" if row.key else "")
        out.append(restyled(drawn, "chosen") if at == cursor and focused else drawn)
    return out


def _contents_row(row: ContentsRow, state: State, width: int) -> Row:
    if not row.key:
        return ((" " + row.text.upper(), "head", ""),)
    here = row.id == state.here.id
    sign = _SIGNS[row.branch]
    lead = ("•" if here else " ") + " " * row.depth
    style = "here" if here else "quiet" if row.key.startswith("more:") else "text"
    count: Row = ((f"{row.count:,} ", "dim", ""),) if row.count else ((" ", "text", ""),)
    return between(((lead, "here" if here else "text", ""), (sign, "dim", ""), (row.text, style, "")), count, width)


def references(state: State, shelf: Shelf, rect: Rect) -> list[Row]:
    """Return the references in sight; the chosen one shows its clause and its words on a line of its own."""
    rows = shelf.references(state)
    focused = state.here.focus == "references" and not state.overlay
    reading = min(max((cells.width(row.reading) for row in rows if not row.heading), default=0), rect.width // 3, 26)
    where = min(max((cells.width(row.locator) for row in rows), default=0), 14 if rect.width >= NARROW + 10 else 8)
    out: list[Row] = []
    number = sum(not row.heading for row in rows[: state.here.reference_scroll])
    for at in range(state.here.reference_scroll, len(rows)):
        row = rows[at]
        if len(out) >= rect.height:
            break
        if row.heading:
            out.append(((f" {row.heading.upper()}", "head", ""), (f"  {row.reading}", "dim", "")))
            continue
        number += 1
        chosen = focused and at == state.here.reference
        drawn = tagged(fit(_reference(row, number, (reading, where), rect.width), rect.width), f"ref:{at}")
        out.append(restyled(drawn, "chosen") if chosen else drawn)
        if chosen and _proof(row):
            out.append((("      " + _proof(row), "surface", f"ref:{at}"),))
    return out[: rect.height]


def _reference(row: RefRow, number: int, columns: tuple[int, int], width: int) -> Row:
    reading, where = columns
    pieces: list[Piece] = [
        (f"{number:>3} ", "number", ""),
        (cells.pad(row.reading, reading) + " ", "relation", ""),
        (cells.pad(row.locator, where) + " ", "mark", ""),
    ]
    pieces.append((row.title, "link", ""))
    used = 6 + reading + where
    if width >= _WIDE and row.surface:
        room = (width - used) // 2
        pieces[-1] = (cells.pad(row.title, room) + " ", "link", "")
        pieces.append((f"“{row.surface}”", "surface", ""))
    return tuple(pieces)


def _proof(row: RefRow) -> str:
    parts = [f"“{row.surface}”" if row.surface else "", f"[{row.note}]" if row.note else "", row.target]
    return "  ".join(part for part in parts if part)


def peek(state: State, shelf: Shelf) -> list[Row]:
    """Return the panel that shows the beginning of a page without opening it."""
    page = shelf.page(state.peek)
    room = measure(state.width)
    lines: list[Line] = [
        line for line in shelf.laid(state.peek, room).lines if "".join(text for text, _, _ in line).strip()
    ]
    height = min(_PEEK_LINES, max(2, state.height // 3))
    head: Row = (("─ ", "rule", ""), (f"{page.short} ", "focus", f"go:{page.id}"))
    keys: Row = ((" Enter opens, any key closes ", "dim", ""), ("─", "rule", ""))
    rows: list[Row] = [between(head, keys, state.width, "─", "rule")]
    pad: Piece = (" " * margin(state.width), "text", "")
    rows += [(pad, *((text, style, "") for text, style, _ in line)) for line in lines[: height - 1]]
    return [fit(row, state.width) for row in (*rows, *[()] * (height - len(rows)))]
