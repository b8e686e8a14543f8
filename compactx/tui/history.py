"""Where the reader has been: back and forward, and what is kept between sessions in a small file of their own.

A new visit cuts what lay ahead, going back restores the place as it was left. Marks, the trail and the last place are
kept. That file is nobody's duty: one that is damaged, of somebody else or of another corpus is passed over, and where
none can be written none is. Two sessions at once add up: each puts what it marked and visited to what stands there when
it ends.
"""

from __future__ import annotations

import contextlib
import os

from compactx.corpus import atomic, regular
from compactx.corpus.source import base_folder, is_trusted
from compactx.errors import CannotWriteError
from compactx.model.record import Record
from compactx.tui.state import PANES, State, Visit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_KEPT = 500
_NAME = "browse.json"
_MOST_BYTES = 1 << 20
_VISITED = 200
_NUMBERS = ("scroll", "link", "reference", "reference_scroll", "room")
_MOST = 1 << 31
_START = Visit("")


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


class SessionMemory(Record):
    """What a session begins with."""

    last: Visit | None = None
    marks: tuple[tuple[str, Visit], ...] = ()
    visited: tuple[str, ...] = ()

    def known(self, has: Callable[[str], bool]) -> SessionMemory:
        """Return what of it there is in this corpus."""
        return SessionMemory(
            self.last if self.last and has(self.last.id) else None,
            tuple((letter, place) for letter, place in self.marks if has(place.id)),
            tuple(one for one in self.visited if has(one)),
        )


def state_folder() -> str:
    """Return where it is kept, by the XDG base directory specification."""
    return base_folder("XDG_STATE_HOME", ".local", "state")


def recall_state() -> SessionMemory:
    """Return what is kept; nothing where nothing can be read."""
    path = os.path.join(state_folder(), _NAME)
    if not os.path.exists(path) or not is_trusted(path):
        return SessionMemory()
    import json  # noqa: PLC0415 - where something is kept

    try:
        found = json.loads(regular.read(path, _MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return SessionMemory()
    return _memory(found) if isinstance(found, dict) else SessionMemory()


def keep(state: State, begun: SessionMemory) -> None:
    """Write what a session leaves; ``begun`` is what it began with."""
    import json  # noqa: PLC0415 - as above

    there = recall_state()
    new = {letter: place for letter, place in state.marks if (letter, place) not in begun.marks}
    marks = {**dict(there.marks), **new}
    others = [one for one in there.visited if one not in state.visited]
    text = json.dumps({
        "last": _plain(state.here),
        "marks": {letter: _plain(place) for letter, place in sorted(marks.items())},
        "visited": [*others, *state.visited][-_VISITED:],
    }, ensure_ascii=False)  # fmt: skip
    with contextlib.suppress(CannotWriteError, OSError):
        atomic.write_file(state_folder(), _NAME, text.encode())


def _plain(place: Visit) -> dict[str, Any]:
    return {name: getattr(place, name) for name in ("id", "focus", *_NUMBERS)}


def _memory(found: dict[str, Any]) -> SessionMemory:
    marks = found.get("marks")
    visited = found.get("visited")
    placed = {letter: _visit(place) for letter, place in marks.items()} if isinstance(marks, dict) else {}
    return SessionMemory(
        _visit(found.get("last")),
        tuple((letter, place) for letter, place in placed.items() if place and len(letter) == 1),
        tuple(one for one in visited if isinstance(one, str))[-_VISITED:] if isinstance(visited, list) else (),
    )


def _visit(found: object) -> Visit | None:
    """Return a place, None for what is none."""
    if not isinstance(found, dict) or not isinstance(found.get("id"), str):
        return None
    numbers = {name: found.get(name, getattr(_START, name)) for name in _NUMBERS}
    if not all(type(value) is int and -1 <= value < _MOST for value in numbers.values()):
        return None
    focus = found.get("focus")
    return Visit(found["id"], focus=focus if focus in PANES else "reader", **numbers)
