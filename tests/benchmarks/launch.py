"""Run one program and tell how long it took; ``measure.py`` starts this with ``python -I -S``.

::

    launch.py pipe|terminal|ink PROGRAM [ARGUMENT ...]

The program's output is read to its end (from a pipe, or from a terminal of 100 x 40) and thrown away; with ``ink`` it
has the terminal for its keys too, and is ended when it has drawn its first page. One line on standard output: the exit
status, seconds of wall time, seconds of processor time, peak memory in KiB, bytes read.

A process of its own, because Linux counts the pages of whoever starts a program into the program's peak memory: this
one is as small as a Python process can be, so that the peak of a bare Python is still seen.
"""

from __future__ import annotations

import os
import signal
import sys
import time

_CHUNK = 1 << 16
_INK = 300  # bytes: more than what switches a terminal over


def _terminal() -> tuple[int, int]:
    """Return both ends of a pseudo-terminal with a size."""
    import fcntl  # noqa: PLC0415 - a pipe does without, and must stay small
    import struct  # noqa: PLC0415 - as above
    import termios  # noqa: PLC0415 - as above

    outer, inner = os.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    return outer, inner


def _read(descriptor: int, enough: float) -> int:
    """Read to the end, or until there is enough; return how many bytes came."""
    count = 0
    while count < enough:
        try:
            chunk = os.read(descriptor, _CHUNK)
        except OSError:  # the other end of a terminal is gone
            return count
        if not chunk:
            return count
        count += len(chunk)
    return count


def main() -> None:
    """Run the program named on the command line."""
    stage, *program = sys.argv[1:]
    ink = stage == "ink"
    outer, inner = os.pipe() if stage == "pipe" else _terminal()
    actions = [(os.POSIX_SPAWN_DUP2, inner, at) for at in ((0, 1, 2) if ink else (1,))]
    actions.append((os.POSIX_SPAWN_CLOSE, outer))
    start = time.perf_counter()
    process = os.posix_spawn(program[0], program, os.environ, file_actions=actions, setsid=ink)
    os.close(inner)
    count = _read(outer, _INK if ink else float("inf"))
    if ink and count >= _INK:
        os.kill(process, signal.SIGKILL)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - start
    seconds = usage.ru_utime + usage.ru_stime
    ended = 0 if ink and os.WIFSIGNALED(status) else os.waitstatus_to_exitcode(status)
    line = f"{ended} {wall:.6f} {seconds:.6f} {usage.ru_maxrss} {count}\n"
    os.write(1, line.encode())


if __name__ == "__main__":
    main()
