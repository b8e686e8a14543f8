"""What a person waits for in ``browse``: the first ink, the program that takes keys, and what each key brings.

The program runs on a terminal of 100 x 40 of its own. A key's time ends with the last byte that it drew; a quarter of a
second without a byte says that it was the last.
"""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_QUIET = 0.25
_PATIENCE = 60.0
_MOUSE = b"\x1b[?1000h"
_INK = 300  # bytes: more than what switches the terminal over
_ASKS = b"\x1b[c"  # who it is; a terminal says so at once
_ANSWER = b"\x1b[?6c"
KEYS = (
    ("to the references of a document (r)", b"r"),
    ("down a row (j)", b"j"),
    ("back to the page (h)", b"h"),
    ("to the contents (h)", b"h"),
    ("the last row of the contents (G)", b"G"),
    ("its first row (g g)", b"gg"),
    ("the search opens (s)", b"s"),
    ("its first letter", b"m"),
    ("its second letter", b"i"),
    ("its next letters", b"gra"),
    ("the first hit (Enter)", b"\r"),
    ("back (H)", b"H"),
    ("the tree (t)", b"t"),
    ("closing it (Esc)", b"\x1b"),
)


def session(environment: Mapping[str, str], reference: str) -> dict[str, float]:
    """Open a page, press every key, leave; return the seconds of each."""
    began = time.perf_counter()
    process, outer = _start(environment, ("browse", *([reference] if reference else [])))
    try:
        times = {"first ink": _until(outer, began, _INK), "takes keys": _listening(outer, began)}
        for name, key in KEYS:
            pressed = time.perf_counter()
            os.write(outer, key)
            times[name] = _settled(outer, pressed)
        os.write(outer, b"\x03")
        _settled(outer, time.perf_counter())
    finally:
        os.close(outer)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    return times


class Opening(NamedTuple):
    """What opening takes: seconds on the clock, seconds of the processor, and peak memory in MiB."""

    wall: float
    seconds: float
    peak: float


def first_screen(environment: Mapping[str, str], reference: str) -> Opening:
    """Open a page until its first ink is there; the program then goes on to load what takes its keys."""
    began = time.perf_counter()
    process, outer = _start(environment, ("browse", *([reference] if reference else [])))
    try:
        ink, peak = _until(outer, began, _INK), _peak(process)
        seconds = int(Path(f"/proc/{process}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9
    finally:
        os.close(outer)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    return Opening(ink, seconds, peak)


def opening(environment: Mapping[str, str], reference: str) -> Opening:
    """Open a page until it takes keys, and all that it does by itself, and leave."""
    began = time.perf_counter()
    process, outer = _start(environment, ("browse", *([reference] if reference else [])))
    try:
        ready, peak = _listening(outer, began), _peak(process)
    finally:
        os.close(outer)
        os.kill(process, signal.SIGKILL)
        _, _, usage = os.wait4(process, 0)
    return Opening(ready, usage.ru_utime + usage.ru_stime, peak)


def _peak(process: int) -> float:
    """Return the peak memory of a process that runs; what is told at its end is never below that of its parent."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:"))


def _start(environment: Mapping[str, str], words: tuple[str, ...]) -> tuple[int, int]:
    outer, inner = os.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    actions = [(os.POSIX_SPAWN_DUP2, inner, at) for at in range(3)]
    argv = [sys.executable, "-m", "compactx", *words]
    env = {**environment, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    process = os.posix_spawn(sys.executable, argv, env, file_actions=[*actions, (os.POSIX_SPAWN_CLOSE, outer)],
                             setsid=True)  # fmt: skip
    os.close(inner)
    return process, outer


def _until(outer: int, began: float, bytes_wanted: int) -> float:
    """Return the seconds until so many bytes have come."""
    read = 0
    while read < bytes_wanted and time.perf_counter() - began < _PATIENCE:
        if select.select([outer], [], [], 0.05)[0]:
            read += len(_read(outer))
    return time.perf_counter() - began


def _listening(outer: int, began: float) -> float:
    """Return the seconds until the program asks the terminal for its mouse: from then on it takes keys."""
    read = b""
    while _MOUSE not in read and time.perf_counter() - began < _PATIENCE:
        if select.select([outer], [], [], 0.05)[0]:
            read = read[-len(_MOUSE) :] + _read(outer)
    wall = time.perf_counter() - began
    _settled(outer, time.perf_counter(), quiet=1.0)
    return wall


def _settled(outer: int, began: float, quiet: float = _QUIET) -> float:
    """Return the seconds until the last byte before a pause; nothing drawn is no time at all."""
    last = began
    waited = quiet
    while time.perf_counter() - began < _PATIENCE:
        if not select.select([outer], [], [], waited)[0]:
            return last - began
        if not _read(outer):
            return last - began
        last = time.perf_counter()
    return last - began


def _read(outer: int) -> bytes:
    try:
        data = os.read(outer, 1 << 16)
        if _ASKS in data:
            os.write(outer, _ANSWER)
    except OSError:
        return b""
    return data
