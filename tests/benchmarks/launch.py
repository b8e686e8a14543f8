"""Run one program and tell how long it took; ``measure.py`` starts this with ``python -I -S``.

::

    launch.py pipe|terminal PROGRAM [ARGUMENT ...]

The program's output is read to its end (from a pipe, or from a terminal of 100 x 40) and thrown away. One line on
standard output: the exit status, seconds of wall time, seconds of processor time, peak memory in KiB, bytes read.

A process of its own, because Linux counts the pages of whoever starts a program into the program's peak memory: this
one is as small as a Python process can be, so that the peak of a bare Python is still seen.
"""

from __future__ import annotations

import os
import sys
import time

_CHUNK = 1 << 16


def _terminal() -> tuple[int, int]:
    """Return both ends of a pseudo-terminal with a size."""
    import fcntl  # noqa: PLC0415 - a pipe does without, and must stay small
    import struct  # noqa: PLC0415 - as above
    import termios  # noqa: PLC0415 - as above

    outer, inner = os.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    return outer, inner


def _read_all(descriptor: int) -> int:
    count = 0
    while True:
        try:
            chunk = os.read(descriptor, _CHUNK)
        except OSError:  # the other end of a terminal is gone
            return count
        if not chunk:
            return count
        count += len(chunk)


def main() -> None:
    """Run the program named on the command line."""
    stage, *program = sys.argv[1:]
    outer, inner = _terminal() if stage == "terminal" else os.pipe()
    actions = [(os.POSIX_SPAWN_DUP2, inner, 1), (os.POSIX_SPAWN_CLOSE, outer)]
    start = time.perf_counter()
    process = os.posix_spawn(program[0], program, os.environ, file_actions=actions)
    os.close(inner)
    count = _read_all(outer)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - start
    seconds = usage.ru_utime + usage.ru_stime
    line = f"{os.waitstatus_to_exitcode(status)} {wall:.6f} {seconds:.6f} {usage.ru_maxrss} {count}\n"
    os.write(1, line.encode())


if __name__ == "__main__":
    main()
