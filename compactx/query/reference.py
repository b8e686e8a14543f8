"""How references are shown wherever they are shown: with ids, locators and readings instead of row numbers."""

from __future__ import annotations

from compactx.index.read import Node
from compactx.model.kinds import EVIDENCE, NAMING, pinpoint_kind
from compactx.model.record import Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from compactx.index.links import DanglingReference
    from compactx.index.read import Edge, Index

UNKNOWN = "unknown"  # the kind of what stands in for a thing that the corpus does not have
_TOLD = 3  # ids in a warning
_FEW = 5  # things that each get a warning of their own
_PRIME = 2**61 - 1


class ReferenceView(Row):
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
    main_name: tuple[str, str]

    def name_of(self, node: Node) -> str:
        """Return how a sentence names a thing: the main instrument as the corpus calls it, all else by its id."""
        return self.main_name[1] if self.is_main(node) else node.id

    def is_main(self, node: Node) -> bool:
        """Say whether a thing is the main instrument and has a name for sentences."""
        identity, called = self.main_name
        return bool(called) and node.id == identity

    @property
    def is_of_main(self) -> bool:
        """Say whether it stands in the main instrument, whose clauses need no id beside their locator."""
        return self.instrument is not None and self.instrument.id == self.main_name[0]

    @property
    def locator(self) -> str:
        """Return the printed locator of the clause that proves the reference, '' for facts without one."""
        return self.clause.printed if self.clause else ""

    @property
    def is_unresolved(self) -> bool:
        """Say whether an end of it is not in the corpus."""
        return UNKNOWN in {self.source.kind, self.target.kind}

    @property
    def is_citation(self) -> bool:
        """Say whether it makes its clause cite the target, the measure that the index counts by when it is built."""
        said = self.clause or self.source
        own = said.n == self.source.n
        if said.instrument == self.target.n:
            return False
        if self.family == "citation":
            return self.basis in EVIDENCE
        return self.family == "follow-up" and own and self.basis in NAMING

    @property
    def doer(self) -> int:
        """The row of whom the clause says it, 0 where the clause itself refers to something."""
        return self.source.n if self.clause and self.clause.n != self.source.n else 0

    @property
    def holder(self) -> int:
        """Return the clause that it counts for: a footnote is a part of the paragraph that it hangs on."""
        said = self.clause or self.source
        hangs = said.kind == "footnote" and said.parent is not None and said.parent != said.instrument
        return said.parent if hangs and said.parent is not None else said.n

    @property
    def objective(self) -> int | None:
        """Return the number of the objective in which the clause stands."""
        return self.clause.objective if self.clause else None

    @property
    def date(self) -> str:
        """Return the day on which it was said: that of the clause, or else of what it stands in."""
        return self.said_on or (self.instrument or self.source).date


def citing_document(reference: ReferenceView) -> Node:
    """Return the document in which a reference stands, or what refers where no document does."""
    return reference.instrument or reference.source


def speaking(reference: ReferenceView) -> str:
    """Return who says it: the body or the speaker of the clause, or else who adopts what bears such a symbol, or ''."""
    from compactx.model.organs import body_of  # noqa: PLC0415 - where it is asked for

    who = reference.body or reference.speaker
    return who.title if who else body_of(citing_document(reference).symbol)


def reference_views(index: Index, edges: Iterable[Edge]) -> list[ReferenceView]:
    """Return edges with their nodes, in the given order."""
    edges = list(edges)
    index.preload(n for edge in edges for n in (edge.src, edge.dst, edge.clause))
    index.preload(index.node(edge.clause or edge.src).instrument for edge in edges)
    return [_view(index, edge) for edge in edges]


def _view(index: Index, edge: Edge) -> ReferenceView:
    source = index.node(edge.src)
    clause = index.node(edge.clause) if edge.clause else (source if source.locator else None)
    whole = clause.instrument if clause else None
    said = index.said(clause.n) if clause else None
    speaker, body = (said.speaker, said.body) if said else (None, None)
    target = index.node(edge.dst)
    return ReferenceView(
        source, target, clause, index.node(whole) if whole else None, edge.relation, edge.forward,
        edge.backward, edge.family, edge.basis, edge.surface, edge.pinpoint, edge.confidence, edge.strength,
        edge.rationale, edge.file, edge.line, edge.pinpoint_kind or pinpoint_kind(edge.pinpoint, target.kind),
        said.date if said else "", index.node(speaker) if speaker else None, index.node(body) if body else None,
        index.main_name,
    )  # fmt: skip


def dangling(index: Index, nodes: Iterable[Node]) -> list[ReferenceView]:
    """Return the references from or to the nodes that lead nowhere, each with a stand-in for what is not there."""
    if not index.dangling_count():
        return []
    from compactx.index import links  # noqa: PLC0415 - few corpora have such references

    known = {node.id: node for node in nodes}
    found = links.dangling_rows(index, known)
    lost: dict[str, Node] = {}

    def end(identity: str) -> Node:
        node = known.get(identity) or lost.get(identity) or index.by_id(identity)
        return node or lost.setdefault(identity, _stand_in(identity))

    return [_lost(index, one, end(one.src), end(one.dst)) for one in found]


def told_of_dangling(index: Index, nodes: Iterable[Node]) -> list[str]:
    """Return what to say of references of these things, and of their parts, that lead nowhere.

    A few things are told one by one, many in one sentence.
    """
    if not index.dangling_count():
        return []
    asked = list({node.n: node for node in nodes}.values())
    groups = [[node] for node in asked] if len(asked) <= _FEW else [asked]
    return [told for group in groups if (told := _told(index, group))]


def _told(index: Index, nodes: list[Node]) -> str:
    from compactx.index import links  # noqa: PLC0415 - as above

    rows = links.parts_of(index, (node.n for node in nodes))
    index.preload(rows)
    lost = links.dangling_rows(index, (index.node(row).id for row in rows))
    if not lost:
        return ""
    ids = list(dict.fromkeys(end for one in lost for end in (one.dst, one.src) if index.by_id(end) is None))
    more = f" and {len(ids) - _TOLD} more" if len(ids) > _TOLD else ""
    what = f"{', '.join(ids[:_TOLD])}{more}" if ids else "relations that are in no vocabulary"
    lead = "reference leads" if len(lost) == 1 else "references lead"
    where = nodes[0].id if len(nodes) == 1 else "of what is asked for"
    return f"{len(lost)} {lead} nowhere ({where}): the corpus lacks {what}; compactx check tells where"


def _stand_in(identity: str) -> Node:
    """Return what is shown for an id that nothing has; its number is no row, and its own."""
    number = -1 - int.from_bytes(identity.encode()) % _PRIME
    title = "not in the corpus"
    return Node(number, identity, UNKNOWN, title, "", "", None, None, None, None, "", 0, "", "", "", "", "", "", 0)


def _lost(index: Index, one: DanglingReference, source: Node, target: Node) -> ReferenceView:
    clause = source if source.locator else None
    whole = index.node(clause.instrument) if clause and clause.instrument else None
    return ReferenceView(
        source, target, clause, whole, one.relation, one.forward, one.backward, one.family, one.basis, one.surface,
        one.pinpoint, one.confidence, "", "", one.file, one.line, pinpoint_kind(one.pinpoint, target.kind), "",
        None, None, index.main_name,
    )  # fmt: skip
