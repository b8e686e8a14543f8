"""Dates: nothing cites what did not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.checks.rule import Problem, rule
from compactx.model.kinds import family

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.checks.rule import World
    from compactx.model.entry import Entry
    from compactx.model.provision import Reference

# Words that look ahead: what they point at may well be younger.
_LOOKING_AHEAD = frozenset({"establishes", "decides-on", "requests", "invites", "proposes", "informs"})
_WORDS = frozenset({"text", "nested", "footnote", "class"})


def is_later(date: str, other: str) -> bool:
    """Say whether a date is certainly later than another; both may be shortened to the month or the year.

    >>> is_later("2018-12-10", "2018-12"), is_later("2019", "2018-12-10"), is_later("", "2018")
    (False, True, False)
    """
    shared = min(len(date), len(other))
    return bool(shared) and date[:shared] > other[:shared]


@rule("later-document", "warning")
def later_document(world: World) -> Iterator[Problem]:
    """A document cites only instruments that are not younger than itself.

    The citing document is as young as its youngest edition; the cited one as old as its oldest edition, as what it is
    an edition of, and as the mandate (``mandated-by``) under which it was prepared: texts speak of it in the making.
    Nothing is said of things without a date, of actors (a text may found them), of wording that looks ahead
    (requests, proposes, decides on), or of official, editorial, lineage and catalogue links.
    """
    for reference in world.citations:
        citing = world.entries.get(world.whole(reference.from_id))
        cited = world.entries.get(world.whole(reference.to))
        if (
            not citing
            or not cited
            or citing is cited
            or family(cited.kind) != "instrument"
            or not _looks_back(world, reference)
        ):
            continue
        latest = max([citing.date, *(edition.date for edition in citing.editions)])
        if citing.date and is_later(_earliest(world, cited), latest):
            message = f'{citing.id} ({latest}) cites "{reference.to}" ({cited.date}), which is later'
            yield Problem(reference.place, message, "another target, or another date")


def _looks_back(world: World, reference: Reference) -> bool:
    is_citation = world.families.get(reference.relation) == "citation" and reference.basis in _WORDS
    return is_citation and reference.relation not in _LOOKING_AHEAD


def _earliest(world: World, entry: Entry) -> str:
    """Return the first date from which texts could speak of an instrument, '' if it is not known."""
    known = [
        entry,
        *(above for link in entry.links if link.relation == "edition-of" and (above := world.entries.get(link.to))),
    ]
    dates = [one.date for one in known] + [edition.date for one in known for edition in one.editions if edition.date]
    mandates = (link.to for one in known for link in one.links if link.relation == "mandated-by")
    dates += [
        world.entries[mandate].date for mandate in mandates if mandate in world.entries and world.entries[mandate].date
    ]
    return min(dates) if entry.date else ""


@rule("force-before-date", "warning")
def force_before_date(world: World) -> Iterator[Problem]:
    """An instrument enters into force on or after the day of its date, and was not out of force on a later day."""
    for entry in world.corpus.entries:
        if is_later(entry.date, entry.in_force):
            yield Problem(entry.place, f'"{entry.id}" is of {entry.date} and in force since {entry.in_force}')
        state = entry.not_in_force
        if state and (state.as_of == entry.in_force or is_later(state.as_of, entry.in_force)):
            message = f'"{entry.id}" is in force since {entry.in_force} and was not in force on {state.as_of}'
            yield Problem(state.place, message)


@rule("lineage-backwards", "warning")
def lineage_backwards(world: World) -> Iterator[Problem]:
    """An idea goes from the earlier document to the later one, but for "drawn from", which looks back."""
    for link in world.corpus.lineage:
        first = world.entries.get(world.whole(link.from_id))
        second = world.entries.get(world.whole(link.to))
        if not first or not second or link.relation == "corresponds-to":
            continue
        early, late = (second, first) if link.relation == "drawn-from" else (first, second)
        if is_later(early.date, late.date):
            message = f'"{link.relation}" goes from {first.id} ({first.date}) to {second.id} ({second.date})'
            yield Problem(link.place, message, "turn it round, or use another relation")
