"""``compactx stats``: how large, what matters most, what is missing.

Of a question about everything, which reads no text of the user's, the answer is remembered as it was written, beside
the index. It changes with what the index holds, the code that makes it and the output it is made for. All three are
compared before one is given again; what is damaged, of another version or another user's is made anew. A cache that
cannot be written to remembers nothing.
"""

from __future__ import annotations

import os
import sys
import zlib

from compactx.cli.command import AS_OF, EDITORIAL, KIND, Command, Param
from compactx.corpus.source import texts_folder
from compactx.errors import UsageError, no_such
from compactx.index import notes
from compactx.query.stats import SECTIONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.query.stats import Figure, YearTimeline

    Mark = tuple[str, int, int]  # a file, its size, when it was written to

COMMAND = Command(
    "stats",
    "size, most cited, central things, communities, and gaps",
    """Prints figures about the corpus, each with a sentence on what it means: size, things by kind, what is cited most,
    references by objective, centrality, communities, and a register of gaps (things that nothing refers to, references
    that lead nowhere, facts the corpus doubts or names no printed source for).

    Centrality and communities look at the graph in which a clause counts for its objective, or else for its
    instrument.""",
    (
        ("compactx stats", "everything"),
        ("compactx stats gaps", "what is missing, with file and line"),
        ("compactx stats cited -n 0 --csv", "every cited thing, for a spreadsheet"),
        ("compactx stats communities", "what belongs together"),
        ("compactx stats --by year --as-of 2022", "what is cited most, year by year"),
    ),
    (
        Param("sections", "words", " ".join(SECTIONS), metavar="SECTION...", choices=SECTIONS),
        Param("by", "text", "what is cited most, year by year", ("--by",), "WHAT", ("year",)),
        Param("timeline", "flag", "as --by year", aliases=("--timeline",)),
        AS_OF.replace(help="with --by year: only documents of this day or earlier (2019-12-31, 2019-12, 2019)"),
        KIND.replace(help="with --by year: only things of these kinds"),
        Param(
            "top", "number", "how many in a ranking; 0 is all", ("-n", "--limit"), "N", default=10, aliases=("--top",)
        ),
        EDITORIAL,
    ),
    group="Data",
    is_page=True,
)
_SLOTS = 32  # answers that are remembered of one index; of two with one number the later one stays
_MOST = 8 << 20  # letters of an answer that is remembered
# What else tells how an output is written: by us, and by what draws pages.
_VARIABLES = ("CLICOLOR", "CLICOLOR_FORCE", "COMPACTX_FORCE_TTY", "FORCE_COLOR", "LANG", "LC_ALL", "LC_CTYPE",
              "NO_COLOR", "TERM", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "UNICODE_VERSION")  # fmt: skip


def run(session: Session, given: Arguments) -> int:
    """Count, or tell what was counted before."""
    return answer_once(session, given, _count)


def _count(session: Session, given: Arguments) -> int:
    session.note_all_dangling()
    if given.flag("timeline") or given.has("by"):
        return _timeline(session, given)
    for name in ("as_of", "kind"):
        if given.has(name):
            raise UsageError(f"--{name.replace('_', '-')} goes with --by year")
    sections = given.words("sections")
    unknown = [word for word in sections if word not in SECTIONS]
    if unknown:
        raise no_such(
            f'no section is named "{unknown[0]}"', unknown[0], SECTIONS, hint=f"sections: {' '.join(SECTIONS)}"
        )
    from compactx.query.stats import left_out, stats  # noqa: PLC0415 - counted once
    from compactx.render.items import stats as data  # noqa: PLC0415 - as above

    skipped = () if sections else left_out(session.index)
    if skipped:
        session.warn(
            f"{' and '.join(skipped)} are left out: they hold the whole graph in memory, and this library is too large;"
            " docs/library_job.py ranks it from the tables of compactx export parquet"
        )
    found = stats(session.index, sections, top=given.number("top"), editorial=given.flag("editorial"))
    return session.present(
        data.items(found),
        columns=data.COLUMNS,
        page=lambda: _page(session, found),
        query={"sections": sections or [name for name in SECTIONS if name not in skipped], "top": given.number("top")},
        status=0 if found else 1,
    )


def _timeline(session: Session, given: Arguments) -> int:
    """Show what is cited most over time."""
    from compactx.query.dates import last_day  # noqa: PLC0415 - counted once
    from compactx.query.listing import kinds_of  # noqa: PLC0415 - as above
    from compactx.query.stats import citing_years  # noqa: PLC0415 - as above
    from compactx.render.items import stats  # noqa: PLC0415 - as above

    if given.words("sections"):
        raise UsageError("--by year is a section of its own", hint="compactx stats --by year")
    if given.flag("editorial"):
        raise UsageError("--editorial has no use with --by year")
    kinds = tuple(kind for word in given.words("kind") for kind in kinds_of(word))
    found = citing_years(session.index, top=given.number("top"), as_of=last_day(given.text("as_of")), kinds=kinds)
    return session.present(
        stats.year_items(found),
        columns=stats.YEAR_COLUMNS,
        rows=stats.year_rows(found),
        page=lambda: _years_page(session, found),
        query={"top": given.number("top"), "as_of": given.text("as_of") or None, "kind": list(kinds)},
        status=0 if found.rows else 1,
        schema="years",
    )


def _years_page(session: Session, found: YearTimeline) -> RenderableType:
    from compactx.query.overview import short_names  # noqa: PLC0415 - pages only
    from compactx.render.pages.stats import years_page  # noqa: PLC0415 - imports Rich

    return years_page(found, short_names(session.index, (row.node.id for row in found.rows if row.node)), session.width)


def _page(session: Session, found: list[Figure]) -> RenderableType:
    from compactx.cli.wordings import worded  # noqa: PLC0415 - pages only
    from compactx.render.pages.stats import page  # noqa: PLC0415 - imports Rich

    return page(worded(session.index, found), session.width, whole=session.gives_all)


def answer_once(session: Session, given: Arguments, answer: Callable[[Session, Arguments], int]) -> int:
    """Answer as the same question was answered before of these contents, or answer it and remember how."""
    question = _question(session, given)
    what = f"answer-{zlib.crc32(question.encode('utf-8', 'surrogateescape')) % _SLOTS:02}"
    held = notes.recall_values(session.index, what, question)
    if held and _as_they_were(held[0]):
        _, text, session.warnings, status = held
        session.present_again(text)
        return int(status)
    session.kept = []
    status = answer(session, given)
    text = "".join(session.kept)
    if len(text) <= _MOST:
        notes.remember_values(session.index, what, question, (_code(), text, session.warnings, status))
    return status


def _question(session: Session, given: Arguments) -> str:
    """Return a text that differs when the answer may, but by what the index holds and the code that makes it."""
    form = session.format
    output = (session.is_terminal, sys.stdout.isatty(), sys.stdout.encoding)
    page = (session.width, *map(os.environ.get, _VARIABLES), *_texts()) if form == "page" else ()
    return repr((session.command.name, given.told(), form, output, page, tuple(session.warnings)))


def _texts() -> list[Mark]:
    """Return a mark of every text that is attached: pages quote them."""
    try:
        with os.scandir(texts_folder()) as listing:
            return sorted((one.name, one.stat().st_size, one.stat().st_mtime_ns) for one in listing)
    except OSError:
        return []


def _code() -> list[Mark]:
    """Return a mark of every module that is loaded, but those that come with Python."""
    files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    brought = os.path.dirname(os.__file__) + os.sep
    added = os.path.join(brought, "site-packages")
    return [mark for file in files
            if file and (not file.startswith(brought) or file.startswith(added)) and (mark := _mark(file))]  # fmt: skip


def _as_they_were(code: list[Mark]) -> bool:
    """Say whether no module has changed since."""
    return all(_mark(mark[0]) == mark for mark in code)


def _mark(file: str) -> Mark | None:
    try:
        told = os.stat(file)
    except OSError:  # in an archive, or gone
        return None
    return file, told.st_size, told.st_mtime_ns
