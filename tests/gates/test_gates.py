"""Ruff, mypy, the import contracts and the corpus check: part of the one test command."""

from __future__ import annotations

import importlib.metadata
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GATES = {
    "ruff check": [sys.executable, "-m", "ruff", "check", "."],
    "ruff format": [sys.executable, "-m", "ruff", "format", "--check", "."],
    "mypy": [sys.executable, "-m", "mypy"],
    "import contracts": [str(Path(sys.executable).parent / "lint-imports")],
    "corpus check": [sys.executable, "-m", "compactx", "check", "--fail-on", "warning"],
}


@pytest.mark.parametrize("name", GATES)
def test_gate_passes(name: str, tmp_path: Path) -> None:
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    done = subprocess.run(GATES[name], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{name}:\n{done.stdout[-4000:]}\n{done.stderr[-2000:]}"


PERMISSIVE = re.compile(r"MIT|BSD|Apache|PSF|Python Software Foundation|ISC|Unlicense|0BSD|Zlib", re.IGNORECASE)


def _required(name: str, found: dict[str, str]) -> dict[str, str]:
    """Collect what installing a package installs, without extras, with the licence that each states."""
    for line in importlib.metadata.requires(name) or []:
        words = re.match(r"([A-Za-z0-9._-]+)[^;]*(?:;(.*))?", line)
        assert words is not None
        needed, condition = words.group(1).lower(), words.group(2) or ""
        if "extra" in condition or needed in found:
            continue
        try:
            about = importlib.metadata.metadata(needed)
        except importlib.metadata.PackageNotFoundError:
            assert condition, f"{needed} is required and not installed"  # for other systems or other versions of Python
            continue
        stated = [about.get("License-Expression") or about.get("License") or ""]
        stated += [line for line in about.get_all("Classifier") or [] if line.startswith("License")]
        found[needed] = " | ".join(stated)
        _required(needed, found)
    return found


def test_whatever_an_install_brings_is_permissively_licensed() -> None:
    licences = _required("compactx", {})
    assert {"typer", "rich", "networkx", "pyyaml", "lxml"} <= set(licences)
    wrong = {
        name: text for name, text in licences.items() if not PERMISSIVE.search(text) or re.search(r"\bA?GPL", text)
    }
    assert not wrong


def test_one_test_command_stands_everywhere() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = next(line for line in readme.splitlines() if "pytest" in line and line.startswith("python3"))
    for place in (".ci/run", ".github/workflows/tests.yml"):
        assert command in (ROOT / place).read_text(encoding="utf-8"), place
