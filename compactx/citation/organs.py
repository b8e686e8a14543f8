"""Which numbers organs of the United Nations ever gave, and when; and the words and figures that numbers are read by.

What a number, session and year can be: the ranges were written down from memory and held against what 2,151 resolutions
of the United Nations cite. The Assembly's resolutions reach 337 in a session and its decisions run from 453 to 578, the
Human Rights Council's reach 42 and its decisions run from 101 to 120, the Economic and Social Council's reach 84 and
355 in a year, the Commission's on Human Rights 87. The most below leave room; decisions of earlier decades are
confirmed by no document at hand. The Assembly's session *n* began in the year 1945 + *n*; its numbers have a stroke
from the thirty-first on; decisions are numbered from 301 or 401. The Human Rights Council meets three times a year
since 2006 and numbers its decisions from 101; the Economic and Social Council has the year before the stroke since 1978
and numbers its decisions from 101 or 201; the Commission on Human Rights had it from 1979 to 2005. Nobody can know what
will be adopted, so the last year is that of the clock and one more.

The last numbers of the Security Council's years are from memory too, held against 595 of its resolutions that are cited
with their years, none of which contradicts them. These citations prove the turn of a year exactly in 4 of 79 years and
from one side in 12 more, so a number next to a turn is believed to be of either year. Sessions of the General Assembly
open in September (resolution 57/301: on the Tuesday of the third week), so that one lasts from a September to the next.

Words of a language announce a number (an organ, "resolution", "its"), and few signs make one: tokens are looked for
only where such a word or sign stands.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from functools import lru_cache

from compactx.citation.gates import Opening, gates_of
from compactx.citation.language import DEFAULT, any_case, as_written, by_letter, cases_of, places_of, table
from compactx.citation.normalise import BREAK
from compactx.model import patterns as re
from compactx.model.locator import roman_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

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
_KEPT = 10_000  # numbers that are remembered: a text repeats few
_DAY = 86_400  # seconds
_DOUBT = 2  # resolutions at the turn of a year of which the count is not believed
_COUNCIL_PACE = 100  # more than it has adopted in any year
# The highest number of the Assembly's sessions that resolutions at hand have or cite, from those of which a hundred or
# more were seen on; and how far beyond it, or beyond the most of all sessions, a number is not known to exist.
_HIGHEST = dict(
    enumerate((309, 301, 316, 297, 303, 307, 327, 305, 328, 313, 347, 307, 328, 307, 338, 330, 334), start=63)
)
_BEYOND_KNOWN = 15
_MOST_KNOWN = {GENERAL: 347, RIGHTS: 42, ECONOMIC: 84}
SESSION_MOST = 399  # no regular session of the General Assembly from the thirty-first on has had so many resolutions
_RUN_ON = 56  # but this one, whose last resolutions bear numbers of the five hundreds: 56/509
YEARS = range(1945, 2100)  # what may be the year in a number of another organ: "resolution 7/2025"
REGIONAL_START = 1944  # session n of the Commission for Asia and the Pacific is in the spring of 1944 + n
# The International Labour Conference has adopted fewer conventions and recommendations than these.
LABOUR_LAST = {"C": 199, "R": 219}


def this_year() -> int:
    """Return the year of the clock."""
    return _year_of(int(time.time()) // _DAY)


@lru_cache(maxsize=2)
def _year_of(day: int) -> int:
    """Return the year of a day of the clock: every number of a text asks."""
    return time.gmtime(day * _DAY).tm_year


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
    return _possible_in(this_year(), organ, session, number)


@lru_cache(maxsize=_KEPT)
def _possible_in(now: int, organ: str, session: str, number: int) -> bool:
    most = max(_MOST_RESOLUTIONS.get(organ, 0), _MOST_DECISIONS.get(organ, 0))
    if not 0 < number <= most:
        return False
    if is_year(session):
        last = min(_LAST_YEARS.get(organ, now + 1), now + 1)
        return _FIRST_YEARS.get(organ, last + 1) <= int(session) <= last
    if not session.isdecimal():
        return organ in {GENERAL, RIGHTS} and session.startswith("S-" if organ == RIGHTS else ("S-", "ES-"))
    if organ not in {GENERAL, RIGHTS} or (organ == GENERAL and int(session) < _STROKE):
        return False
    return int(session) > 0 and years_of(organ, session)[0] <= now + (organ == RIGHTS)


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
    >>> why_refused("7/2025", "A"), why_refused("7/1025", "A")  # others number so: by the year
    ('', 'no such number: the General Assembly has had no number 1025')
    """
    session, _, figure = number.partition("/")
    if (
        not figure.isdecimal()
        or int(figure) in YEARS
        or any(possible(o, session, int(figure)) for o in (GENERAL, RIGHTS, ECONOMIC))
    ):
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
    return session >= _STROKE and number > SESSION_MOST and (session != _RUN_ON or number > _MOST_DECISIONS[GENERAL])


def highest_known(organ: str, session: int, number: int) -> tuple[int, str]:
    """Return the highest resolution that is known, and of what, where a number is well beyond it; else 0 and ''.

    >>> highest_known("A", 74, 381), highest_known("A", 74, 307), highest_known("A/HRC", 54, 88)
    ((307, 'session 74'), (0, ''), (42, 'any session'))
    """
    most, which = _MOST_KNOWN[organ], "any year" if organ == ECONOMIC else "any session"
    if organ == GENERAL and session == _RUN_ON:
        return 0, ""
    if organ == GENERAL and session in _HIGHEST:
        most, which = _HIGHEST[session], f"session {session}"
    decision = number >= _FIRST_DECISION[organ] and organ != GENERAL
    return (most, which) if number > most + _BEYOND_KNOWN and not decision else (0, "")


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


_NUMBER = (
    r"(?<![/.(-])(?P<number>E?S-[0-9]{1,2}/[0-9]{1,3}|[0-9]{1,4}/[0-9]{1,5}"
    r"|[0-9]{1,4}(?: ?[A-Z](?:-[A-Z])?)? ?\((?:E?S-[IVX]{1,6}|[IVXLC]{1,8}|(?:19[4-9]|20[0-9])[0-9])\))"
    r"(?![\w/]|\.[0-9])"
    r"|\((?P<bracketed>[0-9]{1,3}/[0-9]{1,3})\)"
)
# What stands before a stroke or a bracket of a number.
_BEFORE_BRACKET = re.compile(r"[0-9](?<!\w[0-9])[0-9]{0,3}(?: ?[A-Z](?:-[A-Z])?)? ?$")
_FIGURES = 4  # before the stroke at most
_BRACKETED = 12  # letters before the bracket at most, and one more
_LONGEST_WORD = 19  # letters and the space of a capitalised word before "resolution", and one more


class NumberWords:
    """The patterns of resolutions and their organs in one language."""

    def __init__(self, code: str) -> None:
        """Compile them."""
        words = table(code)
        self.organs = {phrase: organ for organ, phrases in words["organs"].items() for phrase in phrases.split("|")}
        self.codes = {phrase: organ for organ, phrases in words["organ_codes"].items() for phrase in phrases.split("|")}
        self.own_names = {phrase.lower(): organ for phrase, organ in self.organs.items()}
        self.council = words["some_council"]
        self.with_years = frozenset(words["year_organs"].split("|"))
        self.no_names = frozenset(words["no_names"].split())
        self.verbs = tuple(words["verb_endings"].split("|"))
        written = [*self.organs, *words["other_organs"].split("|"), self.council]
        named = by_letter("|".join(written))
        organ = rf"(?P<organ>{named})(?!\w)(?:'s)?"
        both = f"{any_case(words['resolution'])}|{any_case(words['decision'])}"
        self.decision = re.compile(any_case(words["decision"]))
        codes = as_written("|".join(self.codes))
        self.token = re.compile(_token(words, organ, both, codes))
        # The tokens that begin with words; others begin with a number, or with a capital before one of those.
        its = any_case(words["its"])
        either = f"{words['resolution']}|{words['decision']}"
        said = f"{words['its']}|{either}".split("|")
        self.named = gates_of(code).gate(
            rf"(?<!\w)(?:{organ}|(?:{codes})|(?:(?:{its}) )?(?:{both}))(?!\w)",
            opening=Opening(lambda: [*written, *self.codes, *cases_of(said)]),
        )
        self.initials = frozenset(letter for word in either.split("|") for letter in (word[0], word[0].upper()))
        self._compile_organs_behind(words, organ, both)
        self._compile_numbers(words, both)
        self.subject_tail = re.compile(rf",?(?: [a-z]{{1,12}}){{0,4}},? {as_written(words['in'])} $")
        self.own = _openings(words)
        self.adopted = words["adopted"].partition(" ")[0]

    def opening(self, text: str) -> re.Match[str] | None:
        """Return what in an opening tells whose the document is: the surest, and of those alike the first."""
        surest, *others = self.own
        found = surest.search(text) if self.adopted in text.lower() else None
        lines = (0, *places_of(text, ("\n",)))  # nowhere else do the others begin
        return found or next((one for pattern in others for at in lines if (one := pattern.match(text, at))), None)

    def _compile_organs_behind(self, words: dict[str, Any], organ: str, both: str) -> None:
        """Compile how an organ is named behind a number: by it, in which it acts, or as what acts next."""
        the = rf"(?:(?:{words['the']}) ?)?"
        day = rf"(?:,? (?:{words['of_date']}) {words['before_day']}[^,;.\n]{{4,30}}? ?[12][0-9]{{3}})?"
        dated = rf"(?: [A-Z])?{day}"
        self.of_organ = re.compile(rf"{dated},? {as_written(words['by'])} ?{the}(?:{words['united']} )?{organ}")
        self.in_which = re.compile(rf"{dated},? {as_written(words['in_which'])} {the}{organ}")
        self.subject = re.compile(rf"{dated},? {the}{organ}(?! {words['organ_link']}{both})(?= [^\W\d_A-Z])")

    def _compile_numbers(self, words: dict[str, Any], both: str) -> None:
        """Compile what follows a number, its letters and its date, and a line of nothing but numbers."""
        joints = as_written(words["letter_joints"])
        self.letters = re.compile(
            rf" ?(?:[A-Z]|[IVX]{{2,4}})(?:-[A-Z])?(?=[,.;:)]| {as_written(words['letters_before'])} |$)"
            rf"((?:(?:, | {joints} )[A-Z](?=[,.;:) ]|$)){{0,8}})"
        )
        month, of = words["months"].replace(" ", "|"), words["before_month"]
        self.date = re.compile(
            rf"(?: [A-Z])?,? (?:{words['of_date']}) {words['before_day']}(?:[0-9]{{1,2}}{words['day_ending']} )?"
            rf"{of}(?:(?:{month}) )?{of}(?P<year>[12][0-9]{{3}})\b"
        )
        number = re.sub(r"[?]P<\w+>", "?:", _NUMBER)
        # "general comment No. | 30 (2004)": of another noun, unless nothing but a joint stands before the "No.".
        self.counted = re.compile(rf"(?P<before>.{{0,24}})\b{any_case(words['numero'])} ?$", re.DOTALL)
        self.numeros = tuple(cases_of(words["numero"].split("|")))
        self.joint = re.compile(rf"(?:[,;:]|\(|{as_written(words['and'])}| )*")
        # "resolutions 47/12, 50/17 and 53/24 | of the Council": the organ behind a list is that of all its numbers.
        self.listed = re.compile(rf"(?:(?:,|;|,? {as_written(words['and'])}) {number})+")
        self.only_numbers = re.compile(
            rf"(?:(?:{both}|{number}"
            rf"|\b(?:[A-Z](?:-[A-Z])?|{words['and']}|[IVX]{{2,4}})\b|{words['bare_parts']['annex']}|[,;.]|\*) ?)+"
        )


def _token(words: dict[str, Any], organ: str, both: str, codes: str) -> str:
    """Return the pattern of everything that the reading of numbers stops at."""
    ends = "".join(sorted({re.escape(phrase[-1]) for phrase in words["resolution"].split("|")}))
    bare = rf"(?<=[{ends}] )(?P<bare>[0-9]{{3,4}})(?![\w/(.-]| \()"
    return (
        rf"(?P<break> \n )|(?<!\w)(?:{organ}(?: {words['organ_link']}(?P<after>{both})(?![\w]))?"
        rf"|(?P<code>{codes})(?!\w)"
        rf"|(?:(?P<its>{any_case(words['its'])}) |(?P<capital>[A-Z][a-z]{{2,15}}) )?(?P<word>{both})(?![\w])"
        rf"|{_NUMBER}|{bare})"
    )


def _openings(words: dict[str, Any]) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of openings that tell whose a document is, the surest first."""
    organs = (GENERAL, SECURITY, ECONOMIC, RIGHTS)
    named = [phrase for o, phrases in words["organs"].items() if o in organs for phrase in phrases.split("|")]
    names = "|".join(name for name in named if " " in name)
    when = rf"(?= {as_written(words['adopted_when'])} |,| *\n|$)"
    patterns = (
        rf"{words['adopted']}\s*({names}){when}",
        rf"(?:^|\n) ?{words['the_organ']}({names})(?=,| *\n| {words['opens'].replace('|', '| ')})",
        rf"(?:^|\n) ?({names})(?= *\n|,|$)",
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


@lru_cache(maxsize=16)
def phrases(code: str = DEFAULT) -> NumberWords:
    """Return the patterns of a language, compiled once."""
    return NumberWords(code)


def tokens(text: str, words: NumberWords) -> Iterator[re.Match[str]]:
    """Yield the tokens of a text in order, but for years and the like that no word before them announces."""
    named = words.named.places(text)
    if named is None:
        yield from words.token.finditer(text)
        return
    first, match, end = words.token.search(text), words.token.match, 0
    if first is None:
        return
    begun = {first.start(), *places_of(text, (BREAK,)), *named, *_capitals(text, named, words), *_figures(text)}
    for start in sorted(begun):
        token = match(text, start) if start >= end else None
        while token:
            yield token
            end = token.end()
            # What follows a word directly may be a number without any sign of its own ("resolution 1325").
            is_figure = text[end : end + 1] == " " and text[end + 1 : end + 2].isdecimal()
            token = match(text, end + 1) if is_figure else None


def _capitals(text: str, named: Sequence[int], words: NumberWords) -> Iterator[int]:
    """Yield where capitalised words begin that stand before the word "resolution" and the like."""
    for start in named:
        if start and text[start] in words.initials and text[start - 1] == " ":
            at = start - 2
            while at > start - _LONGEST_WORD and "a" <= text[at] <= "z":
                at -= 1
            if at >= 0 and "A" <= text[at] <= "Z":
                yield at


def _figures(text: str) -> Iterator[int]:
    """Yield where numbers of resolutions may begin: "70/1", "(70/1)", "1325 (", "217 A (", "S-24/2"."""
    for at in places_of(text, ("/",)):
        start = at
        while start and at - start <= _FIGURES and text[start - 1].isdecimal():
            start -= 1
        if start < at:
            yield start - (text[start - 1 : start] == "(")
    for at in places_of(text, ("(",)):
        before = text[max(0, at - 2) : at]
        if before[-1:].isdecimal() or before[:1].isdecimal() or before[-1:].isupper() or before[:1].isupper():
            low = max(0, at - _BRACKETED)
            found = _BEFORE_BRACKET.search(text, low, at)
            if found:
                yield found.start() - (text[found.start() - 1 : found.start()] == "(")
    for at in places_of(text, ("S-",)):
        yield at
        yield at - (text[at - 1 : at] == "E")
