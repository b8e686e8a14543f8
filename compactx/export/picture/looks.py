"""How kinds and references look: a shape and a colour for each kind, a line for each family.

Fills are light enough for black text and strokes differ for the colour-blind (after Okabe and Ito); the shape says the
same as the colour, so a black and white print loses nothing.
"""

from __future__ import annotations

from compactx.model.kinds import kind_named
from compactx.model.record import Record


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

_CITATION = LineLook("solid", "#333333", 1.4, "a text cites it")
_LINES = {
    "citation": _CITATION,
    "follow-up": LineLook("solid", "#00734d", 2.4, "follow-up and review"),
    "catalogue": LineLook("dashed", "#5a5a5a", 1.3, "a fact of the catalogue"),
    "structure": LineLook("dotted", "#5a5a5a", 1.5, "part of"),
}
_OURS = LineLook("dashed", "#8e3a9c", 1.6, "editorial: ours, not the texts'")


def look_of(kind: str) -> Look:
    """Return how a kind is drawn."""
    known = kind_named(kind)
    return Look(*LOOKS[known.look], known.legend)


def line_of(family: str, basis: str = "") -> LineLook:
    """Return how a reference is drawn; what is ours shows it whatever its family."""
    if basis == "editorial":
        return _OURS
    return _LINES.get(family, _OURS if family == "lineage" else _CITATION)
