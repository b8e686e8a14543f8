"""The layered layout: sources left, targets right, no two things in one place.

After Sugiyama, Tagawa and Toda (1981): references against the stream are turned, boxes get ranks, references over
several ranks and every label get places of their own, each rank takes the order of its neighbours' means so that few
lines cross, and then each rank is spread by isotonic regression: as near to its neighbours as the sizes allow. Labels
count as things of a size, so nothing is ever written over anything else.
"""

from __future__ import annotations

import bisect
from itertools import pairwise
from math import fsum  # exact, and so the same in every Python
from typing import TYPE_CHECKING

from compactx.export.picture.model import LABEL, Layout, PictureText, PlacedBox, RoutedLink
from compactx.export.picture.ranks import ranks
from compactx.export.picture.text import text_width

if TYPE_CHECKING:
    from compactx.export.picture.model import Box, PictureLink, Point, Scene

_GAP = 16.0  # between boxes of a rank
_LABEL_GAP = 7.0
_BEND = (32.0, 60.0)  # room for curves on either side of the labels: more for a taller picture
_STEEP = 0.08  # how much of the height that is
_SWEEPS = 24
_ORDERINGS = 32  # sweeps over the ranks before the order with the fewest crossings is taken
_PORT = 11.0  # between two lines that leave a box on one side
_THROUGH = 12.0  # height of a line that passes a rank


class _Slot:
    """A place in a rank: a box, a label, or a line on its way through."""

    def __init__(self, rank: int, height: float, across: float = 0.0, gap: float = _GAP) -> None:
        self.rank = rank
        self.height = height
        self.across = across
        self.gap = gap
        self.near: list[_Slot] = []
        self.y = 0.0


def layered(scene: Scene) -> Layout:
    """Return the layout of a scene."""
    boxes = list(scene.boxes)
    at = {box.key: number for number, box in enumerate(boxes)}
    ends = [(at[link.source], at[link.target]) for link in scene.links]
    wished = {number for number, link in enumerate(scene.links) if link.backward}
    columns, turned = ranks(len(boxes), ends, wished)
    slots = [_Slot(2 * rank, box.height, box.width) for rank, box in zip(columns, boxes, strict=True)]
    ways = [_way(slots, link, pair, back) for link, pair, back in zip(scene.links, ends, turned, strict=True)]
    everything = _ordered(slots, ways)
    _spread(everything)
    return _geometry(boxes, slots, list(scene.links), ways, turned, everything)


def _way(slots: list[_Slot], link: PictureLink, ends: tuple[int, int], back: bool) -> list[_Slot]:  # noqa: FBT001 - zipped
    """Return the slots between the ends of a reference, left to right: its label, then what it passes."""
    left, right = (ends[1], ends[0]) if back else ends
    size = max((text_width(row, LABEL) for row in link.label), default=0.0) + 8
    label = _Slot(slots[left].rank + 1, len(link.label) * LABEL * 1.25 + 4, size, _LABEL_GAP)
    way = [label, *(_Slot(rank, _THROUGH, gap=_LABEL_GAP) for rank in range(label.rank + 1, slots[right].rank))]
    for one, other in zip([slots[left], *way], [*way, slots[right]], strict=True):
        one.near.append(other)
        other.near.append(one)
    return way


def _ordered(slots: list[_Slot], ways: list[list[_Slot]]) -> list[list[_Slot]]:
    """Return each rank's slots from top to bottom, in the order with the fewest crossings that the sweeps came by."""
    everything = [*slots, *(slot for way in ways for slot in way)]
    rows: list[list[_Slot]] = [[] for _ in range(max((slot.rank for slot in everything), default=-1) + 1)]
    for slot in everything:
        rows[slot.rank].append(slot)
    best, fewest = rows, _crossings(rows)
    for sweep in range(_ORDERINGS):
        if not fewest:
            break
        rows = _swept(rows, down=sweep % 2 == 0)
        crossed = _crossings(rows)
        if crossed < fewest:
            best, fewest = rows, crossed
    return best


def _swept(rows: list[list[_Slot]], *, down: bool) -> list[list[_Slot]]:
    """Return the ranks in the order of the mean place of their neighbours in the rank that was ordered before."""
    rows = list(rows)
    step = 1 if down else -1
    for rank in range(1, len(rows)) if down else range(len(rows) - 2, -1, -1):
        at = {id(slot): place for place, slot in enumerate(rows[rank - step])}
        own = {id(slot): place * len(at) / len(rows[rank]) for place, slot in enumerate(rows[rank])}
        rows[rank] = sorted(rows[rank], key=lambda slot, at=at, own=own: _mean(slot, at, own[id(slot)]))  # type: ignore[misc]
    return rows


def _mean(slot: _Slot, at: dict[int, int], otherwise: float) -> float:
    near = [at[id(other)] for other in slot.near if id(other) in at]
    return fsum(near) / len(near) if near else otherwise


def _crossings(rows: list[list[_Slot]]) -> int:
    """Return how many lines cross between neighbouring ranks: pairs whose ends stand in different orders."""
    found = 0
    for row, following in pairwise(rows):
        at = {id(slot): place for place, slot in enumerate(following)}
        ends = [at[id(other)] for slot in row for other in _below(slot, at)]
        seen: list[int] = []
        for end in ends:
            found += len(seen) - bisect.bisect_right(seen, end)
            bisect.insort(seen, end)
    return found


def _below(slot: _Slot, at: dict[int, int]) -> list[_Slot]:
    return sorted((other for other in slot.near if id(other) in at), key=lambda other: at[id(other)])


def _spread(rows: list[list[_Slot]]) -> None:
    """Give every slot its height on the page."""
    for row in rows:
        _settle(row, [0.0] * len(row))
    for sweep in range(_SWEEPS):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            _settle(row, [_middle(slot) for slot in row])


def _middle(slot: _Slot) -> float:
    """Return where a slot would like to be: near its neighbours, most of all near those that have few others."""
    if not slot.near:
        return slot.y
    weights = [1 / len(near.near) for near in slot.near]
    return fsum(near.y * weight for near, weight in zip(slot.near, weights, strict=True)) / fsum(weights)


def _settle(row: list[_Slot], wanted: list[float]) -> None:
    """Place a rank as near to the wanted heights as sizes allow (pool adjacent violators, least squares)."""
    offsets = [0.0]
    for above, below in pairwise(row):
        offsets.append(offsets[-1] + (above.height + below.height) / 2 + max(above.gap, below.gap))
    pools: list[tuple[float, int]] = []
    for wish, offset in zip(wanted, offsets, strict=False):
        pools.append((wish - offset, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (low, few), (high, more) = pools.pop(), pools.pop()
            pools.append(((low * few + high * more) / (few + more), few + more))
    settled = [level for level, size in pools for _ in range(size)]
    for slot, level, offset in zip(row, settled, offsets, strict=False):
        slot.y = level + offset


def _geometry(
    boxes: list[Box],
    slots: list[_Slot],
    links: list[PictureLink],
    ways: list[list[_Slot]],
    turned: list[bool],
    rows: list[list[_Slot]],
) -> Layout:
    top = min((slot.y - slot.height / 2 for row in rows for slot in row), default=0.0)
    bottom = max((slot.y + slot.height / 2 for row in rows for slot in row), default=0.0)
    columns = _columns(rows, min(max(_BEND[0], (bottom - top) * _STEEP), _BEND[1]))
    centre = {rank: left + across / 2 for rank, (left, across) in enumerate(columns)}
    placed = [PlacedBox(box, centre[slot.rank], slot.y - top) for box, slot in zip(boxes, slots, strict=True)]
    ports = _ports(slots, links, ways, turned, boxes)
    drawn = []
    for number, (link, way, back) in enumerate(zip(links, ways, turned, strict=True)):
        points = _points(way, columns, ports[number], (placed, slots), top)
        label = way[0]
        text = PictureText(centre[label.rank], label.y - top, link.label, label.across, label.height)
        drawn.append(RoutedLink(link, tuple(reversed(points)) if back else tuple(points), text))
    right = fsum(columns[-1]) if columns else 0.0
    return Layout(tuple(placed), tuple(drawn), right, bottom - top)


def _columns(rows: list[list[_Slot]], bend: float) -> list[tuple[float, float]]:
    """Return the left edge and the width of each rank; every line is level inside them and bends between."""
    found: list[tuple[float, float]] = []
    x = 0.0
    for row in rows:
        across = max((slot.across for slot in row), default=0.0)
        found.append((x, across))
        x += across + bend
    return found


Port = tuple[int, int, float, float]


def _ports(
    slots: list[_Slot], links: list[PictureLink], ways: list[list[_Slot]], turned: list[bool], boxes: list[Box]
) -> list[Port]:
    """Return for each link its left and right box and where on their sides it ends, spread in the order of the ways."""
    at = {box.key: number for number, box in enumerate(boxes)}
    ends = [
        (at[link.target], at[link.source]) if back else (at[link.source], at[link.target])
        for link, back in zip(links, turned, strict=True)
    ]
    height: dict[tuple[int, int], float] = {}
    for side in (0, 1):
        for box in range(len(boxes)):
            own = [n for n, pair in enumerate(ends) if pair[side] == box]
            own.sort(key=lambda n: ways[n][0 if side == 0 else -1].y)
            room = min((len(own) - 1) * _PORT, slots[box].height * 0.7)
            for place, number in enumerate(own):
                height[number, side] = (place / (len(own) - 1) - 0.5) * room if len(own) > 1 else 0.0
    return [(*pair, height[number, 0], height[number, 1]) for number, pair in enumerate(ends)]


def _points(
    way: list[_Slot],
    columns: list[tuple[float, float]],
    port: Port,
    ends: tuple[list[PlacedBox], list[_Slot]],
    top: float,
) -> list[Point]:
    """Return the points of a line: level as far as the columns of its ends reach, so that it meets no other box."""
    left, right, leaving, arriving = port
    placed, slots = ends
    start, end = placed[left], placed[right]
    edge, across = columns[slots[left].rank]
    points = [(start.x + start.box.width / 2, start.y + leaving), (edge + across, start.y + leaving)]
    for slot in way:
        edge, across = columns[slot.rank]
        points += [(edge, slot.y - top), (edge + across, slot.y - top)]
    edge, _ = columns[slots[right].rank]
    return [*points, (edge, end.y + arriving), (end.x - end.box.width / 2, end.y + arriving)]
