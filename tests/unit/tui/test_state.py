"""Keys and states, without a terminal."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import grids
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compactx.query.search import search as ask
from compactx.tui import canvas, keys, prompts, seek, update
from compactx.tui.draw import draw_screen
from compactx.tui.shelf import Shelf
from compactx.tui.state import layout

if TYPE_CHECKING:
    from compactx.tui.state import State

ALL_KEYS = sorted({key for row in keys.TABLE for key in row.keys} | set("abcxyz 0129!"))


def start(shelf: Shelf, page: str = "gcm/objective-17", width: int = 80, height: int = 24) -> State:
    return update.start(shelf, page, width=width, height=height)


def cases() -> list[dict[str, object]]:
    file = Path(__file__).parents[2] / "cases" / "browse.yaml"
    return yaml.safe_load(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
def test_journeys(case, shelf, press, text):
    width, height = case.get("size", [80, 24])
    state = press(start(shelf, case["from"], width, height), shelf, *case["keys"])
    shown = text(state, shelf)
    for words in case.get("sees", []):
        assert words in shown
    for words in case.get("misses", []):
        assert words not in shown
    for field, value in case.get("state", {}).items():
        found = state.here.id if field == "id" else state.here.focus if field == "focus" else getattr(state, field)
        assert (list(map(list, found)) if isinstance(found, tuple) else found) == value


def test_every_key_has_an_action_and_every_action_a_key():
    named = {row.action for row in keys.TABLE}
    assert named == set(update.TABLE)


def test_no_key_means_two_things_in_one_mode():
    seen: dict[tuple[str, str], str] = {}
    for row in keys.TABLE:
        for mode in row.modes:
            for key in row.keys:
                assert seen.setdefault((mode, key), row.action) == row.action


def test_help_lists_every_key_of_the_mode(shelf, press):
    state = press(start(shelf), shelf, "?")
    listed = {item.action for item in state.overlay.items if item.key}
    assert listed == {row.action for row in keys.TABLE if "read" in row.modes}


def test_twenty_hops_and_back_twenty_restores_every_place(shelf, press):
    state = start(shelf)
    places = []
    for hop in range(20):
        moves = ("space", "j", "j") if hop % 3 == 0 else ("i",) if hop % 3 == 1 else ("j", "j", "j")
        state = press(state, shelf, *moves)
        left = state.here.id
        followed = press(state, shelf, "enter")
        state = followed if followed.here.id != left else press(state, shelf, "f", "a")
        if state.here.id == left:
            state = press(state, shelf, "s", "=objective " + str(hop + 1), "enter")
        assert state.here.id != left
        places.append(state.back[-1])
    for place in reversed(places):
        state = press(state, shelf, "H")
        assert state.here == place
    assert not state.back
    assert len(state.ahead) == 20
    state = press(state, shelf, *["L"] * 20)
    assert len(state.back) == 20


def test_a_new_visit_cuts_what_lay_ahead(shelf, press):
    state = press(start(shelf, width=120, height=40), shelf, "f", "s", "i", "enter", "H", "H")
    assert len(state.ahead) == 2
    assert press(state, shelf, ".").ahead == ()


@pytest.mark.parametrize("lines", [3, 9, 14, 22, 31])
def test_resizing_keeps_the_place_in_the_text(lines, shelf, press):
    state = press(start(shelf, "gcm/objective-23", 120, 24), shelf, *["ctrl+e"] * lines)
    assert state.here.scroll == lines
    before = _first_words(state, shelf)
    narrow = update.resize(state, 64, 30, shelf)
    after = _first_words(narrow, shelf)
    assert set(before.split()[:3]) & set(after.split())
    assert abs(update.resize(narrow, 120, 24, shelf).here.scroll - lines) <= 1


def _first_words(state: State, shelf: Shelf) -> str:
    lines = shelf.laid(state, state.here.room).lines[state.here.scroll :]
    plain = ("".join(words for words, _, _ in line).strip() for line in lines)
    return next(line for line in plain if line)


def test_back_restores_the_place_after_a_resize_on_the_way(shelf, press):
    state = press(start(shelf, width=100, height=30), shelf, "space", "space", "j")
    left = state.here
    gone = press(state, shelf, "f", "a")
    resized = update.resize(gone, 70, 20, shelf)
    returned = press(update.resize(resized, 100, 30, shelf), shelf, "H")
    assert returned.here == left


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
@pytest.mark.parametrize("page", ["gcm/objective-17", "imrf", "agenda2030", "gcm", "nhris", "gcm/2"])
def test_every_reference_in_sight_is_within_three_keys(page, size, shelf, press):
    state = start(shelf, page, *size)
    labels = prompts.targets(draw_screen(state, shelf), contents=False)
    assert labels
    for tag, label in labels.items():
        assert len(label) <= 2
        opened = press(state, shelf, "f", *label)
        kind, _, number = tag.partition(":")
        target = (
            shelf.page(page).links[int(number)].target
            if kind == "link"
            else shelf.references(state)[int(number)].target
        )
        assert opened.here.id == target


def test_numbers_open_what_they_stand_before(shelf, press):
    for link in shelf.page("imrf").links:
        if link.number:
            opened = press(start(shelf, "imrf"), shelf, *str(link.number))
            opened = press(opened, shelf, "enter") if opened.typed else opened
            assert opened.here.id == link.target


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12), (59, 9), (60, 8), (30, 8), (29, 7), (1, 1), (300, 90)])
def test_every_line_has_exactly_the_width_of_the_screen(size, shelf, press):
    width, height = size
    for keys_pressed in ((), ("?",), ("s", "=law"), ("t",), ("u",), ("f",), ("j", "K"), ("tab",), ("z",), (":",)):
        state = press(start(shelf, "gcm/objective-5", width, height), shelf, *keys_pressed)
        rows = update.screen(state, shelf)
        assert len(rows) == height
        assert {sum(canvas.width(text) for text, _, _ in row) for row in rows} == {width}


@settings(max_examples=grids.examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pressed=st.lists(st.sampled_from(ALL_KEYS), max_size=40),
    size=st.tuples(st.integers(1, 160), st.integers(1, 60)),
    hostile=st.booleans(),
)
def test_no_sequence_of_keys_breaks_the_screen(pressed, size, hostile, shelf, hostile_shelf):
    one = hostile_shelf if hostile else shelf
    state = update.start(one, "pact" if hostile else "gcm/36.a", width=size[0], height=size[1])
    for key in pressed:
        state = update.press(state, key, one)
    rows = update.screen(state, one)
    assert len(rows) == size[1]
    for row in rows:
        plain = "".join(text for text, _, _ in row)
        assert all(char.isprintable() or char in "\u200c\u200d" for char in plain)
        assert sum(canvas.width(text) for text, _, _ in row) == size[0]


def test_the_same_key_on_the_same_state_gives_the_same_state(shelf):
    state = start(shelf)
    for key in ("j", "space", "f", "s", "t", "i", "K", "L", "2", "z"):
        assert update.press(state, key, shelf) == update.press(state, key, shelf)


def test_hostile_text_is_shown_and_does_nothing(hostile_shelf, press, text):
    shown = text(start(hostile_shelf, "pact/1", 100, 60), hostile_shelf)
    assert "[sic] [/bold] A:clock1:b \\[" in shown
    assert "\x1b" not in shown
    assert "\\x1b[31mred" in shown
    assert "\\u202e" in shown
    state = press(start(hostile_shelf, "pact"), hostile_shelf, "y")
    assert state.effects == (("copy", "pact"),)


@pytest.mark.long
def test_a_large_corpus_is_read_by_the_screenful(large_index, press):
    big = Shelf(large_index)
    statements: list[str] = []
    rows = 0

    def progress() -> int:
        nonlocal rows
        rows += 1
        return 0

    large_index.connection.set_trace_callback(statements.append)
    state = start(big, "pact", 120, 40)
    large_index.connection.set_trace_callback(None)
    assert len(big.rows(state)) < 310  # a stretch of the open instrument, and the others
    assert len(statements) < 1500
    state = press(state, big, "h", "l", "G")
    assert "more" in "".join(row.text for row in big.rows(press(state, big, "g", "l")))
    # A thousand steps of SQLite's machine at a time: a key may cost a bounded number of them, whatever the corpus.
    large_index.connection.set_progress_handler(progress, 1000)
    state = press(start(big, "pact/12000", 120, 40), big, "j", "space", "tab", "j", "t", "q")
    large_index.connection.set_progress_handler(None, 0)
    assert rows < 3000
    state = press(state, big, "s", "=matter")
    assert "more than 2,000" in state.overlay.note


@pytest.mark.grid
def test_the_rest_of_a_long_branch_comes_two_hundred_at_a_time(large_index, press):
    big = Shelf(large_index)
    state = press(start(big, "pact", 120, 40), big, "h", "l")
    before = big.rows(state)
    assert sum(row.key.startswith("n:pact/") for row in before) == 200
    rest = next(row for row in before if row.key.startswith("more:"))
    assert rest.text == "14,800 more"
    after = big.rows(update.click(state, f"row:{rest.key}", big))
    assert sum(row.key.startswith("n:pact/") for row in after) == 400


def test_mouse(shelf, press):
    state = start(shelf, width=100, height=30)
    rows = update.screen(state, shelf)
    tags = [tag for row in rows for _, _, tag in row]
    assert "edge:column" in tags
    assert "pane:references" in tags
    assert update.click(state, "pane:references", shelf).here.focus == "references"
    assert update.click(state, "link:1", shelf).here.id == shelf.page(state.here.id).links[1].target
    assert update.click(state, "go:gcm", shelf).here.id == "gcm"
    assert update.wheel(state, "reader", 3, shelf).here.scroll == 3
    wide = update.drag(state, "edge:column", 50, 9, shelf)
    assert layout(wide, references=True)["contents"].width == 50
    tall = update.drag(state, "edge:rows", 60, 12, shelf)
    assert layout(tall, references=True)["references"].height == 16
    assert press(state, shelf, "?") == update.click(state, "do:help", shelf)


def test_the_path_of_the_readme_opens_hop_by_hop(shelf, press):
    state = press(start(shelf, "gcm/objective-22"), shelf, "p", "=ilo", "enter")
    assert state.overlay.kind == "path"
    hops = [item for item in state.overlay.items if item.key]
    for at, hop in enumerate(hops[:9], 1):
        opened = press(state, shelf, str(at)) if len(hops) < 10 else press(state, shelf, *["j"] * (at - 1), "enter")
        assert opened.here.id == hop.key


def test_only_the_browse_command_names_the_screen_library():
    root = Path(__file__).parents[3] / "compactx"
    users = {path.relative_to(root).as_posix() for path in root.rglob("*.py") if "textual" in _imports(path)}
    assert users == {"tui/app.py"}


def _imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_a_shows_where_a_wording_stood_before(shelf, press):
    asked = []
    own = Shelf(shelf.index, run=lambda *words: asked.append(words[:2]) or "verbatim  A/RES/60/901 2\nused once\n")
    state = press(start(own, "gcm/33.a"), own, "a")
    assert asked == [("agreed", ("gcm/33.a",))]
    assert state.overlay.title == "compactx agreed gcm/33.a"
    assert [item.main for item in state.overlay.items] == ["verbatim  A/RES/60/901 2", "used once"]
    assert press(state, own, "escape").overlay is None


@pytest.mark.parametrize("words", ["children", "remittances", "ILO", "asylum"])
def test_a_search_has_the_hits_of_the_page_in_its_order_and_its_count(shelf, words):
    found = ask(shelf.index, words, limit=seek.HITS, texts=shelf.texts())
    rows, note = seek.seek(shelf, f"{words} ")
    ids = [hit.node.id for group in found.arranged for hit in group]
    assert [row.key for row in rows if row.key] == ids
    assert note.startswith((f"{found.total:,} found", f"the best {len(ids)} of {found.total:,}"))


def test_a_hit_says_a_summary_once_and_marks_it_once(shelf):
    rows, _ = seek.seek(shelf, "remittances ")
    assert not [row for row in rows if "~ ~" in f"{row.main} {row.detail}"]
    assert [row for row in rows if row.main.startswith("~ ")]


def test_a_long_locator_leaves_the_titles_of_other_references_room(shelf, press):
    state = press(start(shelf, "agenda2030", 100, 34), shelf, "i")
    lines = ["".join(piece[0] for piece in row) for row in draw_screen(state, shelf)]
    assert any("Preamble: ~ The Compact" in line for line in lines)  # a title, and what the clause says
