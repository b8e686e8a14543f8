"""A series of texts as a picture: a bar a text, divided into what was kept, changed and new; what is gone below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.export.escape import html
from compactx.model.visible import short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.query.evolution import Evolution, Stage

_LEFT, _TOP, _BAR, _GAP = 64, 92, 74, 56  # pixels
_HIGH, _LOW = 260, 90  # room for paragraphs above the line and for those gone below it
_INK, _QUIET, _RULE = "#1c2430", "#5b6675", "#c9d1db"
_FILLS = (("kept", "#3c6e9c"), ("changed", "#e0a63a"), ("new", "#2f8f5b"))
_GONE = "#b3261e"
_FONT = "font-family=\"system-ui, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif\""
_TITLE_ROOM = 70
_LEAST = 15  # pixels of a part that has room for its number


def svg(found: Evolution) -> str:
    """Return the picture as SVG text."""
    width = max(620, _LEFT * 2 + len(found.stages) * (_BAR + _GAP))
    height = _TOP + _HIGH + _LOW + 66
    most = max((len(stage.text.clauses) for stage in found.stages if stage.text), default=1)
    unit = _HIGH / most
    line = _TOP + _HIGH
    title = html(short(f"{found.name}: what was kept, changed, new and gone", _TITLE_ROOM))
    size = f'width="{width}" height="{height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {size} {_FONT} role="img">',
        f"<title>{title}</title>",
        f'<rect {size} fill="#ffffff"/>',
        _words(_LEFT, 34, title, 17, weight="bold"),
        *_legend(58),
        f'<line x1="{_LEFT - 16}" x2="{width - _LEFT + 16}" y1="{line}" y2="{line}" stroke="{_RULE}"/>',
    ]
    first = next((at for at, stage in enumerate(found.stages) if stage.text), -1)
    for at, stage in enumerate(found.stages):
        parts += _column(stage, _LEFT + at * (_BAR + _GAP), line, unit, first=at == first)
    return "\n".join([*parts, "</svg>\n"])


def _column(stage: Stage, x: int, line: int, unit: float, *, first: bool) -> Iterator[str]:
    middle = x + _BAR // 2
    label = line + _LOW + 22
    yield _words(middle, label, html(short(stage.symbol or stage.name, 18)), 12, anchor="middle", weight="bold")
    yield _words(middle, label + 16, html(stage.date[:4]), 12, _QUIET, anchor="middle")
    if stage.text is None:
        yield _words(middle, line - 8, "no wording here", 11, _QUIET, anchor="middle")
        return
    top = float(line)
    for key, fill in _FILLS if not first else (("new", "#8a97a6"),):
        count = getattr(stage, key)
        top -= count * unit
        yield _part(x, top, count * unit, fill, count, key if not first else "paragraphs of the first text")
    yield _words(middle, round(top) - 8, str(len(stage.text.clauses)), 13, anchor="middle", weight="bold")
    if stage.gone:
        yield _part(x, line + 1.0, min(stage.gone * unit, _LOW), _GONE, stage.gone, "gone")
    if not first:
        cites = f"cites +{len(stage.gained)} -{len(stage.lost)}"
        yield _words(middle, label + 32, cites, 11, _QUIET, anchor="middle")


def _part(x: int, top: float, height: float, fill: str, count: int, what: str) -> str:
    if not count:
        return ""
    place = f'x="{x}" y="{top:.1f}" width="{_BAR}" height="{height:.1f}"'
    box = f'<rect {place} fill="{fill}"><title>{count} {what}</title></rect>'
    if height < _LEAST:
        return box
    return box + _words(x + _BAR // 2, round(top + height / 2) + 4, str(count), 12, "#ffffff", anchor="middle")


def _legend(y: int) -> Iterator[str]:
    x = _LEFT
    for key, fill in (*_FILLS, ("gone", _GONE)):
        yield f'<rect x="{x}" y="{y - 10}" width="12" height="12" fill="{fill}"/>{_words(x + 18, y, key, 12, _QUIET)}'
        x += 90


def _words(
    x: int, y: int, words: str, size: int, fill: str = _INK, *, anchor: str = "start", weight: str = "normal"
) -> str:
    look = f'font-size="{size}" fill="{fill}" text-anchor="{anchor}" font-weight="{weight}"'
    return f'<text x="{x}" y="{y}" {look}>{words}</text>'
