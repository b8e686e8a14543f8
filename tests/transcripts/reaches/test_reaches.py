"""Texts are read as far as they were, and no farther."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import reaches

GOLDEN = reaches.golden()


@pytest.mark.parametrize("text", reaches.TEXTS, ids=[reaches.head(text)[:60] for text in reaches.TEXTS])
def test_a_stretched_text_is_read_as_it_was(text):
    kept = GOLDEN[reaches.head(text)]
    assert [(number, reaches.kept(text, number)) for number, _ in kept] == kept
