"""Relations are of the vocabulary and stand where their family belongs; links that are ours are said to be so."""

from __future__ import annotations

from compactx.checks.rule import Problem, did_you_mean, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from compactx.checks.rule import World
    from compactx.model.provision import Reference

_DEAREST = 1000
_BASES = ("text", "nested", "class", "footnote", "official", "editorial")


@rule("unknown-relation", "error")
def unknown_relation(world: World) -> Iterator[Problem]:
    """A relation is a word of ``relations.yaml``: it has a reading in both directions and a cost on paths."""
    for reference in (*world.citations, *world.links, *world.corpus.lineage):
        if reference.relation not in world.families:
            hint = did_you_mean(reference.relation, list(world.families))
            yield Problem(reference.place, f'no relation is named "{reference.relation}"', hint)


@rule("relation-family", "error")
def relation_family(world: World) -> Iterator[Problem]:
    """Each place takes its families of relations.

    The references of a clause take citation and follow-up relations, the links of an entry catalogue and follow-up, the
    lineage list lineage. Structure comes from the locators alone. In the wrong place a relation would be counted
    among what the text says although it is a fact of ours, or the other way round.
    """
    yield from _misplaced(world, world.citations, ("citation", "follow-up"), "a clause's references")
    yield from _misplaced(world, world.links, ("catalogue", "follow-up"), "an entry's links")
    yield from _misplaced(world, world.corpus.lineage, ("lineage",), "the lineage list")


def _misplaced(
    world: World, references: Iterable[Reference], allowed: tuple[str, ...], where: str
) -> Iterator[Problem]:
    for reference in references:
        family = world.families.get(reference.relation, allowed[0])
        if family not in allowed:
            hint = f"{where} take {' and '.join(allowed)} relations"
            yield Problem(reference.place, f'"{reference.relation}" is a {family} relation', hint)


@rule("basis-misuse", "error")
def basis_misuse(world: World) -> Iterator[Problem]:
    """The basis of a clause's reference says how the wording proves it.

    It is text, nested, class, footnote, official or editorial: structure and catalogue facts are not what a clause
    says.
    """
    for reference in world.citations:
        if reference.basis and reference.basis not in _BASES:
            hint = f"one of: {' '.join(_BASES)}"
            yield Problem(reference.place, f'a clause cannot refer on the basis "{reference.basis}"', hint)


@rule("free-hop", "error")
def free_hop(world: World) -> Iterator[Problem]:
    """A relation costs 1 to 1000 on a path: no hop is free, and none costs more than the index can hold."""
    for relation in world.corpus.relations:
        if not 1 <= relation.cost <= _DEAREST:
            yield Problem(
                world.corpus.place, f'the relation "{relation.id}" costs {relation.cost}',
                f"give it a cost from 1 to {_DEAREST}",
            )  # fmt: skip


@rule("editorial-reason", "error")
def editorial_reason(world: World) -> Iterator[Problem]:
    """A link that is ours gives its rationale and its strength: a reader must be able to disagree."""
    ours = [reference for reference in (*world.citations, *world.links) if reference.basis == "editorial"]
    for link in (*ours, *world.corpus.lineage):
        lost = [name for name in ("rationale", "strength") if not getattr(link, name)]
        if lost:
            yield Problem(link.place, f'the editorial link to "{link.to}" has no {" and no ".join(lost)}')


@rule("lineage-within", "error")
def lineage_within(world: World) -> Iterator[Problem]:
    """Lineage joins different documents; inside one document references and structure say what belongs together."""
    for link in world.corpus.lineage:
        if world.whole(link.from_id) == world.whole(link.to):
            yield Problem(link.place, f"{link.from_id} and {link.to} are of the same document")


@rule("repeated-link", "warning")
def repeated_link(world: World) -> Iterator[Problem]:
    """A lineage link or a catalogue fact is written once; a second one would count twice."""
    seen: dict[tuple[str, ...], str] = {}
    for link in (*world.links, *world.corpus.lineage):
        key = (link.from_id, link.relation, link.to, link.clause, link.surface)
        if key in seen:
            yield Problem(
                link.place, f'"{link.from_id}" {link.relation} "{link.to}" stands twice', f"first at {seen[key]}"
            )
        seen.setdefault(key, str(link.place))
