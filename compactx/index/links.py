"""The SQL of questions about many references at once: pairs of rows, counted, without reading the rows themselves."""

from __future__ import annotations

from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from compactx.index.read import Index

_BATCH = 400
# Evidence that a text names a thing, in families that are references; what a text says of itself joins nothing.
_NAMED = " relation.family IN ({families}) AND edge.basis IN ({bases}) AND relation.id <> 'speaks-of-itself'"


class Link(Record):
    """A reference as row numbers: the clause that proves it (or where it starts), and what it leads to."""

    edge: int
    src: int
    clause: int
    dst: int


def links_from(index: Index, rows: Iterable[int], bases: tuple[str, ...]) -> list[Link]:
    """Return the references that start at, or are proved by, any of the rows."""
    return _links(index, "{column} IN ({marks})", ("edge.src", "edge.clause"), rows, bases)


def links_to(index: Index, rows: Iterable[int], bases: tuple[str, ...]) -> list[Link]:
    """Return the references that lead to any of the rows."""
    return _links(index, "{column} IN ({marks})", ("edge.dst",), rows, bases)


def all_links(index: Index, bases: tuple[str, ...], *, lineage: bool = False) -> Iterator[Link]:
    """Return every reference, with the lineage of ideas if asked for."""
    sql = _sql("1", bases, ("lineage",) if lineage else ())
    return (Link(*row) for row in index.connection.execute(f"{sql} ORDER BY edge.n", bases))


def _links(
    index: Index, where: str, columns: tuple[str, ...], rows: Iterable[int], bases: tuple[str, ...]
) -> list[Link]:
    wanted = list(dict.fromkeys(rows))
    found: dict[int, Link] = {}
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        marks = ",".join("?" * len(batch))
        for column in columns:
            sql = _sql(where.format(column=column, marks=marks), bases)
            found.update((row[0], Link(*row)) for row in index.connection.execute(sql, (*batch, *bases)))
    return [found[n] for n in sorted(found)]


def _sql(where: str, bases: tuple[str, ...], more: tuple[str, ...] = ()) -> str:
    families = ", ".join(f"'{family}'" for family in ("citation", "follow-up", *more))
    named = _NAMED.format(families=families, bases=",".join("?" * len(bases)))
    return (
        "SELECT edge.n, edge.src, coalesce(edge.clause, edge.src), edge.dst FROM edge"
        f" JOIN relation ON relation.n = edge.relation WHERE {where} AND{named}"
    )


def wholes(index: Index) -> dict[int, tuple[int | None, int | None]]:
    """Return for each row what it stands in and the instrument it belongs to."""
    rows = index.connection.execute("SELECT n, parent, instrument FROM node")
    return {number: (parent, instrument) for number, parent, instrument in rows}


def parts_of(index: Index, rows: Iterable[int]) -> list[int]:
    """Return the rows with everything that stands in them, in reading order."""
    found: set[int] = set()
    pending = list(rows)
    while pending:
        found.update(pending)
        batch, pending = pending[:_BATCH], pending[_BATCH:]
        marks = ",".join("?" * len(batch))
        sql = f"SELECT n FROM node WHERE parent IN ({marks})"
        pending += [row[0] for row in index.connection.execute(sql, batch) if row[0] not in found]
    return sorted(found)


def accepted(index: Index) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the reason and date for each clause and fingerprint that somebody accepted, the last one said."""
    rows = index.connection.execute("SELECT clause, fingerprint, reason, date FROM accepted")
    return {(clause, fingerprint): (reason, date) for clause, fingerprint, reason, date in rows}


def unresolved(index: Index) -> list[tuple[str, str, str, str, str, int]]:
    """Return the references that lead nowhere: from, to, relation, surface, file and line."""
    sql = "SELECT src, dst, relation, surface, file, line FROM unresolved ORDER BY file, line"
    return index.connection.execute(sql).fetchall()
