"""Ideas through documents: who is reached, in which order, and what is not taken up."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from compactx.corpus.source import packaged
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.query.select import select
from compactx.query.trace import UNUSED, document_of, every_link, trace

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases/trace.yaml").read_text(encoding="utf-8"))
LAKES = """
instrument: {id: paper, kind: document, title: Paper on Lakes, legal: n/a, date: '2018', names: [], sources: [x],
  confidence: medium, partial: true}
provisions:
- {locator: '7', kind: proposal, gist: Somebody should count the fish.}
- {locator: '8', kind: proposal, gist: Somebody should count the birds.}
- {locator: '9', kind: proposal, gist: Nobody should fish.}
lineage:
- {from: paper/7, to: note/1, relation: drawn-from, strength: weak, rationale: the note has it}
- {from: paper/7, to: pact/3.a, relation: taken-up-by, strength: strong, rationale: both count fish}
- {from: paper/9, to: pact, relation: not-taken-up-by, strength: strong, rationale: no uptake found}
- {from: pact/3.a, to: later/1, relation: taken-up-by, strength: moderate, rationale: fish again}
- {from: pact/objective-1, to: later/2, relation: taken-up-by, strength: moderate, rationale: water again}
- {from: pact/objective-2, to: later/3, relation: taken-up-by, strength: moderate, rationale: shares again}
- {from: later/1, to: last/1, relation: taken-up-by, strength: moderate, rationale: fish at last}
"""
OTHERS = {
    "note": ("2018-06-01", "{locator: '1', kind: paragraph, gist: Count.}"),
    "later": ("2022", ", ".join(f"{{locator: '{n}', kind: paragraph, gist: Later.}}" for n in (1, 2, 3))),
    "last": ("2026", "{locator: '1', kind: paragraph, gist: Fish.}"),
}  # fmt: skip


@pytest.fixture(scope="module")
def shipped():
    return Index(open_index((packaged(),)))


@pytest.fixture
def lakes(tiny_corpus):
    files = {"instruments/paper.yaml": LAKES, "registers/lineage.yaml": None}
    for name, (date, provisions) in OTHERS.items():
        head = f"id: {name}, kind: document, title: {name}, legal: n/a, date: '{date}', names: [], sources: [x]"
        files[f"instruments/{name}.yaml"] = f"instrument: {{{head}, confidence: high}}\nprovisions: [{provisions}]\n"
    files["relations.yaml"] = (Path(__file__).parents[3] / "corpus/relations.yaml").read_text(encoding="utf-8")
    return Index(open_index((str(tiny_corpus(files)),)))


def ends(found):
    return [(link.earlier.id, link.reference.relation, link.later.id) for link in found.links]


def stops(found):
    return [stop.id for step in found.steps for stop in step.stops]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["ref"])
def test_an_idea_reaches_what_it_should(shipped, case):
    reached = stops(trace(shipped, select(shipped, case["ref"]).node))
    assert set(case["has"]) - set(reached) == set()
    assert set(case.get("lacks", [])) & set(reached) == set()


def test_the_whole_line_in_the_order_of_time(lakes):
    found = trace(lakes, lakes.by_id("pact/3.a"))
    assert ends(found) == [
        ("note/1", "drawn-from", "paper/7"),
        ("paper/7", "taken-up-by", "pact/3.a"),
        ("pact/3.a", "taken-up-by", "later/1"),
        ("pact/objective-1", "taken-up-by", "later/2"),
        ("later/1", "taken-up-by", "last/1"),
    ]
    # The paper has only a year and still comes after the note that it draws on.
    assert [step.document.id for step in found.steps] == ["note", "paper", "pact", "later", "last"]


def test_back_and_forward(lakes):
    node = lakes.by_id("pact/3.a")
    assert stops(trace(lakes, node, "back")) == ["note/1", "paper/7", "pact/3.a"]
    assert stops(trace(lakes, node, "forward")) == ["pact/objective-1", "pact/3.a", "later/1", "later/2", "last/1"]


def test_a_clause_that_is_reached_brings_no_siblings(lakes):
    reached = stops(trace(lakes, lakes.by_id("paper/7"), "forward"))
    assert "later/1" in reached
    assert not {"pact/objective-1", "later/2", "later/3"} & set(reached)


def test_what_was_not_taken_up_leads_no_further(lakes):
    found = trace(lakes, lakes.by_id("paper/9"))
    assert ends(found) == [("paper/9", UNUSED, "pact")]
    assert ends(every_link(lakes, unused=True)) == [("paper/9", UNUSED, "pact")]


def test_nothing_known_is_a_step_by_itself(lakes):
    found = trace(lakes, lakes.by_id("paper/8"))
    assert (found.links, stops(found)) == ((), ["paper/8"])


def test_every_link_of_one_document(lakes):
    assert len(every_link(lakes).links) == 7
    assert {link.earlier_document.id for link in every_link(lakes, lakes.by_id("last")).links} == {"later"}


def test_circles_end(tiny_corpus):
    paper = """
instrument: {id: paper, kind: document, title: P, legal: n/a, date: '2016', names: [], sources: [x],
  confidence: high, partial: true}
provisions: [{locator: '7', kind: proposal, gist: A.}]
lineage:
- {from: paper/7, to: pact/3.a, relation: taken-up-by, strength: strong, rationale: there}
- {from: pact/3.a, to: paper/7, relation: taken-up-by, strength: strong, rationale: and back}
"""
    index = Index(open_index((str(tiny_corpus({"instruments/paper.yaml": paper, "registers/lineage.yaml": None})),)))
    found = trace(index, index.by_id("pact/3.a"))
    assert len(found.links) == 2
    assert {step.document.id for step in found.steps} == {"paper", "pact"}


def test_all_links_of_the_shipped_corpus_hold_together(shipped):
    found = every_link(shipped)
    assert len(found.links) > 300
    for link in found.links:
        assert link.earlier_document.n != link.later_document.n
        assert link.reference.strength in {"strong", "moderate", "weak"}
        assert link.reference.rationale
        assert link.is_ours
    pairs = [(link.earlier.n, link.later.n) for link in found.links]
    assert len(pairs) == len(set(pairs))
    gaps = every_link(shipped, unused=True).links
    assert {"genina-2017/longer-term.3", "genina-2017/section-ii.short-term-2"} <= {link.earlier.id for link in gaps}
    # What has a gap is not taken up elsewhere, not even in part.
    taken = {link.earlier.n for link in found.links if link.reference.relation.startswith("taken-up")}
    assert not {link.earlier.n for link in gaps} & taken


def test_every_objective_is_spoken_of_in_both_declarations(shipped):
    for number in range(1, 24):
        links = trace(shipped, select(shipped, f"objective {number}").node, "forward").links
        documents = {link.later_document.id for link in links if link.is_ours}
        assert {"progress-declaration-2022", "progress-declaration-2026"} <= documents, number


def test_paragraphs_that_speak_of_an_objective_stand_in_its_round_table_or_outside_them(shipped):
    """A paragraph under another round table is an exception that somebody has looked at."""
    first, second = "progress-declaration-2022/", "progress-declaration-2026/"
    looked_at = {("gcm/35.b", f"{first}24"), ("gcm/43.b", f"{first}50"), ("gcm/43.b", f"{second}41"),
                 ("gcm/15.g", f"{second}40"), ("gcm/objective-17", f"{second}31"),
                 ("gcm/15.h", f"{second}22")}  # fmt: skip
    for link in every_link(shipped).links:
        table = next(iter(shipped.ancestors(link.later)), link.later)
        if document_of(shipped, link.earlier).id != "gcm" or not table.locator.startswith("round-table"):
            continue
        grouped = {edge.dst for edge in shipped.edges_from(table.n) if edge.relation == "reviews"}
        above = {link.earlier.n, *(node.n for node in shipped.ancestors(link.earlier))}
        assert above & grouped or (link.earlier.id, link.later.id) in looked_at, (link.earlier.id, link.later.id)
