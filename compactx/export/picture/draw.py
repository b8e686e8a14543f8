"""A graph as a picture: its boxes and lines, with what they mean, in the frame of all pictures."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from compactx.export.escape import html
from compactx.export.picture.compose import LIMIT, compose
from compactx.export.picture.frame import (
    Content,
    Sign,
    framed,
    marker,
    markers,
    of_line,
    of_look,
    of_mark,
    stroke,
    words_at,
)
from compactx.export.picture.layout import chain, layered
from compactx.export.picture.looks import GROUND, QUIET, REST, Look, look_of, outline
from compactx.export.picture.model import BODY, HEAD, LABEL
from compactx.model.text import SUMMARY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.export.picture.model import Box, Layout, PictureText, PlacedBox, Point, RoutedLink, Scene
    from compactx.export.selection import ExportGraph

_BEHIND = 5.0  # how far the sheet behind a group looks out
_AGAIN = Look("box", GROUND, QUIET, "the second box of a thing")
_GROUP = Look("box", GROUND, QUIET, "several in one box")
_ASKED = Look("box", GROUND, QUIET, "what was asked about")


def draw(
    graph: ExportGraph,
    *,
    limit: int = LIMIT,
    every: bool = False,
    anchors: bool = False,
    dark: bool = False,
    bare: bool = False,
) -> str:
    """Return a graph as an SVG document; ``anchors`` makes each box a link to ``#id`` in the page around it.

    ``bare`` and ``anchors`` are for pages whose ground does not follow their reader.
    """
    scene = compose(graph, limit=limit, every=every)
    layout = chain(scene) if len(graph.chains) == 1 and len(scene.boxes) > 1 else layered(scene)
    drawing = (
        *map(_way, layout.links),
        *(_words(link.text) for link in layout.links),
        *(_box(placed, anchors=anchors) for placed in layout.boxes),
    )
    defs = markers([link.line for link in scene.links])
    size = layout.width, layout.height
    content = Content(scene.title, scene.subtitle, drawing, *size, _signs(scene, layout), scene.notes, defs)
    return framed(content, dark=dark, bare=bare or anchors)


def _way(drawn: RoutedLink) -> str:
    line = drawn.link.line
    points = _apart(drawn.points)
    path = _curve(points) if drawn.curved else "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return (
        f'<path d="{path}" fill="none" {stroke(line)} marker-end="url(#{marker(line.colour)})">'
        f"<title>{html(drawn.link.tip)}</title></path>"
    )


def _apart(points: Sequence[Point]) -> list[Point]:
    """Leave out points that stand where the one before stands: a way of no length turns its arrow to the right.

    >>> _apart([(9.0, 1.0), (4.0, 1.0), (4.04, 1.0)])
    [(9.0, 1.0), (4.0, 1.0)]
    """
    places = [(round(x, 1), round(y, 1)) for x, y in points]
    return [point for at, point in enumerate(points) if not at or places[at] != places[at - 1]]


def _curve(points: Sequence[Point]) -> str:
    """Return a path that leaves and enters every point level."""
    parts = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for (x, y), (to_x, to_y) in pairwise(points):
        middle = (x + to_x) / 2
        level = abs(y - to_y) < 0.05  # noqa: PLR2004 - a twentieth of a pixel
        parts.append(
            f"L{to_x:.1f} {to_y:.1f}"
            if level
            else f"C{middle:.1f} {y:.1f} {middle:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}"
        )
    return " ".join(parts)


def _words(text: PictureText) -> str:
    top = text.y - text.height / 2
    left = text.x - text.width / 2 if text.align == "middle" else text.x
    size = f'width="{text.width:.1f}" height="{text.height:.1f}"'
    plate = f'<rect x="{left:.1f}" y="{top:.1f}" {size} rx="3" fill="{GROUND}"/>' if text.plate else ""
    heights = (top + (at + 0.95) * LABEL * 1.25 for at in range(len(text.lines)))
    rows = (words_at(text.x, y, row, LABEL, align=text.align) for y, row in zip(heights, text.lines, strict=True))
    return plate + "".join(rows)


def _box(placed: PlacedBox, *, anchors: bool) -> str:
    box = placed.box
    rows = []
    y = placed.y - (len(box.head) * HEAD * 1.3 + len(box.body) * BODY * 1.3) / 2
    for row in box.head:
        y += HEAD * 1.3
        rows.append(words_at(placed.x, y - HEAD * 0.35, row, HEAD, bold=True, align="middle"))
    for row in box.body:
        y += BODY * 1.3
        rows.append(words_at(placed.x, y - BODY * 0.35, row, BODY, align="middle"))
    shape = _shape(box, _look(box), placed.x, placed.y)
    inside = f"<g><title>{html(box.tip)}</title>{shape}{''.join(rows)}{_step(placed)}</g>"
    return f'<a href="#{html(box.anchor)}">{inside}</a>' if anchors else inside


def _look(box: Box) -> Look:
    return look_of(box.kind) if box.kind else REST


def _shape(box: Box, look: Look, x: float, y: float) -> str:
    """Return the outline of a box: strong where it was asked about, a sheet behind a group, dots round a second box."""
    weight = 3.2 if box.focus else 1.5
    across, down = box.width, box.height
    behind = outline(look, x + _BEHIND, y + _BEHIND, across, down, weight=1.2) if box.many else ""
    return behind + outline(look, x, y, across, down, weight=weight, again=box.again)


def _step(placed: PlacedBox) -> str:
    """Return the number of a box on its path, over its upper left corner."""
    if not placed.step:
        return ""
    x, y = placed.x - placed.box.width / 2 + 4, placed.y - placed.box.height / 2 + 2
    return _disc(x, y, str(placed.step), _look(placed.box).stroke)


def _disc(x: float, y: float, number: str, colour: str) -> str:
    disc = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="{colour}"/>'
    return disc + words_at(x, y + 4, number, 11, fill=GROUND, bold=True, align="middle")


def _signs(scene: Scene, layout: Layout) -> tuple[Sign, ...]:
    """Return what the shapes, lines and marks in this picture mean."""
    looks = {look.word: look for look in (_look(box) for box in scene.boxes)}
    lines = {link.line.word: link.line for link in scene.links}
    signs = [*map(of_look, looks.values()), *map(of_line, lines.values()), *_manners(scene)]
    if any(placed.step for placed in layout.boxes):
        signs.append(Sign("its place on the path", lambda x, y: _disc(x + 17, y, "1", QUIET)))
    if any("·\u00a0" in " ".join(drawn.text.lines) for drawn in layout.links):
        signs.append(of_mark("· 1", "the clause that says so"))
    if any(":\u00a0“" in " ".join(drawn.text.lines) for drawn in layout.links):
        signs.append(of_mark("1: “", "the clause that says so, and its words"))
    if any(SUMMARY in text for box in scene.boxes for text in (*box.body, box.tip)):
        signs.append(of_mark(SUMMARY.strip(), "our summary"))
    return tuple(signs)


def _manners(scene: Scene) -> list[Sign]:
    """Return what outlines mean that no kind has."""
    kinds = (
        (_ASKED, [box for box in scene.boxes if box.focus]),
        (_GROUP, [box for box in scene.boxes if box.many]),
        (_AGAIN, [box for box in scene.boxes if box.again]),
    )
    return [_manner(look, boxes[0]) for look, boxes in kinds if boxes]


def _manner(look: Look, of: Box) -> Sign:
    small = of.replace(
        width=30.0, height=16.0, things=2 if look is _GROUP else 1, again=look is _AGAIN, focus=look is _ASKED
    )
    return Sign(look.word, lambda x, y: _shape(small, look, x + 17, y - (2 if small.many else 0)))
