"""What terminal programs are expected to do, tried on the commands (the table is in docs/guide.md)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compactx.cli.command import command_names
from compactx.cli.topics import topic_names

ROOT = Path(__file__).parents[3]
_ESCAPE = "\x1b["


@pytest.mark.parametrize(
    ("argv", "env", "coloured"),
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "0"}, False),
        ([], {"CLICOLOR_FORCE": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1", "CLICOLOR": "0"}, True),
        (["--color", "always"], {"NO_COLOR": "1", "TERM": "dumb"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_is_as_it_is_asked(argv, env, coloured, run_cli):
    answer = run_cli("show", "objective", "17", *argv, env=env)
    assert (_ESCAPE in answer.out) == coloured


@pytest.mark.parametrize("form", ["--json", "--jsonl", "--ids"])
def test_columns_are_not_passed_over_in_silence(form, run_cli):
    answer = run_cli("list", "goals", form, "--fields", "id")
    assert (answer.status, answer.out) == (2, "")
    assert "--plain --fields" in answer.err
    assert run_cli("list", "goals", "--fields", "id").status == 0


@pytest.mark.parametrize(
    ("argv", "meant"),
    [
        (["shwo", "gcm"], "show"),
        (["show", "gcm", "--jsn"], "--json"),
        (["show", "objectve", "17"], "gcm/objective-17"),
        (["list", "objektives"], "objective"),
        (["help", "exit-cods"], "exit-codes"),
        (["cite", "33a", "--style", "oscula"], "oscola"),
        (["export", "graphmll"], "graphml"),
        (["matrix", "objectives", "goals", "--format", "pgn"], "png"),
        (["schema", "refz"], "refs"),
        (["stats", "gapz"], "gaps"),
        (["refs", "ILO", "--relation", "cite"], "cites"),
        (["refs", "ILO", "--by", "objectiv"], "objective"),
    ],
)
def test_close_words_are_told(argv, meant, run_cli):
    answer = run_cli(*argv)
    assert answer.status in {2, 3}
    assert answer.out == ""
    told = " ".join(answer.err.splitlines()[:2])
    assert meant in re.split("Did you mean|Possible options:|close:", told, maxsplit=1)[1][:60]


def test_there_is_a_manual_page_of_each_command(run_cli):
    for name in command_names():
        answer = run_cli("help", "--man", name)
        assert answer.status == 0
        assert answer.out.startswith(".TH "), name


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_help_fits_narrow_terminals(width, run_cli):
    for name in [*command_names(), *topic_names()]:
        answer = run_cli("help", name, "--width", str(width))
        # An example is one command line, which must not be folded.
        long = [line for line in answer.out.splitlines() if len(line) > width and "compactx " not in line]
        assert not long, (name, long[0])


def test_every_setting_is_on_the_help_page(run_cli):
    """What the code reads of the environment is told, but for what it asks of the terminal and the desktop."""
    told = run_cli("help", "environment").out
    asked = {
        "COLORFGBG",
        "DISPLAY",
        "WAYLAND_DISPLAY",
        "LESS",
        "HOME",
        "LANG",
        "LC_ALL",
        "LC_CTYPE",
        "PATH",
        "COLORTERM",
    }
    read = set()
    for path in (ROOT / "compactx").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        read |= set(re.findall(r"environ(?:\.get\(|\[)\"([A-Z][A-Z_]+)\"", source))
    assert {name for name in read - asked if name not in told} == set()
