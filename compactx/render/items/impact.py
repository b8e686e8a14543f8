"""``impact`` as plain data, and with ``--changed`` the clauses to read again."""

from __future__ import annotations

from compactx.render.items.listing import node_item, reference_item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from compactx.query.impact import ChainLink, Impact, StaleClause

COLUMNS = ("distance", "id", "locator", "through", "surface", "title")
CHANGED_COLUMNS = ("id", "locator", "words_then", "words_now", "references", "referenced_by", "lost")


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


def changed_items(found: Sequence[StaleClause]) -> list[dict[str, Any]]:
    """Return a clause each that reads otherwise than when it was read, with the references to look at again."""
    return [
        {
            **node_item(one.node, one.instrument),
            "fingerprint_then": one.node.fingerprint,
            "fingerprint_now": one.fingerprint,
            "words_then": one.node.words,
            "words_now": one.words,
            "references": [reference_item(reference) for reference in one.outgoing],
            "referenced_by": [reference_item(reference) for reference in one.incoming],
            "lost": list(one.lost),
            "accepted": {"reason": one.reason, "date": one.date or None} if one.reason else None,
        }
        for one in found
    ]


def changed_rows(found: Sequence[StaleClause]) -> list[dict[str, Any]]:
    """Return a line each, with what it cites and what cites it as ids."""
    return [
        {
            **item,
            "references": [reference["to"] for reference in item["references"]],
            "referenced_by": [reference["clause"] or reference["from"] for reference in item["referenced_by"]],
        }
        for item in changed_items(found)
    ]
