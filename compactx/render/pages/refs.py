"""References for a terminal, grouped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.render.pages import style
from compactx.render.pages.style import blank, grid, heading, indented, join, quoted, stack, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Group, RenderableType
    from rich.text import Text

    from compactx.query.refs import Refs
    from compactx.query.view import Seen


_BODIES = (
    ("A/HRC/", "Human Rights Council"), ("A/", "General Assembly"), ("S/", "Security Council"),
    ("E/", "Economic and Social Council"),
)  # fmt: skip


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
    if by in {"year", "body"}:
        references = sorted(references, key=lambda r: _group(r, by, incoming=incoming))
    if by == "objective":
        references = sorted(references, key=lambda r: (r.instrument.n if r.instrument else 0, r.objective or 0))
    groups: dict[str, list[Seen]] = {}
    for reference in references:
        groups.setdefault(_group(reference, by, incoming=incoming), []).append(reference)
    out: list[RenderableType] = []
    for name, inside in groups.items():
        if name:
            out.append(indented(join(text(name, "bold"), text(str(len(inside)), style.QUIET))))
        out.append(indented(_lines(inside, width, by, incoming=incoming), 4 if name else 2))
    return out


def _group(reference: Seen, by: str, *, incoming: bool) -> str:
    far = reference.source if incoming else reference.target
    if by == "none":
        return ""
    if by == "relation":
        return reference.forward
    if by == "kind":
        return far.kind
    whole = reference.instrument or reference.source
    if by == "year":
        return whole.date[:4] or "no date"
    if by == "body":
        return body_of(whole.symbol) or whole.title
    return reference.instrument.title if reference.instrument else "Catalogue"


def body_of(symbol: str) -> str:
    """Return who adopts what bears such a symbol, '' if the symbol does not tell.

    >>> body_of("A/HRC/RES/54/10"), body_of("A/RES/77/195")
    ('Human Rights Council', 'General Assembly')
    """
    return next((name for start, name in _BODIES if symbol.startswith(start)), "")


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
