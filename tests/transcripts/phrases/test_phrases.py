"""Every phrase of every language is read as it was read."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import phrase_readings as phrases

KEYS = [(code, key) for code in phrases.SENTENCES for key in phrases.SENTENCES[code]]
GOLDEN = {code: phrases.golden(code) for code in phrases.SENTENCES}


@pytest.mark.parametrize(("code", "key"), KEYS, ids=[f"{code} {key}" for code, key in KEYS])
def test_a_phrase_is_read_as_it_was(code, key):
    expected = {phrase: told for phrase, told in GOLDEN[code][key].items() if told}
    assert {phrase: phrases.told(code, key, phrase) for phrase in expected} == expected
