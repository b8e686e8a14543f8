"""A series of texts as a picture: a bar a text, divided into what was kept, changed and new; what is gone below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.export.escape import html
from compactx.export.picture.frame import Content, Sign, framed, level_line, words_at
from compactx.export.picture.looks import ADDED, CHANGED, FIRST, GONE, GROUND, INK, KEPT, QUIET
from compactx.export.picture.text import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.query.evolution import Evolution, Stage

_BAR, _GAP, _SIDE = 82.0, 52.0, 16.0  # pixels
_TOP = 24.0  # room for the number above the highest bar
_HIGH, _LOW = _TOP + 280.0, 90.0  # the line; and the room for paragraphs that are gone, below it
_FILLS = (("kept", KEPT), ("changed", CHANGED), ("new", ADDED))
_SIZE = 12.0
_LEAST = 15.0  # pixels of a part that has room for its number
_FIRST_TEXT = "paragraphs of the first text"


def series_picture(found: Evolution, *, dark: bool = False) -> str:
    """Return the picture as SVG text."""
    across = 2 * _SIDE + len(found.stages) * (_BAR + _GAP) - _GAP
    most = max((len(stage.text.clauses) for stage in found.stages if stage.text), default=1)
    first = next((at for at, stage in enumerate(found.stages) if stage.text), -1)
    drawing = [level_line(0, _HIGH, across)]
    for at, stage in enumerate(found.stages):
        drawing += _column(stage, _SIDE + at * (_BAR + _GAP), (_HIGH - _TOP) / most, first=at == first)
    words_of = "paragraphs that were kept, changed, new and gone, from text to text"
    content = Content(found.name, words_of, tuple(drawing), across, _HIGH + _LOW + 58, _signs())
    return framed(content, dark=dark)


def _column(stage: Stage, x: float, unit: float, *, first: bool) -> Iterator[str]:
    middle = x + _BAR / 2
    label = _HIGH + _LOW + 20
    name = " ".join(wrapped(stage.symbol or stage.name, _SIZE, _BAR + _GAP - 8, 1, bold=True))
    yield words_at(middle, label, name, _SIZE, bold=True, align="middle")
    yield words_at(middle, label + 16, stage.date[:4], _SIZE, fill=QUIET, align="middle")
    if stage.text is None:
        yield words_at(middle, _HIGH - 8, "no wording here", 11, fill=QUIET, align="middle")
        return
    top = _HIGH
    for key, fill in _FILLS if not first else (("new", FIRST),):
        count = getattr(stage, key)
        top -= count * unit
        yield _part(x, top, count * unit, fill, count, key if not first else _FIRST_TEXT)
    yield words_at(middle, top - 7, str(len(stage.text.clauses)), 13, bold=True, align="middle")
    if stage.gone:
        yield _part(x, _HIGH + 1.0, min(stage.gone * unit, _LOW), GONE, stage.gone, "gone")
    if not first:
        cites = f"cites +{len(stage.gained)} -{len(stage.lost)}"
        yield words_at(middle, label + 32, cites, 11, fill=QUIET, align="middle")


def _part(x: float, top: float, height: float, fill: str, count: int, what: str) -> str:
    if not count:
        return ""
    place = f'x="{x:.1f}" y="{top:.1f}" width="{_BAR:g}" height="{height:.1f}"'
    box = f'<rect {place} fill="{fill}"><title>{count} {html(what)}</title></rect>'
    if height < _LEAST:
        return box
    ink = INK if fill == CHANGED else GROUND
    return box + words_at(x + _BAR / 2, top + height / 2 + 4, str(count), _SIZE, fill=ink, bold=True, align="middle")


def _signs() -> tuple[Sign, ...]:
    return tuple(_sign(word, fill) for word, fill in ((_FIRST_TEXT, FIRST), *_FILLS, ("gone", GONE)))


def _sign(word: str, fill: str) -> Sign:
    return Sign(word, lambda x, y: f'<rect x="{x + 10:.1f}" y="{y - 7:.1f}" width="14" height="14" fill="{fill}"/>')
