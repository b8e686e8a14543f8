"""The tables: for a terminal, and as Markdown for docs/benchmarks.md."""

from __future__ import annotations

import html
import os
import platform
from typing import TYPE_CHECKING

import building

if TYPE_CHECKING:
    from collections.abc import Sequence

    from measure import Measured

HEADERS = ("what", "x bare", "middle half", "ms", "peak MiB", "bar", "verdict")
GROSS = 2  # what is this many times over its bar fails the run; anything less may be the machine


def verdict(one: Measured) -> str:
    """Say how a row stands to its bar: ``met`` or ``over``, or '' where there is no bar."""
    return ("met" if one.ratio <= one.row.bar else "over") if one.row.bar else ""


def gross(found: Sequence[Measured]) -> list[str]:
    """Return a line for each row that is so far over its bar that no machine's mood explains it."""
    return [
        f"{one.row.name}: {one.ratio:.1f} times a bare Python, more than {GROSS} x {one.row.bar:g}"
        for one in found
        if one.row.bar and one.ratio > GROSS * one.row.bar
    ]


def cells(one: Measured) -> tuple[str, ...]:
    """Return a row of the table."""
    low, high = one.spread
    digits = 2 if one.ratio < 10 else 0
    return (
        one.row.name,
        f"{one.ratio:.{digits}f}",
        f"{low:.{digits}f}-{high:.{digits}f}",
        f"{one.milliseconds:.0f}",
        f"{one.peak:.1f}",
        f"{one.row.bar:g}" if one.row.bar else "",
        verdict(one),
    )


def groups(found: Sequence[Measured]) -> dict[str, list[tuple[str, ...]]]:
    """Return the rows under the name of their group, in order."""
    grouped: dict[str, list[tuple[str, ...]]] = {}
    for one in found:
        grouped.setdefault(one.row.group, []).append(cells(one))
    return grouped


def text(found: Sequence[Measured]) -> str:
    """Return the table for a terminal."""
    grouped = groups(found)
    lines = [HEADERS, *(row for rows in grouped.values() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADERS))]
    out = [_aligned(HEADERS, widths)]
    for name, rows in grouped.items():
        out += ["", f"-- {name}", *(_aligned(row, widths) for row in rows)]
    return "\n".join(out) + "\n"


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    last = len(row) - 1
    pieces = [
        cell.ljust(width) if column in {0, last} else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(pieces).rstrip()


def markdown(found: Sequence[Measured]) -> str:
    """Return the table as Markdown."""
    rule = ["---", *["--:"] * (len(HEADERS) - 2), "---"]
    out = [f"| {' | '.join(HEADERS)} |", f"| {' | '.join(rule)} |"]
    for name, rows in groups(found).items():
        out.append(f"| **{name}** |{' |' * (len(HEADERS) - 1)}")
        out += [f"| {html.escape(' | '.join(row), quote=False)} |" for row in rows]
    return "\n".join(out) + "\n"


def index_lines(step: building.Build, found: Sequence[Measured], unit: Measured) -> list[str]:
    """Return what the index costs, in sentences."""
    by_name = {one.row.name: one for one in found}
    show = by_name["compactx show objective 17 --plain"]
    total = step.yaml + step.records + step.tables
    bare = unit.milliseconds

    def share(seconds: float) -> str:
        return f"{seconds * 1000:.0f} ms ({seconds * 1000 / bare:.0f} x)"

    sizes = (
        f"corpus: {step.files} files, {step.corpus_size / 1e3:.0f} kB, {step.nodes} nodes, {step.edges} edges;"
        f" index: {step.index_size / 1e6:.2f} MB"
    )
    times = (
        f"compiled in {share(total)}: YAML {share(step.yaml)}, records {share(step.records)},"
        f" tables and text index {share(step.tables)}"
    )
    lines = [sizes, times]
    for one in found:
        if one.row.group == building.GROUP:
            ratio, cpu = one.extra_over(show)
            lines.append(f"{one.row.name}: {cpu:.0f} ms ({ratio:.1f} x) more than with a fresh index")
    lines.append(
        f"peak memory of a lookup: {show.peak:.1f} MiB against {unit.peak:.1f} of a bare Python"
        f" ({show.peak - unit.peak:+.1f})"
    )
    return lines


def machine() -> str:
    """Return what kind of machine this is, without naming it."""
    system = f"{platform.system()} {platform.machine()}"
    return f"{os.cpu_count()} cores, {system}, CPython {platform.python_version()}"
