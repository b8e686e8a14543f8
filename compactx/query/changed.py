"""Which references to look at again: those of clauses whose attached wording is not the one that was read.

The corpus records a fingerprint of each clause as it was when its references were read. A clause whose attached text
has another fingerprint is suspect, with what it cites and what cites it, until somebody reads it again and accepts it.
"""

from __future__ import annotations

from compactx.citation.normalise import fingerprint, normalise, word_count
from compactx.index.links import accepted_clauses
from compactx.model.record import Record
from compactx.query.refs import RefsFilter, refs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from compactx.index.read import Index, Node
    from compactx.query.reference import ReferenceView


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
