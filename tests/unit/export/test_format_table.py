"""What each format says of itself: its ending, its line of help, how much it takes, which files it has."""

from __future__ import annotations

import errno
import os

import pytest

from compactx.corpus import atomic
from compactx.errors import CannotWriteError
from compactx.export import place
from compactx.export.format_table import format_names, load_format

TABLE = {
    "csv": (".csv", "two CSV tables for a spreadsheet, R, DuckDB or Gephi: nodes and edges", None, ("nodes", "edges")),
    "cypher": (".cypher", "Cypher statements for cypher-shell, in batches; running them twice changes nothing", None,
               ()),
    "dot": (".dot", ("DOT for Graphviz: kinds by shape and colour, relations on edges; a large graph comes with its "
            "places"), None, ()),
    "gexf": (".gexf", "GEXF 1.3 for Gephi: coloured by kind, with places, and sizes by how often cited", None, ()),
    "graphml": (".graphml", "GraphML for Gephi, yEd, Cytoscape, networkx and igraph", None, ()),
    "html": (".html", "one HTML page with a picture and links both ways, for reading offline", 20_000, ()),
    "jsonl": (".jsonl", "JSON Lines: a description, then a line for each node and each edge", None, ()),
    "jsonld": (".jsonld", "RDF in JSON-LD, the same statements as Turtle; the context stands inside", None, ()),
    "markdown": (".md", "one Markdown page with links both ways", 20_000, ()),
    "mermaid": (".mmd", "a Mermaid flowchart for Markdown pages; for a neighbourhood or a path", None, ()),
    "neo4j": (".csv", "two CSV tables for neo4j-admin database import: nodes and relationships", None,
              ("nodes", "relationships")),
    "parquet": (".parquet", "two Parquet tables for DuckDB, Spark and pandas: nodes and edges (needs pyarrow)", None,
                ("nodes", "edges")),
    "png": (".png", "a PNG picture for a slide (needs resvg-py)", 20_000, ()),
    "svg": (".svg", "an SVG picture for a slide; for a neighbourhood or a path", 20_000, ()),
    "turtle": (".ttl", ("RDF in Turtle: ELI and FRBR works, SKOS, schema.org, PROV evidence; its shapes: compactx "
               "schema shacl"), None, ()),
}  # fmt: skip
BINARY = {"parquet", "png"}


def test_every_format_is_what_it_says():
    found = {name: load_format(name) for name in format_names()}
    assert {name: (one.suffix, one.summary, one.most or None, one.parts) for name, one in found.items()} == TABLE
    assert {name for name, one in found.items() if one.binary} == BINARY


def test_help_has_every_line_of_the_table(run_cli):
    words = " ".join(run_cli("help", "formats").out.split())
    for name, (_, summary, _, _) in TABLE.items():
        assert f"{name} {summary}" in words


# Putting a file in its place


def published(monkeypatch, number):
    def publish(*_args, **_options):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(atomic, "publish", publish)


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EOPNOTSUPP])
def test_without_hard_links_a_file_is_renamed(number, monkeypatch, tmp_path):
    published(monkeypatch, number)
    new, old = tmp_path / "new", tmp_path / "old"
    new.write_text("new")
    place._into_place(-1, str(new), str(old), force=False)
    assert old.read_text() == "new"
    assert not new.exists()


@pytest.mark.parametrize(("number", "force", "has_name"), [(errno.EIO, False, True), (errno.EPERM, True, True),
                                                           (errno.EPERM, False, False)])  # fmt: skip
def test_other_failures_are_told(number, force, has_name, monkeypatch, tmp_path):
    published(monkeypatch, number)
    new = tmp_path / "new"
    new.write_text("new")
    with pytest.raises(OSError, match=os.strerror(number)):
        place._into_place(-1, str(new) if has_name else "", str(tmp_path / "old"), force=force)
    assert new.exists()


def test_what_appeared_meanwhile_is_not_replaced(monkeypatch, tmp_path):
    published(monkeypatch, errno.EEXIST)
    with pytest.raises(CannotWriteError, match="exists"):
        place._into_place(-1, str(tmp_path / "new"), str(tmp_path / "old"), force=False)
