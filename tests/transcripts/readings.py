"""Golden readings: every citation that the reader finds in texts of our own, with everything it says of it.

The texts are those of the tables of cases that are named below, and of ``readings.yaml`` for forms and languages that
no case has. Cases say what must be read; a golden reading shows all of it, with the shipped catalogue.

    python tests/transcripts/readings.py       rewrite them all; read the diff before you commit it
"""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from compactx.citation.catalogue import Catalogue
    from compactx.citation.citation import Citation

TABLES = {
    "reader": ROOT / "tests/cases/reader.yaml",
    "faults": ROOT / "tests/cases/faults.yaml",
    "sentences": ROOT / "tests/gold/sentences.yaml",
    "readings": HERE / "readings.yaml",
}
_FIELDS = ("pinpoint", "pinpoint_kind", "parts", "whole", "symbol", "rule", "candidates", "note", "reason", "binding")
_USUAL = {"confidence": "high", "basis": "text"}


def texts() -> list[tuple[str, str]]:
    """Return every text once, with the name of its table."""
    found: dict[str, str] = {}
    for table, path in TABLES.items():
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            found.setdefault(case["text"] if isinstance(case, dict) else case, table)
    return [(table, text) for text, table in found.items()]


@functools.cache
def catalogue() -> Catalogue:
    """Return what is known of the shipped corpus."""
    from compactx.citation.catalogue import load_catalogue  # noqa: PLC0415 - the environment is set before
    from compactx.corpus.source import roots  # noqa: PLC0415 - as above
    from compactx.index.read import Index  # noqa: PLC0415 - as above
    from compactx.index.store import open_index  # noqa: PLC0415 - as above

    return load_catalogue(Index(open_index(roots(""))))


def reading(text: str) -> str:
    """Return what is read in a text: its first words, its language, and a line for each citation.

    What begins with ``<`` is a web page, with what its links and tables say.
    """
    from compactx.intake.document import searchable  # noqa: PLC0415 - the environment is set before
    from compactx.intake.read import read_bytes  # noqa: PLC0415 - as above
    from compactx.query.scan import scan  # noqa: PLC0415 - as above

    name = "case.html" if text.startswith("<") else "case.txt"
    document = read_bytes(text.encode(), name)
    found = scan(name, searchable(document).replace(text=document.text), catalogue())
    language = f"  in {found.language}" if found.language not in {"", "en"} else ""
    return "\n".join([head(text), *filter(None, [language]), *map(line, found.citations)]) + "\n\n"


def head(text: str) -> str:
    """Return the line that a reading begins with."""
    return f"═══ {' '.join(text.split())}"


def line(citation: Citation) -> str:
    """Return all that a citation says, without what is empty or as it usually is."""
    told = [f"{name}={_plain(getattr(citation, name))}" for name in _FIELDS if getattr(citation, name)]
    told += [f"{name}={getattr(citation, name)}" for name, usual in _USUAL.items() if getattr(citation, name) != usual]
    where = f"{citation.locator or '-'} {citation.start}-{citation.end}"
    name = "" if citation.to else f"[{citation.name}]"  # what is known has its name, or our gist, in the corpus
    aim = f"{citation.status} {citation.kind or '-'} {citation.to or '-'} {name}".strip()
    return f"  {where} <{' '.join(citation.surface.split())}> {aim} {' '.join(told)}".rstrip()


def _plain(value: object) -> str:
    words = ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return f"<{' '.join(words.split())}>" if words.split() != [words] else words


def golden(table: str) -> dict[str, str]:
    """Return the readings of a table by their first line."""
    path = HERE / "readings" / f"{table}.txt"
    parts = path.read_text(encoding="utf-8").split("═══ ") if path.exists() else []
    return {f"═══ {part.partition(chr(10))[0]}": f"═══ {part}" for part in parts[1:]}


def main() -> None:
    """Rewrite every golden reading."""
    (HERE / "readings").mkdir(exist_ok=True)
    for table in TABLES:
        told = "".join(reading(text) for of, text in texts() if of == table)
        (HERE / "readings" / f"{table}.txt").write_text(told, encoding="utf-8")


if __name__ == "__main__":
    main()
