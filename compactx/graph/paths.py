"""The best explained paths between two nodes.

A path is cheap when its hops say much: an implemented treaty says more than a heading that contains a paragraph, and
a citation of something that everything cites says little (:mod:`compactx.index.build` sets the costs). The search
runs from both ends at once and reads edges from the index as it reaches them. The k best paths come by Yen's method.

A hub, a thing with thousands of edges, is not read at once: its edges come in the order of their cost, as far as the
search needs them. That loses nothing, for an edge that a hub has not read yet was read from its other end; edges
between two hubs are read first.
"""

from __future__ import annotations

from heapq import heappop, heappush

from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from compactx.index.read import Index

    Row = tuple[int, int, int, str, str, str, int]
    Way = tuple[int, int, int, bool]  # what it costs, where it leads, the edge's row, whether along its direction

_FAR = 1 << 60
_MAX_SETTLED = 200_000
_STRETCH = 256  # hops of a hub that are read at once


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
        self._around: dict[int, list[Way]] = {}
        self._allowed: dict[tuple[str, str, str], bool] = {}
        self._streams: dict[int, _Stream | None] = {}

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
        return [Hop(to, edge, forward, cost) for cost, to, edge, forward in self._near(number)]

    def _near(self, number: int) -> list[Way]:
        """Return the hops from a node as plain tuples: a search looks at tens of thousands."""
        if number not in self._around:
            best: dict[int, Way] = {}
            for way in self._ways(number, self.index.ways(number)):
                held = best.get(way[1])
                if held is None or way[0] < held[0]:
                    best[way[1]] = way
            self._around[number] = sorted(best.values())
        return self._around[number]

    def _ways(self, number: int, rows: Iterable[Row]) -> Iterator[Way]:
        allowed, avoid, directed = self._allowed, self.wanted.avoid, self.wanted.directed
        for edge, src, dst, relation, family, basis, cost in rows:
            forward = src == number
            far = dst if forward else src
            if far == number or far in avoid or (directed and not forward and family != "structure"):
                continue
            key = (relation, family, basis)
            if key not in allowed:
                allowed[key] = self._is_allowed(relation, family, basis)
            if allowed[key]:
                yield cost, far, edge, forward

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
            own, costs, here = side.cost, other.cost, side.cost[number]
            limit = best - other.nearest() if other.waiting else best
            for way in self._next(side, number, backward=side is behind):
                to, total = way[1], here + way[0]
                if total >= own.get(to, _FAR) or to in without:
                    continue
                if unused and ((number, to) if side is ahead else (to, number)) in unused:
                    continue
                if to in costs and total + costs[to] < best:
                    best, middle = total + costs[to], to
                    limit = best - other.nearest() if other.waiting else best
                elif total >= limit:  # whatever goes on from here costs more than what was found
                    continue
                own[to] = total
                side.came[to] = (number, way)
                heappush(side.waiting, (total, to))
            if len(ahead.settled) + len(behind.settled) > _MAX_SETTLED:
                break
        return None if best == _FAR else self._route(ahead, behind, middle)

    def _next(self, side: _Side, number: int, *, backward: bool) -> Iterable[Way]:
        """Return the hops to walk now; a hub comes back into the queue with what its next hop costs."""
        stream = None if backward and self.wanted.directed else self._stream(number)
        if stream is None:
            return self._onward(number, backward=backward)
        at = side.hub_at.get(number)
        if at is None:
            side.come_back(number, 0, stream)
            return stream.links
        hops = stream.alike(at)
        side.come_back(number, at + len(hops), stream)
        return hops

    def _stream(self, number: int) -> _Stream | None:
        """Return the hops of a hub as they are needed, None for any other node."""
        if number not in self._streams:
            stream = None
            if self.index.is_hub(number):
                links = sorted(self._ways(number, self.index.hub_links(number)))
                stream = _Stream(links, self._ways(number, self.index.hub_ways(number)))
            self._streams[number] = stream
        return self._streams[number]

    def _onward(self, number: int, *, backward: bool) -> Iterable[Way]:
        """Return the hops to walk; from the far end they are walked against their direction."""
        if not (backward and self.wanted.directed):
            return self._near(number)
        return self._reversed(number)

    def _reversed(self, number: int) -> list[Way]:
        """Return the hops that lead to a node, as seen from it: along references that end there, and structure."""
        best: dict[int, Way] = {}
        for edge, src, dst, relation, family, basis, cost in self.index.ways(number):
            source = src if dst == number else dst
            is_open = dst == number or family == "structure"
            if source == number or source in self.wanted.avoid or not is_open:
                continue
            held = best.get(source)
            if self._is_allowed(relation, family, basis) and (held is None or cost < held[0]):
                best[source] = (cost, source, edge, src == number)
        return sorted(best.values())

    def _route(self, ahead: _Side, behind: _Side, middle: int) -> Route:
        nodes, hops = [middle], list[Hop]()
        while (back := ahead.came.get(nodes[0])) is not None:
            cost, to, edge, forward = back[1]
            nodes.insert(0, back[0])
            hops.insert(0, Hop(to, edge, forward, cost))
        while (on := behind.came.get(nodes[-1])) is not None:
            cost, _, edge, forward = on[1]  # found from the far end, walked from the near end
            nodes.append(on[0])
            hops.append(Hop(nodes[-1], edge, not forward, cost))
        return Route(_total(hops), tuple(nodes), tuple(hops))


def _total(hops: Iterable[Hop]) -> int:
    return sum(hop.cost for hop in hops)


class _Stream:
    """The hops of a hub, the cheapest first, read as they are needed; those to other hubs stand in ``links``."""

    def __init__(self, links: list[Way], rest: Iterator[Way]) -> None:
        self.links = links
        self._rest = rest
        self._held: list[Way] = []

    def cost_at(self, at: int) -> int | None:
        """Return what the hop at a position costs, None behind the last."""
        while len(self._held) <= at:
            way = next(self._rest, None)
            if way is None:
                return None
            self._held.append(way)
        return self._held[at][0]

    def alike(self, start: int) -> list[Way]:
        """Return the hop at a position and those behind it that cost the same, at most a stretch."""
        cost = self.cost_at(start)
        end = start + 1
        while end < start + _STRETCH and self.cost_at(end) == cost:
            end += 1
        return self._held[start:end]


class _Side:
    """One end of a two-sided search; ``hub_at`` says how far each hub was read."""

    def __init__(self, start: int) -> None:
        self.waiting: list[tuple[int, int]] = [(0, start)]
        self.cost = {start: 0}
        self.came: dict[int, tuple[int, Way]] = {}
        self.settled: set[int] = set()
        self.hub_at: dict[int, int] = {}

    def nearest(self) -> int:
        return self.waiting[0][0]

    def settle(self) -> int | None:
        """Take the nearest waiting node; None if it was settled before, unless it is a hub that goes on."""
        _, number = heappop(self.waiting)
        if number < 0:
            return -number
        if number in self.settled:
            return None
        self.settled.add(number)
        return number

    def come_back(self, number: int, at: int, stream: _Stream) -> None:
        """Queue a hub again, at the cost of its next hop; as a negative number, for it is settled."""
        self.hub_at[number] = at
        cost = stream.cost_at(at)
        if cost is not None:
            heappush(self.waiting, (self.cost[number] + cost, -number))
