"""How are two things connected, clause by clause?"""

from __future__ import annotations

from compactx.errors import UsageError
from compactx.graph.paths import HopFilter, PathFinder, Route
from compactx.index.hops import HopReader
from compactx.model.record import Record
from compactx.query.reference import ReferenceView, reference_views

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.index.read import Index, Node

_REACH = 5


class PathStep(Record):
    """One hop: from one node to the next, over a reference read forwards or backwards."""

    source: Node
    target: Node
    forward: bool
    reference: ReferenceView

    @property
    def reading(self) -> str:
        """Return how the hop reads in the direction it is walked."""
        return self.reference.forward if self.forward else self.reference.backward


class Path(Record):
    """A chain of hops with its cost."""

    cost: int
    steps: tuple[PathStep, ...]


class Paths(Record):
    """The best paths between two nodes; when there is none, what each end reaches in one hop."""

    source: Node
    target: Node
    paths: tuple[Path, ...]
    reach: tuple[tuple[Node, tuple[Node, ...]], ...]


def path(
    index: Index,
    source: Node,
    target: Node,
    *,
    count: int = 1,
    via: Sequence[Node] = (),
    wanted: HopFilter | None = None,
) -> Paths:
    """Return up to ``count`` paths, the one that says most first.

    Raises:
        UsageError: both ends are the same, or a stop is to be avoided.
    """
    if source.n == target.n:
        raise UsageError(f"both ends are {source.id}", hint=f"compactx show {source.id}")
    wanted = wanted or HopFilter()
    stops = (source.n, *(node.n for node in via), target.n)
    if wanted.avoid.intersection(stops):
        raise UsageError("an end or a stop of the path is also to be avoided")
    finder = PathFinder(HopReader(index.connection), wanted)
    routes = finder.through(stops, count) if via else finder.best(source.n, target.n, count)
    found = tuple(_path(index, route) for route in routes)
    reach = () if found else tuple((node, _reach(index, finder, node)) for node in (source, target))
    return Paths(source, target, found, reach)


def _path(index: Index, route: Route) -> Path:
    references = reference_views(index, index.edges_at([hop.edge for hop in route.hops]))
    ends = zip(route.nodes, route.nodes[1:], strict=False)
    steps = [
        PathStep(index.node(near), index.node(far), hop.forward, reference)
        for (near, far), hop, reference in zip(ends, route.hops, references, strict=True)
    ]
    return Path(route.cost, tuple(steps))


def _reach(index: Index, finder: PathFinder, node: Node) -> tuple[Node, ...]:
    return tuple(index.node(hop.to) for hop in finder.around(node.n)[:_REACH])
