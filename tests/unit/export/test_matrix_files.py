"""Matrices as files, read back by what reads them; hostile titles stay text."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pytest

import compactx
from compactx.export.escape import uncell
from compactx.export.matrix import WRITERS
from compactx.query.matrix import matrix

HOSTILE = """entries:
- {id: evil, kind: treaty, title: "=cmd()|<script>alert('x')</script> [a](b) \\"q\\" | ]]>\\u001b[31m", legal: binding,
   names: [], sources: [x], confidence: high}
"""
CITING = """instrument: {id: pact, kind: framework, title: Pact, legal: non-binding, names: [], sources: [x]}
provisions:
- {locator: objective-1, kind: objective, number: 1, title: "@one & <b>only</b>"}
- {locator: '2', kind: action, parent: objective-1, gist: Act., references: [{to: evil, surface: evil}]}
- {locator: objective-2, kind: objective, number: 2, title: Hole}
"""


def written(form, found, **wishes):
    stream = io.StringIO()
    WRITERS[form](found, stream, **wishes)
    return stream.getvalue()


@pytest.fixture(scope="module")
def shipped():
    return matrix(compactx.open().index, "objectives", "instruments").shown(holes=False)


@pytest.fixture
def evil(tiny_corpus, monkeypatch):
    monkeypatch.setenv("COMPACTX_CORPUS_ONLY", "1")
    files = {"registers/things.yaml": HOSTILE, "instruments/pact.yaml": CITING}
    gone = {"registers/lineage.yaml": None, "instruments/paper.yaml": None}
    return matrix(compactx.open(str(tiny_corpus({**files, **gone}))).index, "objectives", "treaties")


def test_csv_reads_back_to_the_counts(shipped):
    head, *rows = csv.reader(io.StringIO(written("csv", shipped)))
    read = {
        (row[0], column): int(cell)
        for row in rows
        for column, cell in zip(head[2:], row[2:], strict=True)
        if cell != "0"
    }
    assert head[:2] == ["id", "title"]
    heads = {column.node.id: column.title for column in shipped.columns}
    assert len(set(head)) == len(head)
    assert read == {(cell.row.id, heads[cell.column.id]): cell.count for cell in shipped.cells}


def test_csv_lists_clauses_when_asked(shipped):
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(written("csv", shipped, clauses=True)))}
    heads = {column.node.id: column.title for column in shipped.columns}
    assert rows["gcm/objective-9"][heads["untoc"]] == "gcm/25.a"
    assert rows["gcm/objective-9"][heads["ilo-r202"]] == ""


def test_csv_holds_no_formula(evil):
    row = list(csv.reader(io.StringIO(written("csv", evil))))[1]
    assert row[1].startswith("'@")
    assert uncell(row[1]) == "@one & <b>only</b>"


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text.append(data)


def test_html_is_whole_and_needs_nothing_else(shipped):
    page = _Tags()
    page.feed(written("html", shipped))
    names = [tag for tag, _ in page.tags]
    assert names.count("tr") == len(shipped.rows) + 1
    assert names.count("td") == len(shipped.rows) * len(shipped.columns)
    assert not {"script", "link", "img", "iframe"} & set(names)
    tips = {attrs["title"] for tag, attrs in page.tags if tag == "td" and "title" in attrs}
    assert "25(a)" in tips


@pytest.mark.parametrize("clauses", [False, True])
def test_html_shows_hostile_titles_as_text(evil, clauses):
    text = written("html", evil, clauses=clauses)
    page = _Tags()
    page.feed(text)
    assert "script" not in {tag for tag, _ in page.tags}
    assert "b" in {tag for tag, _ in page.tags}  # our own labels
    assert any("@one & <b>only</b>" in data for data in page.text)
    assert "\x1b" not in text


def test_svg_is_well_formed_and_says_every_cell(shipped):
    root = ET.fromstring(written("svg", shipped))  # noqa: S314 - our own output
    space = "{http://www.w3.org/2000/svg}"
    tips = {title.text for title in root.iter(f"{space}title")}
    row = next(line.node for line in shipped.rows if line.node.id == "gcm/objective-9")
    column = next(line.node for line in shipped.columns if line.node.id == "untoc")
    assert f"{row.title} and {column.title}: 25(a)" in tips
    assert not [tip for tip in tips if "gcm/" in tip]
    width = float(root.get("width"))
    assert all(0 <= float(text.get("x", "0")) <= width for text in root.iter(f"{space}text"))
    cells = [group for group in root.iter(f"{space}g") if group.find(f"{space}rect") is not None and
             group.find(f"{space}title") is not None]  # fmt: skip
    assert len(cells) == len(shipped.cells)
    assert all(int(group.find(f"{space}text").text) >= 1 for group in cells)


def test_svg_shows_hostile_titles_as_text(evil):
    text = written("svg", evil)
    ET.fromstring(text)  # noqa: S314 - our own output
    assert "<script" not in text
    assert "\x1b" not in text


def test_svg_of_nothing_is_still_a_picture(evil):
    ET.fromstring(written("svg", evil.replace(rows=(), columns=(), cells=())))  # noqa: S314 - our own output


def test_markdown_rows_have_as_many_cells_as_the_head(shipped, evil):
    for found in (shipped, evil):
        for clauses in (False, True):
            lines = written("md", found, clauses=clauses).splitlines()
            assert lines[0].lower().startswith("clauses by which")
            widths = {line.replace("\\|", "").count("|") for line in lines[2:]}
            assert len(widths) == 1
            assert len(lines) == len(found.rows) + 4
    assert "<b>" not in written("md", evil).replace("\\<b\\>", "")
