"""Which hops a path may take, and the hops around a node that it may."""

from __future__ import annotations

from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Protocol

    from compactx.index.hops import HopKind, Way

    class Reader(Protocol):
        """Reads hops: :class:`compactx.index.hops.Ways`."""

        def kinds(self) -> dict[int, HopKind]:
            """Return the kinds of hops by number."""

        def around(self, node: int) -> tuple[int, int, Iterable[Way]]:
            """Return the number of further stretches, what the cheapest hop in them costs, and the hops of a node."""

        def stretch(self, node: int, at: int) -> list[Way]:
            """Return a stretch of a hub's hops."""


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
