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

"""
_TABLE = """| rule | severity | what it demands |
|---|---|---|
"""
_DRAFTS = """
## Drafts

What `compactx check FILE` looks for in a document. An error is a citation that is **wrong**: a fact contradicts it, and
the finding states the fact. A warning is **doubtful**. What is proved is **right**, all else **unchecked**; both are
counted, and listed with `--all`. [How drafts are checked](check.md) has examples.

"""
_CORPUS = """
## The corpus

"""


def page() -> str:
    """Return the page as it should be."""
    command = [sys.executable, "-m", "compactx", "check", "--rules", "--plain"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    rows = (line.split("\t") for line in done.stdout.splitlines())
    found = list(rows)
    parts = ((_DRAFTS, "draft"), (_CORPUS, "corpus"))
    return _HEAD + "".join(head + _TABLE + _lines(row for row in found if row[3] == family) for head, family in parts)


def _lines(rows):
    return "".join(f"| `{row[0]}` | {row[1]} | {row[2].replace('|', chr(92) + '|')} |\n" for row in rows)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
