"""``compactx search``: where words stand."""

from __future__ import annotations

from compactx.cli.command import Command, Param
from compactx.errors import UsageError
from compactx.index.search import Scope
from compactx.intake.texts import attached, stored
from compactx.model.kinds import LEGAL
from compactx.query.search import Found, search
from compactx.render.items import search as data

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import RenderableType

    from compactx.cli.command import Given
    from compactx.cli.session import Session

_SHOWN = 50

COMMAND = Command(
    "search",
    "find words in titles, names, gists, citing words and attached wording",
    """Lists what has all the words, the best first, with the match in brackets. A word also finds its regular plural or
    singular; "several words" between double quotes are a phrase, child* finds every word that begins so, and
    AND, OR, NOT and parentheses in capitals combine. remittances NEAR/5 costs asks for words close together.

    Typing errors are forgiven only when nothing matches, and it is said. Words that name a thing put it first.""",
    (
        ("compactx search remittances", "every clause about them"),
        ("""compactx search '"best interests of the child"' --kind action""", "a phrase, in actions only"),
        ("compactx search 'child*' --objective 7..13", "beginnings, in some objectives"),
        ("compactx search trafficking --ids | compactx refs - --json", "hand the hits on"),
    ),
    (
        Param("words", "words", "what to find", metavar="WORDS...", required=True),
        Param("kind", "many", "only things of these kinds", ("--kind", "-k"), "KINDS"),
        Param("instrument", "text", "only this instrument and its parts", ("--in", "--instrument"), "REF"),
        Param("objective", "many", "only what stands in these objectives (7, 7..13)", ("--objective",), "NUMBERS"),
        Param("legal", "many", "only of this legal nature, or of an instrument that is", ("--legal",), "NAMES", LEGAL),
        Param("limit", "number", "how many at most; 0 is all", ("-n", "--limit"), "N", default=_SHOWN),
    ),
)


def run(session: Session, given: Given) -> int:
    """Search the corpus."""
    words = session.reference_words("words")
    if len(words) > 1:
        raise UsageError("standard input holds several lines; a search takes one", hint="compactx search WORDS")
    limit = given.number("limit")
    scope = _scope(session, given)
    texts = [(name, text.words) for name in attached() if (text := stored(name))]
    found = search(session.index, " ".join(words[0]), scope, limit=limit, texts=texts)
    if not found.hits and not texts:
        session.warn("no wording is attached: only titles, names, gists and the words that cite were searched")
    for note in found.notes:
        session.warn(note)
    if found.total > len(found.hits) and session.format != "page":
        session.warn(f"{len(found.hits)} of {found.total} hits; -n 0 gives all")
    return session.present(
        data.items(found),
        columns=data.COLUMNS,
        page=lambda: _page(found),
        query=_asked(session, given, found, scope),
        extra={"total": found.total, "corrections": dict(found.corrections)},
        status=0 if found.hits else 1,
    )


def _scope(session: Session, given: Given) -> Scope:
    kinds: tuple[str, ...] = ()
    if given.has("kind"):
        from compactx.query.listing import kinds_of  # noqa: PLC0415 - only with --kind

        kinds = tuple(kind for word in given.words("kind") for kind in kinds_of(word))
    inside = None
    if given.has("instrument"):
        from compactx.query.select import select  # noqa: PLC0415 - only with --in

        inside = select(session.index, given.text("instrument")).node.n
    objectives = tuple(number for text in given.words("objective") for number in _numbers(text))
    return Scope(kinds, inside, objectives, tuple(given.words("legal")))


def _numbers(text: str) -> range:
    first, dots, last = text.partition("..")
    last = last if dots else first
    if not (first.isdecimal() and last.isdecimal() and len(first + last) < 7):  # noqa: PLR2004 - 999..999 is plenty
        raise UsageError(f'"{text}" is not an objective', hint="write a number or a range: --objective 7..13")
    return range(int(first), int(last) + 1)


def _asked(session: Session, given: Given, found: Found, scope: Scope) -> dict[str, object]:
    asked: dict[str, object] = {"words": found.text}
    asked |= {name: given.words(name) for name in ("kind", "objective", "legal") if given.words(name)}
    if scope.instrument is not None:
        asked["instrument"] = session.index.node(scope.instrument).id
    return asked


def _page(found: Found) -> RenderableType:
    from compactx.render.pages.search import page  # noqa: PLC0415 - imports Rich

    return page(found)
