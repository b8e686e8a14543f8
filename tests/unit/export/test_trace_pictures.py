"""Pictures of a trace: well-formed, complete, and safe with hostile text."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from lxml import etree

from compactx.corpus.source import packaged
from compactx.errors import UsageError
from compactx.export.formats.mermaid import mermaid_text
from compactx.export.picture.timeline import _look, svg
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.query.select import select
from compactx.query.trace import every_link, trace

SVG = "{http://www.w3.org/2000/svg}"
EVIL = ']]> & <script>alert(1)</script> " --> n9 | `x` \x1b[31m'


@pytest.fixture(scope="module")
def index():
    return Index(open_index((packaged(),)))


REFS = ["objective 21", "objective 8", "49(c)", "genina-2017/longer-term.3", "ILO", "gcm", "NYD"]


def _cards(root):
    """Return the frames of all cards: left, top, right, bottom, and what they say."""
    found = []
    for group in root.iter(f"{SVG}g"):
        title, shapes = group.find(f"{SVG}title"), [*group.findall(f"{SVG}rect"), *group.findall(f"{SVG}polygon")]
        if title is None or not shapes:
            continue
        shape = next(shape for shape in shapes if shape.get("stroke-width") == "1.2")
        if shape.tag == f"{SVG}rect":
            x, y, across, down = (float(shape.get(name)) for name in ("x", "y", "width", "height"))
            frame = (x, y, x + across, y + down)
        else:
            points = [tuple(map(float, pair.split(","))) for pair in shape.get("points").split()]
            xs, ys = zip(*points, strict=True)
            frame = (min(xs), min(ys), max(xs), max(ys))
        found.append((frame, title.text))
    return found


@pytest.mark.parametrize("ref", REFS)
@pytest.mark.parametrize("dark", [False, True])
def test_svg_tells_every_stop_and_link(index, ref, dark):
    found = trace(index, select(index, ref).node)
    root = etree.fromstring(svg(found, dark=dark).encode())
    told = [text for _, text in _cards(root)]
    for step in found.steps:
        for stop in step.stops:
            name = found.called[stop.n] or stop.kind
            wanted = name if name == stop.caption else f"{name}: {stop.caption}"
            assert any(wanted in text for text in told)
    lines = [path.find(f"{SVG}title").text for path in root.iter(f"{SVG}path") if path.find(f"{SVG}title") is not None]
    for link in found.links:
        ends = [found.called[one.n] if one.locator else one.title for one in (link.earlier, link.later)]
        assert any(all(end in text for end in ends) for text in lines)


@pytest.mark.parametrize("ref", REFS)
def test_unfolded_there_is_a_line_for_each_link_and_a_card_for_each_stop(index, ref):
    found = trace(index, select(index, ref).node)
    root = etree.fromstring(svg(found, limit=0).encode())
    looks = {(link.earlier.n, link.later.n, _look(link).word) for link in found.links}
    drawn = [path for path in root.iter(f"{SVG}path") if path.find(f"{SVG}title") is not None]
    assert len(drawn) == len(looks)
    assert len(_cards(root)) == sum(len(step.stops) for step in found.steps)


@pytest.mark.parametrize("ref", REFS)
@pytest.mark.parametrize("limit", [0, 3, 8])
def test_cards_do_not_overlap_and_stand_in_their_frame(index, ref, limit):
    root = etree.fromstring(svg(trace(index, select(index, ref).node), limit=limit).encode())
    frames = sorted(frame for frame, _ in _cards(root))
    for (left, _, right, bottom), (x, y, _, _) in pairwise(frames):
        assert x >= right or (x < right and (y > bottom or abs(x - left) > 10))
    assert max(right for _, _, right, _ in frames) <= int(root.get("width"))
    assert max(bottom for _, _, _, bottom in frames) <= int(root.get("height"))


@pytest.mark.parametrize("ref", REFS)
def test_lines_run_on_in_time(index, ref):
    root = etree.fromstring(svg(trace(index, select(index, ref).node)).encode())
    for path in root.iter(f"{SVG}path"):
        if path.find(f"{SVG}title") is not None:
            numbers = [float(number) for number in re.findall(r"-?[\d.]+", path.get("d"))]
            assert numbers[0] < numbers[-2]


def test_a_long_trace_is_folded_and_says_so(index):
    found = trace(index, select(index, "gcm").node)
    picture = svg(found)
    root = etree.fromstring(picture.encode())
    assert int(root.get("width")) <= 2560
    assert int(root.get("height")) <= 1440
    said = re.search(r"folded: ([\d,]+) places on (\d+) cards, ([\d,]+) links drawn as ([\d,]+) lines", picture)
    places, cards, links, lines = (int(number.replace(",", "")) for number in said.groups())
    groups = [text for _, text in _cards(root) if "; " in text]
    assert cards >= 10
    assert len(groups) >= cards
    assert links == len(found.links)
    assert lines == len([path for path in root.iter(f"{SVG}path") if path.find(f"{SVG}title") is not None])
    assert places + len(_cards(root)) - cards == sum(len(step.stops) for step in found.steps)


@pytest.mark.parametrize("ref", REFS)
def test_no_raw_id_stands_in_a_picture(index, ref):
    found = trace(index, select(index, ref).node)
    shown = " ".join(etree.fromstring(svg(found).encode()).itertext())
    stops = [stop for step in found.steps for stop in step.stops if stop.locator]
    assert not [stop.id for stop in stops if stop.id in shown]
    assert not [stop.id for stop in stops if " " in stop.printed and found.called[stop.n] != stop.printed in shown]


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
