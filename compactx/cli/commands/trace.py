"""``compactx trace``: an idea through documents and time."""

from __future__ import annotations

import sys
from functools import partial

from compactx.cli.command import DARK, DIRECTION, FORCE, LIMIT, OUTPUT, Command, Param
from compactx.cli.pictures import put_picture
from compactx.errors import UsageError
from compactx.query.trace import every_link, trace
from compactx.render.items import trace as data

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import RenderableType

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.query.trace import Trace

_LIMIT = 8

COMMAND = Command(
    "trace",
    "an idea through documents and time",
    """Prints the line of an idea: a step for each document, with its date, the clauses where the idea stands, and what
    ties them to earlier ones. Links between documents are our reading of both texts: each has a strength and a
    reason and is marked. The grouping of objectives in the round tables of the review forums is official; words by
    which a text reaffirms, builds on or criticises a clause are its own.

    A picture has a card for each clause; a text with more of them than --limit has a card for each of its objectives
    or parts, and the picture says what it folded. In an SVG file the ground follows the reader, dark or light.

    An objective is traced with its clauses. That an objective is about the same subject as a target elsewhere
    carries no idea and is left out: compactx refs --editorial shows it.""",
    (
        ("compactx trace objective 21", "where it came from and what became of it"),
        ("compactx trace 49c --direction in", "only what came before"),
        ("compactx trace --gaps", "what was proposed and not taken up"),
        ("compactx trace objective 8 -o trace.svg", "a picture of it"),
        ("compactx trace gcm --dark -o trace.png", "the whole Compact, for a dark slide"),
        ("compactx trace --all --csv", "every link with strength and reason"),
    ),
    (
        Param("refs", "words", "what to trace: an id, a name, a symbol, a clause", metavar="REF..."),
        DIRECTION.replace(help="in: only where it came from; out: only what became of it"),
        Param("back", "flag", "as --direction in", aliases=("--back",)),
        Param("forward", "flag", "as --direction out", aliases=("--forward",)),
        Param("gaps", "flag", "what was not taken up, of everything or of REF", ("--gaps",)),
        Param("all", "flag", "every link of the corpus, or of REF", ("--all",)),
        OUTPUT.replace(help="write a picture: .svg or .png; - is SVG on standard output", aliases=("--svg",)),
        LIMIT.replace(help="cards of a column of the picture; 0 is all", default=_LIMIT),
        DARK,
        Param("mermaid", "flag", "print a Mermaid flowchart", ("--mermaid",)),
        FORCE,
    ),
    is_page=True,
)  # fmt: skip


def run(session: Session, given: Arguments) -> int:
    """Trace each thing that was named, or list links."""
    way = _way(given)
    found = _asked(session, given, way)
    if given.has("output") or given.flag("mermaid"):
        return _picture(session, given, found)
    items = [item for one in found for item in data.items(one)]
    query: dict[str, object] = {"refs": [one.node.id for one in found if one.node], "direction": way}
    query |= {name: True for name in ("gaps", "all") if given.flag(name)}
    extra = {"steps": [step for one in found for step in data.steps(one)]}
    ids = [stop for one in found for stop in data.stops(one)] if session.format == "ids" else None
    return session.present(
        items,
        columns=data.COLUMNS,
        page=lambda: _page(session, found, way),
        query=query,
        extra=extra,
        rows=ids,
        status=0 if items else 1,
    )


def _way(given: Arguments) -> str:
    if given.has("direction"):
        return {"in": "back", "out": "forward", "both": "both"}[given.text("direction")]
    if given.flag("back") and given.flag("forward"):
        return "both"
    return "back" if given.flag("back") else "forward" if given.flag("forward") else "both"


def _asked(session: Session, given: Arguments, way: str) -> list[Trace]:
    if given.flag("gaps") and given.flag("all"):
        raise UsageError("--gaps and --all cannot be combined", hint="compactx trace --gaps")
    listing = given.flag("gaps") or given.flag("all")
    if not given.words("refs"):
        if not listing:
            raise UsageError(
                "trace needs something to trace", hint="compactx trace objective 21, or compactx trace --all"
            )
        session.note_all_dangling()
        return [every_link(session.index, unused=given.flag("gaps"))]
    nodes = [selection.node for selection in session.select_all()]
    session.note_dangling(nodes)
    if listing:
        return [every_link(session.index, node, unused=given.flag("gaps")) for node in nodes]
    return [trace(session.index, node, way) for node in nodes]


def _picture(session: Session, given: Arguments, found: list[Trace]) -> int:
    """Draw one trace to a file or standard output."""
    if given.has("output") and given.flag("mermaid"):
        raise UsageError("-o and --mermaid cannot be combined")
    if len(found) != 1:
        raise UsageError(
            f"a picture shows one trace, not {len(found)}", hint="compactx trace objective 21 -o trace.svg"
        )
    if session.format not in {"page", "plain"}:
        raise UsageError(f"a picture is no {session.format}", hint="leave one of the two out")
    from compactx.cli.wordings import worded  # noqa: PLC0415 - for people only

    status = 0 if found[0].links else 1
    if given.flag("mermaid"):
        session.tell()
        from compactx.export.formats.mermaid import mermaid_text  # noqa: PLC0415 - this format only

        sys.stdout.write(mermaid_text(worded(session.index, found[0])))
        return status
    from compactx.export.picture.timeline import svg  # noqa: PLC0415 - this format only

    drawn = svg(worded(session.index, found[0]), limit=given.number("limit"), dark=given.flag("dark"))
    put_picture(session, given.text("output"), drawn, force=given.flag("force"))
    return status


def _page(session: Session, found: list[Trace], way: str) -> RenderableType:
    from compactx.cli.wordings import wordings  # noqa: PLC0415 - pages only
    from compactx.render.pages import style  # noqa: PLC0415 - imports Rich
    from compactx.render.pages import trace as pages  # noqa: PLC0415 - as above

    nodes = [node for one in found for link in one.links for node in (link.earlier, link.later)]
    nodes += [one.node for one in found if one.node]
    says = partial(style.says, words=wordings(session.index, nodes), room=session.saying)
    given = session.given
    if given.flag("gaps"):
        return pages.gaps(found[0], says) if len(found) == 1 else pages.page(found, way, says)
    listing = given.flag("all") and not found[0].node
    return pages.every(found[0], says) if listing else pages.page(found, way, says)
