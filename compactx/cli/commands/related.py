"""``compactx related``: what shares references with a thing."""

from __future__ import annotations

from compactx.cli.command import KIND, REFS, Command, Param
from compactx.query.related import RelatedResult, related
from compactx.render.items import related as data

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import RenderableType

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session

_SHOWN = 10

COMMAND = Command(
    "related",
    "what shares references with a thing without citing it",
    """Finds what belongs together without saying so: objectives, clauses or instruments that cite the same things, or
    that one clause cites together. Each shared thing is listed with the clauses on both sides and with what it counts.

    A shared thing counts the more the fewer clauses cite it: 1/log2(1 + number of clauses). A clause that cites both
    counts the more the fewer things it cites: 1/log2(1 + number of things). The score is their sum; the share says
    how much of everything that is shared with anything this is. In a large library things are compared by the rarest
    that they share, and a note says what was left aside because thousands of clauses cite it.""",
    (
        ("compactx related objective 17", "the objectives that rest on the same things"),
        ("compactx related ICRMW", "what is cited in the same clauses"),
        ("compactx related 33d --kind action", "actions that name the same"),
    ),
    (
        REFS,
        KIND,
        Param(
            "limit",
            "number",
            "how many at most, 10 on a terminal and in JSON, else all; 0 is all",
            ("-n", "--limit"),
            "N",
            default=_SHOWN,
        ),
        Param("linked", "flag", "also what cites it or is cited by it", ("--linked",)),
    ),
    is_page=True,
)


def run(session: Session, given: Arguments) -> int:
    """Find what is related to each thing that was named."""
    limit = 0 if session.gives_all and not given.has("limit") else given.number("limit")
    found = [
        related(session.index, selection.node, kinds=session.kinds(), limit=limit, with_linked=given.flag("linked"))
        for selection in session.select_all()
    ]
    for note in (note for one in found for note in one.notes):
        session.warn(note)
    session.note_dangling(one.node for one in found)
    items = [item for one in found for item in data.items(one)]
    query: dict[str, object] = {"refs": [one.node.id for one in found]}
    query |= {"kind": given.words("kind")} if given.has("kind") else {}
    return session.present(
        items,
        columns=data.COLUMNS,
        page=lambda: _page(session, found),
        query=query,
        extra={"total": [one.total for one in found], "linked": [one.linked for one in found]},
        status=0 if items else 1,
    )


def _page(session: Session, found: list[RelatedResult]) -> RenderableType:
    from compactx.cli.wordings import wordings  # noqa: PLC0415 - pages only
    from compactx.render.pages.related import page  # noqa: PLC0415 - imports Rich

    relatives = [relative for one in found for relative in one.relatives]
    nodes = [
        *(one.node for one in found),
        *(one.node for one in relatives),
        *(shared.node for one in relatives for shared in one.shared),
    ]
    return page(found, wordings(session.index, nodes), whole=session.gives_all)
