"""What is found by looking at everything, and remembered beside the index as long as that holds nothing else.

References by objective, and things of which something is not known; central things and communities, with the whole
graph in memory. There a clause counts for its objective, or else for its instrument; a reference from one to another
weighs as many clauses as make it. docs/library_job.py ranks the same graph for libraries too large for one process.
"""

from __future__ import annotations

from compactx.index import figures, notes
from compactx.index.links import unit_links
from compactx.model.kinds import EVIDENCE
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from compactx.graph.networkx_graph import Figures
    from compactx.index.read import Index

    Gap = tuple[str, str, str, str, bool]
    Ranked = tuple[tuple[str, float], ...]

_WHAT, _MARK = "overall", "1"  # the mark changes with what is found out here
_CENTRAL = "central"


class Survey(Record):
    """Objectives, each with its references and how many things these lead to; gaps.

    A gap has its measure, its thing, what more there is to say, its place, and whether it is in a link of ours.
    """

    objectives: tuple[tuple[str, int, int], ...]
    gaps: tuple[Gap, ...]


def overall(index: Index) -> Survey:
    """Return what looking at everything finds; found out the first time that it is asked of these contents."""
    kept = notes.recall_values(index, _WHAT, _MARK)
    if kept is None:
        kept = _found(index)
        notes.remember_values(index, _WHAT, _MARK, kept)
    return Survey(*kept)


def keep_overall(index: Index) -> None:
    """Find it out and keep it in an index that is just being made."""
    notes.keep_inside(index, _WHAT, notes.values_data(_found(index)))


def _found(index: Index) -> tuple[tuple[tuple[str, int, int], ...], tuple[Gap, ...]]:
    return tuple(_objectives(index)), (*_of_things(index), *_of_references(index))


def _objectives(index: Index) -> Iterator[tuple[str, int, int]]:
    from compactx.index import figures  # noqa: PLC0415 - what was found before is only read
    from compactx.index.links import links_from  # noqa: PLC0415 - as above

    for objective in index.of_kind(["objective"]):
        whole = figures.of_objective(index, objective)
        inside = [target for _, _, clause, target in links_from(index, whole, EVIDENCE) if clause in whole]
        yield objective.id, len(inside), len(set(inside))


def _of_things(index: Index) -> Iterator[Gap]:
    from compactx.index import figures  # noqa: PLC0415 - as above
    from compactx.index.instruments import is_of_library, measured  # noqa: PLC0415 - as above
    from compactx.model.kinds import UNCONFIRMED, family  # noqa: PLC0415 - as above

    main = index.main()
    cited = figures.cited_by(index, main, EVIDENCE) if main else set()
    alone = figures.alone(index)
    known = figures.facts_of_named(index, ("sources", "url"))
    counted = measured(index)
    for node in figures.named_nodes(index):
        facts = known.get(node.n, {})
        sources = facts.get("sources", [])
        found = [("orphan", node.n in alone), ("low confidence", node.confidence == "low")]
        found += [
            ("no source", not sources),
            ("from memory", bool(sources) and all(s.startswith(UNCONFIRMED) for s in sources)),
        ]
        if family(node.kind) == "instrument":
            found += [("no link", node.n in cited and "url" not in facts), ("no date", not node.date)]
            found.append(("no extent", node.n not in counted and not is_of_library(index, node)))
        yield from ((measure, node.id, "", f"{node.file}:{node.line}", False) for measure, holds in found if holds)


def _of_references(index: Index) -> Iterator[Gap]:
    from compactx.index import figures  # noqa: PLC0415 - as above
    from compactx.index.links import unresolved  # noqa: PLC0415 - as above

    for source, target, _relation, surface, file, line in unresolved(index):
        yield "unresolved", source, f"{source} to {target}: {surface}", f"{file}:{line}", False
    doubted = figures.doubted(index)
    index.preload(number for edge in doubted for number in (edge.src, edge.dst))
    for edge in doubted:
        ends = f"{index.node(edge.src).id} {edge.forward} {index.node(edge.dst).id}"
        where = f"{edge.file}:{edge.line}"
        yield "low confidence", index.node(edge.src).id, ends, where, edge.basis == "editorial"


class Centrality(Record):
    """Rank and betweenness by id, the highest first; communities, the largest first, each by how often cited.

    ``modularity`` says how clear-cut the communities are, ``sampled`` from how many nodes betweenness was estimated, 0
    if it is exact.
    """

    rank: Ranked
    betweenness: Ranked
    communities: tuple[tuple[str, ...], ...]
    modularity: float
    sampled: int


def central(index: Index) -> Centrality:
    """Return what is central; found out the first time that it is asked of these contents."""
    kept = _read(notes.recall(index, _CENTRAL))
    if kept is None:
        kept = _centrality(index)
        notes.remember(index, _CENTRAL, _written(kept))
    return kept


def keep_central(index: Index) -> None:
    """Find out what is central and keep it in an index that is just being made."""
    notes.keep_inside(index, _CENTRAL, _written(_centrality(index)))


def _centrality(index: Index) -> Centrality:
    from compactx.graph.networkx_graph import figures as of_graph  # noqa: PLC0415 - networkx loads slowly

    units = _Units(index)
    weights: dict[tuple[int, int], set[int]] = {}
    for clause, tail_whole, head_whole in unit_links(index, EVIDENCE):
        tail, head = units.of(*tail_whole), units.of(*head_whole)
        if tail != head:
            weights.setdefault((tail, head), set()).add(clause)
    found = of_graph({pair: len(clauses) for pair, clauses in weights.items()})
    index.preload(found.rank)
    rank, betweenness = _ranked(index, found.rank), _ranked(index, found.betweenness)
    return Centrality(rank, betweenness, _communities(index, found), found.modularity, found.sampled)


class _Units:
    """Says which thing a row counts for."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.objectives = {(node.instrument, node.number): node.n for node in index.of_kind(["objective"])}

    def of(self, number: int, instrument: int | None, objective: int | None) -> int:
        """Return the row that a row counts for, given the instrument and the objective that it stands in."""
        whole = self.objectives.get((instrument, objective)) if objective else None
        return whole or instrument or number


def _ranked(index: Index, values: Mapping[int, float]) -> Ranked:
    ranked = sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((index.node(number).id, value) for number, value in ranked)


def _communities(index: Index, found: Figures) -> tuple[tuple[str, ...], ...]:
    citers = figures.citing(index, [number for group in found.communities for number in group])
    ranked = (sorted(group, key=lambda number: (-citers.get(number, 0), number)) for group in found.communities)
    return tuple(tuple(index.node(number).id for number in group) for group in ranked)


def _written(kept: Centrality) -> str:
    """Return a line for each measure and each community, its parts divided by tabs."""
    lines: list[Iterable[str]] = [(repr(kept.modularity), str(kept.sampled))]
    lines += [(part for name, value in ranked for part in (name, repr(value)))
              for ranked in (kept.rank, kept.betweenness)]  # fmt: skip
    return "\n".join(map("\t".join, [*lines, *kept.communities]))


def _read(text: str) -> Centrality | None:
    """Return what was written, None if there is nothing or it cannot be read."""
    try:
        (modularity, sampled), *ranked = (line.split("\t") if line else [] for line in text.split("\n"))
        rank, betweenness = (tuple(zip(parts[::2], map(float, parts[1::2]), strict=True)) for parts in ranked[:2])
        return Centrality(rank, betweenness, tuple(map(tuple, ranked[2:])), float(modularity), int(sampled))
    except ValueError:
        return None
