"""Typed edges of the graph, with the words that prove them."""

from __future__ import annotations

from compactx.model.finding import Place
from compactx.model.record import Record


class Reference(Record):
    """An edge from a provision, actor or instrument to what it names.

    ``clause`` is the id of the provision whose wording proves the edge (the citing provision itself, for
    citations); ``surface`` the few words that cite, ``pinpoint`` the part aimed at as written, ``pinpoint_kind`` what
    it counts where its words do not tell.
    """

    from_id: str
    to: str
    relation: str
    basis: str
    place: Place
    surface: str = ""
    pinpoint: str = ""
    clause: str = ""
    confidence: str = ""
    strength: str = ""
    rationale: str = ""
    source: str = ""
    pinpoint_kind: str = ""
