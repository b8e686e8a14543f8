"""A layout as SVG: one file, no script, no link outside, fonts that every machine has."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from compactx.export.escape import html
from compactx.export.picture.chain import chain
from compactx.export.picture.compose import BODY, HEAD, LABEL, LIMIT, compose
from compactx.export.picture.layers import layered
from compactx.export.picture.looks import LineLook, Look, look_of
from compactx.export.picture.shapes import outline
from compactx.export.picture.text import FAMILY, width, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.export.picture.model import Layout, PlacedBox, Point, RoutedLink, Scene, Text
    from compactx.export.selection import ExportGraph

_MARGIN = 32.0
_TITLE, _SUBTITLE, _LEGEND = 22.0, 13.0, 12.0
_LEAST = 720.0
_DASHES = {
    "solid": "",
    "dashed": ' stroke-dasharray="7 4"',
    "dotted": ' stroke-dasharray="1.5 4" stroke-linecap="round"',
}
_SAMPLE = 34.0


def draw(graph: ExportGraph, *, limit: int = LIMIT, every: bool = False, anchors: bool = False) -> str:
    """Return a graph as an SVG document; ``anchors`` makes each box a link to ``#id`` in the page around it."""
    scene = compose(graph, limit=limit, every=every)
    layout = chain(scene) if len(graph.chains) == 1 and len(scene.boxes) > 1 else layered(scene)
    return _document(scene, layout, anchors=anchors)


def _document(scene: Scene, layout: Layout, *, anchors: bool) -> str:
    across = max(layout.width + 2 * _MARGIN, _LEAST)
    room = across - 2 * _MARGIN
    titles = wrapped(scene.title, _TITLE, room, 2, bold=True)
    top = _MARGIN + len(titles) * _TITLE * 1.2 + _SUBTITLE * 1.3 + 18
    left = (across - layout.width) / 2
    legend, legend_height = _legend(scene, layout, room)
    height = top + layout.height + 26 + legend_height + _MARGIN
    size = f'viewBox="0 0 {across:.0f} {height:.0f}" width="{across:.0f}" height="{height:.0f}"'
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{html(FAMILY)}" role="img">',
        f"<title>{html(scene.title)}</title><desc>{html(scene.subtitle)}</desc>",
        _markers(scene),
        f'<rect width="{across:.0f}" height="{height:.0f}" fill="#ffffff"/>',
        *_heading(titles, scene.subtitle),
        f'<g transform="translate({left:.1f} {top:.1f})">',
        *map(_way, layout.links),
        *(_words(link.text) for link in layout.links),
        *(_box(placed, anchors=anchors) for placed in layout.boxes),
        "</g>",
        f'<g transform="translate({_MARGIN} {top + layout.height + 26:.1f})">',
        *legend,
        "</g>",
        "</svg>",
    ]
    return "\n".join(out) + "\n"


def _heading(titles: Sequence[str], subtitle: str) -> list[str]:
    y = _MARGIN + _TITLE * 0.8
    out = []
    for row in titles:
        out.append(
            f'<text x="{_MARGIN}" y="{y:.1f}" font-size="{_TITLE}" font-weight="bold" fill="#111">{html(row)}</text>'
        )
        y += _TITLE * 1.2
    out.append(f'<text x="{_MARGIN}" y="{y:.1f}" font-size="{_SUBTITLE}" fill="#555">{html(subtitle)}</text>')
    return out


def _markers(scene: Scene) -> str:
    """Return an arrow head in each colour that occurs."""
    colours = sorted({link.line.colour for link in scene.links})
    heads = "".join(
        f'<marker id="{_marker(colour)}" viewBox="0 0 10 10" refX="9.5" refY="5" markerWidth="10" markerHeight="10"'
        f' markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.8 L10 5 L0 9.2 z" fill="{colour}"/></marker>'
        for colour in colours
    )
    return f"<defs>{heads}</defs>"


def _marker(colour: str) -> str:
    return f"arrow-{colour.removeprefix('#')}"


def _way(drawn: RoutedLink) -> str:
    line = drawn.link.line
    path = _curve(drawn.points) if drawn.curved else "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in drawn.points)
    return (
        f'<path d="{path}" fill="none" {_stroke(line)} marker-end="url(#{_marker(line.colour)})">'
        f"<title>{html(drawn.link.tip)}</title></path>"
    )


def _stroke(line: LineLook) -> str:
    return f'stroke="{line.colour}" stroke-width="{line.width}"{_DASHES[line.dash]}'


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


def _words(text: Text) -> str:
    top = text.y - text.height / 2
    left = text.x - text.width / 2 if text.align == "middle" else text.x
    size = f'width="{text.width:.1f}" height="{text.height:.1f}"'
    plate = f'<rect x="{left:.1f}" y="{top:.1f}" {size} rx="3" fill="#ffffff"/>' if text.plate else ""
    paint = f'font-size="{LABEL}" text-anchor="{text.align}" fill="#222"'
    heights = (top + (at + 0.95) * LABEL * 1.25 for at in range(len(text.lines)))
    rows = (
        f'<text x="{text.x:.1f}" y="{y:.1f}" {paint}>{html(row)}</text>'
        for y, row in zip(heights, text.lines, strict=True)
    )
    return plate + "".join(rows)


def _box(placed: PlacedBox, *, anchors: bool) -> str:
    box = placed.box
    look = look_of(box.kind)
    shape = outline(look, placed.x, placed.y, box.width, box.height, weight=3.0 if box.focus else 1.5)
    y = placed.y - (len(box.head) * HEAD * 1.3 + len(box.body) * BODY * 1.3) / 2
    rows = []
    for row in box.head:
        y += HEAD * 1.3
        rows.append(_row(placed.x, y - HEAD * 0.35, HEAD, row, "bold"))
    for row in box.body:
        y += BODY * 1.3
        rows.append(_row(placed.x, y - BODY * 0.35, BODY, row, "normal"))
    inside = f"<g><title>{html(box.tip)}</title>{shape}{''.join(rows)}{_step(placed)}</g>"
    return f'<a href="#{html(box.anchor)}">{inside}</a>' if anchors else inside


def _step(placed: PlacedBox) -> str:
    """Return the number of a box on its path, over its upper left corner."""
    if not placed.step:
        return ""
    x, y = placed.x - placed.box.width / 2 + 4, placed.y - placed.box.height / 2 + 2
    look = look_of(placed.box.kind)
    disc = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="{look.stroke}"/>'
    paint = 'font-size="11" font-weight="bold" text-anchor="middle" fill="#ffffff"'
    return f'{disc}<text x="{x:.1f}" y="{y + 4:.1f}" {paint}>{placed.step}</text>'


def _row(x: float, y: float, size: float, words: str, weight: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" text-anchor="middle"'
        f' fill="#111">{html(words)}</text>'
    )


def _legend(scene: Scene, layout: Layout, room: float) -> tuple[list[str], float]:
    """Return what the shapes and lines in this picture mean, and how high that is."""
    looks = {look.word: look for look in (look_of(placed.box.kind) for placed in layout.boxes)}
    lines = {drawn.link.line.word: drawn.link.line for drawn in layout.links}
    items: list[tuple[str, Look | LineLook]] = [*looks.items(), *lines.items()]
    out = [f'<path d="M0 -10 H{room:.0f}" stroke="#cccccc"/>']
    x, y = 0.0, 12.0
    for word, look in items:
        across = _SAMPLE + 8 + width(word, _LEGEND) + 22
        if x and x + across > room:
            x, y = 0.0, y + 28
        out += [
            _sample(look, x, y),
            f'<text x="{x + _SAMPLE + 8:.1f}" y="{y + 4:.1f}" font-size="{_LEGEND}">{html(word)}</text>',
        ]
        x += across
    if scene.note:
        y += 26
        out.append(f'<text x="0" y="{y:.1f}" font-size="{_LEGEND}" fill="#555">{html(scene.note)}</text>')
    return out, y + 8


def _sample(look: Look | LineLook, x: float, y: float) -> str:
    if isinstance(look, Look):
        return outline(look, x + _SAMPLE / 2, y, _SAMPLE, 18, weight=1.5)
    return f'<path d="M{x:.1f} {y:.1f} H{x + _SAMPLE:.1f}" {_stroke(look)} marker-end="url(#{_marker(look.colour)})"/>'
