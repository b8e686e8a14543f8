"""``compactx review``: who reviews a thing, when, by which clause, and where that is written down."""

from __future__ import annotations

import time

from compactx.cli.command import EDITORIAL, LIMIT, WEB, Command, Param
from compactx.errors import UsageError
from compactx.query.review import review, timeline
from compactx.render.items import review as data

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import RenderableType

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.index.read import Node
    from compactx.query.review import Review, ReviewTimeline


COMMAND = Command(
    "review",
    "who reviews it, by which clause, when last and when next",
    """Prints who has a part in the review of an objective, a clause, an actor or the whole Compact: by which clause, in
    which cycle, when it last was and next will be, and in which documents. For an objective these are the
    paragraphs under the round table to which it officially belongs; --editorial adds those that we read as
    speaking of it. For an actor it prints what it does for others and others for it. Without REF it is the
    whole Compact.

    What is past and what is to come is seen from today, or from the day of --on.""",
    (
        ("compactx review objective 22", "its round table, the paragraphs of 2022 and 2026"),
        ("compactx review IMRF", "what it reviews, who contributes, when it meets"),
        ("compactx review --timeline", "every date of follow-up, past and to come"),
        ("compactx review gcm --as-of 2023-01-01 --json", "as it stood on a day, for a program"),
    ),
    (
        Param("refs", "words", "what is reviewed, or who reviews", metavar="REF..."),
        Param("timeline", "flag", "dates of follow-up, past and foreseen", ("--timeline",)),
        Param(
            "on", "text", "the day from which it is seen, today if left out", ("--as-of",), "DATE", aliases=("--on",)
        ),
        LIMIT.replace(help="how many actors at most; 0 is all"),
        EDITORIAL,
        WEB,
    ),
    is_page=True,
)


def run(session: Session, given: Arguments) -> int:
    """Say who reviews each thing, or when it is followed up."""
    on = _day(given.text("on"))
    nodes = _nodes(session, given)
    if given.flag("web"):
        from compactx.cli.handover import open_pages  # noqa: PLC0415 - only with --web

        return open_pages(session, nodes)
    if given.words("refs"):
        session.note_dangling(nodes)
    else:
        session.note_all_dangling()
    query: dict[str, object] = {"refs": [node.id for node in nodes], "on": on}
    if given.flag("timeline"):
        if given.has("limit"):
            raise UsageError("--timeline has every date", hint="leave -n out")
        return _timeline(session, nodes, on, query)
    editorial = given.flag("editorial")
    said = [(node, review(session.index, node, on, editorial=editorial)) for node in nodes]
    found = [(node, [*session.first(inside, f"who review {node.id}")]) for node, inside in said]
    reviews = [one for _, inside in found for one in inside]
    return session.present(
        data.items(reviews),
        columns=data.COLUMNS,
        page=lambda: _page(session, found, on, editorial=editorial),
        query=query | ({"editorial": True} if editorial else {}),
        rows=data.rows(reviews),
        identify="actor",
        status=0 if reviews else 1,
    )


def _nodes(session: Session, given: Arguments) -> list[Node]:
    if given.words("refs"):
        return [selection.node for selection in session.select_all()]
    main = session.index.main()
    if main is None:
        raise UsageError("this corpus has no main instrument", hint="compactx review REF")
    return [main]


def _day(asked: str) -> str:
    """Return the day to look from.

    Raises:
        UsageError: it is no day.
    """
    if not asked:
        return time.strftime("%Y-%m-%d")
    from compactx.query.dates import whole_day  # noqa: PLC0415 - only with --as-of

    return whole_day(asked, hint="write it so: --as-of 2026-11-21")


def _timeline(session: Session, nodes: list[Node], on: str, query: dict[str, object]) -> int:
    found = [(node, timeline(session.index, node, on)) for node in nodes]
    items = [item for _, one in found for item in data.timeline_items(one)]
    return session.present(
        items,
        columns=data.TIMELINE_COLUMNS,
        page=lambda: _timeline_page(session, found),
        query=query | {"timeline": True},
        schema="timeline",
        status=0 if items else 1,
    )


def _page(session: Session, found: list[tuple[Node, list[Review]]], on: str, *, editorial: bool) -> RenderableType:
    from compactx.cli.wordings import worded  # noqa: PLC0415 - pages only
    from compactx.render.pages.review import page  # noqa: PLC0415 - imports Rich

    return page(worded(session.index, found), on, session.width, editorial=editorial)


def _timeline_page(session: Session, found: list[tuple[Node, ReviewTimeline]]) -> RenderableType:
    from compactx.cli.wordings import worded  # noqa: PLC0415 - pages only
    from compactx.render.pages.review import timeline as drawn  # noqa: PLC0415 - imports Rich
    from compactx.render.pages.style import stack  # noqa: PLC0415 - as above

    return stack(*(drawn(node, one, session.width) for node, one in worded(session.index, found)))
