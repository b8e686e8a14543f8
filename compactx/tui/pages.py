"""The page of each kind of thing, from what the queries answer."""

from __future__ import annotations

from compactx.model.kinds import family
from compactx.query.show import page_facts
from compactx.render.clean import clean
from compactx.tui import entry_page, provision_page
from compactx.tui.page import Page, RefRow
from compactx.tui.page_writer import Writer
from compactx.tui.reference_rows import direction_rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from compactx.index.read import Index, Node
    from compactx.query.show import PageFacts
    from compactx.tui.names import Names
    from compactx.tui.page import PageLink


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
