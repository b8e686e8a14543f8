"""The neighbouring documents: what the corpus must hold of them, and footnotes that nobody saw."""

from __future__ import annotations

import pytest

from compactx.corpus.source import packaged
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.query.refs import refs
from compactx.query.refs_rows import RefsFilter
from compactx.query.select import select


@pytest.fixture(scope="module")
def index():
    return Index(open_index((packaged(),)))


def test_the_official_footnotes_of_paragraph_2(index):
    notes = [index.by_id(f"gcm/footnote-{n}") for n in range(2, 18)]
    assert all(note.kind == "footnote" and index.node(note.parent).id == "gcm/2" for note in notes)
    assert all(note.words == 0 and "not seen" in note.gist for note in notes)
    cited = {edge.confidence for note in notes for edge in index.edges_from(note.n) if edge.family == "citation"}
    assert cited == {"medium"}


def test_an_unseen_footnote_counts_for_its_paragraph(index):
    udhr = select(index, "UDHR").node
    gcm = index.by_id("gcm").n
    clauses = [one.clause.id for one in refs(index, udhr, RefsFilter(instrument=gcm)).incoming]
    assert clauses.count("gcm/2") == 1
    assert not any("footnote" in clause for clause in clauses)
    mentions = [one.clause.id for one in refs(index, udhr, RefsFilter(instrument=gcm, mentions=True)).incoming]
    assert "gcm/footnote-2" in mentions


def test_members_of_a_footnote_stay_behind_their_class(index):
    icerd = select(index, "ICERD").node
    assert refs(index, icerd, RefsFilter(instrument=index.by_id("gcm").n)).incoming == ()
    through = refs(index, icerd, RefsFilter(basis=("class",))).incoming
    assert "gcm/2" in [one.clause.id for one in through]
    for name, count in (("other-core-hr-treaties", 7), ("ilo-conventions", 4)):
        members = [edge for edge in index.edges_to(index.by_id(name).n) if edge.relation == "member-of"]
        assert len(members) == count
        assert all(edge.confidence for edge in members)


def test_footnotes_of_genina_stay_clauses_of_their_own(index):
    found = refs(index, select(index, "A/RES/67/290").node, RefsFilter(mentions=False)).incoming
    assert "genina-2017/footnote-27" in [one.clause.id for one in found]
