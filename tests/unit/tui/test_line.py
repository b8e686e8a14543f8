"""The browser line by line."""

from __future__ import annotations

import pytest

from compactx.tui.line import COMMANDS, PROMPT, LineBrowser
from compactx.tui.shelf import Shelf


def session(shelf: Shelf, *lines: str, page: str = "gcm/objective-17") -> tuple[str, LineBrowser]:
    written: list[str] = []
    browser = LineBrowser(shelf, page, written.append)
    browser.run(iter(lines))
    return "".join(written), browser


def last(shelf: Shelf, *lines: str) -> str:
    written: list[str] = []
    browser = LineBrowser(shelf, "gcm/objective-17", written.append)
    for line in lines:
        written.clear()
        browser.answer(line)
    return "".join(written)


def test_a_page_is_lines_of_label_and_value(shelf):
    text, _ = session(shelf)
    lines = text.splitlines()
    assert lines[0] == "gcm/objective-17. Objective 17. In 1, out 5."
    assert lines[1] == "place: Global Compact for Migration > Objectives and commitments > Objective 17"
    assert any(line.startswith("(a): our summary: Enact") for line in lines)
    assert "[1] accords with International human rights law" in lines
    assert not any(line.startswith(" ") or line.endswith(" ") for line in lines)


def test_numbers_follow_and_b_and_w_go_back_and_forward(shelf):
    _, browser = session(shelf, "4")
    assert browser.state.here.id == "nhris"
    assert session(shelf, "4", "b")[1].state.here.id == "gcm/objective-17"
    assert session(shelf, "4", "b", "w")[1].state.here.id == "nhris"


def test_numbers_mean_what_was_listed_last(shelf):
    assert last(shelf, "o").startswith("outgoing: 5\n1. accords with, 33, International human rights law")
    assert session(shelf, "o", "4")[1].state.here.id == "nhris"
    assert session(shelf, "s ilo", "1")[1].state.here.id == "ilo"
    assert session(shelf, "o", "p", "2")[1].state.here.id == "international-law"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["99"], "there is no number 99 here"),
        (["b"], "this is where you started"),
        (["w"], "nothing lies ahead"),
        (["zzz"], "not a command: zzz"),
        (["/zebra"], "not on this page: zebra"),
        (["/media"], "media"),
        (["m"], "nothing more"),
        (["i"], "incoming: 1"),
        (["y"], "citation: General Assembly resolution 73/195, annex, objective 17."),
        (["path ILO"], "path to International Labour Organization"),
        (["g 33(a)"], "gcm/33.a. 33(a)."),
        (["g zzzzz"], "nothing found"),
        (["."], "gcm/objective-18"),
        ([","], "gcm/objective-16"),
        (["c"], "stands in\n1. framework, Global Compact for Migration"),
        (["c"], "its parts\n3. 33, our summary: States commit"),
        (["list treaties"], "\n1. treaty, "),
        (["list"], "list KIND, of these\n"),
        (["list zebras"], "list KIND, of these\n"),
        (["2", "u"], "visited\n1. "),
        (["s remittances"], "search: "),
    ],
)
def test_commands(lines, said, shelf):
    assert said in last(shelf, *lines)


def test_long_lists_come_twenty_at_a_time(shelf):
    written: list[str] = []
    browser = LineBrowser(shelf, "agenda2030", written.append)
    browser.answer("i")
    assert "m for" in written[-1]
    assert "20. " in written[-1]
    browser.answer("m")
    assert written[-1].startswith("21. ")
    browser.answer("21")
    assert browser.state.here.id == [row.target for row in shelf.page("agenda2030").references if not row.heading][20]


def test_help_names_every_command(shelf):
    text = last(shelf, "help")
    assert [line.partition(": ")[0] for line in text.splitlines()] == [name for name, _ in COMMANDS]


def test_the_end_of_input_leaves(shelf):
    written: list[str] = []
    assert LineBrowser(shelf, "imrf", written.append).run(iter(["1\n"])) == "gcm"
    assert LineBrowser(shelf, "imrf", written.append).run(iter(["1\n", "q\n", "b\n"])) == "gcm"


def test_hostile_text_is_made_visible(hostile_shelf):
    text, _ = session(hostile_shelf, "1", "b", "s red", page="pact/1")
    assert "\x1b" not in text
    assert all(char.isprintable() or char in "\n\u200c\u200d" for char in text)


def test_a_hit_is_said_once(shelf):
    lines = last(shelf, "s remittances").splitlines()
    assert not [line for line in lines if line.count("our summary") > 1]
    assert any(line.count("our summary: ") == 1 for line in lines)


def test_a_says_where_a_wording_stood_before(shelf):
    asked = []
    own = Shelf(shelf.index, run=lambda *words: asked.append(words[:2]) or "verbatim  A/RES/60/901 2\nused once\n")
    assert last(own, "a").splitlines() == ["verbatim  A/RES/60/901 2", "used once"]
    assert asked == [("agreed", ("gcm/objective-17",))]


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (28, 7)])
def test_a_screenful_and_its_prompt_fit_the_screen(size, shelf):
    written: list[str] = []
    browser = LineBrowser(shelf, "gcm", written.append, size)
    browser.show()
    lines = "".join(written).splitlines()
    prompt = -(-len(PROMPT) // size[0])
    assert lines[0].startswith("gcm. Global Compact")
    assert len(lines) + prompt <= size[1]
