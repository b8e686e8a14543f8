"""``compactx tree``: the parts of a thing, or what surrounds it."""

from __future__ import annotations

from compactx.cli.command import Command, Param
from compactx.cli.options import REFS
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
    """Draws a tree: the parts of an instrument or objective, or with --out what it refers to and what that
    refers to in turn, or with --in what refers to it. What stands above already is not drawn again.""",
    (
        ("compactx tree gcm --depth 2", "the outline of the Compact"),
        ("compactx tree objective 5 --out", "what it rests on, and what that belongs to"),
        ("compactx tree ILO --in --depth 1", "every clause that names the ILO"),
    ),
    (
        REFS,
        Param("outgoing", "flag", "what it refers to", ("--out",)),
        Param("incoming", "flag", "what refers to it", ("--in",)),
        Param("depth", "number", "how deep", ("--depth",), "N", default=2),
        Param("limit", "number", "branches of one node at most; 0 is all", ("--limit",), "N", default=0),
    ),
)


def run(session: Session, given: Arguments) -> int:
    """Draw the tree of each thing that was named."""
    if given.flag("outgoing") and given.flag("incoming"):
        raise UsageError("--out and --in are two different trees", hint="compactx tree ILO --in")
    follow = "out" if given.flag("outgoing") else "in" if given.flag("incoming") else "parts"
    grown = [
        tree(session.index, selection.node, depth=given.number("depth"), follow=follow, limit=given.number("limit"))
        for selection in session.select_all()
    ]
    for branch in grown:
        if branch.hidden and not given.number("limit"):
            shown = f"the first {len(branch.branches):,} are shown"
            session.warn(f"{branch.node.id}: {branch.hidden:,} more clauses refer to it; {shown}")
    session.note_dangling(branch.node for branch in grown)
    items = [item for branch in grown for item in data.items(branch)]
    query = {"refs": [branch.node.id for branch in grown], "follow": follow, "depth": given.number("depth")}
    return session.present(items, columns=data.COLUMNS, page=lambda: _page(grown), query=query)


def _page(grown: list[Branch]) -> RenderableType:
    from compactx.render.pages.tree import page  # noqa: PLC0415 - imports Rich

    return page(grown)
