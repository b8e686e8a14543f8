"""The outlines of boxes."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.export.picture.looks import Look

_CORNER = 9.0
_SLANT = 13.0


def outline(look: Look, x: float, y: float, across: float, down: float, *, weight: float, again: bool = False) -> str:
    """Return the SVG of a shape around a centre; the outline of a second box is made of dots."""
    left, top, right, bottom = x - across / 2, y - down / 2, x + across / 2, y + down / 2
    paint = f'fill="{look.fill}" stroke="{look.stroke}" stroke-width="{weight}"'
    paint += ' stroke-dasharray="1.5 4" stroke-linecap="round"' if again else ""
    if look.shape in _ROUNDED:
        radius = {"pill": down / 2, "round": 12.0, "dashed": 8.0}.get(look.shape, 2.0)
        dash = ' stroke-dasharray="6 4"' if look.shape == "dashed" and not again else ""
        rect = _rect(left, top, across, down, min(radius, down / 2), paint + dash)
        return rect + _inner(look, left, top, across, down) if look.shape == "double" else rect
    slant = min(_SLANT, down / 3)
    points = _CORNERS[look.shape](left, top, right, bottom, slant)
    polygon = f'<polygon points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in points)}" {paint} stroke-linejoin="round"/>'
    return polygon + _fold(look, right, top, slant) if look.shape == "note" else polygon


def _rect(left: float, top: float, across: float, down: float, radius: float, paint: str) -> str:
    size = f'width="{across:.1f}" height="{down:.1f}" rx="{radius:.1f}"'
    return f'<rect x="{left:.1f}" y="{top:.1f}" {size} {paint}/>'


def _inner(look: Look, left: float, top: float, across: float, down: float) -> str:
    """Return the second line of a double box."""
    return _rect(left + 4, top + 4, across - 8, down - 8, 1.0, f'fill="none" stroke="{look.stroke}" stroke-width="1"')


def _fold(look: Look, right: float, top: float, slant: float) -> str:
    """Return the folded corner of a sheet."""
    path = f"M{right - slant:.1f} {top:.1f} V{top + slant:.1f} H{right:.1f}"
    return f'<path d="{path}" fill="none" stroke="{look.stroke}" stroke-width="1"/>'


def _octagon(left: float, top: float, right: float, bottom: float, _slant: float) -> list[tuple[float, float]]:
    cut = min(_CORNER, (bottom - top) / 3)
    return [
        (left + cut, top), (right - cut, top), (right, top + cut), (right, bottom - cut),
        (right - cut, bottom), (left + cut, bottom), (left, bottom - cut), (left, top + cut),
    ]  # fmt: skip


def _hexagon(left: float, top: float, right: float, bottom: float, slant: float) -> list[tuple[float, float]]:
    middle = (top + bottom) / 2
    return [
        (left + slant, top), (right - slant, top), (right, middle), (right - slant, bottom), (left + slant, bottom),
        (left, middle),
    ]  # fmt: skip


def _tag(left: float, top: float, right: float, bottom: float, slant: float) -> list[tuple[float, float]]:
    return [(left, top), (right - slant, top), (right, (top + bottom) / 2), (right - slant, bottom), (left, bottom)]


def _note(left: float, top: float, right: float, bottom: float, slant: float) -> list[tuple[float, float]]:
    return [(left, top), (right - slant, top), (right, top + slant), (right, bottom), (left, bottom)]


_ROUNDED = frozenset({"box", "double", "round", "pill", "dashed"})
_CORNERS = {"octagon": _octagon, "hexagon": _hexagon, "tag": _tag, "note": _note}
