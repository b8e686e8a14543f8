"""Screens as SVG: the pictures in the documentation, drawn from the same rows as the terminal's.

``python -m compactx.tui.picture FOLDER`` draws those of the documentation anew.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from compactx.tui import canvas, colours, update

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.tui.canvas import Row
    from compactx.tui.shelf import Shelf
    from compactx.tui.state import State

_CELL = (8.4, 18)
_PAD = 16
_FONT = "ui-monospace, 'JetBrains Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace"
_PAPER = {
    "night": {"": "#d8dbe2", "ground": "#16181d", "cyan": "#6cc7d9", "yellow": "#e3b34c", "green": "#8fc27a"},
    "day": {"": "#2b2d33", "ground": "#fbfaf7", "blue": "#2456a6", "red": "#a8322d", "magenta": "#8a3a86"},
    "plain": {"": "#d8dbe2", "ground": "#16181d"},
}
_FADED = {"night": "#7d828d", "day": "#85868b", "plain": "#7d828d"}

SCREENS: tuple[tuple[str, str, tuple[int, int], str, tuple[str, ...]], ...] = (
    ("objective", "gcm/objective-17", (120, 40), "night", ("j", "j")),
    ("instrument", "agenda2030", (100, 34), "night", ()),
    ("actor", "imrf", (100, 34), "day", ("i",)),
    ("search", "gcm", (100, 30), "night", ("s", *"remittance", "down")),
    ("path", "gcm/objective-22", (100, 30), "night", ("p", *"ilo", "enter", "down", "down")),
    ("letters", "gcm/36.a", (80, 24), "night", ("f",)),
    ("peek", "gcm/objective-20", (80, 24), "day", ("i", "j", "K")),
    ("narrow", "gcm/objective-5", (40, 12), "night", ()),
    ("keys", "gcm", (80, 24), "day", ("?",)),
)


def screen_svg(rows: Sequence[Row], theme: str, title: str) -> str:
    """Return a screen as an SVG that needs no font of its own: each run of words is held to its columns."""
    columns = max(sum(canvas.width(text) for text, _, _ in row) for row in rows)
    wide, high = columns * _CELL[0] + 2 * _PAD, len(rows) * _CELL[1] + 2 * _PAD
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.1f} {high}" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="100%" height="100%" rx="8" fill="{_PAPER[theme]["ground"]}"/>',
        f'<g font-family="{_FONT}" font-size="14" xml:space="preserve">',
    ]
    for y, row in enumerate(rows):
        out += _row(row, y, theme)
    return "\n".join([*out, "</g>", "</svg>", ""])


def _row(row: Row, y: int, theme: str) -> list[str]:
    out = []
    x = 0
    for text, style, _ in row:
        width = canvas.width(text)
        words = colours.spec(theme, style).split()
        if text.strip() or "reverse" in words:
            out += _run(text, (x, y, width), words, theme)
        x += width
    return out


def _run(text: str, place: tuple[int, int, int], words: list[str], theme: str) -> list[str]:
    x, y, width = place
    paper = _PAPER[theme]
    ink = next((paper[word] for word in words if word in paper), _FADED[theme] if "dim" in words else paper[""])
    left, top = _PAD + x * _CELL[0], _PAD + y * _CELL[1]
    out = []
    if "reverse" in words:
        out.append(f'<rect x="{left:.1f}" y="{top}" width="{width * _CELL[0]:.1f}" height="{_CELL[1]}" fill="{ink}"/>')
        ink = paper["ground"]
    blank = len(text) - len(text.lstrip(" "))
    shown = text.strip(" ")
    if not shown:
        return out
    extra = ' font-weight="bold"' if "bold" in words else ""
    extra += ' font-style="italic"' if "italic" in words else ""
    extra += ' text-decoration="underline"' if "underline" in words else ""
    span = canvas.width(shown) * _CELL[0]
    start = left + blank * _CELL[0]
    out.append(f'<text x="{start:.1f}" y="{top + 13.5:.1f}" fill="{ink}" textLength="{span:.1f}"'
               f' lengthAdjust="spacingAndGlyphs"{extra}>{escape(shown)}</text>')  # fmt: skip
    return out


def pressed(shelf: Shelf, page: str, size: tuple[int, int], theme: str, keys: Sequence[str]) -> State:
    """Return a session in which some keys were pressed."""
    state = update.start(shelf, page, width=size[0], height=size[1], theme=theme)
    for key in keys:
        state = update.press(state, key, shelf)
    return state


def draw_pictures(folder: str) -> None:
    """Draw the pictures of the documentation into a folder."""
    from compactx.corpus.source import roots  # noqa: PLC0415 - when pictures are drawn only
    from compactx.index.read import Index  # noqa: PLC0415 - as above
    from compactx.index.store import open_index  # noqa: PLC0415 - as above
    from compactx.tui.shelf import Shelf  # noqa: PLC0415 - as above

    shelf = Shelf(Index(open_index(roots(""))))
    os.makedirs(folder, exist_ok=True)
    for name, page, size, theme, keys in SCREENS:
        rows = update.screen(pressed(shelf, page, size, theme, keys), shelf)
        with open(os.path.join(folder, f"browse-{name}.svg"), "w", encoding="utf-8") as file:
            file.write(screen_svg(rows, theme, f"compactx browse {page}: {name}"))


if __name__ == "__main__":
    draw_pictures(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures")
