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


MOST = 1000  # references to or of one thing; more are a minute of scrolling


def page(found: Sequence[Refs], by: str, width: int, *, most: int = 0) -> Group:
    """Return the references of each thing, grouped by objective, kind, relation, instrument or not at all.

    With ``most`` the first so many, and how many more there are.
    """
    parts: list[RenderableType] = []
    for n, one in enumerate(found):
        parts += [blank()] if n else []
        parts.append(_page(one, by, min(width, style.PROSE), most))
    return stack(*parts)


def _page(one: Refs, by: str, width: int, most: int) -> Group:
    head = join(text(one.node.id, style.ID), text(one.node.caption, style.TITLE))
    body: list[RenderableType] = []
    if one.incoming:
        clauses = len({(r.clause or r.source).id for r in one.incoming})
        groups = _groups(one.incoming, by, width, most, incoming=True)
        body += [blank(), heading("Referred to by", clauses), *groups]
    if one.outgoing:
        groups = _groups(one.outgoing, by, width, most, incoming=False)
        body += [blank(), heading("Refers to", len(one.outgoing)), *groups]
    if not body:
        body = [blank(), text("No text in the corpus names it.")]
    apart = [f"{count} {what}" for what, count in one.apart]
    if apart:
        body += [blank(), text(f"kept apart: {'; '.join(apart)} (--basis class, --basis catalogue)", style.QUIET)]
    return stack(head, *body)


def _groups(references: Sequence[Seen], by: str, width: int, most: int, *, incoming: bool) -> list[RenderableType]:
    groups: dict[str, list[Seen]] = {}
    for reference in ordered(references, by, incoming=incoming):
        groups.setdefault(group_of(reference, by, incoming=incoming), []).append(reference)
    out: list[RenderableType] = []
    left = most or len(references)
    for name, inside in groups.items():
        if left <= 0:
            break
        if name:
            out.append(indented(join(text(name, "bold"), text(str(len(inside)), style.QUIET))))
        out.append(indented(_lines(inside[:left], width, by, incoming=incoming), 4 if name else 2))
        left -= len(inside)
    rest = len(references) - most if most else 0
    if rest > 0:
        told = f"and {rest:,} more references; --totals counts them by document, -n 0 shows all of them"
        out += [blank(), indented(text(told, style.QUIET))]
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
