"""``compactx refs``: where a thing is referred to."""

from __future__ import annotations

from compactx.cli.command import Command, Param
from compactx.cli.options import EDITORIAL, FILTERS, REFS
from compactx.errors import UsageError
from compactx.query.refs import DIRECTIONS, Refs, RefsFilter, refs
from compactx.query.select import select
from compactx.render.items import refs as data

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import RenderableType

    from compactx.cli.command import Given
    from compactx.cli.session import Session

_MOST_DIGITS = 7  # 999..999 is plenty

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
        ("compactx refs ICERD --basis class", "through a class that it belongs to"),
    ),
    (
        REFS,
        Param("by", "text", "how to group on a terminal", ("--by",), "WHAT",
              ("objective", "kind", "relation", "instrument", "year", "body", "none"), "objective"),
        *FILTERS,
        Param("objective", "many", "only clauses of these objectives (7, 7..13)", ("--objective",), "NUMBERS"),
        Param("instrument", "text", "only clauses of this instrument", ("--in",), "REF"),
        Param("direction", "text", "which way", ("--direction", "-d"), "WAY", DIRECTIONS),
        Param("mentions", "flag", "every mention, not one per clause", ("--mentions",)),
        Param("parts", "flag", "with references to its parts", ("--parts",)),
        Param("as_of", "text", "only documents of this day or earlier", ("--as-of",), "DATE"),
        Param("limit", "number", "only so many, the first; 0 is all", ("--limit", "-n"), "N"),
        EDITORIAL,
    ),
)  # fmt: skip


def run(session: Session, given: Given) -> int:
    """List the references of each thing that was named."""
    wanted = _filter(session, given)
    found = [refs(session.index, selection.node, wanted) for selection in session.select_all()]
    items = [item for one in found for item in data.items(one)]
    query = {"refs": [one.node.id for one in found], **_asked(given)}
    return session.present(
        items,
        columns=data.COLUMNS,
        page=lambda: _page(session, found, given.text("by")),
        query=query,
        extra={"apart": [dict(one.apart) for one in found]},
        identify="clause",
        status=0 if items else 1,
    )


def _filter(session: Session, given: Given) -> RefsFilter:
    inside = given.text("instrument")
    return RefsFilter(
        relations=session.relations(),
        basis=tuple(given.words("basis")),
        kinds=_kinds(given.words("kind")),
        legal=tuple(given.words("legal")),
        objectives=tuple(n for text in given.words("objective") for n in _numbers(text)),
        instrument=select(session.index, inside).node.n if inside else None,
        direction=given.text("direction"),
        mentions=given.flag("mentions"),
        parts=given.flag("parts"),
        editorial=given.flag("editorial"),
        as_of=_day(given.text("as_of")),
        limit=given.number("limit"),
    )


def _day(text: str) -> str:
    if not text:
        return ""
    from compactx.query.dates import last_day  # noqa: PLC0415 - only with --as-of

    return last_day(text)


def _kinds(words: list[str]) -> tuple[str, ...]:
    from compactx.query.listing import kinds_of  # noqa: PLC0415 - only with --kind

    return tuple(kind for word in words for kind in kinds_of(word))


def _numbers(text: str) -> range:
    first, dots, last = text.partition("..")
    last = last if dots else first
    if not (first.isdecimal() and last.isdecimal() and len(first + last) < _MOST_DIGITS):
        raise UsageError(f'"{text}" is not an objective', hint="write a number or a range: --objective 7..13")
    return range(int(first), int(last) + 1)


def _asked(given: Given) -> dict[str, object]:
    names = ("relation", "basis", "kind", "legal", "objective")
    asked: dict[str, object] = {name: given.words(name) for name in names if given.words(name)}
    asked |= {name: True for name in ("mentions", "parts", "editorial") if given.flag(name)}
    asked |= {"as_of": given.text("as_of")} if given.text("as_of") else {}
    asked |= {"limit": given.number("limit")} if given.number("limit") else {}
    if given.text("direction"):
        asked["direction"] = given.text("direction")
    return asked


def _page(session: Session, found: list[Refs], by: str) -> RenderableType:
    from compactx.render.pages.refs import page  # noqa: PLC0415 - imports Rich

    return page(found, by, session.width)
