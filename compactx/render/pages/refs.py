"""References for a terminal, grouped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.query.grouped import group_of, ordered
from compactx.render.pages import style
from compactx.render.pages.style import blank, grid, heading, indented, join, quoted, stack, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Group, RenderableType
    from rich.text import Text

    from compactx.query.refs import Refs
    from compactx.query.view import Seen


def page(found: Sequence[Refs], by: str, width: int) -> Group:
    """Return the references of each thing, grouped by objective, kind, relation, instrument or not at all."""
    parts: list[RenderableType] = []
    for n, one in enumerate(found):
        parts += [blank()] if n else []
        parts.append(_page(one, by, min(width, style.PROSE)))
    return stack(*parts)


def _page(one: Refs, by: str, width: int) -> Group:
    head = join(text(one.node.id, style.ID), text(one.node.caption, style.TITLE))
    body: list[RenderableType] = []
    if one.incoming:
        clauses = len({(r.clause or r.source).id for r in one.incoming})
        body += [blank(), heading("Referred to by", clauses), *_groups(one.incoming, by, width, incoming=True)]
    if one.outgoing:
        body += [blank(), heading("Refers to", len(one.outgoing)), *_groups(one.outgoing, by, width, incoming=False)]
    if not body:
        body = [blank(), text("No text in the corpus names it.")]
    apart = [f"{count} {what}" for what, count in one.apart]
    if apart:
        body += [blank(), text(f"kept apart: {'; '.join(apart)} (--basis class, --basis catalogue)", style.QUIET)]
    return stack(head, *body)


def _groups(references: Sequence[Seen], by: str, width: int, *, incoming: bool) -> list[RenderableType]:
    groups: dict[str, list[Seen]] = {}
    for reference in ordered(references, by, incoming=incoming):
        groups.setdefault(group_of(reference, by, incoming=incoming), []).append(reference)
    out: list[RenderableType] = []
    for name, inside in groups.items():
        if name:
            out.append(indented(join(text(name, "bold"), text(str(len(inside)), style.QUIET))))
        out.append(indented(_lines(inside, width, by, incoming=incoming), 4 if name else 2))
    return out


def _lines(references: Sequence[Seen], width: int, by: str, *, incoming: bool) -> RenderableType:
    several = by in {"year", "body"}
    shown = [_line(reference, incoming=incoming, several=several) for reference in references]
    if width < style.NARROW:
        return stack(*(join(left, right) for left, right in shown))
    tags = [f"objective {reference.objective}" if reference.objective else "" for reference in references]
    table = grid(max(len(left.plain) for left, _ in shown), max(map(len, tags)), None)
    for (left, right), tag in zip(shown, tags, strict=True):
        table.add_row(left, text(tag, style.QUIET), right)
    return table


def _line(reference: Seen, *, incoming: bool, several: bool) -> tuple[Text, Text]:
    where = text((not several and reference.locator) or reference.source.id, style.LOCATOR)
    words = [text(reference.forward, style.RELATION)]
    if not incoming:
        words.append(text(reference.target.id, style.ID))
    words += [quoted(reference.surface), style.mark(reference)]
    if reference.basis in {"class", "editorial"} and reference.rationale:
        words.append(text(f"({reference.rationale})", style.QUIET))
    return where, join(*words)
