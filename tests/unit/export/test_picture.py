"""Pictures: nothing stands over anything else, everything is legible, and hostile text stays text."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import grids
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compactx.errors import UsageError
from compactx.export import selection
from compactx.export.matrix import shade
from compactx.export.picture import looks
from compactx.export.picture.compose import compose
from compactx.export.picture.draw import draw
from compactx.export.picture.layout import _settle, _Slot, chain, layered
from compactx.export.picture.looks import line_of, look_of
from compactx.export.picture.model import BODY, HEAD, LABEL
from compactx.export.picture.text import text_width, wrapped
from compactx.model.kinds import KINDS
from compactx.model.locator import is_numbered
from compactx.query.path import path

SUBJECTS = [
    "IMRF",
    "ILO",
    "2030 Agenda",
    "GFMD",
    "gcm",
    "ICERD",
    "SDG 10.c",
    *(f"objective {n}" for n in (2, 6, 17, 22, 23)),
]
SVG = "{http://www.w3.org/2000/svg}"


def _overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _rectangles(layout):
    boxes = [
        (p.x - p.box.width / 2, p.y - p.box.height / 2, p.x + p.box.width / 2, p.y + p.box.height / 2)
        for p in layout.boxes
    ]
    labels = []
    for drawn in layout.links:
        text = drawn.text
        left = text.x - text.width / 2 if text.align == "middle" else text.x
        labels.append((left, text.y - text.height / 2, left + text.width, text.y + text.height / 2))
    return boxes, labels


def _check(layout):
    boxes, labels = _rectangles(layout)
    for one, other in combinations([*boxes, *labels], 2):
        assert not _overlap(one, other)
    for left, top, right, bottom in [*boxes, *labels]:
        assert left >= -0.1
        assert top >= -0.1
        assert right <= layout.width + 0.1
        assert bottom <= layout.height + 0.1
    for drawn in layout.links:
        for point in _along(drawn.points):
            assert not [
                box for box in boxes if box[0] + 1 < point[0] < box[2] - 1 and box[1] + 1 < point[1] < box[3] - 1
            ]


def _along(points):
    """Yield points of the level curves that are drawn through the given ones."""
    for (x, y), (to_x, to_y) in pairwise(points):
        middle = (x + to_x) / 2
        for step in range(11):
            t = step / 10
            weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
            yield (
                sum(w * v for w, v in zip(weights, (x, middle, middle, to_x), strict=True)),
                sum(w * v for w, v in zip(weights, (y, y, to_y, to_y), strict=True)),
            )


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("depth", [1, 2])
def test_nothing_stands_over_anything_else(shipped, subject, depth):
    graph = selection.around(shipped.index, [shipped.select(subject)], depth=depth)
    scene = compose(graph)
    assert 0 < len(scene.boxes) <= 24
    _check(layered(scene))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("start", "end"), [("Paris Agreement", "IMRF"), ("objective 22", "ILO"), ("ICERD", "SDG 10"), ("26(b)", "UNODC")]
)
def test_paths_run_from_left_to_right_without_overlap(shipped, start, end, count):
    found = path(shipped.index, shipped.select(start), shipped.select(end), count=count)
    graph = selection.along(shipped.index, found)
    scene = compose(graph)
    layout = chain(scene) if len(graph.chains) == 1 else layered(scene)
    _check(layout)
    places = {placed.box.anchor: placed for placed in layout.boxes}
    assert places[graph.focus[0]].x <= min(p.x for p in layout.boxes) + 1
    assert len(places) == len({node for one in graph.chains for node in one})


def test_the_whole_corpus_is_drawn_as_its_instruments(shipped):
    scene = compose(selection.whole_graph(shipped.index))
    assert len(scene.boxes) <= 14
    assert re.search(r"not drawn: \d+ more things", scene.notes[-1])
    _check(layered(scene))


@pytest.mark.parametrize("subject", SUBJECTS)
def test_words_fit_their_boxes(shipped, subject):
    scene = compose(selection.around(shipped.index, [shipped.select(subject)]))
    for box in scene.boxes:
        assert all(text_width(row, HEAD, bold=True) <= box.width for row in box.head)
        assert all(text_width(row, BODY) <= box.width for row in box.body)
        assert box.head
    assert all(link.label and len(link.label) <= 3 for link in scene.links)
    assert all(text_width(row, LABEL) <= 140 for link in scene.links for row in link.label)


def test_clauses_that_say_the_same_share_a_box_unless_each_is_wanted(shipped):
    graph = selection.around(shipped.index, [shipped.select("IMRF")])
    shared, every = compose(graph), compose(graph, every=True, limit=0)
    assert len(shared.boxes) < len(every.boxes)
    assert len(every.boxes) == len(compose(graph, every=True, limit=0).boxes)
    together = next(box for box in shared.boxes if box.head[0].startswith("GCM 49(b), 49(c)"))
    assert together.body == ("4 items",)


def test_what_is_left_out_is_counted(shipped):
    graph = selection.around(shipped.index, [shipped.select("2030 Agenda")])
    scene = compose(graph, limit=5)
    assert 1 < len(scene.boxes) <= 5
    rests = [box for box in scene.boxes if re.fullmatch(r"\d+ more", box.head[0])]
    assert rests
    assert scene.notes[0].startswith(f"folded: {sum(box.things for box in rests):,} things into ")
    assert any(box.focus for box in scene.boxes)


def test_a_crowd_is_folded_and_nothing_of_it_is_lost(shipped):
    graph = selection.around(shipped.index, [shipped.select("ILO")])
    scene = compose(graph)
    layout = layered(scene)
    assert sum(box.things for box in scene.boxes if not box.again) == len(graph.nodes)
    assert len(scene.boxes) <= 14
    assert not [note for note in scene.notes if note.startswith("not drawn")]
    assert max(Counter(round(placed.x) for placed in layout.boxes).values()) <= 10


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("depth", [1, 2])
@pytest.mark.parametrize("limit", [12, 60])
def test_every_reference_runs_from_left_to_right(shipped, subject, depth, limit):
    graph = selection.around(shipped.index, [shipped.select(subject)], depth=depth)
    layout = layered(compose(graph, limit=limit))
    at = {placed.box.key: placed for placed in layout.boxes}
    assert layout.links
    for drawn in layout.links:
        source, target = at[drawn.link.source], at[drawn.link.target]
        assert source.x + source.box.width / 2 < target.x - target.box.width / 2
        assert drawn.points[0][0] < drawn.points[-1][0]


def test_what_closes_a_circle_has_a_second_box(graph_of):
    made = graph_of("one", "two")
    circle = (("a0", "b0"), ("b0", "a1"), ("a1", "a0"))
    edges = tuple(
        made.edges[0]._replace(id=f"e{n}", source=source, target=target) for n, (source, target) in enumerate(circle)
    )
    graph = made.replace(edges=edges, focus=("a0",), meta=(("scope", "around a0 depth 2"),))
    scene = compose(graph, limit=0)
    again = [box for box in scene.boxes if box.again]
    assert len(again) == 1
    assert not again[0].focus
    assert "the second box of a thing" in draw(graph, limit=0)
    layout = layered(scene)
    at = {placed.box.key: placed.x for placed in layout.boxes}
    assert all(at[link.source] < at[link.target] for link in scene.links)


@pytest.mark.parametrize(("subject", "depth"), [("ILO", 2), ("gcm", 1), ("2030 Agenda", 2), ("UNHCR", 2)])
def test_a_neighbourhood_fits_a_slide(shipped, subject, depth):
    graph = selection.around(shipped.index, [shipped.select(subject)], depth=depth)
    width, height = map(int, re.search(r'width="(\d+)" height="(\d+)"', draw(graph)).groups())
    assert width <= 2560
    assert height <= 1440


def _signs(svg):
    """Return the words of the legend: what stands in the last group."""
    root = ET.fromstring(svg)  # noqa: S314 - our own output
    return " / ".join("".join(text.itertext()) for text in root.findall(f"{SVG}g")[-1].iter(f"{SVG}text"))


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_sign_of_a_picture_is_in_its_legend(shipped, subject):
    graph = selection.around(shipped.index, [shipped.select(subject)])
    scene, legend = compose(graph), _signs(draw(graph))
    for box in scene.boxes:
        assert (look_of(box.kind).word if box.kind else "several kinds in one box") in legend
    for link in scene.links:
        assert link.line.word in legend
    assert "what was asked about" in legend
    assert ("several in one box" in legend) == any(box.many for box in scene.boxes)
    assert ("our summary" in legend) == any("~ " in text for box in scene.boxes for text in (*box.body, box.tip))
    assert ("the clause that says so" in legend) == any("·" in " ".join(link.label) for link in scene.links)


def test_the_step_of_a_path_is_in_its_legend(shipped):
    found = path(shipped.index, shipped.select("objective 22"), shipped.select("ILO"), count=1)
    legend = _signs(draw(selection.along(shipped.index, found)))
    assert "its place on the path" in legend
    assert "the clause that says so, and its words" in legend
    assert "the clause that says so /" not in legend


def test_titles_say_what_names_stand_for(shipped):
    svg = draw(selection.around(shipped.index, [shipped.select("ilo")]))
    assert "<title>ILO: International Labour Organization</title>" in svg
    assert "GCM objective 22: Establish" in draw(selection.around(shipped.index, [shipped.select("objective 22")]))


def _contrast(one, other):
    def light(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("night", [False, True])
def test_everything_can_be_seen_by_day_and_by_night(night):
    def seen(colour):
        return looks.NIGHT[colour] if night else colour

    ground = seen(looks.GROUND)
    for fill, stroke in [(look.fill, look.stroke) for look in map(look_of, KINDS)] + [
        (looks.REST.fill, looks.REST.stroke)
    ]:
        assert _contrast(seen(fill), seen(looks.INK)) >= 7
        assert _contrast(seen(stroke), ground) >= 3
    for line in (line_of(family) for family in ("citation", "follow-up", "catalogue", "structure", "lineage")):
        assert _contrast(seen(line.colour), ground) >= 4.5
    for line in (looks.TAKEN_UP, looks.IN_PART, looks.UNUSED):
        assert _contrast(seen(line.colour), ground) >= 4.5
    assert _contrast(seen(looks.QUIET), ground) >= 4.5
    for count in range(1, 10):
        fill, ink = shade(count, 9)
        assert _contrast(seen(fill), seen(ink)) >= 4.5


def test_a_picture_follows_its_reader_unless_a_ground_was_asked_for(shipped):
    graph = selection.around(shipped.index, [shipped.select("IMRF")])
    svg, dark = draw(graph), draw(graph, dark=True)
    assert "prefers-color-scheme:dark" in svg
    assert f'fill="{looks.GROUND}"/>' in svg
    assert "<style" not in dark
    assert looks.NIGHT[looks.GROUND] in dark
    assert looks.GROUND not in dark
    used = set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]+)"', svg))
    assert used <= set(looks.NIGHT)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_look(kind):
    look = look_of(kind)
    assert look.fill.startswith("#")
    assert look.word


def test_families_differ_by_more_than_colour():
    lines = [line_of(family) for family in ("citation", "follow-up", "catalogue", "structure")]
    assert len({(line.dash, line.width) for line in lines}) == 4
    assert line_of("citation", "editorial").word.startswith("editorial")


@pytest.mark.parametrize("dark", [False, True])
def test_hostile_text_stays_text(hostile, dark):
    svg = draw(hostile, limit=0, dark=dark)
    root = ET.fromstring(svg)  # noqa: S314 - our own output
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "defs", "marker", "path", "rect", "g", "text", "polygon", "circle", "style"}
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on") or "href" in name]


PRINTABLE = st.just(" ") | st.characters(exclude_categories=("C", "Z"))


@settings(max_examples=grids.examples(60))
@given(
    st.lists(st.text(PRINTABLE, min_size=1, max_size=60), min_size=1, max_size=6),
    st.floats(40, 300),
)
def test_wrapped_rows_fit_their_room(words, room):
    for lines in (1, 2, 3):
        rows = wrapped(" ".join(words), 12, room, lines)
        assert len(rows) <= lines
        assert all(text_width(row, 12) <= room + 1e-6 for row in rows)


@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(1, 80)), max_size=12))
def test_settled_slots_keep_their_order_and_their_distance(wishes):
    row = [_Slot(0, height) for _, height in wishes]
    _settle(row, [wish for wish, _ in wishes])
    for above, below in pairwise(row):
        assert below.y - above.y >= (above.height + below.height) / 2 + 16 - 1e-6


def test_png_is_painted_where_the_library_is(shipped, written):
    pytest.importorskip("resvg_py")
    graph = selection.around(shipped.index, [shipped.select("IMRF")])
    assert written("png", graph).startswith(b"\x89PNG")


def test_png_without_the_library_says_what_to_install(graph_of, written, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "resvg_py", None)
    with pytest.raises(UsageError, match="resvg-py") as caught:
        written("png", graph_of("x"))
    assert "compactx[png]" in caught.value.hint


def _words_of_ids(index):
    """What an id says of places that have no number: "statement smith 1"."""
    slugs = {node.printed for node in index.nodes() if node.locator and not is_numbered(node.printed)}
    return {slug for slug in slugs if " " in slug}


@pytest.mark.parametrize("subject", ["making-migration-work", "objective 17", "genina-2017/section-ii", "sg"])
def test_places_are_called_by_numbers_or_titles_and_never_by_the_words_of_an_id(shipped, subject):
    graph = selection.around(shipped.index, [shipped.select(subject)])
    scene = compose(graph, limit=0)
    shown = [" ".join((*box.head, *box.body)) for box in scene.boxes] + [" ".join(one.label) for one in scene.links]
    shown += [" ".join(node.called) for node in graph.nodes]
    slugs = _words_of_ids(shipped.index)
    assert len(slugs) > 40
    assert not [(slug, words) for slug in slugs for words in shown if slug in words]


def test_a_statement_has_its_text_above_and_its_name_below(shipped):
    one = shipped.select("making-migration-work/statement-guterres-1")
    (node,) = [node for node in selection.among(shipped.index, [one]).nodes if node.locator]
    assert node.called == ("Making migration work for all", "Statement 1 (António Guterres)")


def test_every_arrow_points_where_its_line_goes(shipped):
    """Also of lines that run back to the left, as on a path: each ends with a piece that has a length."""
    ends = [shipped.select(one) for one in ("Paris Agreement", "IMRF")]
    graphs = [selection.along(shipped.index, path(shipped.index, *ends, count=2))]
    graphs += [selection.around(shipped.index, [shipped.select(one)]) for one in ("ILO", "objective 17")]
    back = 0
    for graph in graphs:
        for line in ET.fromstring(draw(graph)).iter(f"{SVG}path"):  # noqa: S314 - our own
            places = re.findall(r"(-?[\d.]+) (-?[\d.]+)(?= [LC]|$)", line.get("d"))
            if not line.get("marker-end") or len(places) < 2:
                continue
            assert places[-1] != places[-2], line.get("d")
            back += float(places[-1][0]) < float(places[0][0])
    assert back >= 4
