"""The page of each kind of thing, from what the queries answer, and the pane of references beside it.

The pane has what refers to a thing and what it refers to, each with relation, clause and words.
"""

from __future__ import annotations

from compactx.model.kinds import family
from compactx.model.text import clean
from compactx.query.show import page_facts
from compactx.tui import entry_page, provision_page
from compactx.tui.page import Page, RefRow
from compactx.tui.page_writer import Writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from compactx.index.read import Index, Node
    from compactx.query.reference import ReferenceView
    from compactx.query.show import PageFacts
    from compactx.tui.names import Names
    from compactx.tui.page import PageLink

_LABELS = {"nested": "inside another name", "class": "through a class", "footnote": "in a footnote",
           "official": "official grouping"}  # fmt: skip


def page_of(index: Index, names: Names, node: Node, wording: Mapping[str, str], shows: frozenset[str]) -> Page:
    """Return the page of a node; ``shows`` asks for what is left out otherwise: ``gists``, ``editorial``."""
    facts = page_facts(index, node, editorial="editorial" in shows)
    writer = Writer(names, index, wording, gists="gists" in shows)
    if node.locator:
        provision_page.write_provision(writer, facts)
    elif family(node.kind) == "actor":
        entry_page.actor(writer, facts)
    elif family(node.kind) == "class":
        entry_page.group(writer, facts)
    else:
        entry_page.instrument(writer, facts)
    before, after = facts.before, facts.after
    return Page(
        node.id,
        node.kind,
        clean(node.title or node.printed),
        names.short(node),
        _crumbs(names, facts),
        tuple(writer.blocks),
        tuple(writer.links),
        _numbered(direction_rows(names, facts), writer.links),
        url(facts),
        before.id if before else "",
        after.id if after else "",
        not node.locator and bool(facts.shown.parts),
    )


def _crumbs(names: Names, facts: PageFacts) -> tuple[tuple[str, str], ...]:
    """Return what the thing stands in, the outermost first, and the thing itself."""
    node = facts.node
    if not node.locator:
        return ((node.kind.capitalize(), ""), (names.short(node), node.id))
    above = [(clean(one.title) if one.kind == "section" and one.title else names.short(one), one.id)
             for one in reversed(facts.shown.above)]  # fmt: skip
    return (*above, (clean(node.printed[:1].upper() + node.printed[1:]), node.id))


def _numbered(found: tuple[RefRow, ...], links: list[PageLink]) -> tuple[RefRow, ...]:
    """Give references the numbers of the page's links to the same place, the others the numbers that follow."""
    exact, places = dict[tuple[str, str], int](), dict[str, int]()
    for link in links:
        if link.number:
            exact.setdefault((link.target, link.clause), link.number)
            places.setdefault(link.target, link.number)
    following = max((link.number for link in links), default=0)
    out: list[RefRow] = []
    for row in found:
        number = 0 if row.heading else exact.get((row.target, row.clause)) or places.get(row.target, 0)
        if not number and not row.heading:
            following += 1
            number = places[row.target] = following
        out.append(row.replace(number=number))
    return tuple(out)


def url(facts: PageFacts) -> str:
    """Return the official page of the thing or of the instrument it belongs to, '' if none is known."""
    whole = facts.shown.instrument or facts.node
    known = facts.shown.facts.get("url", [""])[0] if not facts.shown.instrument else ""
    if known.startswith(("https://", "http://")):
        return clean(known)
    symbol = whole.symbol.split(",")[0]
    return clean(f"https://docs.un.org/en/{symbol}") if symbol.startswith("A/") else ""


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
