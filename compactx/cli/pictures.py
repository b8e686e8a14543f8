"""Pictures that commands draw, written as the name of their file says."""

from __future__ import annotations

import sys

from compactx.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO

    from compactx.cli.session import Session

PICTURES = ("svg", "png")


def put_picture(session: Session, path: str, svg: str, *, force: bool) -> None:
    """Write a picture as SVG or PNG, as the name of the file says; ``-`` is SVG on standard output.

    Raises:
        UsageError: the name says no picture, or the library that paints PNG is not installed.
        CannotWriteError: the file cannot be written, or exists and ``force`` is not set.
    """
    if path == "-":
        sys.stdout.write(svg)
        session.tell()
        return
    kind = path.rpartition(".")[2].lower()
    if kind not in PICTURES:
        raise UsageError(f'"{path}" is no picture', hint="end it with .svg or .png")
    from compactx.export.place import put, put_text  # noqa: PLC0415 - only when a file is written

    if kind == "png":
        from compactx.export.formats.png import painted  # noqa: PLC0415 - only for PNG

        image = painted(svg)

        def write(stream: IO[bytes]) -> None:
            stream.write(image)

        put({path: write}, binary=True, force=force)
    else:
        put_text({path: svg}, force=force)
    session.warn(f"wrote {path}")
    session.tell()
