"""A key and a state make the next state.

``TABLE`` has what each action of the key table does: the names of :mod:`compactx.tui.keys` and the functions behind
them. Nothing here touches a terminal: what must be done outside (copy, open a page) is left in ``effects``, leaving in
``status``.
"""

from __future__ import annotations

from compactx.errors import INTERRUPTED
from compactx.tui import actions, history, keys, lists, moves, prompts
from compactx.tui.draw import draw_screen
from compactx.tui.history import SessionMemory
from compactx.tui.state import State, Visit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from compactx.tui.shelf import Shelf

TABLE: dict[str, Callable[[State, Shelf, str], State]] = {
    "down": lambda state, shelf, _: moves.move(state, shelf, 1),
    "up": lambda state, shelf, _: moves.move(state, shelf, -1),
    "list-down": lambda state, shelf, _: moves.move(state, shelf, 1),
    "list-up": lambda state, shelf, _: moves.move(state, shelf, -1),
    "page-down": lambda state, shelf, _: moves.move_page(state, shelf, 1),
    "page-up": lambda state, shelf, _: moves.move_page(state, shelf, -1),
    "half-down": lambda state, shelf, _: moves.move_page(state, shelf, 0.5),
    "half-up": lambda state, shelf, _: moves.move_page(state, shelf, -0.5),
    "line-down": lambda state, shelf, _: moves.scroll(state, shelf, 1),
    "line-up": lambda state, shelf, _: moves.scroll(state, shelf, -1),
    "first": lambda state, shelf, _: moves.end(state, shelf, -1),
    "last": lambda state, shelf, _: moves.end(state, shelf, 1),
    "into": actions.into,
    "out": actions.out,
    "open": actions.open_chosen,
    "number": actions.open_number,
    "hint": actions.wait("hint"),
    "peek": actions.peek,
    "clause": actions.clause,
    "incoming": actions.direction("in"),
    "outgoing": actions.direction("out"),
    "before": actions.open_beside("before"),
    "after": actions.open_beside("after"),
    "back": lambda state, _shelf, _key: history.back(state),
    "forward": lambda state, _shelf, _key: history.forward(state),
    "trail": lambda state, shelf, _: lists.trail(state, shelf),
    "mark": actions.wait("letter", "mark"),
    "jump": actions.wait("letter", "jump"),
    "marks": lambda state, shelf, _: lists.show_marks(state, shelf),
    "search": lambda state, shelf, _: lists.ask_search(state, shelf),
    "find": actions.ask("find"),
    "find-next": lambda state, shelf, _: prompts.find_place(state, shelf, 1),
    "find-previous": lambda state, shelf, _: prompts.find_place(state, shelf, -1),
    "filter": actions.ask("filter"),
    "path": lambda state, shelf, _: lists.target(state, shelf),
    "compare": lambda state, shelf, _: lists.versus(state, shelf),
    "tree": lambda state, shelf, _: lists.show_tree(state, shelf, "parts"),
    "agreed": lambda state, shelf, _: lists.show_answer(state, shelf, "agreed"),
    "tree-parts": lambda state, shelf, _: lists.show_tree(state, shelf, "parts"),
    "tree-in": lambda state, shelf, _: lists.show_tree(state, shelf, "in"),
    "tree-out": lambda state, shelf, _: lists.show_tree(state, shelf, "out"),
    "next-pane": actions.pane(1),
    "previous-pane": actions.pane(-1),
    "zoom": lambda state, _shelf, _key: state.but(zoom=not state.zoom),
    "wider": actions.pane_size(actions.STEP, 0),
    "narrower": actions.pane_size(-actions.STEP, 0),
    "taller": actions.pane_size(0, 2),
    "shorter": actions.pane_size(0, -2),
    "copy": actions.copy,
    "cite": actions.open_citations,
    "quote": actions.quote,
    "web": actions.web,
    "wording": actions.toggle("gists", ("our summaries show too", "our summaries step back where the wording is here")),
    "editorial": actions.toggle("editorial", ("our own links show too", "our own links are left out")),
    "lineage": lambda state, shelf, _: lists.show_lineage(state, shelf),
    "reviews": lambda state, shelf, _: lists.show_reviews(state, shelf),
    "narrow-kind": lambda state, shelf, _: lists.narrow(state, shelf, "kind"),
    "narrow-instrument": lambda state, shelf, _: lists.narrow(state, shelf, "instrument"),
    "home": actions.home,
    "theme": actions.theme,
    "palette": lambda state, shelf, _: lists.palette(state, shelf),
    "help": lambda state, _shelf, _key: lists.help_(state),
    "accept": lambda state, shelf, _: prompts.accept_typed(state, shelf),
    "rub": lambda state, shelf, _: prompts.rub(state, shelf, "letter"),
    "rub-word": lambda state, shelf, _: prompts.rub(state, shelf, "word"),
    "rub-all": lambda state, shelf, _: prompts.rub(state, shelf, "all"),
    "cancel": actions.cancel,
    "quit": actions.leave,
    "interrupt": lambda state, _shelf, _key: state.but(status=INTERRUPTED),
}


def start(
    shelf: Shelf,
    place: str | Visit,
    *,
    width: int,
    height: int,
    theme: str = "night",
    before: SessionMemory | None = None,
) -> State:
    """Return the state of a session that opens a page, or a place on one; ``before`` is what earlier ones left."""
    here = Visit(place) if isinstance(place, str) else place
    left = before or SessionMemory()
    visited = (*(one for one in left.visited if one != here.id), here.id)
    state = State(here, width, height, visited=visited, marks=left.marks, at=f"n:{here.id}", theme=theme)
    return moves.settle(state, shelf)


def press(state: State, key: str, shelf: Shelf) -> State:
    """Return the state after a key: a character, or the name of a key such as ``enter`` or ``ctrl+d``."""
    state = state.but(effects=(), message="")
    if state.peek and not state.tiny:
        return moves.settle(_after_peek(state, key), shelf)
    name = "space" if key == " " else key
    row = keys.action_of(state.modes, name)
    if row is None or (state.mode in {"hint", "letter"} and len(key) == 1):
        state = prompts.letter(state, shelf, key, click)
    else:
        pending = state.typed if row.action in {"number", "open"} or state.mode != "read" else ""
        state = perform(state.but(typed=pending), row.action, shelf, key)
    return moves.settle(state, shelf)


def _after_peek(state: State, key: str) -> State:
    closed = state.but(peek="")
    if key == "enter":
        return history.visit(closed, state.peek)
    return closed.but(status=INTERRUPTED) if key in {"ctrl+c", "ctrl+q"} else closed


def perform(state: State, action: str, shelf: Shelf, key: str = "") -> State:
    """Return the state after an action of the key table."""
    doing = TABLE.get(action)
    if doing is None:
        return state
    if action == "open" and state.overlay:
        chosen, further = lists.choose(state, shelf)
        return perform(chosen, further, shelf) if further else chosen
    return doing(state, shelf, key)


def paste(state: State, text: str, shelf: Shelf) -> State:
    """Return the state after a text was pasted; it counts where a text is asked for."""
    asks = state.mode == "type" or (state.mode == "read" and state.overlay and state.overlay.asks)
    for char in " ".join(text.split())[:400] if asks else "":
        state = prompts.letter(state.but(message=""), shelf, char, click)
    return moves.settle(state, shelf)


def resize(state: State, width: int, height: int, shelf: Shelf) -> State:
    """Return the state on a screen of another size; the reader keeps its place in the text."""
    resized = state.but(width=max(1, width), height=max(1, height), effects=())
    return moves.settle(lists.reset(resized, shelf) if width != state.width else resized, shelf)


def click(state: State, tag: str, shelf: Shelf) -> State:
    """Return the state after a click on a piece of the screen, or its letters."""
    state = state.but(effects=(), message="", mode="read", typed="")
    kind, _, rest = tag.partition(":")
    if kind == "do":
        state = perform(state, rest, shelf)
    elif kind == "go" and rest:
        state = history.visit(state.but(peek=""), rest)
    elif kind == "pane":
        state = state.but(here=state.here.but(focus=rest))
    elif kind == "web":
        state = actions.leave_for(state, rest)
    elif kind == "link":
        state = actions.open_link(state, shelf, int(rest))
    elif kind == "ref":
        state = state.but(here=state.here.but(focus="references", reference=int(rest)))
        state = actions.open_chosen(state, shelf, "")
    elif kind == "row" and rest:
        state = actions.open_row(state.but(at=rest), shelf)
    elif kind == "item" and state.overlay:
        state = state.but(overlays=(*state.overlays[:-1], state.overlay.but(cursor=int(rest))))
        state = perform(state, "open", shelf)
    return moves.settle(state, shelf)


def wheel(state: State, pane: str, by: int, shelf: Shelf) -> State:
    """Return the state after the wheel was turned over a pane."""
    focus = state.here.focus
    state = moves.scroll(state.but(effects=()), shelf, by, pane)
    return moves.settle(state.but(here=state.here.but(focus=focus)), shelf)


def drag(state: State, edge: str, x: int, y: int, shelf: Shelf) -> State:
    """Return the state after a divider was dragged to a cell."""
    sizes = {"column": max(12, x)} if edge == "edge:column" else {"rows": max(2, state.height - 1 - y)}
    return moves.settle(state.but(**sizes), shelf)


def screen(state: State, shelf: Shelf) -> tuple[tuple[tuple[str, str, str], ...], ...]:
    """Return the rows to show, with letters over the links when they are asked for."""
    rows = draw_screen(state, shelf)
    if state.mode != "hint":
        return rows
    return prompts.apply(rows, state.typed, contents=state.here.focus == "contents")
