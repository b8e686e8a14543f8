"""What formats are called, what is made unasked, how letters are measured, and where boxes of a path stand."""

from __future__ import annotations

import io
from itertools import combinations
from types import SimpleNamespace

import networkx as nx
import pytest

import compactx
from compactx.export.format_table import format_names, format_of_file, load_format
from compactx.export.formats.cypher import label_of, type_of
from compactx.export.graph import Count, ExportGraph
from compactx.export.matrix import WRITERS
from compactx.export.picture.layout import chain, circling, ranks
from compactx.export.picture.looks import CITATION, LOOKS, NIGHT, line_of, look_of
from compactx.export.picture.model import Box, PictureLink, PictureText, PlacedBox, RoutedLink, Scene
from compactx.export.picture.text import text_width, wrapped
from compactx.export.report import Links
from compactx.model.kinds import KINDS
from compactx.query.matrix import matrix

FORMATS = [
    ("csv", ".csv", False, ("nodes", "edges"), 0), ("cypher", ".cypher", False, (), 0), ("dot", ".dot", False, (), 0),
    ("gexf", ".gexf", False, (), 0), ("graphml", ".graphml", False, (), 0), ("html", ".html", False, (), 20000),
    ("jsonl", ".jsonl", False, (), 0), ("jsonld", ".jsonld", False, (), 0), ("markdown", ".md", False, (), 20000),
    ("mermaid", ".mmd", False, (), 0), ("neo4j", ".csv", False, ("nodes", "relationships"), 0),
    ("parquet", ".parquet", True, ("nodes", "edges"), 0), ("png", ".png", True, (), 20000),
    ("svg", ".svg", False, (), 20000), ("turtle", ".ttl", False, (), 0),
]  # fmt: skip


def test_what_every_format_is_called():
    known = [load_format(name) for name in format_names()]
    assert [(one.name, one.suffix, one.binary, one.parts, one.most) for one in known] == FORMATS
    for name, suffix, *_ in FORMATS:
        if name != "neo4j":  # csv has its ending
            assert format_of_file(f"a{suffix}") == name


@pytest.mark.parametrize(
    ("word", "name"),
    [("json", "jsonl"), ("ndjson", "jsonl"), ("md", "markdown"), ("ttl", "turtle"), ("gv", "dot"), ("mmd", "mermaid"),
     ("htm", "html"), ("nodes", "csv"), ("SVG", "svg")],
)  # fmt: skip
def test_other_names_of_formats(word, name):
    assert load_format(word).name == name


def test_a_matrix_names_no_clauses_unasked():
    found = matrix(compactx.open().index, "objectives", "treaties")
    for form in ("csv", "html", "md", "svg"):
        told = []
        for wishes in ({}, {"clauses": False}, {"clauses": True}):
            stream = io.StringIO()
            WRITERS[form](found, stream, **wishes)
            told.append(stream.getvalue())
        assert told[0] == told[1]
        assert form == "svg" or told[0] != told[2]


@pytest.mark.parametrize(("form", "stream"), [("svg", io.StringIO), ("png", io.BytesIO)])
def test_a_matrix_is_drawn_for_the_day_unasked(form, stream):
    if form == "png":
        pytest.importorskip("resvg_py", reason="resvg-py is not installed")
    whole = matrix(compactx.open().index, "objectives", "treaties")
    found = whole.replace(rows=whole.rows[:2], columns=whole.columns[:2], cells=())
    unasked, day, night = (stream() for _ in range(3))
    WRITERS[form](found, unasked)
    WRITERS[form](found, day, dark=False)
    WRITERS[form](found, night, dark=True)
    assert unasked.getvalue() == day.getvalue() != night.getvalue()


def test_what_is_made_unasked():
    box = Box("a", "treaty", (), (), 1, 1, "a", "")
    link = PictureLink("a", "b", (), CITATION, "", "")
    words = PictureText(0, 0, (), 1, 1)
    assert (box.focus, box.things, box.many, box.again) == (False, 1, False, False)
    assert (link.backward, Scene("", "", (), ()).notes, PlacedBox(box, 0, 0).step) == (False, (), 0)
    assert (words.align, words.plate, RoutedLink(link, (), words).curved) == ("middle", True, True)
    assert box.replace(things=2).many
    assert Count(1, 2) == Count(1, 2, 0, 0, "", is_drawn=False)
    assert Links() == Links((), "", "", "")
    graph = ExportGraph("", (), (), ())
    assert (graph.focus, graph.chains, graph.by_source, graph.references, graph.structure) == ((), (), None, 0, 0)


# Letters

PLAIN = {
    0.28: "'ijl", 0.32: " .,IJ", 0.36: "/:;\\f|", 0.4: "()-[]t", 0.44: "!r", 0.48: '"', 0.52: "*_`", 0.56: "?Lcsz",
    0.6: "Fkvxy", 0.64: "$0123456789EPSTYabdeghnopqu{}", 0.68: "K", 0.72: "ABCRVXZ", 0.76: "HNU", 0.8: "&DGOQ",
    0.84: "#+<=>^w~", 0.88: "M", 0.96: "%", 1.0: "@Wm", 1.1: "\u6f22\u0416", 0.0: "\u0301",
}  # fmt: skip
BOLD = {
    0.32: "'", 0.36: " ijl", 0.4: ",./:;IJ\\|", 0.44: "-f", 0.48: "!()[]t", 0.52: "_`r", 0.56: '"*', 0.6: "?csz",
    0.64: "L", 0.68: "aekvxy", 0.72: "$0123456789EFTbdghnopqu{}", 0.76: "CPSYZ", 0.8: "ABKRVX", 0.84: "#+<=>DGHNU^~",
    0.88: "&OQ", 0.96: "w", 1.0: "@M", 1.04: "%", 1.08: "m", 1.12: "W", 1.1: "\u6f22", 0.0: "\u0301",
}  # fmt: skip


@pytest.mark.parametrize(("face", "bold"), [(PLAIN, False), (BOLD, True)])
def test_how_wide_letters_are(face, bold):
    wide = {char: text_width(char, 10, bold=bold) for group in face.values() for char in group}
    assert wide == {char: pytest.approx(10 * width) for width, group in face.items() for char in group}


def test_a_line_holds_what_fits_exactly():
    room = text_width("mm mm", 10)
    assert wrapped("mm mm", 10, room, 1) == ["mm mm"]
    assert wrapped("mm mm", 10, room - 0.1, 2) == ["mm", "mm"]
    assert wrapped("mm mm", 10, text_width("mm \u2026", 10), 1) == ["mm \u2026"]
    assert wrapped("mm mm", 10, text_width("mm \u2026", 10) - 0.1, 1) == ["m \u2026"]
    assert wrapped("mmmm", 10, text_width("mm", 10), 3) == ["mm", "mm"]
    assert wrapped("mmmm", 10, text_width("mm", 10) - 0.1, 4) == ["m", "m", "m", "m"]
    assert wrapped("mmmm", 10, text_width("mmmm", 10), 3) == ["mmmm"]
    assert wrapped("", 10, 50, 3) == wrapped(" \n\t", 10, 50, 3) == []
    assert wrapped("a\u00a0b c", 10, 1000, 3) == ["a\u00a0b c"]
    assert wrapped("m m", 10, text_width("m m", 10, bold=True), 2, bold=True) == ["m m"]


# Looks

OF_FAMILIES = {
    ("citation", "text", "cites"): ("solid", "#333333", 1.4), ("follow-up", "text", ""): ("solid", "#00734d", 2.4),
    ("catalogue", "", ""): ("dashed", "#5a5a5a", 1.3), ("structure", "", ""): ("dotted", "#5a5a5a", 1.5),
    ("lineage", "", ""): ("dashed", "#8e3a9c", 1.6), ("citation", "editorial", "cites"): ("dashed", "#8e3a9c", 1.6),
    ("lineage", "editorial", "taken-up-by"): ("solid", "#8e3a9c", 1.8),
    ("lineage", "editorial", "drawn-from"): ("solid", "#8e3a9c", 1.8),
    ("lineage", "editorial", "taken-up-in-part-by"): ("dashed", "#8e3a9c", 1.8),
    ("lineage", "editorial", "not-taken-up-by"): ("dotted", "#b3261e", 1.8),
    ("other", "", ""): ("solid", "#333333", 1.4),
}  # fmt: skip


def test_how_lines_look():
    shown = {asked: line_of(*asked) for asked in OF_FAMILIES}
    assert {asked: (one.dash, one.colour, one.width) for asked, one in shown.items()} == OF_FAMILIES
    assert len({one.word for one in shown.values()}) == 8


def test_every_look_has_a_counterpart_by_night():
    for kind in KINDS:
        look = look_of(kind)
        assert (look.shape, look.fill, look.stroke) in LOOKS.values()
        assert NIGHT[look.stroke] != look.stroke
        assert look.fill in NIGHT
        assert look.word
    assert {name: shape for name, (shape, _, _) in LOOKS.items()} == {
        "treaty": "octagon", "framework": "round", "guidance": "note", "resolution": "note", "paper": "note",
        "actor": "pill", "state": "pill", "process": "hexagon", "class": "dashed", "objective": "double",
        "clause": "box", "target": "tag",
    }  # fmt: skip


# Paths and ranks


def scene(count, label=""):
    boxes = tuple(Box(str(n), "treaty", (str(n),), (), 100.0, 40.0, str(n), "") for n in range(count))
    links = tuple(PictureLink(str(n), str(n + 1), (label,), CITATION, "", "") for n in range(count - 1))
    return Scene("", "", boxes, links)


def test_where_the_boxes_of_a_path_stand():
    four = chain(scene(4))
    assert [(one.x, one.y, one.step) for one in four.boxes] == [
        (50.0, 20.0, 1), (310.0, 20.0, 2), (570.0, 20.0, 3), (830.0, 20.0, 4)
    ]  # fmt: skip
    assert (four.width, four.height) == (880.0, 40.0)
    assert [link.points for link in four.links] == [
        ((100.0, 20.0), (260.0, 20.0)), ((360.0, 20.0), (520.0, 20.0)), ((620.0, 20.0), (780.0, 20.0))
    ]  # fmt: skip
    assert [link.curved for link in four.links] == [False] * 3


def test_a_longer_path_turns_at_the_edge():
    seven = chain(scene(7))
    assert [(one.x, one.y, one.step) for one in seven.boxes] == [
        (50.0, 20.0, 1), (310.0, 20.0, 2), (570.0, 20.0, 3), (570.0, 144.0, 4), (310.0, 144.0, 5), (50.0, 144.0, 6),
        (50.0, 268.0, 7),
    ]  # fmt: skip
    assert [link.points for link in seven.links][2:4] == [
        ((570.0, 40.0), (570.0, 124.0)), ((520.0, 144.0), (360.0, 144.0))
    ]  # fmt: skip
    assert seven.height == 288.0


def test_a_line_of_a_path_points_as_its_reference_does():
    plain = scene(2)
    turned = plain.replace(links=(plain.links[0].replace(source="1", target="0"),))
    assert chain(turned).links[0].points == tuple(reversed(chain(plain).links[0].points))
    assert chain(plain.replace(links=())).links == ()
    twice = plain.replace(links=plain.links * 2)
    assert len(chain(twice).links) == 1


def test_the_columns_of_boxes():
    assert ranks(3, [(0, 1), (1, 2)], set()) == ([0, 1, 2], [False, False])
    assert ranks(3, [(0, 1), (1, 2)], {1}) == ([0, 1, 0], [False, True])
    assert ranks(0, [], set()) == ([], [])
    assert ranks(4, [(0, 3), (0, 1), (1, 2), (2, 3)], set())[0] == [0, 1, 2, 3]
    assert circling(3, [(0, 1), (1, 2), (2, 0)]) == {2}
    assert circling(2, [(0, 1), (1, 0), (0, 1)]) == {1}
    assert circling(3, [(0, 1), (1, 2)]) == set()
    assert circling(1, [(0, 0)]) == {0}


@pytest.mark.parametrize(
    ("count", "ends", "turned"),
    [
        (5, [(4, 2), (0, 4), (0, 3), (2, 4), (2, 0)], {0}),
        (4, [(1, 2), (3, 1), (1, 0), (2, 0), (0, 2)], {3}),
        (5, [(4, 1), (3, 2), (1, 3), (1, 2), (2, 3)], {1}),
        (3, [(0, 1), (1, 0), (1, 2), (2, 1)], {1, 3}),
    ],
)
def test_no_more_is_turned_than_circles_need(count, ends, turned):
    def is_open(left):
        graph = nx.DiGraph()
        graph.add_nodes_from(range(count))
        graph.add_edges_from(ends[at] for at in range(len(ends)) if at not in left)
        return nx.is_directed_acyclic_graph(graph)

    assert circling(count, ends) == turned
    assert is_open(turned)
    assert not any(is_open(some) for some in combinations(range(len(ends)), len(turned) - 1))


def test_what_has_no_name_in_cypher():
    assert (label_of(SimpleNamespace(kind="treaty")), label_of(SimpleNamespace(kind=""))) == ("Treaty", "Thing")
    assert type_of(SimpleNamespace(relation="rests-on")) == "RESTS_ON"
    assert type_of(SimpleNamespace(relation="")) == "RELATES_TO"
