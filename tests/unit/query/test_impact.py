"""What rests on a thing: rings, chains and where they end; clauses that read otherwise now, and accepting them."""

from __future__ import annotations

import pytest

import compactx
from compactx.citation.normalise import fingerprint
from compactx.errors import CorpusError, UsageError
from compactx.intake.drafts.imports import accept
from compactx.query.impact import changed, impact
from compactx.query.refs import refs
from compactx.query.refs_rows import RefsFilter

WORDS = {"1": "The lakes belong to everyone.", "3": "Keep it clean."}


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


@pytest.fixture
def opened(tiny_corpus, monkeypatch):
    monkeypatch.setenv("COMPACTX_CORPUS_ONLY", "1")
    folder = tiny_corpus()
    return lambda: (compactx.open(str(folder)).index, folder)


def test_only_clauses_with_another_fingerprint_are_suspect(opened):
    index, _ = opened()
    found = changed(index, [("pact", WORDS)])
    assert [one.node.id for one in found] == ["pact/1"]  # 3 has no fingerprint to differ from
    assert found[0].fingerprint == fingerprint(WORDS["1"])
    assert (found[0].node.words, found[0].words) == (4, 5)
    assert [reference.target.id for reference in found[0].outgoing] == ["charter"]
    assert found[0].lost == ("Charter of the Lakes",)


def test_words_that_still_stand_are_not_lost(opened):
    index, _ = opened()
    found = changed(index, [("pact", {"1": "By the Charter\u00a0of the Lakes they are shared."})])
    assert found[0].lost == ()


def test_the_answer_is_limited_to_things_and_their_parts(opened):
    index, _ = opened()
    assert changed(index, [("pact", WORDS)], nodes=[index.by_id("pact")]) != []
    assert changed(index, [("pact", WORDS)], nodes=[index.by_id("pact/objective-1")]) == []
    assert changed(index, [("atlantis", WORDS)]) == []


def test_accepting_is_kept_in_the_corpus_until_the_text_changes_again(opened):
    index, folder = opened()
    mark = changed(index, [("pact", WORDS)])[0].fingerprint
    path = accept([("pact/1", mark)], "said in other words", "2026-11-21", folder=str(folder))
    index, _ = opened()
    assert changed(index, [("pact", WORDS)]) == []
    again = changed(index, [("pact", WORDS)], with_accepted=True)[0]
    assert (again.reason, again.date) == ("said in other words", "2026-11-21")
    assert [one.node.id for one in changed(index, [("pact", {"1": "Something else."})])] == ["pact/1"]
    accept([("pact/1", mark), ("pact/2", mark)], "a better reason: #1", "2026-11-22", folder=str(folder))
    index, _ = opened()
    assert changed(index, [("pact", WORDS)], with_accepted=True)[0].reason == "a better reason: #1"
    with open(path, encoding="utf-8") as stream:
        assert stream.read().count("- clause:") == 2


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501, "a\x1b[31m"])
def test_accepting_needs_a_reason(tmp_path, reason):
    with pytest.raises(UsageError, match="needs a reason"):
        accept([("pact/1", "0" * 16)], reason, "2026-11-21", folder=str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_not_written_over(tmp_path):
    (tmp_path / "accepted.yaml").write_text("accepted: {a: 1}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="damaged"):
        accept([("pact/1", "0" * 16)], "a reason", "2026-11-21", folder=str(tmp_path))
    assert (tmp_path / "accepted.yaml").read_text(encoding="utf-8") == "accepted: {a: 1}\n"
