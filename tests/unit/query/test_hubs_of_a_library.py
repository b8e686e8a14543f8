"""What rests on, and hangs below, a thing that very many clauses cite: the first of them, and how many there are."""

from __future__ import annotations

import pytest

from compactx.index.figures import citing
from compactx.index.links import parts_of
from compactx.query.impact import impact
from compactx.query.shared import not_all_read
from compactx.query.tree import tree


@pytest.fixture(scope="module")
def hub(library):
    return max((node for node in library.nodes() if not node.locator), key=lambda node: library.degree(node.n))


def test_small_things_are_walked_whole(library, hub):
    assert impact(library, hub).notes == ()
    assert tree(library, hub, depth=1, follow="in").hidden == 0


def test_the_first_references_to_a_hub_are_followed(library, hub, monkeypatch):
    every = {one.node.id for one in impact(library, hub, depth=1).touched}
    monkeypatch.setattr("compactx.model.hub.READ", 10)
    found = impact(library, hub, depth=1)
    assert 0 < len(found.touched) < len(every)
    assert {one.node.id for one in found.touched} < every
    told = f"{library.degree(hub.n):,} references lead to {hub.id}; the first 10 were followed"
    assert told in found.notes


def test_a_walk_ends_where_it_has_reached_very_much(library, hub, monkeypatch):
    near = impact(library, hub, depth=1).touched
    monkeypatch.setattr("compactx.model.hub.REACHED", 5)
    found = impact(library, hub, depth=0)
    assert found.touched == near
    assert "no further" in found.notes[0]


def test_a_tree_of_a_hub_counts_what_it_does_not_draw(library, hub, monkeypatch):
    every = tree(library, hub, depth=1, follow="in")
    monkeypatch.setattr("compactx.model.hub.LINES", 10)
    some = tree(library, hub, depth=1, follow="in")
    assert len(some.branches) == 10
    assert some.hidden == len(every.branches) - 10
    few = tree(library, hub, depth=1, follow="in", limit=3)
    assert (len(few.branches), few.hidden) == (3, len(every.branches) - 3)


def test_the_commands_say_it(run_cli, made, hub, monkeypatch):
    monkeypatch.setattr("compactx.model.hub.READ", 10)
    assert "the first 10 were followed" in run_cli("impact", hub.id, "--depth", "1", env=made).err
    monkeypatch.setattr("compactx.model.hub.LINES", 10)
    answer = run_cli("tree", hub.id, "--direction", "in", "--depth", "1", env=made)
    assert f"references lead to {hub.id}; the first 10 were shown" in answer.err


def test_things_in_common_say_when_not_every_reference_was_compared(library, hub, monkeypatch, run_cli, made):
    assert not_all_read(library, [hub]) == []
    cited = sum(citing(library, parts_of(library, (hub.n,))).values())
    monkeypatch.setattr("compactx.model.hub.READ", cited - 1)
    assert not_all_read(library, [hub]) == [
        f"{cited:,} references lead to {hub.id}; the first {cited - 1:,} were compared"
    ]
    other = next(node for node in library.nodes() if node.kind == "resolution" and node.n != hub.n)
    answer = run_cli("compare", hub.id, other.id, "--things", "--json", env=made)
    assert f"the first {cited - 1:,} were compared" in " ".join(answer.json["warnings"])
