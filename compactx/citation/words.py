"""How alike two wordings are, and what differs between them, word by word.

A word is a run of letters after compatibility normalisation (NFKC) and in lower case: figures, punctuation and case do
not count, "women's" is two words, "70/1" is none. The score is the share of words kept in order, 2 x kept / (words here
+ words there), where kept is the length of the longest common subsequence: 1.0 for equal wordings, 0.0 for nothing in
common. It is the measure in which parliaments and the United Nations compare versions of a text, and it does not
punish a wording for standing inside a longer paragraph more than that paragraph's extra words.
"""

from __future__ import annotations

from functools import lru_cache

from compactx.citation.normalise import compatible
from compactx.model import patterns as re
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

_WORD = re.compile(r"[^\W\d_]+")


class Word(Record):
    """A word as it is compared, and where it stands: character offsets into the text as it was given."""

    key: str
    start: int
    end: int


class WordChange(Record):
    """A stretch of words that differs: ``op`` is ``insert``, ``delete`` or ``replace``, seen from there to here.

    ``here`` and ``there`` are ranges (first, one past the last) of word numbers in either wording.
    """

    op: str
    here: tuple[int, int]
    there: tuple[int, int]


def words(text: str) -> list[Word]:
    """Return the words of a text in order.

    >>> [word.key for word in words("Women's rights, res. 70/1")]
    ['women', 's', 'rights', 'res']
    """
    found: list[Word] = []
    for match in _WORD.finditer(text):
        written = match.group()
        if written.isascii():
            found.append(Word(written.lower(), *match.span()))
            continue
        found += [Word(key, *match.span()) for key in _normal(written)]
    return found


def keys(text: str) -> list[str]:
    """Return the words of a text as they are compared, without their places."""
    if text.isascii():
        return _WORD.findall(text.lower())
    found: list[str] = []
    for written in _WORD.findall(text):
        found += [written.lower()] if written.isascii() else _normal(written)
    return found


def _normal(written: str) -> list[str]:
    """Return the words in a run of letters of any script.

    One letter may stand for several, or for a letter and a sign that is none (a ligature, a mark of order).
    """
    return _WORD.findall(compatible(written).lower())


@lru_cache(maxsize=1)
def _measure() -> Any:
    """Return the library that measures; loading it takes as long as reading a page, and few pages have to compare."""
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415 - as said

    return LCSseq


def score(here: Sequence[str], there: Sequence[str]) -> float:
    """Return the share of words kept in order, from 0.0 to 1.0; two empty wordings are equal.

    >>> score(["we", "urge", "states"], ["we", "encourage", "states"])
    0.6666666666666666
    """
    whole = len(here) + len(there)
    return 2 * kept_in_order(here, there) / whole if whole else 1.0


def kept_in_order(here: Sequence[str], there: Sequence[str]) -> int:
    """Return how many words of one wording stand in the other in the same order.

    There is a bit for each word here, which is cleared when the word is the next of those kept (the bits of a whole
    row of the table of common subsequences at once: Hyyrö 2004). The library that measures answers alike and takes
    as long to load as a page to read; most pages compare a title or two.

    >>> kept_in_order(["we", "urge", "all", "states"], ["we", "encourage", "states"])
    2
    """
    places: dict[str, int] = {}
    for at, word in enumerate(here):
        places[word] = places.get(word, 0) | 1 << at
    whole = left = (1 << len(here)) - 1
    for word in there:
        met = left & places.get(word, 0)
        left = (left + met | left - met) & whole
    return len(here) - left.bit_count()


def scores(here: str, others: Mapping[int, str]) -> list[tuple[int, float]]:
    """Return the score of one wording with each of many, all coded: a character stands for a word.

    >>> scores("abc", {1: "abc", 2: "axc"})
    [(1, 1.0), (2, 0.6666666666666666)]
    """
    from rapidfuzz import process  # noqa: PLC0415 - as above

    kept = process.extract(here, others, scorer=_measure().similarity, limit=None)
    return [(name, 2 * same / (len(here) + len(other) or 1)) for other, same, name in kept]


def changes(here: Sequence[str], there: Sequence[str]) -> list[WordChange]:
    """Return what differs between an earlier wording (there) and a later one (here), in order.

    >>> changes(["we", "urge", "all", "states"], ["we", "encourage", "states"])
    [WordChange(op='replace', here=(1, 3), there=(1, 2))]
    """
    found: list[WordChange] = []
    for op in _measure().opcodes(there, here):
        if op.tag == "equal":
            continue
        then, now = (op.src_start, op.src_end), (op.dest_start, op.dest_end)
        if found and found[-1].here[1] == now[0] and found[-1].there[1] == then[0]:
            now, then = (found[-1].here[0], now[1]), (found[-1].there[0], then[1])
            found.pop()
        found.append(WordChange(_operation(now, then), now, then))
    return found


def _operation(here: tuple[int, int], there: tuple[int, int]) -> str:
    if here[0] == here[1]:
        return "delete"
    return "insert" if there[0] == there[1] else "replace"
