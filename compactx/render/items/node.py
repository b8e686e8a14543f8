"""Nodes and references as plain data."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from compactx.index.read import Node
    from compactx.query.view import Seen

REFERENCE_COLUMNS = ("from", "from_locator", "relation", "basis", "to", "surface")


def node_item(node: Node, instrument: Node | None = None) -> dict[str, Any]:
    """Return what every list of nodes says of one."""
    item: dict[str, Any] = {"id": node.id, "kind": node.kind, "title": node.caption}
    if instrument:
        item |= {"instrument": instrument.id, "locator": node.printed}
    return item


def reference_item(reference: Seen) -> dict[str, Any]:
    """Return one reference as the ``refs`` contract has it."""
    item: dict[str, Any] = {
        "from": reference.source.id,
        "from_locator": reference.locator or None,
        "instrument": reference.instrument.id if reference.instrument else None,
        "objective": reference.objective,
        "relation": reference.relation,
        "basis": reference.basis,
        "surface": reference.surface or None,
        "pinpoint": reference.pinpoint or None,
        "to": reference.target.id,
        "title": reference.target.caption,
        "clause": reference.clause.id if reference.clause else None,
        "source": f"{reference.file}:{reference.line}",
    }
    if reference.is_unresolved:
        item["status"] = "unresolved"
    for key in ("confidence", "strength", "rationale"):
        if value := getattr(reference, key):
            item[key] = value
    return item
