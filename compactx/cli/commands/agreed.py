"""``compactx agreed``: where a wording stood before, and what in it is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.cli.agreed_texts import question, runs_of, sources
from compactx.cli.command import Command, Param
from compactx.cli.options import INSIDE
from compactx.errors import UsageError
from compactx.index.wording import of_index
from compactx.query.agreed import NEW, PHRASE, Agreed, grouped
from compactx.query.agreed_sources import SHORTEST, Scope, Sources
from compactx.query.dates import last_day
from compactx.query.series import series
from compactx.render.items import agreed as data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import RenderableType

    from compactx.cli.agreed_texts import Question
    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.index.read import Node
    from compactx.query.agreed import Found, Group

_USES = 10

COMMAND = Command(
    "agreed",
    "where a wording stood before, and what in it is new",
    """Says of each paragraph (eight words and more) of a draft, of a clause or instrument whose wording is here, or of
    words given, where it stood before: verbatim, near (0.8 and more of the words kept in order), partly (0.5, or a run
    of twelve words) or new; from which clause, first and latest use, how many clauses have it, and in the line which
    words are [-gone-] and which {+new+}. Runs of eight words inside a new sentence are named with their source. A verb
    that became weaker or stronger is said.

    Asked are the library and attached texts, never the document itself and no footnotes; --before takes only what is
    earlier. A document that is in the library is compared with what is older than itself, and what came after it
    is told apart. Up to twelve words are looked for as a phrase: who introduced it, how it travelled.""",
    (
        ("compactx agreed draft.docx", "a draft, paragraph by paragraph"),
        ("compactx agreed draft.docx --new", "only what is new in it"),
        ("compactx agreed A/RES/79/203 --by source", "which documents a resolution draws on"),
        ("compactx agreed gcm/33.a", "where a clause reappears"),
        ('compactx agreed "in all its forms and manifestations" --by year', "how old a phrase is"),
        ("compactx agreed statement.pdf --words 5 --json", "shorter runs too, for a program"),
    ),
    (
        Param("what", "words", "a document (- is standard input), a reference, or words", metavar='FILE|REF|"WORDS"',
              required=True),
        Param("before", "text", "only what is earlier than this (2019-12-31, 2019-12, 2019)", ("--before",), "DATE"),
        INSIDE.replace(help="only from this document; of a series that is known by name, from all of it"),
        Param("series", "flag", "with --in: from the whole series of that document", ("--series",)),
        Param("by", "text", "how to group", ("--by",), "WHAT", ("paragraph", "source", "year"), "paragraph"),
        Param("new", "flag", "only paragraphs with new words, and of those the words that are new", ("--new",)),
        Param("words", "number", "words from which a paragraph, or a run in one, counts", ("--words",), "N",
              default=SHORTEST),
        Param("limit", "number", "how many paragraphs, or uses of a phrase; 0 is all", ("-n", "--limit"), "N"),
    ),
    "Documents",
    is_page=True,
)  # fmt: skip


def run(session: Session, given: Arguments) -> int:
    """Look for every paragraph."""
    shortest = given.number("words")
    if not 3 <= shortest <= 1000:  # noqa: PLR2004 - a run is three words
        raise UsageError("--words takes a number from 3 to 1000")
    where = sources(session.index)
    runs = runs_of(session, where)
    asked = question(session, given.words("what"), runs)
    scope = _scope(session, given, asked, shortest)
    attached = {one.id: one.words() for one in where.attached}
    held = Sources(session.index, runs, scope, of_index(session.index), attached)
    if not runs.documents:
        session.warn("there is nothing to compare with: no library, and no attached text")
    found = [*_found(Agreed(held), asked)]
    if given.flag("new"):
        found = [one for one in found if one.status == NEW or any(c.op in {"insert", "replace"} for c in one.changes)]
    return _present(session, given, asked, found, held)


def _scope(session: Session, given: Arguments, asked: Question, shortest: int) -> Scope:
    before = given.text("before")
    last_day(before)
    inside = session.inside()
    if given.flag("series") and inside is None:
        raise UsageError("--series says how far --in reaches", hint="add --in REF")
    rows = None if inside is None else _rows(session, inside, whole=given.flag("series"))
    if asked.whole is None:
        return Scope(before, rows, (), shortest)
    if not before and asked.whole.date:
        before = asked.whole.date
    if asked.name != asked.whole.id and not asked.name.startswith(f"{asked.whole.id}/"):
        session.warn(f"{asked.name} is {asked.whole.id}: left out, and only what is earlier is compared")
    return Scope(before, rows, (asked.whole.n,), shortest)


def _rows(session: Session, inside: Node, *, whole: bool) -> tuple[int, ...]:
    """Return the documents that --in means: one, or the series that it is or belongs to."""
    own = session.index.instrument_of(inside) or inside
    steps = series(session.index, own) if whole or own.kind == "class" else ()
    return (own.n, *(step.node.n for step in steps))


def _found(agreed: Agreed, asked: Question) -> Iterator[Found]:
    if asked.is_words:
        (words,) = asked.paragraphs
        size = len(words.wording.split())
        phrase = agreed.phrase(words) if size <= PHRASE or size < agreed.shortest else None
        if phrase:
            yield phrase
            return
        agreed.shortest = min(agreed.shortest, max(3, size))
    yield from agreed.of(asked.paragraphs)


def _present(session: Session, given: Arguments, asked: Question, found: list[Found], held: Sources) -> int:
    limit, by = given.number("limit"), given.text("by")
    alone = asked.is_words or len(found) == 1
    shown = found if alone or not limit else found[:limit]
    if len(shown) < len(found) and session.format != "page":
        session.warn(f"{len(shown)} of {len(found)} paragraphs; without -n all are given")
    uses = (limit if given.has("limit") else _USES) if alone else 0
    groups = [] if by == "paragraph" else grouped(found, by, held)
    lines = data.groups(groups) if by != "paragraph" else data.rows(shown, held)
    return session.present(
        data.items(shown, held, uses),
        columns=data.COLUMNS if by == "paragraph" else data.GROUP_COLUMNS,
        page=lambda: _page(asked.name, found, shown, groups, held, given, session.width, uses),
        query=_query(given, asked, held.scope),
        extra={"summary": data.summary(found), "groups": data.groups(groups)},
        rows=lines,
        identify="to",
        status=0 if found and (given.flag("new") or any(map(_stands, found))) else 1,
    )


def _stands(one: Found) -> bool:
    """Say whether anything of a paragraph stands anywhere else."""
    return one.status != NEW or bool(one.fragments or one.later)


def _query(given: Arguments, asked: Question, scope: Scope) -> Mapping[str, object]:
    found: dict[str, object] = {"what": asked.name, "before": scope.before or None, "by": given.text("by")}
    if given.has("instrument"):
        found["in"] = given.text("instrument")
    return found | {"new": given.flag("new"), "words": scope.shortest}


def _page(
    name: str, found: list[Found], shown: list[Found], groups: list[Group], held: Sources, given: Arguments, width: int,
    uses: int,
) -> RenderableType:  # fmt: skip
    from compactx.render.pages.agreed import page  # noqa: PLC0415 - imports Rich

    return page(name, found, shown, groups, held, width, only_new=given.flag("new"), by=given.text("by"), uses=uses)
