"""``impact`` as plain data."""

from __future__ import annotations

from compactx.render.items.node import node_item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from compactx.query.impact import ChainLink, Impact

COLUMNS = ("distance", "id", "locator", "through", "surface", "title")


def items(found: Impact) -> list[dict[str, Any]]:
    """Return a thing each that rests on the asked one: its distance and the chain from the asked thing to it."""
    out = []
    for one in found.touched:
        item: dict[str, Any] = {"of": found.node.id, "distance": one.distance, **node_item(one.node, one.instrument)}
        item["objective"] = one.node.objective
        item["through"] = [link.thing.id for link in one.chain[:-1]]
        item["surface"] = next((link.reference.surface or None for link in reversed(one.chain) if link.reference), None)
        item["chain"] = [_link(link) for link in one.chain]
        out.append(item)
    return out


def _link(link: ChainLink) -> dict[str, Any]:
    reference = link.reference
    return {
        "id": link.thing.id,
        "reading": link.reading,
        "relation": reference.relation if reference else "part-of",
        "basis": reference.basis if reference else "structure",
        "to": reference.target.id if reference else None,
        "surface": (reference.surface or None) if reference else None,
        "locator": (reference.locator or None) if reference else None,
    }
