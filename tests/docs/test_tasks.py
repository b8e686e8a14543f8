"""The tasks of ``docs/tasks.md``: each command answers, and the answer stands where the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_SCREEN = 24
_LISTS = (
    "refs",
    "list",
    "matrix",
    "graph",
    "export",
    "schema",
    "check",
    "stats",
    "search",
    "tree",
    "help",
)  # not pages


def tasks():
    """Return (command, what its answer has) of each row of the page's tables."""
    found = []
    for line in (ROOT / "docs" / "tasks.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 4 and cells[2].startswith("`compactx"):
            found.append((cells[2].strip("`"), tuple(re.findall("`([^`]+)`", cells[3]))))
    return found


def test_there_are_thirty_tasks_and_more_and_each_says_what_its_answer_has():
    assert len(tasks()) >= 30
    assert all(words for _, words in tasks())


@pytest.mark.parametrize(("command", "words"), tasks(), ids=lambda value: value if isinstance(value, str) else "")
@pytest.mark.usefixtures("own_homes")
def test_the_answer_of_a_task(run_cli, monkeypatch, command, words):
    monkeypatch.chdir(ROOT)
    argv = command.split()[1:]
    answer = run_cli(*argv, env={"NO_COLOR": "1", "COLUMNS": "80"})
    lines = answer.out.splitlines()
    is_list = argv[:1] and argv[0] in _LISTS
    shown = " ".join(" ".join([*(lines if is_list else _first(argv, lines)), *answer.err.splitlines()]).split())
    for one in words:
        assert one in shown, command


def _first(argv, lines):
    """Return the first screen; where a task is to keep the whole page, all of it."""
    return lines if argv == ["show", "objective", "17"] or argv[:1] == ["trace"] else lines[:_SCREEN]
