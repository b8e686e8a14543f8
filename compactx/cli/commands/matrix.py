"""``compactx matrix``: who cites what, as a table."""

from __future__ import annotations

import sys

from compactx.cli.command import Command, Param
from compactx.cli.options import EDITORIAL, FORCE, INSIDE, OUTPUT
from compactx.errors import UsageError
from compactx.query.matrix import DIRECTIONS, Matrix, divide, matrix
from compactx.render.items import matrix as data

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO

    from rich.console import RenderableType

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session

FORMATS = ("text", "csv", "md", "html", "json", "svg")
_MODULES = {"csv": "csv_", "md": "markdown", "html": "html", "svg": "svg"}
_SUFFIXES = {"txt": "text", "htm": "html", "markdown": "md"}

COMMAND = Command(
    "matrix",
    "a table of which things cite which, with its holes",
    """Counts the clauses that connect things of one kind with things of another: objectives with instruments, actors or
    goals, documents with objectives. A part counts for its whole: a target for its goal, an action for its objective.
    Kinds are those of "list"; "documents" are documents, resolutions and frameworks.

    On a terminal the table is abbreviated, turned round or cut into bands until it fits; rows and columns in which
    nothing stands are named below it. In a pipe it is a line a cell: row, column, count, clauses. --csv is a table for
    spreadsheets; -o writes a file, in the format of its ending: .csv .md .html .json .txt, or .svg for a heat map.""",
    (
        ("compactx matrix objectives instruments", "what each objective rests on"),
        ("compactx matrix objectives actors --holes", "actors that no objective names, and the reverse"),
        ("compactx matrix objectives goals -o goals.svg", "a heat map for a slide"),
        ("compactx matrix states treaties", "who is party to what, as of the day of the source"),
        ("compactx matrix documents objectives --clauses --csv", "the clauses themselves, for a spreadsheet"),
    ),
    (
        Param(
            "kinds", "words", "the kind of the rows and the kind of the columns", metavar="ROWS COLUMNS", required=True
        ),
        Param("format", "text", "how to write it", ("--format", "-f"), "FORMAT", FORMATS),
        OUTPUT,
        FORCE,
        INSIDE.replace(help="only rows of this instrument"),
        Param(
            "direction",
            "text",
            "out: what rows cite; in: what cites rows",
            ("--direction", "-d"),
            "WAY",
            DIRECTIONS,
            "both",
        ),
        Param("clauses", "flag", "the clauses in the cells, not their number", ("--clauses",)),
        Param("empty", "flag", "draw rows and columns in which nothing stands", ("--empty",)),
        Param("holes", "flag", "list only rows and columns in which nothing stands", ("--holes",)),
        EDITORIAL,
    ),
)


def run(session: Session, given: Arguments) -> int:
    """Count, and present the table."""
    rows, columns = divide(given.words("kinds"))
    inside = session.inside()
    found = matrix(
        session.index,
        rows,
        columns,
        direction=given.text("direction"),
        editorial=given.flag("editorial"),
        inside=inside,
    )
    query = {"rows": found.row_kind, "columns": found.column_kind, "direction": found.direction}
    query |= {"instrument": inside.id} if inside else {}
    session.note_dangling(line.node for line in (*found.rows, *found.columns))
    if given.flag("holes"):
        return _holes(session, found, query)
    form = _format(session, given)
    status = 0 if found.cells else 1
    if form in _MODULES:
        module = __import__(f"compactx.export.matrix.{_MODULES[form]}", fromlist=["write"])
        shown = found.shown(holes=given.flag("empty"))
        _put(session, given, lambda stream: module.write(shown, stream, clauses=given.flag("clauses")))
        return status

    def present() -> int:
        return session.present(
            data.items(found),
            columns=data.columns(found),
            page=lambda: _page(session, found, given),
            query=query,
            extra=data.axes(found),
            identify="row",
            form={"text": "page", "json": "json"}.get(form, ""),
            status=status,
        )

    if given.has("output"):
        text = _captured(present)
        _put(session, given, lambda stream: stream.writelines((text,)))
        return status
    return present()


def _holes(session: Session, found: Matrix, query: dict[str, str]) -> int:
    holes = data.holes(found)
    return session.present(
        holes,
        columns=data.HOLE_COLUMNS,
        page=lambda: _hole_page(found),
        query={**query, "holes": True},
        schema="holes",
        extra=data.axes(found),
        status=0 if holes else 1,
    )


def _format(session: Session, given: Arguments) -> str:
    """Return a file format, or '' for the formats that every command has."""
    asked = given.text("format")
    if not asked and given.has("output"):
        if given.text("output") == "-":
            return ""
        suffix = given.text("output").rpartition(".")[2].lower()
        asked = _SUFFIXES.get(suffix, suffix)
        if asked not in FORMATS:
            raise UsageError(
                f'"{given.text("output")}" does not say a format', hint=f"add --format: {' '.join(FORMATS)}"
            )
    return asked or ("csv" if session.format == "csv" else "")


def _captured(present: Callable[[], int]) -> str:
    """Return what an answer writes to standard output."""
    from contextlib import redirect_stdout  # noqa: PLC0415 - only with -o
    from io import StringIO  # noqa: PLC0415 - as above

    with redirect_stdout(StringIO()) as stream:
        present()
    return stream.getvalue()


def _put(session: Session, given: Arguments, writer: Callable[[IO[str]], None]) -> None:
    """Write to the file that was named, or to standard output."""
    if given.text("output") in {"", "-"}:
        writer(sys.stdout)
        return
    from compactx.export.place import put  # noqa: PLC0415 - only with -o

    put({given.text("output"): writer}, force=given.flag("force"))
    session.warn(f"wrote {given.text('output')}")
    session.tell()


def _page(session: Session, found: Matrix, given: Arguments) -> RenderableType:
    from compactx.render.pages.matrix import page  # noqa: PLC0415 - imports Rich

    return page(found, session.width, holes=given.flag("empty"))


def _hole_page(found: Matrix) -> RenderableType:
    from compactx.render.pages.matrix import hole_page  # noqa: PLC0415 - imports Rich

    return hole_page(found)
