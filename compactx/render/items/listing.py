"""Nodes and references as plain data, wherever they are listed; and ``list``."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from compactx.index.read import Index, Node
    from compactx.query.listing import ListRow
    from compactx.query.reference import ReferenceView

COLUMNS = ("id", "kind", "locator", "cited", "title")
SERIES_COLUMNS = ("id", "symbol", "date", "cited", "title")
REFERENCE_COLUMNS = ("from", "from_locator", "relation", "basis", "to", "surface")


def items(found: Iterable[ListRow], index: Index | None = None) -> Iterator[dict[str, Any]]:
    """Yield a node each; with the index also where it comes from."""
    for listed in found:
        item = node_item(listed.node, listed.instrument)
        item |= {"number": listed.node.number, "legal": listed.node.legal or None, "symbol": listed.node.symbol or None}
        item |= {"date": listed.node.date or None, "cited": listed.cited}
        yield item | origin_item(index, listed.node) if index else item


def node_item(node: Node, instrument: Node | None = None) -> dict[str, Any]:
    """Return what every list of nodes says of one."""
    item: dict[str, Any] = {"id": node.id, "kind": node.kind, "title": node.caption}
    if instrument:
        item |= {"instrument": instrument.id, "locator": node.printed}
    return item


def origin_item(index: Index, node: Node) -> dict[str, Any]:
    """Return where a thing comes from if it is not of the shipped corpus, and whose name it bears besides."""
    origin, owner = index.origin_of(node)
    if origin == "shipped":
        return {}
    return {"origin": origin, **({"claims_name_of": owner} if owner else {})}


def claim(index: Index, node: Node) -> str:
    """Return what to say beside a thing that bears a name because its text says so, '' for all others."""
    origin, owner = index.origin_of(node)
    if owner:
        return f"bears a name of {owner}"
    return "so named by its own text" if origin == "claim" else ""


def reference_item(reference: ReferenceView) -> dict[str, Any]:
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
        "pinpoint_kind": reference.pinpoint_kind or None,
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
