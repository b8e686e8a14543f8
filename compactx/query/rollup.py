"""A part counts for its whole: how many of some things stand in each objective, instrument or year."""

from __future__ import annotations

from compactx.model.record import Record
from compactx.query.search import Hit, SearchResult, search

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from compactx.index.read import Index, Node
    from compactx.index.search import SearchScope
    from compactx.query.search import Text

BY = ("objective", "instrument", "document", "year")
WHOLES = ("objective", "goal")  # kinds that answer for what stands in them
ELSEWHERE = "elsewhere"


class Share(Record):
    """What stands in one whole: ``node`` is None where it is a year, or no such whole."""

    group: str
    node: Node | None
    parts: tuple[Node, ...]


class Rollup(Record):
    """The shares of every whole: objectives and years in their order, documents by how much stands in them.

    What stands in no such whole comes last, under ``elsewhere``.
    """

    by: str
    shares: tuple[Share, ...]

    @property
    def wholes(self) -> int:
        """Return in how many wholes something stands."""
        return sum(share.group != ELSEWHERE for share in self.shares)

    @property
    def places(self) -> int:
        """Return how many things stand in them."""
        return sum(len(share.parts) for share in self.shares if share.group != ELSEWHERE)


def rolled(index: Index, nodes: Iterable[Node], by: str) -> Rollup:
    """Return how many of the nodes stand in each whole, each node once."""
    shares: dict[str, tuple[Node | None, list[Node]]] = {}
    for node in {node.n: node for node in nodes}.values():
        whole = None if by == "year" else whole_of(index, node, by)
        group = _year(index, node) if by == "year" else whole.id if whole else ELSEWHERE
        shares.setdefault(group, (whole, []))[1].append(node)
    found = [Share(group, whole, tuple(sorted(parts, key=_order))) for group, (whole, parts) in shares.items()]
    if by in {"instrument", "document"}:
        found.sort(key=lambda share: (share.group == ELSEWHERE, -len(share.parts), share.group))
    elif by == "year":
        found.sort(key=lambda share: (share.group == ELSEWHERE, share.group))
    else:
        found.sort(key=lambda share: (share.group == ELSEWHERE, share.node.n if share.node else 0))
    return Rollup(by, tuple(found))


def _order(node: Node) -> int:
    return node.n


def whole_of(index: Index, node: Node, by: str) -> Node | None:
    """Return the objective (or goal) that a node is or stands in, or its instrument; None if there is none."""
    if by in WHOLES:
        chain = [node, *index.ancestors(node)] if node.locator else []
        return next((above for above in chain if above.kind == by), None)
    return index.instrument_of(node) or (node if not node.locator else None)


def _year(index: Index, node: Node) -> str:
    said = index.said(node.n)
    date = (said.date if said else "") or node.date or (index.instrument_of(node) or node).date
    return date[:4] or ELSEWHERE


def search_wholes(
    index: Index, text: str, scope: SearchScope, kinds: Sequence[str], *, limit: int, texts: Sequence[Text] = (),
    whole: bool = False,
) -> SearchResult:  # fmt: skip
    """Return the wholes of some kinds that have the words, in their own words or in those of a part.

    A whole that only a part speaks for has the part's words and names the part as ``clause``.
    """
    own = search(index, text, scope, texts=texts, whole=whole)
    every = search(index, text, scope.replace(kinds=()), texts=texts, whole=whole)
    found = {hit.node.n: hit for hit in own.hits if hit.node.kind in kinds}
    direct = len(found)
    for hit in every.hits:
        for kind in kinds:
            above = whole_of(index, hit.node, kind)
            if above and above.n not in found:
                found[above.n] = hit.replace(node=above, instrument=index.instrument_of(above), clause=hit.node)
    hits: list[Hit] = list(found.values())
    lent = len(hits) - direct
    notes = every.notes
    if lent:
        stands = f"{lent} of {len(hits)}" if direct else f"all {len(hits)}"
        notes = (
            *notes,
            f"the words stand in clauses of {stands}, not in their titles: --by {kinds[0]} lists the clauses",
        )
    return SearchResult(text, tuple(hits[:limit] if limit else hits), len(hits), notes, every.corrections)
