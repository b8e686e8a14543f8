"""Lists that are laid over a page, as rows of styled words."""

from __future__ import annotations

from compactx.tui import canvas
from compactx.tui.canvas import Piece, Row, at_ends, fit, highlighted, length, restyled, tagged
from compactx.tui.state import NARROW, SAYS, ListItem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.tui.state import Overlay

_PROMPT = " ❯ "  # noqa: RUF001 - a sign, not a letter
_LEFT = 30
_LEAST_WHOLE = 3
_WIDE_LIST = 120
_NUMBERED = ("path", "tree", "trail", "marks", "lineage", "reviews", "citations")
_RELATED = ("path", "tree")
_PLAIN = ("help", "text", "palette", "compare")
_SEARCHED = ("search", "target", "versus")
_FOLDED = {"lineage": 3, "reviews": 3, "citations": 3, "path": 2, "help": 2}  # lines that words of a row may take
_INLINE = ("lineage", "reviews", "citations", "path")  # without a column on the left where there is little room
_PREVIEW = 2  # lines that tell more of what is chosen in a search
_NAMED = 2  # of the room of a hit, for the name of what has the words
_BEFORE = 20  # cells before a match that would stand beyond the edge


def height_of(overlay: Overlay, at: int, width: int) -> int:
    """Return the lines an item takes."""
    item = overlay.items[at]
    if not item.key or overlay.kind in _SEARCHED:
        return 1
    left = _left_column(overlay, at, width) if overlay.kind in _FOLDED else 0
    room = width - _lead_width(overlay, item, left)
    below = len(_words(item.detail, overlay.kind, room)) if item.detail else 0
    return len(_words(_main(overlay, item, left), overlay.kind, room)) + below


def _main(overlay: Overlay, item: ListItem, left: int) -> str:
    """Return what an item is, with what has no column of its own on a narrow screen."""
    return f"{item.left}  {item.main}" if overlay.kind in _INLINE and item.left and not left else item.main


def room_for_items(overlay: Overlay, height: int) -> int:
    """Return the lines left for items: without the heading, the line that is typed, what tells more, and the note."""
    above = 2 if overlay.asks or overlay.kept else 1
    return max(1, height - above - len(overlay.note[:1]) - _told(overlay, height))


def _told(overlay: Overlay, height: int) -> int:
    return _PREVIEW if overlay.kind in _SEARCHED and overlay.items and height > _PREVIEW * 6 else 0


def overlay_rows(overlay: Overlay, width: int, height: int) -> list[Row]:
    """Return a list as exactly ``height`` rows."""
    count = 0 if overlay.kind in _SEARCHED else sum(1 for item in overlay.items if item.key)
    right: Row = ((f" {count:,} " if count else "", "dim", ""), ("─", "rule", ""))
    out: list[Row] = [at_ends((("▸ ", "focus", ""), (overlay.title + " ", "focus", "")), right, width, "─", "rule")]
    if overlay.asks:
        out.append(((_PROMPT, "key", ""), (overlay.typed, "strong", ""), ("▏", "cursor", "")))
    elif overlay.kept:
        out.append(((" & ", "key", ""), (overlay.kept, "strong", "")))
    room = room_for_items(overlay, height)
    number = sum(1 for item in overlay.items[: overlay.scroll] if item.key)
    body: list[Row] = []
    left = _left_column(overlay, overlay.scroll, width)
    for at in range(overlay.scroll, len(overlay.items)):
        if len(body) >= room:
            break
        number += bool(overlay.items[at].key)
        left = _left_column(overlay, at, width) if overlay.kind in _FOLDED else left
        body += _item(overlay, at, (number, left), width)
    body = body[:room]
    out += [*body, *[()] * (room - len(body)), *_preview(overlay, width, height)]
    if overlay.note:
        out.append(((" " + overlay.note, "dim", ""),))
    return [fit(row, width) for row in out]


def _preview(overlay: Overlay, width: int, height: int) -> list[Row]:
    """Return what more there is to say of the hit that is chosen."""
    told = _told(overlay, height)
    is_chosen = told and overlay.moved and overlay.cursor < len(overlay.items)
    item = overlay.items[overlay.cursor] if is_chosen else None
    words = "" if item is None else item.detail or (item.main if canvas.width(item.main) > width - _LEFT else "")
    lines = folded_row(words, width - 2, told) if words else []
    shown = [_found(((f" {line}", "surface", ""),), item.matched if item else ()) for line in lines]
    return [*shown, *[()] * (told - len(shown))]


def _words(text: str, kind: str, room: int) -> list[str]:
    return folded_row(text, room, _FOLDED[kind]) if kind in _FOLDED else [text]


def folded_row(text: str, room: int, most: int) -> list[str]:
    """Return a text in so many lines at most; the last is cut where there is more.

    >>> folded_row("one two three four", 8, 2)
    ['one two', 'three f…']
    """
    lines: list[str] = []
    rest = text
    while len(lines) < most - 1 and canvas.width(rest) > room:
        head = canvas.split(rest, room + 1)[0]
        at = head.rfind(" ")
        line = rest[:at] if at > 0 else canvas.split(rest, room)[0]
        lines.append(line or rest[:1])
        rest = rest[len(lines[-1]) :].lstrip(" ")
    return [*lines, canvas.cut(rest, room)]


def _left_column(overlay: Overlay, at: int, width: int) -> int:
    """Return how wide stands what is left of an item: alike under one heading where words fold, else in the list."""
    if overlay.kind in _SEARCHED:  # the same for all hits, so that what stays in its place is not painted again
        return min(_LEFT - 6, width // 3)
    items = overlay.items
    if overlay.kind in _INLINE and width < NARROW:
        return 0
    if overlay.kind in _FOLDED:
        start = next((n + 1 for n in range(at - 1, -1, -1) if not items[n].key), 0)
        stop = next((n for n in range(max(at, start), len(items)) if not items[n].key), len(items))
        items = items[start:stop]
    longest = max((canvas.width(item.left) for item in items if item.key), default=0)
    return min(longest, _LEFT, max(6, width // 3))


def _lead_width(overlay: Overlay, item: ListItem, left: int) -> int:
    return (5 if overlay.kind in _NUMBERED else 1) + 2 * item.depth + (left + 2 if left else 0)


def _item(overlay: Overlay, at: int, place: tuple[int, int], width: int) -> list[Row]:
    """Return the lines of an item: its number, what it is, and what it says; a heading is a line."""
    item, kind = overlay.items[at], overlay.kind
    if not item.key:
        title = item.main if item.depth else item.main.upper()
        lead: Row = ((" " + "  " * item.depth, "text", ""), (title, "head", ""), (f"  {item.right}", "dim", ""))
        return [lead]
    number, left = place
    shown: list[Piece] = [(f"{number:>3}  " if kind in _NUMBERED else " ", "number", "")]
    shown.append(("  " * item.depth, "text", ""))
    if left:
        where = _address(item, left) + "  "
        shown.append((where, "relation" if kind in _RELATED else "mark", ""))
    lead = tuple(shown)
    indent: Row = ((" " * length(lead), "text", ""),)
    room = width - length(lead)
    main = _words(_at_match(item, room) if kind in _SEARCHED else _main(overlay, item, left), kind, room)
    below = _words(item.detail, kind, room) if item.detail and kind not in _SEARCHED else []
    styles = ("text" if kind in _PLAIN else "link", "surface" if kind in _RELATED else "dim")
    out = [_first(item, (lead, main[0], styles[0]), width)]
    out += [(*indent, (line, styles[0], "")) for line in main[1:]]
    out += [(*indent, (line, styles[1], "")) for line in below]
    found = [tagged(fit(_found(row, item.matched), width), f"item:{at}") for row in out]
    if at != overlay.cursor:
        return found
    return [restyled(row, "chosen") if n < len(main) else row for n, row in enumerate(found)]


def _first(item: ListItem, words: tuple[Row, str, str], width: int) -> Row:
    """Return the first line of an item, with what stands at its end where there is room."""
    lead, main, style = words
    shown: Row = (*lead, (main, style, ""))
    if item.right and (width >= _WIDE_LIST or ":" in item.key or not item.left):
        return at_ends(shown, ((f"  {item.right} ", "dim", ""),), width)
    return shown


def _at_match(item: ListItem, room: int) -> str:
    """Return the words of a hit from a little before what matched, where that would stand beyond the edge.

    The name of what has the words stays before them, cut to a part of the room.
    """
    longest = max(map(len, item.matched), default=0)
    if len(item.main.casefold()) != len(item.main) or _match(item, item.main) + longest <= room:
        return item.main
    name, gap, said = item.main.partition(SAYS)
    head, words = (f"{canvas.cut(name, room // _NAMED)}{SAYS}", said) if gap else ("", name)
    room -= canvas.width(head)
    first = _match(item, words)
    if first + longest <= room:
        return f"{head}{words}"
    sign = words[: 2 if words.startswith("~ ") else 1 if words.startswith("“") else 0]
    before = min(_BEFORE, max(0, room - longest - len(sign) - 2))
    begin = (words.find(" ", max(len(sign), first - before - 1), first) + 1) or first
    return f"{head}{sign}…{words[begin:]}"


def _match(item: ListItem, words: str) -> int:
    """Return where the first word that matched stands, 0 if none does."""
    folded = words.casefold()
    return min((at for word in item.matched if (at := folded.find(word)) >= 0), default=0)


def _address(item: ListItem, room: int) -> str:
    """Return an address in some cells, or more: what it stands in is cut, the locator never.

    >>> _address(ListItem("a", "", "Universal Declaration, article 14", where="article 14"), 24)
    'Universal D…, article 14'
    >>> _address(ListItem("a", "", "Pact, annex II, 3(a)", where="annex II, 3(a)"), 5)
    'annex II, 3(a)'
    """
    if not item.where or not item.left.endswith(f", {item.where}") or canvas.width(item.left) <= room:
        return canvas.pad(item.left, max(room, canvas.width(item.where)))
    whole, left = item.left.removesuffix(f", {item.where}"), room - canvas.width(item.where) - 2
    return canvas.pad(f"{canvas.cut(whole, left)}, {item.where}" if left > _LEAST_WHOLE else item.where,
                     max(room, canvas.width(item.where)))  # fmt: skip


def _found(row: Row, words: tuple[str, ...]) -> Row:
    for word in words:
        row = highlighted(row, word)
    return row
