"""Figures that the index counts when it is built, against counting every edge by the definition."""

from __future__ import annotations

from collections import Counter

import grids
import pytest

from compactx.errors import UsageError
from compactx.index import figures
from compactx.index.writing import counting
from compactx.model.kinds import EVIDENCE
from compactx.query import matrix_cells
from compactx.query import stats as questions
from compactx.query.listing import listing
from compactx.query.matrix import matrix
from compactx.query.reference import reference_views
from compactx.query.refs_rows import answers_for_parts
from compactx.query.stats import citing_years, stats


def references(index):
    """Return (clause, target) of each edge whose clause names its target, mention by mention."""
    return [
        (index.node(edge.clause or edge.src), index.node(edge.dst))
        for edge in index.edges()
        if edge.family in {"citation", "follow-up"} and edge.basis in EVIDENCE and edge.relation != "speaks-of-itself"
    ]


def citations(index):
    """Return (clause that counts, target) of each edge by which a clause cites a thing or the whole that it is in."""
    found = set()
    for edge in index.edges():
        view = reference_views(index, [edge])[0]
        if view.is_citation:
            chain = [view.target, *index.ancestors(view.target)] if view.target.locator else [view.target]
            inside = {view.source.n, *(above.n for above in index.ancestors(view.source))}
            wholes = [one for one in chain if answers_for_parts(one) and one.n not in inside]
            own = [] if answers_for_parts(view.target) else [view.target]
            found |= {(view.holder, one.n) for one in (*own, *wholes)}
    return found


def values(index, section):
    return {(figure.measure, figure.note or None): figure.value for figure in stats(index, [section])}


@pytest.fixture(params=grids.parameters(["shipped", "library"], ["library"]))
def either(request, index, library):
    return index if request.param == "shipped" else library


def test_evidence_means_the_same_everywhere():
    assert counting.EVIDENCE == EVIDENCE


def test_the_library_has_more_than_the_corpus(index, library):
    assert library.tally("size")["references"] > index.tally("size")["references"] + 1000


def test_sizes_are_those_of_all_edges(either):
    named = references(either)
    citing = {clause.n for clause, _ in named}
    spoken = [node for node in either.nodes() if node.locator and node.words]
    assert {measure: value for (measure, _), value in values(either, "size").items()} == {
        "things": sum(1 for _ in either.nodes()),
        "references": len(named),
        "citing clauses": len(citing),
        "silent clauses": sum(node.n not in citing for node in spoken),
        "official links": sum(edge.family == "catalogue" for edge in either.edges()),
    }


def test_kinds_and_bases_are_those_of_all_rows(either):
    assert either.counts() == Counter(node.kind for node in either.nodes())
    assert list(either.counts()) == list(dict.fromkeys(node.kind for node in either.nodes()))
    assert either.basis_counts() == Counter(edge.basis for edge in either.edges())


def test_each_thing_is_cited_by_as_many_clauses(either):
    counted = Counter(target for _, target in citations(either))
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    assert figures.most_cited(either) == ranked
    assert figures.most_cited(either, 7) == ranked[:7]
    assert figures.citing(either, counted) == counted


def test_degrees_count_every_reference(either):
    counted = Counter(edge.dst for edge in either.edges() if edge.family in {"citation", "follow-up"})
    assert all(either.degree(node.n) == counted[node.n] for node in either.nodes())
    listed = listing(either, "resolutions")
    assert {one.node.n: one.cited for one in listed} == {one.node.n: either.cited(one.node.n) for one in listed}


def test_without_a_kind_everything_known_by_name_is_listed(either):
    named = {node.n for node in either.nodes() if not node.locator}
    assert {one.node.n for one in listing(either)} == named


DAYS = ["", "1985-99", "1985-12-31", "1985-06-15", "2018-11-99", "2018"]


@pytest.mark.parametrize("day", grids.parameters(DAYS, ["", "1985-06-15", "2018"]))
def test_a_timeline_counts_clauses_of_dated_documents(either, day):
    expected: dict[int, Counter[int]] = {}
    for clause, target in ((either.node(clause), either.node(target)) for clause, target in citations(either)):
        date = clause.date or (either.instrument_of(clause) or clause).date
        if date and (not day or date <= day):
            expected.setdefault(target.n, Counter())[int(date[:4])] += 1
    kinds = ("treaty", "framework", "guidance", "resolution", "document")
    found = {row.node.n: dict(row.counts) for row in citing_years(either, top=0, as_of=day).rows}
    assert found == {n: dict(years) for n, years in expected.items() if either.node(n).kind in kinds}


def test_orphans_and_doubts_are_found_by_every_edge(either):
    touched = {n for edge in either.edges() for n in (edge.src, edge.dst)}
    alone = {node.n for node in either.nodes() if not node.locator and node.n not in touched}
    gaps = stats(either, ["gaps"], editorial=True)
    assert {figure.node.n for figure in gaps if figure.measure == "orphan"} == alone
    doubts = [figure for figure in gaps if figure.measure == "low confidence" and figure.note]
    assert len(doubts) == sum(edge.confidence == "low" for edge in either.edges())


def cells(found):
    return {(cell.row.id, cell.column.id): [node.id for node in cell.clauses] for cell in found.cells}


@pytest.mark.parametrize(
    "kinds", [("objectives", "instruments"), ("documents", "objectives"), ("resolutions", "treaties")]
)
@pytest.mark.parametrize("direction", grids.parameters(["out", "in", "both"], ["both"]))
def test_a_matrix_is_the_same_from_its_rows_and_from_all_references(library, monkeypatch, kinds, direction):
    few = matrix(library, *kinds, direction=direction, editorial=True)
    monkeypatch.setattr(matrix_cells, "_FEW", 1)
    every = matrix(library, *kinds, direction=direction, editorial=True)
    assert few == every
    assert cells(few) or direction == "in"


def test_central_things_of_a_large_library_are_declined(library, monkeypatch):
    assert questions.left_out(library) == ()
    monkeypatch.setattr("compactx.model.hub.HELD", 10)
    assert {figure.section for figure in stats(library)} == set(questions.SECTIONS) - {"centrality", "communities"}
    with pytest.raises(UsageError, match="whole graph") as caught:
        stats(library, ["communities"])
    assert "export parquet" in str(caught.value.hint)


def test_the_command_says_what_it_leaves_out(run_cli, made, monkeypatch):
    monkeypatch.setattr("compactx.model.hub.HELD", 10)
    answer = run_cli("stats", "--json", env=made)
    assert answer.status == 0
    assert answer.json["query"]["sections"] == ["size", "kinds", "cited", "objectives", "gaps"]
    assert "centrality and communities are left out" in answer.json["warnings"][0]
    declined = run_cli("stats", "centrality", env=made)
    assert declined.status == 2
    assert "docs/library_job.py" in declined.err
