"""The library face serves notebooks with the same answers as the commands."""

from __future__ import annotations

import networkx as nx
import pytest

import compactx
from compactx.errors import CorpusError, UnknownReferenceError


@pytest.fixture(scope="module")
def library():
    return compactx.open()


def test_the_questions_of_the_commands(library):
    assert library.select("2030 Agenda").id == "agenda2030"
    assert library.show("objective 17").node.number == 17
    assert len(library.refs("2030 Agenda").incoming) > 10
    assert library.path("objective 22", "ILO").paths[0].steps
    assert library.tree("gcm", depth=1).branches
    assert len(library.list("objectives")) == 23


def test_errors_are_those_of_the_commands(library, tmp_path):
    with pytest.raises(UnknownReferenceError):
        library.show("xyzzy")
    with pytest.raises(CorpusError):
        compactx.open(str(tmp_path / "nowhere"))


def test_the_graph_is_a_multidigraph_with_attributes(library):
    graph = library.graph.to_networkx()
    assert isinstance(graph, nx.MultiDiGraph)
    assert graph.nodes["gcm/33.a"]["kind"] == "action"
    assert graph.nodes["gcm/33.a"]["instrument"] == "gcm"
    assert all(data["relation"] and data["basis"] for _, _, data in graph.edges(data=True))
    assert not any(data["basis"] == "editorial" for _, _, data in graph.edges(data=True))
    assert any(
        data["basis"] == "editorial" for _, _, data in library.graph.to_networkx(editorial=True).edges(data=True)
    )
    bare = library.graph.to_networkx(structure=False)
    assert bare.number_of_nodes() == graph.number_of_nodes()
    assert bare.number_of_edges() < graph.number_of_edges()


def test_every_networkx_writer_takes_the_graph(library, tmp_path):
    graph = library.graph.to_networkx()
    nx.write_graphml(graph, tmp_path / "graph.graphml")
    nx.write_gexf(graph, tmp_path / "graph.gexf")
    assert nx.read_graphml(tmp_path / "graph.graphml").number_of_nodes() == graph.number_of_nodes()
    assert nx.node_link_data(graph, edges="edges")["nodes"]


DRAFT, REVISION = (f"tests/cases/documents/harbour-{name}.txt" for name in ("draft", "revision"))


def test_drafts_are_compared_and_checked_as_on_the_command_line(library, run_cli):
    found = library.compare(DRAFT, REVISION)
    told = run_cli("compare", DRAFT, REVISION, "--json")
    assert [one.status for one in found.alignments] == [item["status"] for item in told.items]
    assert repr(found).startswith("<Comparison harbour-draft.txt > harbour-revision.txt: 2 same")
    judged = library.check(DRAFT)
    assert judged.verdicts == run_cli("check", DRAFT, "--json").json["verdicts"]
    assert len(repr(judged)) < 120


def test_agreed_answers_as_on_the_command_line(library, run_cli):
    found = library.agreed(DRAFT)
    told = run_cli("agreed", DRAFT, "--json")
    assert [(one.asked.locator, one.status) for one in found] == [(i["locator"], i["status"]) for i in told.items]
    assert {item["file"] for item in told.items} == {DRAFT}
    assert len(repr(found[0])) < 120
    both = run_cli("agreed", DRAFT, REVISION, "--json").items
    assert [item["file"] for item in both] == [DRAFT] * len(found) + [REVISION] * (len(both) - len(found))
