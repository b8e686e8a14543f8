"""Rows of the index as values, and the statements that select them."""

from __future__ import annotations

from compactx.model.record import Record

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
NAMES = "SELECT name.node, name.name, name.type, name.ambiguous FROM name"


class Node(Record):
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

    @property
    def caption(self) -> str:
        """Return what tells a node to people: its title, or else its gist."""
        return self.title or self.gist


class Edge(Record):
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


class Said(Record):
    """When a provision was said and by whom, where that is not the day or the body of its document; row numbers."""

    date: str
    speaker: int | None
    body: int | None


class Named(Record):
    """One form of a name and the row it belongs to."""

    node: int
    name: str
    type: str
    ambiguous: bool
