"""``import --recursive`` as plain data."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from compactx.bulk.run import BulkResult

COLUMNS = ("status", "path", "reason")


def items(done: BulkResult) -> list[dict[str, Any]]:
    """Return what is not in the library and why, and what it holds of files that are gone, each."""
    return [{"path": one.path, "status": one.status, "reason": one.reason} for one in (*done.failed, *done.vanished)]


def summary(done: BulkResult) -> dict[str, Any]:
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
