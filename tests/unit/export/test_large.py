"""A library is written while it is read; what must hold everything says from which size on it does not."""

from __future__ import annotations

import io
from pathlib import Path

import made_library
import pytest

import compactx
from compactx.cli.commands import graph as command
from compactx.errors import UsageError
from compactx.export.formats import parquet
from compactx.export.selection import Stream, among, around, whole_graph

STREAMED = ("csv", "cypher", "dot", "gexf", "graphml", "jsonl", "jsonld", "neo4j", "turtle")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The environment of a made-up library above the tiny corpus: how much stands below it changes nothing here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("compactx.corpus.source.packaged", lambda: str(Path(__file__).parents[2] / "tiny"))
        yield made_library.make(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def library(made):
    """That library, opened."""
    with made_library.inside(made):
        return compactx.open().index


@pytest.fixture(scope="module")
def collected(library):
    """Return the library as a graph that holds everything."""
    graph = whole_graph(library, editorial=True)
    return graph.replace(nodes=tuple(graph.nodes), edges=tuple(graph.edges), by_source=None)


def test_everything_is_what_naming_every_thing_gives(library, collected):
    graph = whole_graph(library, editorial=True)
    named = among(library, list(library.nodes()), editorial=True)
    assert isinstance(graph.nodes, Stream)
    assert list(graph.nodes) == list(named.nodes)
    assert list(graph.edges) == list(named.edges)
    assert (len(graph.nodes), len(graph.edges)) == (len(collected.nodes), len(collected.edges))


def test_links_that_are_ours_stay_out_and_are_not_counted(library):
    graph = whole_graph(library)
    found = list(graph.edges)
    assert len(graph.edges) == len(found)
    assert not any(edge.basis == "editorial" for edge in found)


def test_edges_are_found_by_the_node_they_start_at(library, collected):
    pairs = [(node.id, [edge.id for edge in edges]) for node, edges in whole_graph(library, editorial=True).outgoing()]
    assert pairs == [(node.id, [edge.id for edge in edges]) for node, edges in collected.outgoing()]
    assert sum(len(edges) for _, edges in pairs) == len(collected.edges)


@pytest.mark.parametrize("name", STREAMED)
def test_a_stream_is_written_as_what_was_collected(name, library, collected, written):
    graph = whole_graph(library, editorial=True)
    parts = {"csv": ("nodes", "edges"), "neo4j": ("nodes", "relationships")}.get(name, ("",))
    for part in parts:
        assert written(name, graph, part) == written(name, collected, part)


@pytest.mark.parametrize("part", ["nodes", "edges"])
def test_parquet_is_written_in_groups_of_rows(part, library, collected, written, monkeypatch):
    tables = pytest.importorskip("pyarrow.parquet")
    one = tables.ParquetFile(io.BytesIO(written("parquet", collected, part)))
    monkeypatch.setattr(parquet, "_ROWS", 500)
    many = tables.ParquetFile(io.BytesIO(written("parquet", whole_graph(library, editorial=True), part)))
    assert many.num_row_groups == -(-one.metadata.num_rows // 500) > one.num_row_groups == 1
    assert many.read().equals(one.read())
    assert many.schema_arrow.metadata == one.schema_arrow.metadata


def test_what_runs_between_things_is_found_from_either_end(library):
    chosen = list(library.nodes())[::3]
    inside = {node.n for node in chosen}
    wanted = {edge.n for edge in library.edges() if {edge.src, edge.dst} <= inside}
    assert {edge.n for edge in library.edges_within(inside)} == wanted


@pytest.mark.parametrize("name", ["html", "markdown", "png", "svg"])
def test_pages_and_pictures_of_very_many_things_are_declined(name, run_cli, made, monkeypatch, tmp_path):
    module = __import__(f"compactx.export.formats.{'html_' if name == 'html' else name}", fromlist=["MOST"])
    assert module.MOST > 10_000
    monkeypatch.setattr(module, "MOST", 100)
    # The tiny corpus has no thing for every example.
    monkeypatch.setattr("compactx.cli.examples.own_hint", lambda hint, _corpus="": hint)
    answer = run_cli("export", name, "-o", str(tmp_path / "out"), env=made)
    assert answer.status == 2
    assert f"{name} shows at most 100 things" in answer.err
    assert "--around REF" in answer.err
    assert list(tmp_path.iterdir()) == []


def test_more_than_can_be_gathered_around_a_thing_is_declined(library, monkeypatch):
    hub = max((node for node in library.nodes() if not node.locator), key=lambda node: library.degree(node.n))
    monkeypatch.setattr("compactx.model.hub.GATHERED", library.degree(hub.n))
    assert len(around(library, [hub]).edges) >= library.degree(hub.n)
    monkeypatch.setattr("compactx.model.hub.GATHERED", library.degree(hub.n) - 1)
    with pytest.raises(UsageError, match=f"{library.degree(hub.n):,} references"):
        around(library, [hub])


def test_a_picture_of_a_hub_is_drawn_from_an_even_sample_and_says_so(library, run_cli, made, monkeypatch):
    hub = max((node for node in library.nodes() if not node.locator), key=lambda node: library.degree(node.n))
    every, some = around(library, [hub]), around(library, [hub], sample=20)
    assert {edge.id for edge in some.edges} < {edge.id for edge in every.edges}
    assert some.about("sampled") == f"{hub.id} ({library.degree(hub.n):,} references)"
    assert every.about("sampled") == ""
    assert around(library, [hub], sample=library.degree(hub.n)) == every
    monkeypatch.setattr(command, "_SAMPLE", 20)
    answer = run_cli("graph", hub.id, "--limit", "5", env=made)
    assert answer.status == 0
    assert f"an even sample of what refers to {hub.id}" in answer.err
    assert "at least" in answer.out


def test_mermaid_declines_a_library_by_its_edges(run_cli, made, tmp_path):
    answer = run_cli("export", "mermaid", "-o", str(tmp_path / "out.mmd"), env=made)
    assert answer.status == 2
    assert "at most 500 edges" in answer.err
    assert list(tmp_path.iterdir()) == []
