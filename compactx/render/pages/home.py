"""What the corpus holds, and where to start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compactx.model.kinds import ACTOR_KINDS, ENTRY_KINDS, INSTRUMENT_KINDS
from compactx.render.pages import style
from compactx.render.pages.style import blank, grid, indented, join, stack, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Group

    from compactx.index.read import Node


def page(
    meta: Mapping[str, str],
    main: Node | None,
    items: Sequence[Mapping[str, Any]],
    references: Sequence[Mapping[str, Any]],
    examples: Sequence[tuple[str, str]],
) -> Group:
    """Return a summary in figures and three commands to start with."""
    counts = {item["kind"]: item["count"] for item in items}
    cited = sum(item["count"] for item in references if item["basis"] in {"text", "nested", "footnote", "official"})
    figures = grid(6, None)
    rows = (
        (counts.get("objective", 0), "objectives"),
        (counts.get("action", 0), "actions"),
        (
            sum(count for kind, count in counts.items() if kind not in ENTRY_KINDS),
            "provisions in all",
        ),
        (sum(counts.get(kind, 0) for kind in INSTRUMENT_KINDS), "instruments"),
        (sum(counts.get(kind, 0) for kind in ACTOR_KINDS), "actors"),
        (cited, "references, each with its clause"),
    )
    for count, what in rows:
        figures.add_row(text(f"{count:>6}", style.LOCATOR), text(what))
    start = grid(34, None)
    for command, meaning in examples:
        start.add_row(text(command, style.ID), text(meaning))
    title = join(text("compactx", style.TITLE), text(main.title if main else meta["name"]), by=" · ")
    edition = text(f"corpus {meta['name']} {meta['corpus_version']}", style.QUIET)
    return stack(
        title,
        edition,
        blank(),
        figures,
        blank(),
        indented(start),
        blank(),
        text("compactx --help lists every command", style.QUIET),
    )
