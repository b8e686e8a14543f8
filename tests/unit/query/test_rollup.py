"""Parts count for their whole: roll-ups of searches and lists, against what stands in the corpus."""

from __future__ import annotations

import pytest

from compactx.index.search import SearchScope
from compactx.query.listing import listing
from compactx.query.rollup import ELSEWHERE, rolled, search_wholes, whole_of
from compactx.query.search import search


def test_objectives_that_speak_of_children_are_fifteen(index):
    hits = search(index, "children").hits
    found = rolled(index, [hit.node for hit in hits], "objective")
    numbers = [share.node.number for share in found.shares if share.node]
    assert numbers == [*range(3, 17), 21]
    assert found.wholes == 15
    assert found.places == sum(bool(hit.node.objective) for hit in hits)
    assert found.shares[-1].group == ELSEWHERE


def test_an_objective_answers_for_its_clauses(index):
    found = search_wholes(index, "children", SearchScope(kinds=("objective",)), ("objective",), limit=0)
    assert {hit.node.number for hit in found.hits} == {*range(3, 17), 21}
    own = search(index, "children", SearchScope(kinds=("objective",)))
    assert [hit.node.id for hit in found.hits[: len(own.hits)]] == [hit.node.id for hit in own.hits]
    for hit in found.hits[len(own.hits) :]:
        assert hit.clause.objective == hit.node.number
    assert any("stand in clauses" in note for note in found.notes)


@pytest.mark.parametrize("by", ["objective", "instrument", "document", "year"])
def test_every_place_is_counted_once(index, by):
    nodes = [hit.node for hit in search(index, "migration").hits]
    found = rolled(index, [*nodes, *nodes[:3]], by)
    assert sum(len(share.parts) for share in found.shares) == len({node.n for node in nodes})


def test_lists_are_counted_by_their_whole(index):
    actions = [row.node for row in listing(index, "actions", instrument=index.by_id("gcm"))]
    found = rolled(index, actions, "objective")
    assert found.wholes == 23
    assert found.places == len(actions)
    assert whole_of(index, actions[0], "instrument").id == "gcm"


def test_the_command_says_how_many_places_in_how_many_objectives(run_cli):
    answer = run_cli("search", "children", "--by", "objective", "--json")
    assert answer.json["schema"] == "compactx.rollup/1"
    assert answer.json["wholes"] == 15
    assert answer.json["places"] == sum(item["places"] for item in answer.items if item["group"] != ELSEWHERE)
    page = run_cli("search", "children", "--by", "objective", env={"COMPACTX_FORCE_TTY": "80"}).out
    assert f"{answer.json['places']} places in 15 objectives" in page
    assert run_cli("search", "children", "--kind", "objective", "--ids").out.count("gcm/objective-") == 15
    assert run_cli("list", "actions", "--by", "objective", "--in", "gcm", "--json").json["wholes"] == 23
    assert (
        "CITED BY  6  in 1 objective and" in run_cli("refs", "paris-agreement", env={"COMPACTX_FORCE_TTY": "100"}).out
    )
    assert run_cli("matrix", "documents", "--by", "objective").out == run_cli("matrix", "documents", "objectives").out
