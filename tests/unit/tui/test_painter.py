"""Painting with few bytes: what a terminal shows afterwards is what was asked for, whatever stood there before."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compactx.tui import colours, update
from compactx.tui.painter import Painter

_MOVE = re.compile(r"\x1b\[(\d+)(?:;(\d+))?H")
_STYLE = re.compile(r"\x1b\[([\d;]*)m")


class Screen:
    """A terminal that knows the four sequences of the painter: moving, clearing, to the end of the line, styles."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.rows = self._empty()

    def _empty(self) -> list[list[tuple[str, str]]]:
        return [[(" ", "")] * self.width for _ in range(self.height)]

    def take(self, text: str) -> None:
        y = x = at = 0
        style = ""
        while at < len(text):
            if move := _MOVE.match(text, at):
                y, x, at = int(move[1]) - 1, int(move[2] or 1) - 1, move.end()
            elif styled := _STYLE.match(text, at):
                style, at = styled[1].removeprefix("0;"), styled.end()
            elif text.startswith("\x1b[H\x1b[2J", at):
                self.rows, y, x, at = self._empty(), 0, 0, at + 7
            elif text.startswith("\x1b[2J", at):
                self.rows, at = self._empty(), at + 4
            elif text.startswith("\x1b[H", at):
                y, x, at = 0, 0, at + 3
            elif text.startswith("\x1b[K", at):
                self.rows[y][x:] = [(" ", "")] * (self.width - x)
                at += 3
            else:
                assert text[at] != "\x1b", repr(text[at : at + 12])
                self.rows[y][x] = (text[at], style)
                x, at = x + 1, at + 1


def _visible(char: str, codes: str) -> tuple[str, str]:
    return (char, codes if char != " " or {"4", "7"} & set(codes.split(";")) else "")


def _wanted(rows, theme):
    return [[_visible(char, colours.switches(theme, style)) for text, style, _ in row for char in text] for row in rows]


_piece = st.tuples(st.text("ab  ≈│", max_size=9), st.sampled_from(["text", "head", "chosen", "kept", "dim"]))


@given(
    st.lists(st.lists(st.lists(_piece, max_size=5), min_size=3, max_size=3), min_size=1, max_size=5),
    st.sampled_from(colours.THEMES),
)
def test_any_screen_after_any_other_stands_as_it_was_asked_for(screens, theme):
    painter, terminal = Painter(), Screen(40, 3)
    for screen in screens:
        rows = []
        for pieces in screen:
            row = [(text, style, "") for text, style in pieces][:4]
            rows.append((*row, (" " * (40 - sum(len(text) for text, _, _ in row)), "text", "")))
        terminal.take(painter.paint(tuple(rows), theme))
        shown = [[_visible(*cell) for cell in row] for row in terminal.rows]
        assert shown == _wanted(rows, theme)


def test_an_address_is_a_link_where_the_terminal_may_have_them():
    rows = ((("see ", "text", ""), ("https://un.org/a", "link", "web:https://un.org/a"), ("   ", "text", "")),)
    link = "\x1b]8;;https://un.org/a\x1b\\\x1b[36mhttps://un.org/a\x1b[m\x1b]8;;\x1b\\"
    assert link in Painter(links=True).paint(rows, "night")
    assert "\x1b]8" not in Painter().paint(rows, "night")


def test_a_screen_that_did_not_change_costs_nothing_and_one_that_was_lost_costs_all(shelf):
    rows = update.screen(update.start(shelf, "gcm/objective-17", width=80, height=24), shelf)
    painter = Painter()
    first = painter.paint(rows, "night")
    assert painter.paint(rows, "night") == ""
    painter.forget()
    assert painter.paint(rows, "night") == first


def test_wide_characters_and_marks_are_written_by_whole_lines(hostile_shelf):
    painter = Painter()
    rows = update.screen(update.start(hostile_shelf, "t-3", width=80, height=24), hostile_shelf)
    text = painter.paint(rows, "night")
    assert "移民移民移民" in text
    assert "e\u0301e\u0301" in text


# Bytes of a first screen, and the most that a key of a search may cost, at 80 by 24: on a line of 9,600 baud three
# seconds and a little more than one. The library that draws took 12,795 and 2,961.
@pytest.mark.parametrize("theme", colours.THEMES)
@pytest.mark.parametrize("words", ["remittances", "children", "asylum seekers"])
def test_a_slow_line_is_served(theme, words, shelf, press):
    painter = Painter()
    state = update.start(shelf, "gcm/objective-17", width=80, height=24, theme=theme)
    assert len(painter.paint(update.screen(state, shelf), theme).encode()) < 2_600
    state = press(state, shelf, "s")
    painter.paint(update.screen(state, shelf), theme)
    costs = []
    for letter in words:
        state = press(state, shelf, letter)
        costs.append(len(painter.paint(update.screen(state, shelf), theme).encode()))
    assert max(costs) < 1_250
    assert sum(costs) / len(costs) < 800
