"""A citation of something that a later one has followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.checks.draft import DOUBTFUL, Judgement, draft_rule
from compactx.index.successors import successors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.checks.draft import Draft


@draft_rule("superseded", DOUBTFUL)
def superseded(draft: Draft) -> Iterator[Judgement]:
    """The newest resolution of a series is cited, and the revised convention instead of the one it revises.

    Example: "resolution 76/172" where 80/218 is the latest on the same subject. An older one may be meant: this is
    doubtful, never wrong.
    """
    for citation, node in draft.instruments:
        later = successors(draft.index, node)
        if later:
            names = ", ".join(one.symbol or one.title for one in later)
            message = f"a later one exists: {names}"
            yield Judgement(
                citation.start, citation.end, message, node.id, citation.surface, names, _hint(later[-1].date)
            )


def _hint(date: str) -> str:
    return f"the latest is of {date}" if date else ""
