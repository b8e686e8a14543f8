"""``compactx tree``: the parts of a thing, or what surrounds it."""

from __future__ import annotations

from compactx.cli.command import DIRECTION, INSIDE, REFS, Command, Param
from compactx.errors import UsageError
from compactx.query.tree import Branch, tree
from compactx.render.items import tree as data

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import RenderableType

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session

COMMAND = Command(
    "tree",
    "the parts of a thing, what it refers to, or what refers to it",
    """Draws a tree: the parts of an instrument or objective, or with --direction out what it refers to and
    what that refers to in turn, with --direction in what refers to it, with both the two. What stands above already
    is not drawn again.""",
    (
        ("compactx tree gcm --depth 2", "the outline of the Compact"),
        ("compactx tree objective 5 --direction out", "what it rests on, and what that belongs to"),
        ("compactx tree ILO --direction in --depth 1", "every clause that names the ILO"),
    ),
    (
        REFS,
        DIRECTION.replace(help="out: what it refers to, in: what refers to it, both; else its parts"),
        Param("outgoing", "flag", "as --direction out", aliases=("--out",)),
        INSIDE.replace(
            help="with --direction: only clauses of this instrument", instead="compactx tree ILO --direction in"
        ),
        Param("depth", "number", "how deep", ("--depth",), "N", default=2),
        Param("limit", "number", "branches of one node at most; 0 is all", ("-n", "--limit"), "N", default=0),
    ),
)


def run(session: Session, given: Arguments) -> int:
    """Draw the tree of each thing that was named."""
    follow = given.text("direction") or ("out" if given.flag("outgoing") else "parts")
    if given.flag("outgoing") and follow != "out":
        raise UsageError(
            f"--out and --direction {follow} are two different trees", hint=f"compactx tree ILO --direction {follow}"
        )
    inside = session.inside()
    if inside and follow == "parts":
        raise UsageError("--in chooses among clauses that refer", hint="compactx tree ILO --direction in --in gcm")
    limit = given.number("limit")
    grown = [
        tree(session.index, selection.node, depth=given.number("depth"), follow=follow, limit=limit, inside=inside)
        for selection in session.select_all()
    ]
    for branch in grown:
        if branch.hidden and not given.number("limit"):
            shown = len(branch.branches)
            from compactx.model import hub  # noqa: PLC0415 - few trees have a hub

            session.warn(hub.told(branch.node.id, shown + branch.hidden, shown, "shown"))
    session.note_dangling(branch.node for branch in grown)
    items = [item for branch in grown for item in data.items(branch)]
    query: dict[str, object] = {"refs": [branch.node.id for branch in grown]}
    query |= {"follow": follow, "depth": given.number("depth")} | ({"instrument": inside.id} if inside else {})
    return session.present(
        items,
        columns=data.COLUMNS,
        page=lambda: _page(session, grown, follow if given.number("depth") else ""),
        query=query,
    )


def _page(session: Session, grown: list[Branch], follow: str) -> RenderableType:
    from compactx.cli.wordings import wordings  # noqa: PLC0415 - pages only
    from compactx.render.pages.tree import nodes_of, page  # noqa: PLC0415 - imports Rich

    return page(grown, wordings(session.index, (node for one in grown for node in nodes_of(one))), follow)
