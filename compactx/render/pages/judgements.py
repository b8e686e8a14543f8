"""``check`` of drafts on a terminal: what is wrong and doubtful, its words, the fact, and what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from compactx.render.clean import clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import RenderableType

    from compactx.checks.examine import PlacedJudgement

_STYLES = {"wrong": "bold red", "doubtful": "yellow", "right": "green", "unchecked": "dim"}
_INDENT = 2
_LONG = 200


def page(found: Sequence[PlacedJudgement], told: str, verdicts: Mapping[str, int]) -> RenderableType:
    """Return how many citations got each verdict, then the judgements, file by file."""
    worst = next((verdict for verdict in ("wrong", "doubtful") if verdicts[verdict]), "right")
    parts: list[RenderableType] = [Text(told, style=_STYLES[worst])]
    file = ""
    for one in found:
        if one.file != file:
            file = one.file
            parts += [Text(""), Text(clean(file), style="bold", no_wrap=True, overflow="ignore")]  # it can be opened
        parts += _entry(one)
    return Group(*parts)


def _entry(one: PlacedJudgement) -> list[RenderableType]:
    judgement = one.judgement
    clause = f" in {one.number or one.locator}" if one.locator else ""
    head = Text(overflow="fold")
    head.append(f"{one.line}:{one.column}{clean(clause)}  ", style="dim")
    head.append(judgement.verdict, style=_STYLES[judgement.verdict])
    head.append(f"  {judgement.rule}" if judgement.rule else "", style="dim")
    words = " ".join(one.surface.split())
    shown = words if len(words) <= _LONG else f"{words[: _LONG - 1]}\u2026"
    lines = [Text(f"\u201c{clean(shown)}\u201d", overflow="fold"), Text(clean(judgement.message), overflow="fold")]
    if judgement.hint:
        lines.append(Text(clean(judgement.hint), style="dim", overflow="fold"))
    if judgement.fix:
        lines.append(Text(f"write: {clean(judgement.fix.text)}", style="green", overflow="fold"))
    return [Padding(head, (0, 0, 0, _INDENT)), *(Padding(line, (0, 0, 0, 2 * _INDENT)) for line in lines)]
