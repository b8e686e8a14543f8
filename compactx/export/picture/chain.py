"""The layout of one path: boxes one after another, turning at the edge like text that is ploughed."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from compactx.export.picture.model import LABEL, Layout, PictureText, PlacedBox, RoutedLink
from compactx.export.picture.text import text_width, wrapped

if TYPE_CHECKING:
    from compactx.export.picture.model import Box, PictureLink, Point, Scene

_ROW = 4  # boxes side by side at most; more than that turn after three
_TURN = 3
_ACROSS = 160.0  # between two boxes of a row
_DOWN = 84.0  # between two rows
_AWAY = 9.0  # between a line and its words


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
