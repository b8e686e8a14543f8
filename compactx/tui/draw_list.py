"""A list laid over the page, drawn."""

from __future__ import annotations

from compactx.tui import cells
from compactx.tui.canvas import Piece, Row, between, fit, highlighted, length, restyled, tagged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.tui.state import Item, Overlay

_PROMPT = " ❯ "  # noqa: RUF001 - a sign, not a letter
_LEFT = 30
_WIDE = 120
_NUMBERED = ("path", "tree", "trail")
_RELATED = ("path", "tree")
_PLAIN = ("help", "text", "palette", "compare")


def height_of(item: Item) -> int:
    """Return the lines an item takes."""
    return 2 if item.detail else 1


def room_for_items(overlay: Overlay, height: int) -> int:
    """Return the lines left for items: without the heading, the line that is typed and the note."""
    return max(1, height - 1 - (1 if overlay.asks or overlay.kept else 0) - (1 if overlay.note else 0))


def rows(overlay: Overlay, width: int, height: int) -> list[Row]:
    """Return a list as exactly ``height`` rows."""
    count = sum(1 for item in overlay.items if item.key)
    right: Row = ((f" {count:,} " if count else "", "dim", ""), ("─", "rule", ""))
    out: list[Row] = [between((("▸ ", "focus", ""), (overlay.title + " ", "focus", "")), right, width, "─", "rule")]
    if overlay.asks:
        out.append(((_PROMPT, "key", ""), (overlay.typed, "strong", ""), ("▏", "cursor", "")))
    elif overlay.kept:
        out.append(((" & ", "key", ""), (overlay.kept, "strong", "")))
    room = room_for_items(overlay, height)
    left = _left_column(overlay, width)
    number = sum(1 for item in overlay.items[: overlay.scroll] if item.key)
    body: list[Row] = []
    for at in range(overlay.scroll, len(overlay.items)):
        if len(body) >= room:
            break
        item = overlay.items[at]
        number += bool(item.key)
        shown = f"{number:>3}  " if overlay.kind in _NUMBERED else " "
        body += _item(item, at, (shown, left, width), overlay.kind, chosen=at == overlay.cursor)
    body = body[:room]
    out += [*body, *[()] * (room - len(body))]
    if overlay.note:
        out.append(((" " + overlay.note, "dim", ""),))
    return [fit(row, width) for row in out]


def _left_column(overlay: Overlay, width: int) -> int:
    longest = max((cells.width(item.left) for item in overlay.items if item.key), default=0)
    return min(longest, _LEFT, max(6, width // 3))


def _item(item: Item, at: int, place: tuple[str, int, int], kind: str, *, chosen: bool) -> list[Row]:
    number, left, width = place
    if not item.key:
        head: list[Piece] = [
            (" " + "  " * item.depth, "text", ""),
            (item.main if item.depth else item.main.upper(), "head", ""),
        ]
        head.append((f"  {item.right}", "dim", ""))
        return [tuple(head)]
    lead: list[Piece] = [(number, "number", ""), ("  " * item.depth, "text", "")]
    if left:
        lead += [(cells.pad(item.left, left) + "  ", "relation" if kind in _RELATED else "mark", "")]
    right: Row = (
        ((f"  {item.right} ", "dim", ""),)
        if item.right and (width >= _WIDE or ":" in item.key or not item.left)
        else ()
    )
    main: Row = (*lead, *_found(((item.main, "text" if kind in _PLAIN else "link", ""),), item.matched))
    line = fit(between(main, right, width), width)
    out = [tagged(restyled(line, "chosen") if chosen else line, f"item:{at}")]
    if item.detail:
        indent = length(tuple(lead))
        below: Row = ((" " * indent, "text", ""), (item.detail, "surface" if kind in _RELATED else "dim", ""))
        out.append(tagged(fit(_found(below, item.matched), width), f"item:{at}"))
    return out


def _found(row: Row, words: tuple[str, ...]) -> Row:
    for word in words:
        row = highlighted(row, word)
    return row
