"""The short name, the place and the official link."""

from __future__ import annotations

from compactx.render.citations.parts import joined, place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.query.cite import Work

NOTE = False
_UNITS = {"paragraph": "para.", "article": "art.", "footnote": "footnote"}


def cite(work: Work) -> str:
    """Return the short name with the place, and the address of the official page if one is known."""
    return joined(joined(work.title, place(work, _UNITS)), work.url, by=" ")
