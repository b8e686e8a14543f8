"""The layouts of pictures: by layers, sources left and targets right, no two things in one place; and of one path.

After Sugiyama, Tagawa and Toda (1981): references against the stream are turned, boxes get ranks, references over
several ranks and every label get places of their own, each rank takes the order of its neighbours' means so that few
lines cross, and then each rank is spread by isotonic regression: as near to its neighbours as the sizes allow. Labels
count as things of a size, so nothing is ever written over anything else.
"""

from __future__ import annotations

import bisect
from graphlib import TopologicalSorter
from itertools import pairwise
from math import fsum  # exact, and so the same in every Python

from compactx.export.picture.model import LABEL, Layout, PictureText, PlacedBox, RoutedLink
from compactx.export.picture.text import text_width, wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.export.picture.model import Box, PictureLink, Point, Scene

_GAP = 16.0  # between boxes of a rank
_LABEL_GAP = 7.0
_BEND = (32.0, 60.0)  # room for curves on either side of the labels: more for a taller picture
_STEEP = 0.08  # how much of the height that is
_SWEEPS = 24
_ORDERINGS = 32  # sweeps over the ranks before the order with the fewest crossings is taken
_PORT = 11.0  # between two lines that leave a box on one side
_THROUGH = 12.0  # height of a line that passes a rank
_ROW = 4  # boxes side by side at most; more than that turn after three
_TURN = 3
_ACROSS = 160.0  # between two boxes of a row
_DOWN = 84.0  # between two rows
_AWAY = 9.0  # between a line and its words


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


def ranks(count: int, ends: Sequence[tuple[int, int]], moved: set[int]) -> tuple[list[int], list[bool]]:
    """Return the rank of each box, and which references run against the stream.

    ``moved`` are references, by number, whose target is wished on the left.
    """
    wanted = [(b, a) if number in moved else (a, b) for number, (a, b) in enumerate(ends)]
    against = circling(count, wanted)
    turned = [(number in against) != (number in moved) for number in range(len(ends))]
    forward = [(b, a) if back else (a, b) for (a, b), back in zip(ends, turned, strict=True)]
    before: list[list[int]] = [[] for _ in range(count)]
    after: list[list[int]] = [[] for _ in range(count)]
    for source, target in forward:
        before[target].append(source)
        after[source].append(target)
    rank = [0] * count
    order = list(TopologicalSorter(dict(enumerate(before))).static_order())
    for number in order:
        rank[number] = max((rank[n] + 1 for n in before[number]), default=0)
    for _ in range(4):
        for number in [*reversed(order), *order]:
            _pull(number, rank, before, after)
    lowest = min(rank, default=0)
    return [one - lowest for one in rank], turned


def circling(count: int, ends: Sequence[tuple[int, int]]) -> set[int]:
    """Return references whose turning leaves no circle (Eades, Lin and Smyth, 1993).

    Boxes are lined up: what nothing leads on from goes to the end, what nothing leads to and then whatever sends most
    more than it gets goes to the front. What runs against that line is turned.
    """
    left = set(range(count))
    front: list[int] = []
    end: list[int] = []
    while left:
        out = dict.fromkeys(sorted(left), 0)
        into = dict.fromkeys(out, 0)
        for source, target in ends:
            if source != target and source in left and target in left:
                out[source] += 1
                into[target] += 1
        last = [box for box, many in out.items() if not many]
        if last:
            end = [*last, *end]
            left.difference_update(last)
            continue
        first = max(out, key=lambda box: (not into[box], out[box] - into[box], -box))
        front.append(first)
        left.discard(first)
    at = {box: place for place, box in enumerate([*front, *end])}
    return {number for number, (source, target) in enumerate(ends) if at[source] >= at[target]}


def _pull(number: int, rank: list[int], before: list[list[int]], after: list[list[int]]) -> None:
    """Move a box to the middle of its neighbours, as far as its references go on running forward."""
    low = max((rank[n] + 1 for n in before[number]), default=None)
    high = min((rank[n] - 1 for n in after[number]), default=None)
    if low is None and high is not None:
        rank[number] = high
    elif high is None and low is not None:
        rank[number] = low
    elif low is not None and high is not None:
        rank[number] = low if len(before[number]) >= len(after[number]) else high


def chain(scene: Scene) -> Layout:
    """Return the layout of a scene whose boxes follow one another."""
    boxes = scene.boxes
    per_row = len(boxes) if len(boxes) <= _ROW else _TURN
    column = max(box.width for box in boxes) + _ACROSS
    rows = [boxes[at : at + per_row] for at in range(0, len(boxes), per_row)]
    placed: dict[str, PlacedBox] = {}
    y = 0.0
    for number, row in enumerate(rows):
        height = max(box.height for box in row)
        for place, box in enumerate(row):
            across = place if number % 2 == 0 else per_row - 1 - place
            placed[box.key] = PlacedBox(box, across * column + (column - _ACROSS) / 2, y + height / 2, len(placed) + 1)
        y += height + _DOWN
    drawn = [_hop(one, other, scene.links, placed) for one, other in pairwise(boxes)]
    links = [link for hop in drawn for link in hop]
    right = max([one.x + one.box.width / 2 for one in placed.values()] + [_reach(link.text) for link in links])
    above = max([0.0] + [link.text.height / 2 - link.text.y for link in links])
    lowered = tuple(
        link.replace(points=_lower(link.points, above), text=link.text.replace(y=link.text.y + above)) for link in links
    )
    return Layout(tuple(one.replace(y=one.y + above) for one in placed.values()), lowered, right, y - _DOWN + above)


def _lower(points: tuple[Point, ...], by: float) -> tuple[Point, ...]:
    return tuple((x, y + by) for x, y in points)


def _reach(text: PictureText) -> float:
    return text.x + (text.width / 2 if text.align == "middle" else text.width)


def _hop(one: Box, other: Box, links: tuple[PictureLink, ...], placed: dict[str, PlacedBox]) -> list[RoutedLink]:
    ends = {one.key, other.key}
    here, there = placed[one.key], placed[other.key]
    found = []
    for link in links:
        if {link.source, link.target} == ends:
            way = _between(here, there)
            points = way if link.source == one.key else (way[1], way[0])
            found.append(RoutedLink(link, points, _words(link, way), curved=False))
    return found[:1]


def _between(here: PlacedBox, there: PlacedBox) -> tuple[Point, Point]:
    if abs(here.x - there.x) < 1:  # one above the other
        return (here.x, here.y + here.box.height / 2), (there.x, there.y - there.box.height / 2)
    side = 1 if there.x > here.x else -1
    return (here.x + side * here.box.width / 2, here.y), (there.x - side * there.box.width / 2, there.y)


def _words(link: PictureLink, way: tuple[Point, Point]) -> PictureText:
    """Return the relation and its evidence: beside a line that goes down, above a line that goes across."""
    (x, y), (to_x, to_y) = way
    upright = abs(x - to_x) < 1
    room = 190.0 if upright else abs(to_x - x) - 22
    relation = " ".join(link.label).partition(" ·\u00a0")[0]
    rows = (*wrapped(relation, LABEL, room, 2), *wrapped(link.evidence, LABEL, room, 3))
    size = max((text_width(row, LABEL) for row in rows), default=0.0)
    height = len(rows) * LABEL * 1.25 + 2
    if upright:
        return PictureText(x + _AWAY, (y + to_y) / 2, rows, size, height, "start", plate=False)
    return PictureText((x + to_x) / 2, y - height / 2 - _AWAY / 2, rows, size, height, plate=False)
