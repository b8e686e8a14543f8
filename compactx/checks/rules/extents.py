"""Extents: what is said to exist is said once, of something known, and holds every provision that is described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.checks.rule import Problem, rule
from compactx.citation.pinpoint import find_pinpoints
from compactx.model.extent import NO, UNLIKELY, Extent, read_counts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.checks.rule import World
    from compactx.model.extent import Range
    from compactx.model.provision import Reference

_OUTSIDE = (NO, UNLIKELY)


@rule("extent-of-nothing", "error")
def extent_of_nothing(world: World) -> Iterator[Problem]:
    """An extent belongs to an instrument that has an entry; without one the index leaves it out."""
    for row in world.corpus.extents:
        if row.of not in world.entries:
            yield Problem(row.place, f'the extent of "{row.of}", which has no entry', world.nearest(row.of))


@rule("extent-repeated", "error")
def extent_repeated(world: World) -> Iterator[Problem]:
    """The articles of an instrument are counted once: of two counts nobody knows which is meant."""
    seen: dict[tuple[str, str, str], Range] = {}
    for row in world.corpus.extents:
        first = seen.setdefault((row.of, row.unit, row.within), row)
        if first is not row:
            yield Problem(row.place, f"the {row.unit}s of {row.of} are also counted on line {first.place.line}")


@rule("extent-short", "error")
def extent_short(world: World) -> Iterator[Problem]:
    """What stands inside numbered parts is told of parts that exist, as is all that is described or cited of them.

    Words of a draft that aim outside an extent are called wrong, or doubtful where it is of low confidence, so an
    extent that is too short accuses the innocent.
    """
    ranges: dict[str, list[Range]] = {}
    for row in world.corpus.extents:
        ranges.setdefault(row.of, []).append(row)
        beyond = [number for number in read_counts(row.parts) if number > row.last]
        if beyond:
            yield Problem(row.place, f"{row.of}: parts name {row.unit} {beyond[0]}, and {row.last} is the last one")
    for identity, rows in ranges.items():
        extent = Extent(tuple(rows))
        for provision in world.extracts.get(identity, ()):
            if extent.has(provision.locator) in _OUTSIDE:
                said = extent.words(provision.locator)
                yield Problem(provision.place, f"{provision.id} is outside the extent of {identity}: {said}")
    for reference, where in _aimed(world):
        extent = Extent(tuple(ranges.get(reference.to, ())))
        if extent.has(where) in _OUTSIDE:
            said = f"{reference.pinpoint} is outside the extent of {reference.to}: {extent.words(where)}"
            yield Problem(reference.place, said)


def _aimed(world: World) -> Iterator[tuple[Reference, str]]:
    """Yield the references that name a part of an instrument as a whole, with the locator of each part."""
    for reference in (*world.citations, *world.links):
        if reference.pinpoint and reference.to in world.entries:
            yield from ((reference, aim.locator) for pin in find_pinpoints(reference.pinpoint) for aim in pin.aims)
