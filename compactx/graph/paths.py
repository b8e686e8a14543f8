"""The best explained paths between two nodes.

A path is cheap when its hops say much: an implemented treaty says more than a heading that contains a paragraph, and
a citation of something that everything cites says little (:mod:`compactx.index.build` sets the costs). The search
runs from both ends at once and reads edges from the index as it reaches them. The k best paths come by Yen's method.
"""

from __future__ import annotations

from heapq import heappop, heappush

from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from compactx.index.read import Index


_FAR = 1 << 60
_MAX_SETTLED = 200_000


class Wanted(Record):
    """Which hops a path may take.

    ``relations`` limits the types (structure stays allowed unless it is named away), ``avoid`` lists rows that no path
    may pass, ``directed`` forbids walking a reference backwards, ``max_hops`` bounds the length.
    """

    relations: tuple[str, ...] = ()
    avoid: frozenset[int] = frozenset()
    directed: bool = False
    editorial: bool = False
    max_hops: int = 12


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
    """Finds paths over one index; what was read stays in memory for the next search."""

    def __init__(self, index: Index, wanted: Wanted) -> None:
        """Keep the index and what hops are allowed."""
        self.index = index
        self.wanted = wanted
        self._around: dict[int, list[Hop]] = {}

    def best(self, start: int, end: int, count: int) -> list[Route]:
        """Return up to ``count`` loop-free paths, the cheapest first; ties go to the fewest hops."""
        first = self._leg(start, end, frozenset(), frozenset(), self.wanted.max_hops)
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
            leg = self._leg(start, end, others, frozenset(), left - (len(stops) - 2 - len(legs)))
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
        """Return the hops from a node, one per neighbour and direction, the cheapest edge of several."""
        if number not in self._around:
            best: dict[int, Hop] = {}
            for hop in self._allowed(number):
                held = best.get(hop.to)
                if held is None or hop.cost < held.cost:
                    best[hop.to] = hop
            self._around[number] = sorted(best.values(), key=lambda hop: (hop.cost, hop.to))
        return self._around[number]

    def _allowed(self, number: int) -> Iterable[Hop]:
        for edge, src, dst, relation, family, basis, cost in self.index.ways(number):
            forward = src == number
            far = dst if forward else src
            backwards = not forward and self.wanted.directed and family != "structure"
            barred = far == number or far in self.wanted.avoid or backwards
            if not barred and self._is_allowed(relation, family, basis):
                yield Hop(far, edge, forward, cost)

    def _is_allowed(self, relation: str, family: str, basis: str) -> bool:
        if basis == "editorial" and not self.wanted.editorial:
            return False
        return not self.wanted.relations or family == "structure" or relation in self.wanted.relations

    def _detours(self, found: list[Route], last: Route) -> Iterable[Route]:
        """Yield, for each node of the last path, the best path that leaves the known ones there."""
        for at in range(len(last.hops)):
            root = last.nodes[: at + 1]
            used = frozenset((route.nodes[at], route.nodes[at + 1]) for route in found if route.nodes[: at + 1] == root)
            rest = self._leg(last.nodes[at], last.nodes[-1], frozenset(root[:-1]), used, self.wanted.max_hops - at)
            if rest:
                hops = (*last.hops[:at], *rest.hops)
                yield Route(_total(hops), (*root[:-1], *rest.nodes), hops)

    def _leg(
        self, start: int, end: int, without: frozenset[int], unused: frozenset[tuple[int, int]], most: int
    ) -> Route | None:
        """Return the cheapest way of at most so many hops."""
        route = self._search(start, end, without, unused)
        return route if route is None or len(route.hops) <= most else self._short(start, end, without, unused, most)

    def _short(
        self, start: int, end: int, without: frozenset[int], unused: frozenset[tuple[int, int]], most: int
    ) -> Route | None:
        """Search from one end and keep, of each node, the ways that cost more but are shorter; rarely needed."""
        waiting: list[tuple[int, int, int, tuple[int, ...], tuple[Hop, ...]]] = [(0, 0, start, (start,), ())]
        fewest: dict[int, int] = {}
        while waiting and len(fewest) <= _MAX_SETTLED:
            cost, length, number, nodes, hops = heappop(waiting)
            if number == end:
                return Route(cost, nodes, hops)
            if length >= min(most, fewest.get(number, _FAR)):
                continue
            fewest[number] = length
            for hop in self.around(number):
                if hop.to not in without and hop.to not in nodes and (number, hop.to) not in unused:
                    onward = (cost + hop.cost, length + 1, hop.to, (*nodes, hop.to), (*hops, hop))
                    heappush(waiting, onward)
        return None

    def _search(
        self, start: int, end: int, without: frozenset[int], unused: frozenset[tuple[int, int]]
    ) -> Route | None:
        if start == end or start in self.wanted.avoid or end in self.wanted.avoid:
            return None
        ahead, behind = _Side(start), _Side(end)
        best, middle = _FAR, 0
        while ahead.waiting and behind.waiting and ahead.nearest() + behind.nearest() < best:
            side, other = (ahead, behind) if len(ahead.waiting) <= len(behind.waiting) else (behind, ahead)
            number = side.settle()
            if number is None:
                continue
            for hop in self._onward(number, backward=side is behind):
                step = (number, hop.to) if side is ahead else (hop.to, number)
                if hop.to in without or step in unused:
                    continue
                total = side.reach(number, hop)
                if hop.to in other.cost and total + other.cost[hop.to] < best:
                    best, middle = total + other.cost[hop.to], hop.to
            if len(ahead.settled) + len(behind.settled) > _MAX_SETTLED:
                break
        return None if best == _FAR else self._route(ahead, behind, middle)

    def _onward(self, number: int, *, backward: bool) -> Iterable[Hop]:
        """Return the hops to walk; from the far end they are walked against their direction."""
        if not (backward and self.wanted.directed):
            return self.around(number)
        return self._reversed(number)

    def _reversed(self, number: int) -> list[Hop]:
        sources = dict.fromkeys(src if dst == number else dst for _, src, dst, *_ in self.index.ways(number))
        hops = ((source, hop) for source in sources if source != number for hop in self.around(source))
        return [Hop(source, hop.edge, not hop.forward, hop.cost) for source, hop in hops if hop.to == number]

    def _route(self, ahead: _Side, behind: _Side, middle: int) -> Route:
        nodes, hops = [middle], list[Hop]()
        while (back := ahead.came.get(nodes[0])) is not None:
            nodes.insert(0, back[0])
            hops.insert(0, back[1])
        while (on := behind.came.get(nodes[-1])) is not None:
            nodes.append(on[0])
            hops.append(self._turned(on[1], nodes[-1]))
        return Route(_total(hops), tuple(nodes), tuple(hops))

    def _turned(self, hop: Hop, to: int) -> Hop:
        """Return a hop that was found from the far end as it is walked from the near end."""
        return Hop(to, hop.edge, not hop.forward, hop.cost)


def _total(hops: Iterable[Hop]) -> int:
    return sum(hop.cost for hop in hops)


class _Side:
    """One end of a two-sided search."""

    def __init__(self, start: int) -> None:
        self.waiting: list[tuple[int, int]] = [(0, start)]
        self.cost = {start: 0}
        self.came: dict[int, tuple[int, Hop]] = {}
        self.settled: set[int] = set()

    def nearest(self) -> int:
        return self.waiting[0][0]

    def settle(self) -> int | None:
        """Take the nearest waiting node; None if it was settled before."""
        _, number = heappop(self.waiting)
        if number in self.settled:
            return None
        self.settled.add(number)
        return number

    def reach(self, number: int, hop: Hop) -> int:
        """Note a way to a node if it is the cheapest so far; return what the way costs."""
        total = self.cost[number] + hop.cost
        if total < self.cost.get(hop.to, _FAR):
            self.cost[hop.to] = total
            self.came[hop.to] = (number, hop)
            heappush(self.waiting, (total, hop.to))
        return total
