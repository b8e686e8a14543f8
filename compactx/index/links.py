"""The SQL of questions about many references at once: pairs of rows, counted, without reading the rows themselves."""

from __future__ import annotations

from compactx.index.cache import BATCH
from compactx.model.kinds import NAMING
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from compactx.index.read import Index

    # A reference as row numbers: its own, where it starts, the clause that proves it (or where it starts), and what it
    # leads to. Plain tuples as they are read: they come by the ten thousand, and records take five times as long.
    Link = tuple[int, int, int, int]
    # Where a row stands: its kind, whether it is a part (has a locator), its instrument, the number of its objective.
    Place = tuple[str, int, int | None, int | None]


# Evidence that a text names a thing, in families that are references; what a text says of itself joins nothing.
_NAMED = " relation.family IN ({families}) AND edge.basis IN ({bases}) AND relation.id <> 'speaks-of-itself'"
# A part in follow-up that a clause gives somebody is no citation by the clause.
_OWN = (
    f" AND (relation.family <> 'follow-up' OR (edge.src = coalesce(edge.clause, edge.src) AND edge.basis IN {NAMING}))"
)


def links_from(
    index: Index, rows: Iterable[int], bases: tuple[str, ...], *, lineage: bool = False, roles: bool = True
) -> list[Link]:
    """Return the references that start at, or are proved by, any of the rows; without ``roles`` citations alone."""
    return _links(index, ("edge.src", "edge.clause"), rows, _sql("{where}", bases, lineage=lineage, roles=roles), bases)


def links_to(
    index: Index,
    rows: Iterable[int],
    bases: tuple[str, ...],
    *,
    lineage: bool = False,
    each: int = 1,
    roles: bool = True,
) -> list[Link]:
    """Return the references that lead to any of the rows; ``each`` 7 reads only each seventh of the corpus."""
    column = "edge.dst" if each == 1 else f"edge.n % {each:d} = 0 AND edge.dst"
    return _links(index, (column,), rows, _sql("{where}", bases, lineage=lineage, roles=roles), bases)


def all_links(index: Index, bases: tuple[str, ...], *, lineage: bool = False, roles: bool = True) -> Iterator[Link]:
    """Return every reference, with the lineage of ideas if asked for."""
    sql = _sql("1", bases, lineage=lineage, roles=roles)
    return index.connection.execute(f"{sql} ORDER BY edge.n", bases)


def unit_links(
    index: Index, bases: tuple[str, ...]
) -> Iterator[tuple[int, tuple[int, int | None, int | None], tuple[int, int | None, int | None]]]:
    """Return (clause, citing, cited) of every reference, both ends as (row, instrument, number of the objective)."""
    sql = _sql("1", bases).replace("SELECT edge.n, edge.src, coalesce(edge.clause, edge.src), edge.dst FROM edge",
        "SELECT tail.n, tail.instrument, tail.objective, head.n, head.instrument, head.objective FROM edge"
        " CROSS JOIN node AS tail ON tail.n = coalesce(edge.clause, edge.src)"
        " CROSS JOIN node AS head ON head.n = edge.dst")  # fmt: skip
    return ((row[0], row[:3], row[3:]) for row in index.connection.execute(f"{sql} ORDER BY edge.n", bases))


def _links(index: Index, columns: tuple[str, ...], rows: Iterable[int], sql: str, bases: tuple[str, ...]) -> list[Link]:
    wanted = list(dict.fromkeys(rows))
    found: dict[int, Link] = {}
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        marks = ",".join("?" * len(batch))
        for column in columns:
            asked = sql.replace("{where}", f"{column} IN ({marks})")
            found.update((row[0], row) for row in index.connection.execute(asked, (*batch, *bases)))
    return [found[n] for n in sorted(found)]


def _sql(where: str, bases: tuple[str, ...], *, lineage: bool = False, roles: bool = True) -> str:
    families = ", ".join(f"'{family}'" for family in ("citation", "follow-up", *(("lineage",) if lineage else ())))
    named = _NAMED.format(families=families, bases=",".join("?" * len(bases)))
    return (
        "SELECT edge.n, edge.src, coalesce(edge.clause, edge.src), edge.dst FROM edge"
        f" JOIN relation ON relation.n = edge.relation WHERE {where} AND{named}{'' if roles else _OWN}"
    )


def wholes(index: Index, rows: Iterable[int]) -> dict[int, tuple[int | None, int | None, str]]:
    """Return for each of the rows, and for everything above it, what it stands in, its instrument and its kind."""
    found: dict[int, tuple[int | None, int | None, str]] = {}
    pending = set(rows)
    while pending:
        batch = [pending.pop() for _ in range(min(BATCH, len(pending)))]
        sql = f"SELECT n, parent, instrument, kind FROM node WHERE n IN ({','.join('?' * len(batch))})"
        for number, parent, instrument, kind in index.connection.execute(sql, batch):
            found[number] = (parent, instrument, kind)
            pending.update(n for n in (parent, instrument) if n is not None and n not in found)
        pending.difference_update(found)
    return found


def places(index: Index, rows: Iterable[int]) -> dict[int, Place]:
    """Return where each of the rows stands, without reading what it says."""
    wanted = list(dict.fromkeys(rows))
    found: dict[int, Place] = {}
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        sql = (
            f"SELECT n, kind, locator <> '', instrument, objective FROM node WHERE n IN ({','.join('?' * len(batch))})"
        )
        found.update((row[0], row[1:]) for row in index.connection.execute(sql, batch))
    return found


def provision_count(index: Index, rows: Iterable[int], most: int) -> int:
    """Return how many provisions the instruments among the rows have, no more than ``most``."""
    wanted, total = list(rows), 0
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        marks = ",".join("?" * len(batch))
        sql = f"SELECT count(*) FROM (SELECT 1 FROM node WHERE instrument IN ({marks}) LIMIT ?)"
        total += index.connection.execute(sql, (*batch, most - total)).fetchone()[0]
        if total >= most:
            break
    return total


def parts_of(index: Index, rows: Iterable[int]) -> list[int]:
    """Return the rows with everything that stands in them, in reading order."""
    found: set[int] = set()
    pending = list(rows)
    while pending:
        found.update(pending)
        batch, pending = pending[:BATCH], pending[BATCH:]
        marks = ",".join("?" * len(batch))
        sql = f"SELECT n FROM node WHERE parent IN ({marks})"
        pending += [row[0] for row in index.connection.execute(sql, batch) if row[0] not in found]
    return sorted(found)


def accepted_clauses(index: Index) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the reason and date for each clause and fingerprint that somebody accepted, the last one said."""
    rows = index.connection.execute("SELECT clause, fingerprint, reason, date FROM accepted")
    return {(clause, fingerprint): (reason, date) for clause, fingerprint, reason, date in rows}


class DanglingReference(Record):
    """A reference that leads nowhere: an end or the relation is not in the corpus; ends are ids."""

    src: str
    dst: str
    relation: str
    forward: str
    backward: str
    family: str
    basis: str
    surface: str
    pinpoint: str
    confidence: str
    file: str
    line: int


def dangling_rows(index: Index, ids: Iterable[str]) -> list[DanglingReference]:
    """Return the references from or to any of the ids that lead nowhere, in the order of the files."""
    wanted, found = list(dict.fromkeys(ids)), dict[int, DanglingReference]()
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        marks = ",".join("?" * len(batch))
        sql = (
            "SELECT unresolved.rowid, src, dst, unresolved.relation, coalesce(forward, unresolved.relation),"
            " coalesce(backward, unresolved.relation), coalesce(family, 'citation'), basis, surface, pinpoint,"
            " confidence, file, line FROM unresolved LEFT JOIN relation ON relation.id = unresolved.relation"
            f" WHERE src IN ({marks}) OR dst IN ({marks})"
        )
        found.update((row[0], DanglingReference(*row[1:])) for row in index.connection.execute(sql, (*batch, *batch)))
    return [found[n] for n in sorted(found)]


def unresolved(index: Index) -> list[tuple[str, str, str, str, str, int]]:
    """Return the references that lead nowhere: from, to, relation, surface, file and line."""
    sql = "SELECT src, dst, relation, surface, file, line FROM unresolved ORDER BY file, line"
    return index.connection.execute(sql).fetchall()
