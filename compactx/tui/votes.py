"""How States voted on a text, and where a State stands: never beyond the day of the source."""

from __future__ import annotations

from compactx.model.kinds import CHOICES
from compactx.model.standing import PARTY, UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.query.show import PageFacts
    from compactx.query.standing import Ballots, Standings
    from compactx.tui.page_writer import Writer

_TOLD = ("against", "abstaining")
_PARTIES = 60  # States named on the page of a treaty


def write_votes(writer: Writer, facts: PageFacts) -> None:
    """Write what is known of a thing in votes and treaties, nothing where nothing is."""
    found = facts.shown.standings
    if found is None:
        return
    if found.votes:
        writer.heading("Votes", len(found.votes))
        for one in found.votes:
            _vote(writer, one)
    _of_a_state(writer, found)
    _of_a_treaty(writer, found)


def _vote(writer: Writer, one: Ballots) -> None:
    vote = one.vote
    counted = ", ".join(f"{getattr(vote, choice)} {_words(choice)}" for choice in CHOICES if getattr(vote, choice))
    said = "adopted without a vote" if vote.without else counted
    writer.fact(vote.date, f"{vote.symbol}: {said}")
    if one.told < vote.counted:
        writer.line(f"the sources tell the choice of {one.told} of {vote.counted} States", "dim")
    for choice, states in one.states:
        for state in states if choice in _TOLD else ():
            writer.numbered(state.id, writer.names.short(state), after=_words(choice))


def _of_a_state(writer: Writer, found: Standings) -> None:
    if found.ballots:
        writer.heading("How it voted", len(found.ballots))
    for one in found.ballots:
        writer.numbered(one.of.id, writer.names.short(one.of), before=f"{one.vote.date} {_words(one.choice)}")
    if found.treaties:
        writer.heading("Treaties", sum(one.status == PARTY for one in found.treaties))
    for standing in found.treaties:
        since = f"party since {standing.since}" if standing.status == PARTY and standing.since else standing.status
        name = writer.names.short(standing.treaty)
        writer.numbered(standing.treaty.id, name, after=f"{since}, as of {standing.as_of}")


def _of_a_treaty(writer: Writer, found: Standings) -> None:
    parties = [one for one in found.states if one.status == PARTY]
    signed = [one for one in found.states if one.status != PARTY]
    for words, told in (("parties", parties), ("signed only", signed)):
        if told:
            writer.heading(f"{words} as of {told[0].as_of}", len(told))
            names = ", ".join(writer.names.short(one.state) for one in told[:_PARTIES])
            more = f" and {len(told) - _PARTIES} more" if len(told) > _PARTIES else ""
            writer.line(names + more)


def _words(choice: str) -> str:
    return "no source tells how" if choice == UNKNOWN else choice.replace("_", " ")
