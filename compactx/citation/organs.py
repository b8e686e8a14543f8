"""Which numbers the organs of the United Nations ever gave, and when: what a number, session and year can be.

The ranges were written down from memory and held against what 2,151 resolutions of the United Nations cite: the
Assembly's resolutions reach 337 in a session and its decisions run from 453 to 578, the Human Rights Council's reach
42 and its decisions run from 101 to 120, the Economic and Social Council's reach 84 and 355 in a year, the
Commission's on Human Rights 87. The most below leave room; decisions of earlier decades are confirmed by no document
at hand. The Assembly's session *n* began in the year 1945 + *n*; its numbers have a stroke from the thirty-first on;
decisions are numbered from 301 or 401. The Human Rights Council meets three times a year since 2006 and numbers its
decisions from 101; the Economic and Social Council has the year before the stroke since 1978 and numbers its
decisions from 101 or 201; the Commission on Human Rights had it from 1979 to 2005. Nobody can know what will be
adopted, so the last year is that of the clock and one more.

The last numbers of the Security Council's years are from memory too, held against 595 of its resolutions that are cited
with their years, none of which contradicts them. These citations prove the turn of a year exactly in 4 of 79 years and
from one side in 12 more, so a number next to a turn is believed to be of either year. Sessions of the General Assembly
open in September (resolution 57/301: on the Tuesday of the third week), so that one lasts from a September to the next.
"""

from __future__ import annotations

import time
from bisect import bisect_left

from compactx.citation.language import table
from compactx.model.locator import roman_value

GENERAL, SECURITY, ECONOMIC, RIGHTS = "A", "S", "E", "A/HRC"
COMMISSION, SUBCOMMISSION = "E/CN.4", "E/CN.4/Sub.2"
RESOLUTION, DECISION = "RES", "DEC"
NO_NUMBER = "no such number"

_FIRST_YEARS = {ECONOMIC: 1978, COMMISSION: 1979, SUBCOMMISSION: 1979}
_LAST_YEARS = {COMMISSION: 2005, SUBCOMMISSION: 2006}
_STROKE = 31  # the first session of the General Assembly whose numbers have a stroke
_RIGHTS_BEGAN = 2006
_SESSIONS_A_YEAR = 3
# The most resolutions an organ adopted in a session or year, and its first decision; between them the words decide.
_MOST_RESOLUTIONS = {GENERAL: 400, RIGHTS: 100, ECONOMIC: 200, COMMISSION: 100, SUBCOMMISSION: 60}
_FIRST_DECISION = {GENERAL: 301, RIGHTS: 101, ECONOMIC: 101, COMMISSION: 101, SUBCOMMISSION: 101}
_MOST_DECISIONS = {GENERAL: 999, RIGHTS: 199, ECONOMIC: 400, COMMISSION: 130, SUBCOMMISSION: 130}
# Above these an organ has never numbered: about twice the most that is known, a number of four digits for the Assembly.
_BEYOND = {GENERAL: 999, RIGHTS: 250, ECONOMIC: 700}
_LAST_ROMAN_OF_ASSEMBLY = 30
_YEAR_DIGITS = 4
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
REGIONAL_START = 1944  # session n of the Commission for Asia and the Pacific is in the spring of 1944 + n
# The International Labour Conference has adopted fewer conventions and recommendations than these.
LABOUR_LAST = {"C": 199, "R": 219}


def this_year() -> int:
    """Return the year of the clock."""
    return time.gmtime().tm_year


def is_year(session: str) -> bool:
    """Say whether what stands before the stroke is a year."""
    return len(session) == _YEAR_DIGITS and session.isdecimal()


def years_of(organ: str, session: str) -> range:
    """Return the years in which an organ may have adopted a number of a session, empty if that is not known.

    >>> list(years_of("A", "60")), list(years_of("A/HRC", "34"))
    ([2005, 2006], [2017])
    """
    if is_year(session):
        return range(int(session), int(session) + 1)
    if not session.isdecimal():
        return range(0)
    if organ == GENERAL:
        return range(1945 + int(session), 1947 + int(session))
    if organ == RIGHTS:
        year = rights_council_year(int(session))
        return range(year, year + 1)
    return range(0)


def possible(organ: str, session: str, number: int) -> bool:
    """Say whether an organ can have given a number: it had the session, and may have come that far.

    >>> possible("A/HRC", "78", 197), possible("A/HRC", "54", 18), possible("A", "60", 251), possible("E", "2022", 2481)
    (False, True, True, False)
    """
    most = max(_MOST_RESOLUTIONS.get(organ, 0), _MOST_DECISIONS.get(organ, 0))
    if not 0 < number <= most:
        return False
    if is_year(session):
        last = min(_LAST_YEARS.get(organ, this_year() + 1), this_year() + 1)
        return _FIRST_YEARS.get(organ, last + 1) <= int(session) <= last
    if not session.isdecimal():
        return organ in {GENERAL, RIGHTS} and session.startswith("S-" if organ == RIGHTS else ("S-", "ES-"))
    if organ not in {GENERAL, RIGHTS} or (organ == GENERAL and int(session) < _STROKE):
        return False
    return int(session) > 0 and years_of(organ, session)[0] <= this_year() + (organ == RIGHTS)


def never(organ: str, session: str, number: int) -> str:
    """Return why no document of an organ can ever have had a number, '' if one may.

    >>> never("A", "99", 12), never("A", "74", 1021), never("A/HRC", "54", 18), never("E", "2018", 999)
    ('session 99', 'number 1021', '', 'number 999')
    """
    if organ not in _MOST_DECISIONS or not session.isdecimal():
        return ""
    most = max(_MOST_DECISIONS[organ], _MOST_RESOLUTIONS[organ])
    if organ not in _BEYOND or is_year(session) != (organ == ECONOMIC):
        return ""
    years = years_of(organ, session)
    if not years:
        return ""
    if years[0] > this_year() + 1:
        return f"resolution of {session}" if is_year(session) else f"session {session}"
    return f"number {number}" if number > max(most, _BEYOND[organ]) else ""


def why_refused(number: str, organ: str) -> str:
    """Return why the organ that is said to have given a number cannot have, '' if any organ may.

    >>> why_refused("99/12", "A"), why_refused("74/12", "A")
    ('no such number: the General Assembly has had no session 99', '')
    """
    session, _, figure = number.partition("/")
    if not figure.isdecimal() or any(possible(o, session, int(figure)) for o in (GENERAL, RIGHTS, ECONOMIC)):
        return ""
    why = never(organ, session, int(figure))
    name = str(table()["organs"].get(organ, "")).partition("|")[0]
    return f"{NO_NUMBER}: the {name} has had no {why}" if why else ""


def word_of(organ: str, number: int, written: str) -> str:
    """Return whether a number is a resolution's or a decision's; ``written`` decides where it may be both.

    >>> word_of("A/HRC", 113, "RES"), word_of("A/HRC", 32, "DEC"), word_of("A", 537, "RES"), word_of("A", 330, "RES")
    ('DEC', 'RES', 'DEC', 'RES')
    """
    if organ not in _FIRST_DECISION:
        return written
    if number < _FIRST_DECISION[organ]:
        return written if organ in {ECONOMIC, COMMISSION, SUBCOMMISSION} else RESOLUTION
    return DECISION if number > _MOST_RESOLUTIONS[organ] or organ in {RIGHTS, COMMISSION} else written


def roman_owner(session: str, named: str) -> str:
    """Return whose a session in Roman numerals is: beyond the thirtieth the Economic and Social Council's."""
    value = roman_value(session.lower())
    return ECONOMIC if named == ECONOMIC or (value and value > _LAST_ROMAN_OF_ASSEMBLY) else GENERAL


def session_days(session: int) -> tuple[str, str]:
    """Return the first and the last day on which a regular session of the General Assembly can adopt something.

    >>> session_days(73)
    ('2018-09-01', '2019-09-30')
    """
    return f"{1945 + session}-09-01", f"{1946 + session}-09-30"


def is_beyond_session(session: int, number: int) -> bool:
    """Say whether a regular session of the General Assembly cannot have a resolution of this number."""
    return session >= _STROKE and number > SESSION_MOST


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
    """Return the year of a regular session of the Human Rights Council: three a year.

    >>> rights_council_year(28), rights_council_year(54)
    (2015, 2023)
    """
    return _RIGHTS_BEGAN + max(session - 1, 0) // _SESSIONS_A_YEAR


def council_last(year: int) -> int:
    """Return the last number that the Security Council can have reached by the end of a year, 0 if it is too early."""
    at = year - _COUNCIL_FIRST_YEAR
    if at < 0:
        return 0
    known = len(_COUNCIL_LAST) - 1
    return _COUNCIL_LAST[at] if at <= known else _COUNCIL_LAST[-1] + _COUNCIL_PACE * (at - known)
