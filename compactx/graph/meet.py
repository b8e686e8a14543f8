"""The cheapest way between two nodes, searched from both ends at once.

A hub is not read at once: its hops come in stretches, in the order of their cost, as far as the search needs them. That
loses nothing, for a hop that a hub has not read yet was read from its other end; hops between two hubs come first.
A leaf waits for what going on from it costs at least (:mod:`compactx.index.hops`): of the thousands of clauses around
a document most are never read.
"""

from __future__ import annotations

from heapq import heappop, heappush

from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.graph.hops import Hops
    from compactx.index.hops import Way

    Step = tuple[int, int, bool, int]  # where it leads, the edge's row, whether along its direction, what it costs

_FAR = 1 << 60


class Leg(Record):
    """What way is looked for: between which two nodes, as part of a path between which ``ends``.

    ``without`` are nodes that the way does not pass, ``unused`` pairs of nodes that it does not take one after the
    other.
    """

    start: int
    end: int
    ends: frozenset[int]
    without: frozenset[int] = frozenset()
    unused: frozenset[tuple[int, int]] = frozenset()


def meet(hops: Hops, leg: Leg) -> tuple[int, list[Step]] | None:
    """Return what the cheapest way costs and its steps, None if there is none.

    At the ends of the whole path hops cost less. An end that is no hub is read whole, and first, so that nothing that
    was put off elsewhere counts on a dearer hop; a hub is found from the other end. The nearer end goes on, so both
    reach as far: where everything cites everything, a little further is far more.
    """
    start, end, ends, unused = leg.start, leg.end, leg.ends, leg.unused
    closed = leg.without | hops.avoid
    if start == end or start in closed or end in closed:
        return None
    ahead, behind = _Side(start, hops.ahead, ends), _Side(end, hops.behind, ends)
    _leave_unread(hops, ahead, behind)
    best, middle = _FAR, 0
    while (side := _nearer(ahead, behind)) and ahead.nearest() + behind.nearest() < best:
        other = behind if side is ahead else ahead
        limit = best - other.nearest()
        number, ways = side.next(hops, limit)
        own, costs, allowed, here = side.cost, other.cost, side.allowed, side.cost[number]
        goal, patience = (other.start if other.start in ends else 0, other.patience) if other.floor else (0, _FAR)
        for way in ways:
            cost, kind, onward, to, _ = way
            if to == goal and kind % 2:
                way = hops.at_ends(number, [way], ends)[0]  # noqa: PLW2901 - what citing an end costs
                cost = way[0]
            total = here + cost
            if total >= best and not goal:  # the others cost no less
                break
            if total >= own.get(to, _FAR) or kind not in allowed or to in closed:
                continue
            if unused and ((number, to) if side is ahead else (to, number)) in unused:
                continue
            wait = min(onward, patience)
            if to in costs and total + costs[to] < best:
                best, middle = total + costs[to], to
                limit = best - other.nearest()
            elif total + wait >= limit:  # whatever goes on from here costs more than what was found
                continue
            own[to] = total
            side.came[to] = (number, way)
            heappush(side.waiting, (total + wait, to))
    return None if best == _FAR else (best, _steps(ahead, behind, middle))


def _leave_unread(hops: Hops, ahead: _Side, behind: _Side) -> None:
    """Let the larger of two hubs, or the one hub among the ends, be found from elsewhere."""
    sizes = [hops.around(side.start)[0] for side in (ahead, behind)]
    if any(sizes):
        (behind if sizes[1] >= sizes[0] else ahead).leave_unread(hops)


def _nearer(ahead: _Side, behind: _Side) -> _Side | None:
    """Return the end that goes on: the nearer one; None where an end that must go on cannot."""
    for side in (ahead, behind):
        if not side.waiting and not side.floor:
            return None
    if not (ahead.waiting and behind.waiting):
        return ahead if ahead.waiting else behind if behind.waiting else None
    return ahead if ahead.waiting[0][0] <= behind.waiting[0][0] else behind


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
    """One end of the search; ``read`` says how many stretches of each hub were looked at.

    A start that is a hub may stay unread, but for its hops to hubs: ``floor`` is then half of what a hop to it costs at
    least, and ``patience`` the other half, for which the other end may put a leaf off. Without that, ``floor`` is 0.
    """

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
        self.floor = self.patience = 0

    def leave_unread(self, hops: Hops) -> None:
        """Read no more of the start than its hops to hubs."""
        least = min(hops.around(self.start)[1], hops.least)
        self.floor, self.patience = max(1, least // 2), least - max(1, least // 2)

    def nearest(self) -> int:
        """Return what reaching anything new from this end costs at least."""
        nearest = self.waiting[0][0] if self.waiting else _FAR
        return min(nearest, self.floor) if self.floor else nearest

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
            ways = hops.around(number)[2] if self.floor else hops.all(number)
            return number, hops.at_ends(number, ways, self.ends)
        stretches, cheapest, ways = hops.around(number)
        if stretches:
            self.stretches[number] = stretches
            self._come_back(number, 0, cheapest, limit)
        return number, ways

    def _come_back(self, number: int, at: int, cost: int, limit: int) -> None:
        if at < self.stretches[number] and self.cost[number] + cost < limit:
            self.read[number] = at + 1
            heappush(self.waiting, (self.cost[number] + cost // 2, -number))
