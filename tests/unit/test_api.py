"""The library face serves notebooks with the same answers as the commands."""

from __future__ import annotations

import copy
import sys
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import networkx as nx
import pytest

import compactx
from compactx.errors import (
    AmbiguousReferenceError,
    CannotWriteError,
    CorpusError,
    NotADocumentError,
    UnknownReferenceError,
    UsageError,
)
from compactx.render.answer import Answer


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
    assert [(one.asked.locator, one.status) for one in found.result] == [
        (i["locator"], i["status"]) for i in told.items
    ]
    assert {item["file"] for item in told.items} == {DRAFT}
    assert len(repr(found)) < 120 > len(repr(found.result[0]))
    both = run_cli("agreed", DRAFT, REVISION, "--json").items
    assert [item["file"] for item in both] == [DRAFT] * len(found) + [REVISION] * (len(both) - len(found))


ASKED = (
    ("show objective 17", lambda library: library.show("objective 17")),
    ("refs objective 17", lambda library: library.refs("objective 17")),
    ("refs 2030 Agenda --in gcm -d in --by objective", lambda library: library.refs(
        "2030 Agenda", instrument="gcm", direction="in", by="objective")),
    ("refs objective 6 --legal voluntary --mentions", lambda library: library.refs(
        "objective 6", legal=["voluntary"], mentions=True)),
    ("refs ILO --relation cites --objective 6", lambda library: library.refs("ILO", relation="cites", objective=6)),
    ("path objective 22 to ILO -n 2", lambda library: library.path("objective 22", "ILO", count=2)),
    ("tree gcm --depth 1", lambda library: library.tree("gcm", depth=1)),
    ("trace objective 6", lambda library: library.trace("objective 6")),
    ("review gcm --as-of 2026-11-21", lambda library: library.review("gcm", "2026-11-21")),
    ("search climate --kind action -n 0", lambda library: library.search("climate", kind="action")),
    ("related objective 6 -n 0", lambda library: library.related("objective 6")),
    ("impact Sendai", lambda library: library.impact("Sendai")),
    ("matrix objectives goals", lambda library: library.matrix("objectives", "goals")),
    ("cite gcm/33.b --style un,csl", lambda library: library.cite("gcm/33.b", ["un", "csl"])),
    ("stats size kinds", lambda library: library.stats(["size", "kinds"])),
    ("list treaties --legal binding", lambda library: library.list("treaties", legal="binding")),
    (f"compare {DRAFT} {REVISION}", lambda library: library.compare(DRAFT, REVISION)),
    (f"check {DRAFT} --all", lambda library: library.check(DRAFT)),
    (f"scan {DRAFT}", lambda library: library.scan(DRAFT)),
    (f"agreed {DRAFT}", lambda library: library.agreed(DRAFT)),
)  # fmt: skip


@pytest.mark.parametrize(("command", "ask"), ASKED, ids=[command for command, _ in ASKED])
def test_an_answer_is_the_items_of_the_command_and_short_to_look_at(library, run_cli, command, ask):
    found = ask(library)
    told = run_cli(*command.split(), "--json").items
    assert told
    assert found.to_dict() == told
    assert (len(found), [*found], found[0], found[:2]) == (len(told), told, told[0], tuple(told[:2]))
    assert "\n" not in repr(found)
    assert len(repr(found)) <= 120
    assert found._repr_html_().count("<tr>") <= 21


def test_a_filter_that_is_not_known_says_what_is_meant(library):
    with pytest.raises(UsageError, match="Did you mean voluntary"):
        library.refs("objective 6", legal="voluntry")
    with pytest.raises(UsageError, match="relation"):
        library.refs("objective 6", relation="xyzzy")
    with pytest.raises(UsageError, match="direction"):
        library.refs("objective 6", direction="sideways")
    with pytest.raises(TypeError):
        library.refs("objective 6", xyzzy=1)


def test_a_page_escapes_and_marks_our_summaries(library):
    shown = library.show("gcm/33.a")
    page = shown._repr_html_()
    assert f"<td>~ {shown[0]['gist'][:20]}" in page
    assert "our summary" in page
    hostile = Answer((), [{"id": "<script>", "gist": "opening", "source": "x:0"}], ("id", "gist"), "<b>")
    page = hostile._repr_html_()
    assert "<script>" not in page
    assert "<b>" not in page
    assert "<td>opening</td>" in page
    assert "our summary" not in page


def test_an_answer_has_what_its_result_has_and_can_be_copied(library):
    found = library.refs("2030 Agenda")
    assert found.incoming is found.result.incoming
    assert "incoming" in dir(found)
    assert copy.copy(found).to_dict() == found.to_dict()
    with pytest.raises(AttributeError):
        _ = found.xyzzy


def test_a_frame_has_a_row_each_and_every_key(library, monkeypatch):
    monkeypatch.setattr("compactx.render.answer.find_spec", lambda name: name == "pandas")
    monkeypatch.setitem(sys.modules, "pandas", SimpleNamespace(DataFrame=dict))
    found = library.refs("2030 Agenda")
    table = found.frame()
    assert table["from"] == [item["from"] for item in found]
    assert set(table) == {key for item in found for key in item}
    steps = library.path("objective 22", "ILO", count=2).frame()
    assert {1, 2} == set(steps["path"])


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_a_frame_of_what_is_installed(library, name, monkeypatch):
    pytest.importorskip(name)
    monkeypatch.setattr("compactx.render.answer._FRAMES", (name,))
    for ask in dict(ASKED).values():
        found = ask(library)
        assert len(found.frame()) == len(found._rows)


def test_a_frame_without_a_library_for_it_names_both(library, monkeypatch):
    monkeypatch.setattr("compactx.render.answer.find_spec", lambda _: None)
    with pytest.raises(UsageError, match="pandas or polars"):
        library.refs("2030 Agenda").frame()


def test_several_threads_ask_one_library(library):
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda n: len(library.refs(f"objective {n}")), range(1, 10)))
    assert found == [len(library.refs(f"objective {n}")) for n in range(1, 10)]


def test_a_closed_library_keeps_its_answers_and_refuses_questions():
    with compactx.open() as library:
        found = library.list("objectives")
    library.close()
    assert len(found.to_dict()) == 23
    assert "closed" in repr(library)
    with pytest.raises(UsageError, match="closed"):
        library.refs("gcm")


def test_an_error_says_what_could_be_meant(library):
    with pytest.raises(AmbiguousReferenceError) as several:
        library.select("protocol")
    assert several.value.candidates
    assert all(identity in str(several.value) for identity, _ in several.value.candidates)
    with pytest.raises(UnknownReferenceError, match="try: compactx search"):
        library.show("xyzzy")


def test_the_graph_is_written_to_a_file_as_by_the_command(library, run_cli, tmp_path):
    ours, theirs = tmp_path / "ours.graphml", tmp_path / "theirs.graphml"
    assert library.export(str(ours), ["ILO", "objective 6"]) == (str(ours),)
    run_cli("export", "graphml", "ILO", "objective", "6", "-o", str(theirs))
    assert ours.read_text(encoding="utf-8") == theirs.read_text(encoding="utf-8")
    tables = library.export(str(tmp_path / "around.csv"), "ILO", depth=1)
    assert [path.rpartition("/")[2] for path in tables] == ["around-nodes.csv", "around-edges.csv"]
    with pytest.raises(CannotWriteError, match="--force"):
        library.export(str(ours), "ILO")
    with pytest.raises(UsageError, match="which format"):
        library.export(str(tmp_path / "ours"), "ILO")


@pytest.mark.usefixtures("own_homes")
def test_without_a_text_nothing_can_be_verified():
    with pytest.raises(UsageError, match="compactx attach crc FILE"):
        compactx.open().verify("CRC")


def test_a_thing_is_short_to_look_at(library):
    things = [library.select(words) for words in ("objective 17", "gcm/33.a", "2030 Agenda")]
    assert all(node.id in repr(node) for node in things)
    assert max(len(repr(node)) for node in things) < 120


def test_all_ilo_conventions_cited_by_objective_are_one_line(library):
    pytest.importorskip("pandas", reason="pandas is not installed")
    frame = library.matrix("objectives", "treaties", among="ILO").frame()
    assert list(frame.columns) == ["row", "column", "count", "clauses"]
    assert len(frame) == 0  # the Compact cites them as a group, in its preamble
    frame = library.matrix("objectives", "instruments", among="ILO").frame()
    assert list(zip(frame["row"], frame["column"], strict=True)) == [
        ("gcm/objective-6", "ilo-fair-recruitment"),
        ("gcm/objective-22", "ilo-r202"),
    ]
    assert list(frame["clauses"].explode()) == ["gcm/22.l", "gcm/38.a"]


def test_among_keeps_columns_of_one_thing_and_counts_anew(library):
    every, some = library.matrix("documents", "treaties"), library.matrix("documents", "treaties", among="ILO")
    adopted = {edge.src for edge in library.index.edges_to(library.select("ILO").n) if edge.family == "catalogue"}
    assert {item["column"] for item in some} == {cell.column.id for cell in every.cells if cell.column.n in adopted}
    assert all(line.empty == (line.node.id not in {item["row"] for item in some}) for line in some.rows)
    assert len(some.columns) < len(every.columns)


def test_filters_of_the_commands_are_keywords(library, run_cli):
    pairs = [
        (library.matrix("objectives", "goals", editorial=True), ("matrix", "objectives", "goals", "--editorial")),
        (library.matrix("objectives", "actors", follow_up=True), ("matrix", "objectives", "actors", "--follow-up")),
        (library.list("treaties", sort="cited", limit=5), ("list", "treaties", "--sort", "cited", "-n", "5")),
        (library.series("A/RES/76/172"), ("list", "--series", "A/RES/76/172")),
        (library.states("against", "gcm"), ("list", "states", "--voted", "against", "--in", "gcm")),
        (library.rollup("children", "objective", instrument="gcm"),
         ("search", "children", "--by", "objective", "--in", "gcm")),
        (library.timeline(top=3, kind="treaties"), ("stats", "--by", "year", "--top", "3", "--kind", "treaties")),
        (library.impact("ILO", instrument="gcm"), ("impact", "ILO", "--in", "gcm")),
        (library.stats("size"), ("stats", "size")),
    ]  # fmt: skip
    for answer, command in pairs:
        assert answer.to_dict() == run_cli(*command, "--json").items, command
        assert len(repr(answer)) < 140
    with pytest.raises(UsageError, match="no vote is named"):
        library.states("aginst")


def test_a_path_and_one_table_are_written_to_files(library, tmp_path):
    written = library.export(str(tmp_path / "path.graphml"), "objective 22", to="ILO", count=2)
    assert nx.read_graphml(written[0]).number_of_nodes() >= 3
    edges = library.export(str(tmp_path / "edges.csv"), "IMRF", depth=1, part="edges")
    assert edges == (str(tmp_path / "edges.csv"),)
    with pytest.raises(UsageError, match="begins at one thing"):
        library.export(str(tmp_path / "none.svg"), to="ILO")


def test_what_python_is_asked_wrongly_says_what_is_wrong():
    """A day, a number and a file that are none are told in our words, as on the command line."""
    with compactx.open() as corpus:
        for ask in (corpus.review, corpus.occasions):
            with pytest.raises(UsageError, match="is not a day"):
                ask("gcm", "yesterday")
        for search in (corpus.refs, corpus.search):
            with pytest.raises(UsageError, match="there is no objective 99"):
                search("ilo", objective=99)
        assert corpus.search("children", objective=[9, 99]) is not None
        with pytest.raises(NotADocumentError, match=r"there is no file nowhere\.docx"):
            corpus.agreed("nowhere.docx")
        assert repr(corpus.graph) == "<graph of compactx: to_networkx() gives it>"
