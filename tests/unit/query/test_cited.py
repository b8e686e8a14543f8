"""How often a thing is cited: one number on every surface, for everything that the shipped corpus has."""

from __future__ import annotations

import pytest

from compactx.export import selection
from compactx.export.graph import node_row
from compactx.query.grouped import group_counts
from compactx.query.listing import listing, nodes_listing
from compactx.query.matrix import matrix
from compactx.query.refs import each, refs
from compactx.query.refs_rows import RefsFilter
from compactx.query.show import page_facts, show
from compactx.query.stats import stats
from compactx.render.items import show as show_items
from compactx.tui.shelf import Shelf


@pytest.fixture(scope="module")
def every(index):
    return list(index.nodes())


def test_refs_lists_the_clauses_that_the_index_counted(index, every):
    wanted = RefsFilter(direction="in")
    found = {node.id: len({one.holder for one in refs(index, node, wanted).incoming}) for node in every}
    assert found == {node.id: index.cited(node.n) for node in every}
    assert sum(found.values()) > 1000


def test_refs_in_turn_yields_them_too(index, every):
    wanted = RefsFilter(direction="in")
    for node in every:
        assert len({one.holder for one in each(index, node, wanted)}) == index.cited(node.n), node.id


def test_lists_and_rankings_have_the_same_number(index, every):
    cited = {node.id: index.cited(node.n) for node in every}
    assert {row.node.id: row.cited for row in nodes_listing(index, every)} == cited
    assert {row.node.id: row.cited for row in listing(index)}.items() <= cited.items()
    assert {one.node.id: one.value for one in stats(index, ["cited"], top=0)} == {k: v for k, v in cited.items() if v}


def test_totals_by_document_add_up_to_it(index, every):
    for node in every:
        found = refs(index, node, RefsFilter(direction="in"))
        assert sum(row.clauses for row in group_counts(found, "instrument")) == found.cited, node.id


@pytest.mark.parametrize("share", [5, pytest.param(1, marks=pytest.mark.long)])
def test_pages_of_show_and_of_browse_have_it(index, every, share):
    for node in every[::share]:
        shown = show(index, node)
        assert shown.cited == len({one.holder for one in shown.referenced_by}) == index.cited(node.n), node.id
        assert show_items.items(shown)[0]["cited"] == page_facts(index, node).shown.cited == shown.cited


def test_browse_prints_it_on_the_page_and_beside_it(index):
    shelf = Shelf(index)
    for identity in ("paris-agreement", "imrf", "gcm", "agenda2030", "unga", "gcm/objective-5"):
        page = shelf.page(identity)
        cited = index.cited(shelf.node(identity).n)
        heads = ["".join(text for text, *_ in block.spans) for block in page.blocks]
        assert f"CITED BY  {cited}" in heads, identity
        assert f"In {cited:,}" in [row.heading for row in page.references], identity


def test_exports_carry_it(index, every):
    cited = {node.id: index.cited(node.n) for node in every}
    assert {node.id: node_row(node)["cited"] for node in selection.whole_graph(index).nodes} == cited
    around = selection.around(index, [index.by_id("imrf")])
    assert {node.id: node.cited for node in around.nodes}.items() <= cited.items()


def test_a_column_of_the_matrix_counts_the_clauses_of_its_rows(index):
    found = matrix(index, "objectives", "instruments")
    main = index.main()
    wanted = RefsFilter(direction="in", instrument=main.n, objectives=tuple(range(1, 24)), parts=True)
    for line in found.columns:
        clauses = {one.holder for one in refs(index, line.node, wanted).incoming}
        assert line.total == (len(clauses) if line.node.n != main.n else 0), line.node.id


def test_what_a_document_says_of_itself_is_counted_beside(index):
    gcm = refs(index, index.by_id("gcm"))
    assert not any(one.instrument and one.instrument.id == "gcm" for one in gcm.incoming)
    assert dict(gcm.apart)["of its own clauses"] == index.other_references(gcm.node.n)["itself"]
    own = refs(index, gcm.node, RefsFilter(instrument=gcm.node.n)).incoming
    assert {one.relation for one in own} >= {"speaks-of-itself"}


def test_roles_in_follow_up_come_when_they_are_asked_for(index):
    node = index.by_id("gcm/objective-5")
    plain = refs(index, node, RefsFilter(direction="in"))
    asked = refs(index, node, RefsFilter(direction="in", follow_up=True))
    assert {one.family for one in plain.incoming} == {"citation"}
    assert {one.family for one in asked.incoming} == {"citation", "follow-up"}
    assert dict(plain.apart)["in its follow-up"] == 2
