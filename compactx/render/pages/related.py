"""What is related to a thing, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.render.pages import style
from compactx.render.pages.style import blank, indented, join, stack, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Group, RenderableType
    from rich.text import Text

    from compactx.index.read import Node
    from compactx.query.related import CommonReference, RelatedResult, Relative

_SHARED = 5
_CLAUSES = 3


def page(found: Sequence[RelatedResult], words: Mapping[str, str], *, whole: bool = False) -> Group:
    """Return each related thing with its score and the things it shares, the telling ones first; ``whole``: all.

    ``words`` are the wording at hand by id.
    """
    parts: list[RenderableType] = []
    for n, one in enumerate(found):
        parts += [blank()] if n else []
        parts.append(_page(one, words, whole=whole))
    return stack(*parts)


def _page(one: RelatedResult, words: Mapping[str, str], *, whole: bool) -> Group:
    head = style.named(one.node, style.says(one.node, words))
    if not one.relatives:
        apart = f" {one.linked} do, but cite it or are cited by it: --linked shows them." if one.linked else ""
        return stack(head, blank(), text(f"Nothing shares references with it.{apart}"))
    shown = f"{len(one.relatives)} of {one.total}" if one.total > len(one.relatives) else str(one.total)
    body: list[RenderableType] = [head, text(f"{shown} things share references with it", style.QUIET)]
    for relative in one.relatives:
        shown_here = relative.shared if whole else relative.shared[:_SHARED]
        body += [
            blank(),
            _head(relative, words),
            *(indented(_line(shared, words, whole=whole)) for shared in shown_here),
        ]
        if len(relative.shared) > len(shown_here):
            body.append(indented(text(f"and {len(relative.shared) - _SHARED} more", style.QUIET)))
    legend = (
        "A shared thing counts 1/log2(1 + how many clauses cite it), a clause that cites both"
        " 1/log2(1 + how many things it cites); the per cent are of all that is shared with anything."
    )
    more = f" {one.linked} more cite it or are cited by it (--linked)." if one.linked else ""
    nodes = [shared.node for relative in one.relatives for shared in relative.shared]
    return stack(
        *body,
        blank(),
        style.legend([*nodes, *(relative.node for relative in one.relatives)], words),
        text(legend + more, style.QUIET),
    )


def _head(relative: Relative, words: Mapping[str, str]) -> Text:
    score = text(f"{relative.score:.2f}  {relative.share:.0%}", style.LOCATOR)
    linked = text("cites it or is cited by it" if relative.linked else "", style.QUIET)
    return join(score, style.says(relative.node, words), text(relative.node.id, style.ID), linked)


def _line(shared: CommonReference, words: Mapping[str, str], *, whole: bool) -> Text:
    weight = text(f"{shared.weight:.2f}", style.QUIET)
    if shared.way == "cited-by":
        return join(
            weight, text("both in", style.RELATION), style.says(shared.node, words), text(shared.node.id, style.ID)
        )
    sides = f"{_places(shared.here, whole=whole)} | {_places(shared.there, whole=whole)}"
    return join(weight, text("both cite", style.RELATION), text(shared.node.id, style.ID), text(sides, style.QUIET))


def _places(nodes: Sequence[Node], *, whole: bool) -> str:
    shown = nodes if whole else nodes[:_CLAUSES]
    more = f" +{len(nodes) - len(shown)}" if len(nodes) > len(shown) else ""
    return ", ".join(node.printed or node.id for node in shown) + more
