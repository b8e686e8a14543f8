"""Moving: the cursor of each pane and list, and what must be in sight."""

from __future__ import annotations

from compactx.tui import list_rows
from compactx.tui.draw import measure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from compactx.tui.page import PageLayout
    from compactx.tui.shelf import Shelf
    from compactx.tui.state import Overlay, Rect, State

_LIST_HEAD = 2


def rect_of(state: State, shelf: Shelf, pane: str) -> Rect:
    """Return where a pane stands, or would stand if it showed."""
    panes = shelf.panes(state)
    return panes.get(pane) or next(iter(panes.values()))


def list_height(state: State) -> int:
    """Return the lines between the breadcrumb and the footer."""
    return max(1, state.height - _LIST_HEAD)


def move(state: State, shelf: Shelf, by: int) -> State:
    """Move the cursor of what is in use by rows; in the reader, to the next link in sight or by a line."""
    if state.overlay:
        return _with_overlay(state, moved(state.overlay, by))
    focus = state.here.focus
    if focus == "contents":
        rows = shelf.rows(state)
        at = step([bool(row.key) for row in rows], shelf.place(state), by)
        return state.but(at=rows[at].key) if rows else state
    if focus == "references":
        rows_below = shelf.references(state)
        at = step([not row.heading for row in rows_below], state.here.reference, by)
        return state.but(here=state.here.but(reference=at))
    return _read_on(state, shelf, by) if abs(by) == 1 else scroll(state, shelf, by)


def moved(overlay: Overlay, by: int) -> Overlay:
    """Return a list with its cursor moved to another row that can be chosen."""
    at = step([bool(item.key) for item in overlay.items], overlay.cursor, by)
    return overlay.but(cursor=at, moved=True)


def _with_overlay(state: State, overlay: Overlay) -> State:
    return state.but(overlays=(*state.overlays[:-1], overlay))


def step(open_rows: Sequence[bool], at: int, by: int) -> int:
    """Return where a cursor lands that moves over the rows that can be chosen; it stops at the ends.

    >>> step([False, True, True, False, True], 1, 2), step([True, True], 0, -5)
    (4, 0)
    """
    places = [n for n, is_open in enumerate(open_rows) if is_open]
    if not places:
        return 0
    nearest = min(range(len(places)), key=lambda n: abs(places[n] - at))
    return places[min(len(places) - 1, max(0, nearest + by))]


def _read_on(state: State, shelf: Shelf, by: int) -> State:
    laid, rect = _laid(state, shelf)
    top, bottom = state.here.scroll, state.here.scroll + rect.height
    inside = [n for n, line in enumerate(laid.link_lines) if top <= line < bottom]
    here = state.here.link
    if here in inside:
        inside = [n for n in inside if (n > here if by > 0 else n < here)]
    if inside:
        return state.but(here=state.here.but(link=inside[0] if by > 0 else inside[-1]))
    return scroll(state, shelf, by)


def scroll(state: State, shelf: Shelf, by: int, pane: str = "") -> State:
    """Scroll a pane by lines without moving what is chosen, as far as it goes."""
    pane = pane or state.here.focus
    if state.overlay:
        return _with_overlay(state, moved(state.overlay, by))
    if pane == "reader":
        laid, rect = _laid(state, shelf)
        last = max(0, len(laid.lines) - rect.height)
        return state.but(here=state.here.but(scroll=min(last, max(0, state.here.scroll + by))))
    return move(state.but(here=state.here.but(focus=pane)), shelf, by)


def move_page(state: State, shelf: Shelf, part: float) -> State:
    """Move by a page, or a part of one."""
    height = list_height(state) if state.overlay else rect_of(state, shelf, state.here.focus).height
    by = round((height - (2 if abs(part) >= 1 else 0)) * part)
    if state.overlay and not state.overlay.asks and any(item.detail for item in state.overlay.items):
        by = round(by / 2)
    by = by or (1 if part > 0 else -1)
    return scroll(state, shelf, by) if state.here.focus == "reader" and not state.overlay else move(state, shelf, by)


def end(state: State, shelf: Shelf, by: int) -> State:
    """Move to the beginning or the end."""
    if state.here.focus == "reader" and not state.overlay:
        laid, _ = _laid(state, shelf)
        found = scroll(state, shelf, by * len(laid.lines))
        return found.but(here=found.here.but(link=-1))
    return move(state, shelf, by * 10_000_000)


def show_line(state: State, shelf: Shelf, line: int) -> State:
    """Scroll the reader so that a line stands in the upper third, unless it is in sight."""
    laid, rect = _laid(state, shelf)
    if state.here.scroll <= line < state.here.scroll + rect.height:
        return state
    top = max(0, min(line - rect.height // 3, len(laid.lines) - rect.height))
    return state.but(here=state.here.but(scroll=top))


def _laid(state: State, shelf: Shelf) -> tuple[PageLayout, Rect]:
    rect = rect_of(state, shelf, "reader")
    return shelf.laid(state, measure(rect.width)), rect


def settle(state: State, shelf: Shelf) -> State:
    """Bring everything into its bounds: what is chosen is in sight, nothing is scrolled beyond its end."""
    references = shelf.references(state)
    if state.here.focus == "references" and not references:
        state = state.but(here=state.here.but(focus="reader"))
    state = _settle_reader(state, shelf)
    state = _settle_contents(state, shelf)
    if references:
        state = _settle_references(state, shelf)
    if state.overlay:
        state = _with_overlay(state, _settled(state.overlay, list_height(state), state.width))
    return state


def _settle_reader(state: State, shelf: Shelf) -> State:
    laid, rect = _laid(state, shelf)
    room = measure(rect.width)
    here = state.here
    top = here.scroll
    if here.room not in {0, room}:
        top = same_place(shelf.laid(state, here.room), laid, top)
    last = max(0, len(laid.lines) - rect.height)
    link = here.link if here.link < len(laid.link_lines) else -1
    return state.but(here=here.but(scroll=min(last, max(0, top)), room=room, link=link))


def same_place(old: PageLayout, new: PageLayout, line: int) -> int:
    """Return the line of a page set anew at which the text stands that began an old line."""
    if line <= 0:
        return 0
    before = sum(map(_letters, old.lines[:line]))
    for at, words in enumerate(new.lines):
        before -= _letters(words)
        if before < 0:
            return at
    return len(new.lines)


def _letters(line: tuple[tuple[str, str, int], ...]) -> int:
    return sum(len(text) - text.count(" ") for text, style, _ in line if style != "bar")


def _settle_contents(state: State, shelf: Shelf) -> State:
    height = rect_of(state, shelf, "contents").height
    cursor, count = shelf.place(state), len(shelf.rows(state))
    return state.but(contents_scroll=_in_sight(cursor, state.contents_scroll, height, count, lambda _: 1))


def _settle_references(state: State, shelf: Shelf) -> State:
    rows = shelf.references(state)
    height = max(1, rect_of(state, shelf, "references").height)
    cursor = step([not row.heading for row in rows], state.here.reference, 0)
    top = _in_sight(cursor, state.here.reference_scroll, height, len(rows), lambda at: 2 if at == cursor else 1)
    return state.but(here=state.here.but(reference=cursor, reference_scroll=0 if cursor <= 1 else top))


def _settled(overlay: Overlay, height: int, width: int) -> Overlay:
    room = list_rows.room_for_items(overlay, height)
    items = overlay.items
    cursor = step([bool(item.key) for item in items], overlay.cursor, 0)
    top = _in_sight(cursor, overlay.scroll, room, len(items), lambda at: list_rows.height_of(overlay, at, width))
    if not any(item.key for item in items[:cursor]):
        top = 0
    return overlay.but(cursor=cursor, scroll=top)


def _in_sight(cursor: int, top: int, room: int, count: int, height: Callable[[int], int]) -> int:
    """Return the first row to show so that the cursor is in sight and no room is left empty at the end."""
    top = max(0, min(top, cursor))
    used = sum(height(at) for at in range(top, min(cursor + 1, count))) if cursor - top <= room else room + 1
    if used > room:
        top, used = cursor, height(cursor) if count else 0
        while top > 0 and used + height(top - 1) <= room:
            top -= 1
            used += height(top)
    below, at = 0, count
    while at > 0 and below + height(at - 1) <= room:
        at -= 1
        below += height(at)
    return min(top, at)
