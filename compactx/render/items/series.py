"""``series`` as plain data."""

from __future__ import annotations

from compactx.render.items.compare import cited_item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from compactx.query.evolution import Evolution, Stage

COLUMNS = (
    "id",
    "symbol",
    "date",
    "paragraphs",
    "kept",
    "changed",
    "new",
    "gone",
    "gained",
    "lost",
    "weaker",
    "stronger",
)


def items(found: Evolution) -> list[dict[str, Any]]:
    """Return a text each, the earliest first; counts are null where its words are not here."""
    return [_item(stage) for stage in found.stages]


def _item(stage: Stage) -> dict[str, Any]:
    here = stage.text is not None
    counts = ("kept", "changed", "new", "gone", "weaker", "stronger")
    return {
        "id": stage.id or None,
        "name": stage.name,
        "symbol": stage.symbol or None,
        "date": stage.date or None,
        "paragraphs": len(stage.text.clauses) if stage.text else None,
        **{key: getattr(stage, key) if here else None for key in counts},
        "gained": [cited_item(thing) for thing in stage.gained],
        "lost": [cited_item(thing) for thing in stage.lost],
    }


def rows(found: Evolution) -> list[dict[str, Any]]:
    """Return the same for lines: citations by their number."""
    return [
        {**item, "id": item["id"] or item["name"], "gained": len(item["gained"]) if item["paragraphs"] else None,
         "lost": len(item["lost"]) if item["paragraphs"] else None}
        for item in items(found)
    ]  # fmt: skip


def origins(found: Evolution) -> list[dict[str, Any]]:
    """Return a paragraph of the latest text each: where it came in, and in how many texts it changed."""
    return [
        {
            "locator": one.locator,
            "since": found.stages[one.stage].id or found.stages[one.stage].name,
            "since_locator": one.first,
            "changed": one.changed,
        }
        for one in found.origins
    ]
