"""``compactx series``: what changed from year to year."""

from __future__ import annotations

from compactx.cli.command import DARK, FORCE, OUTPUT, Command, Param
from compactx.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import RenderableType

    from compactx.citation.catalogue import Catalogue
    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.index.read import Node
    from compactx.query.evolution import Evolution, Stage

COMMAND = Command(
    "series",
    "what changed in a yearly series, text by text",
    """Takes a resolution, or a class of them, and compares every text of its series with the one before it: how many
    paragraphs were kept word for word, changed, new and gone, which citations came in, which verbs weakened; and for
    every paragraph of the latest, in which year it came in. Several documents or references, the earliest first, are
    taken as a series of their own.

    The wording comes from your attached texts and your library; where it is missing, the line says so.""",
    (
        ("compactx series A/RES/76/172", "the protection of migrants, year by year"),
        ("compactx series 2019.txt 2021.xml 2023.docx", "documents of your own"),
        ("compactx series A/RES/76/172 -o series.svg", "a picture for a slide"),
        ("compactx series series-protection --json", "with every paragraph's origin, for a program"),
    ),
    (
        Param("what", "words", "a resolution of a series, or its texts in order", metavar="REF...", required=True),
        Param("every", "flag", "list every paragraph of the latest text", ("--all",)),
        OUTPUT.replace(help="write a picture: .svg or .png; - is the page"),
        DARK,
        FORCE,
    ),
    "Documents",
    is_page=True,
    reads_texts=True,
)


def run(session: Session, given: Arguments) -> int:
    """Compare the texts of a series, and present the table."""
    from compactx.citation.catalogue import load_catalogue  # noqa: PLC0415 - help and mistakes need the table alone
    from compactx.cli.operands import operands  # noqa: PLC0415 - as above
    from compactx.query.evolution import evolution  # noqa: PLC0415 - as above
    from compactx.render.items import series as data  # noqa: PLC0415 - as above

    named = operands(session, given.words("what"))
    catalogue = load_catalogue(session.index)
    if len(named) == 1 and not isinstance(named[0], str):
        found = _of_series(session, named[0], catalogue)
    elif len(named) > 1:
        stages = [_stage(session, one, catalogue) for one in named]
        found = evolution(f"{stages[0].symbol or stages[0].name} to {stages[-1].symbol or stages[-1].name}", stages)
    else:
        raise UsageError("a series needs a reference, or several documents", hint="compactx series A/RES/76/172")
    missing = [stage.id for stage in found.stages if stage.text is None]
    if missing:
        session.warn(f"no wording of {', '.join(missing)} is here; compactx attach {missing[0]} FILE keeps one")
    if given.has("output") and given.text("output") != "-":
        return _draw(session, given, found)
    return session.present(
        data.items(found),
        columns=data.COLUMNS,
        rows=data.rows(found),
        page=lambda: _page(found, session.width, every=given.flag("every")),
        query={"what": [one if isinstance(one, str) else one.id for one in named]},
        extra={"paragraphs": data.origins(found)},
        status=0 if sum(stage.text is not None for stage in found.stages) > 1 else 1,
    )


def _of_series(session: Session, node: Node, catalogue: Catalogue) -> Evolution:
    """Return the series that a resolution belongs to, or that a class is."""
    from compactx.query.evolution import evolution  # noqa: PLC0415 - as above
    from compactx.query.series import series  # noqa: PLC0415 - as above

    steps = series(session.index, node)
    if not steps:
        raise UsageError(f"{node.id} stands alone: no other resolution here has its title",
                         hint="name the texts one after another, the earliest first")  # fmt: skip
    return evolution(node.title or node.id, [_of_node(session, step.node, catalogue) for step in steps])


def _of_node(session: Session, node: Node, catalogue: Catalogue) -> Stage:
    from compactx.cli.operands import operand_text  # noqa: PLC0415 - as above
    from compactx.query.evolution import Stage  # noqa: PLC0415 - as above
    from compactx.texts.wording import words_of  # noqa: PLC0415 - as above

    words = words_of(session.index, node)
    found = operand_text(session, node, catalogue) if words else None
    return Stage(node.title, node.id, node.symbol, node.date, found)


def _stage(session: Session, operand: str | Node, catalogue: Catalogue) -> Stage:
    from compactx.cli.operands import operand_text  # noqa: PLC0415 - as above
    from compactx.query.evolution import Stage  # noqa: PLC0415 - as above

    if not isinstance(operand, str):
        return _of_node(session, operand, catalogue)
    found = operand_text(session, operand, catalogue)
    return Stage(found.name, "", "", "", found)


def _draw(session: Session, given: Arguments, found: Evolution) -> int:
    from compactx.cli.pictures import put_picture  # noqa: PLC0415 - only with -o
    from compactx.export.series_svg import series_picture  # noqa: PLC0415 - only with -o

    put_picture(
        session, given.text("output"), series_picture(found, dark=given.flag("dark")), force=given.flag("force")
    )
    return 0


def _page(found: Evolution, width: int, *, every: bool) -> RenderableType:
    from compactx.render.pages.series import page  # noqa: PLC0415 - imports Rich

    return page(found, width, every=every)
