"""What patterns begin with, told by machine from the patterns themselves, and where that stands in a text.

Every match of ``the (Convention|Covenant)`` begins with ``the Conv`` or ``the Cove``. The parse of a pattern tells
such beginnings, and one pass of an automaton finds those of many patterns at once. That is for more than a page.
"""

from __future__ import annotations

from functools import lru_cache

from compactx.citation.automaton import Automaton
from compactx.citation.language import places_of
from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

# How many letters of a beginning are looked at: as many as keep the beginnings of a pattern few.
_LENGTHS = (8, 6, 4, 3)
_FEW = 2600
_MOST = 4000  # of them that are followed on the way
# Sets of more letters than these are a letter of anything (the first), or end a beginning (the second).
_ANYTHING, _SEVERAL = 12, 4
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_NO_WIDTH = frozenset({"AT", "ASSERT", "ASSERT_NOT"})

Begun = dict[str, bool]  # beginnings, and whether more of the pattern may follow what stands there


# Letters, figures and "_" as they are, all else as spaces.
_PLAIN = bytes(code if chr(code).isalnum() or chr(code) == "_" else ord(" ") for code in range(256))


def _plain(text: str) -> str:
    """Return a text with all that stands in no word as spaces, and what is beyond Latin 1 too: of the same length.

    >>> _plain("the Sea-Pact (No. 5)")
    'the Sea Pact  No  5 '
    """
    return text.encode("latin-1", "replace").translate(_PLAIN).decode("latin-1")


def _is_foreign(text: str) -> bool:
    """Say whether a text has letters beyond Latin 1."""
    try:
        return text.encode("latin-1") is None
    except UnicodeEncodeError:
        return True


class Table:
    """The beginnings of some patterns, and the automaton that finds them in a text of plain words.

    Those that must begin words have a space before them there: a letter inside a word leads nowhere then, which takes
    half the time. For each plain word there are the beginnings that look so: the word, '' where the plain one tells
    all; 1 if a space stands before it; the numbers of its patterns. What begins with a sign is found by that: its plain
    word would stand in every gap of the text.
    """

    __slots__ = ("automaton", "of", "patterns", "signs")

    def __init__(self, patterns: Sequence[tuple[frozenset[str], bool]]) -> None:
        """Make it of the beginnings of each pattern, and whether they must begin words."""
        found: dict[tuple[str, bool], list[int]] = {}
        for number, (words, whole) in enumerate(patterns):
            for word in words:
                found.setdefault((word, whole), []).append(number)
        self.patterns = len(patterns)
        plain: dict[str, list[tuple[str, bool, list[int]]]] = {}
        self.signs: dict[str, list[tuple[str, bool, list[int]]]] = {}
        letters, at = _plain("".join([word for word, _ in found])), 0
        for (word, whole), of in found.items():
            bare = letters[at : at + len(word)]
            at += len(word)
            if bare[0] == " ":
                self.signs.setdefault(word[0], []).append((word, whole, of))
                continue
            told = "" if bare == word and word.isalnum() else word
            plain.setdefault(f" {bare}" if whole else bare, []).append((told, whole, of))
        self.of = list(plain.values())
        self.automaton = Automaton(tuple(plain))

    def found(self, text: str) -> Iterator[tuple[list[int], list[int]]]:
        """Yield where each beginning stands in a text, with the numbers of its patterns."""
        begun: dict[int, list[int]] = {}
        for last, (number, size) in self.automaton.ends(f" {_plain(text)}"):
            if number in begun:
                begun[number].append(last - size)
            else:
                begun[number] = [last - size]
        is_foreign = _is_foreign(text)
        for number, places in begun.items():
            for word, whole, of in self.of[number]:
                starts = [at + 1 for at in places] if whole else places
                if word:
                    starts = [at for at in starts if text.startswith(word, at)]
                # Letters beyond Latin 1 were told for spaces.
                yield _outside_words(text, starts) if whole and is_foreign else starts, of
        for sign, signed in self.signs.items():
            places = places_of(text, (sign,))
            for word, whole, of in signed:
                starts = [at for at in places if text.startswith(word, at)]
                yield _outside_words(text, starts) if whole else starts, of


def _outside_words(text: str, starts: Iterable[int]) -> list[int]:
    """Return the places before which no word goes on."""
    return [at for at in starts if not at or not (text[at - 1].isalnum() or text[at - 1] == "_")]


def beginnings(pattern: re.Pattern[str]) -> frozenset[str]:
    r"""Return words one of which every match of a pattern begins with; none if it may begin with anything.

    >>> sorted(beginnings(re.compile(r"\b(?P<which>[Tt]he|that) (?:same )?(?:Pact|Treaty)s?\b")))[:4]
    ['The Pact', 'The Trea', 'The same', 'that Pac']
    >>> beginnings(re.compile(r"\w+ Treaty"))
    frozenset()
    """
    if pattern.flags & (re.IGNORECASE | re.VERBOSE):
        return frozenset()
    tree = _parts(pattern)
    for length in _LENGTHS:
        found = _begun(tree, length)
        if len(found) <= _FEW:
            return frozenset() if "" in found else _shortest(frozenset(found))
    return frozenset()


@lru_cache(maxsize=1)  # both questions are asked of a pattern, one after the other
def _parts(pattern: re.Pattern[str]) -> list[tuple[Any, Any]]:
    """Return the parse of a pattern."""
    from re import _parser  # type: ignore[attr-defined]  # noqa: PLC0415 - few beginnings are looked for in a page

    return list(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))


def _shortest(words: frozenset[str]) -> frozenset[str]:
    """Return the words that begin with no other."""
    sizes = sorted(set(map(len, words)))[:-1]  # the longest are the beginning of none
    if not sizes:
        return words
    return frozenset(word for word in words if not any(word[:size] in words for size in sizes if size < len(word)))


def begins_words(pattern: re.Pattern[str]) -> bool:
    r"""Say whether no match of a pattern begins inside a word.

    >>> begins_words(re.compile(r"\bPact")), begins_words(re.compile(r"(?<![\w.])\(")), begins_words(re.compile("Pact"))
    (True, True, False)
    """
    tree = _parts(pattern)
    if not tree:
        return False
    name, value = str(tree[0][0]), tree[0][1]
    if name == "AT":
        return str(value) == "AT_BOUNDARY" and all(word[:1].isalnum() for word in _begun(tree, 1))
    if name != "ASSERT_NOT" or value[0] > 0 or len(value[1]) != 1:
        return False
    kind, inner = value[1][0]
    return str(kind) == "IN" and any(str(one[1]) == "CATEGORY_WORD" for one in inner) and str(inner[0][0]) != "NEGATE"


def _begun(nodes: list[tuple[Any, Any]], length: int) -> Begun:
    """Return the beginnings of a sequence, no longer than a length."""
    found: Begun = {"": True}
    word = ""  # letters in a row are one piece
    for name, value in nodes:
        kind = str(name)
        if kind == "LITERAL":
            word += chr(value)
        elif kind not in _NO_WIDTH:
            found = _joined(found, {word: True}, length) if word else found
            word = ""
            if not any(found.values()):
                return found
            found = _joined(found, _of_one(kind, value, length), length)
            if len(found) > _MOST:
                return dict.fromkeys(found, False)
    return _joined(found, {word: True}, length) if word else found


def _joined(found: Begun, more: Begun, length: int) -> Begun:
    """Return beginnings with what may follow those that go on."""
    joined: Begun = {word: False for word, goes_on in found.items() if not goes_on}
    cuts: dict[int, Begun] = {}  # what follows, cut to the letters that are left
    for word in (word for word, goes_on in found.items() if goes_on):
        left = length - len(word)
        if left not in cuts:
            cuts[left] = _united({other[:left]: goes_on and len(other) < left} for other, goes_on in more.items())
        for other, goes_on in cuts[left].items():
            joined[word + other] = joined.get(word + other, False) or goes_on
    return joined


def _of_one(name: str, value: Any, length: int) -> Begun:
    """Return the beginnings of one piece of a pattern; one that says nothing more is '' and goes on no further."""
    if name == "IN":
        letters = _letters(value)
        return dict.fromkeys(letters, len(letters) <= _SEVERAL) if letters else {"": False}
    if name == "SUBPATTERN" and not value[1] & re.IGNORECASE:
        return _begun(list(value[3]), length)
    if name == "BRANCH":
        return _united(_begun(list(one), length) for one in value[1])
    if name in _REPEATS:
        least, most, body = value
        once = _begun(list(body), length)
        if most > 1:
            once = dict.fromkeys(once, False)
        return once if least else _united((once, {"": True}))
    return {"": False}


def _united(several: Iterable[Begun]) -> Begun:
    found: Begun = {}
    for one in several:
        for word, goes_on in one.items():
            found[word] = found.get(word, False) or goes_on
    return found


def _letters(items: list[tuple[Any, Any]]) -> list[str]:
    """Return the letters of a small set, none for a large one."""
    found: list[str] = []
    for name, value in items:
        if str(name) == "LITERAL":
            found.append(chr(value))
        elif str(name) == "RANGE" and value[1] - value[0] < _ANYTHING:
            found += map(chr, range(value[0], value[1] + 1))
        else:
            return []
    return found if len(found) <= _ANYTHING else []
