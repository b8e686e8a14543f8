"""Large documents say on a terminal, at once and then in shares, how far they are; a pipe hears nothing."""

from __future__ import annotations

import io
import os
import sys

import grids
import pytest

from compactx.cli import door


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


def written(path, paragraphs):
    path.write_text("".join(f"{n}. Recalling resolution 70/1 of 2015.\n\n" for n in range(1, paragraphs)))
    return str(path)


@pytest.fixture
def large(tmp_path, monkeypatch):
    """A document that counts as large, though it is not much more than half of the smallest that does."""
    monkeypatch.setattr("compactx.cli.operands._LARGE", 300_000)
    return written(tmp_path / "large.txt", 8_001)


COMMANDS = [["scan"], ["check"], ["compare", "tests/cases/documents/harbour-draft.txt"]]


@pytest.mark.parametrize("command", grids.parameters(COMMANDS, COMMANDS[:1]))
def test_it_is_told_before_reading_and_goes_when_done(command, large, monkeypatch, capsys):
    told_of(command, large, monkeypatch)
    assert capsys.readouterr().out.startswith("{")


@pytest.mark.grid
def test_half_a_megabyte_is_large(tmp_path, monkeypatch, capsys):
    path = written(tmp_path / "large.txt", 14_001)
    assert os.path.getsize(path) > 500_000
    told_of(["scan"], path, monkeypatch)
    assert capsys.readouterr().out.startswith("{")


def told_of(command, large, monkeypatch):
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    door.run([*command, large, "--json"])
    told = screen.getvalue().split("\r\033[K")
    assert told[1] == "1/1 large.txt reading"
    shares = [int(one.split()[-2]) for one in told[2:-1]]
    assert len(shares) > 1
    assert shares == sorted(shares)
    assert shares[-1] == 100
    assert told[-1] == ""


def test_a_small_one_and_a_pipe_and_quiet_hear_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("compactx.cli.operands._LARGE", 20_000)
    large = written(tmp_path / "large.txt", 801)
    assert os.path.getsize(large) > 20_000 > os.path.getsize("tests/cases/documents/harbour-draft.txt")
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    door.run(["scan", "tests/cases/documents/harbour-draft.txt", "--json"])
    door.run(["scan", large, "--quiet", "--json"])
    assert screen.getvalue() == ""
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    door.run(["scan", large, "--json"])
    assert sys.stderr.getvalue() == ""
    capsys.readouterr()
