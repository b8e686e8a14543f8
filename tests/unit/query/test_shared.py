"""What things share, and what only one has."""

from __future__ import annotations

import pytest

import compactx
from compactx.query.refs import refs
from compactx.query.refs_rows import RefsFilter
from compactx.query.shared import shared


@pytest.fixture(scope="module")
def index():
    return compactx.open().index


@pytest.fixture(scope="module")
def nodes(index):
    return [index.by_id(f"gcm/objective-{number}") for number in (5, 6)]


def test_what_both_cite_is_what_refs_says(index, nodes):
    rows = {row.id: row for row in shared(index, nodes) if row.way == "cites"}
    outgoing = [refs(index, node, RefsFilter(direction="out")).outgoing for node in nodes]
    cited = [{one.target.id for one in found if one.family == "citation"} for found in outgoing]
    assert {identity for identity, row in rows.items() if row.holders == 2} == cited[0] & cited[1]
    assert rows.keys() == cited[0] | cited[1]
    assert rows["ilo"].places == (("21(a)",), ("22(l)",))


def test_subjects_are_words_of_few_objectives(index, nodes):
    rows = {row.title: row for row in shared(index, nodes) if row.way == "subject"}
    assert rows["recruitment"].places[0] == ()
    assert "22(c)" in rows["recruitment"].places[1]
    assert rows["mobility"].holders == 2
    assert "migrant" not in rows
    assert "states" not in rows


def test_rows_stand_by_way_and_the_most_shared_first(index, nodes):
    rows = shared(index, nodes)
    ways = [row.way for row in rows]
    assert list(dict.fromkeys(ways)) == ["subject", "cites", "cited by", "reviewed by", "lineage"]
    for way in set(ways):
        held = [row.holders for row in rows if row.way == way]
        assert held == sorted(held, reverse=True)


def test_three_actors(index):
    actors = [index.by_id(identity) for identity in ("ilo", "iom", "unhcr")]
    rows = shared(index, actors)
    assert all(len(row.places) == 3 for row in rows)
    assert {row.way for row in rows} <= {"cites", "cited by", "reviewed by", "lineage"}
    assert any(row.id == "gcm/objective-6" and row.holders == 2 for row in rows)
