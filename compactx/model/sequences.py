"""Which numbers and sessions bodies have had: what a resolution's number, session and year can be.

The last numbers of the Security Council's years were written down from memory and held against what 2,151
resolutions of the United Nations cite: 595 resolutions of the Council with their years, none of which contradicts
them. These citations prove the turn of a year exactly in 4 of 79 years and from one side in 12 more, so a number next
to a turn is believed to be of either year. Sessions of the General Assembly open in September (resolution 57/301: on
the Tuesday of the third week), so that one lasts from a September to the next.
"""

from __future__ import annotations

from bisect import bisect_left

# The last resolution of the Security Council in each year from 1946 on.
_COUNCIL_FIRST_YEAR = 1946
_COUNCIL_LAST = (
    15, 37, 66, 78, 89, 96, 98, 103, 105, 110, 121, 126, 131, 132, 160, 170, 176, 185, 199, 219, 232, 244, 262, 275,
    291, 307, 324, 344, 366, 384, 402, 422, 443, 461, 484, 499, 529, 545, 559, 580, 593, 606, 626, 646, 683, 725, 799,
    892, 969, 1035, 1092, 1146, 1220, 1284, 1334, 1386, 1454, 1521, 1580, 1651, 1738, 1794, 1859, 1907, 1966, 2032,
    2085, 2132, 2195, 2259, 2336, 2397, 2451, 2503, 2560, 2617, 2671, 2721, 2767,
)  # fmt: skip
_DOUBT = 2  # resolutions at the turn of a year of which the count is not believed
_COUNCIL_PACE = 100  # more than it has adopted in any year
SESSION_MOST = 399  # no regular session of the General Assembly from the thirty-first on has had so many resolutions
_FIRST_NUMBERED_BY_SESSION = 31
_RIGHTS_FULL_YEAR = 4  # the first session of the Human Rights Council in 2007
REGIONAL_START = 1944  # session n of the Commission for Asia and the Pacific is in the spring of 1944 + n
# The International Labour Conference has adopted fewer conventions and recommendations than these.
LABOUR_LAST = {"C": 199, "R": 219}


def session_days(session: int) -> tuple[str, str]:
    """Return the first and the last day on which a regular session of the General Assembly can adopt something.

    >>> session_days(73)
    ('2018-09-01', '2019-09-30')
    """
    return f"{1945 + session}-09-01", f"{1946 + session}-09-30"


def is_beyond_session(session: int, number: int) -> bool:
    """Say whether a regular session of the General Assembly cannot have a resolution of this number."""
    return session >= _FIRST_NUMBERED_BY_SESSION and number > SESSION_MOST


def council_years(number: int) -> tuple[int, ...]:
    """Return the year of a resolution of the Security Council, or the years it may be of.

    >>> council_years(2388), council_years(1325), council_years(9999)
    ((2017,), (2000,), ())
    """
    if number <= _COUNCIL_LAST[-1]:
        near = {bisect_left(_COUNCIL_LAST, one) for one in (number - _DOUBT, number, number + _DOUBT)}
        return tuple(_COUNCIL_FIRST_YEAR + at for at in sorted(near) if at < len(_COUNCIL_LAST))
    beyond = number - _COUNCIL_LAST[-1]
    first = _COUNCIL_FIRST_YEAR + len(_COUNCIL_LAST)
    most = first + 8  # decades of numbers are nobody's
    years = range(first + (beyond - 1) // _COUNCIL_PACE, min(most, first + beyond // 30 + 1) + 1)
    return tuple(years) if beyond <= _COUNCIL_PACE * (most - first) else ()


def rights_council_year(session: int) -> int:
    """Return the year of a regular session of the Human Rights Council: three a year since 2007.

    >>> rights_council_year(28), rights_council_year(54)
    (2015, 2023)
    """
    return 2006 if session < _RIGHTS_FULL_YEAR else 2007 + (session - _RIGHTS_FULL_YEAR) // 3


def council_last(year: int) -> int:
    """Return the last number that the Security Council can have reached by the end of a year, 0 if it is too early."""
    at = year - _COUNCIL_FIRST_YEAR
    if at < 0:
        return 0
    known = len(_COUNCIL_LAST) - 1
    return _COUNCIL_LAST[at] if at <= known else _COUNCIL_LAST[-1] + _COUNCIL_PACE * (at - known)
