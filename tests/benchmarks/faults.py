"""What is lost when things go wrong: ``python tests/benchmarks/faults.py [--times N] [--documents N] [--only WORD]``.

Kills imports and index builds, fills disks, runs imports at once, damages files, and changes documents while they are
read. After each fault the library must open and be whole (SQLite's own check, and every document that is noted as
read compared row by row with an undisturbed import), lookups must answer, and the import must go on and end with the
very rows of an undisturbed one. Prints one table of what was tried, how often it truly happened, and what was lost.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import fault_kills
import fault_states
from fault_bench import Bench, Row


def table(rows: list[Row]) -> str:
    """Return the rows as Markdown."""
    lines = ["| what | tried | truly hit | lost |", "| --- | --- | --- | --- |"]
    for row in rows:
        note = f" ({row.note})" if row.note else ""
        lines.append(f"| {row.what}{note} | {row.tried} | {row.hit} | {len(row.lost) or 'nothing'} |")
    lines += [f"  {row.what}: {what}" for row in rows for what in dict.fromkeys(row.lost)]
    return "\n".join(lines)


def main() -> int:
    """Try, count, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100, help="kills of each kind that must have hit")
    parser.add_argument("--documents", type=int, default=600)
    parser.add_argument("--only", default="", help="faults with this word in their name")
    given = parser.parse_args()
    scratch = Path(tempfile.mkdtemp())
    chance = random.Random(11)  # noqa: S311 - any fixed moments will do
    rows = []
    try:
        bench = Bench(scratch, given.documents)
        for fault in (*fault_kills.ALL, *fault_states.ALL):
            if given.only not in fault.__name__:
                continue
            began = time.monotonic()
            rows.append(fault(bench, given.times, chance))
            sys.stderr.write(f"{time.monotonic() - began:4.0f} s  {' '.join(table(rows[-1:]).splitlines()[2:])}\n")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    sys.stdout.write(table(rows) + "\n")
    return 1 if any(row.lost for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
