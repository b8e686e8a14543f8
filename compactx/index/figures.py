"""Figures: what is counted over everything, once, when the index is built, and the questions that read it."""

from __future__ import annotations

from compactx.index import layout
from compactx.index.engine import BATCH
from compactx.index.links import links_from
from compactx.index.read import EDGES, NODES, Edge, Node
from compactx.model import hub

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator
    from typing import Any

    from compactx.index.read import Index

EVIDENCE = ("text", "nested", "footnote", "official")
NAMING = ("text", "nested", "footnote")  # what makes a clause cite a thing: its own words and its footnotes
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
            what = basis if basis in {"class", "editorial"} else family
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


def named_nodes(index: Index) -> list[Node]:
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
