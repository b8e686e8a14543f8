"""How did States vote on a text, and where do they stand towards treaties? Never beyond the day of the source."""

from __future__ import annotations

from compactx.index import standing as rows
from compactx.model.kinds import CHOICES
from compactx.model.record import Record
from compactx.model.standing import PARTY, SIGNATORY, UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.index.read import Index, Node
    from compactx.index.standing import StandingRow, VoteRow

UNTOLD = "no source at hand tells how each State voted"


class Ballots(Record):
    """A vote on a text, with the States of each choice as far as a source tells them."""

    vote: VoteRow
    of: Node
    states: tuple[tuple[str, tuple[Node, ...]], ...]

    @property
    def told(self) -> int:
        """Of how many States a source tells the vote."""
        return sum(len(states) for _, states in self.states)


class Ballot(Record):
    """What one State chose in a vote; ``unknown`` where no source tells it."""

    vote: VoteRow
    of: Node
    choice: str


class PartyStanding(Record):
    """Where a State stands towards a treaty: ``party`` with the year since when, ``signatory``, ``neither``."""

    state: Node
    treaty: Node
    status: str
    since: str
    as_of: str
    source: str


class Standings(Record):
    """What is known of a thing in votes and treaties: of a text its votes, of a treaty its parties, of a State both."""

    votes: tuple[Ballots, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    treaties: tuple[PartyStanding, ...] = ()
    states: tuple[PartyStanding, ...] = ()


def standings(index: Index, node: Node) -> Standings:
    """Return what is known of a thing in votes and treaties."""
    if node.kind == "state":
        chosen = [*rows.ballots_of(index, node.n), *((vote, UNKNOWN) for vote in rows.untold(index, node.n))]
        chosen.sort(key=lambda pair: pair[0].date)
        ballots = tuple(Ballot(vote, index.node(vote.node), choice) for vote, choice in chosen)
        return Standings((), ballots, tuple(_standing(index, row) for row in rows.standings_of(index, node.n)))
    votes = tuple(_ballots(index, vote) for vote in rows.votes_on(index, node.n))
    return Standings(votes, (), (), towards(index, node) if node.kind == "treaty" else ())


def towards(index: Index, treaty: Node) -> tuple[PartyStanding, ...]:
    """Return the parties to a treaty and those who only signed, in the order of the corpus."""
    found = [row for row in rows.standings_on(index, treaty.n) if row.status in {PARTY, SIGNATORY}]
    index.preload(row.state for row in found)
    return tuple(_standing(index, row) for row in found)


def voted(index: Index, choice: str, text: Node | None = None) -> list[Node]:
    """Return the States that made a choice in the votes on a text, or in any vote that is known."""
    found = rows.voted(index, choice.replace("-", "_"), text.n if text else None)
    index.preload(found)
    return [index.node(state) for state in found]


def about_votes(index: Index, text: Node | None = None) -> list[str]:
    """Return sentences on the votes on a text, or on any: which they are if several, and which are told in part."""
    found = rows.votes_counted(index, text.n if text else None)
    said = []
    known = [one for one, told in found if told]
    if len(known) > 1:
        votes = ", ".join(f"{one.date} on {one.symbol}" for one in known)
        said.append(f"in one at least of {len(known)} votes: {votes}")
    return said + [
        f"of the vote of {one.date} on {one.symbol} "
        + (f"the sources tell {told} of {one.counted} States" if told else UNTOLD)
        for one, told in found
        if told < one.counted
    ]


def _ballots(index: Index, vote: VoteRow) -> Ballots:
    told = rows.ballots(index, vote.n)
    index.preload(state for state, _ in told)
    by_choice = ((one, tuple(index.node(state) for state, choice in told if choice == one)) for one in CHOICES)
    return Ballots(vote, index.node(vote.node), tuple((one, states) for one, states in by_choice if states))


def _standing(index: Index, row: StandingRow) -> PartyStanding:
    return PartyStanding(index.node(row.state), index.node(row.treaty), row.status, row.since, row.as_of, row.source)
