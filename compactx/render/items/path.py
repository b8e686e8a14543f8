"""``path`` as plain data."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from compactx.query.path import Path, Paths

COLUMNS = ("path", "step", "from", "reading", "to", "locator", "surface")


def items(found: Paths) -> list[dict[str, Any]]:
    """Return a path each, with its steps."""
    return [{"cost": path.cost, "hops": len(path.steps), "steps": _steps(path)} for path in found.paths]


def _steps(path: Path) -> list[dict[str, Any]]:
    return [
        {
            "from": step.source.id,
            "to": step.target.id,
            "relation": step.reference.relation,
            "forward": step.forward,
            "reading": step.reading,
            "locator": step.reference.locator or None,
            "clause": step.reference.clause.id if step.reference.clause else None,
            "surface": step.reference.surface or None,
            "basis": step.reference.basis,
            "from_title": step.source.caption,
            "to_title": step.target.caption,
            "source": f"{step.reference.file}:{step.reference.line}",
        }
        for step in path.steps
    ]


def rows(found: Paths) -> list[dict[str, Any]]:
    """Return a row for each step, numbered by path and by step."""
    return [
        {"path": at, "step": number, **step}
        for at, path in enumerate(found.paths, 1)
        for number, step in enumerate(_steps(path), 1)
    ]
