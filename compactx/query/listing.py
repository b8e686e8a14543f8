"""What is there: nodes by kind."""

from __future__ import annotations

from compactx.errors import UsageError
from compactx.model.kinds import KINDS, kind_of_word
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.index.read import Index, Node

_GROUPS = {
    "instruments": ("treaty", "framework", "guidance", "resolution", "document"),
    "actors": ("body", "office", "process", "mechanism"),
    "review-bodies": ("body", "office", "process", "mechanism"),
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
    for group in (folded, folded + "s"):
        if group in _GROUPS:
            return _GROUPS[group]
    kind = kind_of_word(word)
    if not kind:
        raise UsageError(f'"{word}" is not a kind', hint=f"kinds: instruments actors {' '.join(KINDS)}")
    return (kind,)


def listing(
    index: Index, word: str = "", *, instrument: Node | None = None, legal: tuple[str, ...] = ()
) -> list[Listed]:
    """Return the nodes of a kind (singular or plural), everything known by name if no kind is given.

    Raises:
        UsageError: the word is no kind.
    """
    kinds = kinds_of(word) if word else ()
    nodes = index.of_kind(kinds, instrument.n if instrument else None)
    if not word and instrument is None:
        nodes = [node for node in nodes if not node.locator]
    if word.lower().replace(" ", "-").startswith("review-bod"):
        nodes = [node for node in nodes if any(e.family == "follow-up" for e in index.edges_from(node.n))]
    nodes = [node for node in nodes if not legal or node.legal in legal]
    return [
        Listed(node, index.node(node.instrument) if node.instrument else None, index.degree(node.n)) for node in nodes
    ]
