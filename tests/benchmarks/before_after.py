"""Print the figures of the house and of the lookups, beside those of an earlier checkout.

::

    python tests/benchmarks/before_after.py EARLIER [--rounds N]

``EARLIER`` is a folder that holds another version, for example ``git archive 01379ff | tar -x -C EARLIER``. Figures are
those of ``tests/gates/figures.py``. Both versions' lookups run with this Python in one interleaved run, each with an
index of its own; their numbers are seconds of CPU in terms of a bare Python's: beside other work they move less than
time does. How many planted faults the tests notice comes from the table that ``tests/mutants`` keeps.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path
from statistics import median

from measure import Failed, Measured, Row, environment, measure

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "gates"))
import figures  # noqa: E402 - beside the gates

LOOKUPS = (
    ("--version",),
    ("show", "objective", "17", "--plain"),
    ("show", "objective", "17", "--json"),
    ("refs", "2030 Agenda"),
    ("path", "objective", "22", "to", "ILO", "--plain"),
    ("search", "remittances"),
    ("tree", "gcm"),
    ("list", "objectives"),
)
_START = "import sys; sys.path.insert(0, {root!r}); from compactx.cli.door import main; main()"
_KILLED = re.compile(r"^\| (\w+) \| (\d+) \| .* \| ([\d.]+ ?%) \|$", re.MULTILINE)


def rows(roots: dict[str, Path], homes: Path) -> list[Row]:
    """Return every lookup of every version; the versions have homes of their own, so that neither rebuilds an index."""
    found = []
    for name, root in roots.items():
        home = homes / name
        places = {f"XDG_{what}_HOME": str(home / what.lower()) for what in ("CACHE", "DATA", "CONFIG")}
        for place in places.values():
            Path(place).mkdir(parents=True, exist_ok=True)
        start = (sys.executable, "-c", _START.format(root=str(root.resolve())))
        found += [Row(f"{name}: {' '.join(words)}", (*start, *words), name, environment=places) for words in LOOKUPS]
    return found


def killed() -> str:
    """Return how many planted faults the tests notice, by package, from the newest table that is kept."""
    table = (ROOT / "tests" / "mutants" / "TABLE.md").read_text(encoding="utf-8")
    newest = table.partition("| package |")[2].partition("```")[0]
    return ", ".join(f"{package} {share}" for package, _, share in _KILLED.findall(newest))


def table(before: Path, measured: list[Measured]) -> list[str]:
    """Return the lines of the table."""
    old, new = (figures.table(figures.modules(root / "compactx")) for root in (before, ROOT))
    lines = ["| what | before | after |", "|---|---|---|"]
    lines += [f"| {what} | {old[what]} | {figure} |" for what, figure in new.items()]
    lines.append(f"| planted faults that tests notice | - | {killed()} |")
    cpu = {one.row.name: median(sample.cpu for sample in one.samples) for one in measured}
    unit = median(sample.cpu for sample in measured[0].samples)
    for line in map(" ".join, LOOKUPS):
        both = " | ".join(f"{cpu[f'{version}: {line}'] / unit:.2f}" for version in ("before", "after"))
        lines.append(f"| `compactx {line}`, CPU, x bare Python | {both} |")
    return lines


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("earlier", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        homes = Path(scratch)
        found = rows({"before": given.earlier, "after": ROOT}, homes)
        try:
            measured = measure(found, environment(homes), given.rounds)
        except Failed as error:
            sys.stderr.write(f"{error}\n")
            return 2
    sys.stdout.write("\n".join(table(given.earlier, measured)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
