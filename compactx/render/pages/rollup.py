"""What stands in each whole, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.model.text import short
from compactx.query.rollup import ELSEWHERE
from compactx.render.pages import style
from compactx.render.pages.style import blank, counted, grid, join, stack, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Group
    from rich.text import Text

    from compactx.query.rollup import Rollup, Share

_SHOWN = 12  # parts that are listed of a whole


def page(found: Rollup, what: str, width: int, labels: Mapping[int, str], narrowing: str = "") -> Group:
    """Return a line a whole: its number or id, how many things stand there, its short name, and which things.

    ``what`` says of what, ``labels`` are short names by row, ``narrowing`` the options that leave things out.
    """
    if not found.shares:
        return stack(style.nothing(f"Nothing matches {what}", narrowing, "without that, everything is counted"))
    others = sum(len(share.parts) for share in found.shares if share.group == ELSEWHERE)
    more = f", {others:,} elsewhere" if others else ""
    places, wholes = counted(found.places, "place"), counted(found.wholes, found.by)
    table = grid(max(len(_name(share)) for share in found.shares), 5, None)
    for share in found.shares:
        places_here = text(f"{len(share.parts):>5}", style.QUIET)
        table.add_row(text(_name(share), style.ID), places_here, _tell(share, width, labels))
    return stack(text(f"{places} in {wholes}{more}: {what}", style.QUIET), blank(), table)


def _name(share: Share) -> str:
    node = share.node
    return str(node.number) if node and node.kind in {"objective", "goal"} else share.group


def _tell(share: Share, width: int, labels: Mapping[int, str]) -> Text:
    named = labels.get(share.node.n) or share.node.caption if share.node else ""
    parts = [part for part in share.parts if share.node is None or part.n != share.node.n]
    printed = [part.printed or part.id for part in parts[:_SHOWN]] if share.node else []
    more = f" and {len(parts) - _SHOWN} more" if share.node and len(parts) > _SHOWN else ""
    return join(text(short(named, max(20, width // 2))), text(", ".join(printed) + more, style.LOCATOR))
