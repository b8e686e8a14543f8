"""Letters typed where something is asked: words to find, a filter, a search, letters of a link, the name of a mark."""

from __future__ import annotations

from compactx.tui import hints, history, lists, moves
from compactx.tui.draw import draw
from compactx.tui.draw_panes import measure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from compactx.tui.shelf import Shelf
    from compactx.tui.state import State

_LONGEST = 400


def letter(state: State, shelf: Shelf, key: str, click: Callable[[State, str, Shelf], State]) -> State:
    """Return the state after a character that is no command here."""
    if len(key) != 1 or not key.isprintable():
        return state
    if state.mode == "hint":
        return _hint(state, shelf, state.typed + key.lower(), click)
    if state.mode == "letter":
        return _mark(state, key)
    if state.mode == "type":
        return typed(state, shelf, (state.typed + key)[:_LONGEST])
    if state.overlay and state.overlay.asks:
        return lists.typed(state, shelf, (state.overlay.typed + key)[:_LONGEST])
    return state.but(typed="")


def rub(state: State, shelf: Shelf, part: str) -> State:
    """Take away a letter, a word or everything that was typed."""
    asks = state.overlay is not None and state.overlay.asks and state.mode == "read"
    text = state.overlay.typed if asks and state.overlay else state.typed
    if part == "letter" and not text and state.mode in {"type", "hint"}:
        return cancel(state, shelf)
    shorter = {"letter": text[:-1], "word": " ".join(text.split()[:-1]), "all": ""}[part]
    if asks:
        return lists.typed(state, shelf, shorter)
    return state.but(typed=shorter) if state.mode == "hint" else typed(state, shelf, shorter)


def typed(state: State, shelf: Shelf, text: str) -> State:
    """Return the state with a line of text as it stands; filters and finds follow every letter."""
    state = state.but(typed=text)
    if state.purpose == "find":
        return find(state.but(words=text, match=-1), shelf, 1) if text else state.but(words="")
    if state.overlay:
        return lists.filtered(state, shelf, text)
    if state.here.focus == "references":
        return state.but(reference_filter=text, here=state.here.but(reference=0))
    return state.but(contents_filter=text)


def accept(state: State) -> State:
    """Keep what was typed."""
    return state.but(mode="read", typed="", purpose="")


def cancel(state: State, shelf: Shelf) -> State:
    """Leave a question without an answer."""
    if state.mode == "type":
        state = typed(state, shelf, "")
    return state.but(mode="read", typed="", purpose="", message="")


def find(state: State, shelf: Shelf, by: int) -> State:
    """Go to the next or the previous line with the words, from the beginning again after the end."""
    if not state.words:
        return state.but(message="/ finds words on this page")
    rect = moves.rect_of(state, shelf, "reader")
    laid = shelf.laid(state.here.id, measure(rect.width))
    wanted = state.words.casefold()
    lines = [n for n, line in enumerate(laid.lines) if wanted in "".join(text for text, _, _ in line).casefold()]
    if not lines:
        return state.but(
            message=f"not on this page: {state.words}; s searches the corpus" if state.mode == "read" else ""
        )
    begin = state.match if state.match >= 0 else state.here.scroll - (1 if by > 0 else 0)
    onward = [n for n in lines if (n > begin if by > 0 else n < begin)]
    line = (onward[0] if by > 0 else onward[-1]) if onward else (lines[0] if by > 0 else lines[-1])
    count = f"{lines.index(line) + 1} of {len(lines)} lines with “{state.words}”"
    said = count if onward else f"{count}, round the end"
    return moves.show_line(state.but(match=line, message=said if state.mode == "read" else ""), shelf, line)


def _hint(state: State, shelf: Shelf, text: str, click: Callable[[State, str, Shelf], State]) -> State:
    found = hints.targets(draw(state.but(mode="read"), shelf), contents=state.here.focus == "contents")
    for tag, label in found.items():
        if label == text:
            return click(state, tag, shelf)
    if any(label.startswith(text) for label in found.values()):
        return state.but(typed=text)
    return state.but(mode="read", typed="", message=f"nothing in sight has the letters {text}")


def _mark(state: State, name: str) -> State:
    plain = state.but(mode="read", typed="", purpose="")
    if state.purpose == "mark":
        others = tuple((letter, place) for letter, place in state.marks if letter != name)
        return plain.but(marks=(*others, (name, state.here)), message=f"marked: {name}")
    place = dict(state.marks).get(name)
    return history.jump(plain, place) if place else plain.but(message=f"no mark is named {name}")
