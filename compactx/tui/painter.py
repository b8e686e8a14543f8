"""Writing a screen to the terminal with few bytes: only the cells that changed, each style switched on once.

A terminal may hang on a slow line. What the screen's library would write for the same change is several times as much.
"""

from __future__ import annotations

from compactx.tui import canvas, colours

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.tui.canvas import Row

_NEAR = 8  # cells: rewriting so many costs about what going past them does
_PLAIN = "\x1b[m"
_LINK = "\x1b]8;;{}\x1b\\"
_WEB = "web:"
_CLEAR = "\x1b[H\x1b[2J"
_TO_END = "\x1b[K"
_SEEN_ON_BLANKS = frozenset({"4", "7"})  # underlined and reversed
Cells = list[tuple[str, str]]


class Painter:
    """Knows what stands on the screen and writes what is to change; ``links`` makes addresses links (OSC 8)."""

    def __init__(self, *, links: bool = False) -> None:
        """Start with an empty screen."""
        self._links = links
        self._shown: list[Cells] = []
        self._size = (0, 0)

    def forget(self) -> None:
        """Take it that anything may stand on the screen: the next painting is whole."""
        self._size = (0, 0)

    def paint(self, rows: tuple[Row, ...], theme: str) -> str:
        """Return what makes the screen show these rows."""
        wanted = [_cells(row, theme, links=self._links) for row in rows]
        size = (sum(canvas.width(text) for text, _, _ in rows[0]) if rows else 0, len(wanted))
        out = ""
        if size != self._size:
            out = _CLEAR
            self._shown = [[] for _ in wanted]
            self._size = size
        for y, (old, new) in enumerate(zip(self._shown, wanted, strict=True)):
            if old != new:
                out += _line(old, new, y + 1, size[0])
        self._shown = wanted
        return out


def _cells(row: Row, theme: str, *, links: bool) -> Cells:
    """Return a row character by character, each with the codes of its style, and behind a NUL where it leads."""
    out: Cells = []
    for text, style, tag in row:
        codes = colours.switches(theme, style)
        blank = codes if _SEEN_ON_BLANKS & set(codes.split(";")) else ""
        codes += f"\0{tag.removeprefix(_WEB)}" if links and tag.startswith(_WEB) else ""
        for char in text:
            if out and not canvas.width(char):  # a mark belongs to the letter before it
                out[-1] = (out[-1][0] + char, out[-1][1])
            else:
                out.append((char, blank if char == " " else codes))
    return out


def _line(old: Cells, new: Cells, y: int, width: int) -> str:
    end = len(new)
    while end and new[end - 1] == (" ", ""):
        end -= 1
    if any(canvas.width(char) != 1 for char, _ in (*old, *new)):  # where a cell stands is not where its character does
        return f"\x1b[{y}H{_TO_END}{_styled(new[:end])}"
    known = [*old, *[(" ", "")] * (width - len(old))]
    last = len(known)
    while last and known[last - 1] == (" ", ""):
        last -= 1
    out = "".join(f"\x1b[{y};{start + 1}H{_styled(new[start:stop])}" for start, stop in _changes(known, new[:end]))
    if last > end:
        out += f"\x1b[{y};{end + 1}H{_TO_END}"
    return out


def _changes(old: Cells, new: Cells) -> Iterator[tuple[int, int]]:
    """Yield the stretches that differ; those that stand near each other are one."""
    start, stop = -1, -1
    for at, cell in enumerate(new):
        if cell == old[at]:
            continue
        if start >= 0 and at - stop > _NEAR:
            yield start, stop
            start = -1
        start = at if start < 0 else start
        stop = at + 1
    if start >= 0:
        yield start, stop


def _styled(stretch: Cells) -> str:
    out, current, link = "", "", ""
    for char, style in stretch:
        codes, _, address = style.partition("\0")
        if address != link:
            out += _LINK.format(address)
            link = address
        is_hidden = char == " " and not codes and not _SEEN_ON_BLANKS & set(current.split(";"))
        if codes != current and not is_hidden:
            out += _PLAIN if not codes else f"\x1b[0;{codes}m" if current else f"\x1b[{codes}m"
            current = codes
        out += char
    return out + (_PLAIN if current else "") + (_LINK.format("") if link else "")
