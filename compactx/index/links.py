"""The SQL of questions about many references at once: pairs of rows, counted, and what refers to a thing, row by row.

A hub has a hundred thousand references, and none is held but the one read: the numbers of its edges are put in the
order of their clauses, and what a reference says is read when its turn comes.
"""

from __future__ import annotations

from compactx.index.cache import BATCH
from compactx.model.kinds import EVIDENCE, NAMING
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
    from typing import Any

    # Rows of the clause, of what it counts for, of the document (None for facts without a clause), of the source;
    # family, relation, basis; id of the source, locator, id of the clause; surface. Where all is read: objective,
    # pinpoint and its kind, file and line, confidence, strength, rationale.
    Row = tuple[Any, ...]


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


_CLAUSE = "CASE WHEN edge.clause > 0 THEN edge.clause ELSE edge.src END"
_HAS_CLAUSE = "(edge.clause > 0 OR tail.locator <> '')"
_HOLDER = (
    "CASE WHEN said.kind = 'footnote' AND said.parent NOT NULL AND said.parent IS NOT said.instrument"
    " THEN said.parent ELSE said.n END"
)
_ORDERED = f"(SELECT n AS at FROM edge WHERE dst = ? ORDER BY {_CLAUSE}, n LIMIT -1)"
_BESIDE = (
    "CROSS JOIN relation ON relation.n = edge.relation CROSS JOIN node AS tail ON tail.n = edge.src"
    f" CROSS JOIN node AS said ON said.n = {_CLAUSE} WHERE "
)
_COLUMNS = (
    f"SELECT said.n, {_HOLDER}, CASE WHEN {_HAS_CLAUSE} THEN said.instrument END, tail.n, relation.family,"
    f" relation.id, edge.basis, tail.id, CASE WHEN {_HAS_CLAUSE} THEN said.printed ELSE '' END,"
    f" CASE WHEN {_HAS_CLAUSE} THEN said.id END, edge.surface"
)
_REST = (
    f", CASE WHEN {_HAS_CLAUSE} THEN said.objective END, edge.pinpoint, edge.pinpoint_kind, edge.file, edge.line,"
    " edge.confidence, edge.strength, edge.rationale"
)
_CITING = (
    f"said.instrument IS NOT edge.dst AND (relation.family = 'citation' AND edge.basis IN {EVIDENCE}"
    f" OR relation.family = 'follow-up' AND said.n = tail.n AND edge.basis IN {NAMING})"
)
_OURS = "(edge.basis = 'editorial' OR relation.family = 'lineage')"


class ReferringFilter(Record):
    """Which references are wanted, in the words of the index; an empty field leaves all in.

    ``families`` and ``bases`` leave out what is none; ``kinds`` and ``legal`` look at the source. ``citing`` wants
    those that make their clause cite the thing, and beside them ``editorial`` links that are ours, ``follow_up`` roles
    in follow-up, and ``itself`` what the thing says of itself.
    """

    families: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    legal: tuple[str, ...] = ()
    objectives: tuple[int, ...] = ()
    instrument: int | None = None
    citing: bool = True
    editorial: bool = False
    follow_up: bool = False
    itself: bool = False


def count(index: Index, node: int, wanted: ReferringFilter, *, mentions: bool) -> int:
    """Return how many clauses refer to a thing so, or how often they do."""
    where, values = _where(wanted)
    what = "*" if mentions else f"DISTINCT {_HOLDER}"
    sql = f"SELECT count({what}) FROM edge {_BESIDE}edge.dst = ? AND {where}"
    return int(index.connection.execute(sql, (node, *values)).fetchone()[0])


def referring_rows(index: Index, node: int, wanted: ReferringFilter, *, whole: bool) -> Iterator[Row]:
    """Yield the references to a thing in the order of the clauses that prove them; ``whole`` with all columns."""
    where, values = _where(wanted)
    columns = f"{_COLUMNS}{_REST}" if whole else _COLUMNS
    sql = f"{columns} FROM {_ORDERED} CROSS JOIN edge ON edge.n = at {_BESIDE}{where}"
    return index.connection.execute(sql, (node, *values))


def id_day_symbol(index: Index, number: int) -> tuple[str, str, str]:
    """Return the id, day and symbol of a row; it is not kept."""
    sql = "SELECT id, date, symbol FROM node WHERE n = ?"
    found: tuple[str, str, str] = index.connection.execute(sql, (number,)).fetchone()
    return found


def _where(wanted: ReferringFilter) -> tuple[str, list[object]]:
    """Return the condition and its values."""
    clauses, values = ["relation.family <> 'structure'"], list[object]()
    for column, asked in (
        ("relation.family", wanted.families),
        ("edge.basis", wanted.bases),
        ("relation.id", wanted.relations),
        ("tail.kind", wanted.kinds),
        ("tail.legal", wanted.legal),
        ("said.objective", wanted.objectives),
    ):
        if asked:
            clauses.append(f"{column} IN ({','.join('?' * len(asked))})")
            values += asked
    if wanted.instrument is not None:
        clauses.append(f"{_HAS_CLAUSE} AND said.instrument = ?")
        values.append(wanted.instrument)
    if wanted.citing:
        clauses.append(f"({' OR '.join(_counting(wanted))})")
    return " AND ".join(clauses), values


def _counting(wanted: ReferringFilter) -> Iterator[str]:
    """Yield the conditions of which one must hold."""
    own = f"{_HAS_CLAUSE} AND said.instrument = edge.dst"
    yield _CITING
    if wanted.editorial:
        yield _OURS
    if wanted.itself:
        yield f"NOT {_OURS} AND {own}"
    if wanted.follow_up:
        yield f"NOT {_OURS} AND NOT ({own}) AND relation.family = 'follow-up'"
