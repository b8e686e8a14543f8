"""How much words look alike: what the standard library says of them."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest
from grids import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from compactx.model.resemblance import resemblance

WORDS = st.text("abc ", max_size=30)


@settings(max_examples=examples(400))
@given(WORDS, WORDS, st.sampled_from((0.0, 0.5, 0.7, 0.8, 1.0)))
def test_it_is_the_ratio_of_the_standard_library_or_nothing(one: str, other: str, least: float) -> None:
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    assert resemblance(one, other, least) == (ratio if ratio >= least else 0.0)


@pytest.mark.parametrize(
    ("one", "other"),
    [("remitances", "remittances"), ("a b a b", "b a b a"), ("migration", "immigrants"), ("", "a"), ("sea", "sea")],
)
def test_so_it_is_of_words(one: str, other: str) -> None:
    assert resemblance(one, other) == SequenceMatcher(None, one, other, autojunk=False).ratio()
