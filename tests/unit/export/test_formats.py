"""Every format is read back by a program that reads it for a living."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import shutil
import subprocess
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import duckdb
import networkx as nx
import pyoxigraph
import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from compactx.errors import UsageError
from compactx.export import selection
from compactx.export.escape import inert, uncell, visible
from compactx.export.format_table import format_names, format_of_file, load_format
from compactx.export.formats.cypher import label_of, type_of
from compactx.export.sheet import placed_nodes
from compactx.query.path import path as query_path
from compactx.render.contracts import schema

PREFIXES = """PREFIX cx: <https://w3id.org/compactx/terms#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <https://schema.org/> PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


@pytest.fixture(scope="session")
def whole(shipped):
    return selection.whole_graph(shipped.index)


@pytest.fixture(scope="session")
def kept():
    """What the whole graph is in each format, written once for the many programs that read it."""
    return {}


@pytest.fixture
def written(written, whole, kept):
    """As for other graphs, but the whole one is written once."""

    def write(name, graph, part=""):
        if graph is not whole:
            return written(name, graph, part)
        if (name, part) not in kept:
            kept[name, part] = written(name, graph, part)
        return kept[name, part]

    return write


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
    assert lines[0]["schema"] == "compactx.export-rows/1"
    nodes = [line for line in lines if line["type"] == "node"]
    edges = [line for line in lines if line["type"] == "edge"]
    assert (lines[0]["nodes"], lines[0]["edges"]) == (len(nodes), len(edges)) == (len(whole.nodes), len(whole.edges))
    assert lines[0]["structure"] == sum(edge["family"] == "structure" for edge in edges) > 1000
    assert len({tuple(node) for node in nodes}) == len({tuple(edge) for edge in edges}) == 1
    ids = {node["id"] for node in nodes}
    assert all(edge["from"] in ids and edge["to"] in ids for edge in edges)


@pytest.mark.parametrize("graph", ["imrf", "hostile"])
def test_json_lines_are_what_their_schema_says(graph, written, request):
    rows = [json.loads(line) for line in written("jsonl", request.getfixturevalue(graph)).splitlines()]
    shape = schema("export-rows")
    by_type = {one["properties"]["type"]["const"]: {**one, "$defs": shape["$defs"]} for one in shape["oneOf"]}
    for row in rows:
        own = by_type[row["type"]]
        assert list(row) == [key for key in own["properties"] if key in row]
        assert set(row) <= set(own["properties"])
        problems = [] if graph == "hostile" else [e.message for e in Draft202012Validator(own).iter_errors(row)]
        assert problems == [], row
    assert {row["type"] for row in rows} == set(by_type)


def test_json_lines_are_one_table_for_duckdb(whole, written, tmp_path):
    (tmp_path / "all.jsonl").write_text(written("jsonl", whole), encoding="utf-8")
    sql = f"SELECT type, count(*) FROM read_json('{tmp_path}/all.jsonl', sample_size=-1) GROUP BY type ORDER BY type"
    assert duckdb.sql(sql).fetchall() == [("edge", len(whole.edges)), ("graph", 1), ("node", len(whole.nodes))]


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
    sql = f"""SELECT count(*) FROM {edges} e JOIN {nodes} a ON a.id = e.Source JOIN {nodes} b ON b.id = e.Target
              WHERE e.family = 'citation' AND b.label = 'IMRF'"""
    wanted = sum(edge.family == "citation" and edge.target == "imrf" for edge in whole.edges)
    assert duckdb.sql(sql).fetchall() == [(wanted,)]
    assert wanted > 5


def test_gephi_finds_its_columns_in_the_edges_and_no_other_column_takes_their_place(whole, written):
    """Gephi looks for these heads, whatever their case, and takes the last that fits."""
    rows = list(csv.reader(io.StringIO(written("csv", whole, "edges"), newline="")))
    heads = [head.casefold() for head in rows[0]]
    assert rows[0][:5] == ["Source", "Target", "Type", "Id", "Label"]
    assert len(set(heads)) == len(heads)
    assert not {"weight", "kind", "interval", "timeset"} & set(heads)
    assert {row[2] for row in rows[1:]} == {"Directed"}
    assert [tuple(row[:2]) for row in rows[1:]] == [(edge.source, edge.target) for edge in whole.edges]
    nodes = next(csv.reader(io.StringIO(written("csv", whole, "nodes"), newline="")))
    assert {"id", "label"} < {head.casefold() for head in nodes}
    graph = nx.parse_edgelist((f"{row[0]} {row[1]}" for row in rows[1:]), create_using=nx.MultiDiGraph)
    assert graph.number_of_edges() == len(whole.edges)


def test_structure_is_proven_by_no_clause(whole, written):
    rows = list(csv.DictReader(io.StringIO(written("csv", whole, "edges"), newline="")))
    structure = [row for row in rows if row["family"] == "structure"]
    assert len(structure) == whole.structure > 1000
    assert {(row["clause"], row["locator"]) for row in structure} == {("", "")}
    assert sum(bool(row["clause"]) for row in rows) > 1000


def test_duckdb_reads_the_parquet_tables(whole, written, tmp_path):
    pytest.importorskip("pyarrow")
    for part in ("nodes", "edges"):
        (tmp_path / f"{part}.parquet").write_bytes(written("parquet", whole, part))
    edges, nodes = f"'{tmp_path}/edges.parquet'", f"'{tmp_path}/nodes.parquet'"
    assert duckdb.sql(f"SELECT count(*), count(DISTINCT id) FROM {nodes}").fetchall() == [(len(whole.nodes),) * 2]
    joined = f"SELECT count(*) FROM {edges} e JOIN {nodes} a ON a.id = e.src JOIN {nodes} b ON b.id = e.dst"
    assert duckdb.sql(joined).fetchall() == [(len(whole.edges),)]
    columns = [row[0] for row in duckdb.sql(f"DESCRIBE SELECT * FROM {edges}").fetchall()]
    assert {"from", "to", "source_id", "target_id"} & set(columns) == set()
    assert columns[1:3] == ["src", "dst"]
    ordered = duckdb.sql(f"SELECT id FROM {edges} ORDER BY place").fetchall()
    assert [identity for (identity,) in ordered] == [edge.id for edge in whole.edges]
    dated = duckdb.sql(f"SELECT date, date_precision FROM {nodes} WHERE id = 'gcm'").fetchall()
    assert dated == [(date(2018, 12, 10), "day")]
    kinds = duckdb.sql(f"SELECT date_precision, count(*) FROM {nodes} WHERE date IS NOT NULL GROUP BY 1").fetchall()
    lengths = Counter({4: "year", 7: "month", 10: "day"}[len(node.date)] for node in whole.nodes if node.date)
    assert dict(kinds) == lengths
    since = f"SELECT count(*) FROM {nodes} WHERE date >= DATE '2016-01-01'"
    assert duckdb.sql(since).fetchall() == [(sum(node.date >= "2016" for node in whole.nodes),)]
    found = duckdb.sql(f"SELECT id FROM {nodes} WHERE list_contains(names, 'IMRF')").fetchall()
    assert ("imrf",) in found


def test_pyarrow_finds_the_types_of_the_columns(whole, written):
    pa, tables = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    kinds = {part: tables.read_table(io.BytesIO(written("parquet", whole, part))).schema for part in ("nodes", "edges")}
    assert kinds["nodes"].field("date").type == pa.date32()
    assert kinds["nodes"].field("cited").type == kinds["edges"].field("cost").type == pa.int32()
    assert kinds["nodes"].field("names").type == pa.list_(pa.string())


def test_parquet_without_pyarrow_says_what_to_install(graph_of, written, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(UsageError, match="pyarrow") as caught:
        written("parquet", graph_of("x"), "nodes")
    assert "compactx[parquet]" in caught.value.hint


# networkx


@pytest.mark.parametrize(
    ("name", "read"), [("graphml", nx.read_graphml), pytest.param("gexf", nx.read_gexf, marks=pytest.mark.grid)]
)
def test_networkx_reads_graphs_back(name, read, whole, written):
    graph = read(io.BytesIO(written(name, whole).encode()))
    assert graph.is_directed()
    assert set(graph.nodes) == {node.id for node in whole.nodes}
    assert graph.number_of_edges() == len(whole.edges)
    assert graph.nodes["gcm/objective-17"]["kind"] == "objective"
    assert graph.nodes["gcm/objective-17"]["number"] == 17
    relations = sorted(data["relation"] for _, _, data in graph.edges(data=True))
    assert relations == sorted(edge.relation for edge in whole.edges)


def test_gexf_has_a_place_of_its_own_and_a_size_for_everything(whole, written):
    graph = nx.read_gexf(io.BytesIO(written("gexf", whole).encode()))
    signs = {name: data["viz"] for name, data in graph.nodes(data=True)}
    places = {(viz["position"]["x"], viz["position"]["y"]) for viz in signs.values()}
    assert len(places) == len(whole.nodes)
    sizes = {node.id: (node.cited, signs[node.id]["size"]) for node in whole.nodes}
    ranked = sorted(sizes.values())
    assert [size for _, size in ranked] == sorted(size for _, size in ranked)
    assert sizes["agenda2030"][1] > sizes["gcm/preamble"][1] > 0


def test_places_are_apart_and_an_instrument_is_among_its_clauses(whole):
    places = {node.id: (x, y) for node, x, y in placed_nodes(whole.nodes)}
    near = sorted(places.values())
    for at, (x, y) in enumerate(near):
        for other_x, other_y in near[at + 1 : at + 400]:
            if other_x - x > 1:
                break
            assert (other_x - x) ** 2 + (other_y - y) ** 2 > 0.98
    own = [places[node.id] for node in whole.nodes if node.instrument == "gcm"]
    middle = places["gcm"]
    reach = max(((x - middle[0]) ** 2 + (y - middle[1]) ** 2) ** 0.5 for x, y in own)
    inside = [one for one, (x, y) in places.items() if (x - middle[0]) ** 2 + (y - middle[1]) ** 2 <= reach**2]
    assert len(inside) == len(own) + 1


@pytest.mark.parametrize(
    ("name", "read"), [("graphml", nx.read_graphml), pytest.param("gexf", nx.read_gexf, marks=pytest.mark.grid)]
)
def test_networkx_reads_hostile_titles_back(name, read, hostile, written):
    graph = read(io.BytesIO(written(name, hostile).encode()))
    for node in hostile.nodes:
        if node.title.isprintable():
            assert graph.nodes[node.id]["title"] == node.title
        assert "\x1b" not in graph.nodes[node.id]["title"]


# RDF


@pytest.fixture(scope="session")
def store(whole, kept):
    stream = io.StringIO()
    load_format("turtle").write(whole, "", stream)
    kept["turtle", ""] = stream.getvalue()
    found = pyoxigraph.Store()
    found.load(kept["turtle", ""].encode(), format=pyoxigraph.RdfFormat.TURTLE)
    return found


def _answers(store, query):
    return [tuple(value.value for value in row) for row in store.query(PREFIXES + query)]


def test_sparql_reaches_the_sdg_identifiers_and_the_document_addresses(store):
    same = dict(_answers(store, "SELECT ?node ?iri WHERE { ?node skos:exactMatch ?iri }"))
    assert same["https://w3id.org/compactx/id/agenda2030/target-10.c"] == "http://metadata.un.org/sdg/10.c"
    assert same["https://w3id.org/compactx/id/agenda2030/goal-10"] == "http://metadata.un.org/sdg/10"
    documents = dict(_answers(store, "SELECT ?node ?iri WHERE { ?node schema:sameAs ?iri }"))
    assert documents["https://w3id.org/compactx/id/agenda2030"] == "https://docs.un.org/en/A/RES/70/1"
    assert all(re.fullmatch(r"https://docs\.un\.org/en/[A-Z]+(/[\w.()-]+)+", iri) for iri in documents.values())


def test_dates_are_typed_by_what_is_known(store):
    kinds = _answers(store, "SELECT DISTINCT (datatype(?d) AS ?t) WHERE { ?n schema:legislationDate ?d }")
    assert {kind for (kind,) in kinds} <= {
        f"http://www.w3.org/2001/XMLSchema#{t}" for t in ("date", "gYearMonth", "gYear")
    }


@pytest.mark.long
def test_json_ld_says_the_same_as_turtle(store, whole, written):
    other = pyoxigraph.Store()
    other.load(written("jsonld", whole).encode(), format=pyoxigraph.RdfFormat.JSON_LD)
    assert set(other) == set(store)


def test_links_that_are_ours_are_related_and_never_citations(shipped, whole, written):
    plain = written("turtle", whole)
    ours = written("turtle", selection.whole_graph(shipped.index, editorial=True))
    assert "skos:relatedMatch" not in plain
    assert ours.count("skos:relatedMatch") > 5
    assert plain.count("schema:citation <") == ours.count("schema:citation <")


@pytest.mark.parametrize(("name", "form"), [("turtle", "TURTLE"), ("jsonld", "JSON_LD")])
def test_rdf_round_trips_hostile_text(name, form, hostile, written):
    triples = list(pyoxigraph.parse(written(name, hostile).encode(), format=getattr(pyoxigraph.RdfFormat, form)))
    space = "https://w3id.org/compactx/id/"
    labels = {t.subject.value: t.object.value for t in triples if t.predicate.value.endswith("#prefLabel")
              and t.subject.value.startswith(space)}  # fmt: skip
    assert labels == {f"https://w3id.org/compactx/id/{node.id}": node.title for node in hostile.nodes}
    assert not [t for t in triples if t.predicate.value == "https://schema.org/url"]
    assert {t.subject.value.startswith("https://w3id.org/compactx/") for t in triples} == {True}


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


def test_graphviz_draws_the_whole_graph_in_seconds_and_no_box_covers_another(whole, written):
    done = subprocess.run(
        [_program("dot"), "-Tplain"], input=written("dot", whole).encode(), capture_output=True, check=True, timeout=30
    )
    boxes = sorted(
        tuple(map(float, shlex.split(line)[2:6]))
        for line in done.stdout.decode().splitlines()
        if line.startswith("node ")
    )
    assert len(boxes) == len(whole.nodes)
    for at, (x, y, width, height) in enumerate(boxes):
        for other_x, other_y, other_width, other_height in boxes[at + 1 : at + 800]:
            if other_x - x > 5:
                break
            apart = abs(other_x - x) * 2 > width + other_width or abs(other_y - y) * 2 > height + other_height
            assert apart


@pytest.mark.parametrize("name", ["dot", "mermaid"])
def test_no_clause_stands_on_a_hop_of_structure(name, shipped, written):
    found = query_path(shipped.index, shipped.select("gcm/33.a"), shipped.select("gcm"))
    graph = selection.along(shipped.index, found)
    lines = [line for line in written(name, graph).splitlines() if "part of" in line]
    assert lines
    assert not [line for line in lines if re.search(r"part of \W*(\d|chapeau)", line)]
    assert all(edge.locator for edge in graph.edges if edge.family == "structure")


def test_mermaid_declines_what_its_programs_refuse(whole, imrf, written, graph_of):
    assert written("mermaid", imrf).count("|") >= 2 * len(imrf.edges)
    wordy = graph_of(*(f"{n} {'x' * 70}" for n in range(400)))
    for graph, limit in ((whole, "500 edges"), (wordy, "50,000 characters")):
        with pytest.raises(UsageError, match=limit) as caught:
            written("mermaid", graph)
        assert "--around" in caught.value.hint


def test_mermaid_is_one_statement_a_line_whatever_the_text(hostile, written):
    lines = written("mermaid", hostile).splitlines()[2:]
    node_line = re.compile(r'  n\d+(\[\[?|\(\[?|\{\{|>|\[/)"[^"<>`\[\]{}()|\\]*"(\]\]?|\]?\)|\}\}|/\]):::k_[a-z]+')
    edge_line = re.compile(r'  n\d+ (-->|-\.->)\|"[^"<>`\[\]{}()|\\]*"\| n\d+')
    kinds = [bool(node_line.fullmatch(line)) + 2 * bool(edge_line.fullmatch(line)) for line in lines]
    assert kinds.count(1) == len(hostile.nodes)
    assert kinds.count(2) == len(hostile.edges)
    assert all(line.startswith("  classDef ") for line, kind in zip(lines, kinds, strict=True) if not kind)


NODE_ROW = re.compile(r"  \{id: '', (\w+: (''|\d+)(, )?)*\},?")
EDGE_ROW = re.compile(r"  \{start: '', end: '', id: '', set: \{(\w+: (''|\d+)(, )?)*\}\},?")


def test_cypher_is_one_row_a_line_whatever_the_text(hostile, written):
    lines = written("cypher", hostile).split("\n")[1:-1]
    bare = [re.sub(r"'(?:[^'\\]|\\.)*'", "''", line) for line in lines]
    assert sum(bool(NODE_ROW.fullmatch(line)) for line in bare) == len(hostile.nodes)
    assert sum(bool(EDGE_ROW.fullmatch(line)) for line in bare) == len(hostile.edges)
    rest = [line for line in bare if not (NODE_ROW.fullmatch(line) or EDGE_ROW.fullmatch(line))]
    assert rest == [
        "CREATE CONSTRAINT compactx_id IF NOT EXISTS FOR (n:Node) REQUIRE n.id IS UNIQUE;",
        *("UNWIND [", "] AS row", "MERGE (n:Node {id: row.id}) SET n:Treaty, n += row;"),
        *("UNWIND [", "] AS row", "MERGE (n:Node {id: row.id}) SET n:Body, n += row;"),
        *("UNWIND [", "] AS row", "MATCH (a:Node {id: row.start}) MATCH (b:Node {id: row.end})",
          "MERGE (a)-[r:CITES {id: row.id}]->(b) SET r += row.set;"),
    ]  # fmt: skip


def test_cypher_comes_in_batches_of_one_label(whole, written):
    text = written("cypher", whole)
    batches = text.split("UNWIND [\n")[1:]
    rows = [batch.partition("\n] AS row\n")[0].count("\n") + 1 for batch in batches]
    assert sum(rows) == len(whole.nodes) + len(whole.edges)
    assert max(rows) == 500
    labels = Counter(label_of(node) for node in whole.nodes)
    relations = Counter(type_of(edge) for edge in whole.edges)
    assert len(batches) == sum(-(-count // 500) for count in (*labels.values(), *relations.values()))
    written_labels = Counter()
    for batch, count in zip(batches, rows, strict=True):
        for label in re.findall(r"SET n:(\w+), n \+= row;", batch):
            written_labels[label] += count
    assert written_labels == labels


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
