"""What is counted over everything, once, when the index is built: in one pass, a document's references at a time.

The answers of ``stats``, ``list`` and ``stats --timeline`` are then a few rows, however large the library is.
"""

from __future__ import annotations

from compactx.index import layout

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3

EVIDENCE = ("text", "nested", "footnote", "official")
_REFERENCES = ("citation", "follow-up")
_ITSELF = "speaks-of-itself"
_EDGES = (
    "SELECT citing.n, citing.instrument, citing.words > 0 AND citing.locator <> '', edge.dst, edge.relation, edge.basis"
    " FROM edge"
    " CROSS JOIN node AS citing ON citing.n = coalesce(edge.clause, edge.src) ORDER BY edge.n"
)


def count(connection: sqlite3.Connection, described: int) -> None:
    """Count the references of an index; the rows up to ``described`` are those of the corpus."""
    counting = _Counting(connection, described)
    counting.run()
    connection.executescript(layout.COUNTS)
    if not connection.in_transaction:
        connection.execute("BEGIN")
    cited = ((*key, *counts) for key, counts in sorted(counting.cited.items()))
    connection.executemany("INSERT INTO cited_in VALUES (?,?,?,?)", cited)
    connection.execute("INSERT INTO cited SELECT node, sum(clauses), sum(degree) FROM cited_in GROUP BY node")
    connection.execute("INSERT INTO tally SELECT 'kind', min(n), kind, count(*) FROM node GROUP BY kind")
    tallies = [("basis", -value, basis, value) for basis, value in counting.bases.items()]
    tallies += [("size", 0, key, value) for key, value in counting.sizes.items()]
    connection.executemany("INSERT INTO tally VALUES (?,?,?,?)", tallies)
    connection.execute("COMMIT")


class _Counting:
    """Goes through all references in their order.

    A clause counts once for each thing, however often it names it. What a document of the library has named is
    forgotten when the next begins, for its references stand together; those of the corpus stand anywhere.
    """

    def __init__(self, connection: sqlite3.Connection, described: int) -> None:
        self.connection = connection
        self.described = described
        self.cited: dict[tuple[int, int], list[int]] = {}
        self.bases: dict[str, int] = {}
        self.sizes: dict[str, int] = {}

    def run(self) -> None:
        """Count; millions of turns, so what they look up is kept close."""
        sql = "SELECT n, CAST(substr(date, 1, 4) AS INTEGER) FROM node WHERE locator = ''"
        years = dict(self.connection.execute(sql))
        sql = "SELECT node, CAST(substr(date, 1, 4) AS INTEGER) FROM said WHERE date <> ''"
        own = dict(self.connection.execute(sql))
        numbers, naming = self._relations()
        kinds: dict[tuple[int, str], int] = {}
        cited, corpus, described = self.cited, set[tuple[int, int]](), self.described
        references = clauses = spoken = here = year = 0
        seen = corpus
        for citing, whole, says, target, relation, basis in self.connection.execute(_EDGES):
            kind = relation, basis
            kinds[kind] = kinds.get(kind, 0) + 1
            if relation not in numbers:
                continue
            if (whole or citing) != here:
                here = whole or citing
                year = years.get(here, 0)
                seen = corpus if here <= described else set()
            of = own.get(citing, year)
            counts = cited.get((target, of)) or cited.setdefault((target, of), [0, 0])
            counts[1] += 1
            if kind in naming:
                references += 1
                pair = citing, target
                if pair not in seen:
                    seen.add(pair)
                    counts[0] += 1
                    if (citing, 0) not in seen:
                        seen.add((citing, 0))
                        clauses += 1
                        spoken += says
        sql = "SELECT count(*) FROM node WHERE words > 0 AND locator <> ''"
        silent = self.connection.execute(sql).fetchone()[0] - spoken
        self.sizes = {"references": references, "citing clauses": clauses, "silent clauses": silent,
                      "official links": 0}  # fmt: skip
        self._sum(kinds)

    def _relations(self) -> tuple[frozenset[int], frozenset[tuple[int, str]]]:
        """Return the relations that are references, and with each basis those that say that a text names a thing."""
        marks = ",".join("?" * len(_REFERENCES))
        rows = self.connection.execute(f"SELECT n, id FROM relation WHERE family IN ({marks})", _REFERENCES).fetchall()
        naming = {(n, basis) for n, name in rows if name != _ITSELF for basis in EVIDENCE}
        return frozenset(n for n, _ in rows), frozenset(naming)

    def _sum(self, kinds: dict[tuple[int, str], int]) -> None:
        catalogue = {row[0] for row in self.connection.execute("SELECT n FROM relation WHERE family = 'catalogue'")}
        for (relation, basis), value in kinds.items():
            self.bases[basis] = self.bases.get(basis, 0) + value
            self.sizes["official links"] += value if relation in catalogue else 0
