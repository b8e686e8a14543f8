"""What is asked of all things at once: their names, what is no name, what parts are called, and whose they are."""

from __future__ import annotations

from compactx.index.facts import false_friend
from compactx.model.record import Record
from compactx.model.text import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.index.facts import Row
    from compactx.index.read import Index, Node
    from compactx.model.entry import FalseFriend


def false_friends(index: Index) -> Iterator[tuple[str, FalseFriend]]:
    """Yield the id of a thing and what looks like it and is not, in corpus order."""
    return ((identity, false_friend(text)) for identity, text in facts_named(index, "false_friends"))


def facts_named(index: Index, key: str) -> list[Row]:
    """Return (id, value) of every fact with this key, in corpus order; one with parts as the one text it is kept as."""
    sql = "SELECT node.id, value FROM fact JOIN node ON node.n = fact.node WHERE key = ? ORDER BY node, position"
    return index.connection.execute(sql, (key,)).fetchall()


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


class NameRow(Record):
    """One form of a name with the thing it names."""

    id: str
    kind: str
    title: str
    name: str
    type: str
    ambiguous: bool
    detect: bool
    origin: int = 0


def name_rows(index: Index) -> Iterator[NameRow]:
    """Return every form of every name, in corpus order."""
    sql = (
        "SELECT node.id, node.kind, node.title, name.name, name.type, name.ambiguous, name.detect, name.origin"
        " FROM name JOIN node ON node.n = name.node ORDER BY name.n"
    )
    for identity, kind, title, name, sort, ambiguous, detect, origin in index.connection.execute(sql):
        yield NameRow(identity, kind, title, name, sort, bool(ambiguous), bool(detect), origin)
