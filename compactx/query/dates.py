"""Days as people write them."""

from __future__ import annotations

from compactx.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.query.reference import ReferenceView

_SHAPES = ([4], [4, 2], [4, 2, 2])


def last_day(text: str) -> str:
    """Return a date as it is compared: a year or a month stands for the last day of what it names, '' for none.

    >>> last_day("2019-12-31"), last_day("2019"), last_day("")
    ('2019-12-31', '2019-99', '')

    Raises:
        UsageError: the text is no date.
    """
    parts = text.split("-")
    is_date = all(part.isdecimal() and part.isascii() for part in parts) and [len(part) for part in parts] in _SHAPES
    if text and not is_date:
        raise UsageError(f'"{text}" is not a date', hint="write it as 2019-12-31, 2019-12 or 2019")
    return text if not text or len(parts) == len(_SHAPES) else f"{text}-99"


def whole_day(text: str, hint: str = "write it so: 2026-11-21") -> str:
    """Return a day as it is.

    Raises:
        UsageError: it is no day as the corpus writes one; 20261121 and 2026-W47-6 are days too, but not so.
    """
    from datetime import date  # noqa: PLC0415 - only where a day was named

    try:
        day = date.fromisoformat(text).isoformat()
    except ValueError:
        day = ""
    if day != text:
        raise UsageError(f'"{text}" is not a day', hint=hint)
    return text


def is_there(reference: ReferenceView, day: str) -> bool:
    """Say whether a reference is known to have been made on a day or earlier; a bare year counts from its start."""
    return bool(reference.date) and reference.date <= day
