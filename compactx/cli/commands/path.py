"""``compactx path``: how two things are connected."""

from __future__ import annotations

from compactx.cli.command import EDITORIAL, RELATION, Command, Param
from compactx.graph.paths import HopFilter
from compactx.query.path import Paths, path
from compactx.query.select import select, select_pair
from compactx.render.items import path as data

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.index.read import Node

_MOST = 50
_MOST_HOPS = 12

COMMAND = Command(
    "path",
    "how two things are connected, clause by clause",
    """Finds the chain that explains most: each hop says the relation in the direction it is read, the
    clause that proves it and the words that cite. Hops that say much cost little; structure and hubs
    (the 2030 Agenda, the Charter) cost more, so they do not swallow the answer. "No path" is an answer:
    exit status 1.""",
    (
        ("compactx path objective 22 to ILO", "the best chain"),
        ('compactx path "Paris Agreement" to IMRF -n 3', "the three best"),
        ("compactx path 26b to UNODC --directed", "only along the direction of the references"),
        ("compactx path ICERD to SDG 10 --avoid gcm", "not through the Compact as a whole"),
    ),
    (
        Param("refs", "words", "the two ends", metavar="A [to] B", required=True),
        Param("count", "number", "how many paths", ("-n", "--limit"), "N", default=1, aliases=("--count",)),
        Param("all", "flag", f"up to {_MOST} paths", ("--all",)),
        Param("via", "many", "pass through this", ("--via",), "REF"),
        Param("avoid", "many", "do not pass through this", ("--avoid",), "REF"),
        RELATION.replace(help="only over these relations (and structure)"),
        Param("directed", "flag", "never against the direction of a reference", ("--directed",)),
        Param("max_hops", "number", "no longer than this", ("--max-hops",), "N", default=_MOST_HOPS),
        EDITORIAL,
    ),
    is_page=True,
)


def run(session: Session, given: Arguments) -> int:
    """Find the paths between two things."""
    index = session.index
    asked = session.reference_words()
    words = asked[0] if len(asked) == 1 else [line[0] for line in asked]
    source, target = select_pair(index, words)
    for selection in (source, target):
        session.note_reading(selection)
    via = [select(index, text).node for text in given.words("via")]
    avoid = frozenset(select(index, text).node.n for text in given.words("avoid"))
    wanted = HopFilter(
        session.relations(), avoid, given.flag("directed"), given.flag("editorial"), given.number("max_hops")
    )
    count = _MOST if given.flag("all") else max(1, min(given.number("count"), _MOST))
    found = path(index, source.node, target.node, count=count, via=via, wanted=wanted)
    session.note_dangling((source.node, target.node))
    if not wanted.editorial:
        _tell_of_lineage(session, (source.node, target.node))
    query = {"from": source.node.id, "to": target.node.id, "count": count}
    query |= {"via": [node.id for node in via]} if via else {}
    return session.present(
        data.items(found),
        columns=data.COLUMNS,
        page=lambda: _page(session, found),
        query=query,
        extra={"reach": {node.id: [near.id for near in reached] for node, reached in found.reach}}
        if found.reach
        else {},
        rows=data.rows(found),
        identify="to",
        status=0 if found.paths else 1,
    )


def _tell_of_lineage(session: Session, ends: Sequence[Node]) -> None:
    """Say that an end outside the main instrument has links to other documents that are ours, and so left out."""
    main = session.index.main()
    for node in ends:
        outside = node.instrument is not None and (main is None or node.instrument != main.n)
        if outside and any(edge.family == "lineage" for edge in session.index.edges_of((node.n,))):
            session.warn(f"{node.id} has links to other documents that are ours; --editorial follows them")


def _page(session: Session, found: Paths) -> RenderableType:
    from compactx.cli.wordings import wordings  # noqa: PLC0415 - pages only
    from compactx.render.pages.path import page  # noqa: PLC0415 - imports Rich

    nodes = [node for one in found.paths for step in one.steps for node in (step.source, step.target)]
    return page(found, wordings(session.index, nodes), session.saying)
