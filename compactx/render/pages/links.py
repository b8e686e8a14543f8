"""References for a terminal: what a clause names, and who names a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.render.pages import style
from compactx.render.pages.style import blank, grid, heading, indented, join, quoted, stack, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

    from compactx.query.reference import ReferenceView
    from compactx.query.show import Profile


def outgoing(reference: ReferenceView) -> Text:
    """Return what a clause refers to: how, by which words, the name where the words are not it, the id."""
    target = reference.target
    known = target.locator or target.title == target.id or _same(target.title, reference.surface)
    return style.arrow(
        "→", text(reference.forward, style.RELATION), quoted(reference.surface), text("" if known else target.title),
        text(target.id, style.ID), style.mark(reference),
    )  # fmt: skip


def _same(name: str, words: str) -> bool:
    return name.casefold().removeprefix("the ") == words.casefold().removeprefix("the ")


def incoming(references: Sequence[ReferenceView], width: int) -> RenderableType:
    """Return who refers to a thing: clause, relation and the words."""
    if width < style.NARROW:
        return indented(
            stack(*(join(_where(r), text(r.forward, style.RELATION), quoted(r.surface)) for r in references))
        )
    table: Table = grid(max(len(_where(r).plain) for r in references), None)
    for reference in references:
        words = join(text(reference.forward, style.RELATION), quoted(reference.surface), style.mark(reference))
        table.add_row(_where(reference), words)
    return indented(table)


def citing_lines(one: Profile, width: int, most: int) -> list[RenderableType]:
    """Return who cites a thing, the first ``most`` (0: all that are known here), and how to see the others."""
    if not one.referenced_by:
        return []
    shown = one.referenced_by[:most] if most else one.referenced_by
    left = max(one.referring, len(one.referenced_by)) - len(shown)
    more = [indented(text(f"and {left:,} more: compactx refs {one.node.id}", style.QUIET))] if left > 0 else []
    return [blank(), heading("Cited by", one.cited), incoming(shown, width), *more]


def _where(reference: ReferenceView) -> Text:
    return text((reference.clause or reference.source).id, style.ID)


def editorial(one: Profile) -> list[RenderableType]:
    """Return the links that are ours, labelled, with their reasons."""
    if not one.editorial:
        return []
    lines = []
    for link in one.editorial:
        ahead = link.source.id.startswith(one.node.id)
        far = link.target if ahead else link.source
        says = text(link.forward if ahead else link.backward, style.RELATION)
        lines.append(stack(join(says, text(far.id, style.ID), text(f"[ours: {link.strength}]", style.QUIET)),
                           indented(text(link.rationale))))  # fmt: skip
    return [blank(), heading("Ours, not in the texts", len(lines)), indented(stack(*lines))]
