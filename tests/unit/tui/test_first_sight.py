"""What the first screen of a page, of help and of a list of answers tells."""

from __future__ import annotations

import pytest

from compactx.intake.texts import store
from compactx.tui import keys, update
from compactx.tui.line import LineBrowser
from compactx.tui.list_rows import folded_row
from compactx.tui.shelf import Shelf


def lines(state, shelf):
    return ["".join(text for text, _, _ in row) for row in update.screen(state, shelf)]


@pytest.mark.parametrize("size", [(80, 24), (100, 34), (120, 40)])
def test_home_has_all_objectives_in_sight_by_their_numbers(size, shelf):
    state = update.start(shelf, "gcm", width=size[0], height=size[1])
    shown = "\n".join(lines(state, shelf))
    for node in shelf.index.of_kind(("objective",), shelf.node("gcm").n):
        assert f"{node.number:>2} {shelf.names.label(node)}" in shown


def test_home_line_by_line_has_them_too(shelf):
    said: list[str] = []
    LineBrowser(shelf, "gcm", said.append).run(iter([]))
    assert "[17] Eliminate discrimination\n" in said[0]
    assert "[23] International cooperation\n" in said[0]


def test_a_whole_shows_the_words_of_its_clauses_by_their_parts(shelf, tmp_path, monkeypatch, text):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    (tmp_path / "compactx" / "texts").mkdir(parents=True)
    words = {"article-1.1": "Zebras may.", "article-1.2": "Zebras must."}
    kept = store.AttachedText({"instrument": "iccpr"}, words, dict.fromkeys(words, store.SAME), {}, "")
    with open(store.text_path("iccpr"), "wb") as file:
        file.write(store.serialised(kept))
    own = Shelf(shelf.index)
    assert "article 1   │ (1) Zebras may. (2) Zebras must." in text(
        update.start(own, "iccpr", width=80, height=24), own
    )
    article = text(update.start(own, "iccpr/article-1", width=80, height=24), own)
    assert article.count("Zebras may.") == 1
    assert own.names.saying(own.node("iccpr/article-1")) == "“(1) Zebras may. (2) Zebras must.”"


def test_references_of_a_whole_open_when_one_goes_there(shelf, press):
    state = update.start(shelf, "gcm", width=80, height=24)
    assert shelf.panes(state)["references"].height == 0
    gone = press(state, shelf, "i")
    assert shelf.panes(gone)["references"].height >= 4
    assert lines(press(gone, shelf, "h"), shelf) == lines(state, shelf)
    assert shelf.panes(press(state, shelf, "+"))["references"].height >= 4


def test_an_objective_says_what_everybody_asks(shelf, text):
    shown = text(update.start(shelf, "gcm/objective-17", width=80, height=24), shelf)
    assert "7 actions · cites 4 · cited by 1 · taken up 2022, 2026 · next review 2030" in shown


def test_the_summary_of_an_objective_steps_back_where_its_clauses_have_words(worded_shelf, press, text):
    state = update.start(worded_shelf, "gcm/objective-17", width=80, height=24)
    assert "│ Made-up commitment" in text(state, worded_shelf)
    assert "~ Discrimination, hate crime" not in text(state, worded_shelf)
    assert "~ Discrimination, hate crime" in text(press(state, worded_shelf, "w"), worded_shelf)


@pytest.mark.parametrize(("journey", "words"), [
    (("t",), "33(a): “Punish zebra-striped"),
    (("H", "u"), "“Punish zebra-striped"),
    (("h", "l"), "33(a) “Punish zebra"),
])  # fmt: skip
def test_wording_stands_first_in_lists_too(worded_shelf, press, text, journey, words):
    state = update.start(worded_shelf, "gcm/objective-17", width=120, height=40)
    state = press(state, worded_shelf, "s", "=33(a)", "enter", "H")
    assert words in text(press(state, worded_shelf, *journey), worded_shelf)


def test_the_first_screen_of_help_is_a_dozen_lines_that_are_not_cut(shelf, press):
    assert len(keys.FIRST) == 12
    state = press(update.start(shelf, "gcm", width=40, height=30), shelf, "?")
    first = lines(state, shelf)[2:14]
    for (_, said), line in zip(keys.FIRST, first, strict=True):
        assert line.rstrip().endswith(said)


def test_help_names_every_key_below(shelf, press):
    items = press(update.start(shelf, "gcm", width=80, height=24), shelf, "?").overlay.items
    assert {row.help for row in keys.in_modes(("read",))} <= {item.main for item in items}


@pytest.mark.parametrize("key", ["d", "v", "Y"])
@pytest.mark.parametrize("width", [80, 100, 120])
def test_answers_are_folded_and_not_cut(key, width, shelf, press):
    state = press(update.start(shelf, "gcm/objective-17", width=width, height=200), shelf, key)
    shown = " ".join(" ".join(lines(state, shelf)).split())
    for item in state.overlay.items:
        if item.key and len(item.main) < 150:
            assert " ".join(item.main.split()) in shown


def test_a_folded_list_scrolls_to_what_is_chosen(shelf, press):
    state = update.start(shelf, "gcm/objective-17", width=40, height=12)
    state = press(state, shelf, "v")
    for _ in range(len(state.overlay.items)):
        state = press(state, shelf, "j")
        chosen = [row for row in update.screen(state, shelf) if any(style == "chosen" for _, style, _ in row)]
        assert chosen


def test_folding_loses_nothing_where_there_is_room():
    text = "one two three " * 20
    assert " ".join(folded_row(text.strip(), 11, 60)).split() == text.split()
    assert folded_row("x" * 30, 10, 5) == ["x" * 10] * 3


def test_a_screen_too_small_says_so_whole(shelf):
    for width in (28, 20, 12):
        shown = " ".join(" ".join(lines(update.start(shelf, "gcm", width=width, height=7), shelf)).split())
        assert "browse needs 30 x 8 cells" in shown
        assert "--line" in shown


def test_a_long_mark_stands_apart_from_what_follows(shelf):
    state = update.start(shelf, "gcm", width=80, height=60)
    assert not [line for line in lines(state, shelf) if "footnote 1~" in line]


def test_a_number_opens_where_no_longer_one_of_the_page_or_in_sight_begins_so(shelf, press):
    home = update.start(shelf, "gcm", width=80, height=24)
    assert max(row.number for row in shelf.page("gcm").references) > 170
    assert press(home, shelf, "1", "7").here.id == "gcm/objective-17"
    waiting = press(home, shelf, "2")
    assert (waiting.here.id, waiting.message) == ("gcm", "2 Minimize adverse drivers: Enter opens, or type on")
    assert press(waiting, shelf, "enter").here.id == "gcm/objective-2"
    assert press(waiting, shelf, "3").here.id == "gcm/objective-23"
    among = press(home, shelf, "i", "1", "7")
    assert among.here.id == "gcm"
    assert "Enter opens, or type on" in among.message


def test_what_is_chosen_is_quoted_and_else_the_page_by_its_parts(worded_shelf, press):
    state = update.start(worded_shelf, "gcm/objective-17", width=80, height=24)
    ((kind, whole),) = press(state, worded_shelf, "Q").effects
    assert kind == "copy"
    assert whole.startswith("“33 Made-up commitment: we promise")
    assert "(a) Punish zebra-striped offences in made-up courts; (b) Tell everybody" in whole
    assert whole.endswith("(General Assembly resolution 73/195, annex, objective 17.)")
    chosen = press(state, worded_shelf, "j", "Q")
    assert chosen.effects[0][1].startswith("“Made-up commitment: we promise")
    assert chosen.message == "copied, 9 words: General Assembly resolution 73/195, annex, para. 33."
