"""Which resolutions are one series: the same title in the sessions before and after, in order, with their gaps."""

from __future__ import annotations

from compactx.model.record import Record
from compactx.model.text import whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from compactx.index.read import Index, Node

_RESOLUTION = "/RES/"


class SeriesMember(Record):
    """A resolution of a series and how it goes on from the one before.

    ``after`` is how many sessions (or years) lie between it and the one before, None for the first; ``link`` says what
    holds the two together: ``succeeds`` (a reference of the graph, with its ``confidence``), ``class`` (the corpus
    counts both as one series), or ``title`` (the same title alone: several in a session, or a longer gap).
    """

    node: Node
    symbol: str
    date: str
    title: str
    after: int | None
    link: str
    confidence: str


def series(index: Index, node: Node) -> tuple[SeriesMember, ...]:
    """Return the whole series that a resolution belongs to or a class is, the earliest first; nothing if none."""
    if node.locator or node.kind not in {"resolution", "class"}:
        return ()
    counted = _counted(index, node)
    found = {one.n: one for one in (*counted, *_titled(index, [node, *counted]))}
    if node.kind == "resolution":
        found[node.n] = node
    steps: list[SeriesMember] = []
    for one in sorted(found.values(), key=lambda one: (_turn(one.symbol), one.date, one.symbol)):
        steps.append(_step(index, one, steps[-1] if steps else None, {other.n for other in counted}))
    return tuple(steps) if len(steps) > 1 else ()


def _counted(index: Index, node: Node) -> list[Node]:
    """Return the resolutions of the classes that a resolution belongs to, or of the class itself."""
    classes = [node.n] if node.kind == "class" else [
        edge.dst for edge in index.edges_from(node.n) if edge.relation == "member-of"
    ]  # fmt: skip
    edges = [edge for one in classes for edge in index.edges_to(one) if edge.relation == "member-of"]
    members = [index.node(edge.src) for edge in edges]
    return members if all(_RESOLUTION in one.symbol for one in members) else []


def _titled(index: Index, nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield the resolutions with the title and body of one of these; what only claims to be one joins no others."""
    places = dict.fromkeys(
        (one.title, _body(one.symbol), index.is_claim(one)) for one in nodes if one.kind == "resolution"
    )
    for title, *kept in places:
        for name in index.namesakes(title):
            one = index.node(name.node)
            if name.type == "full" and one.kind == "resolution" and [_body(one.symbol), index.is_claim(one)] == kept:
                yield one


def _step(index: Index, node: Node, before: SeriesMember | None, counted: set[int]) -> SeriesMember:
    if before is None:
        return SeriesMember(node, node.symbol, node.date, node.title, None, "", "")
    after = _turn(node.symbol) - _turn(before.symbol)
    for edge in index.edges_from(node.n):
        if edge.relation == "succeeds" and edge.dst == before.node.n:
            return SeriesMember(node, node.symbol, node.date, node.title, after, "succeeds", edge.confidence)
    link = "class" if {node.n, before.node.n} <= counted else "title"
    return SeriesMember(node, node.symbol, node.date, node.title, after, link, "")


def _body(symbol: str) -> str:
    return symbol.partition(_RESOLUTION)[0]


def _turn(symbol: str) -> int:
    """Return the session, or the year, that a symbol tells; 0 if it tells none.

    >>> _turn("A/RES/76/172"), _turn("E/RES/2022/10"), _turn("S/RES/1325(2000)")
    (76, 2022, 2000)
    """
    first, _, rest = symbol.partition(_RESOLUTION)[2].partition("/")
    if rest:
        return whole(first) or 0
    year = first.partition("(")[2].rstrip(")")
    return whole(year) or 0
