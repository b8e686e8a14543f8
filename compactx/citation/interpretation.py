"""What an anchor was read as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.model.record import Record

if TYPE_CHECKING:
    from compactx.citation.memory import Thing


class Interpretation(Record, often=True):
    """What an anchor was read as: things in the order of preference, how sure, by which rule."""

    things: tuple[Thing, ...]
    status: str
    rule: str
    confidence: str = "high"
