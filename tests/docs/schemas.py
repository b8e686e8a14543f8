"""Write the schemas for editors beside the shipped corpus, and their line into each of its files.

    python tests/docs/schemas.py

A file is of the kind that its first telling key says; ``tests/unit/corpus/test_editors.py`` holds it to that.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from compactx.corpus import editors
from compactx.corpus.write import SCHEMAS

CORPUS = Path(__file__).parents[2] / "corpus"
KINDS = {"entries": "register", "lineage": "lineage", "relations": "relations", "votes": "votes",
         "standings": "votes", "extents": "extents", "accepted": "accepted", "schema": "marker",
         "instrument": "instrument", "of": "instrument"}  # fmt: skip


def kind_of(text: str) -> str:
    """Return what kind of file a text is, by its first key that tells."""
    keys = (line.partition(":")[0] for line in text.splitlines() if line[:1].isalpha())
    return next(KINDS[key] for key in keys if key in KINDS)


def first_line(path: Path, text: str) -> str:
    """Return the line with which a file of the corpus should begin."""
    schema = CORPUS / SCHEMAS / f"{editors.PREFIX}{kind_of(text)}.json"
    return editors.modeline(os.path.relpath(schema, path.parent)) + "\n"


def schemas() -> dict[Path, str]:
    """Return the files of the schemas as they should be."""
    return {CORPUS / SCHEMAS / f"{name}.json": json.dumps(editors.schema_of(name), indent=1) + "\n"
            for name in editors.schema_names()}  # fmt: skip


def main() -> None:
    """Write both."""
    (CORPUS / SCHEMAS).mkdir(exist_ok=True)
    for path, text in schemas().items():
        path.write_text(text, encoding="utf-8")
    for path in sorted(CORPUS.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        line = first_line(path, text)
        if not text.startswith(line):
            head, _, rest = text.partition("\n")
            path.write_text(line + (rest if head.startswith("# yaml-language-server:") else text), encoding="utf-8")


if __name__ == "__main__":
    main()
