"""Things known by name: instruments, actors and classes."""

from __future__ import annotations

from compactx.model.finding import Place
from compactx.model.record import Record
from compactx.model.reference import Reference

NAME_TYPES = ("full", "short", "acronym", "symbol", "former")


class Name(Record):
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


class Edition(Record):
    """One text of an instrument."""

    id: str
    place: Place
    title: str = ""
    date: str = ""
    symbol: str = ""
    url: str = ""
    official: bool = False


class Entry(Record):
    """An instrument, an actor or a class.

    Dates are ISO 8601, shortened to the month or the year where no more is known. ``confidence`` says how well
    the facts are known; ``sources`` where they were seen. ``partial`` says that the extract holds only some provisions.
    ``bare_parts`` are kinds of parts that texts cite without naming the instrument, ``part_names`` what they call the
    first of these kinds, ``parts_in`` is the id of the instrument that holds the parts,
    ``cites_parts_of`` the one whose parts the text itself cites without naming it, ``reader`` are marks for the
    reader of texts.
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
    cycle: str = ""
    interval: int = 0
    bare_parts: tuple[str, ...] = ()
    part_names: tuple[str, ...] = ()
    parts_in: str = ""
    cites_parts_of: str = ""
    reader: tuple[str, ...] = ()
