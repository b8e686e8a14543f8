"""The numbers of lines that drafts bear in their margin: they are no words of the text."""

from __future__ import annotations

from itertools import pairwise

from compactx.intake.document import Region
from compactx.model import patterns as re

LINE_NUMBER = "line number"
_NUMBERED = re.compile(r"[ \t]{0,8}(?P<number>[0-9]{1,4})(?:[ \t]+|$)")
_FIRST = 12  # lines that tell whether there is a margin at all
_LEAST = 6
_MOST_STOPS = 0.4  # part of the lines that may end a sentence: of a list of notes most do
_IN_ORDER = 0.9
_GOING_ON = 0.15  # part of the lines that begin with a small letter or are empty: of a list of entries few do
_STOPS = ".;:!?"


def line_numbers(text: str, start: int = 0) -> list[Region]:
    r"""Return the numbers in the margin of a text whose every line has one, none if it is no such text.

    They count the lines, also the empty ones, from any number on or page by page, and the sentences go on over them.

    >>> lines = ["1  The crew of", "2  the boat, and", "3", "4  all who are", "5  with it,", "6  met", "7  others"]
    >>> [(one.start, one.end) for one in line_numbers("\n".join(lines))][:3]
    [(0, 3), (15, 18), (32, 33)]
    """
    head = [line for line in text[start : start + 2000].split("\n", _FIRST)[:_FIRST] if line.strip()]
    if len(head) < _LEAST or sum(_NUMBERED.match(line) is not None for line in head) < len(head) * _IN_ORDER:
        return []
    found: list[tuple[int, Region]] = []
    at, lines, stops, going_on = start, 0, 0, 0
    for line in text[start:].split("\n"):
        match = _NUMBERED.match(line)
        if match:
            number = int(match["number"])
            going_on += line[match.end() : match.end() + 1].islower() or match.end() == len(line.rstrip())
            found.append((number, Region("not used", at + match.start("number"), at + match.end(), LINE_NUMBER)))
        shown = line.rstrip()
        lines += bool(shown)
        stops += shown[-1:] in _STOPS if shown and (match is None or match.end() < len(shown)) else 0
        at += len(line) + 1
    follow = sum(after == before + 1 or after == 1 for (before, _), (after, _) in pairwise(found))
    is_margin = len(found) >= max(_LEAST, lines * _IN_ORDER) and follow >= (len(found) - 1) * _IN_ORDER
    is_prose = stops <= lines * _MOST_STOPS and going_on >= lines * _GOING_ON
    return [region for _, region in found] if is_margin and is_prose else []


def blanked(text: str, regions: list[Region]) -> str:
    """Return a text with spaces in the place of some regions.

    >>> blanked("1  a", [Region("not used", 0, 3, LINE_NUMBER)])
    '   a'
    """
    pieces, at = [], 0
    for one in regions:
        pieces += [text[at : one.start], " " * (one.end - one.start)]
        at = one.end
    return "".join([*pieces, text[at:]])
