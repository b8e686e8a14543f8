"""The examples of the docs: blocks marked ``console`` are commands with their output.

Run with ``--update`` to rewrite the output in place. A block may stop early and then says so in a last line ``…``.
A guide is one task: its commands run one after the other in a folder of their own, by the shell, and a block behind
``<!-- file: NAME -->`` is written to that file there.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
GUIDES = tuple(page for page in PAGES if page.parent.name == "guides")
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PIECE = re.compile(_BLOCK.pattern + r"|^<!-- file: (\S+) -->\n+```\w*\n(.*?)^```$", _BLOCK.flags)
_WIDTH = "80"
MORE = "…"  # the last line of a block that stops early


class Example(NamedTuple):
    """A command line with the output that a page shows for it."""

    page: Path
    command: str
    shown: str


def examples() -> list[Example]:
    """Return every example of every page that is no guide."""
    found = []
    for page in (page for page in PAGES if page not in GUIDES):
        for block in _BLOCK.findall(page.read_text(encoding="utf-8")):
            for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, shown = piece.partition("\n")
                found.append(Example(page, command, shown))
    return found


def output(command: str) -> str:
    """Run a command as the docs show it: a page of eighty columns without colour, both streams."""
    words = shlex.split(command)
    assert words[0] == "compactx", command
    return _printed([sys.executable, "-m", "compactx", *words[1:]])


def _printed(words: list[str], folder: Path | None = None, **more: str) -> str:
    environment = {**os.environ, "COMPACTX_FORCE_TTY": _WIDTH, "NO_COLOR": "1", "PYTHONUTF8": "1", **more}
    done = subprocess.run(
        words,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


class Task:
    """A guide that is carried out: a folder where its files are, with a data home and the programs that it names."""

    def __init__(self, home: Path) -> None:
        """Make the folder."""
        self.folder, programs = home / "task", home / "programs"
        self.folder.mkdir()
        programs.mkdir()
        for name, words in (("compactx", "-m compactx"), ("python", "")):
            program = programs / name
            program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n', encoding="utf-8")
            program.chmod(0o755)
        self._environment = {
            "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', '')}",
            "PYTHONPATH": str(ROOT),
            "XDG_DATA_HOME": str(home / "data"),
            "LC_ALL": "C.UTF-8",
        }

    def output(self, command: str) -> str:
        """Carry out a command line; what writes to a pipe or a file has no screen."""
        screen = _WIDTH if not re.search(r"[|>]", re.sub(r"'[^']*'", "", command)) else ""
        return _printed(["sh", "-c", command], self.folder, **self._environment, COMPACTX_FORCE_TTY=screen)

    def steps(self, page: Path) -> list[tuple[Example, str]]:
        """Carry out a guide; return each example with what was printed."""
        found = []
        for block, name, text in _PIECE.findall(page.read_text(encoding="utf-8")):
            if name:
                self.write(name, text)
            for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, shown = piece.partition("\n")
                found.append((Example(page, command, shown), self.output(command)))
        return found

    def write(self, name: str, text: str) -> None:
        """Write a file of a guide."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def shows(example: Example, printed: str) -> bool:
    """Return whether an example shows what was printed: all of it, or whole lines of its beginning and a line ``…``."""
    lines, real = example.shown.rstrip().splitlines(), printed.rstrip().splitlines()
    if lines[-1:] == [MORE]:
        return len(lines) <= len(real) and lines[:-1] == real[: len(lines) - 1]
    return lines == real


def _cut(shown: str, real: str) -> str:
    lines, printed = shown.rstrip().splitlines(), real.rstrip().splitlines()
    if lines[-1:] == [MORE] and len(lines) <= len(printed):
        printed = [*printed[: len(lines) - 1], MORE]
    return "".join(f"{line}\n" for line in printed)


def _rewritten(match: re.Match[str], run: Callable[[str], str], write: Callable[[str, str], None]) -> str:
    if match.lastindex and match.lastindex > 1:
        write(match.group(2), match.group(3))
        return match.group()
    pieces = []
    for piece in re.split(r"^\$ ", match.group(1), flags=re.MULTILINE)[1:]:
        command, _, shown = piece.partition("\n")
        gap = "\n" if shown.endswith("\n\n") else ""
        pieces.append(f"$ {command}\n{_cut(shown, run(command))}{gap}")
    return "```console\n" + "".join(pieces) + "```"


def update() -> None:
    """Rewrite the output of every example; a block that ends in ``…`` keeps its number of lines, any other takes all.

    The texts and the library of whoever runs this stay out: the pages quote no document.
    """
    with tempfile.TemporaryDirectory() as home:
        os.environ["XDG_DATA_HOME"] = home
        for number, page in enumerate(PAGES):
            run, write = output, _refuse
            if page in GUIDES:
                (Path(home) / str(number)).mkdir()
                task = Task(Path(home) / str(number))
                run, write = task.output, task.write
            text = page.read_text(encoding="utf-8")
            page.write_text(_PIECE.sub(partial(_rewritten, run=run, write=write), text), encoding="utf-8")


def _refuse(name: str, _: str) -> None:
    message = f"only guides write files: {name}"
    raise ValueError(message)


if __name__ == "__main__" and "--update" in sys.argv:
    update()
