"""Review and follow-up for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.query.review import spans
from compactx.render.pages import style
from compactx.render.pages.style import blank, grid, indented, join, quoted, stack, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Group, RenderableType
    from rich.text import Text

    from compactx.index.read import Node
    from compactx.query.review import Discussion, Occasion, Review, ReviewCycle, ReviewTimeline


def page(found: Sequence[tuple[Node, Sequence[Review]]], on: str, *, editorial: bool) -> Group:
    """Return who reviews each thing, when and where."""
    parts: list[RenderableType] = []
    for n, (node, reviews) in enumerate(found):
        parts += [blank()] if n else []
        parts.append(_thing(node, reviews, on, editorial=editorial))
    return stack(*parts)


def timeline(node: Node, found: ReviewTimeline, width: int) -> Group:
    """Return what has been and will be, with a line at the day."""
    parts: list[RenderableType] = [_head(node), blank()]
    if not found.occasions:
        return stack(*parts, text("No date of follow-up is known."))
    past = [one for one in found.occasions if not one.is_foreseen]
    ahead = [one for one in found.occasions if one.is_foreseen]
    parts.append(_occasions(past, width))
    parts += [text(f"{found.on}  seen from this day", style.HEADING)]
    parts.append(_occasions(ahead, width) if ahead else text("nothing further is foreseen", style.QUIET))
    return stack(
        *parts, blank(), text("Dates are those of the registers: first days, or the date of a text.", style.QUIET)
    )


def documents(found: Sequence[Discussion]) -> Group:
    """Return where review documents take a thing up: section and paragraphs, and what we read as speaking of it."""
    return stack(*(line for one in found for line in _document(one)))


def _head(node: Node) -> Text:
    return join(text(node.id, style.ID), text(node.caption, style.TITLE))


def _thing(node: Node, reviews: Sequence[Review], on: str, *, editorial: bool) -> Group:
    if not reviews:
        return stack(_head(node), blank(), text("No part in a review is recorded."))
    parts: list[RenderableType] = [_head(node), text(f"as of {on}", style.QUIET)]
    for actor in dict.fromkeys(one.actor.n for one in reviews):
        own = [one for one in reviews if one.actor.n == actor]
        parts += [blank(), _actor(own[0].actor), *(indented(_review(one, node)) for one in own)]
    ours = any(document.speaking for one in reviews for document in one.documents)
    grouped = any(document.section for one in reviews for document in one.documents)
    hint = "--editorial adds the paragraphs that we read as speaking of it" if grouped and not editorial else ""
    hint = "[ours] marks our reading; the documents do not say it." if ours else hint
    tries = style.commands([f"compactx trace {node.id}", "compactx review --timeline"])
    return stack(*parts, blank(), text(hint, style.QUIET) if hint else None, tries)


def _actor(node: Node) -> Text:
    return join(text(node.id, style.ID), text(node.title, style.TITLE))


def _review(one: Review, node: Node) -> Group:
    reference = one.reference
    reading = reference.forward if reference.source.n == one.actor.n else reference.backward
    far = one.target if one.target.n != one.actor.n else reference.source
    clause = reference.clause
    where = "" if clause is None else clause.printed if reference.is_of_main else clause.id
    name = "it" if far.n == node.n else reference.name_of(far)
    whom = text(name, style.ID if name == far.id else "")
    says = join(
        join(text(reading, style.RELATION), whom, by=" "), text(where, style.LOCATOR), quoted(reference.surface)
    )
    when = _when(one.series) if one.series else None
    listed = indented(documents(one.documents)) if one.documents else None
    return stack(says, when, listed)


def _when(series: ReviewCycle) -> Text:
    parts = [text(series.cycle)]
    if series.last:
        parts.append(join("last", text(series.last.date, style.LOCATOR), text(series.last.node.id, style.ID), by=" "))
    if series.following:
        how = "(by the interval)" if series.following.is_derived else series.following.node.id
        parts.append(join("next", text(series.following.date, style.LOCATOR), text(how, style.QUIET), by=" "))
    return join(*parts, by=" · ")


def _document(one: Discussion) -> list[RenderableType]:
    where = ""
    if one.section:
        where = f"{one.section.printed}: paragraphs {spans(one.paragraphs)}"
    year = text(one.document.date[:4], style.LOCATOR)
    lines: list[RenderableType] = [join(year, text(one.document.symbol or one.document.id, style.ID), text(where))]
    if one.speaking:
        named = spans([link.target for link in one.speaking])
        lines.append(indented(join(text(f"speaks of it in {named}"), text("[ours]", style.QUIET)), 6))
    return lines


def _occasions(found: Sequence[Occasion], width: int) -> RenderableType:
    lines = [(text(one.date, style.LOCATOR), text(one.node.id, style.ID), _what(one)) for one in found]
    if width < style.NARROW:
        return stack(*(join(*line) for line in lines))
    table = grid(10, max(len(one.node.id) for one in found), None)
    for line in lines:
        table.add_row(*line)
    return table


def _what(one: Occasion) -> Text:
    if one.is_derived:
        return join(text("next by the interval", style.QUIET), text(one.node.title))
    doubt = f"[{one.node.confidence} confidence]" if one.node.confidence in {"medium", "low"} else ""
    return join(text(one.node.title), text(one.node.symbol, style.QUIET), text(doubt, style.QUIET))
