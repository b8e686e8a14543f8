"""Votes and the standing of States for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.model.kinds import CHOICES
from compactx.model.standing import PARTY, SIGNATORY, UNKNOWN
from compactx.query.standing import UNTOLD
from compactx.render.pages import style
from compactx.render.pages.style import blank, grid, heading, indented, join, stack, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from compactx.index.standing import VoteRow
    from compactx.query.standing import Ballots, PartyStanding, Standings


def standing_sections(found: Standings) -> list[RenderableType]:
    """Return the sections of a page, none if nothing is known."""
    body: list[RenderableType] = []
    if found.votes:
        lines = [line for one in found.votes for line in _vote(one)]
        body += [blank(), heading("Votes", len(found.votes)), indented(stack(*lines))]
    if found.ballots:
        lines = [
            join(text(one.vote.date, style.LOCATOR), text(_chosen(one.choice)), text(one.vote.symbol, style.ID),
                 text(one.of.caption))
            for one in found.ballots
        ]  # fmt: skip
        body += [blank(), heading("Votes", len(lines)), indented(stack(*lines))]
    if found.treaties:
        body += [blank(), heading("Treaties", sum(one.status == PARTY for one in found.treaties))]
        body += [indented(stack(*_treaties(found.treaties)))]
    if found.states:
        body += [blank(), heading("States"), indented(stack(*states(found.states)))]
    return body


def states(found: Sequence[PartyStanding]) -> list[RenderableType]:
    """Return the parties to a treaty and those who only signed it, in two paragraphs."""
    lines: list[RenderableType] = []
    for status, words in ((PARTY, "parties"), (SIGNATORY, "signed only")):
        told = [one for one in found if one.status == status]
        if told:
            names = ", ".join(f"{one.state.title} {one.since}".strip() for one in told)
            lines += [text(f"{len(told)} {words} as of {told[0].as_of}", style.RELATION), indented(text(names))]
    return lines


def _treaties(found: Sequence[PartyStanding]) -> list[RenderableType]:
    """Return a line for each treaty, below the day of the source."""
    lines: list[RenderableType] = []
    for day in dict.fromkeys(one.as_of for one in found):
        inside = [one for one in found if one.as_of == day]
        said = [f"party since {one.since}" if one.status == PARTY and one.since else one.status for one in inside]
        table = grid(max(map(len, said)), None)
        for one, says in zip(inside, said, strict=True):
            table.add_row(text(says, style.RELATION), text(one.treaty.title or one.treaty.id))
        lines += [text(f"as of {day}", style.QUIET), table]
    return lines


def tally(vote: VoteRow) -> str:
    """Return how many voted how, or that nobody was asked to."""
    if vote.without:
        return "adopted without a vote"
    return ", ".join(f"{getattr(vote, choice)} {_words(choice)}" for choice in CHOICES if getattr(vote, choice))


def _vote(one: Ballots) -> list[RenderableType]:
    vote = one.vote
    lines: list[RenderableType] = [join(text(vote.date, style.LOCATOR), text(vote.symbol, style.ID), text(tally(vote)))]
    if vote.without:
        return lines
    for choice, inside in one.states:
        if choice in {"against", "abstaining"}:
            names = ", ".join(state.title for state in inside)
            lines.append(indented(text(f"{_words(choice)}: {names}", style.QUIET)))
    if one.told < vote.counted:
        some = f"the sources tell the choice of {one.told} of {vote.counted} States"
        lines.append(indented(text(some if one.told else UNTOLD, style.QUIET)))
    return lines


def _chosen(choice: str) -> str:
    return "no source tells how" if choice == UNKNOWN else _words(choice)


def _words(choice: str) -> str:
    return choice.replace("_", " ")
