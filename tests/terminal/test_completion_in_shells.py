"""Tab in real shells, on a real terminal: type, press Tab, and see which words the shell then has."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

pexpect = pytest.importorskip("pexpect")
pytestmark = pytest.mark.terminal

LINES = [
    ("compactx sho", ["compactx", "show"]),
    ('compactx refs "2030 Agenda fo', ["compactx", "refs", "2030 Agenda for Sustainable Development"]),
    ("compactx refs 2030\\ Agenda\\ fo", ["compactx", "refs", "2030 Agenda for Sustainable Development"]),
    ("compactx refs '2030 Agenda fo", ["compactx", "refs", "2030 Agenda for Sustainable Development"]),
    ("compactx refs 2030 Agenda for", ["compactx", "refs", "2030", "Agenda", "for Sustainable Development"]),
    (
        'compactx refs "Transforming our world: the 2030 Agenda fo',
        ["compactx", "refs", "Transforming our world: the 2030 Agenda for Sustainable Development"],
    ),
    (
        "compactx refs Transforming\\ our\\ world:\\ the\\ 2030\\ Agenda\\ fo",
        ["compactx", "refs", "Transforming our world: the 2030 Agenda for Sustainable Development"],
    ),
    (
        'compactx path objective 22 to "Paris Agreement on',
        ["compactx", "path", "objective", "22", "to", "Paris Agreement on climate change"],
    ),
    ("compactx refs IMRF --relation decid", ["compactx", "refs", "IMRF", "--relation", "decides-on"]),
    ("compactx export grap", ["compactx", "export", "graphml"]),
    ("compactx show paris-a", ["compactx", "show", "paris-agreement"]),
]
_STARTS = {
    "bash": (
        ["--norc", "--noprofile", "-i"],
        "bind 'set enable-bracketed-paste off'; source <(compactx completion bash)",
    ),
    "zsh": (["-f", "-i"], "autoload -Uz compinit; compinit -u -D; source <(compactx completion zsh)"),
    "fish": (["--no-config", "-i"], "compactx completion fish | source"),
}
_PATIENCE = 30


@pytest.fixture(params=sorted(_STARTS))
def shell(request, tmp_path):
    """A shell on a terminal of its own with completion switched on."""
    program = shutil.which(request.param)
    if program is None:
        pytest.skip(f"{request.param} is not installed here")
    own = str(Path(sys.executable).parent)
    if not (Path(own) / "compactx").exists():
        pytest.skip("compactx is not installed as a command here")
    env = {**os.environ, "PATH": f"{own}{os.pathsep}{os.environ['PATH']}", "TERM": "xterm", "HOME": str(tmp_path)}
    env |= {"XDG_CONFIG_HOME": str(tmp_path), "HISTFILE": os.devnull, "LC_ALL": "C.UTF-8"}
    flags, start = _STARTS[request.param]
    child = pexpect.spawn(program, flags, env=env, encoding="utf-8", dimensions=(60, 300), timeout=_PATIENCE)
    _quiet(child)
    child.send(f"{start}; compactx show imrf --ids; echo rea''dy\r")
    child.expect("ready")
    _quiet(child)
    yield child
    child.close(force=True)


def test_tab_completes_commands_options_ids_and_names_with_spaces_and_colons(shell):
    wrong = {}
    for line, words in LINES:
        got = _completed(shell, line)
        if got != words:
            wrong[line] = got
    assert not wrong


def _completed(shell, line):
    """Type a line, press Tab, and let the shell print the words it then has."""
    shell.send(line + "\t")
    _quiet(shell)
    for _ in range(20):
        shell.send("\x01")  # to the beginning of the line
        shell.send("printf '<%s>' \x05 END\r")
        seen = _until_answer(shell)
        if seen:
            return seen
    return []


def _quiet(shell, seconds=0.3):
    """Read until the shell has printed nothing for a while: it waits for keys then."""
    with contextlib.suppress(pexpect.TIMEOUT):
        while True:
            shell.read_nonblocking(4096, timeout=seconds)


def _until_answer(shell):
    shell.expect(r"(?:<[^<>\r\n]*>)+<END>")
    return re.findall(r"<([^<>]*)>", shell.match.group(0))[:-1]
