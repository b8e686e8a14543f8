"""What rests on a thing: rings, chains and where they end."""

from __future__ import annotations

import compactx
from compactx.query.impact import impact
from compactx.query.refs import refs
from compactx.query.refs_rows import RefsFilter


def rings(found):
    out: dict[int, set[str]] = {}
    for one in found.touched:
        out.setdefault(one.distance, set()).add(one.node.id)
    return out


def test_rings_of_a_small_corpus(tiny):
    found = rings(impact(tiny, tiny.by_id("charter")))
    assert {"pact/1", "pact/3", "pact/objective-1", "pact/5.a.ii", "lake-treaties", "city-charter"} <= found[1]
    assert "pact/3.b" in found[2]  # names the class that the Charter belongs to
    assert "pact/3.a" not in found[1]


def test_chains_start_at_the_thing_and_end_at_what_rests_on_it(index):
    found = impact(index, index.by_id("agenda2030/target-10.c"))
    by_id = {one.node.id: one for one in found.touched}
    direct = by_id["gcm/36.a"]
    assert (direct.distance, [link.thing.id for link in direct.chain]) == (1, ["gcm/36.a"])
    assert [link.thing.id for link in by_id["gcm/objective-20"].chain] == ["gcm/36.a", "gcm/objective-20"]
    far = by_id["progress-declaration-2026/round-table-3"]
    assert far.distance == 2
    assert [link.thing.id for link in far.chain] == ["gcm/36.a", "gcm/objective-20", far.node.id]


def test_the_first_ring_is_what_refs_says(index):
    for name in ("iccpr", "ilo-r202", "gfmd", "imrf", "sendai"):
        node = index.by_id(name)
        direct = {
            one.node.id for one in impact(index, node, depth=1).touched if one.chain[-1].reference and one.node.locator
        }
        said = {r.clause.id for r in refs(index, node, RefsFilter(direction="in")).incoming if r.clause}
        assert said <= direct


def test_membership_of_a_class_leads_on(index):
    found = {one.node.id: one for one in impact(index, index.by_id("icerd")).touched}
    assert found["core-hr-treaties"].distance == 1
    assert found["gcm/2"].distance == 2
    assert found["gcm/2"].chain[0].reading == "has as a member"


def test_depth_bounds_the_walk_and_says_what_lies_beyond(index):
    near, far = (impact(index, index.by_id("icerd"), depth=depth) for depth in (1, 0))
    assert max(one.distance for one in near.touched) == 1
    assert near.more > 0
    assert far.more == 0
    assert len(far.touched) > len(near.touched)


def test_filters_keep_the_chain(index):
    gcm = index.by_id("gcm")
    found = impact(index, index.by_id("icerd"), kinds=("paragraph",), instrument=gcm.n)
    assert [one.node.id for one in found.touched] == ["gcm/2"]
    assert len(found.touched[0].chain) == 2


def test_nothing_rests_on_the_newest_text(index):
    assert impact(index, index.by_id("genina-2017/footnote-26")).touched == ()


def test_cycles_end(tiny_corpus, monkeypatch):
    monkeypatch.setenv("COMPACTX_CORPUS_ONLY", "1")
    files = {
        "instruments/pact.yaml": """
instrument: {id: pact, kind: framework, title: Pact, legal: non-binding, names: [], sources: [x], confidence: high}
provisions:
- {locator: '1', kind: paragraph, gist: One., references: [{to: pact/2, surface: two}]}
- {locator: '2', kind: paragraph, gist: Two., references: [{to: pact/1, surface: one}]}
""",
        "registers/lineage.yaml": None,
        "instruments/paper.yaml": None,
        "registers/things.yaml": None,
    }
    index = compactx.open(str(tiny_corpus(files))).index
    assert rings(impact(index, index.by_id("pact/1"), depth=0)) == {1: {"pact/2"}}
