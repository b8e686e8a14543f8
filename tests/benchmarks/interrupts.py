"""Say how often Ctrl-C in a program's first moments prints a traceback, and whose lines stand in it.

``python tests/benchmarks/interrupts.py`` starts three programs in turns, interrupts each after the same delays, and
prints a line for each: ``python -c pass``, a console script that pip made of an empty ``main`` (in an environment of
its own, made for this run), and ``compactx`` as pip installs it. What the first two print is Python's own start and
the installer's script; what compactx adds would be a traceback with a frame of this project in it, or one that comes
later than any of theirs. The exit status is 1 if there is such a frame.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
import venv
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
LATEST = 0.12  # seconds after the start of a process at which the last interrupt comes
_SCRIPT = """\
#!{python}
# -*- coding: utf-8 -*-
import re
import sys
from {module} import main
if __name__ == '__main__':
    sys.argv[0] = re.sub(r'(-script\\.pyw|\\.exe)?$', '', sys.argv[0])
    sys.exit(main())
"""  # as pip 24 writes it


@dataclass
class Interrupted:
    """What came of the tries of one program."""

    name: str
    argv: list[str]
    ends: Counter[str] = field(default_factory=Counter)
    ours: list[str] = field(default_factory=list)
    last: float = 0.0  # the latest delay after which a traceback came
    where: Counter[str] = field(default_factory=Counter)

    def line(self) -> str:
        """Return the line of the table."""
        ends = "  ".join(f"{name} {self.ends[name]}" for name in ("quiet", "traceback", "over"))
        where = ", ".join(f"{name} {count}" for name, count in self.where.most_common(5))
        return f"{self.name:<22} {ends}  frames of ours {len(self.ours)}  last at {self.last * 1000:.0f} ms  ({where})"


def interrupt(tried: Interrupted, delay: float, env: dict[str, str]) -> None:
    """Start a program, interrupt it after some seconds, and note how it ended."""
    running = subprocess.Popen(tried.argv, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    time.sleep(delay)
    is_over = running.poll() is not None
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    if not told.strip():
        tried.ends["over" if is_over or running.returncode == 0 else "quiet"] += 1
        return
    tried.ends["traceback"] += 1
    tried.last = max(tried.last, delay)
    frames = [line.split('"')[1] for line in told.splitlines() if line.lstrip().startswith('File "')]
    tried.where[Path(frames[-1]).name if frames else told.strip().splitlines()[0][:40]] += 1
    if any(str(ROOT / "compactx") in frame or "site-packages/compactx" in frame for frame in frames):
        tried.ours.append(told)


def bare(folder: Path) -> list[str]:
    """Return the command line of a console script of an empty ``main`` in an environment of its own."""
    venv.create(folder / "env", symlinks=True)
    python = folder / "env" / "bin" / "python"
    home = next((folder / "env" / "lib").glob("python*")) / "site-packages"
    (home / "bare_main.py").write_text("def main():\n    return 0\n", encoding="utf-8")
    script = folder / "bare"
    script.write_text(_SCRIPT.format(python=python, module="bare_main"), encoding="utf-8")
    script.chmod(0o755)
    return [str(script)]


def programs(folder: Path) -> list[Interrupted]:
    """Return the programs that are compared, each with compiled files already made."""
    script = folder / "compactx"
    script.write_text(_SCRIPT.format(python=sys.executable, module="compactx.__main__"), encoding="utf-8")
    script.chmod(0o755)
    plain = [sys.executable, "-c", "from compactx.__main__ import main; main()", "show", "gcm", "--json"]
    return [
        Interrupted("python -c pass", [sys.executable, "-c", "pass"]),
        Interrupted("a script of nothing", bare(folder)),
        Interrupted("compactx, pip's script", [str(script), "show", "gcm", "--json"]),
        Interrupted("compactx, no script", plain),
    ]


def main() -> int:
    """Print a table; return 1 if a frame of this project was in any traceback."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tries", type=int, default=200)
    tries = parser.parse_args().tries
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPATH"] = str(ROOT)
    with tempfile.TemporaryDirectory() as name:
        compared = programs(Path(name))
        for one in compared:
            subprocess.run(one.argv, env=env, stdout=subprocess.DEVNULL, check=True)
        for n in range(tries):
            for one in compared:
                interrupt(one, LATEST * n / tries, env)
        for one in compared:
            print(one.line())  # noqa: T201 - a program that prints a table
            print(*one.ours[:2], sep="\n", end="")  # noqa: T201 - a program that prints a table
    return 1 if any(one.ours for one in compared if one.name.startswith("compactx")) else 0


if __name__ == "__main__":
    raise SystemExit(main())
