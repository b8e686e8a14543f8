"""``import`` as plain data: of one document, and of many with ``--recursive``."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from compactx.bulk.run import BulkResult
    from compactx.intake.drafts.imports import ImportResult

COLUMNS = ("change", "locator", "detail")
LIBRARY_COLUMNS = ("status", "path", "reason")


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


def library_items(done: BulkResult) -> list[dict[str, Any]]:
    """Return what is not in the library and why, and what it holds of files that are gone, each."""
    return [{"path": one.path, "status": one.status, "reason": one.reason} for one in (*done.failed, *done.vanished)]


def library_summary(done: BulkResult) -> dict[str, Any]:
    """Return what stands beside the items: what was read, and what the library holds now."""
    return {
        "read": done.read,
        "unchanged": done.unchanged,
        "official": done.official,
        "detected": done.detected,
        "vanished": 0 if done.pruned else len(done.vanished),
        "pruned": len(done.vanished) if done.pruned else 0,
        "documents": done.documents,
        "clauses": done.clauses,
        "citations": done.citations,
        "library": done.library,
    }
