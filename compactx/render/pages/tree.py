"""Trees for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.tree import Tree

from compactx.render.pages import style
from compactx.render.pages.style import join, quoted, stack, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Group
    from rich.text import Text

    from compactx.index.read import Node
    from compactx.query.tree import Branch

_SHORT = 90


def page(grown: Sequence[Branch]) -> Group:
    """Return each tree."""
    return stack(*(_tree(branch) for branch in grown), style.legend(node for one in grown for node in _nodes(one)))


def _nodes(branch: Branch) -> Iterator[Node]:
    yield branch.node
    for inner in branch.branches:
        yield from _nodes(inner)


def _tree(branch: Branch) -> Tree:
    tree = Tree(_label(branch), guide_style=style.QUIET)
    _grow(tree, branch)
    return tree


def _grow(tree: Tree, branch: Branch) -> None:
    for inner in branch.branches:
        _grow(tree.add(_label(inner)), inner)
    if branch.hidden:
        tree.add(text(f"and {branch.hidden} more (--limit 0)", style.QUIET))


def _label(branch: Branch) -> Text:
    node, by = branch.node, branch.by
    name = node.caption
    shown = name if len(name) <= _SHORT else name[: _SHORT - 1].rstrip() + "…"
    parts = []
    if by:
        parts += [text(by.forward if branch.forward else by.backward, style.RELATION)]
    parts += [text(node.id, style.ID), text(shown, "" if node.title else style.QUIET)]
    if by:
        parts.append(quoted(by.surface))
    if branch.repeated:
        parts.append(text("(shown above)", style.QUIET))
    return join(*parts)
