"""What each action of the key table does: the names of :mod:`compactx.tui.keys` and the functions behind them."""

from __future__ import annotations

from compactx.tui import actions, history, lists, moves, panes, prompts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from compactx.tui.shelf import Shelf
    from compactx.tui.state import State


TABLE: dict[str, Callable[[State, Shelf, str], State]] = {
    "down": lambda state, shelf, _: moves.move(state, shelf, 1),
    "up": lambda state, shelf, _: moves.move(state, shelf, -1),
    "list-down": lambda state, shelf, _: moves.move(state, shelf, 1),
    "list-up": lambda state, shelf, _: moves.move(state, shelf, -1),
    "page-down": lambda state, shelf, _: moves.page(state, shelf, 1),
    "page-up": lambda state, shelf, _: moves.page(state, shelf, -1),
    "half-down": lambda state, shelf, _: moves.page(state, shelf, 0.5),
    "half-up": lambda state, shelf, _: moves.page(state, shelf, -0.5),
    "line-down": lambda state, shelf, _: moves.scroll(state, shelf, 1),
    "line-up": lambda state, shelf, _: moves.scroll(state, shelf, -1),
    "first": lambda state, shelf, _: moves.end(state, shelf, -1),
    "last": lambda state, shelf, _: moves.end(state, shelf, 1),
    "into": panes.into,
    "out": panes.out,
    "open": actions.open_chosen,
    "number": actions.number,
    "hint": actions.wait("hint"),
    "peek": actions.peek,
    "clause": actions.clause,
    "incoming": panes.direction("in"),
    "outgoing": panes.direction("out"),
    "before": actions.beside("before"),
    "after": actions.beside("after"),
    "back": lambda state, _shelf, _key: history.back(state),
    "forward": lambda state, _shelf, _key: history.forward(state),
    "trail": lambda state, shelf, _: lists.trail(state, shelf),
    "mark": actions.wait("letter", "mark"),
    "jump": actions.wait("letter", "jump"),
    "marks": lambda state, shelf, _: lists.marks(state, shelf),
    "search": lambda state, shelf, _: lists.search(state, shelf),
    "find": actions.ask("find"),
    "find-next": lambda state, shelf, _: prompts.find(state, shelf, 1),
    "find-previous": lambda state, shelf, _: prompts.find(state, shelf, -1),
    "filter": actions.ask("filter"),
    "path": lambda state, shelf, _: lists.target(state, shelf),
    "compare": lambda state, shelf, _: lists.versus(state, shelf),
    "tree": lambda state, shelf, _: lists.tree(state, shelf, "parts"),
    "agreed": lambda state, shelf, _: lists.run(state, shelf, "agreed"),
    "tree-parts": lambda state, shelf, _: lists.tree(state, shelf, "parts"),
    "tree-in": lambda state, shelf, _: lists.tree(state, shelf, "in"),
    "tree-out": lambda state, shelf, _: lists.tree(state, shelf, "out"),
    "next-pane": panes.pane(1),
    "previous-pane": panes.pane(-1),
    "zoom": lambda state, _shelf, _key: state.but(zoom=not state.zoom),
    "wider": panes.size(panes.STEP, 0),
    "narrower": panes.size(-panes.STEP, 0),
    "taller": panes.size(0, 2),
    "shorter": panes.size(0, -2),
    "copy": actions.copy,
    "cite": actions.cite,
    "web": actions.web,
    "theme": actions.theme,
    "palette": lambda state, shelf, _: lists.palette(state, shelf),
    "help": lambda state, _shelf, _key: lists.help_(state),
    "accept": lambda state, _shelf, _key: prompts.accept(state),
    "rub": lambda state, shelf, _: prompts.rub(state, shelf, "letter"),
    "rub-word": lambda state, shelf, _: prompts.rub(state, shelf, "word"),
    "rub-all": lambda state, shelf, _: prompts.rub(state, shelf, "all"),
    "cancel": actions.cancel,
    "quit": actions.leave,
    "interrupt": lambda state, _shelf, _key: state.but(status=130),
}
