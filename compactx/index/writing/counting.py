"""What is counted over everything: at once when an index is built, by what goes and what comes when one grows."""

from __future__ import annotations

from compactx.index.writing import layout
from compactx.model import hub
from compactx.model.kinds import EVIDENCE, NAMING

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator
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
_CITED_IN = (
    "INSERT INTO cited_in VALUES (?,?,?,?) ON CONFLICT DO UPDATE SET clauses = clauses + excluded.clauses,"
    " degree = degree + excluded.degree"
)
_CITED = (
    "INSERT INTO cited VALUES (?,?,?) ON CONFLICT DO UPDATE SET clauses = clauses + excluded.clauses,"
    " degree = degree + excluded.degree"
)
_BESIDE = "INSERT INTO beside_cited VALUES (?,?,?) ON CONFLICT DO UPDATE SET value = value + excluded.value"
_HUB = "UPDATE hub SET referring = referring + ?, edges = edges + ? WHERE node = ?"
_SPOKEN = "SELECT count(*) FROM node WHERE words > 0 AND locator <> '' AND n >= ? AND n < ?"
_EDGES_BETWEEN = "edge.n >= {:d} AND edge.n < {:d}"


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


class Counts:
    """Notes what goes before it goes, and what came after it came; then sets every count right."""

    def __init__(self, connection: sqlite3.Connection, described: int) -> None:
        """Take an index; the rows up to ``described`` are those of the corpus."""
        self.connection = connection
        self.described = described
        self.holders: dict[int, list[int]] = {}
        self.words = 0
        self.kinds: dict[str, int] = {}
        self._gone = ReferenceCounter(connection, described)
        self._came = ReferenceCounter(connection, described)

    def leave(self, edges: tuple[int, int], nodes: tuple[int, int]) -> None:
        """Count what goes; the nodes are those that go with the edges."""
        self._gone.run(edges)
        self._hold(_EDGES_BETWEEN.format(*edges), -1)
        self._words(nodes, -1)

    def come(self, edges: tuple[int, int], nodes: tuple[int, int]) -> None:
        """Count what came."""
        self._came.run(edges)
        self._hold(_EDGES_BETWEEN.format(*edges), 1)
        self._words(nodes, 1)

    def leave_rows(self, edges: Iterable[int], nodes: Collection[int]) -> None:
        """Count what goes, row by row: all edges of some clauses, and the nodes that may say more or less."""
        self._rows(self._gone, edges, nodes, -1)

    def come_rows(self, edges: Iterable[int], nodes: Collection[int]) -> None:
        """Count what came, likewise."""
        self._rows(self._came, edges, nodes, 1)

    def _rows(self, counting: ReferenceCounter, edges: Iterable[int], nodes: Collection[int], sign: int) -> None:
        listed = list(edges)
        if not listed and not nodes:
            return
        counting.run_over(listed)
        self._hold(f"edge.n IN ({','.join(map(str, listed))})", sign)
        sql = f"SELECT count(*) FROM node WHERE words > 0 AND locator <> '' AND n IN ({','.join(map(str, nodes))})"
        self.words += sign * self.connection.execute(sql).fetchone()[0]

    def _words(self, nodes: tuple[int, int], sign: int) -> None:
        self.words += sign * self.connection.execute(_SPOKEN, nodes).fetchone()[0]

    def _hold(self, where: str, sign: int) -> None:
        """Count the clauses that refer to each thing: those of one document are of no other."""
        for node, holders, count in self.connection.execute(layout.HOLDERS.format(where=where)):
            held = self.holders.setdefault(node, [0, 0])
            held[0] += sign * holders
            held[1] += sign * count

    def kind(self, kind: str, sign: int) -> None:
        """Note that there is one thing more or less of a kind."""
        self.kinds[kind] = self.kinds.get(kind, 0) + sign

    def finish(self) -> None:
        """Set the counts right."""
        self._cited()
        self._tally()
        self._hubs()

    def _cited(self) -> None:
        execute = self.connection.executemany
        changes = [(1, self._came), (-1, self._gone)]
        cited = [(*key, sign * of[0], sign * of[1]) for sign, one in changes for key, of in one.cited.items()]
        execute(_CITED_IN, cited)
        execute(_CITED, [(node, clauses, degree) for node, _, clauses, degree in cited])
        execute(_BESIDE, [(*key, sign * value) for sign, one in changes for key, value in one.beside.items()])
        touched = [(row[0],) for row in cited]
        for table in ("cited_in", "cited"):
            execute(f"DELETE FROM {table} WHERE node = ? AND clauses = 0 AND degree = 0", touched)
        touched = [(key[0],) for _, one in changes for key in one.beside]
        execute("DELETE FROM beside_cited WHERE node = ? AND value = 0", touched)

    def _tally(self) -> None:
        add = "UPDATE tally SET value = value + ? WHERE section = ? AND key = ?"
        new = "INSERT OR IGNORE INTO tally VALUES (?,0,?,0)"
        for sign, one in ((1, self._came), (-1, self._gone)):
            for section, values in (("basis", one.bases), ("size", one.sizes)):
                self.connection.executemany(new, [(section, key) for key in values])
                self.connection.executemany(add, [(sign * value, section, key) for key, value in values.items()])
        self.connection.execute(add, (self.words, "size", "silent clauses"))
        self.connection.executemany(new, [("kind", key) for key in self.kinds])
        self.connection.executemany(add, [(value, "kind", key) for key, value in self.kinds.items()])
        self.connection.execute("DELETE FROM tally WHERE section <> 'size' AND value = 0")
        self.connection.execute("UPDATE tally SET position = -value WHERE section = 'basis'")
        first = "UPDATE tally SET position = (SELECT min(n) FROM node WHERE kind = tally.key) WHERE section = 'kind'"
        if self.kinds:
            marks = ",".join("?" * len(self.kinds))
            self.connection.execute(f"{first} AND key IN ({marks})", tuple(self.kinds))

    def _hubs(self) -> None:
        self.connection.executemany(_HUB, [(*of, node) for node, of in self.holders.items()])
        self.connection.execute(f"DELETE FROM hub WHERE edges <= {hub.COUNTED}")
        self.connection.execute("DELETE FROM beside WHERE dst NOT IN (SELECT node FROM hub)")
        nodes = {node for counting in (self._came, self._gone) for node, _ in counting.cited} | set(self.holders)
        held = set(self._known(nodes))
        new = [node for node in nodes if node not in held and self._degree(node) > hub.COUNTED]
        for node in new:
            holders = layout.HOLDERS.format(where=f"edge.dst = {node:d}")
            self.connection.execute(layout.HUB_ROWS.format(holders=holders, edges=hub.COUNTED))
        came = ",".join(map(str, self._known(new)))
        self.connection.execute(layout.BESIDE_ROWS.format(hubs=came))
        citing = "UPDATE hub SET citing = coalesce((SELECT clauses FROM cited WHERE node = hub.node), 0) WHERE node = ?"
        self.connection.executemany(citing, [(node,) for node in nodes])

    def _known(self, nodes: Iterable[int]) -> list[int]:
        sql = "SELECT node FROM hub WHERE node = ?"
        return [node for node in nodes if self.connection.execute(sql, (node,)).fetchone()]

    def _degree(self, node: int) -> int:
        row = self.connection.execute("SELECT degree FROM cited WHERE node = ?", (node,)).fetchone()
        return row[0] if row else 0

    def beside(self, edges: Iterable[int]) -> None:
        """Note edges that came and are no citations, of what very many lead to."""
        sql = (
            "INSERT OR IGNORE INTO beside SELECT edge.dst, edge.n FROM edge JOIN relation ON"
            " relation.n = edge.relation JOIN hub ON hub.node = edge.dst"
            " WHERE edge.n = ? AND relation.family NOT IN ('citation', 'structure')"
        )
        self.connection.executemany(sql, [(edge,) for edge in edges])
