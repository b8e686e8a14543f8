"""``show --web``, and links on terminals only."""

from __future__ import annotations

import pytest


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
