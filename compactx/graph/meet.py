"""The cheapest way between two nodes, searched from both ends at once.

A hub is not read at once: its hops come in stretches, in the order of their cost, as far as the search needs them. That
loses nothing, for a hop that a hub has not read yet was read from its other end; hops between two hubs come first.
A leaf waits for what going on from it costs at least (:mod:`compactx.index.ways`): of the thousands of clauses around
a document most are never read.
"""

from __future__ import annotations

from heapq import heappop, heappush

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.graph.hops import Hops
    from compactx.index.ways import Way

    Step = tuple[int, int, bool, int]  # where it leads, the edge's row, whether along its direction, what it costs

_FAR = 1 << 60


def meet(
    hops: Hops, start: int, end: int, ends: frozenset[int], without: frozenset[int], unused: frozenset[tuple[int, int]]
) -> tuple[int, list[Step]] | None:
    """Return what the cheapest way costs and its steps, None if there is none.

    ``ends`` are the ends of the whole path, where hops cost less. Both ends of this way are read whole, and first, so
    that nothing that was put off elsewhere counts on a dearer hop. ``without`` are nodes that the way does not pass,
    ``unused`` pairs of nodes that it does not take one after the other. The nearer end goes on, so both reach as far:
    where everything cites everything, a little further is far more.
    """
    closed = without | hops.avoid
    if start == end or start in closed or end in closed:
        return None
    ahead, behind = _Side(start, hops.ahead, ends), _Side(end, hops.behind, ends)
    best, middle = _FAR, 0
    while ahead.waiting and behind.waiting and ahead.waiting[0][0] + behind.waiting[0][0] < best:
        side, other = (ahead, behind) if ahead.waiting[0][0] <= behind.waiting[0][0] else (behind, ahead)
        limit = best - other.waiting[0][0]
        number, ways = side.next(hops, limit)
        own, costs, allowed, here = side.cost, other.cost, side.allowed, side.cost[number]
        for way in ways:
            cost, kind, onward, to, _ = way
            total = here + cost
            if total >= best:  # the others cost no less
                break
            if total >= own.get(to, _FAR) or kind not in allowed or to in closed:
                continue
            if unused and ((number, to) if side is ahead else (to, number)) in unused:
                continue
            if to in costs and total + costs[to] < best:
                best, middle = total + costs[to], to
                limit = best - other.waiting[0][0]
            elif total + onward >= limit:  # whatever goes on from here costs more than what was found
                continue
            own[to] = total
            side.came[to] = (number, way)
            heappush(side.waiting, (total + onward, to))
    return None if best == _FAR else (best, _steps(ahead, behind, middle))


def _steps(ahead: _Side, behind: _Side, middle: int) -> list[Step]:
    steps: list[Step] = []
    at = middle
    while (back := ahead.came.get(at)) is not None:
        cost, kind, _, to, edge = back[1]
        steps.insert(0, (to, edge, bool(kind % 2), cost))
        at = back[0]
    at = middle
    while (on := behind.came.get(at)) is not None:
        cost, kind, _, _, edge = on[1]  # found from the far end, walked from the near end
        at = on[0]
        steps.append((at, edge, not kind % 2, cost))
    return steps


class _Side:
    """One end of the search; ``read`` says how many stretches of each hub were looked at."""

    def __init__(self, start: int, allowed: frozenset[int], ends: frozenset[int]) -> None:
        self.start = start
        self.allowed = allowed
        self.ends = ends
        self.waiting: list[tuple[int, int]] = [(0, start)]
        self.cost = {start: 0}
        self.came: dict[int, tuple[int, Way]] = {}
        self.settled: set[int] = set()
        self.read: dict[int, int] = {}
        self.stretches: dict[int, int] = {}

    def next(self, hops: Hops, limit: int) -> tuple[int, list[Way]]:
        """Take the nearest node; return it and the hops to look at: none if it was settled before.

        A hub comes back as a negative number for its next stretch, unless even that costs ``limit``.
        """
        _, number = heappop(self.waiting)
        if number < 0:
            number = -number
            at = self.read[number]
            ways = hops.stretch(number, at)
            self._come_back(number, at, ways[-1][0], limit)
            return number, ways
        if number in self.settled:
            return number, []
        self.settled.add(number)
        if number == self.start:
            return number, hops.all(number, self.ends)
        stretches, cheapest, ways = hops.around(number)
        if stretches:
            self.stretches[number] = stretches
            self._come_back(number, 0, cheapest, limit)
        return number, ways

    def _come_back(self, number: int, at: int, cost: int, limit: int) -> None:
        if at < self.stretches[number] and self.cost[number] + cost < limit:
            self.read[number] = at + 1
            heappush(self.waiting, (self.cost[number] + cost // 2, -number))
