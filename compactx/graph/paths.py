"""The best explained paths between two nodes.

A path is cheap when its hops say much: an implemented treaty says more than a heading that contains a paragraph, and
a citation of something that everything cites says little (:mod:`compactx.index.writing.ways` sets the costs).
``Hops`` are those around a node that a path may take; ``meet`` finds the cheapest way from both ends at once; the
k best come by Yen's method.

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
    from collections.abc import Iterable
    from typing import Protocol

    from compactx.index.hops import HopKind, Way

    Step = tuple[int, int, bool, int]  # where it leads, the edge's row, whether along its direction, what it costs

    class Reader(Protocol):
        """Reads hops: :class:`compactx.index.hops.HopReader`."""

        def kinds(self) -> dict[int, HopKind]:
            """Return the kinds of hops by number."""

        def around(self, node: int) -> tuple[int, int, Iterable[Way]]:
            """Return the number of further stretches, what the cheapest hop in them costs, and the hops of a node."""

        def stretch(self, node: int, at: int) -> list[Way]:
            """Return a stretch of a hub's hops."""


_FAR = 1 << 29  # more than any path costs, and a number that Python adds as quickly as small ones


class HopFilter(Record):
    """Which hops a path may take.

    ``relations`` limits the types (structure stays allowed unless it is named away), ``avoid`` lists rows that no path
    may pass, ``directed`` forbids walking a reference backwards, ``max_hops`` bounds the length.
    """

    relations: tuple[str, ...] = ()
    avoid: frozenset[int] = frozenset()
    directed: bool = False
    editorial: bool = False
    max_hops: int = 12


class Hops:
    """The hops that are allowed; what was read stays in memory for the next search."""

    def __init__(self, reader: Reader, wanted: HopFilter) -> None:
        """Sort the kinds of hops into those that may be walked, from the near end and from the far end."""
        self.reader = reader
        self.avoid: frozenset[int] = wanted.avoid
        self.kinds: dict[int, HopKind] = reader.kinds()
        usable = {n: kind for n, kind in self.kinds.items() if _is_allowed(kind, wanted)}
        free = {n: not wanted.directed or kind.family == "structure" for n, kind in usable.items()}
        self.ahead: frozenset[int] = frozenset(n for n, kind in usable.items() if free[n] or kind.forward)
        self.behind: frozenset[int] = frozenset(n for n, kind in usable.items() if free[n] or not kind.forward)
        self.end_costs: dict[int, int] = {n: kind.end_cost for n, kind in usable.items()}
        self.least: int = min(self.end_costs.values(), default=0)
        self._around: dict[int, tuple[int, int, list[Way]]] = {}
        self._stretches: dict[tuple[int, int], list[Way]] = {}

    def around(self, node: int) -> tuple[int, int, list[Way]]:
        """Return a hub's further stretches, what the cheapest hop in them costs, and the hops to look at once."""
        held = self._around.get(node)
        if held is None:
            stretches, cheapest, ways = self.reader.around(node)
            held = self._around[node] = (stretches, cheapest, list(ways))
        return held

    def stretch(self, node: int, at: int) -> list[Way]:
        """Return a stretch of a hub's hops, counted from 1."""
        held = self._stretches.get((node, at))
        if held is None:
            held = self._stretches[node, at] = self.reader.stretch(node, at)
        return held

    def all(self, node: int, ends: frozenset[int] = frozenset()) -> list[Way]:
        """Return every hop from a node, the cheapest first; at the ends of a path a hop costs less (index/hops.py)."""
        stretches, _, ways = self.around(node)
        if stretches:
            ways = [way for at in range(stretches) for way in self.stretch(node, at + 1)]
        return self.at_ends(node, ways, ends)

    def at_ends(self, node: int, ways: list[Way], ends: frozenset[int]) -> list[Way]:
        """Return hops from a node at what they cost where they lead from or to an end, the cheapest first."""
        if not ends:
            return ways
        cited = [node in ends if not way[1] % 2 else way[3] in ends for way in ways]
        return sorted(self._at_end(way) if own else way for way, own in zip(ways, cited, strict=True))

    def _at_end(self, way: Way) -> Way:
        cost, kind, onward, to, edge = way
        return min(cost, self.end_costs.get(kind, cost)), kind, onward, to, edge


def _is_allowed(kind: HopKind, wanted: HopFilter) -> bool:
    if kind.basis == "editorial" and not wanted.editorial:
        return False
    return not wanted.relations or kind.family == "structure" or kind.relation in wanted.relations


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
        for way in _worth(ways, limit - here, patience, costs):
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
            if to in costs and total + costs[to] < best:
                best, middle = total + costs[to], to
                limit = best - other.nearest()
            elif total + onward >= limit <= total + patience:  # whatever goes on from here costs more than was found
                continue
            own[to] = total
            side.came[to] = (number, way)
            heappush(side.waiting, (total + min(onward, patience), to))
    return None if best == _FAR else (best, _steps(ahead, behind, middle))


def _worth(ways: list[Way], room: int, patience: int, costs: dict[int, int]) -> list[Way]:
    """Leave out hops from which whatever goes on costs too much, unless they lead to what the other end has reached.

    These are most of the hops around a document.
    """
    if room >= _FAR // 2:  # nothing was found yet
        return ways
    spare = room - patience
    return [way for way in ways if way[0] + way[2] < room or way[0] < spare or way[3] in costs]


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


class Hop(Record):
    """One way over an edge: where it leads, the edge's row, whether along its direction, and what it costs."""

    to: int
    edge: int
    forward: bool
    cost: int


class Route(Record):
    """A path as row numbers with the hops between them; ``cost`` is the sum of what the hops cost."""

    cost: int
    nodes: tuple[int, ...]
    hops: tuple[Hop, ...]


class PathFinder:
    """Finds paths; what was read stays in memory for the next search."""

    def __init__(self, ways: Reader, wanted: HopFilter) -> None:
        """Take what reads hops, and which of them are allowed."""
        self.wanted = wanted
        self._hops = Hops(ways, wanted)

    def best(self, start: int, end: int, count: int) -> list[Route]:
        """Return up to ``count`` loop-free paths, the cheapest first; ties go to the fewest hops."""
        first = self._leg(Leg(start, end, frozenset((start, end))), self.wanted.max_hops)
        if first is None:
            return []
        found = [first]
        seen = {first.nodes}
        waiting: list[tuple[int, int, tuple[int, ...], Route]] = []
        while len(found) < count:
            for route in self._detours(found, found[-1]):
                if route.nodes not in seen:
                    seen.add(route.nodes)
                    heappush(waiting, (route.cost, len(route.hops), route.nodes, route))
            if not waiting:
                break
            found.append(heappop(waiting)[-1])
        return found

    def through(self, stops: tuple[int, ...], count: int) -> list[Route]:
        """Return the best path over stops in order: each leg is the best one that visits nothing twice."""
        legs: list[Route] = []
        visited: frozenset[int] = frozenset()
        left = self.wanted.max_hops
        for start, end in zip(stops, stops[1:], strict=False):  # noqa: RUF007 - itertools is not free here
            others = visited | (frozenset(stops) - {start, end})
            most = left - (len(stops) - 2 - len(legs))
            leg = self._leg(Leg(start, end, frozenset(stops), others), most)
            if leg is None:
                return []
            legs.append(leg)
            left -= len(leg.hops)
            visited |= frozenset(leg.nodes[:-1])
        if len(legs) == 1:
            return self.best(stops[0], stops[1], count)
        nodes = (legs[0].nodes[0], *(n for leg in legs for n in leg.nodes[1:]))
        return [Route(sum(leg.cost for leg in legs), nodes, tuple(hop for leg in legs for hop in leg.hops))]

    def around(self, number: int) -> list[Hop]:
        """Return the hops from a node, one per neighbour, the cheapest of several."""
        best: dict[int, Hop] = {}
        for cost, kind, _, to, edge in self._hops.all(number):
            if kind in self._hops.ahead and to not in self._hops.avoid:
                best.setdefault(to, Hop(to, edge, bool(kind % 2), cost))
        return sorted(best.values(), key=lambda hop: (hop.cost, hop.to))

    def _detours(self, found: list[Route], last: Route) -> Iterable[Route]:
        """Yield, for each node of the last path, the best path that leaves the known ones there."""
        for at in range(len(last.hops)):
            root = last.nodes[: at + 1]
            used = frozenset((route.nodes[at], route.nodes[at + 1]) for route in found if route.nodes[: at + 1] == root)
            ends, most = frozenset((last.nodes[0], last.nodes[-1])), self.wanted.max_hops - at
            rest = self._leg(Leg(last.nodes[at], last.nodes[-1], ends, frozenset(root[:-1]), used), most)
            if rest:
                hops = (*last.hops[:at], *rest.hops)
                yield Route(_total(hops), (*root[:-1], *rest.nodes), hops)

    def _leg(self, leg: Leg, most: int) -> Route | None:
        """Return the cheapest way of at most so many hops."""
        found = meet(self._hops, leg)
        if found is None:
            return None
        if len(found[1]) > most:
            return self._short(leg, most)
        hops = tuple(Hop(*step) for step in found[1])
        return Route(found[0], (leg.start, *(hop.to for hop in hops)), hops)

    def _short(self, leg: Leg, most: int) -> Route | None:
        """Search from one end and keep, of each node, the ways that cost more but are shorter; rarely needed."""
        closed = leg.without | self._hops.avoid
        waiting: list[tuple[int, int, int]] = [(0, 0, leg.start)]
        came: dict[tuple[int, int], tuple[int, Way]] = {}
        cheapest: dict[tuple[int, int], int] = {}
        fewest: dict[int, int] = {}
        while waiting:
            cost, length, number = heappop(waiting)
            if number == leg.end:
                return _traced(came, leg.end, length, cost)
            if length >= min(most, fewest.get(number, most)):
                continue
            fewest[number] = length
            for way in self._hops.all(number, leg.ends):
                to, total = way[3], cost + way[0]
                if way[1] not in self._hops.ahead or to in closed or (number, to) in leg.unused:
                    continue
                if length + 1 < fewest.get(to, _FAR) and total < cheapest.get((to, length + 1), _FAR):
                    cheapest[to, length + 1] = total
                    came[to, length + 1] = (number, way)
                    heappush(waiting, (total, length + 1, to))
        return None


def _traced(came: dict[tuple[int, int], tuple[int, Way]], end: int, length: int, cost: int) -> Route:
    nodes, hops = [end], list[Hop]()
    for at in range(length, 0, -1):
        before, (price, kind, _, to, edge) = came[nodes[0], at]
        hops.insert(0, Hop(to, edge, bool(kind % 2), price))
        nodes.insert(0, before)
    return Route(cost, tuple(nodes), tuple(hops))


def _total(hops: Iterable[Hop]) -> int:
    return sum(hop.cost for hop in hops)
