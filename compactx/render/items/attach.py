"""``attach`` as plain data."""

from __future__ import annotations

from compactx.model.locator import printed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from compactx.intake.texts.attach import AttachedFile, AttachResult

COLUMNS = ("id", "status", "where", "words", "words_found")
FILE_COLUMNS = ("file", "instrument", "by", "matches", "differs", "missing", "reason")
STATUSES = ("matches", "differs", "missing")


def items(done: AttachResult) -> list[dict[str, Any]]:
    """Return a clause each; ``where`` is its locator in the document."""
    return [
        {
            "id": match.wanted.id,
            "locator": match.wanted.printed or printed(match.wanted.locator),
            "kind": match.wanted.kind,
            "status": match.status,
            "where": match.where or None,
            "words": match.wanted.words,
            "words_found": match.words if match.where else None,
            **({"edition": match.edition} if match.edition else {}),
        }
        for match in done.matches
    ]


def noteworthy(items_: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the clauses that do not match."""
    return [item for item in items_ if item["status"] != "matches"]


def summary(done: AttachResult) -> dict[str, Any]:
    """Return what stands beside the items."""
    return {
        "instrument": done.instrument,
        "format": done.format,
        "edition": done.edition or None,
        "totals": {status: done.count(status) for status in STATUSES},
        "without_text": done.known,
        "stored": done.path or None,
    }


def file_items(found: Iterable[AttachedFile]) -> list[dict[str, Any]]:
    """Return a document and one instrument in it each; ``reason`` says why nothing was kept."""
    return [_file_item(one) for one in found]


def _file_item(one: AttachedFile) -> dict[str, Any]:
    done = one.done
    return {
        "file": one.file,
        "recognised": done is not None,
        "instrument": done.instrument if done else None,
        "title": done.title if done else None,
        "by": list(one.by),
        "edition": (done.edition or None) if done else None,
        **{status: done.count(status) if done else 0 for status in STATUSES},
        "without_text": done.known if done else 0,
        "stored": (done.path or None) if done else None,
        "reason": one.reason or None,
        "warnings": list(one.warnings),
    }
