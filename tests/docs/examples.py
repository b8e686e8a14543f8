"""The examples of the docs: blocks marked ``console`` are commands with their output.

Run with ``--update`` to rewrite the output in place. A block may stop early and then says so in a last line ``…``.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_WIDTH = "80"
MORE = "…"  # the last line of a block that stops early


class Example(NamedTuple):
    """A command line with the output that a page shows for it."""

    page: Path
    command: str
    shown: str


def examples() -> list[Example]:
    """Return every example of every page."""
    found = []
    for page in PAGES:
        for block in _BLOCK.findall(page.read_text(encoding="utf-8")):
            for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, shown = piece.partition("\n")
                found.append(Example(page, command, shown))
    return found


def output(command: str) -> str:
    """Run a command as the docs show it: a page of eighty columns without colour, both streams."""
    words = shlex.split(command)
    assert words[0] == "compactx", command
    environment = {**os.environ, "COMPACTX_FORCE_TTY": _WIDTH, "NO_COLOR": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "compactx", *words[1:]],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


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


def _rewritten(match: re.Match[str]) -> str:
    pieces = []
    for piece in re.split(r"^\$ ", match.group(1), flags=re.MULTILINE)[1:]:
        command, _, shown = piece.partition("\n")
        gap = "\n" if shown.endswith("\n\n") else ""
        pieces.append(f"$ {command}\n{_cut(shown, output(command))}{gap}")
    return "```console\n" + "".join(pieces) + "```"


def update() -> None:
    """Rewrite the output of every example; a block that ends in ``…`` keeps its number of lines, any other takes all.

    The texts and the library of whoever runs this stay out: the pages quote no document.
    """
    with tempfile.TemporaryDirectory() as home:
        os.environ["XDG_DATA_HOME"] = home
        for page in PAGES:
            text = page.read_text(encoding="utf-8")
            page.write_text(_BLOCK.sub(_rewritten, text), encoding="utf-8")


if __name__ == "__main__" and "--update" in sys.argv:
    update()
