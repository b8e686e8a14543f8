"""``compactx list``: what is there, by kind."""

from __future__ import annotations

from compactx.cli.command import Command, Param
from compactx.cli.options import INSIDE, LEGAL_NATURE
from compactx.query.listing import listing
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
    ),
    (
        Param("kind", "words", "a kind", metavar="KIND"),
        INSIDE.replace(help="only provisions of this instrument"),
        LEGAL_NATURE,
        Param("sort", "text", "order", ("--sort",), "BY", ("corpus", "cited", "id", "date"), "corpus"),
    ),
)


def run(session: Session, given: Given) -> int:
    """List a kind."""
    instrument = session.inside()
    kind = "-".join(given.words("kind"))
    found = listing(session.index, kind, instrument=instrument, legal=tuple(given.words("legal")))
    found = _sorted(found, given.text("sort"))
    query = {"kind": kind or None, "instrument": instrument.id if instrument else None}
    return session.present(
        data.items(found),
        columns=data.COLUMNS,
        page=lambda: _page(session, found, kind),
        query=query,
        status=0 if found else 1,
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
