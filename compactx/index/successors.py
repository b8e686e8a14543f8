"""What has followed a thing: later resolutions under its title, what succeeds it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from compactx.index.read import Index, Node

_RESOLUTION = "/RES/"
_SUCCEEDS = "SELECT src FROM edge WHERE dst = ? AND relation = (SELECT n FROM relation WHERE id = 'succeeds')"
_MEMBERS = (
    "SELECT other.src FROM edge AS own JOIN edge AS other ON other.dst = own.dst AND other.relation = own.relation"
    " JOIN node ON node.n = own.dst AND node.id LIKE 'series-%'"
    " WHERE own.src = ? AND own.relation = (SELECT n FROM relation WHERE id = 'member-of')"
)
_MOST = 60  # resolutions that share a title


def successors(index: Index, node: Node) -> list[Node]:
    """Return what came after an instrument and took its place, the earliest first.

    These are what succeeds it, step by step, and resolutions of the same body with the same title from later sessions.
    Titles that many resolutions of one session bear name no series.
    """
    if node.locator:
        return []
    found: dict[int, Node] = {}
    waiting = [node]
    while waiting and len(found) < _MOST:
        for (number,) in index.connection.execute(_SUCCEEDS, (waiting.pop().n,)).fetchall():
            if number not in found and number != node.n:
                found[number] = index.node(number)
                waiting.append(found[number])
    if node.kind == "resolution" and _RESOLUTION in node.symbol and node.date:
        found |= {one.n: one for one in (*_titled(index, node), *_counted(index, node))}
    return sorted(found.values(), key=lambda one: (_turn(one.symbol), one.date, one.symbol))


def _titled(index: Index, node: Node) -> Iterable[Node]:
    body, claim = node.symbol.partition(_RESOLUTION)[0], index.is_claim(node)
    same = [
        one
        for name in index.named(node.title)[:_MOST]
        if (one := index.node(name.node)).kind == "resolution"
        and one.symbol.partition(_RESOLUTION)[0] == body
        and index.is_claim(one) == claim
    ]
    turns = [_turn(one.symbol) for one in {one.n: one for one in same}.values()]
    if body == "S" or len(set(turns)) < len(turns):
        return []
    return [one for one in same if _turn(one.symbol) > _turn(node.symbol)]


def _counted(index: Index, node: Node) -> Iterable[Node]:
    """Return the later resolutions of the classes that count a resolution, if those hold resolutions alone."""
    rows = index.connection.execute(_MEMBERS, (node.n,)).fetchall()
    members = [index.node(number) for (number,) in rows]
    if not all(_RESOLUTION in one.symbol for one in members):
        return []
    return [one for one in members if _turn(one.symbol) > _turn(node.symbol)]


def _turn(symbol: str) -> int:
    """Return the session, or the year, that a symbol of a resolution tells; 0 if it tells none."""
    first, _, rest = symbol.partition(_RESOLUTION)[2].partition("/")
    return int(first) if rest and first.isdecimal() else 0
