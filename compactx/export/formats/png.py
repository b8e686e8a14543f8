"""A PNG picture: the SVG, painted by resvg."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.errors import UsageError
from compactx.export.picture.compose import drawn_counts
from compactx.export.picture.draw import draw

if TYPE_CHECKING:
    from typing import IO

    from compactx.export.selection import ExportGraph

SUFFIX = ".png"
SUMMARY = "a PNG picture for a slide (needs resvg-py)"
MOST = 20_000  # things: more are no picture
count = drawn_counts
BINARY = True
_ZOOM = 2


def write(graph: ExportGraph, stream: IO[bytes]) -> None:
    """Write the picture; raises as :func:`painted`."""
    stream.write(painted(draw(graph)))


def painted(svg: str) -> bytes:
    """Return an SVG as PNG, twice as large for sharp projection, with the fonts of this machine.

    Raises:
        UsageError: resvg-py is not installed.
    """
    try:
        from resvg_py import svg_to_bytes  # noqa: PLC0415 - an optional extra
    except ImportError:
        raise UsageError(
            "PNG needs resvg-py, which is not installed", hint='pip install "compactx[png]", or write a .svg'
        ) from None
    return bytes(svg_to_bytes(svg_string=svg, zoom=_ZOOM))
