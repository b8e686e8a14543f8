"""Central things and communities: found once, with the whole graph in memory, and remembered beside the index.

A clause counts for its objective, or else for its instrument; a reference from one to another weighs as many clauses
as make it. docs/library_job.py ranks the same graph for libraries that are too large for one process.
"""

from __future__ import annotations

from compactx.index import figures, notes
from compactx.index.links import unit_links
from compactx.model.kinds import EVIDENCE
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from compactx.graph.networkx_graph import Figures
    from compactx.index.read import Index

    Ranked = tuple[tuple[str, float], ...]

_WHAT = "central"


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
    kept = _read(notes.recall(index, _WHAT))
    if kept is None:
        kept = _found(index)
        notes.remember(index, _WHAT, _written(kept))
    return kept


def keep_central(index: Index) -> None:
    """Find out what is central and keep it in an index that is just being made."""
    notes.keep_inside(index, _WHAT, _written(_found(index)))


def _found(index: Index) -> Centrality:
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
