"""``compactx list``: what is there, by kind."""

from __future__ import annotations

from compactx.cli.command import AS_OF, BY, INSIDE, LEGAL_NATURE, LIMIT, Command, Param
from compactx.errors import UsageError
from compactx.model.kinds import PROVISION_KINDS, VOTED
from compactx.query.listing import claimants, kinds_of, listed, nodes_listing, series_listing
from compactx.query.select import select
from compactx.render.items import listing as data
from compactx.render.items.listing import claim

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import RenderableType

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.index.read import Node
    from compactx.query.listing import ListRow


COMMAND = Command(
    "list",
    "everything of a kind, with how often it is cited",
    """Lists things by kind, singular or plural: objectives, actions, treaties, frameworks, guidance,
    bodies, processes, mechanisms, States, classes, targets; "instruments" and "actors" are groups of kinds,
    "review bodies" actors with a role in follow-up. Without a kind it lists everything that is known by
    name.""",
    (
        ("compactx list objectives", "all objectives"),
        ("compactx list treaties --legal binding", "what binds"),
        ("compactx list actions --in gcm --ids", "ids for the next command"),
        ("compactx list resolutions --as-of 2019", "what there was at the end of a year"),
        ("compactx list states --voted against --in gcm", "who voted against a text"),
        ("compactx list actions --by objective", "how many in each objective"),
        ("compactx list treaties --sort cited -n 10", "the ten that most clauses cite"),
        ("compactx list --series A/RES/76/172", "a yearly series of your library"),
    ),
    (
        Param("kind", "words", "a kind", metavar="KIND"),
        BY,
        INSIDE.replace(help="only provisions of this instrument"),
        LEGAL_NATURE,
        AS_OF,
        Param("series", "text", "the resolutions with the title of this one, session by session", ("--series",), "REF"),
        Param("voted", "text", "States that voted so, on the text of --in or on any", ("--voted",), "HOW", VOTED),
        Param("sort", "text", "order", ("--sort",), "BY", ("corpus", "cited", "id", "date"), "corpus"),
        LIMIT,
    ),
)


def run(session: Session, given: Arguments) -> int:
    """List a kind."""
    session.note_all_dangling()
    if given.has("series"):
        return _series(session, given)
    if given.has("voted"):
        return _voted(session, given)
    instrument = session.inside()
    as_of = session.last_day()
    kind = "-".join(given.words("kind"))
    found = listed(
        session.index, kind, instrument=instrument, legal=tuple(given.words("legal")), as_of=as_of,
        order=given.text("sort"),
    )  # fmt: skip
    session.note_claims(claimants(session.index, kind, instrument))
    query = {"kind": kind or None, "instrument": instrument.id if instrument else None}
    query |= {"as_of": given.text("as_of")} if as_of else {}
    if given.has("by"):
        if given.number("limit"):
            raise UsageError("--by counts all of them", hint="leave -n out")
        from compactx.cli.rollups import present  # noqa: PLC0415 - only with --by

        nodes = [row.node for row in found.found]
        return present(session, nodes, given.text("by"), kind.replace("-", " ") or "things known by name", query)
    first = _first(session, given, found.found, found.count)
    return session.present(
        data.items(first, session.index),
        columns=data.COLUMNS,
        page=lambda: _page(session, first, kind, found.count, lambda: _none(session, kind, instrument)),
        query=query,
        status=0 if found.count else 1,
        distinct=True,
    )


def _series(session: Session, given: Arguments) -> int:
    """List the series that a resolution belongs to."""
    if given.words("kind") or any(given.has(name) for name in ("instrument", "legal", "as_of", "by")):
        raise UsageError("--series lists one series whole", hint="compactx list --series A/RES/76/172")
    node = select(session.index, given.text("series")).node
    found = series_listing(session.index, node, given.text("sort"))
    if len(found) == 1:
        session.warn(f"{node.id} stands alone: no other resolution here has its title")
    first = _first(session, given, iter(found), len(found))
    return session.present(
        data.items(first, session.index),
        columns=data.SERIES_COLUMNS,
        page=lambda: _page(session, first, f"resolution{'' if len(found) == 1 else 's'} of one title", len(found)),
        query={"kind": None, "instrument": None, "series": node.id},
    )


def _first(session: Session, given: Arguments, found: Iterator[ListRow], count: int) -> Iterator[ListRow]:
    """Return as many as are asked for; in a pipe it is said how many there are."""
    most = given.number("limit")
    if not 0 < most < count:
        return found
    if session.format != "page":
        session.warn(f"{most:,} of {count:,}; without -n all are given")
    return (one for _, one in zip(range(most), found, strict=False))


def _voted(session: Session, given: Arguments) -> int:
    """List the States that voted one way."""
    from compactx.query.standing import about_votes, voted  # noqa: PLC0415 - only with --voted

    words = given.words("kind")
    text = session.inside() or (select(session.index, " ".join(words[1:])).node if len(words) > 1 else None)
    if (words and words[0].lower() not in {"state", "states"}) or given.has("legal") or given.has("as_of"):
        raise UsageError("--voted lists States", hint="compactx list states --voted against --in gcm")
    found = nodes_listing(session.index, voted(session.index, given.text("voted"), text), given.text("sort"))
    for sentence in about_votes(session.index, text):
        session.warn(sentence)
    first = _first(session, given, iter(found), len(found))
    return session.present(
        data.items(first),
        columns=data.COLUMNS,
        page=lambda: _page(
            session,
            first,
            f"states {given.text('voted').replace('-', ' ')}",
            len(found),
            lambda: "No State is known to have voted so.",
        ),
        query={"kind": "states", "instrument": text.id if text else None, "voted": given.text("voted")},
        status=0 if found else 1,
    )


def _none(session: Session, kind: str, instrument: Node | None) -> str:
    """Return what is said where nothing is listed: how many there are otherwise, and how to list what is cited."""
    narrowing, name = session.given.narrowing(), kind.replace("-", " ") or "things known by name"
    if not narrowing:
        return ""
    told = f"No {name} with {narrowing}; without that there are {listed(session.index, kind).count:,}."
    if (
        instrument is None
        or not kind
        or kind.startswith("review-")
        or set(kinds_of(kind)).intersection(PROVISION_KINDS)
    ):
        return told
    return f"{told} What it cites: compactx refs {instrument.id} --parts --direction out --kind {kind}"


def _page(
    session: Session, found: Iterator[ListRow], kind: str, count: int, none: Callable[[], str] = str
) -> RenderableType:
    from compactx.cli.wordings import wordings  # noqa: PLC0415 - pages only
    from compactx.render.pages.listing import MOST, page  # noqa: PLC0415 - imports Rich

    shown = [one for _, one in zip(range(MOST), found, strict=False)]
    if shown and count == len(shown) and all(one.node.kind == "objective" and one.node.number for one in shown):
        return _objectives(session, [one.node for one in shown])
    claims = {one.node.n: said for one in shown if (said := claim(session.index, one.node))}
    words = wordings(session.index, (one.node for one in shown))
    return page(shown, kind, session.width, count, words, claims, "" if shown else none())


def _objectives(session: Session, nodes: list[Node]) -> RenderableType:
    from compactx.query.overview import objective_row  # noqa: PLC0415 - this page only
    from compactx.render.pages.listing import lines  # noqa: PLC0415 - imports Rich

    return lines([objective_row(session.index, node) for node in nodes], session.width)
