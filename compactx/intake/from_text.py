"""Plain text, and text whose numbers are all there is to go by."""

from __future__ import annotations

from compactx.intake import lines
from compactx.intake.reading import Reading


def read_text(text: str) -> Reading:
    """Return the reading of a plain text."""
    return Reading(text, lines.blocks(text), "text")
