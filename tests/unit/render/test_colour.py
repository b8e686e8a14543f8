"""Whether a page is coloured: what is asked for, then what the environment says, then the terminal."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from compactx.render.terminal import has_color

VARIABLES = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM")


@pytest.mark.parametrize(
    ("asked", "environment", "on_terminal", "elsewhere"),
    [
        ("auto", {}, False, False),  # a terminal that does not say what it is
        ("auto", {"TERM": "xterm"}, True, False),
        ("auto", {"TERM": "dumb"}, False, False),
        ("auto", {"TERM": ""}, False, False),
        ("auto", {"TERM": "xterm", "NO_COLOR": "1"}, False, False),
        ("auto", {"TERM": "xterm", "NO_COLOR": ""}, True, False),
        ("auto", {"TERM": "xterm", "CLICOLOR": "0"}, False, False),
        ("auto", {"TERM": "xterm", "CLICOLOR": "1"}, True, False),
        ("auto", {"TERM": "xterm", "FORCE_COLOR": "0"}, True, False),
        ("auto", {"TERM": "xterm", "FORCE_COLOR": ""}, True, False),
        ("auto", {"TERM": "dumb", "FORCE_COLOR": "1"}, True, True),
        ("auto", {"CLICOLOR_FORCE": "1", "CLICOLOR": "0"}, True, True),
        ("auto", {"TERM": "xterm", "CLICOLOR_FORCE": "0"}, True, False),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, True, True),
        ("never", {"FORCE_COLOR": "1", "TERM": "xterm"}, False, False),
    ],
)
def test_colour(asked, environment, on_terminal, elsewhere, monkeypatch):
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for is_terminal, expected in ((True, on_terminal), (False, elsewhere)):
        monkeypatch.setattr(sys, "stdout", SimpleNamespace(isatty=lambda says=is_terminal: says))
        assert has_color(asked) is expected
