"""Structure: parts stand in wholes that are there, and wholes have the parts that make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.checks.rule import Problem, rule
from compactx.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.checks.rule import World
    from compactx.model.provision import Provision

_INSIDE = {"commitment": "objective", "action": "objective", "item": "", "target": ""}
_DEEP = 16  # no document nests so deep; circles are found by their own rule


@rule("unknown-parent", "error")
def unknown_parent(world: World) -> Iterator[Problem]:
    """What a provision stands in is there: the ``parent`` it names, or else its locator without the last part."""
    for provision in world.corpus.provisions:
        above = world.above(provision)
        if above != provision.instrument and above not in world.provisions:
            how = "names as parent" if provision.parent else "implies"
            hint = world.nearest(above) or "say parent: with the locator above it"
            yield Problem(provision.place, f'{provision.locator} {how} "{above}", which is not there', hint)


@rule("parent-circle", "error")
def parent_circle(world: World) -> Iterator[Problem]:
    """No provision stands in itself, directly or through others."""
    for provision in world.corpus.provisions:
        chain = [provision.id]
        while (above := world.provisions.get(chain[-1])) and (next_id := world.above(above)) not in chain:
            chain.append(next_id)
        if above and next_id == provision.id:
            yield Problem(provision.place, f"{provision.locator} stands in itself: {' < '.join([*chain, next_id])}")


@rule("stray-part", "warning")
def stray_part(world: World) -> Iterator[Problem]:
    """A commitment or an action stands in an objective, an item or a target in some provision.

    Elsewhere it would be missing from the page of the objective and from everything counted by objective.
    """
    for provision in world.provisions.values():
        if provision.kind not in _INSIDE:
            continue
        kinds = _kinds_above(world, provision)
        wanted = _INSIDE[provision.kind]
        if kinds is not None and ((wanted not in kinds) if wanted else not kinds):
            yield Problem(provision.place, f"{provision.kind} {provision.locator} stands in no {wanted or 'provision'}")


def _kinds_above(world: World, provision: Provision) -> list[str] | None:
    """Return the kinds of what a provision stands in, None if the chain is broken: another rule tells of that."""
    kinds: list[str] = []
    above = world.above(provision)
    while above in world.provisions and len(kinds) < _DEEP:
        kinds.append(world.provisions[above].kind)
        above = world.above(world.provisions[above])
    return kinds if above == provision.instrument else None


@rule("bare-objective", "warning")
def bare_objective(world: World) -> Iterator[Problem]:
    """An objective has a title, one commitment and at least one action, where its instrument has commitments at all."""
    with_commitments = {p.instrument for p in world.corpus.provisions if p.kind == "commitment"}
    for provision in world.provisions.values():
        if provision.kind != "objective" or provision.instrument not in with_commitments:
            continue
        kinds = [child.kind for child in world.children.get(provision.id, [])]
        kinds += [
            grandchild.kind
            for child in world.children.get(provision.id, [])
            for grandchild in world.children.get(child.id, [])
        ]
        wrong = [] if provision.title else ["no title"]
        wrong += [f"{kinds.count('commitment')} commitments"] if kinds.count("commitment") != 1 else []
        wrong += [] if "action" in kinds else ["no action"]
        if wrong:
            yield Problem(provision.place, f"{provision.locator} has {' and '.join(wrong)}")


@rule("bare-section", "warning")
def bare_section(world: World) -> Iterator[Problem]:
    """Objectives, goals, sections and themes have a title, or a gist where the text has no heading."""
    for provision in world.corpus.provisions:
        if provision.kind in {"objective", "goal", "section", "theme"} and not provision.title and not provision.gist:
            yield Problem(provision.place, f"{provision.kind} {provision.locator} has neither title nor gist")


@rule("fingerprint-shape", "error")
def fingerprint_shape(world: World) -> Iterator[Problem]:
    """A fingerprint is 16 hexadecimal digits and stands beside a word count; ``verify`` can compare nothing else."""
    for provision in world.corpus.provisions:
        mark = provision.fingerprint
        if mark and (len(mark) != 16 or not set("0123456789abcdef").issuperset(mark)):  # noqa: PLR2004 - as it says
            yield Problem(provision.place, f'"{mark}" is not a fingerprint', "16 hexadecimal digits")
        if bool(mark) != bool(provision.words):
            there, lost = ("fingerprint", "words") if mark else ("words", "fingerprint")
            yield Problem(provision.place, f"{provision.locator} has {there} and no {lost}")


@rule("other-title", "warning")
def other_title(world: World) -> Iterator[Problem]:
    """Another title differs from the official one, and the edition that has it is listed in the instrument's entry."""
    for provision in world.corpus.provisions:
        entry = world.entries.get(provision.instrument)
        editions = {edition.id for edition in entry.editions} if entry else set()
        for title in provision.other_titles:
            if fold(title.title) == fold(provision.title):
                yield Problem(title.place, f"the other title of {provision.locator} is its title", "drop it")
            if title.edition and title.edition not in editions:
                hint = f"editions: {', '.join(sorted(editions)) or 'none'}"
                yield Problem(title.place, f'{provision.instrument} has no edition "{title.edition}"', hint)


@rule("repeated-edition", "error")
def repeated_edition(world: World) -> Iterator[Problem]:
    """An instrument lists each of its editions once."""
    for entry in world.corpus.entries:
        seen: set[str] = set()
        for edition in entry.editions:
            if edition.id in seen:
                yield Problem(edition.place, f'the edition "{edition.id}" of {entry.id} is listed twice')
            seen.add(edition.id)
