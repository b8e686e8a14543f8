"""Which paragraphs of an earlier text stand in a later one: pairs, and what was split, merged or moved.

Pairs that share runs of words are looked at (an index of the runs finds them, so that two texts of thousands of
paragraphs need no table of all pairs). How alike a pair is, is :func:`compactx.citation.words.score`. Pairs are taken
from the most alike on, each paragraph once. Where little is shared, four more things count: how rare the shared words
are in the two texts (a paragraph reworded keeps its subject), whether the pair stands in order between pairs already
made, whether both cite the same, and whether both open with the same words. What is left is looked for inside the
pairs: a paragraph whose words stand in one that has another partner already was split off it, or merged into it.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from compactx.citation.words import score
from compactx.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_RUN = 3  # words of a run by which candidates are found
_COMMON = 60  # paragraphs that may hold a run or a word before it says nothing about any of them
_NEAREST = 12  # candidates of a paragraph that are measured
_SURE = 0.75  # from here a pair needs no other evidence
_IN_ORDER, _ANYWHERE = 0.37, 0.46  # evidence that a pair needs: between its neighbours' partners, and elsewhere
_ORDER, _CITES, _LEAD = 0.05, 0.05, 0.03  # what a place in order, a shared citation and a shared opening add
_PART, _OWN = 0.5, 0.3  # share of a part's words that stand in the whole; that stand there and not in its partner
_SHORTEST = 6  # words that a part has at least
_LONGEST = 20_000  # words of a paragraph that are compared: the time is the product of two lengths


class AlignmentUnit(Record):
    """A paragraph as it is aligned: its words, and what it cites."""

    words: tuple[str, ...]
    cites: frozenset[str] = frozenset()


class AlignmentLink(Record):
    """A paragraph of the earlier text that stands in the later one, by their numbers; ``way`` says how.

    ``way`` is ``pair``, ``moved`` (a pair out of order), ``split`` (one of several that the earlier became) or
    ``merged`` (one of several that became the later).
    """

    old: int
    new: int
    score: float
    way: str


def align_units(old: Sequence[AlignmentUnit], new: Sequence[AlignmentUnit]) -> list[AlignmentLink]:
    """Return what became of an earlier text's paragraphs in a later one, in the order of the later text."""
    likeness = _Likeness(old, new)
    pairs: dict[int, int] = {}
    measured = [(likeness.score(i, j), i, j) for i, j in candidates(old, new)]
    _take(pairs, _by_likeness([found for found in measured if found[0] >= _SURE], likeness))
    for _ in range(2):  # what the first round adds puts more pairs in order
        chain = in_order(pairs, likeness.weight)
        _take(pairs, _by_evidence(measured, likeness, chain, pairs))
    parts = list(_parts(measured, likeness, pairs))
    return sorted(_links(pairs, parts, likeness), key=lambda link: (link.new, link.old))


def candidates(old: Sequence[AlignmentUnit], new: Sequence[AlignmentUnit]) -> list[tuple[int, int]]:
    """Return the pairs worth measuring: for each paragraph, the ones it shares the most and the rarest with."""
    holders: dict[object, list[int]] = {}
    for j, unit in enumerate(new):
        for feature in _features(unit):
            holders.setdefault(feature, []).append(j)
    shared: list[dict[int, float]] = []
    for unit in old:
        weights: dict[int, float] = {}
        for feature in _features(unit):
            held = holders.get(feature, ())
            if len(held) <= _COMMON:
                for j in held:
                    weights[j] = weights.get(j, 0.0) + 1 / len(held)
        shared.append(weights)
    step = len(new) / max(1, len(old))
    found = {(i, j) for i, weights in enumerate(shared) for j in _nearest(weights, i * step)}
    turned: dict[int, dict[int, float]] = {}
    for i, weights in enumerate(shared):
        for j, weight in weights.items():
            turned.setdefault(j, {})[i] = weight
    found |= {(i, j) for j, weights in turned.items() for i in _nearest(weights, j / max(step, 1e-9))}
    return sorted(found | set(_repeated(old, new)))


def _repeated(old: Sequence[AlignmentUnit], new: Sequence[AlignmentUnit]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of equal paragraphs that stand more than once, in turn: no index tells them apart."""
    places: dict[tuple[str, ...], tuple[list[int], list[int]]] = {}
    for side, units in enumerate((old, new)):
        for at, unit in enumerate(units):
            places.setdefault(unit.words, ([], []))[side].append(at)
    for here, there in places.values():
        if len(there) > 1:
            yield from zip(here, there, strict=False)


def _features(unit: AlignmentUnit) -> set[object]:
    """Return what a paragraph is found by: its words, its runs of words, all of them, and what it cites."""
    words = unit.words
    return {
        *words,
        *zip(*(words[at:] for at in range(_RUN)), strict=False),
        (words,),
        *((one, "") for one in unit.cites),
    }


def _nearest(weights: dict[int, float], place: float) -> list[int]:
    """Return those that share the most; of equal ones the nearest to a place."""
    return sorted(weights, key=lambda j: (-weights[j], abs(j - place), j))[:_NEAREST]


class _Likeness:
    """How alike paragraphs are, each pair measured once."""

    def __init__(self, old: Sequence[AlignmentUnit], new: Sequence[AlignmentUnit]) -> None:
        self.old, self.new = old, new
        self._scores: dict[tuple[int, int], float] = {}
        bags = [set(unit.words) for unit in (*old, *new)]
        most = max(len(old), len(new), 1)
        before, after = _counts(bags[: len(old)]), _counts(bags[len(old) :])
        # By the text that has more of it: a word of one pair alone is as rare as one that stands on one side only.
        used = {word: max(before.get(word, 0), after.get(word, 0)) for word in before | after}
        self._rare = {word: log(1 + most / count) for word, count in used.items()}
        self._bags = bags
        self._sums = [sum(self._rare[word] for word in bag) for bag in bags]

    def weight(self, pair: tuple[int, int]) -> int:
        """Return how much a pair counts where only one of two can be in order: its words, after the pair itself."""
        return len(self.old[pair[0]].words) + len(self.new[pair[1]].words)

    def score(self, i: int, j: int) -> float:
        """Return the share of words kept in order, of very long paragraphs by how they begin."""
        found = self._scores.get((i, j))
        if found is None:
            here, there = self.old[i].words, self.new[j].words
            found = self._scores[i, j] = 1.0 if here == there else score(here[:_LONGEST], there[:_LONGEST])
        return found

    def evidence(self, i: int, j: int) -> float:
        """Return how much speaks for a pair, apart from its place."""
        one, other = self.old[i], self.new[j]
        cites = _CITES if one.cites & other.cites else 0.0
        lead = _LEAD if one.words[:2] == other.words[:2] else 0.0
        return (self.score(i, j) + self._rarely(i, j)) / 2 + cites + lead

    def _rarely(self, i: int, j: int) -> float:
        """Return the share of words that both have, each counted by how rare it is in the two texts."""
        j += len(self.old)
        whole = self._sums[i] + self._sums[j]
        return 2 * sum(self._rare[word] for word in self._bags[i] & self._bags[j]) / whole if whole else 0.0


def _counts(bags: Iterable[set[str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for bag in bags:
        for word in bag:
            found[word] = found.get(word, 0) + 1
    return found


def _take(pairs: dict[int, int], ranked: Iterable[tuple[int, int]]) -> None:
    """Add the pairs whose ends are both free, the first ones first."""
    taken = set(pairs.values())
    for i, j in ranked:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)


def _by_likeness(measured: Sequence[tuple[float, int, int]], likeness: _Likeness) -> list[tuple[int, int]]:
    """Return pairs from the most alike on; of equally alike ones that with the nearer place in its text first.

    Places are told from the pairs that have no rival.
    """
    rivals: dict[tuple[str, int], int] = {}
    for _, i, j in measured:
        for end in (("old", i), ("new", j)):
            rivals[end] = rivals.get(end, 0) + 1
    alone = {i: j for _, i, j in measured if rivals["old", i] == rivals["new", j] == 1}
    chain = in_order(alone, likeness.weight)
    place = _Places(chain, len(likeness.old), len(likeness.new))
    return [(i, j) for *_, i, j in sorted((-round(like, 2), place.distance(i, j), i, j) for like, i, j in measured)]


def _by_evidence(
    measured: Sequence[tuple[float, int, int]],
    likeness: _Likeness,
    chain: Sequence[tuple[int, int]],
    pairs: dict[int, int],
) -> list[tuple[int, int]]:
    """Return the pairs of free paragraphs that enough speaks for, the best supported first."""
    place = _Places(chain, len(likeness.old), len(likeness.new))
    taken = set(pairs.values())
    free = [(i, j) for _, i, j in measured if i not in pairs and j not in taken]
    ranked = []
    for i, j in dict.fromkeys((*free, *_between(chain, pairs, taken, likeness))):
        ordered = place.fits(i, j)
        strength = likeness.evidence(i, j)
        if strength >= (_IN_ORDER if ordered else _ANYWHERE):
            ranked.append((-(strength + (_ORDER if ordered else 0.0)), i, j))
    return [(i, j) for _, i, j in sorted(ranked)]


_GAP = 12  # free paragraphs on a side between two pairs that are all measured with each other


def _between(
    chain: Sequence[tuple[int, int]], pairs: dict[int, int], taken: set[int], likeness: _Likeness
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of free paragraphs that stand between the same two pairs."""
    edges = [(-1, -1), *chain, (len(likeness.old), len(likeness.new))]
    for (first, start), (last, end) in pairwise(edges):
        left = [i for i in range(first + 1, last) if i not in pairs]
        right = [j for j in range(start + 1, end) if j not in taken]
        if len(left) <= _GAP and len(right) <= _GAP:
            yield from ((i, j) for i in left for j in right)


class _Places:
    """Where a paragraph of the earlier text is expected in the later one, from pairs that are in order."""

    def __init__(self, chain: Sequence[tuple[int, int]], old: int, new: int) -> None:
        self._old = [-1, *(i for i, _ in chain), old]
        self._new = [-1, *(j for _, j in chain), new]

    def _around(self, i: int) -> tuple[int, int]:
        """Return the numbers of the pairs before and after a paragraph."""
        at = bisect_left(self._old, i)
        return at - 1, at + 1 if at < len(self._old) and self._old[at] == i else at

    def fits(self, i: int, j: int) -> bool:
        """Say whether a pair would be in order."""
        before, after = self._around(i)
        return self._new[before] < j < self._new[after]

    def distance(self, i: int, j: int) -> float:
        """Return how far a paragraph is from where it is expected."""
        before, after = self._around(i)
        span = self._old[after] - self._old[before]
        step = (self._new[after] - self._new[before]) / span
        return abs(j - self._new[before] - (i - self._old[before]) * step)


def in_order(pairs: dict[int, int], weight: Callable[[tuple[int, int]], int]) -> list[tuple[int, int]]:
    """Return the most pairs that are in the same order in both texts; of equally many, those with the most words."""
    ordered = sorted(pairs.items())
    rank = {j: at + 1 for at, j in enumerate(sorted(pairs.values()))}
    best: list[tuple[int, int, int]] = [(0, 0, -1)] * (len(ordered) + 1)  # a Fenwick tree of (pairs, words, the last)
    before = []
    for at, pair in enumerate(ordered):
        count, words, last = max(_prefix(best, rank[pair[1]] - 1), default=(0, 0, -1))
        before.append(last)
        _raise(best, rank[pair[1]], (count + 1, words + weight(pair), at))
    _, _, at = max(_prefix(best, len(ordered)), default=(0, 0, -1))
    chain = []
    while at >= 0:
        chain.append(ordered[at])
        at = before[at]
    return chain[::-1]


def _prefix(tree: list[tuple[int, int, int]], at: int) -> Iterator[tuple[int, int, int]]:
    while at > 0:
        yield tree[at]
        at -= at & -at


def _raise(tree: list[tuple[int, int, int]], at: int, value: tuple[int, int, int]) -> None:
    while at < len(tree):
        tree[at] = max(tree[at], value)
        at += at & -at


def _parts(
    measured: Sequence[tuple[float, int, int]], likeness: _Likeness, pairs: dict[int, int]
) -> Iterator[tuple[int, int, str]]:
    """Yield (old, new, way) for free paragraphs that stand inside one which has its partner already."""
    back = {j: i for i, j in pairs.items()}
    best: dict[tuple[str, int], tuple[float, int, int]] = {}
    for _, i, j in measured:
        if (i in pairs) == (j in back):
            continue
        part, whole = (likeness.new[j], likeness.old[i]) if i in pairs else (likeness.old[i], likeness.new[j])
        partner = likeness.new[pairs[i]] if i in pairs else likeness.old[back[j]]
        share = contained(part.words, whole.words, partner.words)
        end = ("split", j) if i in pairs else ("merged", i)
        if share > best.get(end, (0.0, 0, 0))[0]:
            best[end] = (share, i, j)
    yield from ((i, j, way) for (way, _), (_, i, j) in best.items())


def contained(part: Sequence[str], whole: Sequence[str], partner: Sequence[str]) -> float:
    """Return how much of a part stands in a whole in runs of words; 0.0 if too little of it, or if the partner has it.

    ``partner`` is what the whole is paired with: words that it has too are no sign that the part came from the whole.
    """
    if len(part) < _SHORTEST or max(len(part), len(whole), len(partner)) > _LONGEST:
        return 0.0
    inside = _runs(part, whole)
    elsewhere = {at for start, end in _runs(partner, whole) for at in range(start, end)}
    held = sum(end - start for start, end in inside)
    own = sum(at not in elsewhere for start, end in inside for at in range(start, end))
    share = held / len(part)
    return share if share >= _PART and own / len(part) >= _OWN else 0.0


def _runs(part: Sequence[str], whole: Sequence[str]) -> list[tuple[int, int]]:
    """Return the ranges of a whole that stand in a part too, in order, in runs."""
    found = [(op.dest_start, op.dest_end) for op in LCSseq.opcodes(part, whole) if op.tag == "equal"]
    return [(start, end) for start, end in found if end - start >= _RUN]


def _links(
    pairs: dict[int, int], parts: Sequence[tuple[int, int, str]], likeness: _Likeness
) -> Iterator[AlignmentLink]:
    split = {i for i, _, way in parts if way == "split"}
    merged = {j for _, j, way in parts if way == "merged"}
    ways = {(i, j): "split" if i in split else "merged" if j in merged else "pair" for i, j in pairs.items()}
    chain = set(in_order({i: j for (i, j), way in ways.items() if way == "pair"}, likeness.weight))
    for (i, j), way in ways.items():
        yield AlignmentLink(i, j, likeness.score(i, j), "moved" if way == "pair" and (i, j) not in chain else way)
    for i, j, way in parts:
        yield AlignmentLink(i, j, likeness.score(i, j), way)
