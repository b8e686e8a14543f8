"""Write ``docs/rules.md`` from the rules themselves: ``python tests/docs/rules.py``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"
_HEAD = """# Rules of check

What `compactx check` looks for, as the rules say it themselves. A finding prints
`file:line:column: severity[rule] message (hint)`; `--rule NAME` looks for one,
`--fail-on` says from which severity on the exit code is 1.

| rule | severity | what it demands |
|---|---|---|
"""


def page() -> str:
    """Return the page as it should be."""
    command = [sys.executable, "-m", "compactx", "check", "--rules", "--plain"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    rows = (line.split("\t") for line in done.stdout.splitlines())
    return _HEAD + "".join(f"| `{row[0]}` | {row[1]} | {row[2].replace('|', chr(92) + '|')} |\n" for row in rows)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
