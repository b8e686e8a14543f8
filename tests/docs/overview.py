"""Write ``compactx/cli/overview.py`` from the commands' own tables: ``python tests/docs/overview.py``."""

from __future__ import annotations

from pathlib import Path

from compactx.cli.command import all_commands

FILE = Path(__file__).parents[2] / "compactx" / "cli" / "overview.py"
_HEAD = '''"""Every command's name, group and summary: made from the commands by ``python tests/docs/overview.py``.

Help on the program would import every command otherwise.
"""

from __future__ import annotations

OVERVIEW = (
'''


def text() -> str:
    """Return the module as it should be."""
    rows = [f'    ("{one.name}", "{one.group}", "{one.summary}"),\n' for one in all_commands()]
    return _HEAD + "".join(rows) + ")\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
