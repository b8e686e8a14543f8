"""What is pointed at is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.checks.rule import Problem, rule
from compactx.model.kinds import family

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.checks.world import World
    from compactx.model.finding import Place


@rule("unknown-target", "error")
def unknown_target(world: World) -> Iterator[Problem]:
    """Whatever a reference, link, member, lineage link, speaker, vote or false friend points at is in the corpus.

    The index leaves a reference to nothing out, so a misspelt target would silently be missing from every answer.
    """
    for place, identity, what in _pointers(world):
        if not world.is_known(identity):
            yield Problem(place, f'{what} "{identity}" is not in the corpus', world.nearest(identity))


def _pointers(world: World) -> Iterator[tuple[Place, str, str]]:
    for reference in (*world.citations, *world.links):
        yield reference.place, reference.to, "the target"
    for link in world.corpus.lineage:
        yield link.place, link.from_id, "the source"
        yield link.place, link.to, "the target"
    for entry in world.corpus.entries:
        yield from ((member.place, member.to, "the member") for member in entry.members)
        yield from ((friend.place, friend.means, "what is meant,") for friend in entry.false_friends if friend.means)
    for provision in world.corpus.provisions:
        if provision.speaker:
            yield provision.place, provision.speaker, "the speaker"
        if provision.body:
            yield provision.place, provision.body, "the body"
    yield from _standing(world)


def _standing(world: World) -> Iterator[tuple[Place, str, str]]:
    """Yield what votes and the standing of States point at."""
    for vote in world.corpus.votes:
        yield vote.place, vote.of, "the text voted on"
        yield from ((vote.place, state, "the State") for _, states in vote.states for state in states)
    for standing in world.corpus.standings:
        yield standing.place, standing.treaty, "the treaty"
        states = (*dict(standing.parties), *standing.signatories, *standing.unknown)
        yield from ((standing.place, state, "the State") for state in states)


@rule("unknown-instrument", "error")
def unknown_instrument(world: World) -> Iterator[Problem]:
    """Provisions belong to an instrument that has an entry; without one the index leaves them out."""
    for identity, provisions in world.extracts.items():
        entry = world.entries.get(identity)
        if entry is None:
            for file in dict.fromkeys(provision.place.file for provision in provisions):
                place = next(provision.place for provision in provisions if provision.place.file == file)
                yield Problem(place, f'provisions of "{identity}", which has no entry', world.nearest(identity))
        elif family(entry.kind) != "instrument":
            yield Problem(
                entry.place,
                f'"{identity}" has provisions and is of kind {entry.kind}',
                "only instruments have provisions",
            )


@rule("unknown-clause", "error")
def unknown_clause(world: World) -> Iterator[Problem]:
    """The clause that proves a link is a provision of the corpus: it is what a reader is sent to."""
    for link in world.links:
        if link.clause and link.clause not in world.provisions:
            yield Problem(link.place, f'the clause "{link.clause}" is not in the corpus', world.nearest(link.clause))


@rule("self-reference", "warning")
def self_reference(world: World) -> Iterator[Problem]:
    """Nothing refers to itself: such a reference says nothing and closes a circle of one."""
    for reference in (*world.citations, *world.links, *world.corpus.lineage):
        if reference.from_id == reference.to:
            yield Problem(reference.place, f'"{reference.to}" refers to itself')
    for entry in world.corpus.entries:
        yield from (
            Problem(member.place, f'"{entry.id}" is a member of itself')
            for member in entry.members
            if member.to == entry.id
        )
