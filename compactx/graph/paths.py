"""The best explained paths between two nodes.

A path is cheap when its hops say much: an implemented treaty says more than a heading that contains a paragraph, and
a citation of something that everything cites says little (:mod:`compactx.index.build` sets the costs). One path
is searched from both ends at once (:mod:`compactx.graph.meet`); the k best come by Yen's method.
"""

from __future__ import annotations

from heapq import heappop, heappush

from compactx.graph.hops import HopFilter, Hops
from compactx.graph.meet import Leg, meet
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from compactx.graph.hops import Reader
    from compactx.index.hops import Way

_FAR = 1 << 60
__all__ = ["Hop", "HopFilter", "PathFinder", "Route"]


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
