"""The frame that all pictures share: title, ground, what the signs mean, what was folded; by day and by night.

One SVG file, no script, no link outside, fonts that every machine has. Where nothing else is asked for the picture
follows its reader: a browser that prefers a dark ground shows it so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from compactx.export.escape import html
from compactx.export.picture.looks import GROUND, INK, NIGHT, QUIET, RULE, LineLook, Look, outline
from compactx.export.picture.text import FAMILY, text_width, wrapped
from compactx.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MARGIN = 32.0
TITLE, SUBTITLE, LEGEND = 22.0, 13.0, 12.0
_LEAST = 720.0
_SAMPLE = 34.0
_BETWEEN = 24.0  # between two signs of the legend
_ROW = 26.0
_NOTE = LEGEND * 1.4
_DASHES = {
    "solid": "",
    "dashed": ' stroke-dasharray="7 4"',
    "dotted": ' stroke-dasharray="1.5 4" stroke-linecap="round"',
}
_PAINT = re.compile(r'(fill|stroke)="(#[0-9a-f]{6})"')


class Sign(Record):
    """A sign of the legend: the words for it, and how a sample of it is drawn around a point."""

    word: str
    sample: Callable[[float, float], str]


class Content(Record):
    """What a picture shows: its title, the drawing in a frame that begins at 0, 0, and what there is to say of it.

    ``notes`` say what was folded or left out; ``defs`` is what the drawing refers to.
    """

    title: str
    subtitle: str
    drawing: tuple[str, ...]
    width: float
    height: float
    signs: tuple[Sign, ...]
    notes: tuple[str, ...] = ()
    defs: str = ""


def framed(content: Content, *, dark: bool = False, bare: bool = False) -> str:
    """Return the picture as an SVG document; ``bare`` is for a page whose ground does not follow its reader."""
    across = max(content.width + 2 * MARGIN, _LEAST)
    room = across - 2 * MARGIN
    titles = wrapped(content.title, TITLE, room, 2, bold=True)
    below = wrapped(content.subtitle, SUBTITLE, room, 2)
    top = MARGIN + len(titles) * TITLE * 1.2 + len(below) * SUBTITLE * 1.3 + 14
    legend, deep = _legend(content.signs, content.notes, room)
    foot = top + content.height + 26
    down = foot + deep + MARGIN
    left = (across - content.width) / 2
    size = f'viewBox="0 0 {across:.0f} {down:.0f}" width="{across:.0f}" height="{down:.0f}"'
    inside = "\n".join((
        f"<title>{html(content.title)}</title><desc>{html(content.subtitle)}</desc>",
        f"<defs>{content.defs}</defs>",
        f'<rect width="{across:.0f}" height="{down:.0f}" fill="{GROUND}"/>',
        *_heading(titles, below),
        f'<g transform="translate({left:.1f} {top:.1f})">',
        *content.drawing,
        "</g>",
        f'<g transform="translate({MARGIN} {foot:.1f})">',
        *legend,
        "</g>",
    ))  # fmt: skip
    style = "" if dark or bare else _follows(inside)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{html(FAMILY)}" role="img">'
    return "\n".join((head, *([style] if style else []), darkened(inside) if dark else inside, "</svg>\n"))


def darkened(svg: str) -> str:
    """Return a drawing on a dark ground."""
    return _PAINT.sub(lambda found: f'{found[1]}="{NIGHT.get(found[2], found[2])}"', svg)


def _follows(svg: str) -> str:
    """Return the style by which a picture is dark where its reader prefers that."""
    used = sorted(set(_PAINT.findall(svg)))
    rules = (f'[{what}="{colour}"]{{{what}:{NIGHT[colour]}}}' for what, colour in used if colour in NIGHT)
    return f"<style>@media (prefers-color-scheme:dark){{{''.join(rules)}}}</style>"


def words_at(
    x: float, y: float, text: str, size: float, *, fill: str = INK, bold: bool = False, align: str = ""
) -> str:
    """Return a line of text as SVG, its foot at a point; ``align`` is a ``text-anchor``, sizes are the picture's."""
    weight = ' font-weight="bold"' if bold else ""
    anchor = f' text-anchor="{align}"' if align else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}"{weight}{anchor} fill="{fill}">{html(text)}</text>'


def level_line(x: float, y: float, to_x: float) -> str:
    """Return a thin level line as SVG, from a point to another ``x``."""
    return f'<path d="M{x:.1f} {y:.1f} H{to_x:.1f}" fill="none" stroke="{RULE}"/>'


def stroke(line: LineLook, weight: float = 0.0) -> str:
    """Return the SVG attributes that paint a line: colour, width (its own for a ``weight`` of 0) and dashes."""
    return f'stroke="{line.colour}" stroke-width="{weight or line.width:g}"{_DASHES[line.dash]}'


def markers(lines: Sequence[LineLook]) -> str:
    """Return an arrow head in each colour that occurs."""
    return "".join(
        f'<marker id="{marker(colour)}" viewBox="0 0 10 10" refX="9.5" refY="5" markerWidth="10" markerHeight="10"'
        f' markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.8 L10 5 L0 9.2 z" fill="{colour}"/></marker>'
        for colour in sorted({line.colour for line in lines})
    )


def marker(colour: str) -> str:
    """Return the name of the arrow head of a colour."""
    return f"arrow-{colour.removeprefix('#')}"


def of_look(look: Look, word: str = "") -> Sign:
    """Return what explains the shape and colour of a kind under a picture, by its own word or another."""
    return Sign(word or look.word, lambda x, y: outline(look, x + _SAMPLE / 2, y, _SAMPLE, 18, weight=1.5))


def of_line(line: LineLook, word: str = "", weight: float = 0.0) -> Sign:
    """Return the sign of a family of references."""

    def sample(x: float, y: float) -> str:
        path = f'd="M{x:.1f} {y:.1f} H{x + _SAMPLE:.1f}" fill="none"'
        return f'<path {path} {stroke(line, weight)} marker-end="url(#{marker(line.colour)})"/>'

    return Sign(word or line.word, sample)


def of_mark(mark: str, word: str) -> Sign:
    """Return the sign of a character that stands in the picture."""
    return Sign(word, lambda x, y: words_at(x + _SAMPLE / 2, y + 4, mark, LEGEND, bold=True, align="middle"))


def _heading(titles: Sequence[str], below: Sequence[str]) -> list[str]:
    y = MARGIN + TITLE * 0.8
    out = []
    for row in titles:
        out.append(words_at(MARGIN, y, row, TITLE, bold=True))
        y += TITLE * 1.2
    for row in below:
        out.append(words_at(MARGIN, y, row, SUBTITLE, fill=QUIET))
        y += SUBTITLE * 1.3
    return out


def _legend(signs: Sequence[Sign], notes: Sequence[str], room: float) -> tuple[list[str], float]:
    """Return what the signs of this picture mean and what was left out of it, and how high that is."""
    out = [level_line(0, -10, room)]
    x, y = 0.0, 12.0
    for sign in signs:
        across = _SAMPLE + 8 + text_width(sign.word, LEGEND) + _BETWEEN
        if x and x + across - _BETWEEN > room:
            x, y = 0.0, y + _ROW
        out += [sign.sample(x, y), words_at(x + _SAMPLE + 8, y + 4, sign.word, LEGEND)]
        x += across
    y += 8
    for note in notes:
        for row in wrapped(note, LEGEND, room, 3):
            y += _NOTE
            out.append(words_at(0, y, row, LEGEND, fill=QUIET))
    return out, y + 4
