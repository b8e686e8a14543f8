"""How near two symbols are, counted as the library counts it that takes as long to load as a page to read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from compactx.checks.symbols import edits, is_slip

NUMBERS = st.text("0127/ab", max_size=9)


@given(NUMBERS, NUMBERS)
def test_edits_are_counted_as_the_library_does(one, other):
    assert edits(one, other) == Levenshtein.distance(one, other)


@given(NUMBERS, NUMBERS)
def test_a_number_two_edits_away_may_be_a_slip(one, other):
    near = Levenshtein.distance(one, other) <= 2
    assert is_slip(f"A/RES/{one}", f"A/RES/{other}") >= near
