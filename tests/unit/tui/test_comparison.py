"""A comparison in ``browse``: laid over the page, side by side where it is wide, by line where it is narrow."""

from __future__ import annotations

import homes
import made_akn
import pytest

import compactx
from compactx.cli.commands.browse import _run_command
from compactx.tui import update
from compactx.tui.line import LineBrowser
from compactx.tui.shelf import Shelf


@pytest.fixture
def lakes(run_cli, tmp_path, monkeypatch):
    """A shelf over a library of two sessions, that can carry out commands."""
    made_akn.write(tmp_path / "akn", 4)
    for name, value in homes.fresh(tmp_path).items():
        monkeypatch.setenv(name, value)
    assert run_cli("import", "--recursive", str(tmp_path / "akn"), "-j", "1").status == 0
    return Shelf(compactx.open().index, run=_run_command)


@pytest.fixture
def things():
    return Shelf(compactx.open().index, run=_run_command)


def pressed(shelf, page, width, *keys):
    state = update.start(shelf, page, width=width, height=40)
    for key in keys:
        state = update.paste(state, key[1:], shelf) if key.startswith("=") else update.press(state, key, shelf)
    return state


def shown(state, shelf):
    return ["".join(words for words, _, _ in row) for row in update.screen(state, shelf)]


def test_two_objectives(things):
    lines = shown(pressed(things, "gcm/objective-5", 100, "x", "=gcm/objective-6", "enter"), things)
    assert any("Objective 5 beside Objective 6" in line for line in lines)
    assert any("BOTH" in line for line in lines)
    assert any("mobility" in line and "22(b)" in line for line in lines)


def test_two_resolutions_side_by_side_or_by_line(lakes):
    state = pressed(lakes, "a-res-60-2", 130, "x", "=a-res-61-2", "enter")
    sides = [line for line in shown(state, lakes) if "[-" in line and "{+" in line and "{+new+}" not in line]
    assert sides
    assert all(line.index("{+") > 50 for line in sides)
    narrow = update.resize(state, 80, 40, lakes)
    lines = [line for line in shown(narrow, lakes) if "{+" in line and "{+new+}" not in line]
    assert lines
    assert any(line.index("{+") < 50 for line in lines)
    assert update.press(narrow, "escape", lakes).overlay is None


def test_line_by_line(things):
    said = []
    browser = LineBrowser(things, "gcm/objective-5", said.append)
    assert browser.answer("x gcm/objective-6")
    text = "".join(said)
    assert "compared with Objective 6" in text
    assert "BOTH" in text


def test_without_commands_nothing_is_compared():
    bare = Shelf(compactx.open().index)
    state = pressed(bare, "gcm/objective-5", 100, "x", "=gcm/objective-6", "enter")
    assert state.overlay is None or state.overlay.kind == "versus"
