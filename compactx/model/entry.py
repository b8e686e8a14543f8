"""Things known by name: instruments, actors and classes."""

from __future__ import annotations

from compactx.model.finding import Place
from compactx.model.provision import Reference
from compactx.model.record import Record

NAME_TYPES = ("full", "short", "acronym", "symbol", "former")


class Name(Record, often=True):
    """One form in which texts cite a thing, with a few words of ours that contain it."""

    name: str
    type: str
    place: Place
    example: str = ""
    ambiguous: bool = False
    detect: bool = True


class FalseFriend(Record):
    """Words that look like a thing and are not; ``means`` is the id they do name, or ''."""

    text: str
    place: Place
    means: str = ""
    note: str = ""


class Member(Record):
    """One thing that a class covers."""

    to: str
    place: Place
    confidence: str = "high"
    source: str = ""


class Difference(Record):
    """A clause that an edition words otherwise than the official one: the length and the fingerprint it has there."""

    clause: str
    fingerprint: str
    place: Place
    words: int = 0
    note: str = ""


class Edition(Record):
    """One text of an instrument; ``differences`` are from the text that the provisions are fingerprints of."""

    id: str
    place: Place
    title: str = ""
    date: str = ""
    symbol: str = ""
    url: str = ""
    official: bool = False
    differences: tuple[Difference, ...] = ()


class TreatySeries(Record):
    """Where a treaty is printed: the series, its volume, the number of registration (0: not known), the first page.

    ``page`` is a number, or a roman numeral; ``confidence`` and ``source`` say how well page and number are known.
    """

    series: str
    volume: int
    place: Place
    number: int = 0
    page: str = ""
    confidence: str = "high"
    source: str = ""


class NotInForce(Record):
    """That a treaty was not in force on a day, and who says so; later it may be."""

    as_of: str
    place: Place
    source: str

    @property
    def words(self) -> str:
        """What a line about the entry into force says instead of a day.

        >>> from compactx.model.finding import Place
        >>> NotInForce("2025-12-01", Place("x"), "resolution 80/70").words
        'not as of 2025-12-01 (resolution 80/70)'
        """
        return f"not as of {self.as_of} ({self.source})"


class Entry(Record, often=True):
    """An instrument, an actor or a class.

    Dates are ISO 8601, shortened to the month or the year where no more is known. ``confidence`` says how well
    the facts are known; ``sources`` where they were seen. ``partial`` says that the extract holds only some provisions.
    A treaty was ``opened`` for signature on a day and has a ``depositary``.
    ``bare_parts`` are kinds of parts that texts cite without naming the instrument, ``part_names`` what they call the
    first of these kinds, or of ``part_kinds`` where nobody cites them so,
    ``parts_in`` is the id of the instrument that holds the parts,
    ``part_page`` the address of such a part elsewhere, with ``{number}`` for its number,
    ``called`` how sentences name the thing ("the Compact"),
    ``cites_parts_of`` the one whose parts the text itself cites without naming it, ``reader`` are marks for the
    reader of texts.
    ``claimed`` says that title, symbol and names are what a text says of itself and nobody has confirmed.
    """

    id: str
    kind: str
    title: str
    place: Place
    legal: str = ""
    symbol: str = ""
    symbols: tuple[str, ...] = ()
    date: str = ""
    date_basis: str = ""
    in_force: str = ""
    not_in_force: NotInForce | None = None
    opened: str = ""
    treaty_series: TreatySeries | None = None
    depositary: str = ""
    custodian: str = ""
    url: str = ""
    url_status: str = ""
    names: tuple[Name, ...] = ()
    false_friends: tuple[FalseFriend, ...] = ()
    members: tuple[Member, ...] = ()
    links: tuple[Reference, ...] = ()
    editions: tuple[Edition, ...] = ()
    notes: str = ""
    sources: tuple[str, ...] = ()
    confidence: str = ""
    partial: bool = False
    claimed: bool = False
    cycle: str = ""
    interval: int = 0
    bare_parts: tuple[str, ...] = ()
    part_kinds: tuple[str, ...] = ()
    part_names: tuple[str, ...] = ()
    parts_in: str = ""
    cites_parts_of: str = ""
    part_page: str = ""
    called: str = ""
    reader: tuple[str, ...] = ()
