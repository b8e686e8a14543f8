"""What is asked of instruments: extents, whose the parts of a kind are, and what has followed one.

Which parts of one exist is told by the corpus or by a document that is held whole; later resolutions under its title
and what succeeds it have followed it.
"""

from __future__ import annotations

from compactx.index.cache import BATCH
from compactx.model.extent import Extent, Range
from compactx.model.finding import Place
from compactx.model.text import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from compactx.index.read import Index, Node


_COLUMNS = "unit, within, last, shift, also, parts, letters, sources, confidence, file, line"


def extent_of(index: Index, node: Node) -> Extent:
    """Return which parts exist of an instrument, or of the instrument of a provision; no ranges: nothing is known.

    What the corpus says comes first. A document of the library that numbers its paragraphs from 1 without a gap
    has those and no others, for it was read whole.
    """
    whole = index.instrument_of(node) or node
    sql = f"SELECT {_COLUMNS} FROM extent WHERE node = ? ORDER BY n"
    rows = [_range(whole.id, row) for row in index.connection.execute(sql, (whole.n,))]
    return Extent(tuple(rows) or _held(index, whole))


def measured(index: Index) -> frozenset[int]:
    """Return the instruments of the corpus of which it says which parts exist."""
    return frozenset(number for (number,) in index.connection.execute("SELECT DISTINCT node FROM extent"))


def is_of_library(index: Index, node: Node) -> bool:
    """Say whether a node is a document of the library, or stands in one."""
    first = index.meta().get("corpus_rows")
    return first is not None and node.n > int(first)


def _range(identity: str, row: tuple[object, ...]) -> Range:
    unit, within, last, offset, also, parts, letters, sources, confidence, file, line = row
    return Range(
        identity, str(unit), int(str(last)), Place(str(file), int(str(line))), str(within), int(str(offset)),
        _divided(also), str(parts), bool(letters), _divided(sources), str(confidence),
    )  # fmt: skip


def _divided(value: object) -> tuple[str, ...]:
    return tuple(str(value).split("\t")) if value else ()


def _held(index: Index, whole: Node) -> tuple[Range, ...]:
    """Return the paragraphs of a library document; the corpus holds extracts, which prove nothing by what they lack."""
    if not is_of_library(index, whole):
        return ()
    sql = "SELECT locator FROM node WHERE instrument = ? AND kind = 'paragraph'"
    numbers = {int(text) for (text,) in index.connection.execute(sql, (whole.n,)) if text.isdecimal()}
    if not numbers or numbers != set(range(1, max(numbers) + 1)):
        return ()
    place = Place(whole.file, whole.line)
    return (Range(whole.id, "paragraph", max(numbers), place, sources=("counted in the document",)),)


def bare_parts(index: Index) -> dict[str, Node]:
    """Return the kinds of parts that texts cite without naming the instrument, each with the instrument that is meant.

    A kind that two instruments claim is the first one's in corpus order.
    """
    rows = index.connection.execute("SELECT value, node FROM fact WHERE key = 'bare_parts' ORDER BY node DESC")
    return {kind: index.node(node) for kind, node in rows}


def part_names(index: Index) -> dict[str, tuple[str, int]]:
    """Return what parts are called besides, folded ("sdg"), each with the kind of part and the number of the whole."""
    kinds: dict[int, str] = {}
    for key in ("'part_kinds'", "'bare_parts'"):  # written out: an index of the tables serves each
        rows = index.connection.execute(f"SELECT node, value FROM fact WHERE key = {key} ORDER BY node, position")
        for node, kind in rows:
            kinds.setdefault(node, kind)
    names = index.connection.execute("SELECT node, value FROM fact WHERE key = 'part_names'")
    return {fold(name): (kinds[node], node) for node, name in names if node in kinds}


_TIED = (
    "SELECT other.id FROM node JOIN edge ON edge.src = node.n JOIN node AS other ON other.n = edge.dst"
    " WHERE node.id = ? AND edge.relation = (SELECT n FROM relation WHERE id = ?) ORDER BY edge.n"
)


def tied_to(index: Index, identity: str, relation: str) -> tuple[str, ...]:
    """Return the ids of what a thing leads to by a relation, in the order of its edges."""
    return tuple(other for (other,) in index.connection.execute(_TIED, (identity, relation)))


_RESOLUTION = "/RES/"
_SUCCEEDS = "succeeds"
_MEMBERS = (
    "SELECT other.src FROM edge AS own JOIN edge AS other ON other.dst = own.dst AND other.relation = own.relation"
    " JOIN node ON node.n = own.dst AND node.id LIKE 'series-%'"
    " WHERE own.src = ? AND own.relation = (SELECT n FROM relation WHERE id = 'member-of')"
)
_MOST = 60  # resolutions that share a title


def relation_number(index: Index, relation: str) -> int:
    """Return the row of a relation, 0 if the vocabulary has none of this name."""
    row = index.connection.execute("SELECT n FROM relation WHERE id = ?", (relation,)).fetchone()
    return int(row[0]) if row else 0


def successors(index: Index, node: Node) -> list[Node]:
    """Return what came after an instrument and took its place, the earliest first.

    These are what succeeds it, step by step, and resolutions of the same body with the same title from later sessions.
    Titles that many resolutions of one session bear name no series.
    """
    return successors_of(index, (node,))[node.n]


def successors_of(index: Index, nodes: Iterable[Node]) -> dict[int, list[Node]]:
    """Return what came after each of some instruments, by their row numbers, as :func:`successors` does."""
    wholes = {node.n: not node.locator and node for node in nodes}
    following = _following(index, [number for number, node in wholes.items() if node])
    return {number: _successors(index, node, following) if node else [] for number, node in wholes.items()}


def _following(index: Index, numbers: Collection[int]) -> dict[int, list[int]]:
    """Return what succeeds each of some rows, and what succeeds that in turn."""
    relation = relation_number(index, _SUCCEEDS)
    found: dict[int, list[int]] = {}
    waiting = list(dict.fromkeys(numbers)) if relation else []
    while waiting:
        found |= {number: [] for number in waiting}
        for batch in (waiting[start : start + BATCH] for start in range(0, len(waiting), BATCH)):
            # The relation stands in the statement itself: so SQLite sees that the index of successions answers it.
            sql = f"SELECT dst, src FROM edge WHERE dst IN ({','.join('?' * len(batch))}) AND relation = {relation:d}"
            for earlier, later in index.connection.execute(f"{sql} ORDER BY n", batch):
                found[earlier].append(later)
        waiting = [later for earlier in waiting for later in found[earlier] if later not in found]
        waiting = list(dict.fromkeys(waiting))
    return found


def _successors(index: Index, node: Node, following: Mapping[int, list[int]]) -> list[Node]:
    found: dict[int, Node] = {}
    waiting = [node.n]
    while waiting and len(found) < _MOST:
        for number in following.get(waiting.pop(), ()):
            if number not in found and number != node.n:
                found[number] = index.node(number)
                waiting.append(number)
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
