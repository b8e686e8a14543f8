"""Which resolutions are one series: the same title in the sessions before and after, in order, with their gaps."""

from __future__ import annotations

from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from compactx.index.read import Index, Node

_RESOLUTION = "/RES/"


class Step(Record):
    """A resolution of a series and how it goes on from the one before.

    ``node`` is the entry of the whole series where a resolution has none of its own. ``after`` is how many sessions (or
    years) lie between it and the one before, None for the first; ``link`` says what holds the two together:
    ``succeeds`` (a reference of the graph, with its ``confidence``), ``title`` (the same title alone: several in a
    session, or a longer gap), or ``entry`` (the corpus describes both in one entry).
    """

    node: Node
    symbol: str
    date: str
    title: str
    after: int | None
    link: str
    confidence: str


def series(index: Index, node: Node) -> tuple[Step, ...]:
    """Return the whole series that a resolution belongs to, the earliest first; nothing if it stands alone."""
    if node.locator or node.kind != "resolution":
        return ()
    entry = _entry(index, node)
    found = {one.n: one for one in _members(index, node, entry)}
    places = [(one, one.symbol) for one in found.values()]
    if entry:
        places += [(entry, symbol) for symbol in _own_symbols(index, entry)]
    places.sort(key=lambda place: (_turn(place[1]), place[0].date, place[1]))
    steps: list[Step] = []
    for one, symbol in places:
        steps.append(_step(index, one, symbol, steps[-1] if steps else None, entry))
    return tuple(steps) if len(steps) > 1 else ()


def _entry(index: Index, node: Node) -> Node | None:
    """Return the entry of the corpus that describes the whole series, which may be the node itself."""
    for edge in index.edges_from(node.n):
        if edge.relation == "belongs-to" and index.node(edge.dst).kind == "resolution":
            return index.node(edge.dst)
    symbols = [symbol for symbol in index.facts(node.n).get("symbols", []) if _RESOLUTION in symbol]
    return node if {_number(symbol) for symbol in symbols} - {_number(node.symbol)} else None


def _members(index: Index, node: Node, entry: Node | None) -> Iterable[Node]:
    """Yield the resolutions with the same title and body, and those that the corpus counts as the series."""
    body = _body(node.symbol)
    if entry is None or entry.n != node.n:
        yield node
    titles = dict.fromkeys((node.title, *(name.name for name in index.names_of(node.n) if name.type == "full")))
    for name in [name for title in titles if title != node.symbol for name in index.named(title)]:
        one = index.node(name.node)
        is_other = entry is None or one.n != entry.n
        if is_other and name.type == "full" and one.kind == "resolution" and _body(one.symbol) == body:
            yield one
    if entry:
        for edge in index.edges_to(entry.n):
            if edge.relation == "belongs-to" and edge.basis == "catalogue":
                yield index.node(edge.src)


def _own_symbols(index: Index, entry: Node) -> list[str]:
    """Return the symbols that still mean the entry: of resolutions that nothing here holds or cites."""
    symbols = dict.fromkeys((entry.symbol, *index.facts(entry.n).get("symbols", [])))
    return [s for s in symbols if _RESOLUTION in s and any(name.node == entry.n for name in index.named(s))]


def _step(index: Index, node: Node, symbol: str, before: Step | None, entry: Node | None) -> Step:
    is_entry = entry is not None and node.n == entry.n
    date = node.date if not is_entry or symbol == node.symbol else ""
    title = node.title if node.title != symbol and not is_entry else ""
    if before is None:
        return Step(node, symbol, date, title, None, "", "")
    after = _turn(symbol) - _turn(before.symbol)
    if node.n != before.node.n:
        for edge in index.edges_from(node.n):
            if edge.relation == "succeeds" and edge.dst == before.node.n:
                return Step(node, symbol, date, title, after, "succeeds", edge.confidence)
    link = "title" if title and title == before.title else "entry"
    return Step(node, symbol, date, title, after, link, "")


def _body(symbol: str) -> str:
    return symbol.partition(_RESOLUTION)[0]


def _number(symbol: str) -> str:
    return "".join(c for c in symbol.partition(_RESOLUTION)[2] if c.isdecimal() or c == "/")


def _turn(symbol: str) -> int:
    """Return the session, or the year, that a symbol tells; 0 if it tells none.

    >>> _turn("A/RES/76/172"), _turn("E/RES/2022/10"), _turn("S/RES/1325(2000)")
    (76, 2022, 2000)
    """
    first, _, rest = symbol.partition(_RESOLUTION)[2].partition("/")
    if rest:
        return int(first) if first.isdecimal() else 0
    year = first.partition("(")[2].rstrip(")")
    return int(year) if year.isdecimal() else 0
