"""Votes and standings: told as far as the source goes, and no further."""

from __future__ import annotations

import pytest

import compactx
from compactx.index.standing import attributed, standings_of, untold
from compactx.model.finding import Place
from compactx.model.kinds import pinpoint_kind
from compactx.model.provision import Provision

CORPUS = """
relations:
- {id: cites, forward: cites, backward: cited by, family: citation, cost: 10}
- {id: part-of, forward: is part of, backward: contains, family: structure, cost: 3}
- {id: member-of, forward: is a member of, backward: has as a member, family: catalogue, cost: 3}
entries:
- {id: aland, kind: state, title: Aland, symbol: ALA}
- {id: beland, kind: state, title: Beland, symbol: BEL}
- {id: ceeland, kind: state, title: Ceeland, symbol: CEE}
- {id: pact-treaty, kind: treaty, title: Treaty on Pacts, legal: binding, date: 1990}
instrument: {id: talk, kind: document, title: Talk, legal: n/a, date: 2017-12-12, symbol: A/72/9}
provisions:
- {locator: day, kind: section, title: The day, date: 2018-01-11}
- {locator: one, kind: statement, parent: day, gist: Aland speaks., speaker: aland,
   references: [{to: pact-treaty, surface: Treaty, pinpoint: '4', pinpoint_kind: page}]}
- {locator: '2', kind: paragraph, gist: The document speaks., references: [{to: pact-treaty, surface: Treaty}]}
votes:
- {of: talk, symbol: A/RES/72/9, date: 2018-02-01, in_favour: 1, against: 1, source: minutes,
   states: {against: [beland]}}
standings:
- {treaty: pact-treaty, as_of: 2022-08, source: a table, parties: {aland: 1991}, unknown: [ceeland]}
"""


@pytest.fixture
def states(tmp_path, run_cli):
    (tmp_path / "corpus.yaml").write_text("name: t\nversion: '1'\nschema: 1\nmain: talk\n", encoding="utf-8")
    (tmp_path / "all.yaml").write_text(CORPUS, encoding="utf-8")
    return lambda *words: run_cli(*words, corpus=tmp_path)


def test_a_vote_has_totals_and_the_states_that_are_told(states):
    vote = states("show", "talk", "--json").items[0]["votes"][0]
    assert vote["totals"] == {"in_favour": 1, "against": 1, "abstaining": 0, "not_voting": 0}
    assert vote["states"] == {"against": ["beland"]}


def test_states_are_listed_by_their_vote(states):
    assert states("list", "states", "--voted", "against", "--in", "talk", "--ids").out == "beland\n"
    assert states("list", "states", "--voted", "in-favour", "--ids").out == ""


def test_states_of_several_votes_say_which_votes_they_are(states, tmp_path):
    (tmp_path / "more.yaml").write_text(
        "votes:\n- {of: pact-treaty, symbol: A/RES/75/1, date: 2021-03-01, in_favour: 0, against: 1, source: minutes,\n"
        "   states: {against: [aland]}}\n", encoding="utf-8",
    )  # fmt: skip
    listed = states("list", "states", "--voted", "against", "--json").json
    assert [item["id"] for item in listed["items"]] == ["aland", "beland"]
    assert listed["warnings"][0] == "in one at least of 2 votes: 2018-02-01 on A/RES/72/9, 2021-03-01 on A/RES/75/1"
    assert "votes:" not in str(
        states("list", "states", "--voted", "against", "--in", "talk", "--json").json["warnings"]
    )


def test_a_vote_of_which_a_source_tells_some_states_only_says_so(states):
    (warning,) = states("list", "states", "--voted", "in-favour", "--json").json["warnings"]
    assert warning == "of the vote of 2018-02-01 on A/RES/72/9 the sources tell 1 of 2 States"
    assert "tell the choice of 1 of 2 States" in states("show", "talk").out
    (told,) = states("show", "aland", "--json").items[0]["voted"]
    assert (told["symbol"], told["vote"]) == ("A/RES/72/9", "unknown")
    assert "no source tells how" in states("show", "aland").out


def test_a_vote_that_is_known_by_its_totals_alone_is_put_to_no_state(states, tmp_path):
    (tmp_path / "more.yaml").write_text(
        "votes:\n- {of: pact-treaty, symbol: A/RES/75/1, date: 2021-03-01, in_favour: 3, against: 1, source: m}\n",
        encoding="utf-8",
    )
    assert "vote     3 in favour, 1 against (2021-03-01)" in states("show", "pact-treaty").out
    assert "no source at hand tells how each State voted" in states("show", "pact-treaty").out
    assert [one["symbol"] for one in states("show", "aland", "--json").items[0]["voted"]] == ["A/RES/72/9"]
    some, none = states("list", "states", "--voted", "in-favour", "--json").json["warnings"]
    assert some == "of the vote of 2018-02-01 on A/RES/72/9 the sources tell 1 of 2 States"
    assert none == "of the vote of 2021-03-01 on A/RES/75/1 no source at hand tells how each State voted"


def test_the_first_lines_of_a_text_say_whether_it_was_put_to_the_vote(states, tmp_path):
    (tmp_path / "more.yaml").write_text(
        "votes:\n- {of: pact-treaty, symbol: A/RES/75/1, date: 2021-03-01, without_a_vote: true, source: minutes}\n",
        encoding="utf-8",
    )
    heads = [states("show", ref).out.partition("VOTES")[0] for ref in ("talk", "pact-treaty")]
    assert "vote     1 in favour, 1 against (2018-02-01)" in heads[0]
    assert "vote     adopted without a vote (2021-03-01)" in heads[1]


def test_the_page_of_a_state_names_treaties_by_their_titles(states):
    page = states("show", "aland").out
    assert "party since 1991  Treaty on Pacts" in page
    assert "Aland 1991" in states("show", "pact-treaty").out


def test_a_state_tells_where_it_stands_and_as_of_when(states):
    told = {
        name: states("show", name, "--json").items[0]["treaties"][0]["status"]
        for name in ("aland", "beland", "ceeland")
    }
    assert told == {"aland": "party", "beland": "neither", "ceeland": "unknown"}
    assert states("show", "ALA", "--json").items[0]["treaties"][0]["as_of"] == "2022-08"


def test_a_matrix_of_states_and_treaties_has_standings(states):
    cells = states("matrix", "states", "treaties", "--json").items
    assert [(cell["row"], cell["status"], cell["since"]) for cell in cells] == [("aland", "party", "1991")]


def test_a_table_of_standings_says_party_in_its_cells(states):
    assert states("matrix", "states", "treaties", "--csv").out.splitlines()[1].endswith(",P")


def test_what_was_said_has_its_own_day_speaker_and_body(states):
    said, written = states("refs", "pact-treaty", "--json").items
    assert (said["date"], said["body"], said["speaker"]) == ("2018-01-11", "Aland", "aland")
    assert (written["date"], written["body"]) == ("2017-12-12", "General Assembly")
    assert "speaker" not in written


def test_as_of_asks_when_it_was_said(states):
    found = states("refs", "pact-treaty", "--as-of", "2017", "--json").items
    assert [one["from"] for one in found] == ["talk/2"]


def test_references_by_state_come_with_the_parties(states):
    found = states("refs", "pact-treaty", "--by", "state", "--json")
    assert [one["group"] for one in found.items] == ["Aland", "no State"]
    assert [one["state"] for one in found.json["states"]] == ["aland"]


def test_a_pinpoint_has_a_kind(states):
    assert [one["pinpoint_kind"] for one in states("refs", "pact-treaty", "--json").items] == ["page", None]


@pytest.mark.parametrize(
    ("pinpoint", "target", "kind"),
    [("articles 3 and 4", "treaty", "article"), ("pp. 8-9", "document", "page"), ("8(a)", "item", "paragraph"),
     ("note", "document", ""), ("", "item", "")],
)  # fmt: skip
def test_words_tell_what_a_pinpoint_counts(pinpoint, target, kind):
    assert pinpoint_kind(pinpoint, target) == kind


def test_a_speaker_keeps_the_body_above_away():
    place = Place("x")
    above = Provision("t/day", "t", "day", "section", place, date="2018-01-16", body="paper")
    own = Provision("t/one", "t", "one", "statement", place, parent="day", speaker="aland")
    assert attributed(own, {"t/day": above, "t/one": own}) == ("2018-01-16", "aland", "")


def test_of_an_observer_nothing_is_told_that_is_told_of_members_only():
    index = compactx.open().index
    observers = [edge.src for edge in index.edges_to(index.by_id("unga").n) if edge.relation == "observer-in"]
    states = [one for one in observers if index.node(one).kind == "state"]
    assert [index.node(one).id for one in states] == ["holy-see", "state-of-palestine"]
    assert len(observers) > len(states)
    assert not any(untold(index, one) or standings_of(index, one) for one in states)
    assert untold(index, index.by_id("germany").n)
