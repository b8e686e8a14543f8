"""``compactx show``: a page about one thing."""

from __future__ import annotations

from compactx.cli.command import Command, Param
from compactx.cli.options import EDITORIAL, REFS
from compactx.query.show import show
from compactx.render.items import show as data
from compactx.render.items.node import claim, origin_item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import RenderableType

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.query.also import Also
    from compactx.query.show import Profile

COMMAND = Command(
    "show",
    "what a thing is, what it refers to, what refers to it",
    """Shows an objective, a clause, an instrument or an actor as one page: title, gist, its parts with
    what each cites, who reviews it and by which clause, what refers to it, and the official symbol and
    link.

    A reference is an id (gcm/33.a), a name or symbol ("2030 Agenda", A/RES/70/1, C189), a kind and a
    number (objective 17, SDG 10.c) or a clause of the Compact (33(a)). Words need no quotes.""",
    (
        ("compactx show objective 17", "an objective with its commitment and actions"),
        ("compactx show 36b", "one action; also '36(b)', with quotes because of the shell"),
        ("compactx show IMRF", "a review forum: what it does, by which clause"),
        ("compactx show 70/1 --json", "the same for a program"),
        ("compactx show 33a --text", "with the full wording, once you attached it"),
    ),
    (
        REFS,
        EDITORIAL,
        Param("text", "flag", "also the full wording, as attached or as the library has it", ("--text",)),
    ),
    is_page=True,
)


def run(session: Session, given: Arguments) -> int:
    """Show each thing that was named."""
    shown = [
        show(session.index, selection.node, editorial=given.flag("editorial")) for selection in session.select_all()
    ]
    session.note_dangling(one.node for one in shown)
    session.note_claims(one.node for one in shown)
    for one in shown if session.format != "page" else ():
        if one.referring > len(one.referenced_by):
            listed = f"{len(one.referenced_by)} of {one.referring} references to {one.node.id}"
            session.warn(f"{listed}; compactx refs {one.node.id} gives all")
    for one in shown:
        session.tell_later(one.instrument or one.node)
    items = [item | origin_item(session.index, one.node) for one in shown for item in data.items(one)]
    query = {"refs": [one.node.id for one in shown]}
    words = _words(session, shown) if given.flag("text") else {}
    columns: tuple[str, ...] = data.COLUMNS
    if given.flag("text"):
        data.add_text(items, words)
        columns = (*columns, "text")
    return session.present(items, columns=columns, page=lambda: _page(session, shown, words), query=query)


def _also(session: Session, shown: list[Profile]) -> dict[str, Also]:
    """Return where clauses also stand word for word, by id, if the word runs were made and are of now."""
    from compactx.index.runs import found  # noqa: PLC0415 - only for a page
    from compactx.intake.texts.store import marks  # noqa: PLC0415 - as above
    from compactx.query.also import also  # noqa: PLC0415 - as above

    clauses = [one.node for one in shown if one.node.locator]
    runs = found(session.index.meta().get("library", ""), marks()) if clauses else None
    return {node.id: known for node in clauses if runs and (known := also(session.index, runs, node))}


def _words(session: Session, shown: list[Profile]) -> dict[str, str]:
    """Return the wording of what is shown and of its parts, by id: as attached, or else as the library has it."""
    from compactx.index.wording import of_instrument  # noqa: PLC0415 - only with --text
    from compactx.intake.texts.store import stored  # noqa: PLC0415 - as above

    found: dict[str, str] = {}
    for whole in {whole.n: whole for whole in (one.instrument or one.node for one in shown)}.values():
        text = stored(whole.id)
        wording = of_instrument(session.index, whole) if text is None else text.words
        if text is None and not wording:
            session.warn(f"no text of {whole.id} is attached; compactx attach {whole.id} FILE keeps one")
        found |= {f"{whole.id}/{locator}": words for locator, words in wording.items()}
    return found


def _page(session: Session, shown: list[Profile], words: dict[str, str]) -> RenderableType:
    from compactx.render.pages.show import page  # noqa: PLC0415 - imports Rich

    claims = {one.node.n: said for one in shown if (said := claim(session.index, one.node))}
    return page(shown, session.width, words, claims, _also(session, shown))
