"""What shares references: against a count by hand and by the definition."""

from __future__ import annotations

from math import isclose, log2

import pytest

import compactx
from compactx.query.related import related


@pytest.fixture
def lakes(tiny_corpus, monkeypatch):
    """Four clauses: 1 and 2 share a rare thing, 1 and 3 a common one; 4 cites 1 and 2; 5 cites 1."""
    monkeypatch.setenv("COMPACTX_CORPUS_ONLY", "1")
    things = "\n".join(
        f"- {{id: {name}, kind: treaty, title: {name}, legal: binding, names: [], sources: [x], confidence: high}}"
        for name in ("rare", "common")
    )
    provisions = """
instrument: {id: pact, kind: framework, title: Pact, legal: non-binding, names: [], sources: [x], confidence: high}
provisions:
- {locator: '1', kind: paragraph, gist: One., references: [{to: rare, surface: rare}, {to: common, surface: common}]}
- {locator: '2', kind: paragraph, gist: Two., references: [{to: rare, surface: rare}]}
- {locator: '3', kind: paragraph, gist: Three., references: [{to: common, surface: common}]}
- {locator: '4', kind: paragraph, gist: Four., references: [{to: pact/1, surface: one}, {to: pact/2, surface: two}]}
- {locator: '5', kind: paragraph, gist: Five., references: [{to: common, surface: common}, {to: pact/1, surface: one}]}
"""
    files = {"registers/things.yaml": f"entries:\n{things}\n", "instruments/pact.yaml": provisions}
    gone = {"registers/lineage.yaml": None, "instruments/paper.yaml": None}
    return compactx.open(str(tiny_corpus({**files, **gone}))).index


def test_scores_are_the_sum_of_what_is_shared(lakes):
    found = related(lakes, lakes.by_id("pact/1"))
    scores = {one.node.id: one.score for one in found.relatives}
    assert isclose(scores["pact/2"], 1 / log2(3) + 1 / log2(3))  # rare, cited twice; and 4, which cites two things
    assert isclose(scores["pact/3"], 1 / log2(4))  # common, cited three times
    assert [one.node.id for one in found.relatives][:2] == ["pact/2", "pact/3"]


def test_shared_things_are_listed_with_the_clauses_on_both_sides(lakes):
    best = related(lakes, lakes.by_id("pact/1")).relatives[0]
    ways = {
        shared.node.id: (shared.way, [n.id for n in shared.here], [n.id for n in shared.there])
        for shared in best.shared
    }
    assert ways == {"rare": ("cites", ["pact/1"], ["pact/2"]), "pact/4": ("cited-by", [], [])}
    assert isclose(best.score, sum(shared.weight for shared in best.shared))


def test_what_cites_it_is_left_out_unless_asked_for(lakes):
    node = lakes.by_id("pact/1")
    assert "pact/5" not in {one.node.id for one in related(lakes, node).relatives}
    assert related(lakes, node).linked > 0
    linked = {one.node.id: one.linked for one in related(lakes, node, with_linked=True).relatives}
    assert linked["pact/5"] is True
    assert linked["pact/2"] is False


def test_things_cited_by_the_same_clause_are_related(lakes):
    found = related(lakes, lakes.by_id("rare"))
    assert [one.node.id for one in found.relatives] == ["common"]


def test_a_limit_and_kinds_keep_the_best(lakes):
    node = lakes.by_id("pact/1")
    assert [one.node.id for one in related(lakes, node, limit=1).relatives] == ["pact/2"]
    assert related(lakes, node, limit=1).total == related(lakes, node).total
    assert related(lakes, node, kinds=("treaty",)).relatives == ()


def test_objectives_are_compared_with_objectives(index):
    found = related(index, index.by_id("gcm/objective-17"), kinds=("objective",))
    assert found.relatives
    assert {one.node.kind for one in found.relatives} == {"objective"}
    together = {
        one.node.number for one in found.relatives if any(s.node.id.endswith("round-table-4") for s in one.shared)
    }
    assert together == {1, 3, 7, 23}  # round table 4 reviews objectives 1, 3, 7, 17 and 23


def test_shares_are_parts_of_what_is_shared_at_all(index):
    for name in ("gcm/objective-10", "imrf", "progress-declaration-2022", "gcm/36.a", "agenda2030"):
        found = related(index, index.by_id(name), with_linked=True)
        assert all(0 < one.share <= 1 + 1e-9 for one in found.relatives)


def test_whole_documents_are_compared_with_whole_documents(index):
    found = related(index, index.by_id("progress-declaration-2022"), with_linked=True)
    assert "progress-declaration-2026" in {one.node.id for one in found.relatives[:3]}
    assert all(not one.node.locator for one in found.relatives)
