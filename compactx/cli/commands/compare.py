"""``compactx compare``: what changed from one text to another."""

from __future__ import annotations

from compactx.cli.command import FORCE, OUTPUT, Command, Param
from compactx.errors import UsageError
from compactx.model.kinds import family

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import RenderableType

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.index.read import Node
    from compactx.query.compare import Alignment, Comparison
    from compactx.query.shared import SharedRow

_STATUSES = ("same", "changed", "moved", "split", "merged", "only-from", "only-to")

COMMAND = Command(
    "compare",
    "what changed from one text to another, clause by clause",
    """Takes two documents or references, the earlier one first: editions of a text, two resolutions of a series, two
    declarations, a draft and its revision. Every paragraph is "same", "changed", "moved" (out of order), "split",
    "merged", "only-from" (gone) or "only-to" (new); one that only got another number is same or changed, with both
    numbers. It says which words changed, which citations were gained and lost, which verbs weakened ("urges" that
    became "encourages"), and counts the brackets and options of a negotiating draft.

    The wording of a reference comes from your attached texts and your library. Of objectives, clauses, actors and
    several things at once it says what they share and what only one has: what their actions are about, what they
    cite, what cites them, who reviews them, where their ideas stand; --things and --texts choose.""",
    (
        ("compactx compare draft.docx revised.docx", "a draft and its revision"),
        ("compactx compare A/RES/76/172 A/RES/78/217", "two resolutions of your library"),
        ("compactx compare rev1.docx rev2.docx --status changed,only-to", "only what changed or is new"),
        ("compactx compare old.pdf new.pdf -o changes.docx", "tracked changes for a word processor"),
        ("compactx compare objective 5 objective 6", "what two objectives share"),
    ),
    (
        Param("what", "words", "two documents or references; - is a document on standard input", metavar="A B",
              required=True),
        Param("things", "flag", "what things share, not how their wording changed", ("--things",)),
        Param("texts", "flag", "how the wording changed, of objectives and clauses too", ("--texts",)),
        Param("status", "many", "only clauses that are these", ("--status",), "NAMES", _STATUSES),
        Param("every", "flag", "show unchanged paragraphs too", ("--all",)),
        OUTPUT,
        FORCE,
    ),
    "Documents",
    is_page=True,
    reads_texts=True,
)  # fmt: skip


def run(session: Session, given: Arguments) -> int:
    """Compare, and present what changed."""
    from compactx.cli.operands import operand_text, operands  # noqa: PLC0415 - help and mistakes need the table alone

    if given.flag("things") and given.flag("texts"):
        raise UsageError("--things and --texts are two different questions")
    found = operands(session, given.words("what"))
    nodes = [one for one in found if not isinstance(one, str)]
    if len(nodes) == len(found) > 1 and _are_things(session, given, nodes):
        return _present_shared(session, given, nodes)
    if given.flag("things"):
        raise UsageError("--things compares two or more references", hint="compactx compare objective 5 objective 6")
    if len(found) != 2:  # noqa: PLR2004 - two texts
        raise UsageError(f"compare needs two texts, and {_counted(found)} named",
                         hint='compactx compare draft.docx revised.docx; put "to" between references')  # fmt: skip
    from compactx.citation.catalogue import load_catalogue  # noqa: PLC0415 - only for texts
    from compactx.query.compare import compare  # noqa: PLC0415 - as above

    catalogue = load_catalogue(session.index)
    old, new = (operand_text(session, operand, catalogue) for operand in found)
    return _present(session, given, compare(old, new))


def _are_things(session: Session, given: Arguments, nodes: list[Node]) -> bool:
    """Say whether what references share is asked for, and not how one text became another."""
    if given.flag("things") or given.flag("texts"):
        return given.flag("things")
    if len(nodes) > 2 or any(family(node.kind) != "instrument" for node in nodes):  # noqa: PLR2004 - two texts
        return True
    from compactx.texts.wording import words_of  # noqa: PLC0415 - where both readings are possible

    return not any(words_of(session.index, node) for node in nodes)


def _present_shared(session: Session, given: Arguments, nodes: list[Node]) -> int:
    from compactx.query.shared import not_all_read, shared  # noqa: PLC0415 - as above
    from compactx.render.items import compare as data  # noqa: PLC0415 - as above

    if given.has("output") or given.words("status"):
        raise UsageError("-o and --status are for texts", hint="--texts compares the wording of references")
    session.note_dangling(nodes)
    rows = shared(session.index, nodes)
    for told in not_all_read(session.index, nodes):
        session.warn(told)
    return session.present(
        data.shared_items(rows, nodes),
        columns=data.SHARED_COLUMNS,
        rows=data.shared_rows(rows, nodes),
        page=lambda: _shared_page(rows, nodes, session, every=given.flag("every")),
        query={"refs": [node.id for node in nodes]},
        schema="compare-things",
        status=0 if any(row.holders > 1 for row in rows) else 1,
    )


_FORMS = {"md": "md", "markdown": "md", "html": "html", "htm": "html", "docx": "docx"}


def _present(session: Session, given: Arguments, found: Comparison) -> int:
    from compactx.render.items import compare as data  # noqa: PLC0415 - as above

    if given.has("output") and given.text("output") != "-":
        return _write(session, given, found)
    wanted = given.words("status")
    shown = [one for one in found.alignments if not wanted or one.status in wanted]
    every = given.flag("every") or "same" in wanted
    return session.present(
        data.items(shown),
        columns=data.COLUMNS,
        rows=data.rows(shown),
        page=lambda: _page(session, found, shown, every=every),
        query={"from": found.old.id or found.old.name, "to": found.new.id or found.new.name, "status": wanted},
        extra={"summary": data.totals(found)},
        identify="to",
        status=0 if shown else 1,
    )


def _write(session: Session, given: Arguments, found: Comparison) -> int:
    """Write a document, in the form that its ending says."""
    from compactx.export.comparison import WRITERS  # noqa: PLC0415 - only with -o
    from compactx.export.place import put  # noqa: PLC0415 - as above

    path = given.text("output")
    form = _FORMS.get(path.rpartition(".")[2].lower(), "")
    if not form:
        raise UsageError(f'"{path}" does not say a form', hint="end it with .md, .html or .docx")
    session.tell()
    put({path: lambda stream: WRITERS[form](found, stream, every=given.flag("every"))}, binary=form == "docx",
        force=given.flag("force"))  # fmt: skip
    return 0


def _counted(found: list[str | Node]) -> str:
    return f"{len(found)} {'was' if len(found) == 1 else 'were'}"


def _page(session: Session, found: Comparison, shown: list[Alignment], *, every: bool) -> RenderableType:
    from compactx.query.overview import short_names  # noqa: PLC0415 - for pages
    from compactx.render.pages.compare import page  # noqa: PLC0415 - imports Rich

    things = [*found.gained, *found.lost, *(thing for one in shown for thing in (*one.gained, *one.lost))]
    names, whole = short_names(session.index, (thing.to for thing in things)), not session.is_terminal
    return page(found, shown, session.width, names, every=every, whole=whole)


def _shared_page(rows: list[SharedRow], nodes: list[Node], session: Session, *, every: bool) -> RenderableType:
    from compactx.cli.wordings import worded  # noqa: PLC0415 - for pages
    from compactx.query.overview import short_names  # noqa: PLC0415 - as above
    from compactx.render.pages.compare import shared_page  # noqa: PLC0415 - imports Rich

    parts = [part for row in rows for part in (row.id, row.id.partition("/")[0])]
    names = short_names(session.index, (*parts, *(node.id for node in nodes if not node.locator)))
    things, whole = worded(session.index, nodes), not session.is_terminal
    return shared_page(rows, things, session.width, names, every=every, whole=whole)
