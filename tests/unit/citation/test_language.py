"""Patterns tried near what they need find what they find alone."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compactx.citation import definitions, detect, normalise, symbols
from compactx.citation.language import (
    _HAN,
    _IN_WORDS,
    _WORD,
    LETTERS,
    _heads,
    _joints,
    _words_in_latin,
    as_written,
    head_of,
    language_of,
    matches,
    singular,
    small_words,
)

PIECES = (
    "A/RES/70/1", "A/HRC/RES/47/12", "S/2020/", "/Add.1", " ", " ", ", ", ".", "(", ")", '"', "the ", "The ", "_", "EX",
    "United Nations", "Treaty Series", "UNTS", "ibid.", "Ibid.", "IBID.", "vol. 12", "vols. 3 and 4", "No. 5", "p. 6",
    "hereinafter", "hereinafter called", "hereafter", '"Board"', "Harbour Board", "\n", "5", "A", "E/", "-", "/", "//",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def spans(found):
    return [(one.span(), one.groups()) for one in found]


# Whole forms are put together by chance but rarely: each property is tried with texts that have some, too.
@example("(A/RES/70/1, A/HRC/RES/47/12/Add.1) and E/2020/5")
@given(TEXTS)
def test_symbols_with_strokes_are_those_that_the_pattern_finds_alone(text):
    words = symbols.phrases("en")
    near = matches(words.slashed, text, symbols._begun(text))
    assert spans(near) == spans(words.slashed.finditer(text))


@example("United Nations, Treaty Series, vol. 12, No. 5, Ibid., vols. 3 and 4, p. 6, see UNTS vol. 7")
@given(TEXTS)
def test_treaty_series_are_those_that_the_pattern_finds_alone(text):
    words = symbols.phrases("en")
    near = matches(words.treaty, text, symbols._volumes(text, words))
    assert spans(near) == spans(words.treaty.finditer(text))


@example('Harbour Board (hereinafter called the "Board"), Board ("HB"), hereinafter called "Board", (hereafter Board)')
@given(TEXTS)
def test_brackets_are_those_that_the_pattern_finds_alone(text):
    rules = definitions.brackets("en")
    near = matches(rules.bracket, text, definitions._opened(text, rules))
    assert spans(near) == spans(rules.bracket.finditer(text))


def test_each_small_word_tells_a_language_that_has_it():
    small = small_words()
    assert {"en", "fr", "es"} <= set(small)
    for code, words in small.items():
        for word in words:
            having = {other for other, others in small.items() if word in others}
            assert code in having
            assert language_of(f"{word} " * 200) in (having if len(having) == 1 else {*having, ""}), (code, word)
        assert language_of(" ".join(sorted(words) * 20)) == code


TEXTS_OF_SIGNS = st.text(
    st.sampled_from("aBZ \u00e9\u00b2\u00ba\u00bd3_-'\u2019\u201c\u2014\u0142\u0433\u4e00\u212a\ud800\n.,"), max_size=30
)


@example("\u00b2\u00bd\u00ba a_b 3c \u2019\u201c")
@given(TEXTS_OF_SIGNS)
def test_words_in_latin_are_those_that_the_pattern_finds(text):
    words = _words_in_latin(text)
    if words is None:
        assert not text.isascii()
    else:
        assert words == _WORD.findall(text)
        assert not _HAN.search(text)


def test_tables_of_letters_keep_what_python_says_are_letters():
    signs = [chr(code) for code in range(256)]
    assert [sign if sign.isalpha() else " " for sign in signs] == list(LETTERS.decode("latin-1"))
    words = [sign if sign.isalnum() and not sign.isdecimal() else " " for sign in signs]
    assert words == list(_IN_WORDS.decode("latin-1"))
    assert ["a" if "a" <= one <= "z" else "0" if "0" <= one <= "9" else " " for one in signs] == list(
        detect._KINDS.decode("latin-1")
    )
    assert "".join(signs).translate(normalise._KEY) == normalise._KEY_BYTES.decode("latin-1")


NAMES = st.lists(st.sampled_from((
    "Convention", "Treaties", "Pacts", "the", "of", "on", "Sea-Pact", "Forum's", "Agenda", "2030", "(Compact)",
    "a_Pact", "Pact\u00b2", "Charter\nof", "Acuerdo", "d'Accord", "",
)), max_size=8).map(" ".join)  # fmt: skip


@given(NAMES)
def test_the_noun_of_a_name_is_the_last_of_its_words_before_a_joint(name):
    found = ""
    for word in _WORD.findall(name):
        if word in _joints():
            break
        found = singular(word) if singular(word) in _heads() else found
    assert head_of(name) == found


@pytest.mark.parametrize("sign", sorted({*string.punctuation, *string.whitespace, "\u00e9"} - {"|"}), ids=ascii)
def test_phrases_stand_in_a_pattern_as_they_are_written(sign):
    pattern = as_written(f"a{sign}b|a|{sign}{sign}")
    assert all(re.fullmatch(pattern, phrase) for phrase in (f"a{sign}b", "a", sign * 2))
    assert not any(re.fullmatch(pattern, other) for other in ("ab", "aab", "axb", ""))
    assert pattern == f"(?:{re.escape(f'a{sign}b')}|{re.escape(sign * 2)}|a)".replace("\\ ", " ")
