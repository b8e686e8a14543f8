"""Reading the terminal of the full screen: whatever bytes come, and until they end.

The library's own reader stops at the first byte that is not UTF-8, and goes round for ever on a terminal that has gone.
"""

from __future__ import annotations

import codecs
import os
import select
import sys
from typing import TYPE_CHECKING, Any

from textual._xterm_parser import XTermParser  # the reader of escape sequences has no public door

from compactx.tui.terminal import ALTERNATE, answered

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
