"""Every format is read back by a program that reads it for a living."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import duckdb
import networkx as nx
import pyoxigraph
import pytest
from markdown_it import MarkdownIt

from compactx.errors import UsageError
from compactx.export import selection
from compactx.export.catalogue import format_names, format_of_file, load_format
from compactx.export.escape import inert, uncell, visible

PREFIXES = """PREFIX cx: <urn:compactx:vocabulary#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <https://schema.org/> PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


@pytest.fixture(scope="session")
def whole(shipped):
    return selection.whole(shipped.index)


@pytest.fixture(scope="session")
def imrf(shipped):
    return selection.around(shipped.index, [shipped.select("IMRF")])


def _program(name):
    found = shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed here")
    return found


def test_every_format_has_a_suffix_a_summary_and_writes_the_same_twice(graph_of, written):
    graph = graph_of("one", "two")
    for name in format_names():
        form = load_format(name)
        assert form.suffix.startswith(".")
        assert form.summary
        for part in form.parts or ("",):
            assert written(name, graph, part) == written(name, graph, part)


@pytest.mark.parametrize("name", format_names())
def test_an_empty_graph_is_a_file_too(name, written):
    graph = selection.ExportGraph("nothing", (), (), ())
    for part in load_format(name).parts or ("",):
        assert written(name, graph, part)


def test_an_unknown_format_lists_those_that_there_are():
    with pytest.raises(UsageError, match="docx") as caught:
        load_format("docx")
    assert "graphml" in caught.value.hint
    assert format_of_file("a/b.GEXF") == "gexf"


# jsonl, csv


def test_json_lines_hold_everything(whole, written):
    lines = [json.loads(line) for line in written("jsonl", whole).splitlines()]
    assert lines[0]["schema"] == "compactx.export/1"
    nodes = [line for line in lines if line["type"] == "node"]
    edges = [line for line in lines if line["type"] == "edge"]
    assert (lines[0]["nodes"], lines[0]["edges"]) == (len(nodes), len(edges)) == (len(whole.nodes), len(whole.edges))
    ids = {node["id"] for node in nodes}
    assert all(edge["from"] in ids and edge["to"] in ids for edge in edges)


def test_json_lines_round_trip_hostile_text_and_stay_one_line_each(hostile, written):
    text = written("jsonl", hostile)
    titles = [line["title"] for line in map(json.loads, text.split("\n")[:-1]) if line["type"] == "node"]
    assert titles == [node.title for node in hostile.nodes]
    assert text.replace("\n", "").replace("\u200d", "").isprintable()


def test_csv_tables_read_back_with_what_does_not_print_shown(hostile, written):
    rows = list(csv.DictReader(io.StringIO(written("csv", hostile, "nodes"), newline="")))
    assert [uncell(row["title"]) for row in rows] == [inert(node.title, "\n\t") for node in hostile.nodes]
    edges = list(csv.DictReader(io.StringIO(written("csv", hostile, "edges"), newline="")))
    assert [uncell(row["surface"]) for row in edges] == [inert(edge.surface, "\n\t") for edge in hostile.edges]
    cells = [value for row in (*rows, *edges) for value in row.values()]
    assert not [value for value in cells if value.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_duckdb_joins_the_csv_tables(whole, written, tmp_path):
    for part in ("nodes", "edges"):
        (tmp_path / f"{part}.csv").write_text(written("csv", whole, part), encoding="utf-8", newline="")
    nodes, edges = (f"read_csv('{tmp_path / part}.csv', header=true, all_varchar=true)" for part in ("nodes", "edges"))
    sql = f"""SELECT count(*) FROM {edges} e JOIN {nodes} a ON a.id = e."from" JOIN {nodes} b ON b.id = e."to"
              WHERE e.family = 'citation' AND b.label = 'IMRF'"""
    wanted = sum(edge.family == "citation" and edge.target == "imrf" for edge in whole.edges)
    assert duckdb.sql(sql).fetchall() == [(wanted,)]
    assert wanted > 5


def test_duckdb_reads_the_parquet_tables(whole, written, tmp_path):
    pytest.importorskip("pyarrow")
    for part in ("nodes", "edges"):
        (tmp_path / f"{part}.parquet").write_bytes(written("parquet", whole, part))
    edges, nodes = f"'{tmp_path}/edges.parquet'", f"'{tmp_path}/nodes.parquet'"
    assert duckdb.sql(f"SELECT count(*), count(DISTINCT id) FROM {nodes}").fetchall() == [(len(whole.nodes),) * 2]
    joined = f'SELECT count(*) FROM {edges} e JOIN {nodes} n ON n.id = e.src WHERE e.src = e."from"'
    assert duckdb.sql(joined).fetchall() == [(len(whole.edges),)]
    found = duckdb.sql(f"SELECT id FROM {nodes} WHERE list_contains(names, 'IMRF')").fetchall()
    assert ("imrf",) in found


def test_parquet_without_pyarrow_says_what_to_install(graph_of, written, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(UsageError, match="pyarrow") as caught:
        written("parquet", graph_of("x"), "nodes")
    assert "compactx[parquet]" in caught.value.hint


# networkx


@pytest.mark.parametrize(("name", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networkx_reads_graphs_back(name, read, whole, written):
    graph = read(io.BytesIO(written(name, whole).encode()))
    assert graph.is_directed()
    assert set(graph.nodes) == {node.id for node in whole.nodes}
    assert graph.number_of_edges() == len(whole.edges)
    assert graph.nodes["gcm/objective-17"]["kind"] == "objective"
    assert graph.nodes["gcm/objective-17"]["number"] == 17
    relations = sorted(data["relation"] for _, _, data in graph.edges(data=True))
    assert relations == sorted(edge.relation for edge in whole.edges)


@pytest.mark.parametrize(("name", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networkx_reads_hostile_titles_back(name, read, hostile, written):
    graph = read(io.BytesIO(written(name, hostile).encode()))
    for node in hostile.nodes:
        if node.title.isprintable():
            assert graph.nodes[node.id]["title"] == node.title
        assert "\x1b" not in graph.nodes[node.id]["title"]


# RDF


@pytest.fixture(scope="session")
def store(whole):
    stream = io.StringIO()
    load_format("turtle").write(whole, "", stream)
    found = pyoxigraph.Store()
    found.load(stream.getvalue().encode(), format=pyoxigraph.RdfFormat.TURTLE)
    return found


def _answers(store, query):
    return [tuple(value.value for value in row) for row in store.query(PREFIXES + query)]


def test_sparql_finds_the_clauses_that_name_a_thing_and_the_words_that_do(store, whole):
    found = _answers(
        store,
        """SELECT ?clause ?words WHERE {
        ?thing skos:altLabel "IMRF"@en .
        ?reference rdf:object ?thing ; prov:wasDerivedFrom ?clause ; prov:value ?words ; cx:basis "text" . }""",
    )
    wanted = {
        (f"urn:compactx:{edge.clause}", edge.surface)
        for edge in whole.edges
        if edge.target == "imrf" and edge.basis == "text" and edge.surface and edge.clause
    }
    assert set(found) == wanted
    assert len(wanted) > 5


def test_sparql_reaches_the_sdg_identifiers_and_the_document_addresses(store):
    same = dict(_answers(store, "SELECT ?node ?iri WHERE { ?node skos:exactMatch ?iri }"))
    assert same["urn:compactx:agenda2030/target-10.c"] == "http://metadata.un.org/sdg/10.c"
    assert same["urn:compactx:agenda2030/goal-10"] == "http://metadata.un.org/sdg/10"
    documents = dict(_answers(store, "SELECT ?node ?iri WHERE { ?node schema:sameAs ?iri }"))
    assert documents["urn:compactx:agenda2030"] == "https://docs.un.org/en/A/RES/70/1"
    assert all(re.fullmatch(r"https://docs\.un\.org/en/[A-Z]+(/[\w.()-]+)+", iri) for iri in documents.values())


def test_dates_are_typed_by_what_is_known(store):
    kinds = _answers(store, "SELECT DISTINCT (datatype(?d) AS ?t) WHERE { ?n schema:legislationDate ?d }")
    assert {kind for (kind,) in kinds} <= {
        f"http://www.w3.org/2001/XMLSchema#{t}" for t in ("date", "gYearMonth", "gYear")
    }


def test_json_ld_says_the_same_as_turtle(store, whole, written):
    other = pyoxigraph.Store()
    other.load(written("jsonld", whole).encode(), format=pyoxigraph.RdfFormat.JSON_LD)
    assert set(other) == set(store)


def test_links_that_are_ours_are_related_and_never_citations(shipped, written):
    plain = written("turtle", selection.whole(shipped.index))
    ours = written("turtle", selection.whole(shipped.index, editorial=True))
    assert "skos:relatedMatch" not in plain
    assert ours.count("skos:relatedMatch") > 5
    assert plain.count("schema:citation <") == ours.count("schema:citation <")


@pytest.mark.parametrize(("name", "form"), [("turtle", "TURTLE"), ("jsonld", "JSON_LD")])
def test_rdf_round_trips_hostile_text(name, form, hostile, written):
    triples = list(pyoxigraph.parse(written(name, hostile).encode(), format=getattr(pyoxigraph.RdfFormat, form)))
    labels = {t.subject.value: t.object.value for t in triples if t.predicate.value.endswith("#prefLabel")}
    assert labels == {f"urn:compactx:{node.id}": node.title for node in hostile.nodes}
    assert not [t for t in triples if t.predicate.value == "https://schema.org/url"]


# DOT, Mermaid, Cypher


def test_graphviz_draws_hostile_titles_as_they_are(hostile, written):
    done = subprocess.run(
        [_program("dot"), "-Tsvg"], input=written("dot", hostile).encode(), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    drawn = ET.fromstring(done.stdout)  # noqa: S314 - our own output
    shown = {"".join(text.itertext()).replace("\xa0", " ") for text in drawn.iter("{http://www.w3.org/2000/svg}text")}
    for node in hostile.nodes:
        if len(node.label) < 60:
            assert " ".join(visible(node.label).split()) in {" ".join(text.split()) for text in shown}
    assert len(re.findall(r'class="node"', done.stdout.decode())) == len(hostile.nodes)


def test_graphviz_reads_the_shipped_corpus(whole, written):
    done = subprocess.run(
        [_program("dot"), "-Tplain", "-Knop"], input=written("dot", whole).encode(), capture_output=True, check=False
    )
    assert b"syntax error" not in done.stderr
    done = subprocess.run([_program("gvpr") , 'BEG_G { print(nNodes($G), " ", nEdges($G)); }'],
                          input=written("dot", whole).encode(), capture_output=True, check=True)  # fmt: skip
    assert done.stdout.split() == [str(len(whole.nodes)).encode(), str(len(whole.edges)).encode()]


def test_mermaid_is_one_statement_a_line_whatever_the_text(hostile, written):
    lines = written("mermaid", hostile).splitlines()[2:]
    node_line = re.compile(r'  n\d+(\[\[?|\(\[?|\{\{|>|\[/)"[^"<>`\[\]{}()|\\]*"(\]\]?|\]?\)|\}\}|/\]):::k_[a-z]+')
    edge_line = re.compile(r'  n\d+ (-->|-\.->)\|"[^"<>`\[\]{}()|\\]*"\| n\d+')
    kinds = [bool(node_line.fullmatch(line)) + 2 * bool(edge_line.fullmatch(line)) for line in lines]
    assert kinds.count(1) == len(hostile.nodes)
    assert kinds.count(2) == len(hostile.edges)
    assert all(line.startswith("  classDef ") for line, kind in zip(lines, kinds, strict=True) if not kind)


def test_cypher_is_one_statement_a_line_whatever_the_text(hostile, written):
    lines = written("cypher", hostile).split("\n")[1:-1]
    assert len(lines) == 1 + len(hostile.nodes) + len(hostile.edges)
    bare = [re.sub(r"'(?:[^'\\]|\\.)*'", "''", line) for line in lines]
    node_line = re.compile(r"MERGE \(n:Node \{id: ''\}\) SET n:[A-Z][a-z]+, n \+= \{(\w+: (''|\d+)(, )?)*\};")
    edge_line = re.compile(
        r"MATCH \(a:Node \{id: ''\}\), \(b:Node \{id: ''\}\) MERGE \(a\)-\[r:[A-Z_]+ \{id: ''\}\]->\(b\)"
        r" SET r \+= \{(\w+: (''|\d+)(, )?)*\};"
    )
    assert sum(bool(node_line.fullmatch(line)) for line in bare) == len(hostile.nodes)
    assert sum(bool(edge_line.fullmatch(line)) for line in bare) == len(hostile.edges)


def test_neo4j_tables_have_the_importers_headers_and_inert_text(hostile, written):
    nodes = list(csv.reader(io.StringIO(written("neo4j", hostile, "nodes"), newline="")))
    edges = list(csv.reader(io.StringIO(written("neo4j", hostile, "relationships"), newline="")))
    assert (nodes[0][0], nodes[0][-1]) == ("id:ID", ":LABEL")
    assert {":START_ID", ":END_ID", ":TYPE"} <= set(edges[0])
    titles = [uncell(row[nodes[0].index("title")]) for row in nodes[1:]]
    assert titles == [inert(node.title, "\n\t") for node in hostile.nodes]
    assert {row[-1] for row in edges[1:]} == {"CITES"}


# HTML, Markdown


class _Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.tags, self.attributes = [], [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value)
            if name in {"href", "src"}:
                self.links.append(value)


def test_every_link_on_the_page_leads_somewhere_on_it_and_back(imrf, written):
    page = _Page(written("html", imrf))
    inside = [link.removeprefix("#") for link in page.links if link.startswith("#")]
    assert set(inside) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    for edge in imrf.edges:
        assert inside.count(edge.source) >= 1
        assert inside.count(edge.target) >= 1
    assert "svg" in page.tags


def test_a_page_loads_nothing_and_runs_nothing(hostile, imrf, written):
    for graph in (hostile, imrf):
        page = _Page(written("html", graph))
        assert not {"script", "img", "iframe", "object", "embed", "form", "base"} & set(page.tags)
        assert not [name for name in page.attributes if name.startswith("on") or name == "src"]
        assert not [link for link in page.links if not link.startswith(("#", "http://", "https://"))]
        assert "default-src 'none'" in written("html", graph)


def test_a_browser_shows_the_page_and_runs_nothing(hostile, written, tmp_path):
    browser = shutil.which("chromium") or _program("google-chrome")
    (tmp_path / "page.html").write_text(written("html", hostile), encoding="utf-8")
    flags = ["--headless", "--disable-gpu", "--no-sandbox", f"--user-data-dir={tmp_path / 'profile'}"]
    home = {**os.environ, "HOME": str(tmp_path)}
    url = (tmp_path / "page.html").as_uri()
    dump = subprocess.run([browser, *flags, "--dump-dom", url], capture_output=True, check=False, timeout=90, env=home)
    if dump.returncode:
        pytest.skip(f"the browser does not start here: {dump.stderr[-200:]!r}")
    dom = dump.stdout.decode()
    assert dom.count("<section") == len(hostile.nodes)
    assert "<title>owned</title>" not in dom
    shot = [f"--screenshot={tmp_path / 'page.png'}", "--window-size=1200,900", url]
    subprocess.run([browser, *flags, *shot], capture_output=True, check=True, timeout=90, env=home)
    assert (tmp_path / "page.png").read_bytes().startswith(b"\x89PNG")


def test_markdown_links_both_ways(imrf, written):
    text = written("markdown", imrf)
    anchors = set(re.findall(r'<a id="([^"]+)"></a>', text))
    targets = set(re.findall(r"\]\(#([^)]+)\)", text))
    assert targets <= anchors == {node.id for node in imrf.nodes}
    assert "Referred to by:" in text


def test_markdown_of_hostile_text_has_no_html_and_no_link_of_its_own(hostile, written):
    tokens = MarkdownIt("commonmark").parse(written("markdown", hostile))
    inline = [child for token in tokens for child in token.children or ()]
    links = [token.attrs["href"] for token in inline if token.type == "link_open"]
    assert all(str(link).startswith("#") for link in links)
    raw = [token.content for token in (*tokens, *inline) if token.type in {"html_inline", "html_block"}]
    assert all(re.fullmatch(r'<a id="[ab]\d+">|</a>', piece) for piece in raw)
