"""Searching as one types: what shows at every letter, whose words it has, and how much of it."""

from __future__ import annotations

import pytest

from compactx.query.search import search as ask
from compactx.tui import seek, update
from compactx.tui.shelf import Shelf


def searched(shelf, press, words, size=(80, 24)):
    state = update.start(shelf, "gcm", width=size[0], height=size[1])
    return press(state, shelf, "s", f"={words}")


@pytest.mark.parametrize("word", ["remittances", "children", "smuggling"])
def test_every_beginning_of_a_word_finds_what_begins_so(word, shelf):
    for end in range(3, len(word)):
        rows, note = seek.seek(shelf, word[:end])
        begun = [row for row in rows if any(one.startswith(word[:end]) for one in row.matched)]
        assert len(begun) >= 10, word[:end]
        assert "nothing" not in note


def test_the_best_show_of_clauses_and_of_what_is_known_by_name(shelf, press):
    over = searched(shelf, press, "children ").overlay
    found = ask(shelf.index, "children")
    _, clauses, entries = found.arranged
    shown = [item.key for item in over.items]
    assert len(shown) <= 12
    assert over.items[0].right == str(len(clauses))
    assert shown[1:6] == [hit.node.id for hit in clauses[:5]]
    head = shown.index("", 1)
    assert shown[head + 1 : head + 4] == [hit.node.id for hit in entries[:3]]
    assert over.note == f"{found.total} found"


def test_the_rest_of_a_group_comes_when_it_is_asked_for(shelf, press):
    state = searched(shelf, press, "children ")
    more = next(at for at, item in enumerate(state.overlay.items) if item.key.startswith(seek.MORE))
    state = press(state, shelf, *["down"] * (more - 1), "enter")
    _, clauses, _ = ask(shelf.index, "children").arranged
    assert [item.key for item in state.overlay.items[1 : len(clauses) + 1]] == [hit.node.id for hit in clauses]
    assert state.overlay.cursor == more
    opened = press(state, shelf, "enter")
    assert opened.here.id == clauses[more - 1].node.id


def test_the_words_that_matched_are_in_sight(shelf, press):
    for size in ((80, 24), (40, 12)):
        state = searched(shelf, press, "remittances ", size)
        rows = ["".join(text for text, _, _ in row) for row in update.screen(state, shelf)]
        hits = [row for row in rows[3:-2] if "~ " in row]
        assert hits
        assert all("remit" in row.casefold() for row in hits)


def test_what_is_chosen_tells_more_below(shelf, press, text):
    state = press(searched(shelf, press, "remittances "), shelf, "down")
    chosen = state.overlay.items[state.overlay.cursor]
    last = " ".join(text(state, shelf).splitlines()[-4].split())
    assert chosen.detail.startswith(last)


def test_wording_that_is_attached_is_found_and_quoted(worded_shelf, press, text):
    state = searched(worded_shelf, press, "zebra")
    assert {item.key for item in state.overlay.items if item.key} == {"gcm/33.a", "gcm/33.b"}
    assert "“Punish zebra-striped" in text(state, worded_shelf)
    assert "~" not in "".join(item.main for item in state.overlay.items)


def test_attached_wording_is_indexed_once_a_session(worded_shelf, monkeypatch):
    read = []
    monkeypatch.setattr(Shelf, "_texts", lambda _: read.append(1) or iter([("gcm", {"33": "zebra"})]))
    for word in ("zebra", "zebras", "children"):
        seek.seek(worded_shelf, word)
    assert read == [1]


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (32, 10)])
@pytest.mark.parametrize("words", ["integration town", "pathways", "xenophobia discrimination"])
def test_a_locator_is_never_cut(words, size, shelf, press, text):
    state = searched(shelf, press, f"{words} ", size)
    shown = text(state, shelf)
    hits = [item for item in state.overlay.items if 0 < len(item.where) < size[0] - 1][: size[1] - 7]
    assert hits
    for item in hits:
        assert item.where.casefold() in shown.casefold()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_what_is_found_by_its_notes_is_named_beside_them(size, shelf, press):
    """Words from the middle of a note stand behind the name of what they are about."""
    state = searched(shelf, press, "detention ", size)
    rows = ["".join(text for text, _, _ in row) for row in update.screen(state, shelf)]
    hits = [item for item in state.overlay.items if item.key and "  ~ " in item.main and not item.where]
    assert hits
    for item in hits:
        name = item.main.partition("  ")[0]
        (row,) = [row for row in rows[3:-3] if name[:16] in row]
        assert "detention" in row.casefold() or size[0] < 100
        assert "~ " in row
