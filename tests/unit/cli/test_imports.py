"""Commands load what they need and nothing that is slow."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from compactx.cli.command import command_names

ROOT = Path(__file__).parents[3]
TABLE = yaml.safe_load((ROOT / "tests/cases/imports.yaml").read_text(encoding="utf-8"))
PROGRAM = """
import sys
from compactx.cli.door import run
run(sys.argv[1:])
sys.stdout.flush()
print("\\n".join(sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize("case", TABLE["commands"], ids=lambda case: " ".join(case["run"]) or "bare")
def test_a_command_in_a_pipe_does_not_load(case, run_cli):
    _prepared(run_cli)
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:0] = {[str(ROOT), *_site()]!r}\n{PROGRAM}"]
    if "after" in case:  # in a process like that one, which keeps the patterns that it compiles
        subprocess.run([*command, *case["after"]], capture_output=True, cwd=ROOT, check=False)
    done = subprocess.run([*command, *case["run"]], capture_output=True, text=True, cwd=ROOT, check=False)
    loaded = set(done.stderr.split("\n"))
    assert "compactx.cli.door" in loaded, done.stderr
    never = TABLE["lookup"] if case["never"] == "lookup" else case["never"]
    assert loaded.intersection(never) == set()
    assert loaded.intersection(TABLE[case["nor"]] if "nor" in case else ()) == set()


READY: list[bool] = []


def _prepared(run_cli):
    """Have a fresh index; once is enough, for nothing here changes it."""
    if not READY:
        READY.append(run_cli("show", "gcm").status == 0)


def test_every_command_stands_in_the_table():
    """A command that nobody listed could load anything; help says nothing about the command itself."""
    listed = {case["run"][0] for case in TABLE["commands"] if case["run"] and "--help" not in case["run"]}
    written = {"import", "attach", "new", "rename"}  # they read documents or write, and need what that takes
    assert set(command_names()) - listed == written


def _site():
    """Return where packages are installed; -S leaves them out together with what their .pth files load."""
    return [path for path in sys.path if path.endswith("site-packages")]


def test_importing_the_package_is_light():
    command = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        f"import sys; sys.path[:0] = {[str(ROOT)]!r}; import compactx; print(*sys.modules)",
    ]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert {"compactx.cli.door", "networkx", "yaml", "rich", "typer"} & set(loaded) == set()
