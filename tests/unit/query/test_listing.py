"""Lists come one thing after another, in the order and with the bytes that they had when they were collected."""

from __future__ import annotations

import csv
import io
import itertools
import sys
from pathlib import Path

import grids
import pytest

import compactx
from compactx.cli.command import GLOBAL, Arguments
from compactx.cli.output import Output, pieces
from compactx.corpus.source import packaged
from compactx.errors import UsageError
from compactx.index import figures
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.model.kinds import KINDS
from compactx.model.text import field
from compactx.query.dates import is_there, last_day
from compactx.query.listing import listed, listing
from compactx.render.items import listing as data
from compactx.render.json_text import json_text

sys.path.insert(0, str(Path(__file__).parents[2]))
import made_library

ASKED = (
    {},
    {"word": "paragraphs"},
    {"word": "instruments"},
    {"word": "actors", "legal": ("n/a",)},
    {"word": "treaties", "as_of": "1990"},
    {"word": "paragraphs", "as_of": "2010-06"},
    {"word": "review bodies"},
    {"word": "actions", "within": "gcm"},
    {"within": "agenda2030"},
)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with made_library.inside(made_library.make(tmp_path_factory.mktemp("library"))):
        yield compactx.open().index


@pytest.fixture(scope="module", params=grids.parameters(["shipped", "library"], ["library"]))
def index(request, library):
    return library if request.param == "library" else Index(open_index((packaged(),), with_library=False))


@pytest.mark.parametrize("asked", ASKED, ids=str)
@pytest.mark.parametrize("order", ["corpus", "cited", "id", "date"])
def test_a_list_holds_what_going_through_everything_finds(index, asked, order):
    options = {"word": "", "legal": (), "as_of": "", "within": ""} | asked
    day = last_day(options["as_of"])
    within = index.by_id(options["within"]) if options["within"] else None
    given = {"instrument": within, "legal": options["legal"], "as_of": day, "order": order}
    answer = listed(index, options["word"], **given)
    found = list(answer.found)
    assert len(found) == answer.count
    assert [one.node.n for one in found] == [node.n for node in slowly(index, options, within, day, order)]
    cited = figures.citing(index, [one.node.n for one in found])
    assert all(one.cited == cited.get(one.node.n, 0) for one in found)
    assert all(one.instrument == index.instrument_of(one.node) for one in found)


def slowly(index, options, within, day, order):
    word = options["word"]
    kinds = {
        "paragraphs": {"paragraph"}, "instruments": set(KINDS[:5]), "actors": set(KINDS[5:10]), "treaties": {"treaty"},
        "review bodies": set(KINDS[5:10]), "actions": {"action"}, "": set(KINDS),
    }[word]  # fmt: skip
    nodes = [node for node in index.nodes() if node.kind in kinds]
    nodes = [node for node in nodes if (node.instrument == within.n if within else word or not node.locator)]
    if word == "review bodies":
        nodes = [node for node in nodes if any(edge.family == "follow-up" for edge in index.edges_from(node.n))]
    nodes = [node for node in nodes if not options["legal"] or node.legal in options["legal"]]
    nodes = [node for node in nodes if not day or is_there(index.instrument_of(node) or node, day)]
    degrees = figures.citing(index, [node.n for node in nodes])
    keys = {
        "corpus": lambda node: (0 if word or within else KINDS.index(node.kind), node.n),
        "cited": lambda node: (-degrees.get(node.n, 0), node.id),
        "id": lambda node: node.id,
        "date": lambda node: (node.date, node.id),
    }
    return sorted(nodes, key=keys[order])


def given(**values):
    return Arguments(GLOBAL, values)


def written(index, word):
    found = data.items(listing(index, word))
    return Output(found, found, data.COLUMNS, "id", distinct=True)


@pytest.mark.parametrize("word", ["paragraphs", "treaties", ""])
def test_what_is_written_piece_by_piece_is_what_was_written_whole(index, word):
    items = list(data.items(listing(index, word)))
    rows = [[item.get(name) for name in data.COLUMNS] for item in items]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerows([data.COLUMNS, *([field(cell).replace("\\\\", "\\") for cell in row] for row in rows)])
    expected = {
        "plain": "".join("\t".join(map(field, row)) + "\n" for row in rows),
        "ids": "".join(f"{item['id']}\n" for item in items),
        "jsonl": "".join(json_text(item) + "\n" for item in items),
        "csv": stream.getvalue(),
    }
    for form, whole in expected.items():
        assert "".join(pieces(form, written(index, word), given(), str, "utf-8")) == whole


@pytest.mark.parametrize("form", ["plain", "ids", "jsonl", "csv"])
def test_the_first_lines_are_written_before_the_last_are_read(form):
    read = []

    def endless():
        for number in itertools.count():
            read.append(number)
            yield {"id": f"a/{number}", "kind": "paragraph"}

    rows = endless()
    out = pieces(form, Output(rows, rows, ("id", "kind"), "id", distinct=True), given(fields=None), str)
    told = ""
    while told.count("\n") < 5:
        told += next(out)
    assert len(told) < 5_000  # of tables a piece holds several lines
    assert len(read) <= told.count("\n") + 1


def test_fields_are_known_wherever_they_stand():
    def rows():
        yield from ({"id": "a"}, {"id": "b", "late": "x"})

    plain = Output(rows(), rows(), ("id",), "id")
    assert "".join(pieces("plain", plain, given(fields=["id,late"]), str)) == "a\t\nb\tx\n"
    plain = Output(rows(), rows(), ("id",), "id")
    assert "".join(pieces("plain", plain, given(fields=["id"]), str)) == "a\nb\n"
    with pytest.raises(UsageError, match="never"):
        pieces("plain", Output(rows(), rows(), ("id",), "id"), given(fields=["never"]), str)


def test_a_terminal_shows_the_first_and_says_how_many_more(run_cli, monkeypatch):
    monkeypatch.setattr("compactx.render.pages.listing.MOST", 5)
    monkeypatch.setenv("COMPACTX_FORCE_TTY", "100")
    lines = run_cli("list", "objectives", "--in", "gcm").out.splitlines()
    assert lines[0] == "23 objectives"
    assert sum("gcm/objective-" in line for line in lines) == 5
    assert lines[-1].startswith("and 18 more; --plain lists all")
    assert "more;" not in run_cli("list", "processes").out or run_cli("list", "processes", "--ids").out.count("\n") > 5


def test_the_parts_that_are_meant_where_none_is_named_stand_first():
    index = Index(open_index((packaged(),), with_library=False))
    wholes = [one.instrument.id for one in listed(index, "goals").found]
    assert wholes[0] == "agenda2030"
    assert wholes == sorted(wholes, key=lambda one: one != "agenda2030")
    assert len(set(wholes)) > 1
