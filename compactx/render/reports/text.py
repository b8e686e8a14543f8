"""Findings as lines that editors and compilers' readers understand."""

from __future__ import annotations

from compactx.model.text import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from compactx.model.finding import Finding


def findings_text(findings: Iterable[Finding]) -> str:
    """Return ``file:line:column: severity[rule] message (hint)`` lines."""
    return "".join(clean(str(finding)) + "\n" for finding in findings)


def total(totals: Mapping[str, int], files: int) -> str:
    """Return the last line: how many findings of each severity, in how many files.

    >>> total({"error": 1, "warning": 0, "note": 2}, 3)
    '1 error, 0 warnings, 2 notes in 3 files'
    """
    counts = ", ".join(f"{count} {severity}{'' if count == 1 else 's'}" for severity, count in totals.items())
    return f"{counts} in {files} file{'' if files == 1 else 's'}"
