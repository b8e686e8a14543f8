"""What rests on a thing, for a terminal: by distance, each with its chain; and the clauses to read again."""

from __future__ import annotations

from compactx.render.pages import style
from compactx.render.pages.style import blank, counted, heading, indented, join, quoted, stack, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rich.console import Group, RenderableType
    from rich.text import Text

    from compactx.index.read import Node
    from compactx.query.impact import Dependent, Impact, StaleClause


def page(found: Sequence[Impact], words: Mapping[str, str]) -> Group:
    """Return what to read again, the nearest first; ``words`` are the wording at hand by id."""
    parts: list[RenderableType] = []
    for n, one in enumerate(found):
        parts += [blank()] if n else []
        parts.append(_page(one, words))
    return stack(*parts)


def _page(one: Impact, words: Mapping[str, str]) -> Group:
    head = style.named(one.node, style.says(one.node, words))
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
        body += [blank(), heading(name, len(ring)), *(indented(_line(touched, words)) for touched in ring)]
    wholes = (touched.node for touched in one.touched if touched.chain[-1].reference is None)
    signed = style.legend(wholes, words)
    body += [blank(), signed] if signed else []
    if one.more:
        body += [
            blank(),
            text(f"{one.more} more lie further away (--depth {one.depth + 1}, --depth 0 for all)", style.QUIET),
        ]
    return stack(*body)


def _line(touched: Dependent, words: Mapping[str, str]) -> Text:
    last = touched.chain[-1]
    parts = [text(touched.node.id, style.ID)]
    if last.reference is None:
        below = touched.chain[-2].thing
        parts += [text("contains", style.RELATION), text(below.printed or below.id, style.LOCATOR)]
        return join(*parts, style.says(touched.node, words))
    before = touched.chain[-2].thing.id if len(touched.chain) > 1 else last.reference.target.id
    if last.reference.relation == "member-of":
        before = last.reference.source.id
    parts += [text(last.reading, style.RELATION), text(before), quoted(last.reference.surface)]
    return join(*parts, style.mark(last.reference))


def changed_page(found: Sequence[StaleClause], says: Callable[[Node], Text], *, is_compared: bool = True) -> Group:
    """Return each clause with what changed and the references that rest on it; ``says`` gives its words of now.

    ``is_compared`` says that there was a wording to compare.
    """
    if not found and not is_compared:
        return stack(text("Nothing was compared."), style.commands(["compactx attach FILE"]))
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
