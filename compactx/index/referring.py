"""What refers to one thing, row by row: a hub has a hundred thousand references, and none is held but the one read.

The numbers of its edges are put in the order of their clauses; what a reference says is read when its turn comes.
"""

from __future__ import annotations

from compactx.model.kinds import EVIDENCE, NAMING
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from compactx.index.read import Index

    # Rows of the clause, of what it counts for, of the document (None for facts without a clause), of the source;
    # family, relation, basis; id of the source, locator, id of the clause; surface. Where all is read: objective,
    # pinpoint and its kind, file and line, confidence, strength, rationale.
    Row = tuple[Any, ...]

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

    @property
    def has_doers(self) -> bool:
        """Say whether a clause may be wanted for what it says that somebody does."""
        return not self.citing or self.follow_up or self.itself


def count(index: Index, node: int, wanted: ReferringFilter, *, mentions: bool) -> int:
    """Return how many clauses refer to a thing so, one for each whom it says it of, or how often they do."""
    where, values = _where(wanted)
    once = f"{_HOLDER} || ' ' || CASE WHEN said.n = tail.n THEN 0 ELSE tail.n END" if wanted.has_doers else _HOLDER
    what = "*" if mentions else f"DISTINCT {once}"
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
