"""Ids: each names one thing, in the shape that commands can take apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.checks.rule import Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.checks.rule import World
    from compactx.model.entry import Entry
    from compactx.model.finding import Place
    from compactx.model.kinds import Relation
    from compactx.model.provision import Provision


@rule("duplicate-id", "error")
def duplicate_id(world: World) -> Iterator[Problem]:
    """An id names one thing in all corpus folders together; a later folder may add, never replace.

    The first definition counts, whatever the second one says.
    """
    first: dict[str, Place] = {}
    known: tuple[Entry | Provision, ...] = (*world.corpus.entries, *world.corpus.provisions)
    for item in known:
        if item.id in first:
            yield Problem(item.place, f'"{item.id}" is defined twice', f"first at {first[item.id]}")
        first.setdefault(item.id, item.place)
    yield from _repeated_relations(world.corpus.relations, world.corpus.place)


def _repeated_relations(relations: tuple[Relation, ...], place: Place) -> Iterator[Problem]:
    seen: set[str] = set()
    for relation in relations:
        if relation.id in seen:
            yield Problem(place, f'the relation "{relation.id}" is defined twice', "keep one of them")
        seen.add(relation.id)


@rule("id-shape", "error")
def id_shape(world: World) -> Iterator[Problem]:
    """The id of an entry has no "/", and a locator is parts divided by single dots.

    The "/" divides an instrument from a locator: an entry with one in its id could not be told from a provision. An
    empty part (``43..b``), or one that begins or ends with a hyphen, cannot be typed or printed.
    """
    for entry in world.corpus.entries:
        if "/" in entry.id or not _is_part(entry.id.replace(".", "-")):
            yield Problem(
                entry.place, f'"{entry.id}" cannot be the id of an entry', "letters, digits and single hyphens"
            )
    for provision in world.corpus.provisions:
        if "/" in provision.locator or not all(map(_is_part, provision.locator.split("."))):
            hint = "parts divided by single dots: 43.b.iii"
            yield Problem(provision.place, f'"{provision.locator}" cannot be a locator', hint)


def _is_part(text: str) -> bool:
    """Say whether no hyphen is at an end or beside another; which characters there are, reading has looked at."""
    return all(text.split("-"))
