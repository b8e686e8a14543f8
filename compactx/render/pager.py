"""Long pages through the reader's pager, as git has it."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys

_DEFAULT = "less"
_SETTINGS = {"LESS": "FRX", "LV": "-c"}  # leave if it fits on a screen, keep colours, leave the text standing
_SHELL = set("|&;<>()$`\\\"'*?[#~=%")


def pager_command(text: str) -> list[str]:
    """Return the command that should show a text, nothing if it should be printed.

    A text that fits on the screen needs none, and neither does a terminal that cannot move its cursor, or one who named
    ``cat``, nothing, or a program that there is not.
    """
    if os.environ.get("TERM", "dumb") in {"dumb", ""} or text.count("\n") < _lines():
        return []
    named = next((os.environ[name] for name in ("COMPACTX_PAGER", "PAGER") if name in os.environ), _DEFAULT)
    if not named.strip() or named.strip() == "cat":
        return []
    if _SHELL.intersection(named) and os.name == "posix":
        return ["sh", "-c", named]
    try:
        words = shlex.split(named)
    except ValueError:
        return []
    return words if shutil.which(words[0]) else []


def _lines() -> int:
    """Return how many lines the terminal has, more than any text where nobody knows."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).lines or sys.maxsize
    except (OSError, ValueError):
        return sys.maxsize


def show_paged(text: str, words: list[str], encoding: str) -> bool:
    """Hand a text to a pager and wait until it ends; False if it could not be started.

    Who leaves before the end has read enough: that is no error. Ctrl-C is the pager's while it runs.
    """
    settings = {name: value for name, value in _SETTINGS.items() if name not in os.environ}
    try:
        pager = subprocess.Popen(words, stdin=subprocess.PIPE, env=os.environ | settings)  # noqa: S603 - what its user named
    except OSError:
        return False
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pager.communicate(text.encode(encoding, "backslashreplace"))
    finally:
        signal.signal(signal.SIGINT, before)
    return True
