"""What is kept between sessions."""

from __future__ import annotations

import json
import os
import stat

import pytest

from compactx.tui import history, update
from compactx.tui.state import Visit


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path / "compactx" / "browse.json"


def test_marks_trail_and_last_place_come_again(path, shelf, press):
    state = update.start(shelf, "gcm/objective-17", width=80, height=24)
    state = press(state, shelf, "space", "m", "a", "s", "=ilo", "enter")
    history.keep(state, history.SessionMemory())
    left = history.recall_state()
    assert left.last == state.here
    assert left.visited == ("gcm/objective-17", "ilo")
    assert dict(left.marks)["a"].scroll > 0
    again = update.start(shelf, left.last, width=80, height=24, before=left)
    again = press(again, shelf, "`", "a")
    assert again.here.id == "gcm/objective-17"
    assert again.here.scroll == dict(left.marks)["a"].scroll
    assert path.exists()


@pytest.mark.skipif(os.name == "nt", reason="modes are of other systems")
def test_the_file_is_the_users_alone(path, shelf):
    history.keep(update.start(shelf, "gcm", width=80, height=24), history.SessionMemory())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [one.name for one in path.parent.iterdir()] == ["browse.json"]


@pytest.mark.parametrize("text", [
    "", "{", "[]", "null", '{"last": 3, "marks": [], "visited": {}}', '{"last": {"id": 7}}', '{"marks": {"a": null}}',
    '{"last": {"id": "gcm", "scroll": "x"}}', '{"last": {"id": "gcm", "scroll": true}}', "\xff", "[" * 100_000,
    '{"visited": [1, null, []]}', '{"last": {"id": "gcm", "scroll": 1e99}}',
])  # fmt: skip
def test_a_damaged_file_is_passed_over(text, path):
    path.parent.mkdir()
    path.write_bytes(text.encode("latin-1"))
    assert history.recall_state() == history.SessionMemory()


def test_what_this_corpus_does_not_have_is_left_out(path):
    path.parent.mkdir()
    kept = {"last": {"id": "gone/1"}, "marks": {"a": {"id": "gone"}, "b": {"id": "gcm"}}, "visited": ["gone", "gcm"]}
    path.write_text(json.dumps(kept), encoding="utf-8")
    assert history.recall_state().known(lambda identity: identity == "gcm") == history.SessionMemory(
        None, (("b", Visit("gcm")),), ("gcm",)
    )


def test_two_sessions_at_once_add_up(path, shelf, press):
    begun = history.recall_state()
    one = press(update.start(shelf, "gcm", width=80, height=24), shelf, "m", "a")
    other = press(update.start(shelf, "imrf", width=80, height=24), shelf, "m", "b")
    history.keep(one, begun)
    history.keep(other, begun)
    left = history.recall_state()
    assert {letter: place.id for letter, place in left.marks} == {"a": "gcm", "b": "imrf"}
    assert left.visited == ("gcm", "imrf")
    assert left.last.id == "imrf"
    assert path.exists()


def test_a_home_that_cannot_be_written_is_no_trouble(tmp_path, monkeypatch, shelf):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    history.keep(update.start(shelf, "gcm", width=80, height=24), history.SessionMemory())
    assert history.recall_state() == history.SessionMemory()


def test_the_trail_has_an_end(path, shelf):
    state = update.start(shelf, "gcm", width=80, height=24)
    history.keep(state.but(visited=tuple(f"x{n}" for n in range(900))), history.SessionMemory())
    assert len(history.recall_state().visited) == 200
    assert path.stat().st_size < 10_000
