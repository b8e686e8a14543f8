"""A copy of the checkout in which a fault is written into the file itself: modules are imported with it, programs that
tests start have it, and nothing that was computed before it is left.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mutate import Mutant

ROOT = Path(__file__).parents[2]
_LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".*_cache", "__pycache__", "*.egg-info", "dist", "build")
_FAILED = 1  # pytest: tests were run, and some failed
_FIRST = 20
_LATER = 10  # seconds: by its time a changed file is seen not to be the one that was compiled


class Copy:
    """The copied checkout; ``folder`` is kept by whoever makes it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "checkout"
        self.names = folder / "names"
        self.environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        self.environment["PYTHONPATH"] = str(self.root)
        self.environment.pop("COMPACTX_TESTS_HARBOURS", None)
        shutil.copytree(ROOT, self.root, ignore=_LEFT_OUT, symlinks=True)
        subprocess.run([sys.executable, "-m", "compileall", "-q", "compactx"], cwd=self.root, check=True)
        self._pytest(["--collect-only", "-q", "tests/unit", "tests/transcripts"], 600)

    def tried(self, mutant: Mutant | None, names: list[str], seconds: float) -> tuple[str, str]:
        """Run tests of these names with a fault, or without, and return the fate and the test that failed first."""
        if mutant is None:
            return self._run(names, seconds)
        path = self.root / mutant.path.relative_to(ROOT)
        before, times = path.read_bytes(), path.stat()
        path.write_bytes(mutant.applied())
        os.utime(path, (times.st_atime, times.st_mtime + _LATER))
        try:
            # To collect them all takes longer than to run the few that notice most faults.
            fate = self._run(names[:_FIRST], seconds)
            return self._run(names[_FIRST:], seconds) if fate[0] == "survived" and names[_FIRST:] else fate
        finally:
            path.write_bytes(before)
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    def _run(self, names: list[str], seconds: float) -> tuple[str, str]:
        self.names.write_text("\n".join(names), encoding="utf-8")
        options = ["-q", "-x", "--tb=no", "-rfE", "-m", ""]
        status, said = self._pytest([*options, f"@{self.names}"], seconds, {"PYTHONDONTWRITEBYTECODE": "1"})
        if status is None:
            return "endless", ""
        if status == 0:
            return "survived", ""
        failed = [line.split(" ", 1)[1] for line in said.splitlines() if line.startswith(("FAILED ", "ERROR "))]
        killer = failed[0].partition(" - ")[0] if failed else ""
        if status == _FAILED and "::" in killer:
            return "killed", killer
        return ("import" if failed else "error"), said[-400:]

    def _pytest(
        self, options: list[str], seconds: float, environment: Mapping[str, str] | None = None
    ) -> tuple[int | None, str]:
        """Run pytest in the copy; None for its status when it did not end in time."""
        process = subprocess.Popen(
            [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:randomly", "-p", "no:cacheprovider", *options],
            cwd=self.root,
            env={**self.environment, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            said = process.communicate(timeout=seconds)[0].decode("utf-8", "replace")
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return None, ""
        return process.returncode, said
