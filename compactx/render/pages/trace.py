"""The way of an idea for a terminal: a document at a time, with what carries it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.model.text import LEGEND, SUMMARY
from compactx.render.pages import style
from compactx.render.pages.style import blank, counted, heading, indented, join, quoted, stack, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.console import Group, RenderableType
    from rich.text import Text

    from compactx.index.read import Node
    from compactx.query.trace import LineageLink, Trace, TraceStop


def page(found: Sequence[Trace], way: str, says: Callable[[Node], Text]) -> Group:
    """Return each trace: documents by date, under each the clauses and what ties them to earlier ones.

    ``says`` gives the words of a clause, or our summary.
    """
    parts: list[RenderableType] = []
    for n, one in enumerate(found):
        parts += [blank()] if n else []
        parts.append(_trace(one, way, says))
    return stack(*parts)


def gaps(found: Trace, says: Callable[[Node], Text]) -> Group:
    """Return what was proposed and not taken up, by document."""
    head = join(text(f"{len(found.links)} not taken up", style.TITLE), text("our reading", style.QUIET))
    if not found.links:
        return stack(text("Nothing is recorded as not taken up."))
    parts: list[RenderableType] = [head]
    for step in found.steps:
        own = [link for link in found.links if link.earlier_document.n == step.document.n]
        parts += [blank(), _document(step)] if own else []
        for link in own:
            against = join(text(link.reference.forward, style.RELATION), text(link.later.id, style.ID), _weight(link))
            why = text(link.reference.rationale)
            parts.append(
                indented(stack(_place(link.earlier, found.called[link.earlier.n], says), indented(stack(against, why))))
            )
    legend = _legend((link.earlier for link in found.links), says)
    return stack(*parts, *([blank(), legend] if legend else []))


def every(found: Trace, says: Callable[[Node], Text]) -> Group:
    """Return every link, by document."""
    count = text(f"{counted(len(found.links), 'link')} between documents", style.TITLE)
    stops = [stop for step in found.steps for stop in step.stops]
    return stack(count, *_steps(found, says), *_note(found), _legend(stops, says))


def _trace(one: Trace, way: str, says: Callable[[Node], Text]) -> Group:
    node = one.node
    head = style.named(node, says(node)) if node else text("")
    if not one.links:
        where = {"back": "an earlier document", "forward": "a later document"}.get(way, "another document")
        return stack(head, blank(), text(f"No link to {where} is recorded."),
                     text("compactx trace --gaps lists what was not taken up", style.QUIET))  # fmt: skip
    asked = node.id if node else ""
    tries = [f"compactx review {asked}", f"compactx trace {asked} -o trace.svg"]
    stops = [stop for step in one.steps for stop in step.stops]
    return stack(head, *_steps(one, says), *_note(one), _legend(stops, says), style.commands(tries))


def _legend(nodes: Iterable[Node], says: Callable[[Node], Text]) -> Text | None:
    ours = any(says(node).plain.startswith(SUMMARY) for node in nodes if node.locator)
    return text(LEGEND, style.QUIET) if ours else None


def _steps(one: Trace, says: Callable[[Node], Text]) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for step in one.steps:
        parts += [blank(), _document(step)]
        for stop in step.stops:
            carried = [link for link in one.links if link.later.n == stop.n]
            lines = [_evidence(link) for link in carried]
            place = _place(stop, one.called[stop.n], says)
            parts.append(indented(stack(place, indented(stack(*lines), 4) if lines else None)))
    return parts


def _document(step: TraceStop) -> Text:
    document = step.document
    return join(
        heading(document.date or "no date"), text(document.title, style.TITLE), text(document.symbol, style.QUIET)
    )


def _place(node: Node, called: str, says: Callable[[Node], Text]) -> Text:
    return join(
        text((called or node.printed) if node.locator else node.id, style.LOCATOR), says(node) if node.locator else ""
    )


def _evidence(link: LineageLink) -> Text:
    reference = link.reference
    ahead = reference.source.n == link.later.n
    reading = text(reference.forward if ahead else reference.backward, style.RELATION)
    mark = _weight(link) if link.is_ours else style.mark(reference)
    why = text(reference.rationale) if link.is_ours else quoted(reference.surface)
    return text("↑ ", style.QUIET) + join(reading, text(link.earlier.id, style.ID), mark, why)


def _weight(link: LineageLink) -> Text:
    return text(f"[ours: {link.reference.strength}]", style.QUIET)


def _note(one: Trace) -> list[RenderableType]:
    if not any(link.is_ours for link in one.links):
        return [blank()]
    return [blank(), text("[ours] marks our reading of both texts; the documents do not say it.", style.QUIET)]
