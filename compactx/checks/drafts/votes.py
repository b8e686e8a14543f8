"""How resolutions were adopted: by a vote, or without one."""

from __future__ import annotations

from compactx.checks.draft import WRONG, Judgement, draft_rule

_LEAD = 160  # characters before a resolution in which the verb of its adoption may stand

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from compactx.checks.draft import Draft
    from compactx.citation.citation import Citation
    from compactx.index.read import Node


@draft_rule("wrong-vote", WRONG)
def wrong_vote(draft: Draft) -> Iterator[Judgement]:
    """A resolution was adopted as the words say: by so many votes to so many, or without a vote.

    Example: "resolution 73/195, adopted by consensus" (152 to 5, with 12 abstentions). Told of a resolution by its
    symbol where the corpus knows the vote: a conference may have adopted by consensus what was voted on later.
    """
    for citation, node in draft.instruments:
        if "/RES/" not in citation.symbol:
            continue
        agreed = _said(draft, citation, "adopted_freely", "adopted_lead")
        counted = _said(draft, citation, "adopted_by_votes", "voted_lead")
        judged = _judged(draft, citation, node, agreed, counted) if agreed or counted else None
        if judged:
            yield judged


def _said(draft: Draft, citation: Citation, behind: str, lead: str) -> re.Match[str] | None:
    """Return what the words behind a resolution say of its adoption, of which the verb may stand before it."""
    found = draft.match(behind, citation.end)
    if found is None or found.group("came"):
        return found
    return found if draft.search(lead, max(0, citation.start - _LEAD), citation.start) else None


def _judged(
    draft: Draft, citation: Citation, node: Node, agreed: re.Match[str] | None, counted: re.Match[str] | None
) -> Judgement | None:
    from compactx.index.standing import votes_on  # noqa: PLC0415 - few drafts say how something was adopted

    votes = [one for one in votes_on(draft.index, node.n) if one.symbol.partition(",")[0] == citation.symbol]
    found = agreed or counted
    if not votes or found is None or (agreed and votes[0].without):
        return None
    vote = votes[0]
    right = f"by {vote.in_favour} votes to {vote.against}, with {vote.abstaining} abstentions"
    right = "without a vote" if vote.without else right
    if counted and not agreed and not vote.without:
        said = [int(counted.group(name)) for name in ("favour", "against", "abstaining") if counted.group(name)]
        if said == [vote.in_favour, vote.against, vote.abstaining][: len(said)]:
            return None
    message = f"{citation.symbol} was adopted {right}"
    return Judgement(citation.start, found.end(), message, citation.to, draft.said(found).strip(" ,"), right)
