"""Who said what on which day, how States voted and where they stand: small tables beside the nodes."""

from __future__ import annotations

from compactx.model import locator
from compactx.model.record import Record
from compactx.model.standing import NEITHER, PARTY, SIGNATORY, UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from compactx.index.read import Index
    from compactx.model.corpus import Corpus
    from compactx.model.entry import Entry
    from compactx.model.provision import Provision
    from compactx.model.standing import Standing, Vote

_OBSERVES = "observer-in"
TABLES = """
CREATE TABLE said (node INTEGER PRIMARY KEY, date TEXT, speaker INTEGER, body INTEGER);
CREATE TABLE vote (
    n INTEGER PRIMARY KEY, node INTEGER, symbol TEXT, date TEXT, in_favour INTEGER, against INTEGER, abstaining INTEGER,
    not_voting INTEGER, without INTEGER, source TEXT, notes TEXT
);
CREATE TABLE ballot (state INTEGER, vote INTEGER, choice TEXT, PRIMARY KEY (state, vote)) WITHOUT ROWID;
CREATE TABLE standing (
    state INTEGER, treaty INTEGER, status TEXT, since TEXT, as_of TEXT, source TEXT, PRIMARY KEY (state, treaty)
) WITHOUT ROWID;
"""
_NESTING = 16


class VoteRow(Record):
    """A vote on a text; ``without`` says that there was none."""

    n: int
    node: int
    symbol: str
    date: str
    in_favour: int
    against: int
    abstaining: int
    not_voting: int
    without: int
    source: str
    notes: str

    @property
    def counted(self) -> int:
        """How many States the totals count."""
        return self.in_favour + self.against + self.abstaining + self.not_voting


class StandingRow(Record):
    """Where a State stands towards a treaty on a day."""

    state: int
    treaty: int
    status: str
    since: str
    as_of: str
    source: str


def write_standings(
    connection: sqlite3.Connection, corpus: Corpus, numbers: Mapping[str, int], provisions: Mapping[str, Provision]
) -> None:
    """Fill the tables; what names an unknown thing is left out, ``check`` tells of it."""
    connection.executescript(TABLES)
    connection.executemany("INSERT INTO said VALUES (?,?,?,?)", _said(numbers, provisions))
    for n, vote in enumerate((one for one in corpus.votes if one.of in numbers), 1):
        _write_vote(connection, n, vote, numbers)
    states = [entry.id for entry in corpus.entries if entry.kind == "state" and not _observes(entry)]
    for standing in corpus.standings:
        if standing.treaty in numbers:
            rows = _standings(standing, dict.fromkeys(states), numbers)
            connection.executemany("INSERT OR IGNORE INTO standing VALUES (?,?,?,?,?,?)", rows)


def asked(corpus: Corpus) -> set[str]:
    """Return every id that the tables rest on: of one that is not there nothing is told."""
    found = {one for provision in corpus.provisions for one in (provision.speaker, provision.body) if one}
    for vote in corpus.votes:
        found.update((vote.of, *(state for _, states in vote.states for state in states)))
    for one in corpus.standings:
        found.update((one.treaty, *dict(one.parties), *one.signatories, *one.unknown))
    return found


def _observes(entry: Entry) -> bool:
    """Say whether a State is an observer only: the tables of treaties at hand tell Members, of others nothing."""
    return any(link.relation == _OBSERVES for link in entry.links)


def _said(
    numbers: Mapping[str, int], provisions: Mapping[str, Provision]
) -> Iterator[tuple[int, str, int | None, int | None]]:
    for provision in provisions.values():
        date, speaker, body = attributed(provision, provisions)
        if date or speaker or body:
            yield numbers[provision.id], date, numbers.get(speaker), numbers.get(body)


def attributed(provision: Provision, provisions: Mapping[str, Provision]) -> tuple[str, str, str]:
    """Return date, speaker and body of a provision: its own, or that of the nearest provision above that has one."""
    date, speaker, body = provision.date, provision.speaker, provision.body
    above: Provision | None = provision
    for _ in range(_NESTING):
        if above is None or (date and speaker and body):
            break
        name = above.parent or locator.parent(above.locator)
        above = provisions.get(f"{above.instrument}/{name}") if name else None
        if above:
            date = date or above.date
            body = body or ("" if speaker else above.body)  # who speaks is no longer the body around
            speaker = speaker or above.speaker
    return date, speaker, body


def _write_vote(connection: sqlite3.Connection, n: int, vote: Vote, numbers: Mapping[str, int]) -> None:
    row = (n, numbers[vote.of], vote.symbol, vote.date, vote.in_favour, vote.against, vote.abstaining, vote.not_voting,
           int(vote.without_a_vote), vote.source, vote.notes)  # fmt: skip
    connection.execute("INSERT INTO vote VALUES (?,?,?,?,?,?,?,?,?,?,?)", row)
    ballots = [(numbers[state], n, choice) for choice, states in vote.states for state in states if state in numbers]
    connection.executemany("INSERT OR IGNORE INTO ballot VALUES (?,?,?)", ballots)


def _standings(
    standing: Standing, states: Mapping[str, None], numbers: Mapping[str, int]
) -> Iterator[tuple[int, int, str, str, str, str]]:
    since = dict(standing.parties)
    told = {**dict.fromkeys(states, NEITHER), **dict.fromkeys(standing.unknown, UNKNOWN)}
    told |= {**dict.fromkeys(standing.signatories, SIGNATORY), **dict.fromkeys(since, PARTY)}
    for state, status in told.items():
        if state in numbers:
            yield (numbers[state], numbers[standing.treaty], status, since.get(state, ""), standing.as_of,
                   standing.source)  # fmt: skip


def votes_on(index: Index, node: int) -> list[VoteRow]:
    """Return the votes on a text."""
    return [VoteRow(*row) for row in index.connection.execute("SELECT * FROM vote WHERE node = ? ORDER BY n", (node,))]


def ballots(index: Index, vote: int) -> list[tuple[int, str]]:
    """Return the States with their choice, as far as they are told, in the order of the corpus."""
    return list(index.connection.execute("SELECT state, choice FROM ballot WHERE vote = ? ORDER BY state", (vote,)))


def ballots_of(index: Index, state: int) -> list[tuple[VoteRow, str]]:
    """Return the votes in which a State's choice is told, the earliest first."""
    sql = "SELECT vote.*, choice FROM ballot JOIN vote ON vote.n = ballot.vote WHERE state = ? ORDER BY date, vote.n"
    return [(VoteRow(*row[:-1]), row[-1]) for row in index.connection.execute(sql, (state,))]


def standings_of(index: Index, state: int) -> list[StandingRow]:
    """Return where a State stands towards each treaty."""
    return _rows(index, "state", state)


def standings_on(index: Index, treaty: int) -> list[StandingRow]:
    """Return where each State stands towards a treaty."""
    return _rows(index, "treaty", treaty)


def standings(index: Index) -> list[StandingRow]:
    """Return where every State stands towards every treaty."""
    return [StandingRow(*row) for row in index.connection.execute("SELECT * FROM standing ORDER BY state, treaty")]


def untold(index: Index, state: int) -> list[VoteRow]:
    """Return the votes in which no source tells what a State chose, though of others it does; an observer has none."""
    if any(edge.relation == _OBSERVES for edge in index.edges_from(state)):
        return []
    sql = (
        "SELECT * FROM vote WHERE n IN (SELECT vote FROM ballot)"
        " AND n NOT IN (SELECT vote FROM ballot WHERE state = ?) ORDER BY date, n"
    )
    return [VoteRow(*row) for row in index.connection.execute(sql, (state,))]


def votes_counted(index: Index, node: int | None) -> list[tuple[VoteRow, int]]:
    """Return the votes on a text, or all, with of how many States the sources tell the choice."""
    sql = "SELECT vote.*, (SELECT COUNT(*) FROM ballot WHERE vote = vote.n) FROM vote WHERE NOT without"
    where, values = ("", ()) if node is None else (" AND node = ?", (node,))
    found = index.connection.execute(sql + where + " ORDER BY date, n", values)
    return [(VoteRow(*row[:-1]), row[-1]) for row in found]


def voted(index: Index, choice: str, node: int | None) -> list[int]:
    """Return the States that made a choice in the votes on a text, or in any."""
    where = " AND vote.node = ?" if node is not None else ""
    sql = f"SELECT DISTINCT state FROM ballot JOIN vote ON vote.n = ballot.vote WHERE choice = ?{where} ORDER BY state"
    return [row[0] for row in index.connection.execute(sql, (choice, *(() if node is None else (node,))))]


def _rows(index: Index, column: str, number: int) -> list[StandingRow]:
    sql = f"SELECT * FROM standing WHERE {column} = ? ORDER BY state, treaty"
    return [StandingRow(*row) for row in index.connection.execute(sql, (number,))]
