"""The full screen: draws the state, turns keys and the mouse into the next one. Nothing else is decided here.

It reads the terminal itself, whatever bytes come, and until they end: the library's own reader stops at the first byte
that is not UTF-8, and goes round for ever on a terminal that has gone.
"""

from __future__ import annotations

import asyncio
import codecs
import contextlib
import errno
import os
import select
import signal
import sys
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual._xterm_parser import XTermParser  # the reader of escape sequences has no public door
from textual.app import App
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from compactx.errors import INTERRUPTED
from compactx.tui import colours, update
from compactx.tui.canvas import ascii_rows
from compactx.tui.painter import Painter
from compactx.tui.terminal import ALTERNATE, answered, end_surely, was_asked_to_end

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.app import ComposeResult
    from textual.screen import Screen

    from compactx.tui.canvas import Row
    from compactx.tui.shelf import Shelf
    from compactx.tui.state import State

_WHEEL = 3


if sys.platform != "win32":
    from textual.drivers.linux_driver import LinuxDriver
else:
    from textual.drivers.windows_driver import WindowsDriver as LinuxDriver

if TYPE_CHECKING:
    from textual.driver import Driver

_READ = 4096  # bytes at once
_TICK = 0.1  # seconds between looks at whether the application has ended


class Keyboard(LinuxDriver):
    """The library's driver with a reader that replaces what it cannot decode and tells when input ends.

    ``typed`` is what was typed before it took over. The screen stands already, so it does not switch to it again.
    """

    typed = b""
    _begun = False

    def start_application_mode(self) -> None:
        """Take the terminal over; where that happens again, after a stop, the screen is painted anew."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._begun:
            self._tell("screen_lost")
        self._begun = True

    def write(self, data: str) -> None:
        """Write to the terminal, but for the switch to the screen that is there already."""
        if self._begun or data != ALTERNATE:
            super().write(data)

    def run_input_thread(self) -> None:
        """Hand events on until the application ends or the terminal does."""
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        parser = XTermParser(self._debug)
        if self.typed:  # nothing would mean the end
            self._hand_on(parser.feed(decoder.decode(self.typed)))
        while not self.exit_event.is_set():
            if select.select([self.fileno], [], [], _TICK)[0]:
                data = self._read()
                if not data:
                    self._tell("input_ended")
                    return
                typed = self._without_answers(data)
                if typed:
                    self._hand_on(parser.feed(decoder.decode(typed)))
            self._hand_on(parser.tick())

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, _READ)
        except OSError:  # the terminal has gone
            return b""

    def _hand_on(self, messages: Any) -> None:
        for message in messages:
            self.process_message(message)

    def _without_answers(self, data: bytes) -> bytes:
        """Return what was typed; what the terminal answers late is told to the application."""
        if b"\x1b]11;" not in data and b"\x1b[?" not in data:
            return data
        told, rest = answered(data)
        if told:
            self._tell("background_told", told)
        return rest

    def _tell(self, what: str, *values: str) -> None:
        known = getattr(self._app, what, None)
        if known is not None:
            self._app.call_later(known, *values)


def driver(typed: bytes = b"") -> type[Driver] | None:
    """Return the driver for this system, None for the library's own choice; ``typed`` is what it begins with."""
    return type("Keyboard", (Keyboard,), {"typed": typed}) if sys.platform != "win32" else None


class Canvas(Widget):
    """One widget over the whole screen; only lines that changed are painted again."""

    can_focus = False

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.rows: tuple[Row, ...] = ()
        self.theme_name = ""
        self._styles: dict[str, Style] = {}

    def show(self, rows: tuple[Row, ...], theme: str) -> None:
        """Take new rows."""
        before, self.rows = self.rows, rows
        if theme != self.theme_name or len(before) != len(rows):
            self.theme_name, self._styles = theme, {}
            self.refresh()
            return
        changed = [y for y, (old, new) in enumerate(zip(before, rows, strict=True)) if old != new]
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def render_line(self, y: int) -> Strip:
        """Return a line of the screen."""
        row = self.rows[y] if y < len(self.rows) else ()
        return Strip([Segment(text, self._style(style)) for text, style, _ in row]).adjust_cell_length(self.size.width)

    def _style(self, name: str) -> Style:
        if name not in self._styles:
            self._styles[name] = Style.parse(colours.spec(self.theme_name, name) or "none")
        return self._styles[name]

    def tag_at(self, x: int, y: int) -> str:
        """Return the tag of the piece at a cell."""
        from rich.cells import cell_len  # noqa: PLC0415 - loaded with Rich already

        for text, _, tag in self.rows[y] if 0 <= y < len(self.rows) else ():
            x -= cell_len(text)
            if x < 0:
                return tag
        return ""


class Browser(App[None]):
    """Keys and mouse in, rows out."""

    TITLE = "compactx browse"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = []  # noqa: RUF012 - Textual's type; every key goes through the table of compactx.tui.keys
    CSS = "Screen, Canvas { background: ansi_default; color: ansi_default; } Canvas { width: 100%; height: 100%; }"

    def __init__(
        self,
        state: State,
        shelf: Shelf,
        *,
        unicode: bool = True,
        painter: Painter | None = None,
        typed: bytes = b"",
        may_turn: bool = False,
    ) -> None:
        """Take over a session; ``painter`` knows the screen, ``typed`` was typed before.

        ``may_turn`` says that nobody chose the colours: a late answer of the terminal does.
        """
        super().__init__(driver_class=driver(typed), ansi_color=True)
        self.painter = painter or Painter()
        self.may_turn = may_turn
        self._waiting = False
        self.state = state
        self.shelf = shelf
        self.unicode = unicode
        self.crash: BaseException | None = None
        self.canvas = Canvas()
        self._edge = ""

    def compose(self) -> ComposeResult:
        """Put the canvas on the screen."""
        yield self.canvas

    def on_mount(self) -> None:
        """Leave cleanly when the process is asked to end; hanging up may be ignored by who started it."""
        loop = asyncio.get_running_loop()
        names = ["SIGTERM", "SIGINT"]
        if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            names.append("SIGHUP")
        for name in names:
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(getattr(signal, name), self._leave_surely)
        self._show()

    def input_ended(self) -> None:
        """Leave: nobody types any more, and there may be no screen left either."""
        self._leave_surely()

    def _leave_surely(self) -> None:
        """Leave as interrupted, also where the screen can not be left."""
        end_surely()
        self._leave(INTERRUPTED)

    def on_resize(self, event: events.Resize) -> None:
        """Set the page to the new size."""
        self.take(update.resize(self.state, event.size.width, event.size.height, self.shelf))

    async def on_event(self, event: events.Event) -> None:
        """Take keys and pasted text before anything else does."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            event.stop()
            character = event.character
            named = character if character and len(character) == 1 and character.isprintable() else event.key
            self.take(update.press(self.state, named, self.shelf))
        elif isinstance(event, events.Paste) and not event.is_forwarded:
            event.stop()
            self.take(update.paste(self.state, event.text, self.shelf))
        else:
            await super().on_event(event)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a divider."""
        tag = self.canvas.tag_at(event.x, event.y)
        self._edge = tag if tag.startswith("edge:") else ""

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Move the divider that is held."""
        if self._edge and event.button:
            self.take(update.drag(self.state, self._edge, event.x, event.y, self.shelf))

    def on_mouse_up(self, _event: events.MouseUp) -> None:
        """Let go of the divider."""
        self._edge = ""

    def on_click(self, event: events.Click) -> None:
        """Do what the piece under the mouse stands for."""
        tag = self.canvas.tag_at(event.x, event.y)
        if self.state.peek and not tag:
            self.take(self.state.but(peek=""))
        elif tag and not tag.startswith("edge:"):
            self.take(update.click(self.state, tag, self.shelf))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the pane under the mouse down."""
        self._wheel(event.x, event.y, _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the pane under the mouse up."""
        self._wheel(event.x, event.y, -_WHEEL)

    def _wheel(self, x: int, y: int, by: int) -> None:
        panes = self.shelf.panes(self.state)
        pane = next((name for name, rect in panes.items() if rect.holds(x, y)), "reader")
        self.take(update.wheel(self.state, pane, by, self.shelf))

    def take(self, state: State) -> None:
        """Show a state and do what it asks for outside."""
        self.state = state
        for kind, value in state.effects:
            self._outside(kind, value)
        if state.status is not None:
            self._leave(state.status)
        elif not self._waiting:  # keys that wait already are taken first, so that one painting serves them all
            self._waiting = True
            self.call_later(self._show)

    def _show(self) -> None:
        self._waiting = False
        rows = update.screen(self.state, self.shelf)
        rows = rows if self.unicode else ascii_rows(rows)
        self.canvas.show(rows, self.state.theme)
        if self._paints:
            self._driver.write(self.painter.paint(rows, self.state.theme))  # type: ignore[union-attr]
            self._driver.flush()  # type: ignore[union-attr]

    @property
    def _paints(self) -> bool:
        """Whether the terminal is written to by the painter and not by the library."""
        return isinstance(self._driver, Keyboard) and not self.is_headless

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Leave the terminal to the painter where there is one; the library would write several times as much."""
        if not self._paints:
            super()._display(screen, renderable)

    def screen_lost(self) -> None:
        """Paint everything again: the process was stopped, and somebody else used the screen."""
        self.painter.forget()
        self._show()

    def background_told(self, answer: str) -> None:
        """Take the colours for the background that the terminal tells late, unless somebody chose others."""
        wanted = colours.for_background(answer)
        if self.may_turn and wanted and wanted != self.state.theme:
            self.take(self.state.but(theme=wanted))
        self.may_turn = False

    def _outside(self, kind: str, value: str) -> None:
        if kind == "copy":
            self.copy_to_clipboard(value)
        elif kind == "web" and _has_desktop():
            import webbrowser  # noqa: PLC0415 - when a page is opened only

            with contextlib.suppress(Exception):
                webbrowser.open(value)

    def _leave(self, status: int) -> None:
        self.state = self.state.but(status=status)
        self.exit(return_code=status)

    def _handle_exception(self, error: Exception) -> None:
        """Keep the error for the program's own boundary; the library would print every local variable."""
        if self.crash is None:
            self.crash = error
        super_exception = getattr(self, "_exception", None)
        if super_exception is None:
            self._exception = error
            self._exception_event.set()
        self._return_code = 70
        self._close_messages_no_wait()


def _has_desktop() -> bool:
    """Say whether a page can be opened beside the terminal; a text browser inside it would take the screen away."""
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run_screen(
    state: State,
    shelf: Shelf,
    *,
    mouse: bool = True,
    unicode: bool = True,
    painter: Painter | None = None,
    typed: bytes = b"",
    may_turn: bool = False,
) -> State:
    """Show the full screen until it is left; return the last state.

    Raises:
        KeyboardInterrupt: the process was asked to end while the library was starting; whatever broke by that.
        Exception: whatever went wrong inside, once the terminal is itself again.
    """
    app = Browser(state, shelf, unicode=unicode, painter=painter, typed=typed, may_turn=may_turn)
    app.run(mouse=mouse)
    has_gone = isinstance(app.crash, OSError) and app.crash.errno in {errno.EIO, errno.ENXIO}  # the terminal
    if app.crash is not None and (has_gone or was_asked_to_end() or app.state.status == INTERRUPTED):
        raise KeyboardInterrupt from app.crash
    if app.crash is not None:
        raise app.crash
    return app.state
