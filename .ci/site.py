"""Build the docs as a site: ``python .ci/site.py FOLDER`` (extra "docs"); whatever a page links to has to be there."""  # noqa: INP001 - no package

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEFT_OUT = ("*.py", "*.scala", "__pycache__")


def main() -> int:
    """Build beside a copy of the docs, since the generator wants its settings above them; return its status."""
    target = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "docs", Path(folder, "docs"), ignore=shutil.ignore_patterns(*LEFT_OUT))
        shutil.copy(ROOT / ".ci" / "mkdocs.yml", folder)
        done = subprocess.run(
            [sys.executable, "-m", "zensical", "build", "--strict", "-f", "mkdocs.yml"], cwd=folder, check=False
        )
        if not done.returncode:
            shutil.copytree(Path(folder, "site"), target, dirs_exist_ok=True)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
