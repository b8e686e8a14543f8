"""Typed reading of the index: rows as values, and the questions that the layers above ask, each a few rows."""

from __future__ import annotations

from compactx.index.cache import BATCH
from compactx.model.kinds import CLAIM, ORIGINS
from compactx.model.record import Row
from compactx.model.text import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from compactx.index.facts import Facts

NODES = (
    "SELECT node.n, node.id, node.kind, node.title, node.locator, node.printed, node.instrument, node.parent,"
    " node.objective, node.number, node.gist, node.words, node.fingerprint, node.symbol, node.legal, node.date,"
    " node.confidence, node.file, node.line FROM node"
)
EDGES = (
    "SELECT edge.n, edge.src, edge.dst, relation.id, relation.forward, relation.backward, relation.family, edge.basis,"
    " edge.clause, edge.surface, edge.pinpoint, edge.confidence, edge.strength, edge.rationale, edge.cost,"
    " edge.file, edge.line, edge.pinpoint_kind FROM edge JOIN relation ON relation.n = edge.relation"
)
_MANY = 10_000  # rows of which is held where they come from
NAMES = "SELECT name.node, name.name, name.type, name.ambiguous FROM name"


class Node(Row):
    """A row of the index: an instrument, actor, class or provision.

    ``instrument`` and ``parent`` are row numbers; ``printed`` is the locator for people.
    """

    n: int
    id: str
    kind: str
    title: str
    locator: str
    printed: str
    instrument: int | None
    parent: int | None
    objective: int | None
    number: int | None
    gist: str
    words: int
    fingerprint: str
    symbol: str
    legal: str
    date: str
    confidence: str
    file: str
    line: int

    def __repr__(self) -> str:
        """Show the id, the kind and the first words of the title: a row has nineteen fields."""
        return f"<Node {self.id} {self.kind}: {self.caption[:60]}>"

    @property
    def is_summarised(self) -> bool:
        """Say whether the gist is a summary of ours, and not the opening of a text of the library."""
        return bool(self.gist and self.line)

    @property
    def told(self) -> str:
        """Return the gist as it is shown, with the sign of our summaries where it is one."""
        from compactx.model.text import SUMMARY  # noqa: PLC0415 - lines of lookups have no gist

        return SUMMARY + self.gist if self.is_summarised else self.gist

    @property
    def caption(self) -> str:
        """Return what tells a node to people: its title, or else its gist as it is shown."""
        return self.title or self.told


class Edge(Row):
    """A reference between two rows; ``clause`` is the row of the provision whose wording proves it."""

    n: int
    src: int
    dst: int
    relation: str
    forward: str
    backward: str
    family: str
    basis: str
    clause: int | None
    surface: str
    pinpoint: str
    confidence: str
    strength: str
    rationale: str
    cost: int
    file: str
    line: int
    pinpoint_kind: str


class Utterance(Row):
    """When a provision was said and by whom, where that is not the day or the body of its document; row numbers."""

    date: str
    speaker: int | None
    body: int | None


class NodeName(Row):
    """One form of a name and the row it belongs to."""

    node: int
    name: str
    type: str
    ambiguous: bool


__all__ = ["Edge", "Index", "Node", "NodeName"]


class Index:
    """The open index. Nodes are kept once read, and the edges that were preloaded last; nothing else is."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take over an open connection."""
        self.connection = connection
        self._nodes: dict[int, Node] = {}
        self._from: dict[int, list[Edge]] = {}
        self._to: dict[int, list[Edge]] = {}
        self._relation_costs: dict[str, int] = {}
        self._main: tuple[str, str] | None = None
        self._said: dict[int, tuple[str, int | None, int | None]] | None = None
        self._origins: dict[int, tuple[int, int | None] | None] = {}
        self._meta: dict[str, str] | None = None
        self._dangling: int | None = None

    def meta(self) -> dict[str, str]:
        """Return what describes the corpus: name, corpus_version, main, licence, sha256, version."""
        if self._meta is None:
            self._meta = dict(self.connection.execute("SELECT key, value FROM meta WHERE key <> 'manifest'"))
        return self._meta

    def node(self, number: int) -> Node:
        """Return the node in a row.

        Raises:
            KeyError: there is no such row.
        """
        if number not in self._nodes:
            self.preload((number,))
        return self._nodes[number]

    def preload(self, numbers: Iterable[int | None]) -> None:
        """Read many rows at once, so that :meth:`node` finds them in memory."""
        wanted = [n for n in dict.fromkeys(numbers) if n is not None and n not in self._nodes]
        for start in range(0, len(wanted), BATCH):
            batch = wanted[start : start + BATCH]
            marks = ",".join("?" * len(batch))
            rows = self.connection.execute(f"{NODES} WHERE node.n IN ({marks})", batch)
            self._nodes.update((row[0], Node.of(row)) for row in rows)

    def forget_provisions(self) -> None:
        """Let go of the provisions that were read, so that memory does not grow where very many are gone through."""
        self._nodes = {number: node for number, node in self._nodes.items() if not node.locator}

    def by_id(self, text: str) -> Node | None:
        """Return the node with this id; what cannot be printed is none, and SQLite may not take it."""
        if not text.isprintable():
            return None
        return self._one(f"{NODES} WHERE id = ?", (text,))

    def by_ids(self, texts: Iterable[str]) -> dict[str, Node]:
        """Return the nodes with these ids, of those that there are, as :meth:`by_id` does one by one."""
        wanted = [text for text in dict.fromkeys(texts) if text.isprintable()]
        batches = (wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH))
        found = (self._many(f"{NODES} WHERE id IN ({','.join('?' * len(batch))})", batch) for batch in batches)
        return {node.id: node for nodes in found for node in nodes}

    def main(self) -> Node | None:
        """Return the instrument that the corpus is about, None if it names none."""
        return self.by_id(self.meta().get("main", ""))

    @property
    def main_name(self) -> tuple[str, str]:
        """The id of the main instrument, and how sentences name it: "the Compact"; '' where that is not known."""
        if self._main is None:
            called = "SELECT id, value FROM node LEFT JOIN fact ON node = n AND key = 'called'"
            sql = f"{called} WHERE id = ? ORDER BY position"
            found = self.connection.execute(sql, (self.meta().get("main", ""),)).fetchone()
            self._main = (found[0], found[1] or "") if found else ("", "")
        return self._main

    def instrument_of(self, node: Node) -> Node | None:
        """Return the instrument that a provision stands in, None for what is known by name."""
        return self.node(node.instrument) if node.instrument else None

    def by_locator(self, instrument: int, locator: str) -> Node | None:
        """Return the provision of an instrument at a dotted locator."""
        return self._one(f"{NODES} WHERE instrument = ? AND locator = ?", (instrument, locator))

    def by_number(self, kind: str, number: int, instrument: int | None = None) -> list[Node]:
        """Return the nodes of a kind with a number, in one instrument or all."""
        where, values = "kind = ? AND number = ?", [kind, number]
        if instrument is not None:
            where, values = where + " AND instrument = ?", [*values, instrument]
        return self._many(f"{NODES} WHERE {where}", values)

    def by_prefix(self, prefix: str, limit: int = 50) -> list[Node]:
        """Return the nodes whose ids start with the prefix, in id order."""
        sql = f"{NODES} WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
        return self._many(sql, (prefix, prefix + "\uffff", limit))

    def named(self, text: str) -> list[NodeName]:
        """Return what has this name by the highest origin that has it, in any case and spacing."""
        where = "folded = ?1 AND origin = (SELECT min(origin) FROM name WHERE folded = ?1)"
        return self._names(f"{NAMES} WHERE {where} ORDER BY n", (fold(text),))

    def namesakes(self, text: str) -> list[NodeName]:
        """Return everything that has this name, whoever says so."""
        return self._names(f"{NAMES} WHERE folded = ? ORDER BY n", (fold(text),))

    def named_prefix(self, text: str, limit: int = 50) -> list[NodeName]:
        """Return what has a name that starts so; what texts claim of themselves only if nothing else has."""
        start = fold(text)
        for claims in ("<", "="):
            sql = f"{NAMES} WHERE folded >= ? AND folded < ? AND origin {claims} ? ORDER BY folded LIMIT ?"
            if found := self._names(sql, (start, start + "\uffff", CLAIM, limit)):
                return found
        return []

    def _origin(self, node: int) -> tuple[int, int | None] | None:
        """Return the origin of a row that is not of the shipped corpus, and what has its name by a higher one."""
        if node not in self._origins:
            if len(self._origins) > _MANY:
                self._origins.clear()
            sql = "SELECT origin, owner FROM origin WHERE node = ?"
            self._origins[node] = self.connection.execute(sql, (node,)).fetchone()
        return self._origins[node]

    def origin_of(self, node: Node) -> tuple[str, str]:
        """Return where a thing or its whole comes from, and the id of what owns a name that it bears, or ''."""
        found = self._origin(node.n) or (self._origin(node.instrument) if node.instrument else None)
        origin, owner = found or (0, None)
        return ORIGINS[origin], self.node(owner).id if owner else ""

    def is_claim(self, node: Node) -> bool:
        """Say whether a thing is what it is by its own word alone."""
        return (self._origin(node.n) or (0, None))[0] == CLAIM

    def claimants(self) -> list[Node]:
        """Return what bears a name that something of a higher origin owns."""
        sql = f"{NODES} WHERE n IN (SELECT node FROM origin WHERE owner IS NOT NULL) ORDER BY node.n"
        return self._many(sql, ())

    def said(self, node: int) -> Utterance | None:
        """Return when and by whom a provision was said, where that differs from its document."""
        if self._said is None:
            self._said = {row[0]: row[1:] for row in self.connection.execute("SELECT * FROM said")}
        return Utterance(*self._said[node]) if node in self._said else None

    def names_of(self, node: int) -> list[NodeName]:
        """Return the names of a node, the official one first."""
        return self._names(f"{NAMES} WHERE node = ? ORDER BY n", (node,))

    def similar_names(self, text: str, limit: int = 200) -> list[NodeName]:
        """Return names that share groups of three letters with the text, the most alike first."""
        folded = fold(text)
        grams = dict.fromkeys(folded[i : i + 3] for i in range(len(folded) - 2))
        quoted = " OR ".join('"' + gram.replace('"', '""') + '"' for gram in grams)
        if not quoted:
            return []
        sql = f"{NAMES} JOIN letters ON letters.rowid = name.n WHERE letters MATCH ? ORDER BY bm25(letters) LIMIT ?"
        return self._names(sql, (quoted, limit))

    def facts(self, node: int) -> Facts:
        """Return what is known of a node beside its row."""
        from compactx.index.facts import Facts  # noqa: PLC0415 - of few things more than the row is asked

        sql = "SELECT key, value FROM fact WHERE node = ? ORDER BY position"
        return Facts(self.connection.execute(sql, (node,)))

    def children(self, node: int) -> list[Node]:
        """Return the parts of a node in reading order."""
        return self._many(f"{NODES} WHERE parent = ? ORDER BY n", (node,))

    def ancestors(self, node: Node) -> list[Node]:
        """Return what a provision stands in, the nearest first."""
        found: list[Node] = []
        while node.parent is not None and len(found) < 16:  # noqa: PLR2004 - no document nests so deep
            node = self.node(node.parent)
            found.append(node)
        return found

    def edges_from(self, node: int) -> list[Edge]:
        """Return the edges that start at a node, in the order of the text."""
        held = self._from.get(node)
        return self._edges("src = ?", (node,)) if held is None else list(held)

    def edges_to(self, node: int) -> list[Edge]:
        """Return the edges that end at a node, in reading order."""
        held = self._to.get(node)
        return self._edges("dst = ?", (node,)) if held is None else list(held)

    def edges_to_after(self, node: int, after: int, limit: int) -> list[Edge]:
        """Return some of the edges that end at a node, those in the rows after one, without structure."""
        where = "dst = ? AND edge.n > ? AND relation.family <> 'structure'"
        return self._edges(where, (node, after, limit), tail=" LIMIT ?")

    def edges_to_by_clause(self, node: int) -> Iterator[Edge]:
        """Yield the edges that end at a node in the order of the clauses that prove them, without structure."""
        order = "CASE WHEN edge.clause > 0 THEN edge.clause ELSE edge.src END, edge.n"
        sql = f"{EDGES} WHERE dst = ? AND relation.family <> 'structure' ORDER BY {order}"
        return (Edge(*row) for row in self.connection.execute(sql, (node,)))

    def edges_to_each(self, node: int, each: int) -> list[Edge]:
        """Return an even sample of the edges that end at a node, without structure: each seventh row for 7."""
        return self._edges("dst = ? AND edge.n % ? = 0 AND relation.family <> 'structure'", (node, each))

    def preload_edges(self, nodes: Sequence[int]) -> None:
        """Read the edges of many nodes at once, so that :meth:`edges_from` and :meth:`edges_to` find them in memory."""
        self._from, self._to = {n: [] for n in nodes}, {n: [] for n in nodes}
        for edge in sorted(self.edges_of(nodes), key=lambda edge: edge.n):
            if edge.src in self._from:
                self._from[edge.src].append(edge)
            if edge.dst in self._to:
                self._to[edge.dst].append(edge)

    def follow_up_to(self, node: int) -> list[Edge]:
        """Return the follow-up relations that end at a node: who does what for it."""
        return self._edges("edge.n IN (SELECT edge FROM follow WHERE follow.dst = ?)", (node,))

    def edges_of(self, nodes: Sequence[int], relations: Sequence[str] = ()) -> Iterator[Edge]:
        """Return every edge that touches one of the nodes, once.

        With ``relations`` only these, and lineage links.
        """
        seen: set[int] = set()
        only = f" AND (relation.family = 'lineage' OR relation.id IN ({','.join('?' * len(relations))}))"
        for start in range(0, len(nodes), BATCH):
            batch = nodes[start : start + BATCH]
            marks = ",".join("?" * len(batch))
            where = f"(src IN ({marks}) OR dst IN ({marks}))" + (only if relations else "")
            for edge in self._edges(where, [*batch, *batch, *relations]):
                if edge.n not in seen:
                    seen.add(edge.n)
                    yield edge

    def edges_proved_by(self, clauses: Sequence[int]) -> list[Edge]:
        """Return the edges between other things of which one of the clauses says that they hold."""
        return self._edges(f"edge.clause IN ({','.join('?' * len(clauses))})", clauses)

    def edges_within(self, nodes: Collection[int]) -> Iterator[Edge]:
        """Return every edge that runs between two of the nodes."""
        wanted, inside = list(nodes), frozenset(nodes)
        for start in range(0, len(wanted), BATCH):
            batch = wanted[start : start + BATCH]
            found = self._edges(f"src IN ({','.join('?' * len(batch))})", batch)
            yield from (edge for edge in found if edge.dst in inside)

    def edges_at(self, numbers: Sequence[int]) -> list[Edge]:
        """Return the edges in some rows, in the given order."""
        found = {edge.n: edge for edge in self._edges(f"edge.n IN ({','.join('?' * len(numbers))})", numbers)}
        return [found[number] for number in numbers]

    def lineage(self) -> list[Edge]:
        """Return every lineage link, in the order of the files."""
        return self._edges("edge.strength <> '' AND relation.family = 'lineage'", ())

    def edges(self) -> Iterator[Edge]:
        """Return every edge."""
        sql = f"{EDGES} ORDER BY edge.n"
        return (Edge(*row) for row in self.connection.execute(sql))

    def nodes(self) -> Iterator[Node]:
        """Return every node in corpus order."""
        return (Node.of(row) for row in self.connection.execute(f"{NODES} ORDER BY n"))

    def of_kind(self, kinds: Sequence[str], instrument: int | None = None) -> list[Node]:
        """Return the nodes of some kinds in corpus order, all kinds if none is named."""
        clauses, values = [], list[object]()
        if kinds:
            clauses.append(f"kind IN ({','.join('?' * len(kinds))})")
            values += kinds
        if instrument is not None:
            clauses.append("instrument = ?")
            values.append(instrument)
        where = f" WHERE {' AND '.join(clauses)}" if clauses else ""
        return self._many(f"{NODES}{where} ORDER BY n", values)

    def counts(self) -> dict[str, int]:
        """Return how many nodes there are of each kind."""
        return self.tally("kind")

    def basis_counts(self) -> dict[str, int]:
        """Return how many edges there are of each basis."""
        return self.tally("basis")

    def tally(self, section: str) -> dict[str, int]:
        """Return what was counted when the index was built: by ``kind``, by ``basis``, or the ``size`` of the whole."""
        sql = "SELECT key, value FROM tally WHERE section = ? ORDER BY position"
        return dict(self.connection.execute(sql, (section,)))

    def relation_cost(self, relation: str) -> int:
        """Return what a hop over a relation costs by itself."""
        if not self._relation_costs:
            self._relation_costs.update(self.connection.execute("SELECT id, cost FROM relation"))
        return self._relation_costs[relation]

    def relation_ids(self) -> list[str]:
        """Return the names of the relations, in the order of the vocabulary."""
        return [row[0] for row in self.connection.execute("SELECT id FROM relation ORDER BY n")]

    def cited(self, node: int) -> int:
        """Return how many clauses cite a thing: name it in their words or their footnotes."""
        row = self.connection.execute("SELECT clauses FROM cited WHERE node = ?", (node,)).fetchone()
        return int(row[0]) if row else 0

    def other_references(self, node: int) -> dict[str, int]:
        """Return how many references to a thing are no citations of it, by what they are: follow-up, catalogue, ..."""
        sql = "SELECT what, value FROM beside_cited WHERE node = ? ORDER BY what"
        return dict(self.connection.execute(sql, (node,)))

    def degree(self, node: int) -> int:
        """Return how many citations and follow-up relations end at a node."""
        row = self.connection.execute("SELECT degree FROM cited WHERE node = ?", (node,)).fetchone()
        return int(row[0]) if row else 0

    def dangling_count(self) -> int:
        """Return how many references of the whole corpus lead nowhere."""
        if self._dangling is None:
            self._dangling = int(self.connection.execute("SELECT count(*) FROM unresolved").fetchone()[0])
        return self._dangling

    def _edges(self, where: str, values: Sequence[object], *, tail: str = "") -> list[Edge]:
        sql = f"{EDGES} WHERE {where} ORDER BY edge.n{tail}"
        return list(map(Edge.of, self.connection.execute(sql, values)))

    def _names(self, sql: str, values: Sequence[object]) -> list[NodeName]:
        return [NodeName(n, name, kind, bool(flag)) for n, name, kind, flag in self.connection.execute(sql, values)]

    def _many(self, sql: str, values: Sequence[object]) -> list[Node]:
        found = list(map(Node.of, self.connection.execute(sql, values)))
        self._nodes.update([(node.n, node) for node in found])
        return found

    def _one(self, sql: str, values: Sequence[object]) -> Node | None:
        return next(iter(self._many(sql, values)), None)
