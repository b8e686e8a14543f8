"""``compactx matrix``: who cites what, as a table."""

from __future__ import annotations

from functools import partial

from compactx.cli.command import DARK, EDITORIAL, FOLLOW_UP, FORCE, INSIDE, OUTPUT, Command, Param
from compactx.cli.pictures import PICTURES
from compactx.errors import UsageError
from compactx.query.listing import kinds_of
from compactx.query.matrix import DIRECTIONS, Matrix, matrix, things, two_kinds
from compactx.render.items import matrix as data

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import IO, Any

    from rich.console import RenderableType

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.index.read import Node

_SPARSE = 20  # cells: a table with fewer, and fewer than it has rows and columns, is hardly a picture
_MUCH = 3  # times as many cells are worth a word
FORMATS = ("text", "csv", "md", "html", "json", "svg", "png")
_LINES = frozenset({"plain", "ids", "jsonl"})  # a line a cell: nothing is said of rows and columns without one
_FORMS = frozenset({"csv", "md", "html", "svg", "png"})
_DATA = frozenset({"csv"})  # a title there is data: our summary keeps its sign, whatever is attached
_SUFFIXES = {"txt": "text", "htm": "html", "markdown": "md"}

COMMAND = Command(
    "matrix",
    "a table of which things cite which, with its holes",
    """Counts the clauses by which things of one kind cite things of another: objectives and instruments, actors or
    goals, documents and objectives. A part counts for its whole: a target for its goal, an action for its objective.
    Kinds are those of "list"; "documents" are documents, resolutions and frameworks. Only what texts name counts;
    --follow-up adds who has a part in follow-up, --editorial what we say belongs together.

    On a terminal the table is abbreviated, turned round or cut into bands until it fits; rows and columns in which
    nothing stands are named below it. In a pipe it is a line a cell: row, column, count, clauses. --csv is a table for
    spreadsheets; -o writes a file, in the format of its ending: .csv .md .html .json .txt, and .svg or .png for a heat
    map.""",
    (
        ("compactx matrix objectives instruments", "what each objective cites"),
        ("compactx matrix objectives actors --holes", "actors that no objective names, and the reverse"),
        ("compactx matrix objectives goals --editorial -o goals.png", "a heat map for a slide, with our links"),
        ("compactx matrix states treaties", "who is party to what, as of the day of the source"),
        ("compactx matrix objectives instruments --clauses --csv", "the clauses themselves, for a spreadsheet"),
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
            "out",
        ),
        Param(
            "by", "text", "the columns: what the rows are counted by", ("--by",), "WHAT", ("objective", "instrument")
        ),
        Param("clauses", "flag", "the clauses in the cells, not their number", ("--clauses",)),
        Param("empty", "flag", "draw rows and columns in which nothing stands", ("--empty",)),
        Param("holes", "flag", "list only rows and columns in which nothing stands", ("--holes",)),
        DARK.replace(help="draw the heat map on a dark ground"),
        FOLLOW_UP,
        EDITORIAL,
    ),
)


def run(session: Session, given: Arguments) -> int:
    """Count, and present the table."""
    rows, columns = _sides(given)
    inside = session.inside()
    found = matrix(
        session.index,
        rows,
        columns,
        direction=given.text("direction"),
        editorial=given.flag("editorial"),
        follow_up=given.flag("follow_up"),
        inside=inside,
        empty=given.flag("holes") or _form(session, given) not in _LINES,
    )
    _tell_of_more(session, given, found, inside, (rows, columns))
    query: dict[str, object] = {"rows": found.row_kind, "columns": found.column_kind, "direction": found.direction}
    query |= {"instrument": inside.id} if inside else {}
    query |= {name: True for name in ("editorial", "follow_up") if given.flag(name)}
    session.note_dangling(things(session.index, rows, columns, inside))
    if given.flag("holes"):
        return _holes(session, found, query)
    form = _format(session, given)
    status = 0 if found.cells else 1
    if form in _FORMS:
        _write(session, given, found.shown(holes=given.flag("empty")), form)
        return status

    def present() -> int:
        return session.present(
            data.items(found),
            columns=data.columns(found),
            page=lambda: _page(session, found, given),
            query=query,
            extra={"counts": found.reading, **data.axes(found)},
            identify="row",
            form={"text": "page", "json": "json"}.get(form, ""),
            status=status,
        )

    if given.has("output"):
        text = _captured(present)
        _put(session, given, lambda stream: stream.writelines((text,)), found.shown(holes=given.flag("empty")).size)
        return status
    return present()


def _sides(given: Arguments) -> tuple[str, str]:
    """Return the kind of the rows and that of the columns.

    Raises:
        UsageError: there are not two, or three.
    """
    words = given.words("kinds")
    if not given.has("by"):
        return two_kinds(words)
    if len(words) > 1 and _are_kinds(words):
        raise UsageError("--by names the columns, so only the rows are named before it",
                         hint=f"compactx matrix {words[0]} --by {given.text('by')}")  # fmt: skip
    return two_kinds([*words, "by", f"{given.text('by')}s"])


def _are_kinds(words: Sequence[str]) -> bool:
    """Say whether each word is a kind by itself; "SDG goals" is one kind in two words."""
    try:
        return all(map(kinds_of, words))
    except UsageError:
        return False


def _write(session: Session, given: Arguments, shown: Matrix, form: str) -> None:
    """Write the table in the form of a file."""
    from compactx.export.matrix import WRITERS  # noqa: PLC0415 - only for files

    if form not in _DATA:
        shown = _worded(session, shown)
    more = {"dark": True} if given.flag("dark") and form in PICTURES else {}
    writer = partial(WRITERS[form], shown, clauses=given.flag("clauses"), **more)
    _put(session, given, writer, shown.size, binary=form == "png")


def _holes(session: Session, found: Matrix, query: dict[str, object]) -> int:
    holes = data.holes(found)
    return session.present(
        holes,
        columns=data.HOLE_COLUMNS,
        page=lambda: _hole_page(_worded(session, found)),
        query={**query, "holes": True},
        schema="holes",
        extra=data.axes(found),
        status=0 if holes else 1,
    )


def _form(session: Session, given: Arguments) -> str:
    """Return in which form the table is written: one of a file, or one that every command has."""
    return _format(session, given) or session.format


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


def _tell_of_more(
    session: Session, given: Arguments, found: Matrix, inside: Node | None, asked: tuple[str, str]
) -> None:
    """Say what --editorial or --follow-up would fill, where hardly anything stands in the table of what was asked."""
    lines = min(found.lines, _SPARSE)
    if len(found.cells) >= lines or any(cell.status for cell in found.cells):
        return
    for flag, what in (("editorial", "links that are ours"), ("follow_up", "parts in follow-up")):
        if not given.flag(flag):
            ours, roles = (name == flag or given.flag(name) for name in ("editorial", "follow_up"))
            filled = matrix(session.index, *asked, direction=found.direction, inside=inside, editorial=ours,
                            follow_up=roles, empty=False)  # fmt: skip
            more = len(filled.cells)
            if more >= _MUCH * max(1, len(found.cells)):
                cells = f"{len(found.cells)} cell{'' if len(found.cells) == 1 else 's'}"
                session.warn(f"only {cells} by what texts cite; --{flag.replace('_', '-')} adds {what}: {more} cells")


def _put(
    session: Session, given: Arguments, writer: Callable[[IO[Any]], None], size: str, *, binary: bool = False
) -> None:
    """Write to the file that was named, and say how large it is; or write to standard output."""
    if given.text("output") in {"", "-"}:
        from compactx.cli.handover import to_stdout  # noqa: PLC0415 - only for a file's form

        session.tell()
        to_stdout(writer, binary=binary)
        return
    from compactx.export.place import put  # noqa: PLC0415 - only with -o

    put({given.text("output"): writer}, binary=binary, force=given.flag("force"))
    session.warn(f"wrote {given.text('output')}: {size}")
    session.tell()


def _worded(session: Session, found: Matrix) -> Matrix:
    from compactx.cli.wordings import worded  # noqa: PLC0415 - for people only

    return worded(session.index, found)


def _page(session: Session, found: Matrix, given: Arguments) -> RenderableType:
    from compactx.render.pages.matrix import page  # noqa: PLC0415 - imports Rich

    return page(_worded(session, found), session.width, holes=given.flag("empty"))


def _hole_page(found: Matrix) -> RenderableType:
    from compactx.render.pages.matrix import hole_page  # noqa: PLC0415 - imports Rich

    return hole_page(found)
