"""References are exact: what a clause names, once for each clause, and nothing else."""

from __future__ import annotations

import json

import pytest

from compactx.corpus.source import packaged
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.model.kinds import EVIDENCE
from compactx.query.refs import refs
from compactx.query.refs_rows import _NAMES, RefsFilter
from compactx.query.show import show
from compactx.query.tree import tree

MORE = """
of: pact
provisions:
- locator: '6'
  kind: paragraph
  gist: Much is named.
  references:
  - {to: charter, surface: Charter}
  - {to: charter, relation: rests-on, surface: Charter of the Lakes}
  - {to: charter, basis: nested, surface: Lakes}
  - {to: clean-guide, basis: nested, surface: Guide}
  - {to: clean-guide, surface: the Guide}
  - {to: lake-office, basis: editorial, rationale: we think so, strength: weak}
  - {to: pact/3.a, basis: footnote, surface: 3 (a)}
"""


@pytest.fixture
def index(tiny_corpus):
    return Index(open_index((str(tiny_corpus({"instruments/zz.yaml": MORE})),)))


@pytest.fixture(scope="module")
def shipped():
    return Index(open_index((packaged(),)))


def pairs(references):
    return [((reference.clause or reference.source).id, reference.target.id) for reference in references]


def incoming(index, identity, **wanted):
    return refs(index, index.by_id(identity), RefsFilter(**wanted)).incoming


def test_a_clause_counts_once_for_each_target(index):
    found = incoming(index, "charter")
    assert pairs(found) == [
        ("pact/1", "charter"),
        ("pact/3", "charter"),
        ("pact/5.a.ii", "charter"),
        ("pact/6", "charter"),
        ("paper/7", "charter"),
    ]


def test_the_reference_that_says_most_stands_for_the_clause(index):
    kept = {(reference.source.id, reference.relation, reference.basis) for reference in incoming(index, "charter")}
    assert ("pact/6", "rests-on", "text") in kept
    assert [reference.basis for reference in incoming(index, "clean-guide") if reference.source.id == "pact/6"] == [
        "text"
    ]


def test_mentions_asks_for_every_one(index):
    found = pairs(incoming(index, "charter", mentions=True))
    assert found.count(("pact/6", "charter")) == 3


def test_editorial_links_are_shown_only_when_asked_for(index):
    assert "pact/6" not in {clause for clause, _ in pairs(incoming(index, "lake-office"))}
    asked = incoming(index, "lake-office", editorial=True)
    assert [reference.rationale for reference in asked if reference.basis == "editorial"] == ["we think so"]
    assert pairs(incoming(index, "lake-office", basis=("editorial",))) == [("pact/6", "lake-office")]


def test_structure_and_facts_are_no_references(index):
    assert incoming(index, "pact") == ()
    assert {clause for clause, _ in pairs(incoming(index, "pact", instrument=index.by_id("pact").n))} == {"pact/5"}
    assert incoming(index, "pact/5") == ()  # though its parts stand in it


def test_memberships_are_kept_apart_and_can_be_asked_for(index):
    node = index.by_id("charter")
    assert dict(refs(index, node).apart)["through a class it belongs to"] == 1
    through = refs(index, node, RefsFilter(basis=("class",))).incoming
    assert pairs(through) == [("pact/3.b", "charter")]
    assert through[0].basis == "class"
    for wanted in (
        {"instrument": index.by_id("paper").n},
        {"kinds": ("paragraph",)},
        {"objectives": (2,)},
        {"relations": ("rests-on",)},
    ):
        assert incoming(index, "charter", basis=("class",), **wanted) == ()
    assert pairs(incoming(index, "charter", basis=("class",), kinds=("action",), objectives=(1,))) == pairs(through)


def test_provisions_answer_both_ways_and_others_one(index):
    clause = refs(index, index.by_id("pact/3.a"))
    assert pairs(clause.incoming) == [("pact/4", "pact/3.a"), ("pact/6", "pact/3.a")]
    assert pairs(clause.outgoing) == [("pact/3.a", "lake-office")]
    assert refs(index, index.by_id("charter")).outgoing == ()
    assert pairs(refs(index, index.by_id("city-charter"), RefsFilter(direction="out", basis=("catalogue",))).outgoing)


def test_an_objective_is_its_commitment_and_actions(index):
    found = refs(index, index.by_id("pact/objective-1"))
    assert set(pairs(found.outgoing)) == {
        ("pact/3", "charter"),
        ("pact/3", "clean-guide"),
        ("pact/3.a", "lake-office"),
        ("pact/3.b", "lake-treaties"),
    }
    assert set(pairs(found.incoming)) == {("pact/4", "pact/3.a"), ("pact/6", "pact/3.a")}


@pytest.mark.parametrize(
    ("identity", "wanted", "clauses"),
    [
        ("charter", {"relations": ("rests-on",)}, {"pact/1", "pact/6"}),
        ("charter", {"kinds": ("commitment",)}, {"pact/3"}),
        ("charter", {"objectives": (1,)}, {"pact/3"}),
        ("charter", {"objectives": (9,)}, set()),
        ("charter", {"legal": ("binding",)}, set()),
        ("lake-forum", {"relations": ("requests",)}, {"pact/4.a"}),
        ("clean-guide", {"basis": ("nested",)}, {"pact/6"}),
        ("pact/3.a", {"basis": ("footnote",)}, {"pact/6"}),
    ],
)
def test_filters_leave_in_what_they_say(index, identity, wanted, clauses):
    assert {clause for clause, _ in pairs(incoming(index, identity, **wanted))} == clauses


def test_only_one_instrument(index):
    assert pairs(incoming(index, "charter", instrument=index.by_id("paper").n)) == [("paper/7", "charter")]


def test_references_come_in_reading_order(shipped):
    for identity in ("agenda2030", "ilo", "un", "gcm", "imrf"):
        rows = [(reference.clause or reference.source).n for reference in incoming(shipped, identity)]
        assert rows == sorted(rows)


def test_no_clause_is_listed_twice_anywhere(shipped):
    for node in shipped.nodes():
        if not node.locator:
            found = pairs(refs(shipped, node).incoming)
            assert len(found) == len(set(found)), node.id


def test_every_reference_has_words_or_is_marked(shipped):
    for edge in shipped.edges():
        if edge.family == "citation" and edge.basis in {"text", "nested", "footnote"}:
            assert edge.surface or edge.rationale
            assert len(edge.surface.split()) <= 12


def test_show_and_refs_agree(shipped):
    for identity in ("gcm/objective-17", "gcm/33.a", "ilo", "imrf"):
        node = shipped.by_id(identity)
        shown, found = show(shipped, node), refs(shipped, node, RefsFilter(direction="both"))
        assert set(pairs(shown.references)) <= set(pairs(found.outgoing))
        assert set(pairs(shown.referenced_by)) <= set(pairs(found.incoming))
        assert all(reference.basis in EVIDENCE for reference in shown.references)


def test_trees_end_though_references_go_round(shipped):
    branch = tree(shipped, shipped.by_id("gcm"), depth=12, follow="out")
    assert branch.node.id == "gcm"
    seen: list[str] = []
    pending = [branch]
    while pending:
        one = pending.pop()
        if one.branches:
            seen.append(one.node.id)
        pending += one.branches
    assert len(seen) == len(set(seen))


def test_whatever_can_lead_to_a_thing_beside_citations_has_its_words(index):
    families = {row[0] for row in index.connection.execute("SELECT DISTINCT family FROM relation")}
    assert {*families, "itself", "class", "editorial"} - {"citation", "structure"} == set(_NAMES)


def test_a_fact_that_an_entry_states_by_a_citing_relation_is_told_as_a_fact(tiny_corpus, run_cli):
    entry = (
        "entries:\n- {id: odd-plan, kind: framework, title: Odd plan, legal: voluntary, sources: [own],"
        " confidence: low, names: [], links: [{relation: cites, to: pact}]}\n"
    )
    plain = json.loads(run_cli("show", "pact", "--json", corpus=tiny_corpus()).out)["items"][0]["beside"]
    folder = tiny_corpus({"registers/odd.yaml": entry})
    told = json.loads(run_cli("show", "pact", "--json", corpus=folder).out)["items"][0]["beside"]
    facts = [sum(count for name, count in one.items() if name.startswith("catalogue fact")) for one in (plain, told)]
    assert facts[1] == facts[0] + 1
    assert sum(told.values()) == sum(plain.values()) + 1
