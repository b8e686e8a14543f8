"""Pages of things with very many parts or references are read in stretches; all others are what ``show`` answers."""

from __future__ import annotations

import sqlite3

import pytest

from compactx.index import window
from compactx.index.read import Index
from compactx.index.writing.build import build
from compactx.model import hub
from compactx.model.corpus import Corpus
from compactx.model.entry import Entry
from compactx.model.finding import Place
from compactx.model.kinds import Relation
from compactx.model.provision import Provision, Reference
from compactx.query.show import page_facts, show

PLACE = Place("made.yaml")


def made(parts: int) -> Index:
    relations = (
        Relation("cites", "cites", "cited by", "citation", 1),
        Relation("part-of", "is in", "has", "structure", 1),
    )
    entries = (Entry("pact", "framework", "Pact", PLACE), Entry("charter", "treaty", "Charter", PLACE))
    provisions = tuple(
        Provision(f"pact/{n}", "pact", str(n), "paragraph", PLACE, gist=f"Gist {n}", references=(
            Reference(f"pact/{n}", "charter", "cites", "text", PLACE, "the Charter"),)) for n in range(1, parts + 1)
    )  # fmt: skip
    connection = sqlite3.connect(":memory:", isolation_level=None)
    build(connection, Corpus("made", "1", "pact", "", PLACE, relations, entries, provisions), "")
    return Index(connection)


@pytest.fixture(scope="module")
def many():
    index = made(3000)
    yield index
    index.connection.close()


def test_a_small_thing_is_what_show_answers():
    index = made(5)
    for identity in ("pact", "charter", "pact/3"):
        node = index.by_id(identity)
        found = page_facts(index, node)
        assert found.shown == show(index, node)
        assert found.more_citing == 0
    index.connection.close()


def test_neighbours_stand_beside():
    index = made(3)
    facts = [page_facts(index, index.by_id(f"pact/{n}")) for n in (1, 2, 3)]
    assert [(f.before.id if f.before else "", f.after.id if f.after else "") for f in facts] == [
        ("", "pact/2"), ("pact/1", "pact/3"), ("pact/2", "")]  # fmt: skip
    assert page_facts(index, index.by_id("charter")).before is None
    index.connection.close()


def test_a_large_thing_is_read_in_stretches(many):
    whole = page_facts(many, many.by_id("pact"))
    assert whole.part_count == 3000
    assert len(whole.shown.parts) == hub.PARTS
    assert whole.shown.parts[0].references[0].target.id == "charter"


def test_a_thing_cited_very_often_says_how_much_is_left(many):
    cited = page_facts(many, many.by_id("charter"))
    assert len(cited.shown.referenced_by) == hub.LINES
    assert cited.more_citing == 3000 - hub.LINES


def test_a_part_of_a_large_thing_has_its_own_references(many):
    part = page_facts(many, many.by_id("pact/1500"))
    assert [reference.target.id for reference in part.shown.references] == ["charter"]


def test_windows(many):
    pact = many.by_id("pact")
    assert [node.id for node in window.children(many, pact.n, 10, 2)] == ["pact/11", "pact/12"]
    assert window.child_count(many, pact.n) == 3000
    assert window.has_children(many, pact.n)
    assert not window.has_children(many, many.by_id("charter").n)
    assert window.kind_count(many, "paragraph") == 3000
    assert [node.id for node in window.of_kind(many, "treaty", 0, 5)] == ["charter"]
    assert [node.id for node in window.with_parts(many, ("framework", "treaty"), 5)] == ["pact"]
    charter = many.by_id("charter").n
    assert window.has_more_than(many, charter, 2999)
    assert not window.has_more_than(many, charter, 3000)
    assert len(window.edges_to(many, many.by_id("charter").n, ("citation",), 7)) == 7
    assert len(window.matching(many, '"gist"', 50)) == 50
    assert window.matching(many, '"', 50) == []
