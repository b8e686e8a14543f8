"""``check`` and ``verify`` as plain data."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from compactx.model.finding import Finding

COLUMNS = ("severity", "rule", "file", "line", "column", "message", "hint")


def items(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return a finding each."""
    return [
        {
            "rule": finding.rule,
            "severity": finding.severity,
            "file": finding.place.file,
            "line": finding.place.line,
            "column": finding.place.column,
            "message": finding.message,
            "hint": finding.hint or None,
        }
        for finding in findings
    ]
