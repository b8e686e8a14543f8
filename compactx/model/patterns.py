"""Regular expressions: what this program uses of :mod:`re`, which is loaded when something has to be compiled.

Importing ``re`` takes a third of a bare start of Python, and a page asks for some two hundred patterns whose code is
known (:mod:`compactx.cli.patterns` keeps it). Modules that a page needs write ``from compactx.model import patterns as
re``. Where nobody keeps code it is ``re`` that answers, with the same patterns.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from re import Match as Match  # noqa: PLC0414 - told to whoever asks this module
    from re import Pattern as Pattern  # noqa: PLC0414 - as above
    from typing import Protocol

    class Keeper(Protocol):
        """Who knows the code of patterns."""

        def look_up(self, pattern: str, flags: int) -> Pattern[str]:
            """Return a pattern."""

        def serve_libraries(self) -> None:
            """Be asked by ``re`` itself from now on."""


IGNORECASE, MULTILINE, DOTALL, UNICODE, VERBOSE = 2, 8, 16, 32, 64
_SPECIAL = {ord(sign): f"\\{sign}" for sign in "()[]{}?*+-^$|\\.&~# \t\n\r\v\f"}
_keepers: list[Keeper] = []  # at most one


def take_from(keeper: Keeper | None) -> None:
    """Take patterns from somebody from now on, or from nobody."""
    _keepers[:] = [keeper] if keeper else []


def serve_libraries() -> None:
    """Let the libraries that are loaded from now on, which import ``re``, have their patterns of who keeps them too."""
    for keeper in _keepers:
        keeper.serve_libraries()


def compile(pattern: str, flags: int = 0) -> Pattern[str]:  # noqa: A001 - as in re
    """Return a pattern, of code that is known or compiled by ``re``."""
    if _keepers:
        return _keepers[0].look_up(pattern, flags)
    import re  # noqa: PLC0415 - see above

    return re.compile(pattern, flags)


def escape(text: str) -> str:
    """Return a pattern of exactly these words."""
    return text.translate(_SPECIAL)


def finditer(pattern: str, text: str) -> Iterator[Match[str]]:
    """Return all places of a pattern in a text."""
    return compile(pattern).finditer(text)


def findall(pattern: str, text: str) -> list[str]:
    """Return the words of all places of a pattern that has one group at most."""
    return compile(pattern).findall(text)


def sub(pattern: str, new: str | Callable[[Match[str]], str], text: str) -> str:
    """Return a text with something else in the places of a pattern."""
    return compile(pattern).sub(new, text)
