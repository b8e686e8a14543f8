"""One problem at one place in the data, and a change that somebody read again and found no problem."""

from __future__ import annotations

from compactx.model.record import Record

SEVERITIES = ("error", "warning", "note")


class Place(Record, often=True):
    """Where something stands: a file as the user would name it, and a line and column counted from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """Return ``file:line:column``."""
        return f"{self.file}:{self.line}:{self.column}"


class Finding(Record):
    """A problem: the rule that found it, how bad it is, where it is, and what to do about it."""

    rule: str
    severity: str
    place: Place
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """Return the line that compilers print."""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.place}: {self.severity}[{self.rule}] {self.message}{hint}"


class Acceptance(Record):
    """A clause with the fingerprint of the text that was read, why its references stand, and when that was said."""

    clause: str
    fingerprint: str
    reason: str
    place: Place
    date: str = ""
