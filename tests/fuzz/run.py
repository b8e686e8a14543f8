"""Try what nobody would type, write or send, and say what came of it.

``python tests/fuzz/run.py --minutes 10`` gives every kind of case its share of the time, all of it in this process, and
prints a line a kind: cases, what came of them, control bytes that got out, the slowest case and the peak of memory. The
exit status is 1 if anything broke its promise; each failure is printed with the seed that brings it back: ``--only KIND
--seed N --cases 1``.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import kinds

LONGEST = 20  # seconds of the processor that one case may take
WAIT = 15  # as many times as long by the clock
SHOWN = 5  # failures of a kind that are printed


class TooLongError(Exception):
    """A case went on for longer than any may."""


@dataclass
class Told:
    """What came of the cases of one kind."""

    kind: str
    cases: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[int, str]] = field(default_factory=list)
    controls: int = 0
    slowest: float = 0.0
    peak: int = 0

    def line(self) -> str:
        """Return the line of the table."""
        came = " ".join(f"{name}:{count}" for name, count in self.outcomes.most_common(7))
        return (
            f"{self.kind:<11} {self.cases:>9,} cases  {len(self.failures):>3} failures  {self.controls:>3} control"
            f" {self.slowest:>7.2f} s slowest  {self.peak:>5} MiB  {came}"
        )


def _stop(*_: object) -> None:
    raise TooLongError


def one(case: kinds.Case, seed: int, told: Told) -> None:
    """Try one case and note what came of it."""
    chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    start = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, LONGEST)  # of the processor: other programs may take the clock's
    signal.alarm(LONGEST * WAIT)
    try:
        outcome = case(chance)
    except kinds.ControlError as error:
        outcome, told.controls = "control", told.controls + 1
        told.failures.append((seed, f"control bytes: {error}"))
    except TooLongError:
        outcome = "too long"
        told.failures.append((seed, f"not done in {LONGEST} s"))
    except Exception as error:  # noqa: BLE001 - whatever gets out of a case is what is looked for
        outcome = "raised"
        told.failures.append((seed, f"{type(error).__name__}: {str(error)[:200]}"))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)
    told.cases += 1
    told.outcomes[outcome] += 1
    told.slowest = max(told.slowest, time.process_time() - start)


def run(name: str, *, seed: int, cases: int = 0, seconds: float = 0.0) -> Told:
    """Try cases of a kind, so many or for so long."""
    told, end = Told(name), time.monotonic() + seconds
    signal.signal(signal.SIGALRM, _stop)
    signal.signal(signal.SIGPROF, _stop)
    while told.cases < cases if cases else time.monotonic() < end:
        one(kinds.KINDS[name], seed + told.cases, told)
    told.peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) >> 10
    return told


@contextlib.contextmanager
def surroundings():
    """Keep the user's cache and data out of it."""
    with tempfile.TemporaryDirectory() as folder:
        before = dict(os.environ)
        os.environ |= {"XDG_CACHE_HOME": f"{folder}/cache", "XDG_DATA_HOME": f"{folder}/data"}
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--cases", type=int, default=0, help="so many of each kind, instead of a time")
    parser.add_argument("--only", nargs="*", choices=[*kinds.KINDS], default=[*kinds.KINDS])
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    share = asked.minutes * 60 / len(asked.only)
    with surroundings():
        told = [run(name, seed=asked.seed, cases=asked.cases, seconds=share) for name in asked.only]
    for kind in told:
        sys.stdout.write(f"{kind.line()}\n")
        for seed, message in kind.failures[:SHOWN]:
            sys.stdout.write(f"    --only {kind.kind} --seed {seed} --cases 1: {message!r}\n")
    failed = sum(len(kind.failures) for kind in told)
    sys.stdout.write(f"{sum(kind.cases for kind in told):,} cases, {failed} failures\n")
    return 1 if any(kind.failures for kind in told) else 0


if __name__ == "__main__":
    sys.exit(main())
