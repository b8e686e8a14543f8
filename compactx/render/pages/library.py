"""``import --recursive`` for a terminal: what was read, what was not and why, and what the library holds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from compactx.render.pages import style
from compactx.render.pages.style import blank, counted, heading, indented, join, stack, text

if TYPE_CHECKING:
    from rich.console import Group, RenderableType

    from compactx.bulk.run import BulkResult

_SHOWN = 40
_TITLES = {
    "failed": "Not read",
    "twice": "In the library already, from another file",
    "vanished": "In the library, their files are gone; --prune removes them",
    "pruned": "Removed, for their files are gone",
}


def page(done: BulkResult) -> Group:
    """Return the report."""
    rate = f", {done.read / done.seconds:.1f} a second" if done.read and done.seconds else ""
    lines: list[RenderableType] = [
        text(f"{counted(done.read, 'document')} read{rate}; {done.unchanged:,} had not changed", style.TITLE)
    ]
    if done.read:
        found = (
            f"{counted(done.official, 'official link')} and {counted(done.detected, 'citation')} that their texts make"
        )
        lines.append(text(found))
    for status, title in _TITLES.items():
        passed = [one for one in (*done.failed, *done.vanished) if one.status == status]
        if passed:
            lines += [blank(), heading(title, len(passed))]
            lines += [
                indented(join(text(one.path.rpartition("/")[2], style.ID), text(one.reason, style.QUIET)))
                for one in passed[:_SHOWN]
            ]
            more = len(passed) - _SHOWN
            reasons = Counter(one.reason.partition(" (")[0] for one in passed).most_common(3)
            shown = "; ".join(f"{count} {reason}" for reason, count in reasons)
            lines += [indented(text(f"and {more} more ({shown}); --plain lists them", style.QUIET))] if more > 0 else []
    numbers = ((done.documents, "document"), (done.clauses, "clause"), (done.citations, "reference"))
    held = ", ".join(counted(number, name) for number, name in numbers)
    tries = ["compactx stats --by year", "compactx list documents --sort cited"]
    return stack(*lines, blank(), text(f"The library holds {held}."), text(done.library, style.QUIET),
                 style.commands(tries))  # fmt: skip
