"""Patterns that are tried only where a word or a sign stands that each of their matches needs.

The matches are those that the pattern alone finds, from the left and without overlap: a test holds both against each
other. What a pattern needs must stand at a place from which its beginning can be told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator


def places(text: str, needed: Iterable[str]) -> list[int]:
    """Return where some words begin in a text, in order.

    >>> places("a (b) and (c)", ["(", "and"])
    [2, 6, 10]
    """
    found = set()
    for word in needed:
        at = text.find(word)
        while at >= 0:
            found.add(at)
            at = text.find(word, at + 1)
    return sorted(found)


def matches(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that begin at some of the places given, without overlap."""
    end = 0
    for start in starts:
        found = pattern.match(text, start) if start >= end else None
        if found:
            end = max(found.end(), start + 1)
            yield found
