"""Pictures of trace, matrix and series are written as the name of their file says, on the ground that was asked for."""

from __future__ import annotations

import re

import grids
import pytest

from compactx.export.picture.looks import GROUND, NIGHT

NIGHT_GROUND = NIGHT[GROUND]
DRAFTS = [f"tests/cases/documents/harbour-{name}.txt" for name in ("draft", "revision")]
ASKED = [
    ("graph", "IMRF"),
    ("trace", "objective", "21"),
    ("matrix", "objectives", "goals", "--editorial"),
    ("series", *DRAFTS),
]


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked[0])
def test_each_is_drawn_by_day_and_by_night(run_cli, tmp_path, asked):
    for flags, ground, other in (((), GROUND, NIGHT_GROUND), (("--dark",), NIGHT_GROUND, GROUND)):
        file = tmp_path / f"{len(flags)}.svg"
        answer = run_cli(*asked, *flags, "-o", str(file))
        assert answer.status == 0, answer.err
        drawn = file.read_text(encoding="utf-8")
        assert f'fill="{ground}"/>' in drawn
        assert ("prefers-color-scheme:dark" in drawn) == (ground == GROUND)
        assert f'height="{other}"' not in drawn


@pytest.mark.parametrize(
    "asked", grids.parameters(ASKED, [one for one in ASKED if one[0] != "trace"]), ids=lambda asked: asked[0]
)
def test_each_is_painted_as_png(run_cli, tmp_path, asked):
    pytest.importorskip("resvg_py", reason="resvg-py is not installed")
    file = tmp_path / "picture.png"
    assert run_cli(*asked, "-o", str(file)).status == 0
    assert file.read_bytes().startswith(b"\x89PNG")
    again = run_cli(*asked, "-o", str(file))
    assert again.status == 6
    assert "--force" in again.err


@pytest.mark.parametrize("asked", [ASKED[0], ASKED[1], ASKED[3]], ids=lambda asked: asked[0])
def test_a_name_that_says_no_picture_is_refused(run_cli, tmp_path, asked):
    file = tmp_path / "picture.bmp"
    answer = run_cli(*asked, "-o", str(file))
    assert answer.status == 2
    assert "is no picture" in answer.err
    assert ".svg" in answer.err
    assert not file.exists()


def test_the_cards_of_a_trace_are_as_many_as_asked_for(run_cli, tmp_path):
    texts = []
    for limit in ("2", "0"):
        file = tmp_path / f"{limit}.svg"
        assert run_cli("trace", "objective", "21", "-n", limit, "-o", str(file)).status == 0
        texts.append(file.read_text(encoding="utf-8"))
    assert "folded: " in texts[0]
    assert "folded: " not in texts[1]


@pytest.mark.parametrize(
    ("words", "most"), [(["trace", "gcm"], 2000), (["export", "svg"], 2150), (["graph", "ILO", "--depth", "2"], 2100)]
)
def test_a_crowd_fits_a_slide_at_about_its_own_size(words, most, run_cli, tmp_path):
    """A slide is 1,920 wide: text of 13 on a picture of 2,100 is one of 12 there."""
    file = tmp_path / "x.svg"
    assert run_cli(*words, "-o", str(file)).status == 0
    assert float(re.search(r'viewBox="0 0 (\S+) ', file.read_text(encoding="utf-8"))[1]) <= most


def test_places_without_a_number_are_told_by_their_titles_and_not_by_the_words_of_their_ids(run_cli, tmp_path):
    file = tmp_path / "x.svg"
    assert run_cli("trace", "gcm", "-o", str(file)).status == 0
    shown = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", file.read_text(encoding="utf-8")))
    assert "8 places Humane border management" in shown
    assert "annex II, borders" not in shown
    assert "concrete actions" not in shown
