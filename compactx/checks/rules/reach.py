"""Reach: nothing stands alone, and groups have members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.checks.rule import Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.checks.world import World


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
