"""``compactx search``: where words stand."""

from __future__ import annotations

import os

from compactx.cli.command import AS_OF, BY, INSIDE, KIND, LEGAL_NATURE, OBJECTIVE, Command, Param
from compactx.corpus.source import texts_folder
from compactx.errors import UsageError
from compactx.index.search import SearchScope
from compactx.query.search import SearchResult, search
from compactx.render.items import search as data
from compactx.render.items.listing import claim

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.index.read import Node
    from compactx.query.every_hit import HitStream
    from compactx.query.search import Text

_SHOWN = 50

COMMAND = Command(
    "search",
    "find words in titles, names, gists, citing words and wording",
    """Lists what has all the words, the best first, with the match in brackets: in titles, names, gists, the words that
    cite, in texts that you attached and in the whole wording of your library. A word also finds its regular plural or
    singular; "several words" between double quotes are a phrase, child* finds every word that begins so, and
    AND, OR, NOT and parentheses in capitals combine. remittances NEAR/5 costs asks for words close together.

    --like ranks clauses by the share of words that they keep in order (0.3 and more), whatever words those are.

    Typing errors are forgiven only when nothing matches, and it is said. Words that name a thing put it first.""",
    (
        ("compactx search remittances", "every clause about them"),
        ("""compactx search '"best interests of the child"' --kind action""", "a phrase, in actions only"),
        ("compactx search 'child*' --objective 7..13", "beginnings, in some objectives"),
        ("compactx search children --by objective", "how many places in how many objectives"),
        ("compactx search --like 'respect for the rights of all migrants'", "clauses with most of these words"),
        ("compactx search trafficking --ids | compactx refs - --json", "hand the hits on"),
    ),
    (
        Param("words", "words", "what to find", metavar="WORDS...", required=True),
        KIND,
        BY,
        INSIDE,
        OBJECTIVE.replace(help="only what stands in these objectives (7, 7..13)"),
        LEGAL_NATURE.replace(help="only of this legal nature, or of an instrument that is"),
        AS_OF,
        Param("like", "flag", "clauses of the library and attached texts most like these words, in order", ("--like",)),
        Param(
            "limit",
            "number",
            "how many at most, 50 on a terminal and in JSON, else all; 0 is all",
            ("-n", "--limit"),
            "N",
            default=_SHOWN,
        ),
    ),
)


def run(session: Session, given: Arguments) -> int:
    """Search the corpus."""
    words = session.reference_words("words")
    if len(words) > 1:
        raise UsageError("standard input holds several lines; a search takes one", hint="compactx search WORDS")
    whole = session.gives_all
    limit = 0 if (whole or given.has("by")) and not given.has("limit") else given.number("limit")
    inside = session.inside()
    scope = SearchScope(
        session.kinds(), inside.n if inside else None, session.objectives(), tuple(given.words("legal")),
        session.last_day(),
    )  # fmt: skip
    texts = [] if given.flag("like") else _texts()
    if limit == 0 and _streams(session, given):
        from compactx.query.every_hit import every_hit  # noqa: PLC0415 - only with a library

        found_all = every_hit(session.index, " ".join(words[0]), scope, texts=texts, whole=whole)
        return _write_all(session, given, found_all)
    if given.flag("like"):
        found = _like(session, " ".join(words[0]), scope, limit, whole=whole)
    else:
        found = _search(session, " ".join(words[0]), scope, limit, texts)
    if not found.hits and not texts and not session.index.meta().get("library"):
        session.warn("no wording is attached: only titles, names, gists and the words that cite were searched")
    for note in found.notes:
        session.warn(note)
    session.note_dangling(hit.node for hit in found.hits)
    if given.has("by"):
        return _rolled(session, given, found, inside)
    session.note_claims(hit.node for hit in found.hits)
    if found.total > len(found.hits) and session.format != "page":
        session.warn(f"{len(found.hits)} of {found.total} hits; -n 0 gives all")
    return session.present(
        data.items(found, session.index),
        columns=data.COLUMNS,
        page=lambda: _page(session, found),
        query=_asked(given, found.text, inside),
        extra={"total": found.total, "corrections": dict(found.corrections)},
        status=0 if found.hits else 1,
    )


def _streams(session: Session, given: Arguments) -> bool:
    """Say whether hits are written while they are made: what is found in a library can be very much."""
    wholes = given.has("kind") and set(session.kinds()) <= {"objective", "goal"}
    is_other = session.format == "page" or given.has("by") or given.flag("like") or wholes
    return not is_other and bool(session.index.meta().get("library")) and not session.index.dangling_count()


def _write_all(session: Session, given: Arguments, found: HitStream) -> int:
    """Write every hit in memory that does not grow with their number, but for 60 bytes each."""
    for note in found.notes:
        session.warn(note)
    session.note_claims(found.claimed())
    whole = session.format in {"json", "jsonl"} or given.has("fields")
    items = data.HitItems(found, session.index, only="ids" if session.format == "ids" else "" if whole else "lines")
    return session.present(
        items,
        columns=data.COLUMNS,
        page=str,  # never: the format is one for programs
        query=_asked(given, found.text, session.inside()),
        extra={"total": len(found), "corrections": dict(found.corrections)},
        distinct=True,
        status=0 if len(found) else 1,
    )


def _texts() -> list[Text]:
    """Return every attached wording: an instrument, and its words by locator."""
    if not os.path.isdir(texts_folder()):
        return []
    from compactx.intake.texts.store import attached, stored  # noqa: PLC0415 - many have attached nothing

    return [(name, text.words) for name in attached() if (text := stored(name))]


def _search(session: Session, words: str, scope: SearchScope, limit: int, texts: Sequence[Text]) -> SearchResult:
    """Return the hits; an objective or a goal answers for its clauses where only such things are asked for."""
    if not scope.kinds or not set(scope.kinds) <= {"objective", "goal"}:
        return search(session.index, words, scope, limit=limit, texts=texts, whole=session.gives_all)
    from compactx.query.rollup import search_wholes  # noqa: PLC0415 - only where wholes are asked for

    return search_wholes(session.index, words, scope, scope.kinds, limit=limit, texts=texts, whole=session.gives_all)


def _rolled(session: Session, given: Arguments, found: SearchResult, inside: Node | None) -> int:
    """Present how many hits stand in each whole."""
    from compactx.cli.rollups import present  # noqa: PLC0415 - only with --by

    nodes = [hit.node for hit in found.hits]
    return present(session, nodes, given.text("by"), found.text, _asked(given, found.text, inside))


def _like(session: Session, words: str, scope: SearchScope, limit: int, *, whole: bool) -> SearchResult:
    """Return the clauses most like the words.

    Raises:
        UsageError: there are too few words for a likeness.
    """
    from compactx.cli.agreed_texts import likeness  # noqa: PLC0415 - only with --like
    from compactx.query.closest import like  # noqa: PLC0415 - as above

    return like(likeness(session, words), words, scope, limit, whole=whole)


def _asked(given: Arguments, text: str, inside: Node | None) -> dict[str, object]:
    asked: dict[str, object] = {"words": text} | ({"like": True} if given.flag("like") else {})
    asked |= {name: given.words(name) for name in ("kind", "objective", "legal") if given.words(name)}
    asked |= {"as_of": given.text("as_of")} if given.text("as_of") else {}
    return asked | ({"instrument": inside.id} if inside else {})


def _page(session: Session, found: SearchResult) -> RenderableType:
    from compactx.cli.wordings import wordings  # noqa: PLC0415 - pages only
    from compactx.render.pages.search import page  # noqa: PLC0415 - imports Rich

    words = wordings(session.index, (hit.node for hit in found.hits))
    claims = {hit.node.n: said for hit in found.hits if (said := claim(session.index, hit.node))}
    return page(found, words, claims, session.given.narrowing())
