"""Figures: questions about everything, which read what was counted when the index was built."""

from __future__ import annotations

from compactx.index.cache import BATCH
from compactx.index.links import links_from
from compactx.index.read import EDGES, NODES, Edge, Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from compactx.index.read import Index


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
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        yield from index.connection.execute(f"{select} ({','.join('?' * len(batch))})", batch)


def by_ids(index: Index, ids: Iterable[str]) -> dict[str, Node]:
    """Return the nodes that have these ids, by id."""
    wanted = list(dict.fromkeys(ids))
    found: dict[str, Node] = {}
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        rows = index.connection.execute(f"{NODES} WHERE node.id IN ({','.join('?' * len(batch))})", batch)
        found.update((row[1], Node.of(row)) for row in rows)
    return found


def named_nodes(index: Index) -> list[Node]:
    """Return everything that is known by name, in corpus order: all but provisions."""
    sql = NODES.replace(" FROM node", " FROM node INDEXED BY node_named") + " WHERE locator = '' ORDER BY n"
    return list(map(Node.of, index.connection.execute(sql)))


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
    return {target for _, _, clause, target in links_from(index, clauses, bases) if clause in clauses}


_WHOLE_YEAR = ("-12-31", "-12-99", "-99")
# Documents of a part of a year are few: what they cite is read.
_IN_YEAR = """
WITH document AS (
    SELECT n FROM node INDEXED BY node_named WHERE locator = '' AND date >= ? AND date <= ?
), citing AS (
    SELECT n FROM document
    UNION ALL SELECT node.n FROM document CROSS JOIN node ON node.instrument = document.n
        WHERE node.n NOT IN (SELECT node FROM said WHERE date <> '')
    UNION ALL SELECT node FROM said WHERE date >= ? AND date <= ?
), reference AS (
    SELECT citing.n AS clause, src, dst, relation, basis FROM citing CROSS JOIN edge ON edge.src = citing.n
        WHERE edge.clause IS NULL
    UNION ALL SELECT citing.n, src, dst, relation, basis FROM citing CROSS JOIN edge ON edge.clause = citing.n
)
SELECT family, basis, dst, node.instrument, src, clause,
    CASE WHEN node.kind = 'footnote' AND node.parent <> node.instrument THEN node.parent ELSE node.n END
    FROM reference JOIN relation ON relation.n = reference.relation CROSS JOIN node ON node.n = clause
    WHERE family IN ('citation', 'follow-up')
"""


def by_year(index: Index, as_of: str) -> list[tuple[int, int, int]]:
    """Return (row, year, citing clauses) of everything that documents with a date cite, up to a day if one is given."""
    year = int(as_of[:4] or 9999)
    whole = not as_of or as_of[4:] in _WHOLE_YEAR
    sql = "SELECT node, year, clauses FROM cited_in WHERE year > 0 AND clauses > 0 AND year <= ?"
    found = index.connection.execute(sql, (year if whole else year - 1,)).fetchall()
    if not whole:
        found += [(node, year, clauses) for node, clauses in _in_year(index, as_of[:4], as_of).items()]
    return found


def _in_year(index: Index, first: str, last: str) -> dict[int, int]:
    """Return how many clauses of documents between two days cite each thing."""
    from compactx.index.writing.counting import ReferenceCounter, is_citing  # noqa: PLC0415 - part of a year is seldom asked for

    counting = ReferenceCounter(index.connection, 0)
    rows = index.connection.execute(_IN_YEAR, (first, last, first, last))
    pairs = {
        (end, holder)
        for family, basis, target, whole, src, clause, holder in rows
        if is_citing(family, basis, target, whole, own=src == clause)
        for end in counting.ends(target, src)
    }
    found: dict[int, int] = {}
    for end, _ in pairs:
        found[end] = found.get(end, 0) + 1
    return found


def documents_by_year(index: Index, as_of: str) -> list[tuple[int, int]]:
    """Return (year, instruments) of that year, those with clauses here alone: the others say nothing."""
    sql = (
        "SELECT CAST(substr(date, 1, 4) AS INTEGER), count(*) FROM node WHERE locator = '' AND date <> ''"
        " AND EXISTS (SELECT 1 FROM node AS part WHERE part.parent = node.n)"
        " AND (? = '' OR date <= ?) GROUP BY 1 ORDER BY 1"
    )
    return index.connection.execute(sql, (as_of, as_of)).fetchall()


def sharing(index: Index, prints: Collection[str]) -> dict[int, tuple[set[str], int]]:
    """Return which of these fingerprints clauses of each instrument of the corpora have, and how many it has in all."""
    sql = "SELECT instrument, fingerprint FROM node WHERE fingerprint <> '' AND instrument NOT NULL AND line > 0"
    every: dict[int, set[str]] = {}
    for instrument, own in index.connection.execute(sql):
        every.setdefault(instrument, set()).add(own)
    shared = {instrument: own.intersection(prints) for instrument, own in every.items()}
    return {instrument: (same, len(every[instrument])) for instrument, same in shared.items() if same}


def fingerprinted(index: Index, instrument: int) -> bool:
    """Say whether the wording of any clause of an instrument is known by its fingerprint."""
    sql = "SELECT 1 FROM node WHERE instrument = ? AND fingerprint <> '' LIMIT 1"
    return index.connection.execute(sql, (instrument,)).fetchone() is not None
