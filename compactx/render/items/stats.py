"""``stats`` as plain data."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from compactx.query.stats import Figure

COLUMNS = ("section", "measure", "id", "value", "note")


def items(found: Sequence[Figure]) -> list[dict[str, Any]]:
    """Return a figure each, with the thing it is about and a sentence on what it means."""
    out = []
    for figure in found:
        value = round(figure.value, 4)
        item: dict[str, Any] = {
            "section": figure.section,
            "measure": figure.measure,
            "id": figure.node.id if figure.node else None,
            "kind": figure.node.kind if figure.node else None,
            "title": (figure.node.caption) if figure.node else None,
            "value": int(value) if value == int(value) else value,
            "note": figure.note or None,
            "meaning": figure.meaning,
        }
        if figure.members:
            item["members"] = list(figure.members)
        if figure.source:
            item["source"] = figure.source
        out.append(item)
    return out
