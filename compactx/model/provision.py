"""Addressed parts of instruments, and the typed edges that go from them, with the words that prove them."""

from __future__ import annotations

from compactx.model.finding import Place
from compactx.model.record import Record


class OtherTitle(Record):
    """A title that another place or edition of the text gives to the same provision."""

    title: str
    place: Place
    edition: str = ""
    note: str = ""


class Reference(Record, often=True):
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


class Provision(Record, often=True):
    """A part of an instrument.

    ``locator`` is dotted; ``label`` is a short name in use (the Migration Network Hub's, for objectives). ``words``
    counts the words of the official text without its mark and its sub-items, and ``fingerprint`` is the SHA-256
    (16 hexadecimal digits) of that text, normalised. ``date``, ``speaker`` and ``body`` are of what was said on another
    day, or by somebody else, than the document around it; what stands below has them too. ``same_as`` are identifiers
    of the same concept elsewhere, ``subjects`` those of the subject headings that somebody gives it.
    """

    id: str
    instrument: str
    locator: str
    kind: str
    place: Place
    parent: str = ""
    number: int = 0
    title: str = ""
    label: str = ""
    other_titles: tuple[OtherTitle, ...] = ()
    gist: str = ""
    words: int = 0
    fingerprint: str = ""
    speaker: str = ""
    date: str = ""
    body: str = ""
    same_as: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
