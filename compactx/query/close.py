"""What could have been meant by words that name nothing."""

from __future__ import annotations

from compactx.index.fold import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from compactx.index.read import Index, Node
    from compactx.query.select import Selection

    Exact = Callable[[Index, str], Selection | None]

_CLOSE = 3


def label(node: Node) -> str:
    """Return the words that tell a node to people: its title, or its locator and gist."""
    return node.title or node.gist


def close(index: Index, text: str, exact: Exact) -> list[tuple[str, str]]:
    """Return up to three things that are named much like the text."""
    from difflib import SequenceMatcher, get_close_matches  # noqa: PLC0415 - only when nothing matched

    words = text.split()
    kinds = get_close_matches(words[0].lower(), ("objective", "principle", "target", "goal", "paragraph"), 1, 0.7)
    corrected = exact(index, " ".join([*kinds, *words[1:]])) if kinds and len(words) > 1 else None
    found = {corrected.node.id: label(corrected.node)} if corrected else {}
    folded = fold(text)
    ranked = sorted(
        ((SequenceMatcher(None, folded, fold(named.name)).ratio(), named) for named in index.similar_names(text)),
        key=lambda pair: -pair[0],
    )
    for score, named in ranked:
        if score >= 0.55 and len(found) < _CLOSE:  # noqa: PLR2004 - below that, names look unlike
            node = index.node(named.node)
            found.setdefault(node.id, label(node))
    return list(found.items())
