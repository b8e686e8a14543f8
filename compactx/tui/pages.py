"""The page of each kind of thing, from what the queries answer."""

from __future__ import annotations

from compactx.model.kinds import family
from compactx.query.page import page_facts
from compactx.render.clean import clean
from compactx.tui import entry_page, provision_page
from compactx.tui.page import Page
from compactx.tui.reference_rows import rows
from compactx.tui.writer import Writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.index.read import Index, Node
    from compactx.query.page import PageFacts
    from compactx.tui.names import Names


def build(index: Index, names: Names, node: Node) -> Page:
    """Return the page of a node."""
    facts = page_facts(index, node)
    writer = Writer(names)
    if node.locator:
        provision_page.write(writer, facts)
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
        rows(names, facts),
        citation(facts),
        url(facts),
        before.id if before else "",
        after.id if after else "",
    )


def _crumbs(names: Names, facts: PageFacts) -> tuple[tuple[str, str], ...]:
    """Return what the thing stands in, the outermost first, and the thing itself."""
    node = facts.node
    if not node.locator:
        return ((node.kind.capitalize(), ""), (names.short(node), node.id))
    above = [(clean(one.title) if one.kind == "section" and one.title else names.short(one), one.id)
             for one in reversed(facts.shown.above)]  # fmt: skip
    return (*above, (clean(node.printed[:1].upper() + node.printed[1:]), node.id))


def citation(facts: PageFacts) -> str:
    """Return how a text would cite the thing: title, symbol, address."""
    node = facts.node
    whole = facts.shown.instrument or node
    parts = [whole.title, whole.symbol]
    if node.locator:
        plain = node.kind in {"paragraph", "commitment", "action", "item", "principle", "recital"}
        parts.append(f"paragraph {node.printed}" if plain and node.printed[:1].isdecimal() else node.printed)
    return clean(", ".join(part for part in parts if part))


def url(facts: PageFacts) -> str:
    """Return the official page of the thing or of the instrument it belongs to, '' if none is known."""
    whole = facts.shown.instrument or facts.node
    known = facts.shown.facts.get("url", [""])[0] if not facts.shown.instrument else ""
    if known.startswith(("https://", "http://")):
        return clean(known)
    symbol = whole.symbol.split(",")[0]
    return clean(f"https://docs.un.org/en/{symbol}") if symbol.startswith("A/") else ""
