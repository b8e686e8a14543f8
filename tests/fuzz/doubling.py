"""Say how the work of every pattern, way and reader grows with what it is given, in CPU time.

``python tests/fuzz/doubling.py`` makes each input at one size and at eight times that size, and prints a line a
section: how many inputs, the largest exponent (1: twice as much costs twice as much), the slowest. Inputs that grow
faster than ``STEEP`` are measured again, and named if they still do; then the exit status is 1. Every compiled pattern
is found by machine (:mod:`patterns`): it is timed alone as it is asked, and the texts that are hard for it go through
``scan`` and ``check`` as a whole. ``--only SECTION`` looks at one.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from math import log
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import kinds
import paths
import patterns
import phrases
import shapes

from compactx.bulk.walk import members
from compactx.corpus import nodes
from compactx.errors import CompactxError
from compactx.intake.read import read_bytes

TIMES = 8  # how many times larger the larger input is
STEEP = 1.3
LEAST = 0.1  # seconds for the larger input under which nothing is told of growth

Run = Callable[[], None]


@dataclass(frozen=True)
class Input:
    """A thing to be done with a small and with a large input of one make."""

    name: str
    small: Run
    large: Run
    ratio: float = TIMES


@dataclass
class Growth:
    """What came of the inputs of a section."""

    section: str
    inputs: int = 0
    exponent: float = 0.0
    slowest: float = 0.0
    steep: tuple[str, ...] = ()

    def line(self) -> str:
        """Return the line of the table."""
        worst = f"{self.exponent:.2f} at most" if self.exponent else "too quick to tell"
        return f"{self.section:<12} {self.inputs:>5} inputs  exponent {worst:<18} slowest {self.slowest:.2f} s"


def grown(section: str, inputs: Iterator[Input]) -> Growth:
    """Measure every input of a section."""
    told = Growth(section)
    for one in inputs:
        told.inputs += 1
        large = paths.seconds(one.large)
        told.slowest = max(told.slowest, large)
        if large < LEAST:
            continue
        exponent = log(large / max(paths.seconds(one.small), 1e-6)) / log(one.ratio)
        if exponent > STEEP and large < paths.LONGEST:  # once more: another process may have been in the way
            small = min(paths.seconds(one.small) for _ in range(3))
            least = min(large, *(paths.seconds(one.large) for _ in range(2)))
            exponent = log(least / max(small, 1e-6)) / log(one.ratio)
        told.exponent = max(told.exponent, exponent)
        if exponent > STEEP or large >= paths.LONGEST:
            told.steep += (f"{exponent:.2f} {large:.2f} s {one.name}",)
    return told


def alone(size: int, every: int = 1) -> Iterator[Input]:
    """Yield every pattern (or one of so many), with the text of its own that it finds hardest."""
    for site in patterns.every_pattern()[::every]:
        worst = patterns.hardest(site, size // 8)
        run = partial(patterns.ask, site)
        yield Input(f"{site.place} {site.pattern[:60]!r}", partial(run, worst, size // 8), partial(run, worst, size))


def texts(size: int, every: int = 1) -> Iterator[Input]:
    """Yield the texts that patterns find hard (or one of so many), read, scanned and checked."""
    return islice(_texts(size), 0, None, every)


def _texts(size: int) -> Iterator[Input]:
    seen = set()
    for site in patterns.every_pattern():
        for small, large in zip(patterns.texts(site, size // 8), patterns.texts(site, size), strict=True):
            if small not in seen:
                seen.add(small)
                yield _checked(f"{site.place} {large[:60]!r}", small, large)


def repeated(size: int, every: int = 1) -> Iterator[Input]:
    """Yield one phrase over and over, read, scanned and checked."""
    for phrase in phrases.PHRASES[::every]:
        times = max(1, size // 8 // len(phrase))
        yield _checked(repr(phrase), phrases.text(phrase, times), phrases.text(phrase, times * TIMES))


def _checked(name: str, small: str, large: str) -> Input:
    return Input(name, partial(paths.checked, small), partial(paths.checked, large), len(large) / len(small))


def documents(form: str, size: int, every: int = 1) -> Iterator[Input]:
    """Yield documents of a format, read."""
    make, pieces, ending = shapes.MADE[form]
    for piece in pieces[::every]:
        times = max(1, size // 8 // len(piece)) if form not in shapes.COUNTED else size // 2000
        small, large = (partial(_read, make(piece, n), f"a.{ending}") for n in (times, times * TIMES))
        yield Input(repr(piece), small, large)


def _read(data: bytes, name: str) -> None:
    try:
        read_bytes(data, name)
    except CompactxError:
        return


def yaml(size: int, every: int = 1) -> Iterator[Input]:
    """Yield files of a corpus, read."""
    for piece in shapes.YAML[::every]:
        times = size // 8 // len(piece)
        data = [("entries:\n" + phrases.text(piece, n)).encode() for n in (times, times * TIMES)]
        yield Input(repr(piece), *(partial(nodes.read_nodes, one, "x.yaml") for one in data))


def archives(size: int, every: int = 1) -> Iterator[Input]:
    """Yield archives of many documents, listed and read."""
    for make, ending in ((shapes.tar, "tar"), (shapes.zipped, "zip"))[::every]:
        with tempfile.TemporaryDirectory() as folder:
            files = [Path(folder, f"{n}.{ending}") for n in (size // 400, size // 400 * TIMES)]
            for file in files:
                file.write_bytes(make("@. Recalls A/RES/70/@", int(file.stem)))
            yield Input(ending, *(partial(_listed, str(file)) for file in files))


def _listed(path: str) -> None:
    for _ in members(path):
        pass


def references(size: int, every: int = 1) -> Iterator[Input]:
    """Yield references on standard input."""
    for phrase in ("gcm/@\n", "objective @\n", "A/RES/70/@\n", "no such thing %\n", "CRC %\n", "\n")[::every]:
        times = size // 400
        lines = [phrases.text(phrase, n).encode() for n in (times, times * TIMES)]
        yield Input(repr(phrase), *(partial(kinds.answer, ["refs", "-"], one) for one in lines))


SECTIONS: dict[str, Callable[..., Iterator[Input]]] = {
    "patterns": alone, "texts": texts, "phrases": repeated,
    **{form: partial(documents, form) for form in shapes.MADE},
    "yaml": yaml, "archives": archives, "references": references,
}  # fmt: skip


def main() -> int:
    """Print a line a section; return 1 if anything grows faster than what it is given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=60_000, help="characters of the larger input")
    parser.add_argument("--only", choices=SECTIONS)
    given = parser.parse_args()
    paths.checked("Recalling A/RES/70/1")  # what is loaded once is no part of any
    steep: tuple[str, ...] = ()
    for name in [given.only] if given.only else SECTIONS:
        told = grown(name, SECTIONS[name](given.size))
        print(told.line(), *(f"  {one}" for one in told.steep), sep="\n", flush=True)  # noqa: T201 - a program that prints a table
        steep += told.steep
    return 1 if steep else 0


if __name__ == "__main__":
    raise SystemExit(main())
