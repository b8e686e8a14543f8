"""Nodes and edges as flat rows: the columns of every tabular format, and the attributes of every graph format.

Names are stable; columns may be added at the end, never renamed.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.export.selection import ExportEdge, ExportNode

    Value = str | int | None

NODE_COLUMNS = (
    "id", "kind", "family", "label", "title", "locator", "instrument", "parent", "objective", "number", "gist",
    "symbol", "legal", "date", "confidence", "words", "fingerprint", "url", "names", "source",
    "cited",
)  # fmt: skip
EDGE_COLUMNS = (
    "id", "from", "to", "relation", "reading", "family", "basis", "clause", "locator", "surface", "pinpoint",
    "confidence", "strength", "rationale", "cost", "source", "end_cost",
)  # fmt: skip
NUMBERS = frozenset({"objective", "number", "words", "cost", "end_cost", "cited"})
NAME_SEPARATOR = " | "


def node_row(node: ExportNode) -> dict[str, Value]:
    """Return a node by column."""
    return {
        "id": node.id,
        "kind": node.kind,
        "family": node.family,
        "label": node.label,
        "title": node.title,
        "locator": node.printed,
        "instrument": node.instrument,
        "parent": node.parent,
        "objective": node.objective,
        "number": node.number,
        "gist": node.gist,
        "symbol": node.symbol,
        "legal": node.legal,
        "date": node.date,
        "confidence": node.confidence,
        "words": node.words or None,
        "fingerprint": node.fingerprint,
        "url": node.fact("url"),
        "names": NAME_SEPARATOR.join(name for name, _ in node.names),
        "source": f"{node.file}:{node.line}",
        "cited": node.cited,
    }


def edge_row(edge: ExportEdge) -> dict[str, Value]:
    """Return an edge by column."""
    return {
        "id": edge.id,
        "from": edge.source,
        "to": edge.target,
        "relation": edge.relation,
        "reading": edge.forward,
        "family": edge.family,
        "basis": edge.basis,
        "clause": "" if edge.is_structure else edge.clause,
        "locator": edge.at,
        "surface": edge.surface,
        "pinpoint": edge.pinpoint,
        "confidence": edge.confidence,
        "strength": edge.strength,
        "rationale": edge.rationale,
        "cost": edge.cost,
        "source": f"{edge.file}:{edge.line}",
        "end_cost": edge.end_cost,
    }


def whole_row(row: dict[str, Value]) -> dict[str, Value]:
    """Return every column, with None where nothing is known: rows of one shape.

    >>> whole_row({"id": "gcm", "symbol": "", "number": None})
    {'id': 'gcm', 'symbol': None, 'number': None}
    """
    return {key: None if value == "" else value for key, value in row.items()}


def filled(row: dict[str, Value]) -> dict[str, str | int]:
    """Return the columns that say something."""
    return {key: value for key, value in row.items() if value is not None and value != ""}
