"""Reading many rows at once: what an export needs of names and facts, and what completion needs of ids."""

from __future__ import annotations

from compactx.index.engine import BATCH
from compactx.model.text import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from compactx.index.read import Index

_END = "\U0010ffff"


def names_by_row(index: Index, numbers: Sequence[int] | None = None) -> dict[int, list[tuple[str, str]]]:
    """Return (name, type) pairs by row, the official name first; of all rows if none is named."""
    found: dict[int, list[tuple[str, str]]] = {}
    for node, name, kind in _rows(index, "SELECT node, name, type FROM name", "node", "n", numbers):
        found.setdefault(node, []).append((name, kind))
    return found


def ids_and_kinds(index: Index) -> Iterator[tuple[str, str]]:
    """Return (id, kind) of everything, in corpus order."""
    return index.connection.execute("SELECT id, kind FROM node ORDER BY n")


def facts_by_row(index: Index, numbers: Sequence[int] | None = None) -> dict[int, list[tuple[str, str]]]:
    """Return (key, value) pairs by row, in the order of the corpus; of all rows if none is named."""
    found: dict[int, list[tuple[str, str]]] = {}
    for node, key, value in _rows(index, "SELECT node, key, value FROM fact", "node", "node, position", numbers):
        found.setdefault(node, []).append((key, value))
    return found


def _rows(
    index: Index, select: str, column: str, order: str, numbers: Sequence[int] | None
) -> Iterator[tuple[Any, ...]]:
    if numbers is None:
        yield from index.connection.execute(f"{select} ORDER BY {order}")
        return
    for start in range(0, len(numbers), BATCH):
        batch = numbers[start : start + BATCH]
        marks = ",".join("?" * len(batch))
        yield from index.connection.execute(f"{select} WHERE {column} IN ({marks}) ORDER BY {order}", batch)


def ids_starting(index: Index, prefix: str, limit: int) -> list[tuple[str, str]]:
    """Return (id, title) of what has an id that starts so, in id order; without a prefix, of what is known by name."""
    where = "id >= ? AND id < ?" if prefix else "locator = '' AND id >= ? AND id < ?"
    sql = f"SELECT id, coalesce(nullif(title, ''), gist) FROM node WHERE {where} ORDER BY id LIMIT ?"
    return index.connection.execute(sql, (prefix, prefix + _END, limit)).fetchall()


def names_starting(index: Index, text: str, limit: int) -> list[tuple[str, str]]:
    """Return (name, id) of what has a name that starts so, in any case and spacing, in name order."""
    start = fold(text)
    sql = (
        "SELECT DISTINCT name.name, node.id FROM name JOIN node ON node.n = name.node"
        " WHERE folded >= ? AND folded < ? ORDER BY folded LIMIT ?"
    )
    return index.connection.execute(sql, (start, start + _END, limit)).fetchall()


def locators_starting(index: Index, dotted: str, limit: int) -> list[tuple[str, str]]:
    """Return (printed locator, title) of the provisions of the main instrument at and below such a locator."""
    main = index.main()
    if main is None:
        return []
    sql = (
        "SELECT printed, coalesce(nullif(title, ''), gist) FROM node"
        " WHERE instrument = ? AND locator >= ? AND locator < ? ORDER BY n LIMIT ?"
    )
    return index.connection.execute(sql, (main.n, dotted, dotted + _END, limit)).fetchall()


def numbered(index: Index, kinds: Iterable[str], limit: int) -> list[tuple[str, int, str, str]]:
    """Return (kind, number, locator, title) of numbered nodes of some kinds, the main instrument's first."""
    wanted = list(kinds)
    marks = ",".join("?" * len(wanted))
    sql = (
        "SELECT kind, coalesce(number, 0), locator, coalesce(nullif(title, ''), gist) FROM node"
        f" WHERE kind IN ({marks}) ORDER BY n LIMIT ?"
    )
    return index.connection.execute(sql, (*wanted, limit)).fetchall()


def relation_rows(index: Index) -> list[tuple[str, str, str, str]]:
    """Return the vocabulary: id, both readings and family, in its own order."""
    return index.connection.execute("SELECT id, forward, backward, family FROM relation ORDER BY n").fetchall()
