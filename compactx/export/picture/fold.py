"""Which things share a box: what is cited alike, and in a crowd whatever has no room of its own.

A column of a picture holds as many boxes as a slide can show. What is tied most tellingly keeps a box; the rest goes
into one box beside what it is tied to, with its number, so that a crowd is counted and not cut off.
"""

from __future__ import annotations

from collections import defaultdict
from math import fsum  # exact, and so the same in every Python
from typing import TYPE_CHECKING

from compactx.export.picture.layout import ranks
from compactx.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from compactx.export.selection import ExportEdge, ExportNode

    Pairs = dict[tuple[str, str], list[ExportEdge]]

_ALIKE = {"provision": 2}  # how many alike make a group; clauses group at once, named things when there are more
_ALIKE_NAMED = 3
_COLUMN = 5 / 12  # how much of a picture's boxes one column may hold
_FEWEST = 3  # boxes of a column, however many columns there are
_RESTS = 2  # boxes of a column for what has none of its own
_ROUNDS = 4
_FOCUS = 1000.0


class Cluster(Record):
    """Things that share a box. A ``rest`` need not be alike, and shows only its ties to the box of ``beside``."""

    nodes: tuple[ExportNode, ...]
    rest: bool = False
    beside: str = ""


def like_related(nodes: Iterable[ExportNode], pairs: Pairs, focus: dict[str, None]) -> list[Cluster]:
    """Return a cluster for all things of one sort that have the same relations to the same things."""
    ties: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for (source, target), edges in pairs.items():
        for edge in edges:
            ties[source].add((">", target, edge.relation))
            ties[target].add(("<", source, edge.relation))
    found: dict[object, list[ExportNode]] = defaultdict(list)
    for node in nodes:
        sort = node.family if node.family == "provision" else node.kind
        alone = node.id if node.id in focus else ""
        found[sort, node.instrument, frozenset(ties[node.id]), alone].append(node)
    clusters: list[Cluster] = []
    for group in found.values():
        enough = len(group) >= _ALIKE.get(group[0].family, _ALIKE_NAMED)
        clusters += [Cluster(tuple(group))] if enough else [Cluster((node,)) for node in group]
    return clusters


def folded(
    clusters: Sequence[Cluster], pairs: Pairs, focus: dict[str, None], limit: int
) -> tuple[list[Cluster], list[ExportNode]]:
    """Return clusters of which no column holds more than a slide shows, and the things that are not drawn."""
    found = list(clusters)
    left_out: list[ExportNode] = []
    for _ in range(_ROUNDS):
        columns = _columns(found, pairs)
        room = _room([len(column) for column in columns], limit)
        if all(len(column) <= room for column in columns):
            break
        worth = _worth(found, pairs, focus)
        neighbours = _neighbours(found, pairs, focus)
        made: list[Cluster] = []
        for column in columns:
            kept, rests, lost = _thinned(found, column, room, worth, neighbours)
            made += [*(found[at] for at in kept), *rests]
            left_out += lost
        found = made
    return found, left_out


def telling(
    clusters: Sequence[Cluster], pairs: Pairs, focus: dict[str, None], limit: int
) -> tuple[list[Cluster], list[ExportNode]]:
    """Return the clusters that are tied most tellingly, in their order, and the things of all others."""
    worth = _worth(clusters, pairs, focus)
    ranked = sorted(range(len(clusters)), key=lambda at: (-worth[at], at))
    kept = [clusters[at] for at in sorted(ranked[:limit])]
    return kept, [node for at in ranked[limit:] for node in clusters[at].nodes]


def bare(clusters: Sequence[Cluster], pairs: Pairs, focus: dict[str, None]) -> tuple[list[Cluster], list[ExportNode]]:
    """Return the clusters that a line reaches, and the things of those that none does."""
    found = list(clusters)
    lost: list[ExportNode] = []
    while True:
        tied = {end for pair in ends_of(found, pairs) for end in pair}
        stays = [at in tied or any(node.id in focus for node in one.nodes) for at, one in enumerate(found)]
        if all(stays):
            return found, lost
        lost += [node for one, kept in zip(found, stays, strict=True) if not kept for node in one.nodes]
        found = [one for one, kept in zip(found, stays, strict=True) if kept]


def ends_of(clusters: Sequence[Cluster], pairs: Pairs) -> dict[tuple[int, int], list[ExportEdge]]:
    """Return the references that are drawn between clusters, by the numbers of both."""
    at = {node.id: number for number, one in enumerate(clusters) for node in one.nodes}
    found: dict[tuple[int, int], list[ExportEdge]] = defaultdict(list)
    for (source, target), edges in pairs.items():
        if source not in at or target not in at or at[source] == at[target]:
            continue
        here, there = clusters[at[source]], clusters[at[target]]
        if _shows(here, at[target], at) and _shows(there, at[source], at):
            found[at[source], at[target]] += edges
    return dict(found)


def _shows(cluster: Cluster, other: int, at: dict[str, int]) -> bool:
    return not cluster.rest or at.get(cluster.beside) == other


def _columns(clusters: Sequence[Cluster], pairs: Pairs) -> list[list[int]]:
    """Return the numbers of the clusters that stand in each column."""
    places, _ = ranks(len(clusters), list(ends_of(clusters, pairs)), set())
    columns: list[list[int]] = [[] for _ in range(max(places, default=-1) + 1)]
    for number, place in enumerate(places):
        columns[place].append(number)
    return columns


def _room(sizes: Sequence[int], limit: int) -> int:
    """Return how many boxes a column may hold, so that all of them are no more than the limit.

    >>> _room([22, 1, 3], 24), _room([50, 20, 1, 20, 50], 24)
    (10, 5)
    """
    room = max(_FEWEST, round(limit * _COLUMN))
    while room > _FEWEST and sum(min(size, room) for size in sizes) > limit:
        room -= 1
    return room


def _worth(clusters: Sequence[Cluster], pairs: Pairs, focus: dict[str, None]) -> list[float]:
    """Return how telling each cluster is: many references, cheap relations, what was asked about."""
    worth: dict[str, float] = defaultdict(float)
    for (source, target), edges in pairs.items():
        value = fsum(1 / (4 + edge.cost) for edge in edges)
        worth[source] += value
        worth[target] += value
    return [
        fsum(worth[node.id] + (_FOCUS if node.id in focus else 0) for node in cluster.nodes)
        / (10 if cluster.rest else 1)
        for cluster in clusters
    ]


def _neighbours(clusters: Sequence[Cluster], pairs: Pairs, focus: dict[str, None]) -> list[int]:
    """Return for each cluster the one it is tied to most closely: what was asked about before all others."""
    asked = {at for at, one in enumerate(clusters) if any(node.id in focus for node in one.nodes)}
    ties: list[dict[int, int]] = [defaultdict(int) for _ in clusters]
    for (source, target), edges in ends_of(clusters, pairs).items():
        ties[source][target] += len(edges)
        ties[target][source] += len(edges)
    return [max(near, key=lambda other: (other in asked, near[other], -other), default=-1) for near in ties]


def _thinned(
    clusters: Sequence[Cluster], column: Sequence[int], room: int, worth: Sequence[float], neighbours: Sequence[int]
) -> tuple[list[int], list[Cluster], list[ExportNode]]:
    """Return which clusters of a column keep their boxes, boxes for the rest, and what has none."""
    if len(column) <= room:
        return list(column), [], []
    ranked = sorted(column, key=lambda at: (-worth[at], at))
    rests = _rests(clusters, ranked[room - 1 :], neighbours)
    boxes = min(len(rests), _RESTS)
    kept = sorted(ranked[: room - boxes])
    rests = sorted(_rests(clusters, ranked[room - boxes :], neighbours), key=lambda one: -len(one.nodes))
    return kept, rests[:boxes], [node for rest in rests[boxes:] for node in rest.nodes]


def _rests(clusters: Sequence[Cluster], numbers: Iterable[int], neighbours: Sequence[int]) -> list[Cluster]:
    beside: dict[int, list[Cluster]] = defaultdict(list)
    for number in sorted(numbers):
        beside[neighbours[number]].append(clusters[number])
    return [_rest(some, clusters[near].nodes[0].id if near >= 0 else "") for near, some in beside.items()]


def _rest(clusters: Sequence[Cluster], beside: str) -> Cluster:
    """Return one cluster for several; one by itself stays what it is."""
    if len(clusters) == 1:
        return clusters[0]
    return Cluster(tuple(node for one in clusters for node in one.nodes), rest=True, beside=beside)
