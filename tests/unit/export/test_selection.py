"""What a scope holds."""

from __future__ import annotations

import pytest

import compactx
from compactx.export import selection
from compactx.export.selection import Stream
from compactx.query.path import path


def _ids(graph):
    return {node.id for node in graph.nodes}


def _pairs(graph):
    return {(edge.source, edge.relation, edge.target) for edge in graph.edges}


@pytest.fixture
def tiny(tiny_corpus, monkeypatch):
    monkeypatch.setenv("COMPACTX_CORPUS_ONLY", "1")
    monkeypatch.setenv("COMPACTX_CORPUS", str(tiny_corpus()))
    return compactx.open()


def test_the_whole_is_every_node_and_every_edge(tiny):
    graph = selection.whole_graph(tiny.index)
    assert _ids(graph) == {node.id for node in tiny.index.nodes()}
    assert len(graph.edges) == sum(edge.basis != "editorial" for edge in tiny.index.edges())


def test_around_a_thing_is_what_refers_to_it_and_what_it_refers_to(tiny):
    graph = selection.around(tiny.index, [tiny.select("Lake Forum")])
    assert _ids(graph) == {"lake-forum", "pact", "pact/4.a", "pact/5", "pact/5.a.i"}
    assert ("pact/4.a", "requests", "lake-forum") in _pairs(graph)
    assert graph.focus == ("lake-forum",)


def test_around_an_objective_are_its_commitment_and_actions_with_theirs(tiny):
    graph = selection.around(tiny.index, [tiny.select("objective 1")])
    assert {"pact/3", "pact/3.a", "pact/3.b", "charter", "clean-guide", "lake-office", "pact/4"} <= _ids(graph)
    assert ("pact/3.a", "part-of", "pact/3") in _pairs(graph)


def test_depth_nought_is_the_thing_alone_and_more_depth_never_less(tiny):
    start = [tiny.select("charter")]
    sizes = [len(selection.around(tiny.index, start, depth=depth).nodes) for depth in range(4)]
    assert sizes[0] == 1
    assert sizes == sorted(sizes)


def test_along_a_path_is_its_hops_and_nothing_else(tiny):
    found = path(tiny.index, tiny.select("pact/3.a"), tiny.select("lake-forum"))
    graph = selection.along(tiny.index, found)
    steps = found.paths[0].steps
    assert graph.chains == ((steps[0].source.id, *(step.target.id for step in steps)),)
    assert {edge.relation for edge in graph.edges} >= {step.reference.relation for step in steps}
    assert _ids(graph) == set(graph.chains[0])


def test_named_things_come_with_what_runs_between_them(tiny):
    graph = selection.among(tiny.index, [tiny.select("pact/3.a"), tiny.select("lake-office"), tiny.select("charter")])
    assert _pairs(graph) == {("pact/3.a", "cites", "lake-office")}


def test_links_that_are_ours_come_only_when_asked_for(shipped):
    bases = {edge.basis for edge in selection.whole_graph(shipped.index).edges}
    assert "editorial" not in bases
    assert "editorial" in {edge.basis for edge in selection.whole_graph(shipped.index, editorial=True).edges}


@pytest.mark.parametrize(
    ("reference", "label"),
    [
        ("imrf", "IMRF"),
        ("gcm/33.a", "GCM 33(a)"),
        ("paris-agreement", "Paris Agreement"),
        ("agenda2030", "2030 Agenda"),
    ],
)
def test_labels_are_what_people_say(shipped, reference, label):
    graph = selection.among(shipped.index, [shipped.select(reference)])
    assert graph.nodes[0].label == label


def test_references_are_those_that_stats_counts(shipped, run_cli):
    (counted,) = [one for one in run_cli("stats", "size", "--json").items if one["measure"] == "references"]
    (whole,) = run_cli("export", "gexf", "--json").items
    assert whole["references"] == counted["value"] > 2000
    assert whole["references"] + whole["links"] + whole["structure"] == whole["edges"]
    every = [node.id for node in shipped.index.nodes()]
    among = selection.among(shipped.index, [shipped.select(one) for one in every])
    assert (among.references, among.structure) == (whole["references"], whole["structure"])
    assert f"{whole['references']:,} references, each with its clause" in " ".join(run_cli().out.split())


def test_a_stream_is_counted_read_twice_and_searched():
    reads = []

    def read():
        reads.append(1)
        return iter("abc")

    found = Stream(3, read)
    assert (len(found), list(found), list(found)) == (3, list("abc"), list("abc"))
    assert "b" in found
    assert "d" not in found
    assert len(reads) == 4


def test_an_edge_has_an_id_that_tells_what_it_is(tiny, tiny_corpus, monkeypatch):
    whole = {edge.id: edge for edge in selection.whole_graph(tiny.index, editorial=True).edges}
    assert len(whole) == len(selection.whole_graph(tiny.index, editorial=True).edges)
    by_source = selection.whole_graph(tiny.index).by_source()
    for some in (
        selection.around(tiny.index, [tiny.select("pact")]).edges,
        selection.whole_graph(tiny.index).edges,
        by_source,
    ):
        told = list(some)
        assert told
        assert all(whole[edge.id] == edge for edge in told)
    more = "entries:\n- {id: aaa, kind: body, title: Aaa, links: [{relation: part-of, to: lake-forum}]}\n"
    monkeypatch.setenv("COMPACTX_CORPUS", str(tiny_corpus({"registers/aaa.yaml": more}, name="more")))
    later = {
        edge.id: (edge.source, edge.relation, edge.target)
        for edge in selection.whole_graph(compactx.open().index, editorial=True).edges
    }
    assert {
        identity: (edge.source, edge.relation, edge.target) for identity, edge in whole.items()
    }.items() <= later.items()
    assert len(later) == len(whole) + 1


def test_edges_that_say_the_same_have_ids_of_their_own(tiny):
    connection = tiny.index.connection
    (number,) = connection.execute("SELECT n FROM edge WHERE surface <> '' LIMIT 1").fetchone()
    memory = type(connection)(":memory:")
    connection.backup(memory)
    columns = "src, dst, relation, basis, clause, surface, pinpoint, cost, confidence, strength, rationale, file, line"
    memory.execute(f"INSERT INTO edge (n, {columns}) SELECT n + 1, {columns} FROM edge WHERE n = ?", (number,))
    index = type(tiny.index)(memory)
    ids = [edge.id for edge in selection.whole_graph(index, editorial=True).edges]
    before = {edge.id for edge in selection.whole_graph(tiny.index, editorial=True).edges}
    assert len(ids) == len(set(ids)) == len(before) + 1
    assert before < set(ids)
    memory.close()
