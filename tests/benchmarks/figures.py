"""What whole processes take: figures, each beside a bare start of Python, kept so that a run can be taken up again.

Figures are processor time, so that they hold on a machine that does other work too: the median of three processes, each
right after a bare Python; of what takes long there are two or one, and its cell says so.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import resource
import signal
import statistics
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LAUNCH = Path(__file__).with_name("launch.py")
ROOT = Path(__file__).parents[2]
ROUNDS = 3
LIMIT = 600.0  # seconds of processor time after which a process is ended
BARE = (sys.executable, "-c", "pass")
_SECONDS = 2.0  # from here on seconds are shown, not milliseconds
_ENOUGH = 6.0  # seconds of processor time, after which a question is asked no more
_WAIT = 10  # a process may wait so many times its limit for the processor
_ANSWERED = {0, 1}
_TIMES = {1: "once", 2: "twice"}


@dataclass(frozen=True)
class Figure:
    """What a process took: processor seconds, times a bare Python, peak MiB; or why there is no figure."""

    seconds: float = 0.0
    times: float = 0.0
    peak: float = 0.0
    trouble: str = ""
    beside: str = ""  # what else is to be said: what was asked once, what stands on the disk
    when: str = ""

    def __str__(self) -> str:
        """Return a cell of a table."""
        if self.trouble or not self.seconds:
            return self.trouble or self.beside
        took = f"{self.seconds * 1000:.0f} ms" if self.seconds < _SECONDS else f"{self.seconds:,.1f} s"
        times = f"{self.times:.1f}x" if self.times < 100 else f"{self.times:,.0f}x"
        return ", ".join(filter(None, (times, took, f"{self.peak:.0f} MiB", self.beside)))


class Measured:
    """All figures so far, by size and by what was asked, in a file that is written after each of them."""

    def __init__(self, file: Path, again: Sequence[str] = ()) -> None:
        """Read what an earlier run has left; what failed, or begins with one of ``again``, is measured anew."""
        self.file = file
        self.asked: dict[str, None] = {}
        kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        self.found = {
            int(size): {name: Figure(**one) for name, one in figures.items()} for size, figures in kept.items()
        }
        self.stale = {
            (size, name)
            for size, figures in self.found.items()
            for name, one in figures.items()
            if one.trouble.startswith("failed") or name.startswith(tuple(again))
        }

    def take(self, size: int, name: str, measure: Callable[[], Figure]) -> Figure:
        """Return a figure: the kept one, or what is measured now."""
        self.asked[name] = None
        figures = self.found.setdefault(size, {})
        if not self.has(size, (name,)):
            try:
                figure = measure()
            except (OSError, ValueError) as error:
                figure = Figure(trouble=f"failed: {error}"[:80])
            figures[name] = Figure(**{**asdict(figure), "when": time.strftime("%Y-%m-%d %H:%M")})
            self.stale.discard((size, name))
            whole = {str(one): {key: asdict(value) for key, value in own.items()} for one, own in self.found.items()}
            fresh = self.file.with_suffix(".new")
            fresh.write_text(json.dumps(whole, indent=1), encoding="utf-8")
            fresh.replace(self.file)
            sys.stdout.write(f"{time.strftime('%H:%M:%S')} {size:,}: {name}: {figures[name]}\n")
            sys.stdout.flush()
        return figures[name]

    def has(self, size: int, names: Sequence[str]) -> bool:
        """Tell whether nothing of these is left to measure."""
        return all(name in self.found.get(size, {}) and (size, name) not in self.stale for name in names)

    def rows(self, sizes: Sequence[int]) -> list[list[str]]:
        """Return a row for everything asked: its cells by size, and how it grows."""
        names = {**self.asked, **dict.fromkeys(name for size in sizes for name in self.found.get(size, {}))}
        rows = []
        for name in names:
            own = [self.found.get(size, {}).get(name, Figure()) for size in sizes]
            rows.append([name, *map(str, own), exponent(sizes, own), exponent(sizes[-2:], own[-2:], least=2)])
        return rows

    def days(self, sizes: Sequence[int]) -> str:
        """Return when the first and the last of the figures were measured."""
        times = sorted(one.when for size in sizes for one in self.found.get(size, {}).values() if one.when)
        return " to ".join(dict.fromkeys((times[0], times[-1]))) if times else ""


def once(words: Sequence[str], environment: Mapping[str, str], limit: float = LIMIT) -> Figure:
    """Run a program once, read what it prints to its end, and return what it took."""
    seconds = math.ceil(limit)
    started = subprocess.Popen(
        [sys.executable, "-I", "-S", str(LAUNCH), "pipe", *words], env=dict(environment), cwd=ROOT, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds)),  # noqa: PLW1509 - no threads
    )  # fmt: skip
    try:
        printed, said = started.communicate(timeout=_WAIT * limit)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
        started.communicate()
        return Figure(trouble=f"ended after {_WAIT * limit:,.0f} s of waiting")
    told = printed.split()
    status = int(told[0]) if len(told) == len(("status", "wall", "cpu", "peak", "bytes")) else None
    if status not in _ANSWERED:
        if told and float(told[2]) >= seconds - 1:
            return Figure(trouble=f"ended after {seconds:,} s, {int(told[3]) / 1024:,.0f} MiB")
        last = (said.strip().splitlines() or ["no word"])[-1]
        return Figure(trouble=f"failed: {last[:80]}")
    return Figure(float(told[2]), 0.0, int(told[3]) / 1024)


def asked(lines: Sequence[Sequence[str]], environment: Mapping[str, str], limit: float = LIMIT) -> Figure:
    """Return the median of some command lines, each beside a bare Python; a long one is asked twice, or once."""
    kept: list[Figure] = []
    bare: list[float] = []
    for words in lines:
        figure = once(BARE, environment)
        if not figure.trouble:
            bare.append(figure.seconds)
            figure = once(words, environment, limit)
        if figure.trouble:
            return figure
        kept.append(figure)
        if sum(one.seconds for one in kept) > _ENOUGH:
            break
    bare += [once(BARE, environment).seconds for _ in range(ROUNDS - len(bare))]
    unit = statistics.median(bare)
    seconds = statistics.median_low(one.seconds for one in kept)
    return Figure(seconds, seconds / unit, max(one.peak for one in kept), beside=_TIMES.get(len(kept), ""))


def exponent(sizes: Sequence[int], figures: Sequence[Figure], least: int = 3) -> str:
    """Return the exponent of the power of the size that fits best, '' from fewer than ``least`` figures."""
    points = [(math.log(n), math.log(one.seconds)) for n, one in zip(sizes, figures, strict=True) if one.seconds]
    if len(points) < least:
        return ""
    x, y = (statistics.fmean(one) for one in zip(*points, strict=True))
    return f"{sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points):.2f}"
