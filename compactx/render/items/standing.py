"""Votes and the standing of States as plain data."""

from __future__ import annotations

from compactx.model.kinds import CHOICES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from compactx.query.standing import Ballots, PartyStanding, Standings


def facts(found: Standings) -> dict[str, Any]:
    """Return what a page about one thing has of votes and treaties, nothing if nothing is known."""
    out: dict[str, Any] = {}
    if found.votes:
        out["votes"] = [_vote(one) for one in found.votes]
    if found.ballots:
        out["voted"] = [
            {"of": one.of.id, "symbol": one.vote.symbol, "date": one.vote.date, "vote": one.choice,
             "source": one.vote.source}
            for one in found.ballots
        ]  # fmt: skip
    if found.treaties:
        out["treaties"] = [{"treaty": one.treaty.id, **_status(one)} for one in found.treaties]
    if found.states:
        out["states"] = states(found.states)
    return out


def states(found: Sequence[PartyStanding]) -> list[dict[str, Any]]:
    """Return a State each with where it stands towards a treaty."""
    return [{"state": one.state.id, **_status(one)} for one in found]


def _status(one: PartyStanding) -> dict[str, Any]:
    return {"status": one.status, "since": one.since or None, "as_of": one.as_of, "source": one.source}


def _vote(one: Ballots) -> dict[str, Any]:
    vote = one.vote
    counted = None if vote.without else {choice: getattr(vote, choice) for choice in CHOICES}
    return {
        "symbol": vote.symbol,
        "date": vote.date,
        "without_a_vote": bool(vote.without),
        "totals": counted,
        "states": {choice: [state.id for state in told] for choice, told in one.states},
        "source": vote.source,
        "notes": vote.notes or None,
    }
