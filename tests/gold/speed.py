"""Measure how fast ``scan`` is: text a second, growth with size, memory, start-up; and peers next to it.

    python tests/gold/speed.py [--megabytes 1 4 16] [--peers PYTHON] [--rounds 5]

``--peers`` is a Python in whose environment eyecite and citeurl are installed. They read a text of the same size with
citations of their own kind (opinions of courts), in the same run, round by round; every reader must find something.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time

from compactx.citation.catalogue import load_catalogue
from compactx.citation.scan import scan_text
from compactx.corpus.source import roots
from compactx.index.read import Index
from compactx.index.store import open_index

OURS = (
    "{n}. Recalling its resolutions 70/1 and 71/1, the Global Compact for Safe, Orderly and Regular Migration and "
    "article {a} of the Convention on the Rights of the Child, we note paragraph 33 (c) of the Global Compact, "
    "A/RES/7{a}/2, and that the Secretary-General will report on target 10.c of the 2030 Agenda. Much else was said "
    "about roads, boats and schools, and the delegation, having considered what others had said before, agreed to come "
    "back to it when the weather is better.\n\n"
)
THEIRS = (
    "In Harbour v. Ferry, {n} U.S. {a}13, 12{a} (1973), the court relied on 42 U.S.C. \u00a7 1983 and on Boat v. Lake, "
    "{a}09 F.3d 44{a} (2d Cir. 1999). See id. at 12{a}. Much else was said about roads, boats and schools, and the "
    "judge, having considered what others had said before, agreed to come back to it when the weather is better."
    " Compare Ferry, {n} U.S. at 1{a}5.\n\n"
)
PEERS = {
    "eyecite": "from eyecite import get_citations\nfound = len(get_citations(text))",
    "citeurl": "from citeurl import Citator\nfound = len(list(Citator().list_cites(text)))",
}
TIMER = (
    "import sys, time\ntext = sys.stdin.read()\nstart = time.perf_counter()\n{code}\n"
    "print(time.perf_counter() - start, found)"
)
OWN = """
from compactx.citation.catalogue import load_catalogue
from compactx.citation.scan import scan_text
from compactx.corpus.source import roots
from compactx.index.read import Index
from compactx.index.store import open_index
found = len(scan_text(text, (), load_catalogue(Index(open_index(roots("")))))) """


def made(pattern: str, size: int) -> str:
    """Return a text of at least so many characters."""
    out: list[str] = []
    length = number = 0
    while length < size:
        number += 1
        out.append(pattern.format(n=number % 400 + 100, a=number % 9 + 1))
        length += len(out[-1])
    return "".join(out)


def run(python: str, code: str, text: str) -> tuple[float, int]:
    """Time code on a text in a process of its own, its imports counted; return seconds and how much was found."""
    done = subprocess.run(
        [python, "-c", TIMER.format(code=code)], input=text, capture_output=True, text=True, check=True
    )
    seconds, found = done.stdout.split()
    return float(seconds), int(found)


def growth(megabytes: list[float]) -> None:
    """Print time and memory over the size of the text."""
    catalogue = load_catalogue(Index(open_index(roots(""))))
    say(f"{'MB':>6}{'seconds':>10}{'MB/s':>8}{'citations':>11}{'peak MB':>9}")
    for size in megabytes:
        text = made(OURS, int(size * 1_000_000))
        start = time.perf_counter()
        found = scan_text(text, (), catalogue)
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        say(f"{len(text) / 1e6:6.1f}{seconds:10.2f}{len(text) / 1e6 / seconds:8.2f}{len(found):11}{peak:9.0f}")


def beside(python: str, rounds: int) -> None:
    """Print the medians of interleaved rounds over 85 kB, imports and catalogues included."""
    jobs = {"compactx": (sys.executable, OWN, made(OURS, 85_000))}
    jobs |= {name: (python, code, made(THEIRS, 85_000)) for name, code in PEERS.items()}
    times: dict[str, list[float]] = {name: [] for name in jobs}
    found: dict[str, int] = {}
    for _ in range(rounds + 1):
        for name, job in jobs.items():
            seconds, found[name] = run(*job)
            times[name].append(seconds)
    own = statistics.median(times["compactx"][1:])
    say(f"\n{'85 kB':10}{'ms':>8}{'ratio':>8}{'found':>7}")
    for name, each in times.items():
        median = statistics.median(each[1:])
        say(f"{name:10}{median * 1000:8.0f}{median / own:8.1f}{found[name]:7}")


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(line + "\n")


def main(argv: list[str]) -> int:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=float, nargs="+", default=[1, 4, 16])
    parser.add_argument("--peers", default="")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(argv)
    growth(options.megabytes)
    if options.peers:
        beside(options.peers, options.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
