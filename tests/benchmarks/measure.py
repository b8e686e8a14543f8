"""Whole processes, timed in interleaved rounds against ``python -c pass`` of the same round.

A shared or throttled machine changes its speed by factors within minutes, even seconds; the ratio of two processes that
ran side by side hardly moves. So every round runs every row once in a new order with a bare Python before and after
each, the first round is thrown away (slow rows sit it out), and a row's number is the median of its ratios to the bare
runs around it. What is compared is processor time, the program's and the system's for it, with all processes that it
started: beside other work that moves less than the clock does.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LAUNCH = Path(__file__).with_name("launch.py")
BARE = (sys.executable, "-c", "pass")
_AROUND = 3  # bare runs on each side of a sample; the median of all is its unit, so that one hiccup moves nothing
_KEPT = ("PATH", "LANG", "LC_ALL", "TMPDIR")


@dataclass(frozen=True)
class Row:
    """A program to measure: its name in the table, what it is held to, and how it is run.

    ``bar`` is a ratio to a bare Python, 0 for none; ``stage`` is where it runs (see ``launch.py``); ``every`` samples a
    slow row only in each so many rounds, and not to warm it up; ``before`` runs untimed ahead of each sample;
    ``group`` heads it in the table; ``status`` is how it ends where all is well.
    """

    name: str
    program: Sequence[str]
    group: str
    bar: float = 0
    stage: str = "pipe"
    status: int = 0
    every: int = 1
    before: Callable[[], None] | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: str = "."


@dataclass(frozen=True)
class Sample:
    """One run of a program: seconds, KiB, and the bytes that it wrote to standard output."""

    wall: float
    cpu: float
    peak: int
    written: int


@dataclass
class Measured:
    """All kept samples of a row; ``ratios`` are to the bare Python beside them in the same round."""

    row: Row
    samples: list[Sample] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    rounds: list[int] = field(default_factory=list)

    def keep(self, number: int, sample: Sample, unit: float) -> None:
        """Note a sample of a round and its ratio to a bare Python's seconds of processor time."""
        self.samples.append(sample)
        self.ratios.append(sample.cpu / unit)
        self.rounds.append(number)

    @property
    def ratio(self) -> float:
        """The median ratio."""
        return statistics.median(self.ratios)

    @property
    def spread(self) -> tuple[float, float]:
        """The middle half of the ratios."""
        if len(self.ratios) < 2:
            return self.ratios[0], self.ratios[0]
        low, _, high = statistics.quantiles(self.ratios, n=4, method="inclusive")
        return low, high

    @property
    def milliseconds(self) -> float:
        """The median processor time."""
        return statistics.median(sample.cpu for sample in self.samples) * 1000

    @property
    def peak(self) -> float:
        """The median peak memory in MiB."""
        return statistics.median(sample.peak for sample in self.samples) / 1024

    def extra_over(self, other: Measured) -> tuple[float, float]:
        """Return what a row costs beyond another in the same rounds: median ratio and milliseconds."""
        at = {number: n for n, number in enumerate(other.rounds)}
        pairs = [(n, at[number]) for n, number in enumerate(self.rounds) if number in at]
        ratio = statistics.median(self.ratios[a] - other.ratios[b] for a, b in pairs)
        cpu = statistics.median(self.samples[a].cpu - other.samples[b].cpu for a, b in pairs)
        return ratio, cpu * 1000


class Failed(Exception):
    """A program that was to be measured did not work."""


def environment(scratch: Path) -> dict[str, str]:
    """Return the environment that programs are measured in: as a user's, with caches of its own and bytecode kept.

    ``PYTHONDONTWRITEBYTECODE`` and its kin are left out: with them every import would be compiled anew.
    """
    kept = {key: os.environ[key] for key in _KEPT if key in os.environ}
    kept.setdefault("LANG", "C.UTF-8")
    homes = {"HOME": "home", "XDG_CACHE_HOME": "cache", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config"}
    for name in homes.values():
        (scratch / name).mkdir(parents=True, exist_ok=True)
    return {**kept, "TERM": "xterm-256color", **{key: str(scratch / name) for key, name in homes.items()}}


def run_once(row: Row, base: Mapping[str, str]) -> Sample:
    """Run a row's program once.

    Raises:
        Failed: it did not end with the row's status.
    """
    if row.before:
        row.before()
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(LAUNCH), row.stage, *row.program],
        cwd=row.folder, env={**base, **row.environment}, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise Failed(f"{row.name}: cannot be started: {done.stderr.strip()[-400:]}")
    status, wall, cpu, peak, written = done.stdout.split()
    if int(status) != row.status:
        raise Failed(f"{row.name}: ended with status {status}: {done.stderr.strip()[-400:]}")
    return Sample(float(wall), float(cpu), int(peak), int(written))


def measure(
    rows: Sequence[Row], base: Mapping[str, str], rounds: int, *, tell: Callable[[str], None] = lambda _: None
) -> list[Measured]:
    """Run all rows in interleaved rounds and return what was measured, the bare Python first.

    Raises:
        Failed: a program did not end with its row's status.
    """
    bare = Row("python -c pass", BARE, "unit")
    found = [Measured(row) for row in (bare, *rows)]
    order = random.Random(18)  # noqa: S311 - any fixed order will do
    for number in range(rounds + 1):
        tell(f"round {number} of {rounds}")
        due = [one for one in found[1:] if number % one.row.every == 1 % one.row.every]
        order.shuffle(due)
        ran, units = [], [run_once(bare, base)]
        for one in due:
            ran.append(run_once(one.row, base))
            units.append(run_once(bare, base))
        if number == 0:
            continue
        for at, (one, sample) in enumerate(zip(due, ran, strict=True), 1):
            one.keep(number, sample, _median(units[max(0, at - _AROUND) : at + _AROUND]))
        for sample in units:
            found[0].keep(number, sample, _median(units))
    return found


def _median(samples: Sequence[Sample]) -> float:
    return statistics.median(sample.cpu for sample in samples)
