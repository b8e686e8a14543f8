"""``export`` and ``graph``: scopes, places, exit statuses."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from types import SimpleNamespace

import duckdb
import pytest

from compactx.cli.handover import to_stdout
from compactx.errors import UsageError


@pytest.fixture
def here(tmp_path, monkeypatch):
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def tiny(tiny_corpus):
    return tiny_corpus()


def _ids(text):
    return {line["id"] for line in map(json.loads, text.splitlines()) if line["type"] == "node"}


def test_everything_goes_to_standard_output(run_cli, tiny):
    answer = run_cli("export", "jsonl", corpus=tiny)
    assert (answer.status, answer.err) == (0, "")
    assert {"pact", "pact/3.a", "charter"} <= _ids(answer.out)


def test_bytes_are_not_written_to_a_terminal(monkeypatch):
    written = []
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(isatty=lambda: True))
    with pytest.raises(UsageError, match="this format is not text, and standard output is a terminal") as caught:
        to_stdout(written.append, binary=True)
    assert (caught.value.hint, written) == ("name a file: -o FILE", [])
    to_stdout(written.append)
    assert written == [sys.stdout]


def test_a_dash_for_the_file_is_standard_output(run_cli, tiny, here):
    assert run_cli("export", "jsonl", "-o", "-", corpus=tiny).out == run_cli("export", "jsonl", corpus=tiny).out
    refused = run_cli("export", "csv", "-o", "-", corpus=tiny)
    assert (refused.status, refused.out) == (2, "")
    assert "csv is 2 tables" in refused.err
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    ("argv", "ids"),
    [
        (["--around", "lake-office"], {"lake-office", "pact/3.a"}),
        (["--around", "Lake", "Office"], {"lake-office", "pact/3.a"}),
        (["--around", "lake-office", "--depth", "0"], {"lake-office"}),
        (["--path", "3(a)", "to", "pact/4"], {"pact/3.a", "pact/4"}),
        (["--path", "3(a) to pact/4"], {"pact/3.a", "pact/4"}),
        (["3(a)", "lake-office"], {"pact/3.a", "lake-office"}),
    ],
)
def test_scopes(run_cli, tiny, argv, ids):
    answer = run_cli("export", "jsonl", *argv, corpus=tiny)
    assert answer.status == 0
    assert _ids(answer.out) == ids


def test_references_come_on_standard_input(run_cli, tiny):
    assert _ids(run_cli("export", "jsonl", "-", stdin="pact/3.a\nlake-office\n", corpus=tiny).out) == {
        "pact/3.a",
        "lake-office",
    }
    assert _ids(run_cli("export", "jsonl", "-", "-0", stdin="pact/3.a\0charter\0", corpus=tiny).out) == {
        "pact/3.a",
        "charter",
    }


def test_the_ending_of_the_file_is_the_format(run_cli, tiny, here):
    answer = run_cli("export", "-o", "all.graphml", corpus=tiny)
    assert (answer.status, answer.out) == (0, "")
    lines = (here / "all.graphml").read_text().splitlines()
    things, edges = (sum(line.startswith(f"<{what} ") for line in lines) for what in ("node", "edge"))
    assert f"wrote all.graphml: {things} things, {edges} edges (" in answer.err
    assert (here / "all.graphml").read_text().startswith("<?xml")
    assert run_cli("export", "-o", "x.md", "-q", corpus=tiny).err == ""


def test_tables_go_into_a_folder_or_side_by_side_or_one_alone(run_cli, tiny, here):
    assert run_cli("export", "csv", "-o", str(here), corpus=tiny).status == 0
    assert run_cli("export", "csv", "-o", "pact.csv", corpus=tiny).status == 0
    assert sorted(os.listdir(here)) == ["edges.csv", "nodes.csv", "pact-edges.csv", "pact-nodes.csv"]
    answer = run_cli("export", "csv", "--part", "edges", corpus=tiny)
    assert answer.out.splitlines()[0].startswith("Source,Target,Type,Id,Label,relation")
    assert run_cli("export", "csv", corpus=tiny).status == 2


def test_nothing_is_replaced_unasked(run_cli, tiny, here):
    (here / "a.dot").write_text("mine")
    answer = run_cli("export", "-o", "a.dot", corpus=tiny)
    assert answer.status == 6
    assert "--force" in answer.err
    assert (here / "a.dot").read_text() == "mine"
    assert run_cli("export", "-o", "a.dot", "--force", corpus=tiny).status == 0
    assert (here / "a.dot").read_text().startswith("digraph")


@pytest.mark.parametrize(
    ("argv", "status", "says"),
    [
        (["export"], 2, "formats:"),
        (["export", "nonsense"], 2, '"nonsense"'),
        (["export", "-o", "a.xyz"], 2, "does not say which format"),
        (["export", "dot", "--around", "zzz"], 3, "zzz"),
        (["export", "dot", "--around", "gcm", "--path", "a to b"], 2, "cannot be combined"),
        (["export", "dot", "--around", "pact", "--depth", "99"], 2, "at most"),
        (["export", "dot", "--part", "nodes"], 2, "no part"),
        (["export", "csv", "--part", "relationships"], 2, "no part"),
        (["export", "dot", "-o", "no/such/folder/a.dot"], 6, "mkdir"),
        (["export", "dot", "-o", "."], 6, "is a folder"),
        (["export", "csv", "-o", "nowhere/"], 6, "no folder"),
        (["export", "jsonl", "-"], 2, "holds no reference"),
        (["graph", "pact", "-o", "a.dot"], 2, "no picture"),
        (["graph", "pact", "-o", "a"], 2, "no picture"),
        (["graph"], 2, ""),
        (["help", "nonsense"], 2, "topics:"),
        (["help", "--man", "show", "-o", "."], 2, "all manual pages"),
    ],
)
def test_what_cannot_be_done_says_why(run_cli, tiny, here, argv, status, says):
    answer = run_cli(*argv, corpus=tiny)
    assert (answer.status, answer.out) == (status, "")
    assert says in answer.err
    assert os.listdir(here) == []


def test_no_path_is_an_answer_and_writes_nothing(run_cli, tiny_corpus, here):
    alone = "entries:\n- {id: alone, kind: body, title: Alone, legal: n/a, confidence: low, sources: [made up]}\n"
    answer = run_cli(
        "export", "-o", "a.dot", "--path", "alone", "to", "charter", corpus=tiny_corpus({"registers/alone.yaml": alone})
    )
    assert (answer.status, answer.out, os.listdir(here)) == (1, "", [])
    assert "no path between alone and charter" in answer.err


@pytest.mark.usefixtures("here")
def test_json_lists_what_was_written(run_cli, tiny):
    answer = run_cli("export", "csv", "-o", "p.csv", "--json", "--around", "lake-office", corpus=tiny)
    assert answer.json["schema"] == "compactx.export/1"
    nothing = {"nodes": 0, "edges": 0, "references": 0, "links": 0, "structure": 0}
    assert answer.items == [
        {"file": "p-nodes.csv", "format": "csv", **nothing, "nodes": 2},
        {"file": "p-edges.csv", "format": "csv", **nothing, "edges": 1, "references": 1},
    ]
    assert answer.err == ""
    assert run_cli("export", "csv", "--json", "--around", "lake-office", corpus=tiny).items == [
        {"file": None, "format": "csv", "nodes": 2, "edges": 1, "references": 1, "links": 0, "structure": 0}
    ]


@pytest.mark.parametrize("suffix", ["csv", "cypher", "dot", "gexf", "graphml", "jsonl", "mmd", "parquet"])
def test_what_was_written_is_what_the_file_holds(suffix, run_cli, tiny, here):
    """Counted in the file itself, by what a line or a table of it is."""
    answer = run_cli("export", "-o", f"x.{suffix}", "--around", "charter", "--depth", "2", corpus=tiny)
    counted = r"(\d+) references?, (\d+) other links?, (\d+) of"
    told = re.search(rf"x\S*: (\d+) things?(?:, x-edges\S+:|,)? (\d+) edges? \({counted}", answer.err)
    things, edges, references, links, structure = map(int, told.groups())
    assert (things, edges) == _held(here, suffix)
    assert edges == references + links + structure
    assert min(things, references, structure) > 0


def _held(here, suffix):
    if suffix in {"csv", "parquet"}:
        tables = [f"'{here}/x-{part}.{suffix}'" for part in ("nodes", "edges")]
        return tuple(duckdb.sql(f"SELECT count(*) FROM {table}").fetchall()[0][0] for table in tables)
    text = (here / f"x.{suffix}").read_text()
    node, edge = {
        "cypher": (r"^  \{id: ", r"^  \{start: "),
        "dot": (r'^  "[^"]+" \[', r'^  "[^"]+" -> '),
        "gexf": ("<node ", "<edge "),
        "graphml": ("<node ", "<edge "),
        "jsonl": ('"type":"node"', '"type":"edge"'),
        "mmd": (r":::k_", r"\| n\d+$"),
    }[suffix]
    return tuple(len(re.findall(one, text, re.MULTILINE)) for one in (node, edge))


def test_a_picture_says_how_many_boxes_it_has_and_of_how_much(run_cli, tiny, here):
    answer = run_cli("graph", "charter", "--limit", "2", "-o", "x.svg", corpus=tiny)
    told = re.search(r"x.svg: (\d+) box\w*, (\d+) lines? \(of (\d+) things.*; (not drawn: .*)\)", answer.err)
    boxes, lines, things = map(int, told.groups()[:3])
    assert 0 < boxes < things
    drawn = (here / "x.svg").read_text()
    shown = " ".join(" ".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawn)).split())
    assert told[4].partition(" and ")[0] in shown
    as_json = run_cli("graph", "charter", "--limit", "2", "--json", corpus=tiny).items
    assert as_json == [
        {
            "file": None,
            "format": "svg",
            "nodes": boxes,
            "edges": lines,
            "references": None,
            "links": None,
            "structure": None,
        }
    ]


def test_a_full_standard_output_is_told():
    if not os.path.exists("/dev/full"):
        pytest.skip("there is no /dev/full here")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "compactx", "export", "turtle"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 6
    assert b"No space left" in done.stderr


def test_a_picture_of_a_neighbourhood_and_of_a_path(run_cli, tiny, here):
    assert run_cli("graph", "Lake", "Forum", "-o", "forum.svg", corpus=tiny).status == 0
    assert (here / "forum.svg").read_text().startswith("<svg")
    answer = run_cli("graph", "3(a)", "--path", "Lake Forum", corpus=tiny)
    assert answer.status == 0
    assert "how they are connected" in answer.out
    every = run_cli("graph", "Lake Forum", "--every", "--limit", "0", corpus=tiny).out
    assert every.count("<title>") >= (here / "forum.svg").read_text().count("<title>")


def test_hostile_names_in_a_corpus_stay_text_in_every_format(run_cli, tiny_corpus, here):
    title = "<script>alert(1)</script>\\\"'=1 \\u202e"
    entry = (
        f'entries:\n- {{id: odd, kind: body, title: "{title}", legal: n/a, confidence: low, sources: [made up],'
        " links: [{relation: supplements, to: charter, source: made up}]}\n"
    )
    folder = tiny_corpus({"registers/odd.yaml": entry})
    for name, suffix in (
        ("html", "html"),
        ("svg", "svg"),
        ("dot", "dot"),
        ("markdown", "md"),
        ("turtle", "ttl"),
        ("graphml", "graphml"),
    ):
        assert run_cli("export", name, "-o", f"x.{suffix}", "--around", "odd", corpus=folder).status == 0
        text = (here / f"x.{suffix}").read_text()
        assert "\u202e" not in text or name == "graphml"
        assert "<script>" not in text or name in {"turtle", "dot"}


def test_help_topics_and_manual_pages(run_cli, here):
    root = run_cli("help").out
    for topic in ("environment", "exit-codes", "formats", "json", "keys", "references", "relations"):
        assert topic in root
        text = run_cli("help", topic).out
        assert len(text.splitlines()) > 5
        assert max(map(len, text.splitlines())) <= 110
    assert run_cli("help", "path").out == run_cli("path", "--help").out
    assert "implements" in run_cli("help", "relations").out
    assert run_cli("help", "--man", "-o", str(here)).status == 0
    assert {"compactx.1", "compactx-show.1", "compactx-export.1"} <= set(os.listdir(here))


def test_manual_pages_are_roff_that_man_accepts(run_cli, here):
    groff = shutil.which("groff") or pytest.skip("groff is not installed here")
    run_cli("help", "--man", "-o", str(here))
    for page in sorted(here.iterdir()):
        done = subprocess.run([groff, "-man", "-ww", "-Tutf8", str(page)], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), page.name
        assert "EXIT STATUS" in re.sub(".\x08", "", done.stdout).replace("\x1b[1m", "").replace("\x1b[0m", "")
        if page.name != "compactx.1":
            name = page.stem.removeprefix("compactx-")
            assert run_cli("help", name, "--man").out == page.read_text()
