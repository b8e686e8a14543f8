"""The documentation of browse names every key and shows screens as they are drawn."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from compactx.tui import keys, picture, update

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize("row", [row for row in keys.TABLE if "read" in row.modes], ids=lambda row: row.action)
def test_every_key_is_documented(row):
    lines = [line for line in (DOCS / "browse.md").read_text(encoding="utf-8").splitlines() if row.help in line]
    assert lines
    if row.action != "number":
        assert all(keys.shown(key) in lines[0] for key in row.keys)


@pytest.mark.parametrize("name", [screen[0] for screen in picture.SCREENS])
def test_every_picture_is_there_and_is_an_image(name):
    root = ET.parse(DOCS / "pictures" / f"browse-{name}.svg").getroot()  # noqa: S314 - our own file
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert len(list(root.iter("{http://www.w3.org/2000/svg}text"))) > 10


def test_a_picture_holds_the_words_of_its_screen(hostile_shelf):
    state = picture.pressed(hostile_shelf, "pact/1", (80, 24), "night", ["j"])
    rows = update.screen(state, hostile_shelf)
    drawn = picture.screen_svg(rows, "night", "a <title> & more")
    root = ET.fromstring(drawn)  # noqa: S314 - our own text
    words = {text.text for text in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {part.strip(" ") for row in rows for part, _, _ in row if part.strip()} <= words
