"""The SQL of time: how often things are cited by documents, and by what was said apart, of each year."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.index.read import Index

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
    SELECT citing.n AS clause, dst, relation, basis FROM citing CROSS JOIN edge ON edge.src = citing.n
        WHERE edge.clause IS NULL
    UNION ALL SELECT citing.n, dst, relation, basis FROM citing CROSS JOIN edge ON edge.clause = citing.n
)
SELECT dst, ?, count(DISTINCT clause) FROM reference JOIN relation ON relation.n = reference.relation
    WHERE family IN ('citation', 'follow-up') AND basis IN ('text', 'nested', 'footnote', 'official')
    AND relation.id <> 'speaks-of-itself' GROUP BY 1
"""


def by_year(index: Index, as_of: str) -> list[tuple[int, int, int]]:
    """Return (row, year, citing clauses) of everything that documents with a date cite, up to a day if one is given."""
    year = int(as_of[:4] or 9999)
    whole = not as_of or as_of[4:] in _WHOLE_YEAR
    sql = "SELECT node, year, clauses FROM cited_in WHERE year > 0 AND clauses > 0 AND year <= ?"
    found = index.connection.execute(sql, (year if whole else year - 1,)).fetchall()
    if not whole:
        found += index.connection.execute(_IN_YEAR, (as_of[:4], as_of, as_of[:4], as_of, year)).fetchall()
    return found


def documents_by_year(index: Index, as_of: str) -> list[tuple[int, int]]:
    """Return (year, instruments) of that year, those with clauses here alone: the others say nothing."""
    sql = (
        "SELECT CAST(substr(date, 1, 4) AS INTEGER), count(*) FROM node WHERE locator = '' AND date <> ''"
        " AND EXISTS (SELECT 1 FROM node AS part WHERE part.parent = node.n)"
        " AND (? = '' OR date <= ?) GROUP BY 1 ORDER BY 1"
    )
    return index.connection.execute(sql, (as_of, as_of)).fetchall()
