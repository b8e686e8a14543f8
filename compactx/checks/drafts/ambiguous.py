"""A citation that can be read in several ways."""

from __future__ import annotations

from compactx.checks.draft import DOUBTFUL, Judgement, draft_rule
from compactx.citation.citation import AMBIGUOUS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.checks.draft import Draft


@draft_rule("ambiguous", DOUBTFUL)
def ambiguous(draft: Draft) -> Iterator[Judgement]:
    """A citation says which of the things that the text has named it means.

    Example: "the Convention" after two conventions.
    """
    for citation in draft.wholes:
        if citation.status == AMBIGUOUS:
            readings = "; ".join(_title(draft, one) for one in citation.candidates)
            message = f"this can mean several things: {readings}"
            yield Judgement(
                citation.start, citation.end, message, "", citation.surface, "", "name the one that is meant"
            )


def _title(draft: Draft, identity: str) -> str:
    node = draft.node(identity)
    return node.title if node else identity
