"""``compactx agreed``: where a wording stood before, and what in it is new."""

from __future__ import annotations

from compactx.cli.command import INSIDE, Command, Param
from compactx.errors import UsageError
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import RenderableType

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.index.read import Node
    from compactx.query.agreed import AgreedQuestion, AgreedResult
    from compactx.query.agreed_sources import AgreedSources, Scope
    from compactx.texts.question import Question

_USES = 10
_SHORTEST = 8  # words of a paragraph, and of a fragment

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
        ("compactx agreed rev1.docx rev2.docx --by source", "several drafts, one after the other"),
        ("compactx agreed A/RES/79/203 --by source", "which documents a resolution draws on"),
        ("compactx agreed gcm/33.a", "where a clause reappears"),
        ('compactx agreed "in all its forms and manifestations" --by year', "how old a phrase is"),
        ("compactx agreed statement.pdf --words 5 --json", "shorter runs too, for a program"),
    ),
    (
        Param("what", "words", "documents (- is standard input), a reference, or words", metavar='FILE...|REF|"WORDS"',
              required=True),
        Param("before", "text", "only what is earlier than this (2019-12-31, 2019-12, 2019)", ("--before",), "DATE"),
        INSIDE.replace(help="only from this document; of a series that is known by name, from all of it"),
        Param("series", "flag", "with --in: from the whole series of that document", ("--series",)),
        Param("by", "text", "how to group", ("--by",), "WHAT", ("paragraph", "source", "year"), "paragraph"),
        Param("new", "flag", "only paragraphs with new words, and of those the words that are new", ("--new",)),
        Param("words", "number", "words from which a paragraph, or a run in one, counts", ("--words",), "N",
              default=_SHORTEST),
        Param("limit", "number", "how many paragraphs, or uses of a phrase; 0 is all", ("-n", "--limit"), "N"),
    ),
    "Documents",
    is_page=True,
    reads_texts=True,
)  # fmt: skip


class _Answer(Record):
    """A question, what was found of it, and where it was looked for."""

    asked: Question
    found: list[AgreedResult]
    held: AgreedSources


def run(session: Session, given: Arguments) -> int:
    """Look for every paragraph."""
    from compactx.cli.agreed_texts import questions, word_runs  # noqa: PLC0415 - help and mistakes need the table alone
    from compactx.index.wording import of_index  # noqa: PLC0415 - as above
    from compactx.query.agreed import AgreedQuestion  # noqa: PLC0415 - as above
    from compactx.query.agreed_sources import AgreedSources  # noqa: PLC0415 - as above
    from compactx.texts.question import sources  # noqa: PLC0415 - as above

    shortest = given.number("words")
    if not 3 <= shortest <= 1000:  # noqa: PLR2004 - a run is three words
        raise UsageError("--words takes a number from 3 to 1000")
    where = sources(session.index)
    runs = word_runs(session, where)
    attached = {one.id: one.words() for one in where.attached}
    answers = []
    for asked in questions(session, given.words("what"), runs):
        scope = _scope(session, given, asked, shortest)
        held = AgreedSources(session.index, runs, scope, of_index(session.index), attached)
        answers.append(_Answer(asked, _wanted(given, [*_found(AgreedQuestion(held), asked)]), held))
    if not runs.documents:
        session.warn("there is nothing to compare with: no library, and no attached text")
    return _present(session, given, answers)


def _wanted(given: Arguments, found: list[AgreedResult]) -> list[AgreedResult]:
    """Leave out what --new leaves out."""
    from compactx.query.agreed import NEW  # noqa: PLC0415 - as above

    if not given.flag("new"):
        return found
    return [one for one in found if one.status == NEW or any(c.op in {"insert", "replace"} for c in one.changes)]


def _scope(session: Session, given: Arguments, asked: Question, shortest: int) -> Scope:
    from compactx.query.agreed_sources import Scope  # noqa: PLC0415 - as above
    from compactx.query.dates import last_day  # noqa: PLC0415 - as above

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
    from compactx.query.series import series  # noqa: PLC0415 - as above

    own = session.index.instrument_of(inside) or inside
    steps = series(session.index, own) if whole or own.kind == "class" else ()
    return (own.n, *(step.node.n for step in steps))


def _found(agreed: AgreedQuestion, asked: Question) -> Iterator[AgreedResult]:
    from compactx.texts.question import is_phrase  # noqa: PLC0415 - as above

    if asked.is_words:
        (words,) = asked.paragraphs
        phrase = agreed.phrase(words) if is_phrase(asked, agreed.shortest) else None
        if phrase:
            yield phrase
            return
        agreed.shortest = min(agreed.shortest, max(3, len(words.wording.split())))
    yield from agreed.of(asked.paragraphs)


def _present(session: Session, given: Arguments, answers: list[_Answer]) -> int:
    from compactx.query.agreed import grouped  # noqa: PLC0415 - as above
    from compactx.render.items import agreed as data  # noqa: PLC0415 - as above

    limit, by = given.number("limit"), given.text("by")
    found = [one for answer in answers for one in answer.found]
    alone = answers[0].asked.is_words or len(found) == 1
    most = limit if limit and not alone else None
    shown = [answer.replace(found=answer.found[:most]) for answer in answers]
    count = sum(len(answer.found) for answer in shown)
    if count < len(found) and session.format != "page":
        session.warn(f"{count} of {len(found)} paragraphs; without -n all are given")
    uses = (limit if given.has("limit") else _USES) if alone else 0
    held = answers[0].held
    groups = [] if by == "paragraph" else grouped(found, by, held)
    scopes = list(dict.fromkeys(answer.held.scope.before or None for answer in answers))
    query = _query(given, answers, scopes[0] if len(scopes) == 1 else None)
    return session.present(
        [item for one in shown for item in data.items(one.found, one.held, uses, one.asked.file)],
        columns=data.COLUMNS if by == "paragraph" else data.GROUP_COLUMNS,
        page=lambda: _page(session, answers, shown, given, uses),
        query=query,
        extra={"summary": data.summary(found), "groups": data.group_items(groups)},
        rows=data.group_items(groups) if groups else [
            row for one in shown for row in data.rows(one.found, one.held, one.asked.file)],
        identify="to",
        status=0 if found and (given.flag("new") or any(map(_stands, found))) else 1,
    )  # fmt: skip


def _stands(one: AgreedResult) -> bool:
    """Say whether anything of a paragraph stands anywhere else."""
    from compactx.query.agreed import NEW  # noqa: PLC0415 - as above

    return one.status != NEW or bool(one.fragments or one.later)


def _query(given: Arguments, answers: list[_Answer], before: str | None) -> Mapping[str, object]:
    what = " ".join(answer.asked.name for answer in answers)
    found: dict[str, object] = {"what": what, "before": before, "by": given.text("by")}
    if given.has("instrument"):
        found["in"] = given.text("instrument")
    return found | {"new": given.flag("new"), "words": given.number("words")}


def _page(
    session: Session, answers: list[_Answer], shown: list[_Answer], given: Arguments, uses: int
) -> RenderableType:
    from compactx.query.agreed import grouped  # noqa: PLC0415 - as above
    from compactx.render.pages.agreed import page  # noqa: PLC0415 - imports Rich
    from compactx.render.pages.style import blank, stack  # noqa: PLC0415 - as above

    by, width, whole = given.text("by"), session.width, not session.is_terminal
    parts: list[RenderableType] = []
    for answer, part in zip(answers, shown, strict=True):
        groups = [] if by == "paragraph" else grouped(answer.found, by, answer.held)
        parts += [blank()] if parts else []
        parts.append(page(answer.asked.name, answer.found, part.found, groups, answer.held, width,
                          only_new=given.flag("new"), by=by, uses=uses, whole=whole))  # fmt: skip
    return stack(*parts)
