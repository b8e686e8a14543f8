"""The tasks of ``docs/tasks.md``: each command answers, and the answer stands where the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import compactx

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
    """Return (what is done, what its answer has) of each row of the page's tables."""
    found = []
    for line in (ROOT / "docs" / "tasks.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("|") and len(cells) == 5 and cells[3].startswith("`"):
            found.append((cells[3].strip("`"), tuple(re.findall("`([^`]+)`", cells[4]))))
    return found


def test_there_are_thirty_tasks_and_more_and_each_says_what_its_answer_has():
    assert len(tasks()) >= 40
    assert all(words for _, words in tasks())
    assert sum(not done.startswith("compactx") for done, _ in tasks()) >= 5  # lines of Python


@pytest.mark.parametrize(("done", "words"), tasks(), ids=lambda value: value if isinstance(value, str) else "")
@pytest.mark.usefixtures("own_homes")
def test_the_answer_of_a_task(run_cli, monkeypatch, done, words):
    monkeypatch.chdir(ROOT)
    shown = _of_command(run_cli, done) if done.split()[0] == "compactx" else _of_python(done)
    for one in words:
        assert one in shown, done


def _of_command(run_cli, command):
    argv = command.split()[1:]
    answer = run_cli(*argv, env={"NO_COLOR": "1", "COLUMNS": "80"})
    lines = answer.out.splitlines()
    is_list = argv[:1] and argv[0] in _LISTS
    return " ".join(" ".join([*(lines if is_list else _first(argv, lines)), *answer.err.splitlines()]).split())


def _of_python(line):
    with compactx.open() as c:
        return str(eval(line, {"c": c}))  # noqa: S307 - a line of our own page


def _first(argv, lines):
    """Return the first screen; where a task is to keep the whole page, all of it."""
    return lines if argv == ["show", "objective", "17"] or argv[:1] == ["trace"] else lines[:_SCREEN]
