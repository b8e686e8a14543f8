r"""Names that a bracket behind them tells: ``Joint Harbour Verification Team (JHVT)``, of whatever make they are.

::

    told   = name "(" acronym ")"     every letter begins or follows in a word of the name, the first its first word
           | name "(" ["hereinafter"] form ")"   the noun of the form is a word of the name

A name is capitalised words joined by small ones, the whole of it: it begins at the first capital that the words before
it do not join on. It needs a noun that bodies and instruments are called by; a country's short form is none.
The letters are matched as A. Schwartz and M. Hearst do (Pac. Symp. Biocomput. 2003, 451-462), over whole names alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

from compactx.citation.language import DEFAULT, either_case, led_by, table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_BACK = 240
_LEAST = 2
_PLAIN_WORD = re.compile(r"[\w'-]+")


class Shape:
    """The patterns of names and their brackets in one language."""

    def __init__(self, code: str) -> None:
        """Compile them."""
        words = table(code)
        the, after = led_by(either_case(words["defining_articles"])), f"(?:{words['hereinafter']}):?"
        quoted = rf"{the}\"{the}(?P<quoted>[A-Z][^\"()]{{2,60}})\""
        self.bracket = re.compile(
            rf" \((?:{the}(?P<letters>[A-Z][A-Za-z0-9&-]{{0,10}}[A-Z]s?)|(?:{after} )?{quoted}"
            rf"|{after} {the}(?P<said>[A-Z][A-Za-z -]{{2,40}}))\)"
        )
        capital = r"[A-Z][\w'/-]*"
        joint = rf"(?: (?:{words['bracket_joints']})(?: (?:{words['articles']}))?)?"
        self.name = re.compile(rf"{capital}(?:{joint},? {capital})*(?={' ?$'})")
        self.nouns = frozenset(words["bracket_nouns"].split())
        self.no_first = frozenset((*words["first_words"].split(), *words["no_first_words"].split()))
        self.endings = tuple(words["verb_endings"].split("|"))


@lru_cache(maxsize=16)
def shape(code: str = DEFAULT) -> Shape:
    """Return the patterns of a language, compiled once."""
    return Shape(code)


def find_bracketed(text: str, code: str = DEFAULT) -> Iterator[tuple[int, int]]:
    r"""Yield the ranges of names that a bracket tells, in order.

    >>> text = "the Joint Harbour Verification Team (JHVT) and the Board of the Quay Fund (hereinafter the \"Board\")"
    >>> [text[a:b] for a, b in find_bracketed(text)]
    ['Joint Harbour Verification Team', 'Board of the Quay Fund']
    """
    rules = shape(code)
    for bracket in rules.bracket.finditer(text):
        start = _name_before(text, bracket.start(), rules)
        if start < 0:
            continue
        letters = bracket.group("letters")
        words = text[start : bracket.start()]
        if letters:
            start = _spelt(letters, words, start)
        elif (bracket.group("quoted") or bracket.group("said")).split()[-1] not in words.split():
            continue
        if start >= 0 and _is_called(text[start : bracket.start()], rules):
            yield start, bracket.start()


def _name_before(text: str, end: int, rules: Shape) -> int:
    """Return where the capitalised words before a bracket begin, -1 if none stand there."""
    low = max(0, text.rfind("\n", max(0, end - _BACK), end) + 1, end - _BACK)
    found = None
    for capital in re.finditer(r"(?<![\w'-])[A-Z]", text[low:end]):
        found = rules.name.fullmatch(text, low + capital.start(), end)
        if found:
            break
    if not found:
        return -1
    start = found.start()
    for word in _PLAIN_WORD.finditer(text, start, end):
        if word.group() not in rules.no_first and not (word.start() == start and word.group().endswith(rules.endings)):
            return word.start() if word.group()[0].isupper() else -1
    return -1


def _spelt(letters: str, words: str, start: int) -> int:
    """Return where the name begins whose words some letters spell, the whole of what is capitalised; -1 if none does.

    Of several names in a row the last may be meant.

    >>> _spelt("JHVT", "Quay Fund and Joint Harbour Verification Team", 100), _spelt("FMS", "Member States", 0)
    (114, -1)
    """
    apart = [joint.end() for joint in re.finditer(r", (?=[A-Z])|,? [a-z]{1,3} [a-z]{1,3} (?=[A-Z])", words)]
    if apart and spells(letters, words[apart[-1] :]):
        return start + apart[-1]
    begins = [0, *(joint.end() for joint in re.finditer(r",? [a-z]{1,3} (?=[A-Z])|, (?=[A-Z])", words))]
    return next((start + at for at in begins if spells(letters, words[at:])), -1)


def _is_called(name: str, rules: Shape) -> bool:
    """Say whether a name has a noun that bodies and instruments are called by, and a word beside it."""
    words = _PLAIN_WORD.findall(name)
    return len(words) >= _LEAST and any(word in rules.nouns for word in words)


def spells(acronym: str, name: str) -> bool:
    """Say whether the letters of an acronym begin with the first word of a name and follow its words.

    >>> spells("SRSG", "Special Representative of the Secretary-General"), spells("FMS", "Member States")
    (True, False)
    """
    letters = [c.lower() for c in acronym.removesuffix("s") if c.isalpha()]
    words = [word for word in re.split(r"[\s-]+", name) if word and word[0].isalnum()]
    if not letters or not words or words[0][0].lower() != letters[0]:
        return False
    at = 0
    for letter in letters:
        following = next((n for n in range(at, len(words)) if letter in words[n].lower()), None)
        if following is None:
            return False
        at = following
    return True
