"""How much two words look alike, as ``difflib`` says it.

Loading that library loads ``re`` too: a third of a bare start of Python, and more than a mistyped name takes to be
looked up. A test holds both against each other.
"""

from __future__ import annotations


def resemblance(one: str, other: str, least: float = 0.0) -> float:
    """Return the share of two words that stands in both in the same order, 0 if it is below ``least``.

    It is the ratio of Ratcliff and Obershelp: the longest run that both have, then the longest of what is left on its
    either side. Of several such runs the first in ``one`` counts, then the first in ``other``.

    >>> resemblance("objectve", "objective"), resemblance("objectve", "paragraph", 0.7), resemblance("", "")
    (0.9411764705882353, 0.0, 1.0)
    """
    letters = len(one) + len(other)
    if not letters:
        return 1.0
    if 2.0 * min(len(one), len(other)) / letters < least:
        return 0.0
    common = sum(min(one.count(letter), other.count(letter)) for letter in set(one))  # no fewer than in order
    if 2.0 * common / letters < least:
        return 0.0
    ratio = 2.0 * _in_order(one, other) / letters
    return ratio if ratio >= least else 0.0


def _in_order(one: str, other: str) -> int:
    """Return how many letters stand in the runs that both words have in the same order."""
    places: dict[str, list[int]] = {}
    for at, letter in enumerate(other):
        places.setdefault(letter, []).append(at)
    found = 0
    waiting = [(0, len(one), 0, len(other))]
    while waiting:
        low, high, under, over = waiting.pop()
        start, begin, length = _longest(one[low:high], low, places, (under, over))
        if length:
            found += length
            waiting += [(low, start, under, begin), (start + length, high, begin + length, over)]
    return found


def _longest(piece: str, low: int, places: dict[str, list[int]], within: tuple[int, int]) -> tuple[int, int, int]:
    """Return where the longest run of a piece that begins at ``low`` stands, in both words, and its length."""
    best = (low, within[0], 0)
    ending: dict[int, int] = {}  # how long a run ends at a place of the other word
    for at, letter in enumerate(piece, low):
        longer: dict[int, int] = {}
        for place in places.get(letter, ()):
            if within[0] <= place < within[1]:
                length = longer[place] = ending.get(place - 1, 0) + 1
                if length > best[2]:
                    best = (at - length + 1, place - length + 1, length)
        ending = longer
    return best
