"""How references are shown wherever they are shown: with ids, locators and readings instead of row numbers."""

from __future__ import annotations

from compactx.model.kinds import pinpoint_kind
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from compactx.index.read import Edge, Index, Node

EVIDENCE = ("text", "nested", "footnote", "official")


class Seen(Record):
    """A reference for reading: both ends, the clause that proves it and how it reads."""

    source: Node
    target: Node
    clause: Node | None
    instrument: Node | None
    relation: str
    forward: str
    backward: str
    family: str
    basis: str
    surface: str
    pinpoint: str
    confidence: str
    strength: str
    rationale: str
    file: str
    line: int
    pinpoint_kind: str
    said_on: str
    speaker: Node | None
    body: Node | None

    @property
    def locator(self) -> str:
        """Return the printed locator of the clause that proves the reference, '' for facts without one."""
        return self.clause.printed if self.clause else ""

    @property
    def objective(self) -> int | None:
        """Return the number of the objective in which the clause stands."""
        return self.clause.objective if self.clause else None

    @property
    def date(self) -> str:
        """Return the day on which it was said: that of the clause, or else of what it stands in."""
        return self.said_on or (self.instrument or self.source).date


def seen(index: Index, edges: Iterable[Edge]) -> list[Seen]:
    """Return edges with their nodes, in the given order."""
    edges = list(edges)
    index.preload(n for edge in edges for n in (edge.src, edge.dst, edge.clause))
    index.preload(index.node(edge.clause or edge.src).instrument for edge in edges)
    return [_seen(index, edge) for edge in edges]


def _seen(index: Index, edge: Edge) -> Seen:
    source = index.node(edge.src)
    clause = index.node(edge.clause) if edge.clause else (source if source.locator else None)
    whole = clause.instrument if clause else None
    said = index.said(clause.n) if clause else None
    speaker, body = (said.speaker, said.body) if said else (None, None)
    target = index.node(edge.dst)
    return Seen(
        source, target, clause, index.node(whole) if whole else None, edge.relation, edge.forward,
        edge.backward, edge.family, edge.basis, edge.surface, edge.pinpoint, edge.confidence, edge.strength,
        edge.rationale, edge.file, edge.line, edge.pinpoint_kind or pinpoint_kind(edge.pinpoint, target.kind),
        said.date if said else "", index.node(speaker) if speaker else None, index.node(body) if body else None,
    )  # fmt: skip
