"""How States voted and where they stand towards treaties, on the page of a text, a treaty or a State."""

from __future__ import annotations

from compactx.model.standing import CHOICES, PARTY, SIGNATORY, UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.query.show import PageFacts
    from compactx.query.standing import Ballots, Standings
    from compactx.tui.pages import Writer


def votes(writer: Writer, facts: PageFacts) -> None:
    """Write the votes on a text, the parties to a treaty, or what a State voted and joined."""
    known = facts.shown.standings
    if known is None:
        return
    if known.votes or known.ballots:
        writer.heading("Votes", len(known.votes) + len(known.ballots))
    for ballots in known.votes:
        _vote(writer, ballots)
    for ballot in known.ballots:
        chose = "no source tells how" if ballot.choice == UNKNOWN else ballot.choice.replace("_", " ")
        writer.numbered(ballot.of.id, ballot.of.title, f"{ballot.vote.date}  {chose}", ballot.vote.symbol)
    _treaties(writer, known)


def _vote(writer: Writer, ballots: Ballots) -> None:
    vote = ballots.vote
    if vote.without:
        writer.line(f"{vote.date}  {vote.symbol}  adopted without a vote")
        return
    counted = ", ".join(f"{getattr(vote, one)} {one.replace('_', ' ')}" for one in CHOICES if getattr(vote, one))
    writer.line(f"{vote.date}  {vote.symbol}  {counted}")
    for choice, states in ballots.states:
        if choice in {"against", "abstaining"}:
            writer.fact(choice, ", ".join(state.title for state in states))
    if ballots.told < vote.counted:
        writer.line(f"the sources tell the choice of {ballots.told} of {vote.counted} States", "dim")


def _treaties(writer: Writer, known: Standings) -> None:
    if known.treaties:
        writer.heading("Treaties", sum(one.status == PARTY for one in known.treaties))
    for one in known.treaties:
        says = f"party since {one.since}" if one.status == PARTY and one.since else one.status
        writer.numbered(one.treaty.id, one.treaty.title, says, f"as of {one.as_of}")
    if known.states:
        writer.heading("States", len(known.states))
    for status, words in ((PARTY, "parties"), (SIGNATORY, "signed only")):
        inside = [one for one in known.states if one.status == status]
        if inside:
            names = ", ".join(f"{one.state.title} {one.since}".strip() for one in inside)
            writer.line(f"{len(inside)} {words} as of {inside[0].as_of}", "dim")
            writer.line(names)
