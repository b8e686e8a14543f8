"""``tree`` as plain data."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from compactx.query.tree import Branch

COLUMNS = ("depth", "id", "kind", "locator", "relation", "title")


def items(branch: Branch) -> list[dict[str, Any]]:
    """Return the nodes of a tree in reading order with their depth."""
    return list(_walk(branch, 0, None))


def _walk(branch: Branch, depth: int, above: str | None) -> Iterator[dict[str, Any]]:
    node, by = branch.node, branch.by
    yield {
        "depth": depth,
        "id": node.id,
        "kind": node.kind,
        "locator": node.printed or None,
        "title": node.caption,
        "above": above,
        "relation": by.relation if by else None,
        "surface": by.surface if by else None,
        "repeated": branch.repeated,
        "hidden": branch.hidden,
    }
    for inner in branch.branches:
        yield from _walk(inner, depth + 1, node.id)
