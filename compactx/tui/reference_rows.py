"""The pane of references: what refers to a thing and what it refers to, each with relation, clause and words."""

from __future__ import annotations

from compactx.render.clean import clean
from compactx.tui.page import RefRow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from compactx.query.reference import ReferenceView
    from compactx.query.show import PageFacts
    from compactx.tui.names import Names

_LABELS = {"nested": "inside another name", "class": "through a class", "footnote": "in a footnote",
           "official": "official grouping"}  # fmt: skip


def direction_rows(names: Names, facts: PageFacts) -> tuple[RefRow, ...]:
    """Return a heading and the references for each direction; facts of the catalogue stay on the page."""
    shown = facts.shown
    doing = [link for link in shown.links if link.family == "follow-up" and link.source.n == facts.node.n]
    done = [link for link in shown.links if link.family == "follow-up" and link.source.n != facts.node.n]
    incoming = [_incoming(names, one) for one in _once(shown.referenced_by)]
    citing = set(shown.referenced_by)
    roles = [_incoming(names, one) for one in _once(done) if one not in citing]
    outgoing = [_outgoing(names, one) for one in _once((*shown.references, *doing))]
    sides = (
        ("in", f"In {shown.cited:,}", "what cites this", incoming),
        ("in", f"Follow-up {len(roles):,}", "who has a part in its follow-up", roles),
        ("out", f"Out {len(outgoing):,}", "what this refers to", outgoing),
    )
    found: list[RefRow] = []
    for direction, title, words, below in sides:
        found += [RefRow(direction, title, reading=words), *below] if below else []
    return tuple(found)


def _once(references: Iterable[ReferenceView]) -> list[ReferenceView]:
    return list(dict.fromkeys(references))


def _incoming(names: Names, one: ReferenceView) -> RefRow:
    clause = one.clause or one.source
    title = names.place(clause)[1] if one.source.locator else names.short(one.source)
    target = one.source.id if not one.source.locator else clause.id
    where = clean(clause.printed) if clause.locator else ""
    about = (clean(clause.title) or names.saying(clause)) if one.source.locator else ""
    return RefRow(
        "in", "", one.forward, where, target, _with(title, about, where), clean(one.surface), _note(one), clause.id
    )


def _outgoing(names: Names, one: ReferenceView) -> RefRow:
    clause = one.clause.id if one.clause else ""
    where = clean(one.locator)
    title = names.full(one.target) if one.target.locator else names.short(one.target)
    if one.is_unresolved:  # there is no page to open but the one it stands on
        title = clean(f"{one.target.id} ({one.target.title})")
        return RefRow("out", "", one.forward, where, one.source.id, title, clean(one.surface), _note(one), clause)
    return RefRow("out", "", one.forward, where, one.target.id, title, clean(one.surface), _note(one), clause)


def _with(title: str, about: str, where: str) -> str:
    """Return a title without the locator that stands in its own column, and what the clause is about."""
    if where and title.casefold() == where.casefold():
        return about or title
    if where and about.casefold().startswith(where.casefold()):
        about = about[len(where) :].strip(" .:(")
    return f"{title}: {about}" if about else title


def _note(one: ReferenceView) -> str:
    linked = one.basis == "official" and one.family == "citation"
    notes = ["official link" if linked else _LABELS.get(one.basis, ""), clean(one.pinpoint)]
    return ", ".join(note for note in notes if note)
