r"""Numbers of resolutions and decisions, which only the words before them complete.

::

    list   = [organ] word number {anything but a paragraph's end, number}
    organ  = "General Assembly" | "Security Council" | "Council" | "its" | "G.A." | ...
    word   = "resolution" | "resolutions" | "decision" | "Res." | ...
    number = 70/1 | 2020/5 | S-24/2 | 217 A (III) | 1325 (2000), with the letters of parts: 57/283 B

A number says much itself: 1325 (2000) is of the Security Council, 2020/5 of the Economic and Social Council. For 17/4
the organ named last counts, then the organ whose document it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from compactx.citation.symbols import Symbol, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

GENERAL, SECURITY, ECONOMIC, RIGHTS, OTHER = "A", "S", "E", "A/HRC", "?"

_ORGAN = (
    r"(?:(?P<other>(?:Health|Environment|Parliamentary|Habitat) Assembly|(?:Governing|European|Executive"
    r"|Arctic|Trusteeship|TRIPS) Council"
    r"|Peace and Security Council|Commission on Human Rights|CHR|(?:Sub-)?Commission|Committee|Conference"
    r"|Congress|Board|Organization"
    r"|Union|Summit|League of Arab States|Authority|Authority's)"
    r"|(?P<general>General Assembly|Assembly|UNGA|GA|G\.A\.|G\. A\.)|(?P<security>Security Council|UNSC|SC|S\.C\.)"
    r"|(?P<economic>Economic and Social Council|ECOSOC|E\.S\.C\.)|(?P<rights>Human Rights Council|HRC|H\.R\.C\.|UNHRC)"
    r"|(?P<council>Council))"
)
_TOKEN = re.compile(
    rf"(?P<break> \n )|(?<!\w)(?:{_ORGAN}(?!\w)(?:'s)?(?: (?P<after>[Rr]esolutions?|[Dd]ecisions?"
    rf"|[Rr]es\.?|RES|Dec\.?)(?![\w]))?"
    r"|(?P<code>UNSCRs?)(?!\w)"
    r"|(?:(?P<its>[Ii]ts) |(?P<capital>[A-Z][a-z]{2,15}) )?(?P<word>[Rr]esolutions?|[Dd]ecisions?|Res\.?)(?![\w])"
    r"|(?<![/.(-])(?P<number>E?S-[0-9]{1,2}/[0-9]{1,3}|[0-9]{1,4}/[0-9]{1,4}"
    r"|[0-9]{1,4}(?: [A-Z](?:-[A-Z])?)? ?\((?:E?S-[IVX]{1,6}|[IVXLC]{1,8}|(?:19[4-9]|20[0-9])[0-9])\))(?![\w/]|\.[0-9])"
    r"|\((?P<bracketed>[0-9]{1,3}/[0-9]{1,3})\)|(?<=[sne.] )(?P<bare>[0-9]{3,4})(?![\w/(.-]| \())",
)
_LETTERS = re.compile(
    r" ?(?:[A-Z]|[IVX]{2,4})(?:-[A-Z])?(?=[,.;:)]| of | and | to | on |$)((?:(?:, | and "
    r"| to )[A-Z](?=[,.;:) ]|$)){0,8})"
)
_LETTER = re.compile(r"[A-Z]")
_OF_ORGAN = re.compile(
    rf"(?: [A-Z])?(?: of [0-9]{{1,2}} [A-Z][a-z]{{2,8}} [0-9]{{4}})?,? (?:of"
    rf"|adopted by) (?:the )?(?:United Nations )?{_ORGAN}"
)
_OWN_NUMBER = re.compile(r"\n [0-9]{1,4}/[0-9]{1,3}[A-Z ]{0,3}\.(?: |$)")
_ROMAN = re.compile(r"\((?:E?S-)?[IVXLC]+\)")
_YEAR = re.compile(r"\((?:19|20)[0-9]{2}\)")
_OWN_NAMES = "(General Assembly|Security Council|Economic and Social Council|Human Rights Council)"
_OWN = (
    re.compile(rf"adopted by the {_OWN_NAMES}(?= on | at |,| *\n|$)", re.IGNORECASE),
    re.compile(rf"(?:^|\n) ?The {_OWN_NAMES}(?=,| *\n| decides| recalling)", re.IGNORECASE),
    re.compile(rf"(?:^|\n) ?{_OWN_NAMES}(?= *\n|,|$)", re.IGNORECASE),
)
_OWN_ORGANS = {"general assembly": GENERAL, "security council": SECURITY, "economic and social council": ECONOMIC,
               "human rights council": RIGHTS}  # fmt: skip
# Words that begin a sentence before "resolution" and are no organ.
_NO_NAMES = frozenset(
    "See Also The This Its Per And Under Draft Both All With Recalls Reaffirms Notes Welcomes Cf Adopts Main".split()  # noqa: SIM905 - words read best as words
)
_CHR = ("Commission on Human Rights", "CHR")
# A lone fraction farther than this from the word "resolution" is taken for what it looks like.
_FAR = 600
# A bare "resolution" this close to the last number is of the same organ.
_NEAR = 80
_FIRST_ASSEMBLY_FRACTION = 31


def organ_of(text: str) -> str:
    r"""Return whose document a text seems to be by its opening, '' if it does not tell.

    >>> organ_of("The Human Rights Council,\n\nGuided by the Charter")
    'A/HRC'
    """
    found = next((match for pattern in _OWN if (match := pattern.search(text[:4000]))), None)
    return _OWN_ORGANS[found.group(1).lower()] if found else ""


class _State:
    """What the words read so far say about a number."""

    def __init__(self, own: str) -> None:
        self.own = own
        self.word = ""
        self.organ = ""
        self.council = own if own in (SECURITY, ECONOMIC, RIGHTS) else ""
        self.named = ""
        self.at = 0
        self.head = -1
        self.fresh = False
        self.years: dict[str, str] = {}


def find_numbers(text: str, own: str = "") -> list[Symbol]:
    """Return the resolutions and decisions cited by number in a folded text; ``own`` is the organ whose text it is."""
    state = _State(own)
    found: list[Symbol] = []
    for token in _TOKEN.finditer(text):
        if token.group("break"):
            if text[token.start() - 1 : token.start()] in ".;:,!?":
                state.word = state.organ = state.named = ""
        elif token.group("bare"):
            found += _security_number(token, state)
        elif token.group("number") or token.group("bracketed"):
            found += _number(text, token, state)
        else:
            _read_words(token, state)
    return found


def _read_words(token: re.Match[str], state: _State) -> None:
    """Take in an organ, or the word that announces numbers."""
    organ = SECURITY if token.group("code") else _organ(token, state)
    word = token.group("word") or token.group("after") or token.group("code")
    capital = token.group("capital")
    if capital and not capital.endswith("ing") and capital not in _NO_NAMES:
        organ = OTHER
    if organ:
        state.named = organ
    if not word:
        return
    state.word = "DEC" if word[0] in "dD" else "RES"
    if token.group("its"):
        state.organ = state.named or state.own
        state.organ = state.own if state.own and not _is_subject(token, state) else state.organ
    elif organ:
        state.organ = organ
    elif not state.organ or token.start() - state.at > _NEAR:
        state.organ = state.own
    state.fresh = True
    state.at, state.head = token.end(), token.start("word") if token.group("word") else token.start()


def _is_subject(token: re.Match[str], state: _State) -> bool:
    """Say whether "its" follows an organ closely enough to mean it ("the Assembly, in its resolution")."""
    before = token.string[max(0, token.start() - 60) : token.start()]
    return bool(state.named) and bool(
        re.search(r"(?:Assembly|Council|Commission),?(?: [a-z]{1,12}){0,4},? in $", before)
    )


def _organ(token: re.Match[str], state: _State) -> str:
    groups = token.groupdict()
    for name, organ in (("general", GENERAL), ("security", SECURITY), ("economic", ECONOMIC), ("rights", RIGHTS)):
        if groups[name]:
            state.council = organ if organ != GENERAL else state.council
            return organ
    if groups["other"]:
        return _CHR[0] if groups["other"] in _CHR else OTHER
    return state.council or OTHER if groups["council"] else ""


def _number(text: str, token: re.Match[str], state: _State) -> Iterator[Symbol]:
    """Yield the symbol of a number and of its lettered parts, if words announced it."""
    number = token.group("number") or token.group("bracketed")
    start, end = token.span("number" if token.group("number") else "bracketed")
    if not state.word or not _plausible(number, start - state.at) or _OWN_NUMBER.match(text, start - 2):
        return
    organ = state.organ
    after = _OF_ORGAN.match(text, end)
    if after:
        organ = _organ(after, state)
    if state.fresh and start - state.at <= 1:
        start = state.head
    state.at, state.fresh = end, False
    letters = _LETTERS.match(text, end) if "/" in number else None
    whole = _whole(number, GENERAL if letters and organ == RIGHTS else organ, state)
    if _YEAR.search(number):
        state.years[number.split("(")[0].strip()] = number[-5:-1]
    kind = "resolution"
    rule = "decision-number" if state.word == "DEC" else "resolution-number"
    if not letters:
        yield Symbol(start, end, whole, kind, rule)
        return
    first = letters.end() - len(letters.group(1))
    yield Symbol(start, first, whole and whole + text[end:first].strip(), kind, rule)
    for letter in _LETTER.finditer(text, first, letters.end()):
        yield Symbol(letter.start(), letter.end(), whole and whole + letter.group(), kind, rule)


def _security_number(token: re.Match[str], state: _State) -> Iterator[Symbol]:
    """Yield a resolution of the Security Council whose year is left out ("resolution 1325")."""
    year = state.years.get(token.group())
    announced = state.word == "RES" and 0 <= token.start() - state.at <= 1
    if announced and (year or state.organ == SECURITY):
        symbol = f"S/RES/{token.group()}" + (f"({year})" if year else "")
        yield Symbol(state.head, token.end(), symbol, "resolution", "resolution-number")
        state.at = token.end()


def _plausible(number: str, distance: int) -> bool:
    """Say whether a number may be a resolution's so far behind the word that announces it."""
    if distance <= 1:
        return True
    if "(" in number:
        return True
    left, _, right = number.partition("/")
    if left.isdecimal() and len(left) == 4:  # noqa: PLR2004 - a year
        season = int(right) % 100 == (int(left) + 1) % 100
        return int(left) > 1945 and (not season or distance <= _NEAR)  # noqa: PLR2004 - the first year of the organs
    return distance <= _FAR and number not in {"24/7", "1/2", "1/3", "2/3", "3/4", "9/11", "50/50"} and len(right) < 4  # noqa: PLR2004


def _whole(number: str, organ: str, state: _State) -> str:
    """Return the full symbol of a number, '' if its organ is not known or has no symbols of its own."""
    short = tidy(number)
    word = state.word or "RES"
    if _YEAR.search(short):
        return f"S/RES/{short}"
    if _ROMAN.search(short):
        # Sessions in roman numerals are the Assembly's unless the words say otherwise.
        owner = ECONOMIC if organ == ECONOMIC == state.named else GENERAL
        return f"{owner}/{word}/{short}" if organ != OTHER else ""
    left = short.split("/")[0]
    if left.isdecimal() and len(left) == 4:  # noqa: PLR2004 - a year
        owner = "E/CN.4" if organ in _CHR else "" if organ == OTHER else ECONOMIC
    else:
        owner = _owner(left, organ, state)
    return f"{owner}/{word}/{short}" if owner else ""


def _owner(session: str, organ: str, state: _State) -> str:
    """Return whose a number like 17/4 or S-24/2 is, '' if that cannot be told."""
    if organ in (OTHER, *_CHR):
        return ""
    if organ == RIGHTS:
        return RIGHTS
    if session.isdecimal() and int(session) < _FIRST_ASSEMBLY_FRACTION:
        return RIGHTS if state.own == RIGHTS else ""
    return GENERAL
