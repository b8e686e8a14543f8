"""Places for everything at once: what a picture of the whole graph begins with.

A layout by forces takes minutes for a library and another turn each time. Here each instrument is a disc of its own
clauses, set out as the seeds of a sunflower in the order in which they stand, and the discs lie in rows, the largest
first; things without clauses share a disc with others of their kind. No two places are nearer than 1, the same graph
always has the same places, and nothing is held but a number for each disc.
"""

from __future__ import annotations

from math import cos, pi, sin, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from compactx.export.graph import ExportNode

_TURN = pi * (3 - sqrt(5))  # the golden angle
_APART = 0.625  # of a seed from the centre, times the root of its number: two are then never nearer than 1
_GAP = 2.0  # between discs
_FIRST = 2  # numbers near the centre, which only the instrument itself may have


def placed_nodes(nodes: Iterable[ExportNode]) -> Iterator[tuple[ExportNode, float, float]]:
    """Yield every node with its place; nodes are read twice."""
    sizes: dict[str, int] = {}
    for node in nodes:
        if node.instrument:
            sizes[node.instrument] = sizes.get(node.instrument, 0) + 1
    wholes = set(sizes)
    for node in nodes:
        if not node.instrument:
            key = _disc(node, wholes)
            sizes[key] = sizes.get(key, 0) + 1
    centres = dict(_centres(sizes))
    seeds = dict.fromkeys(sizes, 0)
    for node in nodes:
        key = _disc(node, wholes)
        seeds[key] += 1
        x, y = _seed(0 if key == node.id else seeds[key] + _FIRST)
        yield node, round(centres[key][0] + x, 3), round(centres[key][1] + y, 3)


def _disc(node: ExportNode, wholes: set[str]) -> str:
    """Return which disc a node lies on: its instrument's, its own if it has clauses, or its kind's."""
    if node.instrument or node.id in wholes:
        return node.instrument or node.id
    return f"\0{node.kind}"  # no id begins so


def _seed(number: int) -> tuple[float, float]:
    radius, angle = _APART * sqrt(number), number * _TURN
    return radius * cos(angle), radius * sin(angle)


def _centres(sizes: dict[str, int]) -> Iterator[tuple[str, tuple[float, float]]]:
    """Yield the centre of each disc: rows from the top, each as high as its first disc and as wide as all are high."""
    across = {key: 2 * _APART * sqrt(size + 1 + _FIRST) + _GAP for key, size in sizes.items()}
    ranked = sorted(across, key=lambda key: (-across[key], key))
    room = max(sqrt(sum(width * width for width in across.values())), across[ranked[0]] if ranked else 0)
    left = top = 0.0
    high = across[ranked[0]] if ranked else 0.0
    for key in ranked:
        if left + across[key] > room and left:
            left, top, high = 0.0, top + high, across[key]
        yield key, (left + across[key] / 2, -top - across[key] / 2)
        left += across[key]
