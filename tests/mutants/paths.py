"""Which test passes through which line, and how long it takes: measured once, kept in a file, and never used stale.

The tests run on a copy of the checkout as it is, so this is the run without any fault as well: what is red there is
told and proves nothing later. What was kept of a file of tests is used again as long as that file, the package and what
all tests share are the same to the byte.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent


class Test(NamedTuple):
    """A test that is green without a fault: its name, its seconds, and its lines by file."""

    name: str
    seconds: float
    lines: dict[str, list[int]]


class Measured(NamedTuple):
    """The tests that are green without a fault, and the names of those that are not."""

    tests: list[Test]
    red: list[str]


def measured(copy: Path, packages: list[str], places: list[str], kept: Path | None) -> Measured:
    """Run what is not known yet of the tests below some places, and return all."""
    known = json.loads(kept.read_text(encoding="utf-8")) if kept and kept.exists() else {}
    shared = _digest([*_files(copy, "compactx"), *_files(copy, "corpus"), *sorted((copy / "tests").glob("*.py"))])
    files = [path for place in places for path in _test_files(copy, place)]
    digests = {str(path.relative_to(copy)): f"{shared} {_digest(_beside(copy, path))} {packages}" for path in files}
    due = [name for name, digest in digests.items() if known.get(name, {}).get("digest") != digest]
    if due:
        found = _run(copy, packages, due)
        for name in due:
            known[name] = {"digest": digests[name], **found.get(name, {"tests": [], "red": []})}
        if kept:
            kept.write_text(json.dumps(known), encoding="utf-8")
    own = [known[name] for name in digests]
    return Measured([Test(*test) for one in own for test in one["tests"]], [name for one in own for name in one["red"]])


def _files(copy: Path, place: str) -> list[Path]:
    return sorted(path for path in (copy / place).rglob("*") if path.is_file() and path.suffix in {".py", ".yaml"})


def _test_files(copy: Path, place: str) -> list[Path]:
    """Return the files of tests below a place; in the package, those that have examples in their docstrings."""
    if place.startswith("tests"):
        return sorted((copy / place).rglob("test_*.py"))
    return [path for path in _files(copy, place) if path.suffix == ".py" and ">>> " in path.read_text("utf-8")]


def _beside(copy: Path, path: Path) -> list[Path]:
    """Return what a file of tests reads: itself, what lies in its folder, and the tables of cases."""
    own = [one for one in sorted(path.parent.rglob("*")) if one.is_file() and one.suffix in {".txt", ".yaml"}]
    return [path, *sorted(path.parent.glob("conftest.py")), *own, *sorted((copy / "tests" / "cases").rglob("*.yaml"))]


def _digest(paths: list[Path]) -> str:
    found = hashlib.sha256()
    for path in paths:
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


def _run(copy: Path, packages: list[str], files: list[str]) -> dict[str, dict[str, list]]:
    """Run files of tests under ``coverage`` and return what each test is, by file."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        environment = {
            **os.environ, "PYTHONPATH": f"{copy}{os.pathsep}{HERE}", "COVERAGE_FILE": f"{folder}/data",
            "COVERAGE_CORE": "ctrace", "RUNNING_REPORT": str(report),
        }  # fmt: skip
        sources = ",".join(f"compactx.{package}" for package in packages)
        subprocess.run(
            [sys.executable, "-m", "coverage", "run", f"--source={sources}", "-m", "pytest", "-q", "-n", "0",
             "-p", "running", "-p", "no:randomly", "-m", "not faults and not long and not terminal", *files],
            cwd=copy, env=environment, check=False, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        told = json.loads(report.read_text(encoding="utf-8"))
        lines = _lines(Path(folder) / "data", copy)
    found: dict[str, dict[str, list]] = {name: {"tests": [], "red": []} for name in files}
    for name, (outcome, seconds) in told.items():
        own = found[name.partition("::")[0]]
        if outcome == "failed":
            own["red"].append(name)
        elif outcome == "passed" and name in lines:
            own["tests"].append((name, round(seconds, 3), lines[name]))
    return found


def _lines(data: Path, copy: Path) -> dict[str, dict[str, list[int]]]:
    import coverage  # noqa: PLC0415 - only where something is measured

    measured = coverage.CoverageData(str(data))
    measured.read()
    found: dict[str, dict[str, list[int]]] = {}
    for file in sorted(measured.measured_files()):
        name = str(Path(file).relative_to(copy))
        for line, tests in measured.contexts_by_lineno(file).items():
            for test in tests:
                if test:
                    found.setdefault(test, {}).setdefault(name, []).append(line)
    return found
