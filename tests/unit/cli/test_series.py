"""``compactx series``: what changed from text to text."""

from __future__ import annotations

import homes
import made_akn
import pytest
from lxml import etree

DRAFT, REVISION = (f"tests/cases/documents/harbour-{name}.txt" for name in ("draft", "revision"))


def test_documents_in_order(run_cli):
    answer = run_cli("series", DRAFT, REVISION, "--json")
    assert answer.status == 0
    first, second = answer.items
    assert (first["paragraphs"], first["new"]) == (8, 8)
    assert (second["kept"], second["changed"], second["new"], second["gone"]) == (3, 5, 1, 1)
    assert [one["to"] for one in second["gained"]] == ["ny-declaration"]
    since = {one["locator"]: (one["since"], one["since_locator"]) for one in answer.json["paragraphs"]}
    assert since["5"] == ("harbour-draft.txt", "3")
    assert since["4"] == ("harbour-revision.txt", "4")


def test_lines_for_a_pipe(run_cli):
    lines = [line.split("\t") for line in run_cli("series", DRAFT, REVISION, "--plain").out.splitlines()]
    assert [line[0] for line in lines] == ["harbour-draft.txt", "harbour-revision.txt"]
    assert lines[1][3:] == ["9", "3", "5", "1", "1", "1", "1", "1", "1"]


@pytest.mark.parametrize("width", [60, 100])
def test_the_page(run_cli, width):
    out = run_cli("series", DRAFT, REVISION, env={"COMPACTX_FORCE_TTY": str(width), "NO_COLOR": "1"}).out
    assert max(map(len, out.splitlines())) <= width
    assert "newly cites ny-declaration" in " ".join(out.split())
    assert "PARAGRAPHS OF THE LATEST" in out
    assert ("█" in out) == (width == 100)


def test_a_series_of_the_corpus_without_wording_says_so(run_cli):
    answer = run_cli("series", "series-protection")
    assert answer.status == 1
    assert "no wording of a-res-74-148" in answer.err
    assert run_cli("series", "ICCPR").status == 2


@pytest.fixture
def lakes(run_cli, tmp_path):
    """A library of three sessions of two series, in an environment of its own."""
    made_akn.write(tmp_path / "akn", 6)
    env = homes.fresh(tmp_path)
    assert run_cli("import", "--recursive", str(tmp_path / "akn"), "-j", "1", env=env).status == 0
    return env


def test_a_series_of_the_library(run_cli, lakes):
    answer = run_cli("series", "A/RES/61/2", "--json", env=lakes)
    assert answer.status == 0
    assert [item["symbol"] for item in answer.items] == ["A/RES/60/2", "A/RES/61/2", "A/RES/62/2"]
    assert answer.items[1]["kept"] >= 1
    assert {one["since"] for one in answer.json["paragraphs"]} >= {"a-res-60-2"}


def test_two_resolutions_of_the_library(run_cli, lakes):
    items = run_cli("compare", "A/RES/60/1", "A/RES/61/2", "--json", env=lakes).items
    recital = next(item for item in items if item["to_locator"] == "recital-1")
    assert recital["to"] == "a-res-61-2/recital-1"
    assert [one["symbol"] or one["to"] for one in recital["gained"]] != []


def test_the_picture_is_inert_and_whole(run_cli, tmp_path):
    hostile = tmp_path / "<b>&.txt"
    hostile.write_text("1. Urges States to act.\n\n2. Calls upon <script>alert(1)</script> all.\n", encoding="utf-8")
    path = tmp_path / "x.svg"
    assert run_cli("series", DRAFT, REVISION, str(hostile), "-o", str(path)).status == 0
    root = etree.parse(str(path)).getroot()
    assert root.tag.endswith("svg")
    assert not [one for one in root.iter() if str(one.tag).endswith(("script", "}b"))]
    assert run_cli("series", DRAFT, REVISION, "-o", str(path)).status == 6
    assert run_cli("series", DRAFT, REVISION, "-o", str(tmp_path / "x.gif")).status == 2
