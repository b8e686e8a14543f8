"""How kinds and references look, in every picture: a shape and a colour for each kind, a line for each family.

Fills are light enough for black text and strokes differ for the colour-blind (after Okabe and Ito); the shape says the
same as the colour, so a black and white print loses nothing. Each colour has a counterpart for a dark ground. The
outline of a shape is drawn as SVG.
"""

from __future__ import annotations

from compactx.model.kinds import kind_named
from compactx.model.record import Record

_CORNER = 9.0
_SLANT = 13.0


class Look(Record):
    """How a kind is drawn, and the word for it in the legend."""

    shape: str
    fill: str
    stroke: str
    word: str

    @property
    def rgb(self) -> tuple[int, int, int]:
        """Return the stroke as red, green and blue.

        >>> look_of("treaty").rgb
        (0, 90, 156)
        """
        red, green, blue = (int(self.stroke[at : at + 2], 16) for at in (1, 3, 5))
        return red, green, blue


class LineLook(Record):
    """How a family of references is drawn, and the words for it in the legend."""

    dash: str
    colour: str
    width: float
    word: str


# The looks that kinds share, by the name that the table of kinds gives them: shape, fill, stroke.
LOOKS = {
    "treaty": ("octagon", "#dcecf9", "#005a9c"),
    "framework": ("round", "#ddf3e4", "#00734d"),
    "guidance": ("note", "#fdf3cf", "#a07800"),
    "resolution": ("note", "#e4ebf2", "#33506e"),
    "paper": ("note", "#ececec", "#5a5a5a"),
    "actor": ("pill", "#fde5d2", "#b84a00"),
    "state": ("pill", "#fff6d6", "#7a5b00"),
    "process": ("hexagon", "#f6e0ee", "#9c3a72"),
    "class": ("dashed", "#ffffff", "#5a5a5a"),
    "objective": ("double", "#e3e4fa", "#3c3f9c"),
    "clause": ("box", "#f4f4ff", "#3c3f9c"),
    "target": ("tag", "#d8f3f5", "#006d77"),
}

INK, QUIET, RULE, GROUND = "#1b2430", "#57616e", "#c9d1db", "#ffffff"
# Of a series of texts: what was kept, what was changed, what is new, what the first text had.
KEPT, CHANGED, ADDED, FIRST = "#3c6e9c", "#e0a63a", "#2f8f5b", "#8a97a6"
_OURS_COLOUR, _LOST = "#8e3a9c", "#b3261e"
GONE = _LOST
REST = Look("dashed", "#f7f8fa", "#57616e", "several kinds in one box")

CITATION = LineLook("solid", "#333333", 1.4, "a text cites it")
_LINES = {
    "citation": CITATION,
    "follow-up": LineLook("solid", "#00734d", 2.4, "follow-up and review"),
    "catalogue": LineLook("dashed", "#5a5a5a", 1.3, "a fact of the catalogue"),
    "structure": LineLook("dotted", "#5a5a5a", 1.5, "part of"),
}
_OURS = LineLook("dashed", _OURS_COLOUR, 1.6, "editorial: ours, not the texts'")
TAKEN_UP = LineLook("solid", _OURS_COLOUR, 1.8, "carried on: ours, not the texts'")
IN_PART = LineLook("dashed", _OURS_COLOUR, 1.8, "carried on in part: ours, not the texts'")
UNUSED = LineLook("dotted", _LOST, 1.8, "not taken up: ours, not the texts'")
_LINEAGE = {
    "taken-up-by": TAKEN_UP, "drawn-from": TAKEN_UP, "taken-up-in-part-by": IN_PART, "not-taken-up-by": UNUSED,
}  # fmt: skip
# How strong we hold a link between two texts to be, by the width of its line.
WIDTHS = {"strong": 2.8, "moderate": 1.8, "weak": 1.1, "related": 1.1}

NIGHT = {
    GROUND: "#12161c", INK: "#e9edf2", QUIET: "#aab4c0", RULE: "#3d4752", REST.fill: "#1b2128",
    "#dcecf9": "#12324a", "#005a9c": "#74b9ee", "#ddf3e4": "#123a2a", "#00734d": "#52c898",
    "#fdf3cf": "#3a300f", "#a07800": "#e2bb50", "#e4ebf2": "#25313d", "#33506e": "#9fb8d2",
    "#ececec": "#2b2f34", "#5a5a5a": "#b2b7bd", "#fde5d2": "#432610", "#b84a00": "#f39c60",
    "#fff6d6": "#38300f", "#7a5b00": "#dab75e", "#f6e0ee": "#422038", "#9c3a72": "#e791c3",
    "#e3e4fa": "#262858", "#3c3f9c": "#a7abf6", "#f4f4ff": "#1c1e38", "#d8f3f5": "#0d383c",
    "#006d77": "#5fc9d2", "#333333": "#c5cdd6", _OURS_COLOUR: "#d893e4", _LOST: "#ff9189",
    KEPT: "#5b9bd0", CHANGED: "#e8b75c", ADDED: "#4fb881", FIRST: "#8a97a6",
    "#dcebf7": "#17293a", "#b0d2ea": "#1f4766", "#72aed6": "#2f6f9f", "#2c72ac": "#6fb0dd", "#14578f": "#bfe0f7",
    "#9a5b00": "#e0a35a", "#fff4e5": "#33260f",
}  # fmt: skip


def look_of(kind: str) -> Look:
    """Return the shape and colours of a kind, and the word for it under a picture."""
    known = kind_named(kind)
    return Look(*LOOKS[known.look], known.legend)


def line_of(family: str, basis: str = "", relation: str = "") -> LineLook:
    """Return how a reference is drawn; what is ours shows it whatever its family."""
    if basis == "editorial" and relation in _LINEAGE:
        return _LINEAGE[relation]
    if basis == "editorial":
        return _OURS
    return _LINES.get(family, _OURS if family == "lineage" else CITATION)


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
