"""What each action of the key table does: the names of :mod:`compactx.tui.keys` and the functions behind them."""

from __future__ import annotations

from compactx.errors import INTERRUPTED
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
    "page-down": lambda state, shelf, _: moves.move_page(state, shelf, 1),
    "page-up": lambda state, shelf, _: moves.move_page(state, shelf, -1),
    "half-down": lambda state, shelf, _: moves.move_page(state, shelf, 0.5),
    "half-up": lambda state, shelf, _: moves.move_page(state, shelf, -0.5),
    "line-down": lambda state, shelf, _: moves.scroll(state, shelf, 1),
    "line-up": lambda state, shelf, _: moves.scroll(state, shelf, -1),
    "first": lambda state, shelf, _: moves.end(state, shelf, -1),
    "last": lambda state, shelf, _: moves.end(state, shelf, 1),
    "into": panes.into,
    "out": panes.out,
    "open": actions.open_chosen,
    "number": actions.open_number,
    "hint": actions.wait("hint"),
    "peek": actions.peek,
    "clause": actions.clause,
    "incoming": panes.direction("in"),
    "outgoing": panes.direction("out"),
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
    "next-pane": panes.pane(1),
    "previous-pane": panes.pane(-1),
    "zoom": lambda state, _shelf, _key: state.but(zoom=not state.zoom),
    "wider": panes.pane_size(panes.STEP, 0),
    "narrower": panes.pane_size(-panes.STEP, 0),
    "taller": panes.pane_size(0, 2),
    "shorter": panes.pane_size(0, -2),
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
