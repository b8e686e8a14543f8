"""The tables of what terminal programs are expected to do: each row of a page has the tests that hold it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

TESTS = Path(__file__).parents[1]
TABLES = [
    ("guide.md", "### What terminal programs are expected to do", "terminal.yaml"),
    ("browse.md", "## Conventions", "conventions.yaml"),
]


@pytest.mark.parametrize(("page", "heading", "cases"), TABLES, ids=[page for page, _, _ in TABLES])
def test_every_row_of_the_table_has_its_tests(page, heading, cases):
    text = (TESTS.parent / "docs" / page).read_text(encoding="utf-8").partition(heading)[2].partition("\n## ")[0]
    rows = [line.split(" | ")[0].removeprefix("| ") for line in text.splitlines() if line.startswith("| ")]
    held = yaml.safe_load((TESTS / "cases" / cases).read_text(encoding="utf-8"))
    assert rows[1:] == list(held)
    for named in held.values():
        assert named
        for one in named:
            file, _, function = one.partition("::")
            assert re.search(rf"^def {function}\(", (TESTS / file).read_text(encoding="utf-8"), re.MULTILINE), one
