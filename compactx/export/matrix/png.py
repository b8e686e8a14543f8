"""A matrix as a heat map in PNG: the SVG picture, painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.export.formats.png import painted
from compactx.export.matrix.svg import drawn

if TYPE_CHECKING:
    from typing import IO

    from compactx.query.matrix import Matrix


def write(matrix: Matrix, stream: IO[bytes], *, clauses: bool = False, dark: bool = False) -> None:
    """Write the picture, as :mod:`compactx.export.matrix.svg`; raises as :func:`painted`."""
    del clauses
    stream.write(painted(drawn(matrix, dark=dark)))
