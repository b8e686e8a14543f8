"""``compactx refs``: where a thing is referred to."""

from __future__ import annotations

from itertools import chain

from compactx.cli.command import (
    AS_OF,
    BASIS,
    EDITORIAL,
    FOLLOW_UP,
    INSIDE,
    KIND,
    LEGAL_NATURE,
    OBJECTIVE,
    REFS,
    RELATION,
    WEB,
    Command,
    Param,
)
from compactx.query.refs_rows import DIRECTIONS, GROUPS, ReferenceRows, RefsFilter, apart, fits
from compactx.render.items import refs as data

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import RenderableType

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.index.read import Node
    from compactx.query.grouped import GroupCount
    from compactx.query.refs import Refs

COMMAND = Command(
    "refs",
    "every clause that refers to a thing, with the words that do",
    """Lists the references to an instrument, actor, target or clause, each with its clause, its relation
    and the words that cite. For a clause or an objective it also lists what that refers to. A clause
    counts once for each target.

    Only what a text names counts: memberships of classes ("other core human rights treaties"), facts of
    the catalogue and links that are ours are kept apart and are asked for with --basis.""",
    (
        ('compactx refs "2030 Agenda"', "grouped by instrument and objective"),
        ("compactx refs IMRF --by relation", "grouped by what the clauses do with it"),
        ("compactx refs objective 6 --legal voluntary", "only what is voluntary guidance"),
        ("compactx refs gcm --by year --as-of 2022", "when it was cited, up to a day"),
        ("compactx refs gcm --parts --totals", "which documents cite it, and which of its objectives"),
        ("compactx refs ICERD --basis class", "through a class that it belongs to"),
    ),
    (
        REFS,
        Param("by", "text", "in which groups; a pipe has the group first", ("--by",), "WHAT", GROUPS, "objective"),
        Param("totals", "flag", "only how many in each group; by document if --by names none", ("--totals",)),
        RELATION,
        BASIS,
        KIND.replace(help="only things of these kinds at the far end"),
        LEGAL_NATURE.replace(help="only this legal nature at the far end"),
        OBJECTIVE,
        INSIDE.replace(help="only clauses of this instrument"),
        Param("direction", "text", "which way", ("--direction", "-d"), "WAY", DIRECTIONS),
        Param("mentions", "flag", "every mention, not one per clause", ("--mentions",)),
        Param("parts", "flag", "with references to its parts", ("--parts",)),
        AS_OF,
        Param("limit", "number", "only so many, the first; 0 is all", ("--limit", "-n"), "N"),
        FOLLOW_UP,
        EDITORIAL,
        WEB,
    ),
)  # fmt: skip


def run(session: Session, given: Arguments) -> int:
    """List the references of each thing that was named."""
    inside = session.inside()
    wanted = _filter(session, given, inside)
    nodes = [selection.node for selection in session.select_all()]
    if given.flag("web"):
        from compactx.cli.handover import open_pages  # noqa: PLC0415 - only with --web

        return open_pages(session, nodes)
    session.note_dangling(nodes)
    if session.format != "page" and not given.flag("totals") and not given.has("by"):
        if all(fits(node, wanted) for node in nodes):
            return _write_rows(session, given, nodes, wanted)
        if session.format != "json":
            return _write(session, given, nodes, wanted)
    from compactx.query.refs import refs  # noqa: PLC0415 - where rows do not say it

    found = [refs(session.index, node, wanted) for node in nodes]
    if given.flag("totals"):
        return _count(session, given, found, inside)
    by = _by(given)
    extra = {
        "cited": [one.cited for one in found],
        "apart": [dict(one.apart) for one in found],
        **(_states(session, found) if by == "state" else {}),
    }
    items = [item for one in found for item in data.items(one, by)]
    query = {"refs": [one.node.id for one in found], **_asked(given, inside)}
    return session.present(
        items,
        columns=data.columns(by),
        page=lambda: _page(session, found, by or given.text("by")),
        query=query,
        extra=extra,
        identify="clause",
        status=0 if items or extra.get("states") else 1,
    )


def _by(given: Arguments) -> str:
    """Return how to group, '' if that was not asked for; a document is the instrument that a clause stands in."""
    return given.text("by").replace("document", "instrument") if given.has("by") else ""


def _states(session: Session, found: list[Refs]) -> dict[str, object]:
    """Return where States stand towards the treaties among the things asked about."""
    from compactx.query.standing import towards  # noqa: PLC0415 - only with --by state
    from compactx.render.items.standing import states  # noqa: PLC0415 - as above

    treaties = [one.node for one in found if one.node.kind == "treaty"]
    told = [{"treaty": treaty.id, **state} for treaty in treaties for state in states(towards(session.index, treaty))]
    return {"states": told} if told else {}


def _write(session: Session, given: Arguments, nodes: list[Node], wanted: RefsFilter) -> int:
    """Write the references of each thing while they are read."""
    from compactx.query.refs import each  # noqa: PLC0415 - where rows do not say it

    told = data.each if session.format == "jsonl" or given.has("fields") else data.reference_lines
    items = (item for node in nodes for item in told(each(session.index, node, wanted)))
    first = next(items, None)
    return session.present(
        chain((first,) if first else (), items),
        columns=data.COLUMNS,
        page=str,  # never: the format is one for programs
        identify="clause",
        status=0 if first else 1,
    )


def _write_rows(session: Session, given: Arguments, nodes: list[Node], wanted: RefsFilter) -> int:
    """Write what refers to things row by row, in memory that does not grow with their number."""
    index, inside, is_json = session.index, session.inside(), session.format == "json"
    whole = session.format in {"json", "jsonl"} or given.has("fields")
    found = [ReferenceRows(index, node, wanted, whole) for node in nodes]
    items = data.ReferenceItems(found)
    rows = iter(items) if whole else data.row_lines(found)
    first = None if is_json else next(rows, None)
    told = [dict(apart(index, node)) if is_json and not wanted.basis else {} for node in nodes]
    return session.present(
        items if is_json else chain((first,) if first else (), rows),
        columns=data.COLUMNS,
        page=str,  # never: the format is one for programs
        query={"refs": [node.id for node in nodes], **_asked(given, inside)},
        extra={"cited": [index.cited(node.n) for node in nodes if is_json], "apart": told},
        identify="clause",
        distinct=len(nodes) == 1 and not wanted.mentions and not found[0].may_repeat,
        status=0 if first or (is_json and len(items)) else 1,
    )


def _count(session: Session, given: Arguments, found: list[Refs], inside: Node | None) -> int:
    """Count the references of each thing by group."""
    from compactx.query.grouped import group_counts  # noqa: PLC0415 - only with --totals

    by = _by(given) or "instrument"
    rows = [(one, group_counts(one, by)) for one in found]
    items = data.counts([row for _, inside in rows for row in inside])
    return session.present(
        items,
        columns=data.count_columns(by, len(found) > 1),
        rows=[{**item, "cited": " ".join(item["cited"])} for item in items],
        page=lambda: _counts_page(session, rows, by),
        query={"refs": [one.node.id for one in found], "by": by, **_asked(given, inside)},
        identify="id" if by == "instrument" else "group",
        status=0 if items else 1,
        schema="refs-totals",
    )


def _filter(session: Session, given: Arguments, inside: Node | None) -> RefsFilter:
    return RefsFilter(
        relations=session.relations(),
        basis=tuple(given.words("basis")),
        kinds=session.kinds(),
        legal=tuple(given.words("legal")),
        objectives=session.objectives(),
        instrument=inside.n if inside else None,
        direction=given.text("direction"),
        mentions=given.flag("mentions"),
        parts=given.flag("parts"),
        editorial=given.flag("editorial"),
        follow_up=given.flag("follow_up"),
        as_of=session.last_day(),
        limit=given.number("limit"),
    )


def _asked(given: Arguments, inside: Node | None) -> dict[str, object]:
    names = ("relation", "basis", "kind", "legal", "objective")
    asked: dict[str, object] = {name: given.words(name) for name in names if given.words(name)}
    asked |= {name: True for name in ("mentions", "parts", "editorial", "follow_up") if given.flag(name)}
    asked |= {"instrument": inside.id} if inside else {}
    asked |= {"as_of": given.text("as_of")} if given.text("as_of") else {}
    asked |= {"limit": given.number("limit")} if given.number("limit") else {}
    asked |= {"by": given.text("by")} if given.has("by") else {}
    if given.text("direction"):
        asked["direction"] = given.text("direction")
    return asked


def _page(session: Session, found: list[Refs], by: str) -> RenderableType:
    from compactx.cli.wordings import wordings  # noqa: PLC0415 - pages only
    from compactx.model import hub  # noqa: PLC0415 - as above
    from compactx.render.pages.refs import page  # noqa: PLC0415 - imports Rich

    words = wordings(session.index, (one.node for one in found))
    most = 0 if session.given.has("limit") else hub.LINES
    shown = page(found, by, session.width, words, most=most, narrowing=session.given.narrowing())
    treaties = [one.node for one in found if one.node.kind == "treaty"] if by == "state" else []
    return _with_states(session, shown, treaties) if treaties else shown


def _with_states(session: Session, shown: RenderableType, treaties: list[Node]) -> RenderableType:
    from compactx.query.standing import towards  # noqa: PLC0415 - only with --by state
    from compactx.render.pages.standing import states  # noqa: PLC0415 - imports Rich
    from compactx.render.pages.style import blank, stack  # noqa: PLC0415 - as above

    return stack(shown, blank(), *(line for treaty in treaties for line in states(towards(session.index, treaty))))


def _counts_page(session: Session, rows: list[tuple[Refs, list[GroupCount]]], by: str) -> RenderableType:
    from compactx.cli.wordings import wordings  # noqa: PLC0415 - pages only
    from compactx.render.pages.refs import totals_page  # noqa: PLC0415 - imports Rich

    words = wordings(session.index, (one.node for one, _ in rows))
    return totals_page(rows, by, words, session.given.narrowing())
