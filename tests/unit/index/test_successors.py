"""What has followed a resolution is told by show and cite."""

from __future__ import annotations

import pytest

import compactx
from compactx.index.instruments import relation_number, successors, successors_of


@pytest.fixture(scope="module")
def index():
    return compactx.open().index


@pytest.mark.parametrize(
    ("identity", "latest"),
    [
        ("a-res-76-172", "a-res-80-218"),
        ("a-res-80-218", ""),
        ("ilo-c103", "ilo-c183"),
        ("progress-declaration-2022", ""),
        ("gcm/33.a", ""),
    ],
)
def test_the_latest_of_a_series_follows(index, identity, latest):
    later = successors(index, index.by_id(identity))
    assert (later[-1].id if later else "") == latest


@pytest.mark.parametrize("command", ["show", "cite"])
def test_commands_say_that_a_later_one_exists(run_cli, command):
    assert "A/RES/80/218" in run_cli(command, "A/RES/76/172").err
    assert run_cli(command, "A/RES/80/218").err == ""


def test_what_followed_many_is_told_as_of_each(index):
    nodes = [index.by_id(name) for name in ("a-res-76-172", "ilo-c103", "gcm/33.a", "gcm", "ilo-c183")]
    told = successors_of(index, nodes)
    assert list(told) == [node.n for node in nodes]
    assert told == {node.n: successors(index, node) for node in nodes}
    assert [len(found) > 0 for found in told.values()] == [True, True, False, False, False]


def test_an_index_answers_for_what_succeeds_a_thing_without_reading_what_cites_it(index):
    relation = relation_number(index, "succeeds")
    sql = f"EXPLAIN QUERY PLAN SELECT dst, src FROM edge WHERE dst IN (1, 2) AND relation = {relation:d}"
    assert "edge_succeeds" in str(index.connection.execute(sql).fetchall())
    assert relation_number(index, "no-such-relation") == 0
