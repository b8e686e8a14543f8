"""The terminal before and after the full screen.

The first screen is written by hand while the screen's library still loads (that takes many times as long as reading the
page), so what was asked for can be read at once; keys typed meanwhile wait for it. Whatever happens, leaving puts the
terminal back as it was.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys

from compactx.errors import INTERRUPTED
from compactx.render.terminal import has_plain_locale

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ALTERNATE = "\x1b[?1049h"
_ENTER = f"{ALTERNATE}\x1b[?25l"
_LEAVE = "\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[?1049l\x1b[?25h\x1b[0m"
# What the screen's library switches on and did not come to switch off: focus, resizes, no wrapping, its keyboard.
_TORN = f"\x1b[?1004l\x1b[?1015l\x1b[?1016l\x1b[?2048l\x1b[?7h\x1b[<u{_LEAVE}"
_PATIENCE = 0.15  # seconds for an answer
_ASK = "\x1b]11;?\x1b\\\x1b[c"
_BACKGROUND = re.compile(rb"\x1b\]11;([^\x07\x1b]{1,64})(?:\x07|\x1b\\)")
_ENOUGH = re.compile(rb"\x1b\[\?[0-9;]{1,64}c")
_DUMB = ("", "dumb", "unknown")


def is_terminal() -> bool:
    """Say whether keys can be read and a screen shown: both ends of the full screen are terminals."""
    return all(stream is not None and stream.isatty() for stream in (sys.__stdin__, sys.__stderr__))


def has_full_screen(environment: dict[str, str]) -> bool:
    """Say whether the terminal can show a full screen and its reader wants one.

    >>> has_full_screen({"TERM": "xterm", "NO_COLOR": "1"}), has_full_screen({"TERM": "dumb"})
    (True, False)
    """
    return not environment.get("COMPACTX_ACCESSIBLE") and (os.name == "nt" or environment.get("TERM", "") not in _DUMB)


def is_unicode() -> bool:
    """Say whether the terminal's encoding has the signs the screen is drawn with; a locale of C asks for ASCII."""
    if has_plain_locale():
        return False
    encoding = getattr(sys.__stderr__, "encoding", "") or ""
    return encoding.lower().replace("-", "").startswith("utf")


def has_links(environment: dict[str, str]) -> bool:
    """Say whether the terminal may be given links: one that knows none shows none, but for a bare console.

    >>> has_links({"TERM": "xterm-256color"}), has_links({"TERM": "linux"})
    (True, False)
    """
    return environment.get("TERM", "") not in (*_DUMB, "linux")


def size() -> tuple[int, int]:
    """Return the columns and lines of the terminal on standard error."""
    try:
        found = os.get_terminal_size(sys.__stderr__.fileno() if sys.__stderr__ else 2)
    except (OSError, ValueError):
        return 80, 24
    return found.columns or 80, found.lines or 24


def background(environment: dict[str, str], seconds: float = _PATIENCE) -> tuple[str, bytes]:
    """Ask the terminal for its background; return the answer ('' if none came) and what was typed meanwhile.

    What every terminal answers is asked for after it, so that one that does not know the first question costs no wait.
    """
    if os.name == "nt" or environment.get("TERM", "") in (*_DUMB, "linux") or sys.__stderr__ is None:
        return "", b""
    import select  # noqa: PLC0415 - not on every system for terminals
    import time  # noqa: PLC0415 - as above

    data = b""
    with _quiet_keys():
        try:
            fileno = sys.__stdin__.fileno() if sys.__stdin__ else 0
            sys.__stderr__.write(_ASK)
            sys.__stderr__.flush()
            end = time.monotonic() + seconds
            while not _ENOUGH.search(data) and select.select([fileno], [], [], max(0.0, end - time.monotonic()))[0]:
                piece = os.read(fileno, 1024)
                if not piece:
                    break
                data += piece
        except (OSError, ValueError):
            return "", data
    return answered(data)


def answered(data: bytes) -> tuple[str, bytes]:
    r"""Return the background that a terminal answered, '' for none, and the bytes that are no answer.

    >>> answered(b"j\x1b]11;rgb:ff/ff/ff\x1b\\\x1b[?6ck"), answered(b"\x1b[A")
    (('rgb:ff/ff/ff', b'jk'), ('', b'\x1b[A'))
    """
    found = _BACKGROUND.search(data)
    told = found[1].decode("ascii", "replace") if found else ""
    return told, _ENOUGH.sub(b"", _BACKGROUND.sub(b"", data))


@contextlib.contextmanager
def first_screen(painted: str) -> Iterator[None]:
    """Show a screen at once, and put the terminal back as it was at the end."""
    stream = sys.__stderr__
    if stream is None:
        yield
        return
    with _quiet_keys():
        leaving = _TORN
        try:
            stream.write(_ENTER + painted)
            stream.flush()
            yield
            leaving = _LEAVE
        finally:
            with contextlib.suppress(OSError, ValueError):
                stream.write(leaving)
                stream.flush()


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

    def put_back() -> None:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(fileno, termios.TCSANOW, before)

    with _ends_tidily():
        _put_back.append(put_back)
        try:
            termios.tcsetattr(fileno, termios.TCSANOW, quiet)
            yield
        finally:
            put_back()
            _put_back.pop()


@contextlib.contextmanager
def _ends_tidily() -> Iterator[None]:
    """Let a wish that the process ends, or a hanging up, be an interrupt, so that what was begun is undone."""
    import signal  # noqa: PLC0415 - while the terminal is changed

    wishes = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    taken = []
    try:
        for wish in wishes:
            if signal.getsignal(wish) is signal.SIG_DFL:  # else somebody takes care, or it is to be ignored
                signal.signal(wish, _interrupt)
                taken.append(wish)
    except ValueError:  # not the main thread: nothing can be asked for here
        yield
        return
    try:
        yield
    finally:
        for wish in taken:
            signal.signal(wish, signal.SIG_DFL)


_asked_to_end: list[bool] = []


def was_asked_to_end() -> bool:
    """Say whether the process was asked to end while the terminal was ours."""
    return bool(_asked_to_end)


_GRACE = 2.0  # seconds that leaving may take once the process was asked to end
_LAST_GRACE = 0.5  # seconds that putting the terminal back may take after that
_put_back: list[Callable[[], None]] = []  # gives each terminal that was changed its modes again; the first change first


def end_surely() -> None:
    """End the process if it can not be left by itself: a terminal that has gone blocks, a thread may be waited for."""
    import threading  # noqa: PLC0415 - when it is asked to end

    for seconds, end in ((_GRACE, _put_back_and_end), (_GRACE + _LAST_GRACE, _end)):
        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()


def _put_back_and_end() -> None:
    """End the process, the terminal as it was: leaving may only have been slow, on a machine that is busy."""
    import select  # noqa: PLC0415 - as in ``background``

    for put_back in _put_back[:1]:
        put_back()
        with contextlib.suppress(OSError, ValueError):
            shown = sys.__stderr__.fileno() if sys.__stderr__ else 2
            if select.select([], [shown], [], 0)[1]:
                os.write(shown, _TORN.encode())
    _end()


def _end() -> None:
    os._exit(INTERRUPTED)


def _interrupt(*_: object) -> None:
    _asked_to_end.append(True)
    end_surely()
    raise KeyboardInterrupt
