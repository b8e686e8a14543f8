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

if sys.platform != "win32":
    from textual.drivers.linux_driver import LinuxDriver
else:
    from textual.drivers.windows_driver import WindowsDriver as LinuxDriver

if TYPE_CHECKING:
    from textual.driver import Driver

_READ = 4096  # bytes at once
_TICK = 0.1  # seconds between looks at whether the application has ended


class Keyboard(LinuxDriver):
    """The library's driver with a reader that replaces what it cannot decode and tells when input ends."""

    def run_input_thread(self) -> None:
        """Hand events on until the application ends or the terminal does."""
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        parser = XTermParser(self._debug)
        while not self.exit_event.is_set():
            if select.select([self.fileno], [], [], _TICK)[0]:
                data = self._read()
                if not data:
                    self._tell_end()
                    return
                self._hand_on(parser.feed(decoder.decode(data)))
            self._hand_on(parser.tick())

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, _READ)
        except OSError:  # the terminal has gone
            return b""

    def _hand_on(self, messages: Any) -> None:
        for message in messages:
            self.process_message(message)

    def _tell_end(self) -> None:
        ended = getattr(self._app, "input_ended", None)
        if ended is not None:
            self._app.call_later(ended)


def driver() -> type[Driver] | None:
    """Return the driver for this system, None for the library's own choice."""
    return Keyboard if sys.platform != "win32" else None
