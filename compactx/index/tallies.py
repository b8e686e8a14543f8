"""The SQL of figures: what was counted when the index was built, and what few rows say about many."""

from __future__ import annotations

from compactx.index.links import links_from
from compactx.index.rows import EDGES, NODES, Edge, Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from compactx.index.read import Index

_BATCH = 400


def most_cited(index: Index, top: int = 0) -> list[tuple[int, int]]:
    """Return (row, clauses that cite it), the most cited first; all of them without ``top``."""
    sql = "SELECT node, clauses FROM cited WHERE clauses > 0 ORDER BY clauses DESC, node LIMIT ?"
    return index.connection.execute(sql, (top or -1,)).fetchall()


def citing(index: Index, rows: Iterable[int]) -> dict[int, int]:
    """Return how many clauses cite each of the rows; 0 is left out."""
    return dict(_numbers(index, "SELECT node, clauses FROM cited WHERE clauses > 0 AND node IN", rows))


def degrees(index: Index, rows: Iterable[int]) -> dict[int, int]:
    """Return how many references lead to each of the rows; 0 is left out."""
    return dict(_numbers(index, "SELECT node, degree FROM cited WHERE node IN", rows))


def _numbers(index: Index, select: str, rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    wanted = list(dict.fromkeys(rows))
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        yield from index.connection.execute(f"{select} ({','.join('?' * len(batch))})", batch)


def named(index: Index) -> list[Node]:
    """Return everything that is known by name, in corpus order: all but provisions."""
    sql = NODES.replace(" FROM node", " FROM node INDEXED BY node_named") + " WHERE locator = '' ORDER BY n"
    return [Node(*row) for row in index.connection.execute(sql)]


def alone(index: Index) -> set[int]:
    """Return the rows of things known by name that no edge touches."""
    sql = (
        "SELECT n FROM node INDEXED BY node_named WHERE locator = ''"
        " AND NOT EXISTS (SELECT 1 FROM edge WHERE edge.src = node.n)"
        " AND NOT EXISTS (SELECT 1 FROM edge WHERE edge.dst = node.n)"
    )
    return {row[0] for row in index.connection.execute(sql)}


def facts_of_named(index: Index, keys: tuple[str, ...]) -> dict[int, dict[str, list[str]]]:
    """Return the facts of some keys of everything that is known by name, by row and key."""
    found: dict[int, dict[str, list[str]]] = {}
    sql = f"SELECT node, key, value FROM fact WHERE key IN ({','.join('?' * len(keys))}) ORDER BY node, position"
    for node, key, value in index.connection.execute(sql, keys):
        found.setdefault(node, {}).setdefault(key, []).append(value)
    return found


def doubted(index: Index) -> list[Edge]:
    """Return the edges that the corpus itself doubts, in its order."""
    sql = f"{EDGES} WHERE edge.confidence = 'low' ORDER BY edge.n".replace(
        " FROM edge JOIN", " FROM edge INDEXED BY edge_doubted JOIN"
    )
    return [Edge(*row) for row in index.connection.execute(sql)]


def of_objective(index: Index, objective: Node) -> set[int]:
    """Return the rows of everything that stands in an objective."""
    sql = "SELECT n FROM node WHERE instrument = ? AND objective = ?"
    return {row[0] for row in index.connection.execute(sql, (objective.instrument, objective.number))}


def cited_by(index: Index, whole: Node, bases: tuple[str, ...]) -> set[int]:
    """Return the rows of what the clauses of an instrument cite."""
    sql = "SELECT n FROM node WHERE instrument = ?"
    clauses = {row[0] for row in index.connection.execute(sql, (whole.n,))}
    return {link.dst for link in links_from(index, clauses, bases) if link.clause in clauses}
