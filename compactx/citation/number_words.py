"""The words and figures that numbers of resolutions are read by, in one language.

Words of a language announce a number (an organ, "resolution", "its"), and few signs make one: tokens are looked for
only where such a word or sign stands.
"""

from __future__ import annotations

import re
from functools import lru_cache

from compactx.citation.gates import gates_of
from compactx.citation.language import DEFAULT, any_case, as_written, places_of, table
from compactx.citation.normalise import BREAK
from compactx.citation.organs import ECONOMIC, GENERAL, RIGHTS, SECURITY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

_NUMBER = (
    r"(?<![/.(-])(?P<number>E?S-[0-9]{1,2}/[0-9]{1,3}|[0-9]{1,4}/[0-9]{1,5}"
    r"|[0-9]{1,4}(?: ?[A-Z](?:-[A-Z])?)? ?\((?:E?S-[IVX]{1,6}|[IVXLC]{1,8}|(?:19[4-9]|20[0-9])[0-9])\))"
    r"(?![\w/]|\.[0-9])"
    r"|\((?P<bracketed>[0-9]{1,3}/[0-9]{1,3})\)"
)
# What a number may look like; it begins with a set of letters, which is looked for many times faster.
_FIGURES = re.compile(r"[0-9](?<!\w[0-9])[0-9]{0,3}(?:/|(?: ?[A-Z](?:-[A-Z])?)? ?\()")
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
        self.no_names = frozenset(words["no_names"].split())
        self.verbs = tuple(words["verb_endings"].split("|"))
        named = as_written("|".join([*self.organs, *words["other_organs"].split("|"), self.council]))
        organ = rf"(?P<organ>{named})(?!\w)(?:'s)?"
        both = f"{any_case(words['resolution'])}|{any_case(words['decision'])}"
        self.decision = re.compile(any_case(words["decision"]))
        codes = as_written("|".join(self.codes))
        self.token = re.compile(_token(words, organ, both, codes))
        # The tokens that begin with words; others begin with a number, or with a capital before one of those.
        its = any_case(words["its"])
        self.named = gates_of(code).gate(re.compile(rf"(?<!\w)(?:{organ}|(?:{codes})|(?:(?:{its}) )?(?:{both}))(?!\w)"))
        either = f"{words['resolution']}|{words['decision']}"
        self.initials = frozenset(letter for word in either.split("|") for letter in (word[0], word[0].upper()))
        self._compile_organs_behind(words, organ, both)
        self._compile_numbers(words, both)
        self.subject_tail = re.compile(rf",?(?: [a-z]{{1,12}}){{0,4}},? {as_written(words['in'])} $")
        self.own = _openings(words)

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
    named = words.named.starts(text)
    if named is None:
        yield from words.token.finditer(text)
        return
    token = words.token.search(text)
    end = 0
    starts = iter(sorted({*places_of(text, (BREAK,)), *named, *_capitals(text, named, words), *_figures(text)}))
    while token:
        yield token
        end = max(token.end(), token.start() + 1)
        # What follows a word directly may be a number without any sign of its own ("resolution 1325").
        is_figure = text[end : end + 1] == " " and text[end + 1 : end + 2].isdecimal()
        token = words.token.match(text, end + 1) if is_figure else None
        while token is None:
            start = next(starts, -1)
            if start < 0:
                break
            token = words.token.match(text, start) if start >= end else None


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
    for found in _FIGURES.finditer(text):
        start = found.start()
        yield start - (text[start - 1 : start] == "(")
    for at in places_of(text, ("S-",)):
        yield at
        yield at - (text[at - 1 : at] == "E")
