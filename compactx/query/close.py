"""What could have been meant by words that name nothing."""

from __future__ import annotations

from compactx.index.fold import fold
from compactx.model import locator
from compactx.model.kinds import kind_of_word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from compactx.index.read import Index, Node
    from compactx.query.select import Selection

    Exact = Callable[[Index, str], Selection | None]

_CLOSE = 3


def _above(index: Index, text: str) -> Node | None:
    """Return what would hold a clause that is not there: paragraph 33 for 33(z), the goals for goal 18."""
    main = index.main()
    address = locator.parent(locator.slug(text))
    if main and address:
        return index.by_locator(main.n, address)
    words = text.split()
    kind = kind_of_word(words[0]) if len(words) == 2 and words[1].isdecimal() else ""  # noqa: PLR2004 - kind, number
    row = next((node.parent for node in index.of_kind([kind], main.n if main else None)), None) if kind else None
    return index.node(row) if row is not None else None


def close(index: Index, text: str, exact: Exact) -> list[tuple[str, str]]:
    """Return up to three things that are named much like the text."""
    from difflib import SequenceMatcher, get_close_matches  # noqa: PLC0415 - only when nothing matched

    words = text.split()
    kinds = get_close_matches(words[0].lower(), ("objective", "principle", "target", "goal", "paragraph"), 1, 0.7)
    corrected = exact(index, " ".join([*kinds, *words[1:]])) if kinds and len(words) > 1 else None
    above = corrected.node if corrected else _above(index, text)
    found = {above.id: above.caption} if above else {}
    folded = fold(text)
    ranked = sorted(
        ((SequenceMatcher(None, folded, fold(named.name)).ratio(), named) for named in index.similar_names(text)),
        key=lambda pair: -pair[0],
    )
    for score, named in ranked:
        if score >= 0.55 and len(found) < _CLOSE:  # noqa: PLR2004 - below that, names look unlike
            node = index.node(named.node)
            found.setdefault(node.id, node.caption)
    return list(found.items())
