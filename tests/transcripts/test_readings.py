"""The reader says of every citation in our own texts what its golden reading says."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import readings

TEXTS = readings.texts()


@pytest.mark.parametrize(("table", "text"), TEXTS, ids=[f"{table}: {text[:50]}" for table, text in TEXTS])
def test_it_reads_what_it_read(table, text):
    missing = "there is none: python tests/transcripts/readings.py\n"
    assert readings.reading(text) == readings.golden(table).get(readings.head(text), missing)
