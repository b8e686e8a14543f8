"""``compactx graph``: a picture of a neighbourhood or a path."""

from __future__ import annotations

from functools import partial

from compactx.cli import handover
from compactx.cli.command import DARK, EDITORIAL, FORCE, HANDED_OVER, LIMIT, OUTPUT, PATH, Command, Param
from compactx.cli.handover import MOST_PATHS, answer
from compactx.cli.pictures import PICTURES
from compactx.errors import UsageError
from compactx.export.format_table import Format, format_of_file
from compactx.query.select import exact

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO, Any

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.export.selection import ExportGraph

_LIMIT = 24
_WALK = "html"
_MOST = 20_000  # things: a page that a browser opens at once
_KINDS = (*PICTURES, _WALK)
_SAMPLE = 2_000  # references to one thing: a picture of a few boxes is chosen from them

COMMAND = Command(
    "graph",
    "a picture of what surrounds a thing, or of a path, for a slide",
    """Draws what refers to a thing, on its left, and what it refers to, on its right; or of two things (A to B) how
    they are connected. Kinds differ by shape and colour, every line says its relation and the clause that proves it,
    and a legend explains every sign. Clauses that say the same of the same thing share a box; what has no room among
    the boxes of -n is folded into boxes that say how much stands in them.

    Writes SVG, or PNG if the file ends so (that needs the "png" extra). Without -o the SVG goes to standard output. In
    an SVG file the ground follows the reader, dark or light; --dark is for slides. An .html file is a picture to walk
    through, with mouse or keys, and holds a step more than it opens with; it needs no network.""",
    (
        ("compactx graph IMRF -o imrf.svg", "who does what for the review forum"),
        ("compactx graph objective 22 -o objective-22.png", "an objective, for a slide"),
        ('compactx graph "Paris Agreement" to IMRF -o path.svg', "how two things are connected"),
        ("compactx graph ILO --depth 2 -n 40 -o ilo.svg", "two steps around, with more boxes"),
        ("compactx graph objective 17 -o objective-17.html", "to walk through in a browser"),
    ),
    (
        Param("refs", "words", "what to draw, or the two ends of a path", metavar="REF|A to B"),
        OUTPUT.replace(help="write to this file: .svg, .png or .html"),
        Param("depth", "number", "how many steps around it", ("--depth",), "N", default=1),
        PATH,
        Param("count", "number", "as -n with --path", aliases=("--count",)),
        LIMIT.replace(help=f"how many boxes at most ({_LIMIT} if left out, 0 is all), or how many paths (1)"),
        Param("every", "flag", "a box for each clause, none shared", ("--every",)),
        DARK,
        EDITORIAL,
        Param("format", "text", "svg, png or html", ("--format", "-f"), "FORMAT", _KINDS),
        FORCE,
    ),
    everywhere=HANDED_OVER,
)


def run(session: Session, given: Arguments) -> int:
    """Draw, and hand the picture over."""
    kind = _kind(given)
    ends = _ends(session, given)
    form = _to_walk_through(given, ends) if kind == _WALK else _drawn(kind, given, ends)
    graph = _graph(session, given, ends, more=int(kind == _WALK))
    return answer(session, form, graph, output=given.text("output"), force=given.flag("force"))


def _drawn(kind: str, given: Arguments, ends: list[str]) -> Format:
    from compactx.export.picture.compose import drawn_counts  # noqa: PLC0415 - only where something is drawn

    boxes = 0 if ends else given.number("limit") if given.has("limit") else _LIMIT
    looks: dict[str, Any] = {"limit": boxes, "every": given.flag("every")}
    painter = _painter(kind, dark=given.flag("dark"), **looks)
    return Format(kind, f".{kind}", "", kind == "png", (), painter, drawn=partial(drawn_counts, **looks))


def _to_walk_through(given: Arguments, ends: list[str]) -> Format:
    """Return the form of a page to walk through.

    Raises:
        UsageError: an option was given that only a drawn picture has.
    """
    from compactx.export.picture.explorer import write  # noqa: PLC0415 - only for this form

    for name, option in (("limit", "-n"), ("every", "--every"), ("dark", "--dark")):
        if given.has(name) and not (ends and name == "limit"):  # how many paths
            raise UsageError(f"{option} is of a picture that is drawn", hint="leave it out, or end the file with .svg")
    return Format(_WALK, ".html", "", False, (), lambda graph, _part, stream: write(graph, stream), most=_MOST)


def _kind(given: Arguments) -> str:
    output = given.text("output")
    if given.text("format") or not output:
        return given.text("format") or "svg"
    kind = format_of_file(output)
    if kind not in _KINDS:
        hint = f"compactx export -o {output} --around REF" if kind else "end it with .svg, .png or .html"
        raise UsageError(f'"{output}" is no picture', hint=hint)
    return kind


def _ends(session: Session, given: Arguments) -> list[str]:
    """Return the words of the two ends, none where one thing is to be drawn.

    Raises:
        UsageError: nothing is named, or an option has no use with what is.
    """
    words, path = given.words("refs"), given.text("path").split()
    if not words and not path:
        raise UsageError("graph needs something to draw", hint="compactx graph IMRF -o imrf.svg")
    between = [word.lower() for word in words[1:-1]]
    if not path and "to" in between and exact(session.index, " ".join(words)) is None:
        path, words = words, []
    if path and given.has("depth"):
        raise UsageError("--depth says how far to go around one thing", hint="leave it out with two ends")
    if given.has("count") and not path:
        raise UsageError("--count says how many paths there should be", hint="compactx graph A to B -n 3")
    return [*words, "to", *path] if path and words else path


def _graph(session: Session, given: Arguments, ends: list[str], *, more: int) -> ExportGraph | None:
    """Return the path, or what lies within the steps that were asked for and ``more``."""
    editorial = given.flag("editorial")
    if ends:
        count = given.number("limit") or given.number("count") or (MOST_PATHS if given.has("limit") else 1)
        return handover.path_between(session, ends, count, editorial=editorial)
    words = given.words("refs")
    depth = min(given.number("depth") + more, max(given.number("depth"), handover.MOST_DEPTH))
    return handover.neighbourhood(session, words, depth, editorial=editorial, sample=_SAMPLE)


def _painter(kind: str, *, limit: int, every: bool, dark: bool) -> Any:
    def write(graph: ExportGraph, _part: str, stream: IO[Any]) -> None:
        from compactx.export.picture.draw import draw  # noqa: PLC0415 - imports the layout

        svg = draw(graph, limit=limit, every=every, dark=dark)
        if kind == "svg":
            stream.write(svg)
            return
        from compactx.export.formats.png import painted  # noqa: PLC0415 - only for PNG

        stream.write(painted(svg))

    return write
