"""Whole numbers that come from outside: options, YAML, references, what is typed."""

from __future__ import annotations

MOST = 999_999_999  # of anything that is counted or numbered; an index and every platform hold it
_DIGITS = len(str(MOST))


def whole(text: str, most: int = MOST) -> int | None:
    """Return the number that some digits write, None if they write none that could be meant.

    >>> whole("17"), whole("017"), whole("+1"), whole("\u00b2"), whole("9" * 5000)
    (17, 17, None, None, None)
    """
    digits = text.lstrip("0") or text[:1]
    if not (text.isascii() and text.isdecimal()) or len(digits) > _DIGITS:
        return None
    number = int(digits)
    return number if number <= most else None
