"""The SQL of time: how often things are cited by documents of each year."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.index.read import Index

_CITING = (
    "FROM edge JOIN relation ON relation.n = edge.relation"
    " JOIN node AS clause ON clause.n = coalesce(edge.clause, edge.src)"
    " LEFT JOIN node AS whole ON whole.n = clause.instrument"
    " WHERE relation.family IN ('citation', 'follow-up') AND edge.basis IN ('text', 'nested', 'footnote', 'official')"
    " AND relation.id <> 'speaks-of-itself' AND coalesce(whole.date, clause.date) <> ''"
)
_DAY = "coalesce(whole.date, clause.date)"


def by_year(index: Index, as_of: str) -> list[tuple[int, int, int]]:
    """Return (row, year, citing clauses) of everything that documents with a date cite, up to a day if one is given."""
    sql = (
        f"SELECT edge.dst, CAST(substr({_DAY}, 1, 4) AS INTEGER) AS year,"
        f" count(DISTINCT coalesce(edge.clause, edge.src)) {_CITING} AND (? = '' OR {_DAY} <= ?) GROUP BY 1, 2"
    )
    return index.connection.execute(sql, (as_of, as_of)).fetchall()


def documents_by_year(index: Index, as_of: str) -> list[tuple[int, int]]:
    """Return (year, instruments) of that year, those with clauses here alone: the others say nothing."""
    sql = (
        "SELECT CAST(substr(date, 1, 4) AS INTEGER), count(*) FROM node WHERE locator = '' AND date <> ''"
        " AND EXISTS (SELECT 1 FROM node AS part WHERE part.parent = node.n)"
        " AND (? = '' OR date <= ?) GROUP BY 1 ORDER BY 1"
    )
    return index.connection.execute(sql, (as_of, as_of)).fetchall()
