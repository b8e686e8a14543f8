"""What is there: nodes by kind."""

from __future__ import annotations

from compactx.errors import UsageError
from compactx.index import tallies
from compactx.model.kinds import ACTOR_KINDS, INSTRUMENT_KINDS, KINDS, kind_of_word
from compactx.model.record import Record
from compactx.query.dates import is_there
from compactx.query.series import series

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.index.read import Index, Node

_GROUPS = {
    "instruments": INSTRUMENT_KINDS,
    "actors": ACTOR_KINDS,
}


class Listed(Record):
    """A node and how many clauses and relations refer to it."""

    node: Node
    instrument: Node | None
    cited: int


def kinds_of(word: str) -> tuple[str, ...]:
    """Return the kinds that a word asks for.

    Raises:
        UsageError: the word is no kind; the message lists them.
    """
    folded = "-".join(word.lower().split()).rstrip(".")
    if _is_review_body(folded):  # a role: as a kind it would be any actor
        raise UsageError("review bodies have a role, not a kind", hint="compactx list review bodies --ids")
    for group in (folded, folded + "s"):
        if group in _GROUPS:
            return _GROUPS[group]
    kind = kind_of_word(word)
    if not kind:
        shown = word.replace("-", " ")
        raise UsageError(f'"{shown}" is not a kind', hint=f"kinds: instruments actors {' '.join(KINDS)}")
    return (kind,)


def _is_review_body(folded: str) -> bool:
    return folded in {"review-body", "review-bodies"}


def listing(
    index: Index, word: str = "", *, instrument: Node | None = None, legal: tuple[str, ...] = (), as_of: str = ""
) -> list[Listed]:
    """Return the nodes of a kind (singular or plural), everything known by name if no kind is given.

    ``as_of`` leaves out what is not known to be of that day or earlier.

    Raises:
        UsageError: the word is no kind.
    """
    by_role = _is_review_body("-".join(word.lower().split()))
    kinds = ACTOR_KINDS if by_role else kinds_of(word) if word else ()
    if not word and instrument is None:
        order = {kind: at for at, kind in enumerate(KINDS)}
        nodes = sorted(tallies.named(index), key=lambda node: order[node.kind])
    else:
        nodes = index.of_kind(kinds, instrument.n if instrument else None)
    if by_role:
        nodes = [node for node in nodes if any(e.family == "follow-up" for e in index.edges_from(node.n))]
    nodes = [node for node in nodes if not legal or node.legal in legal]
    nodes = [node for node in nodes if not as_of or is_there(index.instrument_of(node) or node, as_of)]
    return _listed(index, nodes)


def series_listing(index: Index, node: Node) -> list[Listed]:
    """Return the resolutions of the series that one belongs to, the earliest first; itself alone if there is none."""
    numbers = dict.fromkeys(step.node.n for step in series(index, node)) or {node.n: None}
    return _listed(index, [index.node(n) for n in numbers])


def _listed(index: Index, nodes: Sequence[Node]) -> list[Listed]:
    cited = tallies.degrees(index, [node.n for node in nodes])
    index.preload(node.instrument for node in nodes)
    return [Listed(node, index.instrument_of(node), cited.get(node.n, 0)) for node in nodes]
