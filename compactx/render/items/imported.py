"""``import`` as plain data."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from compactx.intake.drafts.imports import ImportResult

COLUMNS = ("change", "locator", "detail")


def items(done: ImportResult) -> list[dict[str, Any]]:
    """Return a change each: what became of a provision since the import before; on the first all are added."""
    return [
        {
            "change": change.what,
            "locator": change.locator,
            "detail": change.detail or None,
            "id": f"{done.instrument}/{change.locator}",
        }
        for change in done.changes
    ]


def summary(done: ImportResult) -> dict[str, Any]:
    """Return what stands beside the items."""
    return {
        "instrument": done.instrument,
        "title": done.title,
        "format": done.format,
        "again": done.again,
        "provisions": done.provisions,
        "proposals": done.proposals,
        "unresolved": done.unresolved,
        "ambiguous": done.ambiguous,
        "kept": done.kept,
        "not_used": done.unused,
        "path": done.path or None,
        "text": done.text_path or None,
    }
