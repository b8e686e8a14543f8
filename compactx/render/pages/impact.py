"""What rests on a thing, for a terminal: by distance, each with its chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.render.pages import style
from compactx.render.pages.style import blank, counted, heading, indented, join, quoted, stack, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Group, RenderableType
    from rich.text import Text

    from compactx.query.impact import Dependent, Impact


def page(found: Sequence[Impact]) -> Group:
    """Return what to read again, the nearest first."""
    parts: list[RenderableType] = []
    for n, one in enumerate(found):
        parts += [blank()] if n else []
        parts.append(_page(one))
    return stack(*parts)


def _page(one: Impact) -> Group:
    head = style.named(one.node)
    if not one.touched:
        return stack(head, blank(), text("Nothing in the corpus rests on it."))
    things = len(one.touched) - len(one.clauses)
    body: list[RenderableType] = [
        head,
        text(f"to read again: {counted(len(one.clauses), 'clause')}, {counted(things, 'other thing')}", style.QUIET),
    ]
    for distance in sorted({touched.distance for touched in one.touched}):
        ring = [touched for touched in one.touched if touched.distance == distance]
        name = "Directly" if distance == 1 else f"{distance} references away"
        body += [blank(), heading(name, len(ring)), *(indented(_line(touched)) for touched in ring)]
    body += (
        [blank(), signed]
        if (signed := style.legend(touched.node for touched in one.touched if touched.chain[-1].reference is None))
        else []
    )
    if one.more:
        body += [
            blank(),
            text(f"{one.more} more lie further away (--depth {one.depth + 1}, --depth 0 for all)", style.QUIET),
        ]
    return stack(*body)


def _line(touched: Dependent) -> Text:
    last = touched.chain[-1]
    parts = [text(touched.node.id, style.ID)]
    if last.reference is None:
        below = touched.chain[-2].thing
        parts += [text("contains", style.RELATION), text(below.printed or below.id, style.LOCATOR)]
        return join(*parts, text(touched.node.caption))
    before = touched.chain[-2].thing.id if len(touched.chain) > 1 else last.reference.target.id
    if last.reference.relation == "member-of":
        before = last.reference.source.id
    parts += [text(last.reading, style.RELATION), text(before), quoted(last.reference.surface)]
    return join(*parts, style.mark(last.reference))
