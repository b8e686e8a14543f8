"""``compactx show``: a page about one thing."""

from __future__ import annotations

import time

from compactx.cli.command import EDITORIAL, REFS, WEB, Command, Param
from compactx.model.kinds import INSTRUMENT_KINDS
from compactx.render.items import show as data
from compactx.render.items.listing import claim, origin_item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import RenderableType

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.query.elsewhere import Recurrence
    from compactx.query.show import Profile

_CITING = 24  # who cites a thing, on the page of a screen; compactx refs lists all

COMMAND = Command(
    "show",
    "what a thing is, what it refers to, what refers to it",
    """Shows an objective, a clause, an instrument or an actor as one page: what it says, its parts with
    what each cites, when it was taken up and is reviewed next, what refers to it, the official symbol
    and link. The wording stands behind a bar, with the line to cite it by, once you attached it or where
    your library has it; until then there are our summaries, each behind a ~.

    A reference is an id (gcm/33.a), a name or symbol ("2030 Agenda", A/RES/70/1, C189), a kind and a
    number (objective 17, SDG 10.c) or a clause of the Compact (33(a)). Words need no quotes.""",
    (
        ("compactx show objective 17", "an objective with its commitment and actions"),
        ("compactx show 36b", "one action; also '36(b)', with quotes because of the shell"),
        ("compactx show IMRF", "a review forum: what it does, by which clause"),
        ("compactx show 70/1 --json", "the same for a program"),
        ("compactx attach FILE", "your copy of a text: from then on its wording is shown"),
    ),
    (
        REFS,
        EDITORIAL,
        Param(
            "text",
            "flag",
            "the full wording in JSON and lines too; a page shows it wherever it is at hand",
            ("--text",),
        ),
        WEB,
        Param("gist", "flag", "our summaries too where the wording is shown", ("--gist",)),
    ),
    is_page=True,
)


def run(session: Session, given: Arguments) -> int:
    """Show each thing that was named."""
    selected = session.select_all()
    from compactx.query.show import show  # noqa: PLC0415 - not for a name that is mistyped

    shown = [show(session.index, selection.node, editorial=given.flag("editorial")) for selection in selected]
    if given.flag("web"):
        from compactx.cli.handover import open_pages  # noqa: PLC0415 - only with --web

        return open_pages(session, (one.node for one in shown))
    session.note_dangling(one.node for one in shown)
    session.note_claims(one.node for one in shown)
    for one in shown if session.format != "page" else ():
        if one.referring > len(one.referenced_by):
            listed = f"{len(one.referenced_by)} of {one.referring} references to {one.node.id}"
            session.warn(f"{listed}; compactx refs {one.node.id} gives all")
    for one in shown:
        session.tell_later(one.instrument or one.node)
    is_drawn = session.format == "page"
    told = shown if not is_drawn else ()
    items = [item | origin_item(session.index, one.node) for one in told for item in data.items(one)]
    query = {"refs": [one.node.id for one in shown]}
    words, lacking = _words(session, shown) if given.flag("text") or is_drawn else ({}, {})
    for whole in lacking if given.flag("text") and not is_drawn else ():
        session.warn(f"no text of {whole} is attached; compactx attach {whole} FILE keeps one")
    columns: tuple[str, ...] = data.COLUMNS
    if given.flag("text"):
        data.add_text(items, words)
        columns = (*columns, "text")
    return session.present(items, columns=columns, page=lambda: _page(session, shown, words, lacking), query=query)


def _also(session: Session, shown: list[Profile]) -> dict[str, Recurrence]:
    """Return where clauses also stand word for word, by id, if the word runs were made and are of now."""
    clauses = [one.node for one in shown if one.node.locator]
    if not clauses:
        return {}
    from compactx.index.runs import found  # noqa: PLC0415 - only for the page of a clause
    from compactx.intake.texts.store import text_marks  # noqa: PLC0415 - as above
    from compactx.query.elsewhere import recurrence  # noqa: PLC0415 - as above

    runs = found(session.index.meta().get("library", ""), text_marks())
    return {node.id: known for node in clauses if runs and (known := recurrence(session.index, runs, node))}


def _words(session: Session, shown: list[Profile]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the wording of what is shown and of its parts, by id: as attached, or else as the library has it.

    And of each instrument without any how to get it.
    """
    from compactx.cli.wordings import of_whole  # noqa: PLC0415 - only where wording is shown

    found: dict[str, str] = {}
    lacking: dict[str, str] = {}
    for whole in {whole.n: whole for whole in (one.instrument or one.node for one in shown)}.values():
        wording, is_attached = of_whole(session.index, whole)
        if not is_attached and not wording and whole.kind in INSTRUMENT_KINDS:
            name = whole.symbol if "/" in whole.symbol else whole.title
            lacking[whole.id] = f"not here: compactx attach FILE, with your copy of {name}"
        found |= {f"{whole.id}/{locator}": words for locator, words in wording.items()}
    return found, lacking


def _citations(session: Session, shown: list[Profile], words: dict[str, str]) -> dict[str, str]:
    """Return the line to cite each wording by, by id."""
    nodes = [node for one in shown for node in (one.node, *(part.node for part in one.parts)) if node.id in words]
    if not nodes:
        return {}
    from compactx.query.cite import cite  # noqa: PLC0415 - only where wording is shown
    from compactx.render.items.cite import load_style  # noqa: PLC0415 - as above

    style = load_style("un")
    return {node.id: style.cite(cite(session.index, node)) for node in nodes}


def _page(session: Session, shown: list[Profile], words: dict[str, str], lacking: dict[str, str]) -> RenderableType:
    from compactx.query.overview import setting  # noqa: PLC0415 - pages only
    from compactx.render.pages.opening import QuotedWording  # noqa: PLC0415 - imports Rich
    from compactx.render.pages.show import page  # noqa: PLC0415 - as above

    on = time.strftime("%Y-%m-%d")
    claims = {one.node.n: said for one in shown if (said := claim(session.index, one.node))}
    citations, most = _citations(session, shown, words), _CITING if session.is_terminal else 0
    quoted = QuotedWording(words, citations, session.given.flag("gist"), lacking, most)
    around = [(one, setting(session.index, one.node, one.references, on)) for one in shown]
    return page(around, session.width, quoted, claims, _also(session, shown))
