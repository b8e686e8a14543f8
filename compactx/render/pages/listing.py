"""Lists of things for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.render.pages import style
from compactx.render.pages.style import blank, grid, heading, join, stack, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Group, RenderableType
    from rich.text import Text

    from compactx.query.listing import ListRow


MOST = 2000  # lines of a page; more are a minute of scrolling


def page(
    found: Sequence[ListRow], kind: str, width: int, count: int, words: Mapping[str, str],
    claims: Mapping[int, str] | None = None,
) -> Group:  # fmt: skip
    """Return a line a thing: how often it is cited, its name, its id, which is never cut.

    ``found`` are the first of so many, ``words`` the wording at hand by id, ``claims`` what to say beside those that
    are named by their own text.
    """
    claims = claims or {}
    if not found:
        return stack(text(f"Nothing of kind {kind} is known."))
    name = kind.replace("-", " ") or "things known by name"
    lines: list[RenderableType] = [text(f"{count} {name}", style.QUIET), blank()]
    nodes = [listed.node for listed in found]
    if width < style.NARROW:
        lines += [_what(listed, words, claims) for listed in found]
        return stack(*lines, *_more(count - len(found)), style.legend(nodes, words))
    table = grid(4, None)
    kinds = {listed.node.kind for listed in found}
    before = ""
    for listed in found:
        if len(kinds) > 1 and listed.node.kind != before:
            table.add_row("", heading(listed.node.kind))
            before = listed.node.kind
        cited = text(f"{listed.cited:>4}" if listed.cited else "   ·", style.QUIET)
        table.add_row(cited, _what(listed, words, claims))
    told = text("The number says how many clauses cite it.", style.QUIET)
    return stack(*lines, table, blank(), told, *_more(count - len(found)), style.legend(nodes, words))


def _more(number: int) -> list[Text]:
    if number <= 0:
        return []
    return [
        text(f"and {number:,} more; --plain lists all of them, --in, --legal, --as-of and --sort choose", style.QUIET)
    ]


def _what(listed: ListRow, words: Mapping[str, str], claims: Mapping[int, str]) -> Text:
    """Return the name, symbol, year and id of a thing; the address of a clause stands before what it says."""
    node = listed.node
    identity = text(node.id, style.ID)
    said = text(f"[{claims[node.n]}]" if node.n in claims else "", style.QUIET)
    if node.locator and not node.title:
        return join(identity, style.says(node, words), said)
    symbol = node.symbol if "/" in node.symbol and node.symbol != node.caption else ""
    return join(text(node.caption), text(symbol, style.QUIET), text(node.date[:4], style.QUIET), identity, said)
