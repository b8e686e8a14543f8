"""What is counted over everything once, when an index is built; one that grows counts what goes and what comes."""

from __future__ import annotations

from compactx.index import layout
from compactx.model import hub
from compactx.model.kinds import EVIDENCE, NAMING

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from typing import Any

_REFERENCES = ("citation", "follow-up")
_ITSELF = "speaks-of-itself"
_WHOLES = ("objective", "section")  # cited through their parts
_EDGES = (
    "SELECT citing.n, citing.instrument, citing.words > 0 AND citing.locator <> '', edge.dst, edge.relation,"
    " edge.basis, edge.src, CASE WHEN citing.kind = 'footnote' AND citing.parent <> citing.instrument"
    " THEN citing.parent ELSE citing.n END FROM edge"
    " CROSS JOIN node AS citing ON citing.n = coalesce(edge.clause, edge.src)"
    " WHERE {where} ORDER BY edge.n"
)
_SPAN = _EDGES.format(where="edge.n >= ? AND edge.n < ?")
_EVERY = (0, 1 << 62)
_YEAR = "CAST(substr(date, 1, 4) AS INTEGER)"


def count_references(connection: sqlite3.Connection, described: int) -> None:
    """Count the references of an index; the rows up to ``described`` are those of the corpus."""
    counting = ReferenceCounter(connection, described)
    counting.run()
    sql = "SELECT count(*) FROM node WHERE words > 0 AND locator <> ''"
    counting.sizes["silent clauses"] += connection.execute(sql).fetchone()[0]
    connection.executescript(layout.COUNTS)
    if not connection.in_transaction:
        connection.execute("BEGIN")
    cited = ((*key, *counts) for key, counts in sorted(counting.cited.items()))
    connection.executemany("INSERT INTO cited_in VALUES (?,?,?,?)", cited)
    connection.execute("INSERT INTO cited SELECT node, sum(clauses), sum(degree) FROM cited_in GROUP BY node")
    beside = ((*key, value) for key, value in sorted(counting.beside.items()))
    connection.executemany("INSERT INTO beside_cited VALUES (?,?,?)", beside)
    connection.execute("INSERT INTO tally SELECT 'kind', min(n), kind, count(*) FROM node GROUP BY kind")
    tallies = [("basis", -value, basis, value) for basis, value in counting.bases.items()]
    tallies += [("size", 0, key, value) for key, value in counting.sizes.items()]
    connection.executemany("INSERT INTO tally VALUES (?,?,?,?)", tallies)
    connection.execute("COMMIT")


def hubs(connection: sqlite3.Connection) -> None:
    """Note what very many edges lead to, with what a page about it would else count."""
    connection.executescript(layout.HUBS)
    many = f"edge.dst IN (SELECT dst FROM edge GROUP BY dst HAVING count(*) > {hub.COUNTED})"
    holders = layout.HOLDERS.format(where=many)
    connection.execute(layout.HUB_ROWS.format(holders=holders, edges=hub.COUNTED))
    connection.execute(layout.BESIDE_ROWS.format(hubs="SELECT node FROM hub"))


class ReferenceCounter:
    """Goes through all references in their order.

    A clause counts once for each thing, however often it names it. What a document of the library has named is
    forgotten when the next begins, for its references stand together; those of the corpus stand anywhere. What a
    document says of itself is no citation of it. An objective or a section is cited with its parts, from outside it.
    """

    def __init__(self, connection: sqlite3.Connection, described: int) -> None:
        self.connection = connection
        self.described = described
        self.cited: dict[tuple[int, int], list[int]] = {}
        self.beside: dict[tuple[int, str], int] = {}
        self.bases: dict[str, int] = {}
        self.sizes = dict.fromkeys(("references", "citing clauses", "silent clauses", "official links"), 0)
        self._above: dict[int, tuple[tuple[int, str], ...]] = {}
        self._years: dict[int, int] | None = None

    def _dates(self) -> tuple[dict[int, int], dict[int, int]]:
        """Return the year of everything known by name, and of provisions that have one of their own."""
        if self._years is None:
            sql = f"SELECT n, {_YEAR} FROM node INDEXED BY node_named WHERE locator = ''"
            self._years = dict(self.connection.execute(sql))
        return self._years, dict(self.connection.execute(f"SELECT node, {_YEAR} FROM said WHERE date <> ''"))

    def run(self, span: tuple[int, int] = _EVERY) -> None:
        """Count the edges from a row up to another.

        The silent clauses are what is not counted here: the sum is below 0.
        """
        self._count(self.connection.execute(_SPAN, span), *self._dates())

    def run_over(self, edges: Iterable[int]) -> None:
        """Count some edges: all of some clauses, for a clause counts once for each thing."""
        listed = ",".join(map(str, edges))
        rows = self.connection.execute(_EDGES.format(where=f"edge.n IN ({listed})")).fetchall()
        told = ",".join({str(node) for row in rows for node in (row[0], row[1] or row[0], row[3])})
        years = f"SELECT n, {_YEAR} FROM node WHERE locator = '' AND n IN ({told})"
        own = f"SELECT node, {_YEAR} FROM said WHERE date <> '' AND node IN ({told})"
        self._count(iter(rows), dict(self.connection.execute(years)), dict(self.connection.execute(own)))

    def _count(self, rows: Iterator[tuple[Any, ...]], years: dict[int, int], own: dict[int, int]) -> None:
        """Count edges; millions of turns, so what they look up is kept close."""
        families, numbers, naming = self._relations()
        kinds: dict[tuple[int, str], int] = {}
        cited, corpus, described = self.cited, set[tuple[int, int]](), self.described
        references = clauses = spoken = here = year = 0
        seen = corpus
        for citing, whole, says, target, relation, basis, src, holder in rows:
            kind = relation, basis
            kinds[kind] = kinds.get(kind, 0) + 1
            if relation not in numbers:
                self._put_beside(target, families[relation], basis)
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
                if (citing, 0) not in seen:
                    seen.add((citing, 0))
                    clauses += 1
                    spoken += says
            if not is_citing(families[relation], basis, target, whole, own=src == citing):
                self._put_beside(target, "itself" if target == whole else families[relation], basis)
                continue
            for end in (target,) if target in years else self.ends(target, src):
                if (holder, end) not in seen:
                    seen.add((holder, end))
                    (cited.get((end, of)) or cited.setdefault((end, of), [0, 0]))[0] += 1
        self.sizes["references"] += references
        self.sizes["citing clauses"] += clauses
        self.sizes["silent clauses"] -= spoken
        self._sum(kinds)

    def _put_beside(self, target: int, family: str, basis: str) -> None:
        if family != "structure":
            what = basis if basis in {"class", "editorial"} else "catalogue" if family == "citation" else family
            self.beside[target, what] = self.beside.get((target, what), 0) + 1

    def _chain(self, node: int) -> tuple[tuple[int, str], ...]:
        """Return a provision and what it stands in, each with its kind."""
        if node not in self._above:
            sql = "SELECT kind, parent FROM node WHERE n = ? AND locator <> ''"
            row = self.connection.execute(sql, (node,)).fetchone()
            self._above[node] = ((node, row[0]), *(self._chain(row[1]) if row[1] else ())) if row else ()
        return self._above[node]

    def ends(self, target: int, src: int) -> tuple[int, ...]:
        """Return what is cited, and of a provision the objective and sections that it stands in, but not those of src.

        An objective and its parts do not cite each other.
        """
        chain = self._chain(target)
        inside = {node for node, _ in self._chain(src)} if chain else ()
        found = (node for node, kind in chain if (node not in inside if kind in _WHOLES else node == target))
        return tuple(found) if chain else (target,)

    def _relations(self) -> tuple[dict[int, str], frozenset[int], frozenset[tuple[int, str]]]:
        """Return the families, the relations that are references, and with each basis those that say a name."""
        rows = self.connection.execute("SELECT n, id, family FROM relation").fetchall()
        naming = {(n, basis) for n, name, family in rows for basis in EVIDENCE if is_reference(family, basis, name)}
        references = frozenset(n for n, _, family in rows if family in _REFERENCES)
        return {n: family for n, _, family in rows}, references, frozenset(naming)

    def _sum(self, kinds: dict[tuple[int, str], int]) -> None:
        catalogue = {row[0] for row in self.connection.execute("SELECT n FROM relation WHERE family = 'catalogue'")}
        for (relation, basis), value in kinds.items():
            self.bases[basis] = self.bases.get(basis, 0) + value
            self.sizes["official links"] += value if relation in catalogue else 0


def is_reference(family: str, basis: str, relation: str) -> bool:
    """Say whether an edge is one of the references that ``stats`` counts: a text refers to a thing, and not to itself.

    All other edges are structure, or links: facts of the catalogue, members of classes, what a text says of itself.
    """
    return family in _REFERENCES and basis in EVIDENCE and relation != _ITSELF


def is_citing(family: str, basis: str, target: int, whole: int | None, *, own: bool) -> bool:
    """Say whether a reference makes its clause cite the target: the one measure of what is called cited.

    Its words or footnotes name the target, and the target is not the document that speaks. A role in follow-up counts
    where the clause itself has it (``own``), not where it says so of somebody. A publisher's link in a text names its
    target; an official grouping does not.
    """
    if family == "citation":
        return basis in EVIDENCE and target != whole
    return family == "follow-up" and own and basis in NAMING and target != whole
