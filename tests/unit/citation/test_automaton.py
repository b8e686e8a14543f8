"""Both forms of the automaton say the same as a search for each word by itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from compactx.citation import automaton
from compactx.citation.automaton import Automaton

LETTERS = st.text("abcä", max_size=5)


def _by_hand(words, text):
    first = {}
    for number, word in enumerate(words):
        first.setdefault(word, number)
    return sorted(
        (number, at, at + len(word))
        for word, number in first.items()
        if word
        for at in range(len(text))
        if text.startswith(word, at)
    )


@given(st.lists(LETTERS, max_size=8), st.text("abcä", max_size=40), st.booleans())
def test_every_hit_is_found_and_no_other(words, text, plain):
    assert sorted(Automaton(words, plain=plain).hits(text)) == _by_hand(words, text)


@given(st.lists(LETTERS, max_size=8), st.text("abcä", max_size=40))
def test_the_plain_form_answers_alike_in_the_same_order(words, text):
    assert list(Automaton(words).hits(text)) == list(Automaton(words, plain=True).hits(text))


@given(st.lists(LETTERS, max_size=8), st.text("abcä", max_size=40))
def test_of_overlapping_hits_the_first_and_longest_is_kept(words, text):
    kept = Automaton(words).longest(text)
    everything = _by_hand(words, text)
    at = 0
    for hit in kept:
        later = [other for other in everything if other[1] >= at]
        assert hit == min(later, key=lambda other: (other[1], -other[2]))
        at = hit[2]
    assert not [other for other in everything if other[1] >= at]


def test_without_the_library_the_plain_form_is_used(monkeypatch):
    monkeypatch.setattr(automaton, "ahocorasick", None)
    assert list(Automaton(["b"]).hits("abab")) == [(0, 1, 2), (0, 3, 4)]
