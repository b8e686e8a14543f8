"""A matrix as a heat map in PNG: the SVG picture, painted."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from compactx.export.formats.png import painted
from compactx.export.matrix import svg

if TYPE_CHECKING:
    from typing import IO

    from compactx.query.matrix import Matrix

SUFFIX = ".png"


def write(matrix: Matrix, stream: IO[bytes], *, clauses: bool = False) -> None:
    """Write the picture; raises as :func:`compactx.export.formats.png.painted`."""
    drawn = StringIO()
    svg.write(matrix, drawn, clauses=clauses)
    stream.write(painted(drawn.getvalue()))
