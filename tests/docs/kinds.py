"""Write what the docs say of kinds from the table of kinds: ``python tests/docs/kinds.py``."""

from __future__ import annotations

import re
from pathlib import Path

from compactx.model.kinds import ACTOR_KINDS, INSTRUMENT_KINDS, PROVISION_KINDS, TABLE

DOCS = Path(__file__).parents[2] / "docs"
_TABLE = re.compile(r"(?<=## Kinds\n\n).*?(?=\n## )", re.DOTALL)
_ENTRIES = re.compile(r"(?<=\| `kind` \| instruments: )`[^`]*`; actors: `[^`]*`")
_PROVISIONS = re.compile(r"(?<=\| `kind` \| )`section [^`]*`")


def pages() -> dict[str, str]:
    """Return the pages that name kinds as they should be, by file name."""
    rows = "".join(f"| `{kind.name}` | {kind.family} | {kind.about} |\n" for kind in TABLE)
    table = f"| kind | family | what it is |\n|---|---|---|\n{rows}"
    entries = f"`{' '.join(INSTRUMENT_KINDS)}`; actors: `{' '.join(ACTOR_KINDS)}`"
    return {
        "concepts.md": _put(_TABLE, table, "concepts.md"),
        "corpus.md": _put(
            _PROVISIONS, f"`{' '.join(PROVISION_KINDS)}`", "corpus.md", _put(_ENTRIES, entries, "corpus.md")
        ),
    }


def _put(place: re.Pattern[str], words: str, name: str, text: str = "") -> str:
    found, times = place.subn(lambda _: words, text or (DOCS / name).read_text(encoding="utf-8"))
    if times != 1:
        raise SystemExit(f"docs/{name}: {times} places for kinds, not one")
    return found


if __name__ == "__main__":
    for page, content in pages().items():
        (DOCS / page).write_text(content, encoding="utf-8")
