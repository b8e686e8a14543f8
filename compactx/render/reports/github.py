"""Findings as workflow commands, which GitHub Actions shows beside the lines of a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.model.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from compactx.model.finding import Finding

_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def github(findings: Iterable[Finding]) -> str:
    """Return one workflow command a line."""
    return "".join(_line(finding) + "\n" for finding in findings)


def _line(finding: Finding) -> str:
    place = finding.place
    hint = f" ({finding.hint})" if finding.hint else ""
    where = f"file={_value(place.file)},line={place.line},col={place.column},title={_value(finding.rule)}"
    return f"::{_LEVELS[finding.severity]} {where}::{_message(finding.message + hint)}"


def _message(text: str) -> str:
    """Escape a message.

    >>> _message("100%")
    '100%25'
    """
    return clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    """Escape a property's value.

    >>> _value("a,b:c")
    'a%2Cb%3Ac'
    """
    return _message(text).replace(":", "%3A").replace(",", "%2C")
