"""The screen as rows of styled words, from the state alone.

The tag of a piece says what a click on it means: ``link:N`` and ``ref:N`` open what they stand for, ``row:KEY`` is a
line of the contents, ``item:N`` one of a list, ``go:ID`` a page, ``do:ACTION`` a key of the footer, ``edge:…`` a
divider.
"""

from __future__ import annotations

from compactx.tui import cells, draw_list, draw_panes, keys
from compactx.tui.canvas import Piece, Row, between, fit, length
from compactx.tui.state import NARROW, layout

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.tui.shelf import Shelf
    from compactx.tui.state import Rect, State

_STEP = " › "  # noqa: RUF001 - the sign that breadcrumbs have
_LAST = 90  # rank from which a key stands at the end of the footer
_NAMES = {"contents": "Contents", "references": "References"}


def draw(state: State, shelf: Shelf) -> tuple[Row, ...]:
    """Return the screen: exactly ``height`` rows of exactly ``width`` cells."""
    if state.tiny:
        return _tiny(state)
    rows = [_crumbs(state, shelf), *(_list(state) if state.overlay else _body(state, shelf))]
    if state.peek:
        panel = draw_panes.peek(state, shelf)
        rows[len(rows) - len(panel) :] = panel
    rows.append(_foot(state))
    return tuple(fit(row, state.width) for row in rows[: state.height])


def _tiny(state: State) -> tuple[Row, ...]:
    words = "browse needs 30 x 8 cells; enlarge, or q and browse --line"
    rows: list[Row] = [((cells.cut(words, state.width), "strong", ""),)]
    rows += [()] * (state.height - 1)
    return tuple(fit(row, state.width) for row in rows[: state.height])


def _crumbs(state: State, shelf: Shelf) -> Row:
    page = shelf.page(state.here.id)
    crumbs = list(page.crumbs)
    right: list[Piece] = []
    if state.back:
        right.append((f"  back {len(state.back)}", "dim", "do:back"))
    if state.ahead:
        right.append((f"  forward {len(state.ahead)}", "dim", "do:forward"))
    right.append((" ", "text", ""))
    room = state.width - length(tuple(right)) - 1
    while len(crumbs) > 1 and sum(cells.width(text) + 3 for text, _ in crumbs) > room:
        crumbs.pop(0)
    left: list[Piece] = [(" ", "text", "")]
    for n, (text, identity) in enumerate(crumbs):
        last = n == len(crumbs) - 1
        left.append((text, "strong" if last else "crumb", f"go:{identity}" if identity and not last else ""))
        if not last:
            left.append((_STEP, "dim", ""))
    return between(tuple(left), tuple(right), state.width)


def _list(state: State) -> list[Row]:
    overlay = state.overlay
    height = state.height - 2
    assert overlay  # noqa: S101 - the caller looked
    return draw_list.rows(overlay, state.width, height)


def _body(state: State, shelf: Shelf) -> list[Row]:
    panes = layout(state, references=bool(shelf.page(state.here.id).references))
    if len(panes) == 1:
        (name, rect), *_ = panes.items()
        return [_heading(state, shelf, name, rect.width), *_pane(state, shelf, name, rect)]
    left, reader = panes["contents"], panes["reader"]
    below = panes.get("references")
    rows: list[Row] = [
        (*_heading(state, shelf, "contents", left.width), ("┬", "rule", "edge:column"),
         *_heading(state, shelf, "reader", reader.width))
    ]  # fmt: skip
    right = _pane(state, shelf, "reader", reader)
    if below:
        right += [_heading(state, shelf, "references", below.width), *_pane(state, shelf, "references", below)]
    for at, (one, other) in enumerate(zip(_pane(state, shelf, "contents", left), right, strict=True)):
        edge = "├" if below and at == reader.height else "│"
        rows.append((*one, (edge, "rule", "edge:column"), *other))
    return rows


def _pane(state: State, shelf: Shelf, name: str, rect: Rect) -> list[Row]:
    painters = {"contents": draw_panes.contents, "reader": draw_panes.reader, "references": draw_panes.references}
    rows = painters[name](state, shelf, rect)
    rows += [()] * (rect.height - len(rows))
    return [fit(row, rect.width) for row in rows]


def _heading(state: State, shelf: Shelf, name: str, width: int) -> Row:
    """Return the line above a pane: its name, marked when the pane is in use, and where one stands in it."""
    page = shelf.page(state.here.id)
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
    filled = between(cut, tuple(right), width, "─", "rule")
    return tuple((text, style, tag or edge) for text, style, tag in filled)


def _position(state: State, shelf: Shelf, name: str) -> str:
    if name == "contents":
        return f"& {state.contents_filter}" if state.contents_filter else ""
    if name == "references":
        counts = "  ".join(row.heading for row in shelf.page(state.here.id).references if row.heading)
        return f"& {state.reference_filter}  {counts}" if state.reference_filter else counts
    return draw_panes.position(state, shelf)


def _foot(state: State) -> Row:
    if state.mode == "type":
        sign = {"find": "/", "filter": "&"}.get(state.purpose, ":")
        return ((f" {sign}", "key", ""), (state.typed, "text", ""), ("▏", "cursor", ""))
    if state.mode in {"hint", "letter"}:
        asked = {"mark": "mark this place with a letter", "jump": "to the place with the letter"}
        words = asked.get(state.purpose, "type the letters of a link")
        asked_for: Row = ((f" {words}: ", "message", ""), (state.typed, "strong", ""), ("▏  ", "cursor", ""))
        return (*asked_for, ("Esc", "key", "do:cancel"), (" close", "dim", ""))
    if state.message:
        return ((" " + state.message, "message", ""),)
    return _keys(state)


def _keys(state: State) -> Row:
    """Return the keys that fit, the most useful first; help and leaving keep their place at the end."""
    rows = keys.footer(state.modes)
    panes = state.overlay is None
    ends = [row for row in rows if row.rank >= _LAST and not (panes and row.action == "cancel")]
    right: Row = tuple(piece for row in ends for piece in _key(row))
    room = state.width - length(right) - 1
    left: list[Piece] = []
    for row in rows:
        pieces = _key(row)
        if row.rank >= _LAST or length((*left, *pieces)) > room:
            continue
        left += pieces
    return between(tuple(left), right, state.width - 1)


def _key(row: keys.Key) -> Row:
    tag = f"do:{row.action}"
    return ((" " + keys.shown(row.keys[0]), "key", tag), (f" {row.label} ", "dim", tag))
