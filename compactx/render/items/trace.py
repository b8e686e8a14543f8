"""``trace`` as plain data."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from compactx.index.read import Node
    from compactx.query.trace import LineageLink, Trace

COLUMNS = ("from_date", "from", "relation", "to_date", "to", "strength", "basis", "rationale")


def items(found: Trace) -> list[dict[str, Any]]:
    """Return a link each, in the order of time."""
    return [_item(link) for link in found.links]


def steps(found: Trace) -> list[dict[str, Any]]:
    """Return a document each, in the order of time, with the places where the idea stands."""
    return [
        {
            "document": step.document.id,
            "title": step.document.title,
            "symbol": step.document.symbol or None,
            "date": step.document.date or None,
            "stops": [_stop(node) for node in step.stops],
        }
        for step in found.steps
    ]


def stops(found: Trace) -> list[dict[str, Any]]:
    """Return every place where the idea stands, in the order of time."""
    return [_stop(node) for step in found.steps for node in step.stops]


def _stop(node: Node) -> dict[str, Any]:
    return {
        "id": node.id,
        "kind": node.kind,
        "locator": node.printed or None,
        "title": node.title or None,
        "gist": node.gist or None,
    }


def _item(link: LineageLink) -> dict[str, Any]:
    reference = link.reference
    forward = reference.source.n == link.earlier.n
    dates = (link.earlier.date or link.earlier_document.date, link.later.date or link.later_document.date)
    documents = (link.earlier_document, link.later_document)
    first, second = (0, 1) if forward else (1, 0)
    return {
        "from": reference.source.id,
        "to": reference.target.id,
        "relation": reference.relation,
        "strength": reference.strength or None,
        "rationale": reference.rationale or None,
        "from_date": dates[first] or None,
        "to_date": dates[second] or None,
        "from_document": documents[first].id,
        "to_document": documents[second].id,
        "from_locator": reference.source.printed or None,
        "to_locator": reference.target.printed or None,
        "from_title": reference.source.caption,
        "to_title": reference.target.caption,
        "earlier": link.earlier.id,
        "later": link.later.id,
        "reading": reference.forward,
        "basis": reference.basis,
        "confidence": reference.confidence or None,
        "surface": reference.surface or None,
        "source": f"{reference.file}:{reference.line}",
    }
