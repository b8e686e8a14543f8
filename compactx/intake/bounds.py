"""How much of this machine a foreign document may take: time, memory, and the text that comes out of it.

What goes in is bounded by :data:`compactx.intake.readers.load.MAX_BYTES`; these bounds are on what reading it costs.
Each grows with the size of the file, so that a large document is read and a small one cannot be made to cost much. The
three variables of the environment replace them.
"""

from __future__ import annotations

import os

from compactx.errors import NotADocumentError, UsageError
from compactx.model.record import Record
from compactx.model.text import whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS = "COMPACTX_READ_SECONDS"
MEMORY = "COMPACTX_READ_MEMORY"
CHARACTERS = "COMPACTX_READ_CHARACTERS"

LARGE = 6_000_000  # bytes of a plain text from which on it is read volume by volume
_MB = 1024 * 1024
_LEAST_SECONDS, _SECONDS_PER_MB = 6, 15  # of CPU: a PDF, the slowest kind, takes some five seconds a megabyte
_LEAST_MEMORY, _MEMORY_PER_BYTE = 288, 16  # MB beside what the program holds already
_LEAST_CHARACTERS, _CHARACTERS_PER_BYTE = 600_000, 20  # the Compact has 83,000; compressed XML grows tenfold
_MOST_CHARACTERS = 40_000_000
_PARTS, _PART = 100_000, 100  # parts of any document; characters of one, where more text is asked for
_RANGES = {SECONDS: (1, 86_400), MEMORY: (64, 1_048_576), CHARACTERS: (1_000, 2_000_000_000)}


class Bounds(Record):
    """What reading one document may take: seconds of CPU time, MB of memory, characters of text, its parts.

    Parts are paragraphs, notes, cells and the like; each costs as much as a hundred characters.
    """

    seconds: int
    memory: int
    characters: int
    parts: int = 100_000


def bounds(size: int, environ: Mapping[str, str] = os.environ) -> Bounds:
    """Return the bounds for a file of so many bytes.

    >>> bounds(5_000, {})
    Bounds(seconds=6, memory=288, characters=700000, parts=100000)
    >>> bounds(5_000, {"COMPACTX_READ_SECONDS": "60"}).seconds
    60

    Raises:
        UsageError: a variable of the environment is no number, or out of its range.
    """
    characters = _asked(CHARACTERS, environ)
    return Bounds(
        _asked(SECONDS, environ) or _LEAST_SECONDS + _SECONDS_PER_MB * size // _MB,
        _asked(MEMORY, environ) or _LEAST_MEMORY + _MEMORY_PER_BYTE * size // _MB,
        characters or min(_LEAST_CHARACTERS + _CHARACTERS_PER_BYTE * size, _MOST_CHARACTERS),
        max(_PARTS, characters // _PART),
    )


def _asked(name: str, environ: Mapping[str, str]) -> int:
    """Return what a variable asks for, 0 if it is not set."""
    value = environ.get(name, "").strip()
    if not value:
        return 0
    least, most = _RANGES[name]
    number = whole(value, most)
    if number is None or not least <= number <= most:
        raise UsageError(f'{name} is "{value[:40]}"', hint=f"give a whole number of {least} to {most}")
    return number


class Measure:
    """Counts the characters that a reader writes, and stops it where they are more than the bound."""

    def __init__(self, name: str, allowed: Bounds) -> None:
        """Begin at nothing; ``name`` is what messages call the document."""
        self.name = name
        self.allowed = allowed
        self.size = self.parts = 0

    def part(self, count: int = 1) -> None:
        """Count some more paragraphs, notes or cells.

        Raises:
            NotADocumentError: there are more than the bound.
        """
        self.parts += count
        if self.parts > self.allowed.parts:
            raise NotADocumentError(
                f"{self.name} holds more than {self.allowed.parts:,} paragraphs, notes and cells",
                hint=f"divide it into parts, or set {CHARACTERS} higher",
            )

    def add(self, characters: int) -> None:
        """Count some more.

        Raises:
            NotADocumentError: there are more than the bound.
        """
        self.size += characters
        if self.size > self.allowed.characters:
            raise NotADocumentError(
                f"{self.name} holds more than {self.allowed.characters:,} characters of text,"
                " the limit for a file of its size",
                hint=f"divide it into parts, or set {CHARACTERS} higher",
            )


def printable(name: str) -> str:
    r"""Return a file's name as text that can be stored and shown, whatever bytes it is made of.

    >>> printable("caf\udce9.txt"), printable("café.txt")
    ('caf\ufffd.txt', 'café.txt')
    """
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
