"""The screen as rows of styled words, from the state alone: panes, and the panel of a peek."""

from __future__ import annotations

from compactx.model.text import is_web
from compactx.tui import canvas, keys, list_rows
from compactx.tui.canvas import Piece, Row, at_ends, fit, highlighted, length, restyled, tagged
from compactx.tui.state import NARROW

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.tui.contents import ContentsRow
    from compactx.tui.page import Line, PageLink, RefRow, Span
    from compactx.tui.shelf import Shelf
    from compactx.tui.state import Overlay, Rect, State

_PEEK_LINES = 7
_LONGEST_READING = 26  # cells
_USUAL = (12, 6)
_LEAST_PLACE = 8  # cells of the column of locators
_LEAST_TITLE = 14  # cells that a title keeps, with the number, before the relation is cut
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
    laid = shelf.laid(state, measure(rect.width))
    chosen, links = state.here.link, shelf.here(state).links
    pad: Piece = (" " * margin(rect.width), "text", "")
    focused = state.here.focus == "reader" and not state.overlay
    rows: list[Row] = []
    for line in laid.lines[state.here.scroll : state.here.scroll + rect.height]:
        row = tuple(_piece(span, links, chosen, focused=focused) for span in line)
        rows.append((pad, *highlighted(row, state.words)))
    return rows


def _piece(span: Span, links: Sequence[PageLink], chosen: int, *, focused: bool) -> Piece:
    text, style, link = span
    if link < 0:
        return (text, style, "")
    if link == chosen and text.strip():
        style = "chosen" if focused else "kept"
    target = links[link].target
    return (text, style, f"web:{target}" if is_web(target) else f"link:{link}")


def position(state: State, shelf: Shelf) -> str:
    """Return how far down the page the reader is, '' if all of it is in sight."""
    rect = shelf.panes(state).get("reader")
    if rect is None:
        return ""
    lines = len(shelf.laid(state, measure(rect.width)).lines)
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
    return at_ends(((lead, "here" if here else "text", ""), (sign, "dim", ""), (row.text, style, "")), count, width)


def references(state: State, shelf: Shelf, rect: Rect) -> list[Row]:
    """Return the references in sight; the chosen one shows its clause and its words on a line of its own."""
    rows = shelf.references(state)
    focused = state.here.focus == "references" and not state.overlay
    columns = _columns(rows, rect.width)
    out: list[Row] = []
    for at in range(state.here.reference_scroll, len(rows)):
        row = rows[at]
        if len(out) >= rect.height:
            break
        if row.heading:
            out.append(((f" {row.heading.upper()}", "head", ""), (f"  {row.reading}", "dim", "")))
            continue
        chosen = focused and at == state.here.reference
        drawn = tagged(fit(_reference(row, columns[at], rect.width), rect.width), f"ref:{at}")
        out.append(restyled(drawn, "chosen") if chosen else drawn)
        if chosen and _proof(row):
            out.append((("      " + _proof(row), "surface", f"ref:{at}"),))
    return out[: rect.height]


def _columns(rows: Sequence[RefRow], width: int) -> list[tuple[int, int]]:
    """Return for each row how wide the reading and the locator stand; rows under one heading stand alike."""
    out: list[tuple[int, int]] = []
    heads = [at for at, row in enumerate(rows) if row.heading] or [0]
    for start, stop in zip(heads, [*heads[1:], len(rows)], strict=True):
        below = rows[start:stop]
        reading = max((canvas.width(row.reading) for row in below if not row.heading), default=0)
        longest = max((canvas.width(row.locator) for row in below), default=0)
        where = min(longest, max(_LEAST_PLACE, width // 5))  # a longer one shifts its own row alone
        if width >= NARROW:  # short ones stand in the same columns under every heading
            reading, where = max(reading, _USUAL[0]), max(where, _USUAL[1])
        reading = max(4, min(reading, width // 3, _LONGEST_READING, width - where - _LEAST_TITLE))
        out += [(reading, where)] * len(below)
    return out


def _reference(row: RefRow, columns: tuple[int, int], width: int) -> Row:
    reading, where = columns
    pieces: list[Piece] = [
        (f"{row.number:>3} ", "number", ""),
        (canvas.pad(row.reading, reading) + " ", "relation", ""),
        (canvas.pad(row.locator, max(where, canvas.width(row.locator))) + " ", "mark", ""),
    ]
    pieces.append((row.title, "link", ""))
    used = 6 + reading + max(where, canvas.width(row.locator))
    if width >= _WIDE and row.surface:
        room = (width - used) // 2
        pieces[-1] = (canvas.pad(row.title, room) + " ", "link", "")
        pieces.append((f"“{row.surface}”", "surface", ""))
    return tuple(pieces)


def _proof(row: RefRow) -> str:
    parts = [f"“{row.surface}”" if row.surface else "", f"[{row.note}]" if row.note else "", row.target]
    return "  ".join(part for part in parts if part)


def peek_panel(state: State, shelf: Shelf) -> list[Row]:
    """Return the panel that shows the beginning of a page without opening it."""
    page = shelf.page(state.peek)
    room = measure(state.width)
    lines: list[Line] = [
        line for line in shelf.laid(state, room, state.peek).lines if "".join(text for text, _, _ in line).strip()
    ]
    height = min(_PEEK_LINES, max(2, state.height // 3))
    head: Row = (("─ ", "rule", ""), (f"{page.short} ", "focus", f"go:{page.id}"))
    keys: Row = ((" Enter opens, any key closes ", "dim", ""), ("─", "rule", ""))
    rows: list[Row] = [at_ends(head, keys, state.width, "─", "rule")]
    pad: Piece = (" " * margin(state.width), "text", "")
    rows += [(pad, *((text, style, "") for text, style, _ in line)) for line in lines[: height - 1]]
    return [fit(row, state.width) for row in (*rows, *[()] * (height - len(rows)))]


_STEP = " › "  # noqa: RUF001 - the sign that breadcrumbs have
_LAST = 90  # rank from which a key stands at the end of the footer
_NAMES = {"contents": "Contents", "references": "References"}


def draw_screen(state: State, shelf: Shelf) -> tuple[Row, ...]:
    """Return the screen: exactly ``height`` rows of exactly ``width`` cells."""
    if state.tiny:
        return _tiny(state)
    rows = [_crumbs(state, shelf), *(_list(state) if state.overlay else _body(state, shelf))]
    if state.peek:
        panel = peek_panel(state, shelf)
        rows[len(rows) - len(panel) :] = panel
    rows.append(_foot(state))
    return tuple(fit(row, state.width) for row in rows[: state.height])


def _tiny(state: State) -> tuple[Row, ...]:
    words = "browse needs 30 x 8 cells; enlarge, or q and browse --line"
    lines = list_rows.folded_row(words, max(1, state.width), state.height)
    rows: list[Row] = [((line, "strong", ""),) for line in lines]
    rows += [()] * (state.height - len(lines))
    return tuple(fit(row, state.width) for row in rows[: state.height])


def _crumbs(state: State, shelf: Shelf) -> Row:
    page = shelf.here(state)
    crumbs = list(page.crumbs)
    right: list[Piece] = []
    if state.back:
        right.append((f"  back {len(state.back)}", "dim", "do:back"))
    if state.ahead:
        right.append((f"  forward {len(state.ahead)}", "dim", "do:forward"))
    right.append((" ", "text", ""))
    room = state.width - length(tuple(right)) - 1
    while len(crumbs) > 1 and sum(canvas.width(text) + 3 for text, _ in crumbs) > room:
        crumbs.pop(0)
    left: list[Piece] = [(" ", "text", "")]
    for n, (text, identity) in enumerate(crumbs):
        last = n == len(crumbs) - 1
        left.append((text, "strong" if last else "crumb", f"go:{identity}" if identity and not last else ""))
        if not last:
            left.append((_STEP, "dim", ""))
    return at_ends(tuple(left), tuple(right), state.width)


def _list(state: State) -> list[Row]:
    overlay = state.overlay
    height = state.height - 2
    assert overlay  # noqa: S101 - the caller looked
    return list_rows.overlay_rows(overlay, state.width, height)


def _body(state: State, shelf: Shelf) -> list[Row]:
    panes = shelf.panes(state)
    if len(panes) == 1:
        (name, rect), *_ = panes.items()
        return [_heading(state, shelf, name, rect.width), *_pane(state, shelf, name, rect)]
    left, reader, below = panes.get("contents"), panes["reader"], panes.get("references")
    right = [_heading(state, shelf, "reader", reader.width), *_pane(state, shelf, "reader", reader)]
    if below:
        right += [_heading(state, shelf, "references", below.width), *_pane(state, shelf, "references", below)]
    if left is None:
        return right
    rows: list[Row] = [(*_heading(state, shelf, "contents", left.width), ("┬", "rule", "edge:column"), *right[0])]
    for at, (one, other) in enumerate(zip(_pane(state, shelf, "contents", left), right[1:], strict=True)):
        edge = "├" if below and at == reader.height else "│"
        rows.append((*one, (edge, "rule", "edge:column"), *other))
    return rows


def _pane(state: State, shelf: Shelf, name: str, rect: Rect) -> list[Row]:
    painters = {"contents": contents, "reader": reader, "references": references}
    rows = painters[name](state, shelf, rect)
    rows += [()] * (rect.height - len(rows))
    return [fit(row, rect.width) for row in rows]


def _heading(state: State, shelf: Shelf, name: str, width: int) -> Row:
    """Return the line above a pane: its name, marked when the pane is in use, and where one stands in it."""
    page = shelf.here(state)
    focused = state.here.focus == name
    title = _NAMES.get(name, page.id)
    edge = "edge:rows" if name == "references" else ""
    mark = "▸ " if focused else "─ "
    left: list[Piece] = [
        (mark, "focus" if focused else "rule", edge),
        (title, "focus" if focused else "pane", f"pane:{name}"),
    ]
    words = _position(state, shelf, name)
    if width < NARROW and (state.width < NARROW or state.zoom) and page.references and name != "references":
        words = f"{words}  Tab" if state.width < NARROW else words
    right: list[Piece] = [(f" {words} ", "dim", edge), ("─", "rule", edge)] if words.strip() else [("─", "rule", edge)]
    room = width - length(tuple(right))
    cut = fit(tuple(left), room) if length(tuple(left)) + 1 > room else (*left, (" ", "rule", edge))
    filled = at_ends(cut, tuple(right), width, "─", "rule")
    return tuple((text, style, tag or edge) for text, style, tag in filled)


def _position(state: State, shelf: Shelf, name: str) -> str:
    if name == "contents":
        return f"& {state.contents_filter}" if state.contents_filter else ""
    if name == "references":
        counts = "  ".join(row.heading for row in shelf.here(state).references if row.heading)
        return f"& {state.reference_filter}  {counts}" if state.reference_filter else counts
    return position(state, shelf)


def _foot(state: State) -> Row:
    if state.mode == "type":
        sign = {"find": "/", "filter": "&"}.get(state.purpose, ":")
        typed: Row = ((f" {sign}", "key", ""), (state.typed, "text", ""), ("▏", "cursor", ""))
        return at_ends(typed, ((f"  {state.message} ", "message", ""),) if state.message else (), state.width)
    if state.mode in {"hint", "letter"}:
        asked = {"mark": "mark this place with a letter", "jump": "to the place with the letter"}
        words = asked.get(state.purpose, "type the letters of a link")
        asked_for: Row = ((f" {words}: ", "message", ""), (state.typed, "strong", ""), ("▏  ", "cursor", ""))
        return (*asked_for, ("Esc", "key", "do:cancel"), (" close", "dim", ""))
    if state.message:
        return ((" ", "text", ""), (state.message, "message", f"web:{state.message}" * is_web(state.message)))
    return _keys(state)


def _keys(state: State) -> Row:
    """Return the keys that fit, the most useful first; help and leaving keep their place at the end."""
    over = state.overlay
    rows = [row for row in keys.footer(state.modes) if row.rank >= _LAST or not _is_idle(row, over)]
    panes = over is None
    ends = [row for row in rows if row.rank >= _LAST and not (panes and row.action == "cancel")]
    right: Row = tuple(piece for row in ends for piece in _key(row))
    room = state.width - length(right) - 1
    left: list[Piece] = []
    for row in rows:
        pieces = _key(row)
        if row.rank >= _LAST or length((*left, *pieces)) > room:
            continue
        left += pieces
    return at_ends(tuple(left), right, state.width - 1)


def _is_idle(row: keys.Key, over: Overlay | None) -> bool:
    """Say whether a key does nothing in a list: commands are neither narrowed nor looked at."""
    return over is not None and over.kind == "palette" and row.action != "open"


def _key(row: keys.Key) -> Row:
    tag = f"do:{row.action}"
    return ((" " + keys.shown(row.keys[0]), "key", tag), (f" {row.label} ", "dim", tag))
