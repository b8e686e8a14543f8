"""References counted by year, body, document and so on, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.render.pages import style
from compactx.render.pages.style import blank, counted, grid, heading, indented, join, stack, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Group, RenderableType
    from rich.text import Text

    from compactx.index.read import Node
    from compactx.query.grouped import Counted

_BAR = 24


def page(found: Sequence[tuple[Node, Sequence[Counted]]], by: str) -> Group:
    """Return a table for each thing that was asked about."""
    parts: list[RenderableType] = []
    for node, rows in found:
        parts += [blank()] if parts else []
        parts += [join(text(node.id, style.ID), text(node.caption, style.TITLE)), blank()]
        parts += _table(node, rows, by) if rows else [text("No text in the corpus names it.")]
    return stack(*parts)


def _table(node: Node, rows: Sequence[Counted], by: str) -> list[RenderableType]:
    most = max(row.clauses for row in rows)
    table = grid(6, max(len(_name(row)) for row in rows), None)
    for row in rows:
        table.add_row(text(f"{row.clauses:>6}"), text(_name(row), style.ID if row.node else ""), _tell(row, node, most))
    head = "Cited by document" if by == "instrument" else f"Cited by {by}"
    clauses = sum(row.clauses for row in rows)
    documents = len(rows) if by == "instrument" else sum(row.documents for row in rows) if by in {"year", "body"} else 0
    total = counted(clauses, "clause") + (f" in {counted(documents, 'document')}" if documents else "")
    note = "The number says how many clauses; a footnote counts for the clause that it hangs on."
    return [join(heading(head), text(total, style.QUIET)), indented(table), blank(), text(note, style.QUIET)]


def _name(row: Counted) -> str:
    return (row.node.symbol.partition(",")[0] or row.node.id) if row.node else row.group or "all"


def _tell(row: Counted, asked: Node, most: int) -> Text:
    """Return a bar with the number of documents, or what tells one document, and which parts are cited."""
    cited = text(_parts([node for node in row.cited if node.n != asked.n]), style.LOCATOR)
    if row.node:
        return join(text(row.node.date, style.QUIET), text(row.node.title), cited)
    bar = "\u2588" * max(1, round(_BAR * row.clauses / most))
    return join(text(f"{bar:<{_BAR}}"), text(counted(row.documents, "document")), cited)


def _parts(nodes: Sequence[Node]) -> str:
    """Return parts of a thing in few words: objectives as ranges of numbers, clauses by their locators."""
    numbers = sorted(node.number for node in nodes if node.kind == "objective" and node.number)
    named = "objectives" if len(numbers) > 1 else "objective"
    shown = [f"{named} {ranges(numbers)}"] if numbers else []
    return ", ".join(shown + [node.printed or node.id for node in nodes if node.kind != "objective"])


def ranges(numbers: Sequence[int]) -> str:
    """Return ascending numbers with runs drawn together.

    >>> ranges([1, 2, 3, 7, 9, 10])
    '1-3, 7, 9, 10'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)  # noqa: PLR2004 - two are named
