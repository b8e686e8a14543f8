"""``compactx list``: what is there, by kind."""

from __future__ import annotations

from compactx.cli.command import Command, Param
from compactx.cli.options import AS_OF, INSIDE, LEGAL_NATURE
from compactx.errors import UsageError
from compactx.query.dates import last_day
from compactx.query.listing import listing, series_listing
from compactx.query.select import select
from compactx.render.items import listing as data

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import RenderableType

    from compactx.cli.command import Given
    from compactx.cli.session import Session
    from compactx.query.listing import Listed

COMMAND = Command(
    "list",
    "everything of a kind, with how often it is cited",
    """Lists things by kind, singular or plural: objectives, actions, treaties, frameworks, guidance,
    bodies, processes, mechanisms, classes, targets; "instruments" and "actors" are groups of kinds,
    "review bodies" actors with a role in follow-up. Without a kind it lists everything that is known by
    name.""",
    (
        ("compactx list objectives", "the 23 objectives"),
        ("compactx list treaties --legal binding", "what binds"),
        ("compactx list actions --in gcm --ids", "ids for the next command"),
        ("compactx list resolutions --as-of 2019", "what there was at the end of a year"),
        ("compactx list --series A/RES/76/172", "a yearly series of your library"),
    ),
    (
        Param("kind", "words", "a kind", metavar="KIND"),
        INSIDE.replace(help="only provisions of this instrument"),
        LEGAL_NATURE,
        AS_OF,
        Param("series", "text", "the resolutions with the title of this one, session by session", ("--series",), "REF"),
        Param("sort", "text", "order", ("--sort",), "BY", ("corpus", "cited", "id", "date"), "corpus"),
    ),
)


def run(session: Session, given: Given) -> int:
    """List a kind."""
    if given.has("series"):
        return _series(session, given)
    instrument = session.inside()
    as_of = last_day(given.text("as_of"))
    kind = "-".join(given.words("kind"))
    found = listing(session.index, kind, instrument=instrument, legal=tuple(given.words("legal")), as_of=as_of)
    found = _sorted(found, given.text("sort"))
    query = {"kind": kind or None, "instrument": instrument.id if instrument else None}
    query |= {"as_of": given.text("as_of")} if as_of else {}
    return session.present(
        data.items(found),
        columns=data.COLUMNS,
        page=lambda: _page(session, found, kind),
        query=query,
        status=0 if found else 1,
    )


def _series(session: Session, given: Given) -> int:
    """List the series that a resolution belongs to."""
    if given.words("kind") or given.has("instrument") or given.has("legal") or given.has("as_of"):
        raise UsageError("--series lists one series whole", hint="compactx list --series A/RES/76/172")
    node = select(session.index, given.text("series")).node
    found = series_listing(session.index, node)
    if len(found) == 1:
        session.warn(f"{node.id} stands alone: no other resolution here has its title")
    found = _sorted(found, given.text("sort"))
    return session.present(
        data.items(found),
        columns=data.SERIES_COLUMNS,
        page=lambda: _page(session, found, f"resolution{'' if len(found) == 1 else 's'} of one title"),
        query={"kind": None, "instrument": None, "series": node.id},
    )


def _sorted(found: list[Listed], by: str) -> list[Listed]:
    if by == "cited":
        return sorted(found, key=lambda listed: (-listed.cited, listed.node.id))
    if by == "corpus":
        return found
    return sorted(found, key=lambda listed: (listed.node.date if by == "date" else "", listed.node.id))


def _page(session: Session, found: list[Listed], kind: str) -> RenderableType:
    from compactx.render.pages.listing import page  # noqa: PLC0415 - imports Rich

    return page(found, kind, session.width)
