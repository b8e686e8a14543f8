"""An SVG picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.export.picture.compose import drawn_counts
from compactx.export.picture.draw import draw

if TYPE_CHECKING:
    from typing import IO

    from compactx.export.selection import ExportGraph

SUFFIX = ".svg"
SUMMARY = "an SVG picture for a slide; for a neighbourhood or a path"
MOST = 20_000  # things: more are no picture
count = drawn_counts


def write(graph: ExportGraph, stream: IO[str]) -> None:
    """Write the picture with its usual limits; ``compactx graph`` offers more."""
    stream.write(draw(graph))
