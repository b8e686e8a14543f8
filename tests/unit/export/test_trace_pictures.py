"""Pictures of a trace: well-formed, complete, and safe with hostile text."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from lxml import etree

from compactx.corpus.source import packaged
from compactx.errors import UsageError
from compactx.export.trace_mermaid import mermaid_text
from compactx.export.trace_svg import svg
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.query.select import select
from compactx.query.trace import every_link, trace

SVG = "{http://www.w3.org/2000/svg}"
EVIL = ']]> & <script>alert(1)</script> " --> n9 | `x` \x1b[31m'


@pytest.fixture(scope="module")
def index():
    return Index(open_index((packaged(),)))


@pytest.mark.parametrize("ref", ["objective 21", "objective 8", "49(c)", "genina-2017/longer-term.3", "ILO"])
def test_svg_shows_every_stop_and_link_inside_its_frame(index, ref):
    found = trace(index, select(index, ref).node)
    root = etree.fromstring(svg(found).encode())
    width, height = int(root.get("width")), int(root.get("height"))
    told = [title.text for title in root.iter(f"{SVG}title")]
    for step in found.steps:
        for stop in step.stops:
            assert any(text.startswith(f"{stop.id}: ") for text in told)
    assert len([path for path in root.iter(f"{SVG}path") if path.get("fill") == "none"]) == len(found.links)
    for rect in root.iter(f"{SVG}rect"):
        assert 0 <= int(rect.get("x", 0)) <= int(rect.get("x", 0)) + int(rect.get("width")) <= width
        assert int(rect.get("y", 0)) + int(rect.get("height")) <= height


def test_cards_do_not_overlap(index):
    root = etree.fromstring(svg(trace(index, select(index, "objective 5").node)).encode())
    cards = [rect for rect in root.iter(f"{SVG}rect") if rect.get("rx")]
    boxes = sorted((int(c.get("x")), int(c.get("y")), int(c.get("height"))) for c in cards)
    for (x1, y1, height), (x2, y2, _) in pairwise(boxes):
        assert x1 != x2 or y1 + height < y2


def test_the_whole_corpus_can_be_drawn(index):
    found = every_link(index)
    etree.fromstring(svg(found).encode())


def test_more_than_mermaid_draws_is_declined(index):
    found = every_link(index)
    with pytest.raises(UsageError, match=r"Mermaid draws at most"):
        mermaid_text(found.replace(links=found.links * 20))
    one = trace(index, select(index, "objective 21").node)
    assert mermaid_text(one).count("subgraph") == len(one.steps)


def test_mermaid_joins_known_nodes_in_the_order_of_time(index):
    text = mermaid_text(trace(index, select(index, "objective 21").node))
    known = set(re.findall(r"^    (n\d+)\[", text, re.MULTILINE))
    joined = re.findall(r"^  (n\d+) .* (n\d+)$", text, re.MULTILINE)
    assert text.startswith("flowchart LR\n")
    assert joined
    assert {end for pair in joined for end in pair} <= known


def test_hostile_text_stays_text(tiny_corpus):
    quoted = EVIL.replace("\\", "\\\\").replace('"', '\\"').replace("\x1b", "\\e")
    paper = f"""
instrument: {{id: paper, kind: document, title: "{quoted}", legal: n/a, date: '2016', names: [], sources: [x],
  confidence: high, partial: true}}
provisions: [{{locator: '7', kind: proposal, gist: "{quoted}"}}]
lineage:
- {{from: paper/7, to: pact/3.a, relation: taken-up-by, strength: strong, rationale: "{quoted}"}}
"""
    index = Index(open_index((str(tiny_corpus({"instruments/paper.yaml": paper, "registers/lineage.yaml": None})),)))
    found = trace(index, index.by_id("pact/3.a"))
    picture = svg(found)
    etree.fromstring(picture.encode())
    assert "<script" not in picture
    assert "\x1b" not in picture
    flow = mermaid_text(found)
    assert "\x1b" not in flow
    assert flow.count(" --> ") == 1
