"""Locators are one address in several spellings."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compactx.model import locator
from compactx.model.kinds import KINDS, family, kind_of_word

numbers = st.integers(1, 999).map(str)
letters = st.sampled_from(string.ascii_lowercase)
romans = st.integers(1, 30).map(locator.to_roman)
dotted = st.one_of(
    numbers,
    st.tuples(numbers, letters).map(".".join),
    st.tuples(numbers, letters, romans.filter(lambda roman: len(roman) < 5)).map(".".join),
)


@given(dotted)
def test_the_printed_spelling_reads_back(address):
    assert locator.slug(locator.printed(address)) == address
    assert locator.slug(address) == address


@given(dotted, st.sampled_from(["para ", "paragraph ", "Para. ", "¶ ", "¶", "action ", ""]), st.sampled_from(["", " "]))
def test_labels_spaces_and_case_do_not_matter(address, label, space):
    spaced = label + locator.printed(address).replace("(", f"{space}(").upper()
    assert locator.slug(spaced) == address


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_none(text):
    found = locator.slug(text)
    assert found == "" or (found[0].isdecimal() and locator.slug(found) == found)


@given(st.text(max_size=30))
def test_printing_any_text_does_not_fail(text):
    assert isinstance(locator.printed(text), str)


@given(st.integers(1, 399))
def test_romans_go_both_ways(number):
    assert locator.roman_value(locator.to_roman(number)) == number


@given(st.text(alphabet="ivxlcdm", max_size=8))
def test_only_well_formed_romans_have_a_value(text):
    value = locator.roman_value(text)
    assert value == 0 or locator.to_roman(value) == text


@pytest.mark.parametrize(
    "text",
    ["", " ", "()", "(a)", "17 18", "33/a", "33,a", "a33", "33(a)(ii)(x)(y)(z)", "33(abcde)", "33-34", "٣٣"],
)  # fmt: skip
def test_what_is_no_address(text):
    assert locator.slug(text) == ""


@pytest.mark.parametrize(
    ("address", "above"), [("43.b.iii", "43.b"), ("43", ""), ("annex-ii.8.a", "annex-ii.8"), ("", "")]
)
def test_parents(address, above):
    assert locator.parent(address) == above


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_named_in_the_singular_and_the_plural(kind):
    plural = {"body": "bodies", "treaty": "treaties", "process": "processes", "class": "classes"}.get(kind, kind + "s")
    assert kind_of_word(kind) == kind_of_word(plural) == kind_of_word(plural.upper()) == kind
    assert family(kind) in {"instrument", "actor", "class", "provision"}
