"""That somebody read a changed clause again and found its references still good."""

from __future__ import annotations

from compactx.model.finding import Place
from compactx.model.record import Record


class Accepted(Record):
    """A clause with the fingerprint of the text that was read, why its references stand, and when that was said."""

    clause: str
    fingerprint: str
    reason: str
    place: Place
    date: str = ""
