"""How far the reading of a large document is: on a terminal's standard error, nothing in a pipe."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from compactx.cli.session import Session

_LARGE = 500_000  # bytes: read and searched within two seconds, however dense they are
_SHOWN = 40


class Progress:
    """A line that says what is read and how far its citations are found; it goes when the work is done.

    One document of several has it whatever its size.
    """

    def __init__(self, session: Session, path: str, number: int = 1, count: int = 1) -> None:
        """Say at once that the document is read."""
        wanted = not session.given.flag("quiet") and sys.stderr.isatty()
        self.is_shown = wanted and (count > 1 or size_of(path) >= _LARGE)
        self.head = ""
        if self.is_shown:
            from compactx.model.text import clean  # noqa: PLC0415 - only on a terminal

            self.head = f"{number}/{count} {clean(os.path.basename(path))[-_SHOWN:]}"
            self._write("reading")

    def tell(self, done: int, total: int) -> None:
        """Say how many characters of all were gone through."""
        if self.is_shown:
            self._write(f"{100 * done // max(1, total)} %")

    def _write(self, text: str) -> None:
        sys.stderr.write(f"\r\033[K{self.head} {text}")
        sys.stderr.flush()

    def __enter__(self) -> Self:
        """Go on."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the line empty for what comes next."""
        if self.is_shown:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()


def size_of(path: str) -> int:
    """Return the bytes of a file, 0 where there is none."""
    try:
        return os.stat(path).st_size
    except (OSError, ValueError):  # standard input, or nothing: the reader says what is wrong
        return 0
