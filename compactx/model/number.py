"""Whole numbers that come from outside: options, YAML, references, headers of files, what is typed."""

from __future__ import annotations

MOST = 999_999_999  # of anything that is counted or numbered; an index and every platform hold it


def whole(value: object, most: int = MOST) -> int | None:
    """Return the number that some digits or a header give, None if it is none, is negative, or exceeds ``most``.

    >>> whole("17"), whole("017"), whole("+1"), whole("\u00b2"), whole("9" * 5000)
    (17, 17, None, None, None)
    >>> whole(3.7), whole(float("inf")), whole(float("nan")), whole(-1), whole(2**80), whole(None)
    (3, None, None, None, None, None)
    """
    if isinstance(value, str):
        digits = value.lstrip("0") or value[:1]
        if not (value.isascii() and value.isdecimal()) or len(digits) > len(str(most)):
            return None
        number = int(digits)
    elif isinstance(value, int | float) and 0 <= value <= most:  # not true of NaN
        number = int(value)
    else:
        return None
    return number if number <= most else None
