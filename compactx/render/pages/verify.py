"""``verify`` for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.render.pages.findings import line
from compactx.render.pages.style import stack, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Group

    from compactx.model.finding import Finding


def page(findings: Sequence[Finding], last: str) -> Group:
    """Return the findings and the total."""
    return stack(*(line(finding) for finding in findings), text(last, "yellow" if findings else "green"))
