"""``import --recursive`` for a terminal: what was read, what was not and why, and what the library holds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from compactx.render.pages import style
from compactx.render.pages.style import blank, heading, indented, join, stack, text

if TYPE_CHECKING:
    from rich.console import Group, RenderableType

    from compactx.intake.bulk import Bulk

_SHOWN = 40
_TITLES = {"failed": "Not read", "twice": "In the library already, from another file"}


def page(done: Bulk) -> Group:
    """Return the report."""
    rate = f", {done.read / done.seconds:.1f} a second" if done.read and done.seconds else ""
    lines: list[RenderableType] = [
        text(f"{done.read:,} documents read{rate}; {done.unchanged:,} had not changed", style.TITLE)
    ]
    if done.read:
        lines.append(text(f"{done.official:,} official links and {done.detected:,} citations that their texts make"))
    for status, title in _TITLES.items():
        passed = [one for one in done.failed if one.status == status]
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
    held = f"{done.documents:,} documents, {done.clauses:,} clauses, {done.citations:,} references"
    tries = ["compactx stats years", "compactx refs gcm --by year"]
    return stack(*lines, blank(), text(f"The library holds {held}."), text(done.library, style.QUIET),
                 style.commands(tries))  # fmt: skip
