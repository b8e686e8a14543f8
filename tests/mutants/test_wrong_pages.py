"""Wrong answers that were once planted in terminal pages and passed every test: the golden transcripts notice each."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "transcripts")]
import transcripts  # noqa: E402 - found by the line above
from graft import STRAIGHT, graft  # noqa: E402 - as above

from compactx.cli.commands.stats import answer_once  # noqa: E402 - as above

WRONG = yaml.safe_load((HERE / "wrong_pages.yaml").read_text(encoding="utf-8"))


@pytest.fixture(params=WRONG)
def planted(request, monkeypatch):
    """Plant a wrong answer, and mend it again; none is remembered."""
    monkeypatch.setattr(answer_once, "__code__", STRAIGHT)
    case = WRONG[request.param]
    module = importlib.import_module(case["module"])
    source = Path(module.__file__).read_text(encoding="utf-8")
    assert source.count(case["right"]) == 1, f"{case['module']} was rewritten: plant {request.param!r} in it again"
    graft(module, source.replace(case["right"], case["wrong"]).encode())
    yield case
    graft(module, source.encode())


def wrong_modes(names):
    """Return in which modes the transcripts of these names, of both corpora, are not what they were."""
    return [
        (one.corpus, one.name, mode)
        for one in transcripts.transcripts()
        if one.name in names
        for mode in one.modes
        if "columns" in mode
        and transcripts.section(mode, *transcripts.answer(one, mode)) != transcripts.golden(one).get(mode)
    ]


def test_a_wrong_page_is_noticed_and_the_right_one_is_not(planted):
    found = {(name, mode) for _, name, mode in wrong_modes(planted["transcripts"])}
    asked = [one for one in transcripts.transcripts() if one.name in planted["transcripts"]]
    widths = {mode for one in asked for mode in one.modes if "columns" in mode}
    assert {mode for _, mode in found} == widths - set(planted.get("unseen", ()))
    assert {name for name, _ in found} == set(planted["transcripts"])


def test_without_one_the_pages_are_right():
    assert wrong_modes({name for case in WRONG.values() for name in case["transcripts"]}) == []
