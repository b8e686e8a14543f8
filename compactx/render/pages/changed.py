"""Clauses to read again, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.render.pages import style
from compactx.render.pages.style import blank, heading, indented, join, quoted, stack, text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.console import Group, RenderableType
    from rich.text import Text

    from compactx.index.read import Node
    from compactx.query.changed import StaleClause


def page(found: Sequence[StaleClause], says: Callable[[Node], Text]) -> Group:
    """Return each clause with what changed and the references that rest on it; ``says`` gives its words of now."""
    if not found:
        return stack(text("Every attached clause reads as it did when its references were read."))
    parts: list[RenderableType] = [heading("To read again", len(found))]
    for one in found:
        words = f"{one.node.words} words then, {one.words} now"
        parts += [blank(), join(text(one.node.id, style.ID), text(words, style.QUIET), says(one.node))]
        parts += [indented(join(text("lost", style.RELATION), quoted(words))) for words in one.lost]
        parts += [
            indented(join(text(r.forward, style.RELATION), text(r.target.id, style.ID), quoted(r.surface)))
            for r in one.outgoing
        ]
        parts += [
            indented(
                join(text(r.backward, style.RELATION), text((r.clause or r.source).id, style.ID), quoted(r.surface))
            )
            for r in one.incoming
        ]
        if one.reason:
            parts.append(indented(join(text(f"accepted {one.date}", style.RELATION), text(one.reason))))
    hint = 'compactx impact --accept CLAUSE --reason "…" keeps that its references still stand'
    return stack(*parts, blank(), text(hint, style.QUIET))
