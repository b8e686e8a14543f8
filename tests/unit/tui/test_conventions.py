"""What terminal programs are expected to do, tried in the browser (the table is in docs/browse.md)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from compactx.tui import colours, keys, seek, update
from compactx.tui.shelf import Shelf

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("environment", "theme"),
    [
        ({"CLICOLOR": "0", "COLORFGBG": "0;15"}, "plain"),
        ({"CLICOLOR": "0", "FORCE_COLOR": "1", "COLORFGBG": "0;15"}, "day"),
        ({"CLICOLOR": "0", "CLICOLOR_FORCE": "1", "COLORFGBG": "15;0"}, "night"),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, "plain"),
    ],
)
def test_colour_is_left_out_as_it_is_asked(environment, theme):
    assert colours.guess(environment) == theme


def test_json_is_refused_in_json(run_cli):
    answer = run_cli("browse", "--line", "gcm", "--json")
    assert (answer.status, answer.out) == (2, "")
    assert '"schema":"compactx.error/1"' in answer.err


def test_close_names_are_told(run_cli):
    answer = run_cli("browse", "--line", "objektive", "17")
    assert answer.status == 3
    assert "gcm/objective-17" in answer.err


def test_a_word_that_stands_nowhere_is_corrected_and_said(shelf):
    rows, note = seek.seek(shelf, "remmittances ")
    assert rows
    assert 'nothing has "remmittances"; searched for "remittances"' in note


@pytest.mark.skipif(os.name == "nt", reason="signals of pipes are of other systems")
def test_a_reader_that_goes_is_no_mishap():
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "compactx", "browse", "--line", "gcm"]
    done = subprocess.run(command, input=b"m\nm\n", stdout=write, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


def test_there_is_a_manual_page(run_cli):
    answer = run_cli("help", "--man", "browse")
    assert answer.status == 0
    assert answer.out.startswith(".TH")


def test_finding_says_where_it_is_at_once(shelf, press):
    state = update.start(shelf, "gcm/objective-17", width=80, height=24)
    found = press(press(state, shelf, "i"), shelf, "/", "=hate", "enter")
    said = [found.message]
    for _ in range(3):
        found = press(found, shelf, "n")
        said.append(found.message)
    assert said == ["1 of 3: hate", "2 of 3: hate", "3 of 3: hate", "1 of 3: hate, round the end"]
    back = press(found, shelf, "N")
    assert back.message == "3 of 3: hate, round the end"
    assert "not found on this page: zebra" in press(back, shelf, "i", "/", "=zebra", "enter").message


def test_what_was_found_is_what_enter_opens(shelf, press):
    state = update.start(shelf, "gcm", width=80, height=24)
    opened = press(state, shelf, "/", "=remittances", "enter", "enter")
    assert opened.here.id == "gcm/objective-20"
    beside = press(state, shelf, "/", "=save lives", "enter", "enter")  # two stand in one line
    assert beside.here.id == "gcm/objective-8"
    nowhere = press(press(state, shelf, "j"), shelf, "/", "=framework \u00b7", "enter", "enter")
    assert (nowhere.here.id, nowhere.message[:17]) == ("gcm", "nothing is chosen")


def test_the_palette_has_every_key_and_command(shelf, press):
    own = Shelf(shelf.index, commands=lambda: (("review", "who reviews it"),))
    items = press(update.start(own, "gcm", width=80, height=24), own, ":").overlay.items
    actions = {item.action for item in items}
    assert {row.action for row in keys.in_modes(("read",))} - actions == {"number", "cancel"}
    assert "review" in actions


def test_an_address_is_shown_and_copied(shelf, press):
    state = press(update.start(shelf, "gcm", width=80, height=24), shelf, "o")
    address = "https://docs.un.org/en/A/RES/73/195"
    assert (state.message, state.effects) == (address, (("web", address), ("copy", address)))


def test_theme_and_mouse_are_options(run_cli):
    told = run_cli("browse", "--help").out
    assert all(option in told for option in ("--theme", "--no-mouse", "--line", "--screen"))


@pytest.mark.parametrize("key", ["y", "Q", "o"])
def test_what_is_copied_is_shown(key, worded_shelf, press):
    state = press(update.start(worded_shelf, "gcm/33.a", width=80, height=24), worded_shelf, key)
    copied = dict(state.effects)["copy"]
    assert state.message
    assert copied in state.message or key == "Q"
    assert key != "Q" or "copied, 6 words: General Assembly resolution 73/195" in state.message
