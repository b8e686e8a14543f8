"""What is written of a hostile corpus is read by its consumers, and does nothing to a terminal on the way."""

from __future__ import annotations

import csv
import html.parser
import io
import json
import re
import unicodedata
from pathlib import Path
from xml.etree import ElementTree as ET

import bibtexparser
import networkx as nx
import pydot
import pyoxigraph
import pytest
import rispy
from markdown_it import MarkdownIt
from pybtex.database import parse_string

from compactx.export import selection
from compactx.export.format_table import format_names, load_format
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.query.cite import cite
from compactx.render.items import cite as citations

CORPUS = Path(__file__).parents[2] / "hostile"
ACTIVE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
HARMLESS = set("\n\r\t\u200c\u200d")
FORMULA = ("=", "+", "-", "@")


@pytest.fixture(scope="module")
def index():
    return Index(open_index((str(CORPUS),)))


@pytest.fixture(scope="module")
def graph(index):
    return selection.whole_graph(index, editorial=True)


@pytest.fixture(scope="module")
def works(index):
    return [cite(index, node) for node in index.nodes() if node.kind in {"document", "resolution", "paragraph"}]


def active(text):
    """Return the characters of a text that a terminal acts on or that hide what is read."""
    return {c for c in text if unicodedata.category(c) in ACTIVE and c not in HARMLESS}


def parts(name):
    form = load_format(name)
    return [] if form.binary else [(name, part) for part in form.parts or ("",)]


@pytest.mark.parametrize(("name", "part"), [pair for name in format_names() for pair in parts(name)])
def test_no_file_does_anything_to_a_terminal(name, part, graph, written):
    text = written(name, graph, part)
    assert active(text) == set()
    assert "\r" not in text.replace("\r\n", "")


@pytest.mark.parametrize("style", citations.style_names())
def test_no_citation_does_anything_to_a_terminal(style, works, run_cli):
    for work in works:
        answer = run_cli("cite", work.node.id, "--style", style, corpus=CORPUS)
        assert (answer.status, active(answer.out)) == (0, set())


@pytest.mark.parametrize(
    ("name", "part"), [("csv", "nodes"), ("csv", "edges"), ("neo4j", "nodes"), ("neo4j", "relationships")]
)
def test_no_cell_is_a_formula(name, part, graph, written):
    rows = list(csv.reader(io.StringIO(written(name, graph, part), newline="")))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) == 1 + len(graph.nodes if part == "nodes" else graph.edges)
    for cell in (cell for row in rows[1:] for cell in row):
        first = cell.lstrip(" \u200b\u200c\u200d\ufeff\u00a0\u3000")[:1]
        assert not unicodedata.normalize("NFKC", first).startswith(FORMULA), cell


def test_no_cell_of_an_answer_is_a_formula(run_cli):
    answer = run_cli("list", "--csv", corpus=CORPUS)
    rows = list(csv.reader(io.StringIO(answer.out)))
    assert answer.status == 0
    assert sum("cmd|" in cell for row in rows for cell in row) == 1
    for cell in (cell for row in rows[1:] for cell in row):
        assert not unicodedata.normalize("NFKC", cell[:1]).startswith(FORMULA), cell


@pytest.mark.parametrize(("name", "form"), [("turtle", "TURTLE"), ("jsonld", "JSON_LD")])
def test_rdf_is_read_whole_whatever_the_addresses(name, form, graph, written):
    data = written(name, graph).encode()
    quads = list(pyoxigraph.parse(data, format=getattr(pyoxigraph.RdfFormat, form)))
    space = "https://w3id.org/compactx/id/"
    labels = {quad.subject.value: quad.object.value for quad in quads if quad.predicate.value.endswith("#prefLabel")
              and quad.subject.value.startswith(space)}  # fmt: skip
    assert {f"https://w3id.org/compactx/id/{node.id}" for node in graph.nodes} == set(labels)
    assert labels["https://w3id.org/compactx/id/odd-turtle"] == '""" . <urn:x> <urn:y> "'
    subjects = {quad.subject.value for quad in quads}
    assert all(subject.startswith("https://w3id.org/compactx/") for subject in subjects)
    links = {quad.object.value for quad in quads if isinstance(quad.object, pyoxigraph.NamedNode)}
    assert "https://ok.example/a?b=c#d" in links
    assert not any("evil" in link or "javascript" in link for link in links)


@pytest.mark.parametrize(("name", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networkx_reads_the_graph(name, read, graph, written):
    found = read(io.BytesIO(written(name, graph).encode()))
    assert set(found) == {node.id for node in graph.nodes}
    assert found.number_of_edges() == len(graph.edges)
    assert all(active(str(value)) == set() for _, data in found.nodes(data=True) for value in data.values())


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_pydot_reads_the_graph(graph, written):
    (found,) = pydot.graph_from_dot_data(written("dot", graph))
    nodes = {node.get_name().strip('"') for node in found.get_nodes()} - {"node", "edge", "graph"}
    nodes |= {node.get_name().strip('"') for part in found.get_subgraphs() for node in part.get_nodes()}
    assert {node.id for node in graph.nodes} <= nodes
    assert "n" not in nodes


def test_json_lines_hold_every_text_exactly(graph, written):
    rows = [json.loads(line) for line in written("jsonl", graph).splitlines()]
    assert [row["title"] for row in rows if row["type"] == "node"] == [node.title for node in graph.nodes]


class _Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []
        self.links = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        names = dict(attrs)
        assert not any(name.startswith("on") or name in {"src", "srcset", "action"} for name in names), names
        self.links += [names["href"]] if "href" in names else []


def test_a_page_holds_no_script_and_no_odd_link(graph, written):
    page = _Page()
    page.feed(written("html", graph))
    assert not {"script", "img", "iframe", "object", "form", "base"} & set(page.tags)
    assert all(link.startswith(("#", "https://")) for link in page.links)
    assert not any("evil" in link or "{" in link for link in page.links)


def test_a_picture_is_xml_without_scripts(index, written):
    node = index.by_id("odd/4")
    root = ET.fromstring(written("svg", selection.around(index, [node], depth=1, editorial=True)))  # noqa: S314 - our own
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert not {"script", "foreignObject", "image", "iframe"} & tags
    assert not any(name.lower().startswith("on") for element in root.iter() for name in element.attrib)


def test_markdown_has_our_links_only(graph, written):
    tokens = MarkdownIt("commonmark").parse(written("markdown", graph))
    inside = [child for token in tokens for child in token.children or ()]
    assert not any(child.type == "image" for child in inside)
    links = {child.attrs["href"] for child in inside if child.type == "link_open"}
    assert all(str(link).startswith(("#", "https://")) for link in links)
    assert not any("evil" in str(link) for link in links)
    raw = {child.content for child in inside if child.type == "html_inline"}
    assert all(re.fullmatch(r'<a id="[a-z0-9./-]+">|</a>', content) for content in raw)
    assert not any(token.type == "html_block" for token in tokens)


def test_two_readers_of_bibtex_read_every_entry(works):
    text = citations.pasted(works, "bibtex", ibid=False)
    wanted = {work.instrument.id.replace("/", "-") for work in works}
    assert set(parse_string(text, "bibtex").entries) == wanted
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    assert {entry.key for entry in library.entries} == wanted
    for entry in library.entries:
        assert "Nobody" not in str(entry.fields_dict["author"].value if "author" in entry.fields_dict else "")


def test_a_reader_of_ris_reads_every_record(works):
    records = rispy.loads(citations.pasted(works, "ris", ibid=False))
    assert [record["id"] for record in records] == list(dict.fromkeys(work.instrument.id for work in works))
    assert {record["type_of_reference"] for record in records} <= {"STAT", "RPRT"}


def test_csl_items_are_json(works):
    items = json.loads(citations.pasted(works, "csl", ibid=False))
    assert [item["id"] for item in items] == list(dict.fromkeys(work.instrument.id for work in works))
    assert not any("evil" in item.get("URL", "") for item in items)


def test_mermaid_keeps_one_statement_a_line(graph, written):
    lines = written("mermaid", graph).splitlines()
    quoted = [line for line in lines if '"' in line]
    assert all(line.count('"') == 2 for line in quoted)
    assert not any("%%" in line or "{init" in line for line in quoted)
