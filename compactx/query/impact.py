"""What rests on this: everything to read again if it changes, and the chain that leads there.

A thing rests on what its wording names. Steps against the direction of references count one each; that a clause stands
in an objective or a document leads on without counting. The walk goes breadth first, so each thing is reached by a
shortest chain, and it ends at whole instruments: that something cites the Compact at large rests on no single clause.

And what did change: the corpus records a fingerprint of each clause as it was when its references were read. A clause
whose attached text has another fingerprint is suspect, with what it cites and what cites it, until somebody reads it
again and accepts it.
"""

from __future__ import annotations

from compactx.index import figures
from compactx.index.links import accepted_clauses, parts_of
from compactx.model import hub
from compactx.model.kinds import EVIDENCE
from compactx.model.record import Record
from compactx.query.reference import ReferenceView, reference_views
from compactx.query.refs import refs
from compactx.query.refs_rows import RefsFilter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from compactx.index.read import Edge, Index, Node

# Facts of the catalogue by which one thing depends on the text of another.
DEPENDS = (
    "supplements",
    "adopted-under",
    "edition-of",
    "mandated-by",
    "outcome-of",
    "succeeds",
    "settles-modalities-of",
)
_UNITS = ("objective", "goal")


class ChainLink(Record):
    """A step of a chain: ``thing`` rests on what comes before by a reference, or holds it (no reference)."""

    thing: Node
    reference: ReferenceView | None
    reading: str


class Dependent(Record):
    """Something that rests on the asked thing: how far away, and the chain from there to here, nearest first."""

    node: Node
    instrument: Node | None
    distance: int
    chain: tuple[ChainLink, ...]


class Impact(Record):
    """What rests on a thing, by distance and in reading order; ``more`` counts what lies beyond the depth.

    ``notes`` say where very many rest on one thing and only the first of them were followed.
    """

    node: Node
    touched: tuple[Dependent, ...]
    depth: int
    more: int
    notes: tuple[str, ...] = ()

    @property
    def clauses(self) -> tuple[Dependent, ...]:
        """Return only what has a wording to read again."""
        return tuple(one for one in self.touched if one.node.locator)


def impact(
    index: Index,
    node: Node,
    *,
    depth: int = 3,
    kinds: tuple[str, ...] = (),
    instrument: int | None = None,
    editorial: bool = False,
) -> Impact:
    """Return what rests on a thing directly or through others, at most ``depth`` references away (0 is no bound).

    Of a hub the first references are followed, and the walk ends when it has reached very many things
    (:mod:`compactx.model.hub`); notes say so.
    """
    walk = _Walk(index, node, editorial=editorial)
    found = walk.outward(depth)
    more = len({edge.clause or edge.src for edge in walk.next_edges()} - walk.reached) if depth else 0
    kept = [
        one
        for one in found
        if (not kinds or one.node.kind in kinds)
        and (instrument is None or instrument in (one.node.n, one.node.instrument))
    ]
    return Impact(node, tuple(kept), depth, more, tuple(walk.notes))


class _Walk:
    """Walks references backwards from one thing and its parts."""

    def __init__(self, index: Index, node: Node, *, editorial: bool) -> None:
        self.index = index
        self.node = node
        self.bases = (*EVIDENCE, "class", "catalogue", *(("editorial",) if editorial else ()))
        self.editorial = editorial
        # Who cites a part rests on the whole.
        self.front = parts_of(index, (node.n,))
        self.reached = {node.n, *self.front}
        self.chains: dict[int, tuple[ChainLink, ...]] = dict.fromkeys(self.front, ())
        self.notes: list[str] = []

    def outward(self, depth: int) -> list[Dependent]:
        """Return what rests on the thing, the nearest first, up to so many steps away (0: all of them)."""
        found: list[Dependent] = []
        distance = 0
        while self.front and (not depth or distance < depth):
            if len(found) > hub.REACHED:
                self.notes.append(f"{len(found):,} things rest on it at a distance of up to {distance}; no further")
                break
            distance += 1
            steps = self._steps()
            self.front = []
            for number, link, before in steps:
                if number not in self.reached:
                    found += self._arrive(number, (*before, link), distance)
        return sorted(found, key=lambda one: (one.distance, one.node.instrument or 0, one.node.n))

    def next_edges(self) -> list[Edge]:
        """Return the references that lead on from where the walk stopped."""
        counts = figures.degrees(self.index, self.front)
        return [edge for n in self.front for edge in self._leading_to(n, counts.get(n, 0)) if self._counts(edge)]

    def _leading_to(self, number: int, count: int) -> list[Edge]:
        if count <= hub.READ:
            return self.index.edges_to(number)
        note = hub.told(self.index.node(number).id, count, hub.READ, "followed")
        if note not in self.notes:
            self.notes.append(note)
        return self.index.edges_to_after(number, 0, hub.READ)

    def _steps(self) -> list[tuple[int, ChainLink, tuple[ChainLink, ...]]]:
        """Return what refers to the front: where it stands, by which reference, over which chain."""
        counts = figures.degrees(self.index, self.front)
        pairs = [(number, edge) for number in self.front for edge in self._onward(number, counts.get(number, 0))]
        references = reference_views(self.index, [edge for _, edge in pairs])
        steps = []
        for (number, edge), reference in zip(pairs, references, strict=True):
            before = self.chains[number]
            if edge.relation == "member-of" and edge.src == number:
                steps.append((edge.dst, ChainLink(reference.target, reference, reference.backward), before))
                continue
            ends = dict.fromkeys((edge.clause or edge.src, edge.src))
            steps += [(end, ChainLink(self.index.node(end), reference, reference.forward), before) for end in ends]
        return steps

    def _onward(self, number: int, count: int) -> Iterable[Edge]:
        incoming = [edge for edge in self._leading_to(number, count) if self._counts(edge)]
        classes = [edge for edge in self.index.edges_from(number) if edge.relation == "member-of"]
        return [*incoming, *classes]

    def _counts(self, edge: Edge) -> bool:
        if edge.basis not in self.bases or edge.relation in {"speaks-of-itself", "member-of"}:
            return False
        if edge.family == "catalogue":
            return edge.relation in DEPENDS
        return edge.family in {"citation", "follow-up"} or (self.editorial and edge.family == "lineage")

    def _arrive(self, number: int, chain: tuple[ChainLink, ...], distance: int) -> list[Dependent]:
        """Note a thing, and the objective or goal it stands in; both are walked on from."""
        found = [self._touched(number, chain, distance)]
        for above in self.index.ancestors(self.index.node(number)):
            if above.kind in _UNITS and above.n not in self.reached:
                longer = (*chain, ChainLink(above, None, "contains"))
                found.append(self._touched(above.n, longer, distance))
        return found

    def _touched(self, number: int, chain: tuple[ChainLink, ...], distance: int) -> Dependent:
        self.reached.add(number)
        self.front.append(number)
        self.chains[number] = chain
        node = self.index.node(number)
        return Dependent(node, self.index.instrument_of(node), distance, chain)


class StaleClause(Record):
    """A clause that reads otherwise: its new fingerprint, its length, and the references that rest on its words.

    ``lost`` are citing words of its own that no longer stand in it; ``reason`` says why it was accepted, if it was.
    """

    node: Node
    instrument: Node
    fingerprint: str
    words: int
    outgoing: tuple[ReferenceView, ...]
    incoming: tuple[ReferenceView, ...]
    lost: tuple[str, ...]
    reason: str
    date: str


def changed(
    index: Index,
    texts: Sequence[tuple[str, Mapping[str, str]]],
    *,
    nodes: Sequence[Node] = (),
    with_accepted: bool = False,
) -> list[StaleClause]:
    """Return the clauses whose attached wording differs from the one that was read, in reading order.

    ``texts`` are instruments with their wording by locator; ``nodes`` limits the answer to these things and what stands
    in them. Accepted clauses are left out unless asked for.
    """
    from compactx.citation.normalise import fingerprint  # noqa: PLC0415 - compiles patterns; the question without it

    wanted = {node.n for node in nodes}
    known = accepted_clauses(index)
    found = []
    for identity, wording in texts:
        instrument = index.by_id(identity)
        for node in index.of_kind((), instrument.n) if instrument else ():
            if not node.fingerprint or node.locator not in wording:
                continue
            now = fingerprint(wording[node.locator])
            reason, date = known.get((node.id, now), ("", ""))
            if now != node.fingerprint and (with_accepted or not reason) and _within(index, node, wanted):
                found.append(_changed(index, node, wording[node.locator], reason, date))
    return found


def _within(index: Index, node: Node, wanted: set[int]) -> bool:
    chain = [node.n, node.instrument, *(above.n for above in index.ancestors(node))]
    return not wanted or not wanted.isdisjoint(chain)


def _changed(index: Index, node: Node, text: str, reason: str, date: str) -> StaleClause:
    from compactx.citation.normalise import fingerprint, normalise, word_count  # noqa: PLC0415 - as above

    own = refs(index, node, RefsFilter(direction="both"))
    plain = normalise(text)
    outgoing = [reference for reference in own.outgoing if reference.family == "citation"]
    lost = dict.fromkeys(
        r.surface for r in outgoing if r.surface and r.basis == "text" and normalise(r.surface) not in plain
    )
    whole = index.node(node.instrument or node.n)
    return StaleClause(
        node, whole, fingerprint(text), word_count(text), tuple(outgoing), own.incoming, tuple(lost), reason, date
    )
