"""Trees for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.tree import Tree

from compactx.model.text import short
from compactx.render.pages import style
from compactx.render.pages.style import join, quoted, stack, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import Group, RenderableType
    from rich.text import Text

    from compactx.index.read import Node
    from compactx.query.tree import Branch

_SHORT = 90


_BARE = {  # what is said of a thing from which nothing grows, by what was followed
    "parts": "It has no parts here; --direction both draws what it refers to, and what refers to it.",
    "out": "It refers to nothing that is asked for.",
    "in": "Nothing that is asked for refers to it.",
    "both": "Nothing that is asked for refers to it, and it refers to nothing.",
}


def page(grown: Sequence[Branch], words: Mapping[str, str], follow: str = "") -> Group:
    """Return each tree; ``words`` are the wording at hand by id, ``follow`` says what was followed."""
    legend = style.legend((node for one in grown for node in nodes_of(one)), words)
    parts: list[RenderableType] = []
    for branch in grown:
        parts.append(_tree(branch, words))
        if not branch.branches and not branch.hidden and follow in _BARE:
            parts.append(text(_BARE[follow], style.QUIET))
    return stack(*parts, legend)


def nodes_of(branch: Branch) -> Iterator[Node]:
    """Return everything that a tree shows."""
    yield branch.node
    for inner in branch.branches:
        yield from nodes_of(inner)


def _tree(branch: Branch, words: Mapping[str, str]) -> Tree:
    tree = Tree(_label(branch, words), guide_style=style.QUIET)
    _grow(tree, branch, words)
    return tree


def _grow(tree: Tree, branch: Branch, words: Mapping[str, str]) -> None:
    for inner in branch.branches:
        _grow(tree.add(_label(inner, words)), inner, words)
    if branch.hidden:
        tree.add(text(f"and {branch.hidden} more (--limit 0)", style.QUIET))


def _label(branch: Branch, words: Mapping[str, str]) -> Text:
    node, by = branch.node, branch.by
    shown = style.says(node, words, _SHORT - 2)
    if len(shown) > _SHORT:
        shown = text(short(shown.plain, _SHORT), "" if node.title else style.QUIET)
    parts = []
    if by:
        parts += [text(by.forward if branch.forward else by.backward, style.RELATION)]
    parts += [text(node.id, style.ID), shown]
    if by:
        parts.append(quoted(by.surface))
    if branch.repeated:
        parts.append(text("(shown above)", style.QUIET))
    return join(*parts)
