"""Links that are ours: said to be so, with their reason, and only between documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.checks.rule import Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.checks.world import World


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
