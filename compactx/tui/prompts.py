"""Letters on everything that can be opened, so that any of it is two keys away."""

from __future__ import annotations

from bisect import bisect_right

from compactx.tui import canvas, history, lists, moves
from compactx.tui.draw import draw_screen, measure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from compactx.tui.canvas import Piece, Row
    from compactx.tui.page import PageLayout
    from compactx.tui.shelf import Shelf
    from compactx.tui.state import State

LETTERS = "asdfjklghweruiopcvbnmtyxzq"
_READING = ("link:", "ref:", "web:")
_CONTENTS = ("row:n:", "row:k:", "row:more:")


def labels(count: int) -> list[str]:
    """Return so many labels, none the beginning of another: one letter each, or two each.

    >>> labels(3), len(labels(40)[0]), len(set(labels(676)))
    (['a', 's', 'd'], 2, 676)
    """
    if count <= len(LETTERS):
        return list(LETTERS[:count])
    return [first + second for first in LETTERS for second in LETTERS][:count]


def targets(rows: Iterable[Row], *, contents: bool) -> dict[str, str]:
    """Return the label of each tag in sight that opens something: links and references, or the rows of the contents."""
    wanted = _CONTENTS if contents else _READING
    tags = dict.fromkeys(tag for row in rows for text, _, tag in row if tag.startswith(wanted) and text.strip())
    return dict(zip(tags, labels(len(tags)), strict=False))


def apply(rows: Iterable[Row], typed: str, *, contents: bool) -> tuple[Row, ...]:
    """Return rows with the labels that still fit what was typed written over the beginnings of their links."""
    rows = tuple(rows)
    waiting = {tag: label for tag, label in targets(rows, contents=contents).items() if label.startswith(typed)}
    out: list[Row] = []
    for row in rows:
        pieces: list[Piece] = []
        for text, style, tag in row:
            label = waiting.get(tag)
            if label and text.strip() and canvas.width(text) >= len(label):
                del waiting[tag]
                blank = len(text) - len(text.lstrip(" "))
                blank = min(blank, len(text) - len(label))
                if blank:
                    pieces.append((text[:blank], style, tag))
                pieces.append((label, "hint", tag))
                pieces.append((canvas.split(text[blank:], len(label))[1], style, tag))
            else:
                pieces.append((text, style, tag))
        out.append(tuple(piece for piece in pieces if piece[0]))
    return tuple(out)


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
        return lists.search_typed(state, shelf, (state.overlay.typed + key)[:_LONGEST])
    return state.but(typed="")


def rub(state: State, shelf: Shelf, part: str) -> State:
    """Take away a letter, a word or everything that was typed."""
    asks = state.overlay is not None and state.overlay.asks and state.mode == "read"
    text = state.overlay.typed if asks and state.overlay else state.typed
    if part == "letter" and not text and state.mode in {"type", "hint"}:
        return leave_question(state, shelf)
    shorter = {"letter": text[:-1], "word": " ".join(text.split()[:-1]), "all": ""}[part]
    if asks:
        return lists.search_typed(state, shelf, shorter)
    return state.but(typed=shorter) if state.mode == "hint" else typed(state, shelf, shorter)


def typed(state: State, shelf: Shelf, text: str) -> State:
    """Return the state with a line of text as it stands; filters and finds follow every letter."""
    state = state.but(typed=text)
    if state.purpose == "find":
        return find_place(state.but(words=text, match=-1), shelf, 1) if text else state.but(words="")
    if state.overlay:
        return lists.filtered(state, shelf, text)
    if state.here.focus == "references":
        return state.but(reference_filter=text, here=state.here.but(reference=0))
    return state.but(contents_filter=text)


def accept_typed(state: State, shelf: Shelf) -> State:
    """Keep what was typed; of words to find, say how many places have them."""
    kept = state.but(mode="read", typed="", purpose="")
    return find_place(kept, shelf, 0) if state.purpose == "find" and state.words else kept


def leave_question(state: State, shelf: Shelf) -> State:
    """Leave a question without an answer."""
    if state.mode == "type":
        state = typed(state, shelf, "")
    return state.but(mode="read", typed="", purpose="", message="")


def find_place(state: State, shelf: Shelf, by: int) -> State:
    """Go to the next or the previous place with the words, from the beginning again after the end; 0 only counts."""
    if not state.words:
        return state.but(message="/ finds words on this page")
    rect = moves.rect_of(state, shelf, "reader")
    laid = shelf.laid(state, measure(rect.width))
    lines = _places(laid, state.words)
    if not lines:
        return state.but(message=f"not found on this page: {state.words}" + "; s searches the corpus" * (by == 0))
    begin = state.match if state.match >= 0 else state.here.scroll - (1 if by > 0 else 0)
    onward = [n for n in lines if (n > begin if by > 0 else n < begin if by < 0 else n == begin)]
    line = (onward[0] if by >= 0 else onward[-1]) if onward else (lines[0] if by >= 0 else lines[-1])
    count = f"{lines.index(line) + 1} of {len(lines)}: {state.words}"
    said = count if onward or state.match < 0 else f"{count}, round the end"
    chosen = state.here.but(link=_link_at(laid, line, state.words)) if by else state.here
    return moves.show_line(state.but(match=line, message=said, here=chosen), shelf, line)


def _link_at(laid: PageLayout, line: int, words: str) -> int:
    """Return the link in which words of a line stand, else the line's first, for Enter to open; -1 for none."""
    first = words.casefold().split()[0]
    linked = [(text.casefold(), link) for text, _, link in laid.lines[line] if link >= 0]
    return next((link for text, link in linked if first in text), linked[0][1] if linked else -1)


def _places(laid: PageLayout, words: str) -> list[int]:
    """Return the lines on which some words begin, also where they go on in the next line."""
    starts: list[int] = []
    pieces: list[str] = []
    length = 0
    for line in laid.lines:
        starts.append(length)
        piece = " ".join("".join(text for text, style, _ in line if style != "rule").split()).casefold()
        pieces.append(piece)
        length += len(piece) + 1
    joined, wanted = " ".join(pieces), " ".join(words.casefold().split())
    found: list[int] = []
    at = joined.find(wanted) if wanted else -1
    while at >= 0:
        found.append(bisect_right(starts, at) - 1)
        at = joined.find(wanted, at + len(wanted))
    return list(dict.fromkeys(found))


def _hint(state: State, shelf: Shelf, text: str, click: Callable[[State, str, Shelf], State]) -> State:
    found = targets(draw_screen(state.but(mode="read"), shelf), contents=state.here.focus == "contents")
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
