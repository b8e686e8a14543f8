"""``check`` and ``verify`` as plain data: findings, and of drafts judgements, which other formats take as findings."""

from __future__ import annotations

from compactx.model.finding import Finding, Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from compactx.checks.draft import Judgement
    from compactx.checks.examine import PlacedJudgement

COLUMNS = ("severity", "rule", "file", "line", "column", "message", "hint")
JUDGEMENT_COLUMNS = ("verdict", "rule", "file", "line", "column", "locator", "surface", "found", "expected", "message")
SEVERITY = {"wrong": "error", "doubtful": "warning"}


def items(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return an item for each finding: its rule, how bad it is, its place, and what to do."""
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


def severity(judgement: Judgement) -> str:
    """Return how bad a judgement is in the words of the other family of rules."""
    return SEVERITY.get(judgement.verdict, "note")


def judgement_items(found: Sequence[PlacedJudgement]) -> list[dict[str, Any]]:
    """Return an item for each judgement of a draft: as a finding, with what stands there and what should."""
    return [
        {
            "rule": one.judgement.rule or None,
            "severity": severity(one.judgement),
            "verdict": one.judgement.verdict,
            "file": one.file,
            "line": one.line,
            "column": one.column,
            "locator": one.locator or None,
            "surface": one.surface,
            "start": one.judgement.start,
            "end": one.judgement.end,
            "to": one.judgement.to or None,
            "found": one.judgement.found or None,
            "expected": one.judgement.expected or None,
            "message": one.judgement.message,
            "hint": one.judgement.hint or None,
            "fix": _fix(one.judgement),
        }
        for one in found
    ]


def _fix(judgement: Judgement) -> dict[str, Any] | None:
    fix = judgement.fix
    return {"start": fix.start, "end": fix.end, "text": fix.text} if fix else None


def as_findings(found: Iterable[PlacedJudgement]) -> list[Finding]:
    """Return judgements as findings: wrong is an error, doubtful a warning, the rest notes."""
    return [
        Finding(
            one.judgement.rule or one.judgement.verdict, severity(one.judgement), Place(one.file, one.line, one.column),
            f"{_quoted(one.surface)}: {one.judgement.message}", _hint(one.judgement),
        )
        for one in found
    ]  # fmt: skip


def _quoted(surface: str) -> str:
    words = " ".join(surface.split())
    return f'"{words}"' if len(words) <= 90 else f'"{words[:60].rstrip()} \u2026 {words[-26:].lstrip()}"'  # noqa: PLR2004 - a line


def _hint(judgement: Judgement) -> str:
    if judgement.fix and judgement.rule != "misquote":
        return f'write "{judgement.fix.text}"'
    return judgement.hint
