"""``compactx impact``: what to read again if a thing changes."""

from __future__ import annotations

from compactx.cli.command import EDITORIAL, INSIDE, KIND, LIMIT, REFS, Command, Param
from compactx.errors import UsageError
from compactx.query.impact import Impact, impact
from compactx.render.items import impact as data

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import RenderableType

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.query.impact import StaleClause

COMMAND = Command(
    "impact",
    "what rests on a thing, directly and through others",
    """Lists everything to read again if a thing changes: the clauses that name it or a part of it, the objectives they
    stand in, what cites those, and so on, each with the chain that leads there. A clause that names a class ("core
    human rights treaties") rests on the members of the class.

    Distance counts references; that a clause stands in an objective counts nothing. Whole instruments end a chain:
    what cites the Compact at large rests on no single clause of it.

    With --changed it compares attached wordings (compactx attach) with the fingerprints of the texts that were read,
    and lists each clause that reads otherwise with the references to look at again; --accept keeps in your corpus, with
    a reason, that they still stand.""",
    (
        ("compactx impact SDG 10.c", "what rests on one target"),
        ("compactx impact ICERD --depth 1", "only what names it, or a class it belongs to"),
        ("compactx impact 43 --ids | compactx show -", "read it all"),
        ("compactx impact --changed", "references whose clause reads otherwise in your copy"),
        ('compactx impact 29 --accept --reason "the edition has the new word"', "read again, and still good"),
    ),
    (
        REFS.replace(required=False),
        Param("depth", "number", "how many references away at most; 0 is all", ("--depth",), "N", default=3),
        KIND,
        INSIDE,
        LIMIT.replace(help="how many things at most, the nearest first; 0 is all"),
        Param("changed", "flag", "clauses whose attached wording is not the one that was read", ("--changed",)),
        Param("accept", "flag", "keep that the references of these clauses still stand", ("--accept",)),
        Param("reason", "text", "why they stand", ("--reason",), "TEXT"),
        Param("all", "flag", "with --changed: also what was accepted", ("--all",)),
        EDITORIAL,
    ),
    is_page=True,
)


def run(session: Session, given: Arguments) -> int:
    """Walk back from each thing that was named, or look at what changed."""
    if given.flag("changed") or given.flag("accept"):
        return _accept(session, given) if given.flag("accept") else _changed(session, given)
    if not given.words("refs"):
        raise UsageError("impact needs a reference", hint="compactx impact SDG 10.c, or compactx impact --changed")
    inside = session.inside()
    found = [
        impact(
            session.index,
            selection.node,
            depth=given.number("depth"),
            kinds=session.kinds(),
            instrument=inside.n if inside else None,
            editorial=given.flag("editorial"),
        )
        for selection in session.select_all()
    ]
    for note in (note for one in found for note in one.notes):
        session.warn(note)
    session.note_dangling(one.node for one in found)
    found = [
        one.replace(touched=tuple(session.first(one.touched, f"things that rest on {one.node.id}"))) for one in found
    ]
    items = [item for one in found for item in data.items(one)]
    query: dict[str, object] = {"refs": [one.node.id for one in found], "depth": given.number("depth")}
    query |= {"kind": given.words("kind")} if given.has("kind") else {}
    query |= {"instrument": inside.id} if inside else {}
    return session.present(
        items,
        columns=data.COLUMNS,
        page=lambda: _page(session, found),
        query=query,
        extra={"more": [one.more for one in found]},
        status=0 if items else 1,
    )


def _suspects(session: Session, given: Arguments) -> list[StaleClause]:
    from compactx.intake.texts.store import attached, stored  # noqa: PLC0415 - only with --changed
    from compactx.query.impact import changed  # noqa: PLC0415 - as above

    nodes = [selection.node for selection in session.select_all()] if given.words("refs") else []
    texts = [(name, text.words) for name in attached() if (text := stored(name))]
    if not texts:
        session.warn("no wording is attached to compare: compactx attach FILE keeps one")
    return changed(session.index, texts, nodes=nodes, with_accepted=given.flag("all"))


def _changed(session: Session, given: Arguments) -> int:
    found = _suspects(session, given)
    return session.present(
        data.changed_items(found),
        columns=data.CHANGED_COLUMNS,
        page=lambda: _changed_page(session, found),
        query={"changed": True, "refs": given.words("refs")},
        rows=data.changed_rows(found),
        schema="changed",
        status=0 if found else 1,
    )


def _accept(session: Session, given: Arguments) -> int:
    from datetime import UTC, datetime  # noqa: PLC0415 - only with --accept

    from compactx.intake.drafts.imports import accept  # noqa: PLC0415 - as above

    if not given.words("refs"):
        raise UsageError("name the clauses that were read again", hint="compactx impact --changed lists them")
    found = _suspects(session, given)
    if not found:
        raise UsageError(
            "none of these reads otherwise than when it was read", hint="compactx impact --changed lists what does"
        )
    today = datetime.now(UTC).date().isoformat()
    pairs = [(one.node.id, one.fingerprint) for one in found]
    path = accept(pairs, given.text("reason"), today, folder=given.text("corpus"))
    session.warn(f"accepted {len(pairs)} clause{'s' if len(pairs) > 1 else ''} in {path}")
    session.tell()
    return 0


def _changed_page(session: Session, found: list[StaleClause]) -> RenderableType:
    from compactx.cli.wordings import wordings  # noqa: PLC0415 - pages only
    from compactx.intake.texts.store import attached  # noqa: PLC0415 - as above
    from compactx.render.pages.impact import changed_page  # noqa: PLC0415 - imports Rich
    from compactx.render.pages.style import says  # noqa: PLC0415 - as above

    words = wordings(session.index, (one.node for one in found))
    return changed_page(found, lambda node: says(node, words, session.saying), is_compared=bool(attached()))


def _page(session: Session, found: list[Impact]) -> RenderableType:
    from compactx.cli.wordings import wordings  # noqa: PLC0415 - pages only
    from compactx.render.pages.impact import page  # noqa: PLC0415 - imports Rich

    nodes = [*(one.node for one in found), *(touched.node for one in found for touched in one.touched)]
    return page(found, wordings(session.index, nodes))
