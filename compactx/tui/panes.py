"""Going between panes and branches, and their sizes."""

from __future__ import annotations

from compactx.tui import moves
from compactx.tui.actions import branch, open_chosen, open_row
from compactx.tui.state import PANES, contents_width, references_height

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from compactx.tui.shelf import Shelf
    from compactx.tui.state import State

STEP = 4


def into(state: State, shelf: Shelf, _key: str) -> State:
    """Go into a branch, or to the pane on the right."""
    if state.here.focus == "contents":
        rows = shelf.rows(state)
        if not rows:
            return state
        row = rows[shelf.place(state)]
        if row.branch == "closed":
            return branch(state, row.key, is_open=False)
        return moves.move(state, shelf, 1) if row.branch == "open" else open_row(state, shelf)
    if state.here.focus == "references":
        return open_chosen(state, shelf, "")
    return state.but(here=state.here.but(focus="references"))


def out(state: State, shelf: Shelf, _key: str) -> State:
    """Close a branch or go to the one above, or to the pane on the left."""
    if state.here.focus != "contents":
        before = "reader" if state.here.focus == "references" else "contents"
        return state.but(here=state.here.but(focus=before))
    rows = shelf.rows(state)
    if not rows:
        return state
    at = shelf.place(state)
    if rows[at].branch == "open":
        return branch(state, rows[at].key, is_open=True)
    above = next((row.key for row in reversed(rows[:at]) if row.depth < rows[at].depth and row.key), rows[at].key)
    return state.but(at=above)


def pane(by: int) -> Callable[[State, Shelf, str], State]:
    """Return the action that goes to another pane."""

    def action(state: State, shelf: Shelf, _key: str) -> State:
        shown = [name for name in PANES if name != "references" or shelf.here(state).references]
        at = shown.index(state.here.focus) if state.here.focus in shown else 0
        return state.but(here=state.here.but(focus=shown[(at + by) % len(shown)]))

    return action


def direction(way: str) -> Callable[[State, Shelf, str], State]:
    """Return the action that goes to the references in one direction."""

    def action(state: State, shelf: Shelf, _key: str) -> State:
        rows = shelf.references(state)
        at = next((n for n, row in enumerate(rows) if row.direction == way and not row.heading), -1)
        if at < 0:
            return state.but(message="nothing refers to this" if way == "in" else "this refers to nothing")
        return state.but(here=state.here.but(focus="references", reference=at, reference_scroll=max(0, at - 1)))

    return action


def pane_size(column: int, rows: int) -> Callable[[State, Shelf, str], State]:
    """Return the action that changes the size of a pane."""

    def action(state: State, _shelf: Shelf, _key: str) -> State:
        wide = max(12, min(state.width - 30, contents_width(state) + column)) if column else state.column
        return state.but(column=wide, rows=max(2, references_height(state) + rows) if rows else state.rows)

    return action
