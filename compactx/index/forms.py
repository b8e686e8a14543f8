"""Every form of every name at once: what a detector of names is made from."""

from __future__ import annotations

from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.index.read import Index


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


def facts_named(index: Index, key: str) -> list[tuple[str, str]]:
    """Return (id, value) of every fact with this key, in corpus order."""
    sql = "SELECT node.id, value FROM fact JOIN node ON node.n = fact.node WHERE key = ? ORDER BY node, position"
    return index.connection.execute(sql, (key,)).fetchall()
