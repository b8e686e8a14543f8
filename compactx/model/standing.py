"""How States voted on a text, and where they stand towards a treaty."""

from __future__ import annotations

from compactx.model.finding import Place
from compactx.model.record import Record

PARTY, SIGNATORY, NEITHER, UNKNOWN = "party", "signatory", "neither", "unknown"


class Vote(Record):
    """A vote on a text, or its adoption without one.

    The numbers are the totals; ``states`` has for each choice the States that a source tells, which may be fewer. With
    ``without_a_vote`` all numbers are 0.
    """

    of: str
    symbol: str
    date: str
    source: str
    place: Place
    in_favour: int = 0
    against: int = 0
    abstaining: int = 0
    not_voting: int = 0
    without_a_vote: bool = False
    states: tuple[tuple[str, tuple[str, ...]], ...] = ()
    notes: str = ""


class Standing(Record):
    """Where all States stand towards a treaty on a day: parties with the year since when, and those who only signed.

    A State in no list had done neither, unless it is one of ``unknown``.
    """

    treaty: str
    as_of: str
    source: str
    place: Place
    parties: tuple[tuple[str, str], ...] = ()
    signatories: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
