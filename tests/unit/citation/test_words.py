"""Words as they are compared: letters of any script after compatibility normalisation, in lower case."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from compactx.citation.words import kept_in_order, keys, words


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Women's rights, res. 70/1", ["women", "s", "rights", "res"]),
        ("\ufb01sh of the \u00c9tang", ["fish", "of", "the", "\u00e9tang"]),  # a ligature is two letters
        ("\uff26\uff29\uff33\uff28 fish FISH", ["fish", "fish", "fish"]),
        ("n\u00ba 5, 1\u1d49\u02b3", ["no", "er"]),  # marks of order are letters
        ("\u2116 5", []),  # one sign, which is none
        ("droits de l\u2019homme", ["droits", "de", "l", "homme"]),
        ("\u6e56\u6cca 5 \u0434\u043e\u043c", ["\u6e56\u6cca", "\u0434\u043e\u043c"]),
        ("_a_b_", ["a", "b"]),
    ],
)
def test_words_are_letters(text, told):
    assert keys(text) == told


@example("\ufb01sh & \u00ba")
@given(st.text(max_size=60))
def test_words_with_their_places_are_the_same_ones(text):
    found = words(text)
    assert [word.key for word in found] == keys(text)
    for word in found:
        assert keys(text[word.start : word.end]).count(word.key) > 0
    assert [word.start for word in found] == sorted(word.start for word in found)


WORDINGS = st.lists(st.sampled_from(["we", "urge", "all", "states", "the", "women"]), max_size=40)


@given(WORDINGS, WORDINGS)
def test_as_many_words_are_kept_in_order_as_the_library_counts(here, there):
    assert kept_in_order(here, there) == LCSseq.similarity(here, there)
    assert kept_in_order(there, here) == kept_in_order(here, there)
