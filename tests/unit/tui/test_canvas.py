"""Widths are Rich's: what is laid out, what is drawn and where a click lands agree."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from rich.cells import cell_len

from compactx.tui import canvas
from compactx.tui.app import Canvas

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
TEXTS = ["mi\u00adgrants", FAMILY, "e\u0301tat", "移民", "a\u200bb", "☺\ufe0f", "ของ", "Déclaration \u2013 «…»", "حقوق"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_as_wide_as_rich_draws_it(text: str) -> None:
    assert canvas.width(text) == cell_len(text)
    for room in range(8):
        head, rest = canvas.split(text, room)
        assert head + rest == text
        assert cell_len(head) <= room
        assert cell_len(canvas.pad(text, room)) == room


def test_what_is_counted_without_rich_is_single_for_rich() -> None:
    assert {char for char in canvas._SINGLE if cell_len(char) != 1} == set()


def test_a_family_is_not_taken_apart() -> None:
    assert canvas.split(FAMILY + " x", 2) == (FAMILY, " x")
    assert canvas.split(FAMILY + " x", 1) == ("", FAMILY + " x")


def test_a_click_behind_signs_of_many_characters_lands() -> None:
    drawn = Canvas()
    texts = [FAMILY, "mi\u00adgrants", "移民", "end"]
    drawn.rows = (tuple((text, "text", text) for text in texts),)
    at = 0
    for text in texts:
        assert drawn.tag_at(at, 0) == drawn.tag_at(at + canvas.width(text) - 1, 0) == text
        at += canvas.width(text)
    assert drawn.tag_at(at, 0) == ""


def test_text_of_single_cells_is_measured_without_rich() -> None:
    cut = "canvas.cut('Déclaration \u2014 «droits» ─ ▸', 9)"
    program = f"import sys; from compactx.tui import canvas; {cut}; print('rich' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_long_text_of_marks_is_cut_at_once() -> None:
    start = time.process_time()
    canvas.split("é" + "\u0301" * 100_000, 10)
    assert time.process_time() - start < 5
