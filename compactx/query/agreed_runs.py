"""Runs of words that stand somewhere else: fragments of agreed language grafted into new sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.index.runs import LENGTH, runs_of
from compactx.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from compactx.index.runs import Runs

_MANY = 5_000  # wordings of a run that are looked at


class Stretch(Record):
    """Words from one number to before another, coded, and the wordings that have them in a row, the earliest first."""

    start: int
    end: int
    coded: str
    texts: tuple[int, ...]


class Finder:
    """Finds runs; ``counts`` says which of some wordings count as sources, in the order of their first use."""

    def __init__(self, runs: Runs, counts: Callable[[Sequence[int]], list[int]]) -> None:
        """Keep both."""
        self.runs = runs
        self.counts = counts

    def stretches(self, coded: str, least: int, but: str = "") -> list[Stretch]:
        """Return the runs of at least so many words, the longest first, none over another.

        ``but`` is a wording whose own runs are no news.
        """
        hashes = runs_of(coded)
        lists = self.runs.lists(hashes)
        found: list[Stretch] = []
        reached, at = 0, 0
        while at + least <= len(coded):
            need = max(least, reached - at + 1)
            gap = next((n for n in range(at, min(at + need - LENGTH + 1, len(hashes))) if hashes[n] not in lists), None)
            if gap is not None:
                at = gap + 1
                continue
            one = self._longest(coded, at, need, [lists[h] for h in hashes[at : at + need - LENGTH + 1]], but)
            if one:
                found.append(one)
                reached = one.end
            at += 1
        return _apart(found)

    def _longest(self, coded: str, at: int, need: int, lists: Sequence[Sequence[int]], but: str) -> Stretch | None:
        """Return the longest run from a word on that has so many words, None if there is none."""
        if at + need > len(coded) or not lists:
            return None
        run = coded[at : at + need]
        if run in but:
            return None
        texts = self.counts(self._having(run, lists))
        if not texts:
            return None
        held = self.runs.texts(texts)
        end = at + need
        while end < len(coded):
            longer = [n for n in texts if coded[at : end + 1] in held[n]]
            if not longer:
                break
            texts, end = longer, end + 1
        return Stretch(at, end, coded[at:end], tuple(texts))

    def _having(self, run: str, lists: Sequence[Sequence[int]]) -> list[int]:
        first, *others = sorted(lists, key=len)
        shared = set(first)
        for numbers in others:
            if not shared:
                return []
            shared.intersection_update(numbers)
        return sorted(n for n, words in self.runs.texts(sorted(shared)[:_MANY]).items() if run in words)


def _apart(found: Sequence[Stretch]) -> list[Stretch]:
    """Return the longest first, leaving out what overlaps a longer one."""
    kept: list[Stretch] = []
    for one in sorted(found, key=lambda stretch: (stretch.start - stretch.end, stretch.start)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return kept
