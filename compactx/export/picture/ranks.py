"""Which column each box of a picture stands in: references run from left to right, as few as can be against it."""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def ranks(count: int, ends: Sequence[tuple[int, int]], moved: set[int]) -> tuple[list[int], list[bool]]:
    """Return the rank of each box, and which references run against the stream.

    ``moved`` are references, by number, whose target is wished on the left.
    """
    wanted = [(b, a) if number in moved else (a, b) for number, (a, b) in enumerate(ends)]
    against = circling(count, wanted)
    turned = [(number in against) != (number in moved) for number in range(len(ends))]
    forward = [(b, a) if back else (a, b) for (a, b), back in zip(ends, turned, strict=True)]
    before: list[list[int]] = [[] for _ in range(count)]
    after: list[list[int]] = [[] for _ in range(count)]
    for source, target in forward:
        before[target].append(source)
        after[source].append(target)
    rank = [0] * count
    order = list(TopologicalSorter(dict(enumerate(before))).static_order())
    for number in order:
        rank[number] = max((rank[n] + 1 for n in before[number]), default=0)
    for _ in range(4):
        for number in [*reversed(order), *order]:
            _pull(number, rank, before, after)
    lowest = min(rank, default=0)
    return [one - lowest for one in rank], turned


def circling(count: int, ends: Sequence[tuple[int, int]]) -> set[int]:
    """Return references whose turning leaves no circle (Eades, Lin and Smyth, 1993).

    Boxes are lined up: what nothing leads on from goes to the end, what nothing leads to and then whatever sends most
    more than it gets goes to the front. What runs against that line is turned.
    """
    left = set(range(count))
    front: list[int] = []
    end: list[int] = []
    while left:
        out = dict.fromkeys(sorted(left), 0)
        into = dict.fromkeys(out, 0)
        for source, target in ends:
            if source != target and source in left and target in left:
                out[source] += 1
                into[target] += 1
        last = [box for box, many in out.items() if not many]
        if last:
            end = [*last, *end]
            left.difference_update(last)
            continue
        first = max(out, key=lambda box: (not into[box], out[box] - into[box], -box))
        front.append(first)
        left.discard(first)
    at = {box: place for place, box in enumerate([*front, *end])}
    return {number for number, (source, target) in enumerate(ends) if at[source] >= at[target]}


def _pull(number: int, rank: list[int], before: list[list[int]], after: list[list[int]]) -> None:
    """Move a box to the middle of its neighbours, as far as its references go on running forward."""
    low = max((rank[n] + 1 for n in before[number]), default=None)
    high = min((rank[n] - 1 for n in after[number]), default=None)
    if low is None and high is not None:
        rank[number] = high
    elif high is None and low is not None:
        rank[number] = low
    elif low is not None and high is not None:
        rank[number] = low if len(before[number]) >= len(after[number]) else high
