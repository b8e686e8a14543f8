"""What the corpus holds, and where to start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compactx.model.kinds import ACTOR_KINDS, ENTRY_KINDS, INSTRUMENT_KINDS
from compactx.render.pages import style
from compactx.render.pages.listing import objectives
from compactx.render.pages.style import blank, grid, indented, join, stack, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Group

    from compactx.index.read import Node


def page(
    meta: Mapping[str, str],
    main: Node | None,
    rows: Sequence[tuple[Node, str]],
    parts: Sequence[Node],
    items: Sequence[Mapping[str, Any]],
    references: int,
    examples: Sequence[tuple[str, str]],
    width: int,
) -> Group:
    """Return what the main instrument consists of, three commands to start with, and the corpus in figures."""
    counts = {item["kind"]: item["count"] for item in items}
    told = (
        (counts.get("objective", 0), "objectives"),
        (counts.get("action", 0), "actions"),
        (sum(count for kind, count in counts.items() if kind not in ENTRY_KINDS), "provisions in all"),
        (sum(counts.get(kind, 0) for kind in INSTRUMENT_KINDS), "instruments"),
        (sum(counts.get(kind, 0) for kind in ACTOR_KINDS), "actors"),
        (references, "references, each with its clause"),
    )
    figures = ", ".join(f"{count:,} {what}" for count, what in told)
    edition = f"corpus {meta['name']} {meta['corpus_version']}: {figures}"
    start = grid(34, None)
    for command, meaning in examples:
        start.add_row(text(command, style.ID), text(meaning))
    title = join(text("compactx", style.TITLE), text(main.title if main else meta["name"]), by=" · ")
    return stack(
        title,
        text(" · ".join(node.title or node.printed for node in parts), style.QUIET) if parts else None,
        *((blank(), indented(objectives(rows, width - 2))) if rows else ()),
        blank(),
        indented(start),
        text(edition, style.QUIET),
        text("compactx --help lists every command", style.QUIET),
    )
