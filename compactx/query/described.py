"""Descriptions to provisions: "IOM proposal on borders", "Genina on peer review".

::

    description = [owner] [word] ( "on" | "about" ) subject
    owner       = whatever names an instrument, the actor that issued it, or who speaks in it
    word        = "proposal" | "theme" | "statement" | "principle" | ...

The subject must be found in the label or the title of a provision of the owner's, word for word but for a plural s. A
description is looked at only when nothing has the text as its name.
"""

from __future__ import annotations

from compactx.errors import SelectionError
from compactx.index.fold import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from compactx.index.read import Index, Node

    Named = Callable[[Index, str], "Node | None"]

_BETWEEN = (" on ", " about ")
_WORDS = frozenset({
    "proposal", "proposals", "theme", "statement", "principle", "criticism", "paper", "report", "recommendation",
    "idea", "view", "element",
})  # fmt: skip
_LITTLE = frozenset({"a", "an", "and", "for", "in", "of", "the", "to"})
_KINDS = ("proposal", "theme", "statement", "principle")
_ISSUED = frozenset({"issued-by", "adopted-by"})
_SHOWN = 6


def described(index: Index, text: str, named: Named) -> list[Node]:
    """Return the provisions that a description fits; ``named`` reads the owner's name."""
    owner, word, subject = _divided(text)
    words = _stems(subject)
    if not words or not (owner or word):
        return []
    found = dict.fromkeys(similar.node for similar in index.similar_names(subject) if words <= _stems(similar.name))
    nodes = [node for node in map(index.node, found) if node.locator]
    if owner and nodes:
        whose = _named(index, owner, named)
        nodes = [node for node in nodes if whose and _is_of(index, node, whose)]
    return _outermost([node for node in nodes if node.kind == word] or nodes)


def _outermost(nodes: list[Node]) -> list[Node]:
    """Leave out what stands inside another of the provisions."""
    rows = {node.n for node in nodes}
    return [node for node in nodes if node.parent not in rows]


def offered(index: Index, text: str, named: Named) -> list[Node]:
    """Return what an owner does say, when its description fits nothing."""
    owner, _, subject = _divided(text)
    whose = _named(index, owner, named) if owner and subject else None
    documents = _documents(index, whose) if whose else []
    return [node for document in documents for node in index.of_kind(_KINDS, document)][:_SHOWN]


def _divided(text: str) -> tuple[str, str, str]:
    """Return owner, word and subject, all empty if the text is no description.

    >>> _divided("IOM's proposal on borders"), _divided("Genina on peer review"), _divided("IMRF")
    (('IOM', 'proposal', 'borders'), ('Genina', '', 'peer review'), ('', '', ''))
    """
    at, between = min(((text.lower().find(one), one) for one in _BETWEEN if one in text.lower()), default=(-1, ""))
    if at < 0:
        return "", "", ""
    head = text[:at].split()
    word = head.pop().lower() if head and head[-1].lower() in _WORDS else ""
    owner = " ".join(head).removesuffix("'s").removesuffix("\u2019s")
    return owner, word, text[at + len(between) :].strip()


def _stems(text: str) -> frozenset[str]:
    """Return the words of a text without little ones and without the s of a plural."""
    words = (word.strip(".,:;()'") for word in fold(text).replace("-", " ").split())
    return frozenset(word.removesuffix("s") for word in words if word and word not in _LITTLE)


def _named(index: Index, owner: str, named: Named) -> Node | None:
    try:
        return named(index, owner)
    except SelectionError:
        return None


def _is_of(index: Index, node: Node, whose: Node) -> bool:
    return node.instrument in _documents(index, whose) or whose.id in index.facts(node.n).get("speaker", [])


def _documents(index: Index, whose: Node) -> list[int]:
    issued = [edge.src for edge in index.edges_to(whose.n) if edge.relation in _ISSUED]
    return [whose.n, *issued]
