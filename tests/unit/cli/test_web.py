"""``show --web``, and links on terminals only."""

from __future__ import annotations

import pytest

from compactx.cli import door
from compactx.render import terminal


@pytest.mark.parametrize(
    ("argv", "status", "out"),
    [
        (["show", "gcm", "--web"], 0, "https://docs.un.org/en/A/RES/73/195\n"),
        (["show", "33a", "--web"], 0, "https://docs.un.org/en/A/RES/73/195\n"),
        (["show", "nhris", "--web"], 1, ""),
    ],
)
def test_the_official_address_is_printed(argv, status, out, run_cli):
    answer = run_cli(*argv)
    assert (answer.status, answer.out) == (status, out)


@pytest.mark.parametrize("env", [{}, {"FORCE_COLOR": "1"}, {"COMPACTX_FORCE_TTY": "80"}, {"TERM": "dumb"}])
def test_a_pipe_has_no_links(env, run_cli):
    answer = run_cli("show", "agenda2030", env=env)
    assert "https://docs.un.org/en/A/RES/70/1" in answer.out
    assert "\x1b]8;" not in answer.out


@pytest.mark.parametrize("command", [["show"], ["refs"], ["review"]])
def test_each_page_of_a_thing_has_its_address(command, run_cli):
    answer = run_cli(*command, "gcm", "33a", "--web")
    assert (answer.status, answer.out) == (0, "https://docs.un.org/en/A/RES/73/195\n")


@pytest.mark.parametrize(
    ("term", "linked"),
    [("xterm-256color", True), ("dumb", False), ("linux", False)],
    ids=["capable", "dumb", "console"],
)
def test_names_and_symbols_are_links_on_a_terminal_that_can(term, linked, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", term)
    assert door.run(["show", "gcm", "--no-pager", "--color", "always"]) == 0
    out = capsys.readouterr().out
    assert out.count("\x1b]8;") == out.count("\x1b]8;;\x1b\\") * 2
    heads = [line for line in out.splitlines() if "Global Compact for Safe" in line]
    assert ("https://docs.un.org/en/A/RES/73/195\x1b\\" in heads[0]) == linked
    assert ("\x1b]8;;https://docs.un.org/en/A/RES/73/195\x1b\\A/RES/73/195\x1b]8;;\x1b\\" in out) == linked


def test_an_address_that_a_name_leads_to_is_no_second_link():
    name = "\x1b]8;id=7;https://docs.un.org/en/A/RES/70/1\x1b\\Agenda\x1b]8;;\x1b\\"
    assert terminal.linked(name) == name
