"""Review and follow-up for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from compactx.model.kinds import ACTOR_KINDS
from compactx.render.pages import opening, style
from compactx.render.pages.style import blank, grid, indented, join, stack, text

_LEAST = 24  # columns of a name
_COLUMNS = 30  # that the others need

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Group, RenderableType
    from rich.text import Text

    from compactx.index.read import Node
    from compactx.query.elsewhere import Discussion
    from compactx.query.review import Occasion, Review, ReviewTimeline


def page(found: Sequence[tuple[Node, Sequence[Review]]], on: str, width: int, *, editorial: bool) -> Group:
    """Return when each thing is reviewed, then who has a part in it, an actor a line."""
    parts: list[RenderableType] = []
    for n, (node, reviews) in enumerate(found):
        parts += [blank()] if n else []
        parts.append(_thing(node, reviews, on, width, editorial=editorial))
    return stack(*parts)


def timeline(node: Node, found: ReviewTimeline, width: int) -> Group:
    """Return what has been and will be, with a line at the day."""
    parts: list[RenderableType] = [style.named(node), blank()]
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


def _thing(node: Node, reviews: Sequence[Review], on: str, width: int, *, editorial: bool) -> Group:
    if not reviews:
        return stack(style.named(node), blank(), text("No part in a review is recorded."))
    parts: list[RenderableType] = [style.named(node), blank(), _answers(node, reviews, width)]
    parts += [blank(), *_actors(node, reviews, width)]
    ours = any(document.speaking for one in reviews for document in one.documents)
    grouped = any(document.section for one in reviews for document in one.documents)
    hint = "--editorial adds the paragraphs that we read as speaking of it" if grouped and not editorial else ""
    hint = "[ours] marks our reading; the documents do not say it." if ours else hint
    seen = f"Seen from {on}; the words of each clause: compactx review {node.id} --json."
    notes = [text(line, style.QUIET) for line in (hint, seen) if line]
    tries = style.commands([f"compactx trace {node.id}", "compactx review --timeline"])
    return stack(*parts, blank(), *notes, tries)


def _answers(node: Node, reviews: Sequence[Review], width: int) -> RenderableType:
    """Return the last time and the next, and where review documents take the thing up."""
    told = [one for one in reviews if one.series and one.series.occasions]
    own = node.kind in ACTOR_KINDS
    first = next((one for one in told if (one.actor.n == node.n) == own), told[0] if told else None)
    rows: list[tuple[str, RenderableType]] = []
    if first and first.series:
        who = first.actor.title if first.actor.n != node.n else ""
        last, following = first.series.last, first.series.following
        rows += [("last", _occasion(last, who))] if last else []
        rows += [("next", _occasion(following, who))] if following else []
        rows += [("cycle", text(first.series.cycle))]
    places = {document.document.n: document for one in reviews for document in one.documents if _says(document)}
    rows += [("taken up", opening.taken_up(list(places.values())))] if places else []
    return opening.labelled(rows, width) if rows else text("No date is known.", style.QUIET)


def _says(document: Discussion) -> bool:
    return bool(document.section or document.speaking)


def _occasion(one: Occasion, who: str) -> Text:
    named = f"{who}, by the interval".removeprefix(", ") if one.is_derived else one.node.title
    return join(text(one.date, style.LOCATOR), text(named), by=", ")


def _actors(node: Node, reviews: Sequence[Review], width: int) -> list[RenderableType]:
    """Return a line an actor under what it does: its name, by which clauses, last and next."""
    groups: dict[str, dict[int, list[Review]]] = {}
    for one in reviews:
        groups.setdefault(_does(one, node), {}).setdefault(_other(one, node).n, []).append(one)
    longest = max(len(_other(one, node).title) for one in reviews)
    room = max(_LEAST, min(longest, width - _COLUMNS))
    widths = (room, 6, 10, 4)
    parts: list[RenderableType] = [
        _table(widths, [[text(name, style.QUIET) for name in ("", "clause", "last", "next")]])
    ]
    parts = parts if width >= style.NARROW else []
    for does, actors in groups.items():
        rows = [_row(_other(own[0], node), own, in_words=width < style.NARROW) for own in actors.values()]
        parts.append(text(does, style.RELATION))
        if width < style.NARROW:
            parts += [indented(join(*row)) for row in rows]
        else:
            parts.append(_table(widths, rows))
    return parts


def _table(widths: Sequence[int], rows: Sequence[Sequence[Text]]) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    for width in widths:
        table.add_column(min_width=width, max_width=width if width == widths[0] else None, overflow="fold")
    for row in rows:
        table.add_row(*row)
    return indented(table)


def _does(one: Review, node: Node) -> str:
    reference = one.reference
    reading = reference.forward if reference.source.n == one.actor.n else reference.backward
    far = one.target if one.target.n != one.actor.n else reference.source
    if one.actor.n == node.n:
        return reading
    name = "it" if far.n == node.n else reference.main_name[1] if reference.is_main(far) else far.title or far.id
    return f"{reading} {name}"


def _other(one: Review, node: Node) -> Node:
    """Return who acts, or what it is done to where the page is about who acts."""
    if one.actor.n != node.n:
        return one.actor
    return one.target if one.target.n != node.n else one.reference.source


def _row(actor: Node, own: Sequence[Review], *, in_words: bool) -> list[Text]:
    proofs = [one.reference for one in own]
    clauses = [(one.clause, one.is_of_main) for one in proofs if one.clause]
    where = ", ".join(dict.fromkeys(clause.printed if is_of_main else clause.id for clause, is_of_main in clauses))
    series = next((one.series for one in own if one.series), None)
    last = series.last.date if series and series.last else ""
    following = series.following.date if series and series.following else ""
    told = [f"{word} {date}" if in_words and date else date for word, date in (("last", last), ("next", following))]
    return [text(actor.title or actor.id), text(where, style.LOCATOR), *map(text, told)]


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
