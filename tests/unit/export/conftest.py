"""Graphs to export: the small corpus, the shipped one, and one whose every text is hostile."""

from __future__ import annotations

import io

import pytest

import compactx
from compactx.export.format_table import load_format
from compactx.export.selection import ExportEdge, ExportGraph, ExportNode

HOSTILE = [
    "<script>document.title='owned'</script>",
    '"]; evil [label="x',
    "'><img src=x onerror=alert(1)>",
    '=HYPERLINK("http://example.org")',
    "+1+1",
    "@SUM(A1)",
    "-2+3",
    "'tis plain",
    "a\\N\\G\\\\b & c &amp; d",
    "end\\",
    "one\ntwo\r\nthree\tfour",
    "\x1b[31mred\x1b[0m \x07 \x00",
    "\u202eevil\u202c \u2066x\u2069",
    "]] }} |x| --> n9; %% `code` [link](javascript:alert(1))",
    '""" triple ^^<x> . @en',
    "]]>&#x41;<!-- -->",
    "ﷺ 漢字 é 👩\u200d👩\u200d👧 \ufeff",
    "x" * 900,
]


def node(identity: str, text: str, kind: str = "treaty", parent: str = "") -> ExportNode:
    return ExportNode(
        identity, kind, "instrument", text, text, "1" if parent else "", "1" if parent else "", parent, parent, None,
        None, text, text, "binding", "2000-01-01", "high", 3, "", ((text, "full"), (text + "2", "short")),
        (("url", text), ("sources", text)), "a.yaml", 1,
    )  # fmt: skip


def edge(identity: str, source: str, target: str, text: str, basis: str = "text") -> ExportEdge:
    family = "lineage" if basis == "editorial" else "citation"
    return ExportEdge(
        identity, source, target, "cites", "cites", "cited by", family, basis, source, "1", text, text, "high", "",
        text, 10, "a.yaml", 2, 10,
    )  # fmt: skip


@pytest.fixture
def graph_of():
    """Make a graph of two things for each text, tied by a reference that says it."""

    def make(*texts: str) -> ExportGraph:
        nodes = [one for n, text in enumerate(texts) for one in (node(f"a{n}", text), node(f"b{n}", text, "body"))]
        edges = [edge(f"e{n}", f"a{n}", f"b{n}", text) for n, text in enumerate(texts)]
        return ExportGraph(
            texts[0] if texts else "", (("corpus", "made"), ("licence", "".join(texts))), tuple(nodes), tuple(edges)
        )

    return make


@pytest.fixture
def hostile(graph_of) -> ExportGraph:
    return graph_of(*HOSTILE)


@pytest.fixture(scope="session")
def shipped():
    """The shipped corpus, opened."""
    return compactx.open()


@pytest.fixture
def written():
    """Write a graph in a format, or one part of it, to a string or bytes."""

    def write(name: str, graph: ExportGraph, part: str = "") -> str | bytes:
        form = load_format(name)
        stream = io.BytesIO() if form.binary else io.StringIO(newline="")
        form.write(graph, part, stream)
        return stream.getvalue()

    return write
