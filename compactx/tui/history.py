"""Back and forward: a new visit cuts what lay ahead, going back restores the place as it was left."""

from __future__ import annotations

from compactx.tui.state import State, Visit

_KEPT = 500


def visit(state: State, identity: str) -> State:
    """Open a page and remember the place left."""
    if identity == state.here.id:
        return state.but(here=state.here.but(focus="reader"), overlays=(), peek="", mode="read")
    return _arrive(state, Visit(identity), (*state.back, state.here)[-_KEPT:], ())


def back(state: State) -> State:
    """Return to the place before."""
    if not state.back:
        return state.but(message="this is where you started")
    return _arrive(state, state.back[-1], state.back[:-1], (state.here, *state.ahead))


def forward(state: State) -> State:
    """Return to the place that was left by going back."""
    if not state.ahead:
        return state.but(message="nothing lies ahead")
    return _arrive(state, state.ahead[0], (*state.back, state.here), state.ahead[1:])


def jump(state: State, place: Visit) -> State:
    """Open a marked place as it was; a new visit like any other."""
    return _arrive(state, place, (*state.back, state.here)[-_KEPT:], ())


def _arrive(state: State, here: Visit, before: tuple[Visit, ...], ahead: tuple[Visit, ...]) -> State:
    visited = (*(one for one in state.visited if one != here.id), here.id)[-_KEPT:]
    return state.but(
        here=here,
        back=before,
        ahead=ahead,
        visited=visited,
        at=f"n:{here.id}",
        closed=frozenset(),
        reference_filter="",
        overlays=(),
        peek="",
        mode="read",
        typed="",
        message="",
    )
