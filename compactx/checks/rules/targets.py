"""What is pointed at is there, nothing stands alone, and groups have members."""

from __future__ import annotations

from compactx.checks.rule import Problem, rule
from compactx.model.kinds import family

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.checks.rule import World
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


@rule("orphan", "note")
def orphan(world: World) -> Iterator[Problem]:
    """Every entry is tied to something: a clause, a fact, a membership, a lineage link or a false friend names it.

    An entry that has provisions or links of its own is no orphan: it is found from there. Others are mostly entries
    whose references were misspelt or are not yet written.
    """
    used = {reference.to for reference in (*world.citations, *world.links)}
    used |= {world.whole(identity) for link in world.corpus.lineage for identity in (link.from_id, link.to)}
    used |= {member.to for entry in world.corpus.entries for member in entry.members}
    used |= {friend.means for entry in world.corpus.entries for friend in entry.false_friends}
    used |= {provision.speaker for provision in world.corpus.provisions}
    used |= {state for vote in world.corpus.votes for _, states in vote.states for state in states}
    used |= {state for standing in world.corpus.standings for state, _ in standing.parties}
    used |= {state for standing in world.corpus.standings for state in standing.signatories}
    used |= {world.whole(identity) for identity in used}
    for entry in world.entries.values():
        if entry.id not in used and entry.id not in world.extracts and not entry.links and not entry.members:
            yield Problem(
                entry.place, f'nothing refers to "{entry.id}"', "a clause that names it, or a link that ties it"
            )


@rule("empty-class", "note")
def empty_class(world: World) -> Iterator[Problem]:
    """A class has members, where facts support them; a class without them says why in its notes."""
    for entry in world.corpus.entries:
        if entry.kind == "class" and not entry.members and not entry.notes:
            yield Problem(entry.place, f'the class "{entry.id}" has no members and no notes', "members: or notes:")


@rule("members-outside-class", "error")
def members_outside_class(world: World) -> Iterator[Problem]:
    """Only a class has members, each once; whole and part of anything else are links."""
    for entry in world.corpus.entries:
        if entry.members and entry.kind != "class":
            yield Problem(
                entry.members[0].place, f'"{entry.id}" is of kind {entry.kind} and has members', "use links: belongs-to"
            )
        seen: set[str] = set()
        for member in entry.members:
            if member.to in seen:
                yield Problem(member.place, f'"{member.to}" is listed twice in {entry.id}')
            seen.add(member.to)


@rule("main-instrument", "error")
def main_instrument(world: World) -> Iterator[Problem]:
    """The main instrument of the marker file has an entry: bare locators like 33(a) are looked up in it."""
    main = world.corpus.main
    if main and main not in world.entries:
        yield Problem(world.corpus.place, f'the main instrument "{main}" has no entry', world.nearest(main))
