"""The terminal before and after the full screen.

The first screen is written by hand while the screen's library still loads (that takes many times as long as reading the
page), so what was asked for can be read at once; keys typed meanwhile wait for it. Whatever happens, leaving puts the
terminal back as it was.
"""

from __future__ import annotations

import contextlib
import os
import sys

from compactx.tui.colours import escape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.tui.canvas import Row

_ENTER = "\x1b[?1049h\x1b[?25l\x1b[H"
_LEAVE = "\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[?1049l\x1b[?25h\x1b[0m"
_DUMB = ("", "dumb", "unknown")


def is_terminal() -> bool:
    """Say whether keys can be read and a screen shown: both ends of the full screen are terminals."""
    return all(stream is not None and stream.isatty() for stream in (sys.__stdin__, sys.__stderr__))


def has_full_screen(environment: dict[str, str]) -> bool:
    """Say whether the terminal can show a full screen and its reader wants one.

    >>> has_full_screen({"TERM": "xterm"}), has_full_screen({"TERM": "xterm", "NO_COLOR": "1"})
    (True, False)
    """
    wishes_lines = bool(environment.get("NO_COLOR") or environment.get("COMPACTX_ACCESSIBLE"))
    return not wishes_lines and (os.name == "nt" or environment.get("TERM", "") not in _DUMB)


def is_unicode() -> bool:
    """Say whether the terminal's encoding has the signs the screen is drawn with."""
    encoding = getattr(sys.__stderr__, "encoding", "") or ""
    return encoding.lower().replace("-", "").startswith("utf")


def size() -> tuple[int, int]:
    """Return the columns and lines of the terminal on standard error."""
    try:
        found = os.get_terminal_size(sys.__stderr__.fileno() if sys.__stderr__ else 2)
    except (OSError, ValueError):
        return 80, 24
    return found.columns or 80, found.lines or 24


@contextlib.contextmanager
def first_screen(rows: tuple[Row, ...], theme: str) -> Iterator[None]:
    """Show a screen at once, and put the terminal back as it was at the end."""
    stream = sys.__stderr__
    if stream is None:
        yield
        return
    with _quiet_keys():
        try:
            stream.write(_ENTER + "\r\n".join(_line(row, theme) for row in rows))
            stream.flush()
            yield
        finally:
            with contextlib.suppress(OSError, ValueError):
                stream.write(_LEAVE)
                stream.flush()


def _line(row: Row, theme: str) -> str:
    shown = []
    for text, style, _ in row:
        on = escape(theme, style)
        shown.append(f"{on}{text}\x1b[0m" if on else text)
    return "".join(shown).rstrip(" ")


@contextlib.contextmanager
def _quiet_keys() -> Iterator[None]:
    """Keep keys typed early from being echoed and held back to the end of a line; restore how the terminal was."""
    try:
        import termios  # noqa: PLC0415 - not on every system

        fileno = sys.__stdin__.fileno() if sys.__stdin__ else 0
        before = termios.tcgetattr(fileno)
    except (ImportError, OSError, ValueError):
        yield
        return
    quiet = [*before[:3], before[3] & ~(termios.ECHO | termios.ICANON), *before[4:]]
    termios.tcsetattr(fileno, termios.TCSANOW, quiet)
    try:
        yield
    finally:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(fileno, termios.TCSANOW, before)
