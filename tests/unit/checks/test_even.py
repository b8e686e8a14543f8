"""What stands between words changes no verdict: lines broken at a width, odd spaces, marks that nobody sees."""

from __future__ import annotations

import re
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compactx.checks.even import EvenText, evened
from compactx.checks.examine import examine, placed_judgements
from compactx.citation.citation import ClauseSpan
from compactx.citation.normalise import HIDDEN

TEXT = (
    "Recalling General Assembly resolution 73/195 of 17 December 2018 and the Domestic Workers Convention, 2012 "
    "(No. 189), recalling also the Progress Declaration of 2022 (A/RES/76/267), article 61 of the Convention on the "
    "Rights of the Child and resolution 71/1 of 19 September 2016."
)
RULES = ["wrong-date", "wrong-date", "name-and-symbol", "no-such-part"]
WAYS = {
    "as it is": lambda text: text,
    "wrapped at 40": lambda text: textwrap.fill(text, 40),
    "wrapped at 72 and indented": lambda text: textwrap.fill(text, 72, subsequent_indent="    "),
    "narrow spaces": lambda text: text.replace(" ", "\u202f"),
    "spaces that do not break": lambda text: text.replace(" ", "\u00a0"),
    "double spaces": lambda text: text.replace(" ", "  "),
    "tabs": lambda text: text.replace(" ", "\t"),
    "joiners behind figures": lambda text: re.sub(r"([0-9])(?= )", "\\1\u2060", text),
    "marks of direction": lambda text: re.sub(r"([0-9/]+)", "\u202a\\1\u202c", text).replace("\u202a2018", "2018"),
    "soft hyphens": lambda text: text.replace("vention", "ven\u00adtion"),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_stands_between_words_changes_no_verdict(drafted, way):
    draft = drafted(f"1. {WAYS[way](TEXT)}\n")
    told = [one for one in examine(draft).judgements if one.verdict == "wrong"]
    assert [one.rule for one in told] == RULES
    days = [draft.source[one.fix.start : one.fix.end] for one in told if one.rule == "wrong-date"]
    assert [re.sub(r"\W", "", day) for day in days] == ["17December2018", "2012"]


def test_places_are_those_of_the_file(drafted):
    draft = drafted("1. Recalling General Assembly resolution 73/195\nof 17 December 2018.\n")
    (one,) = [one for one in placed_judgements(draft, examine(draft).judgements, "f") if one.judgement.rule]
    assert (one.line, one.column, one.surface) == (1, 14, "General Assembly resolution 73/195\nof 17 December 2018")
    assert draft.source[one.judgement.fix.start : one.judgement.fix.end] == "17 December 2018"


@pytest.mark.parametrize(
    ("text", "even"),
    [
        ("Heading\nThe text.", "Heading\nThe text."),
        ("A line that is long enough to be broken here\nThe text.", None),
        ("the Convention,\n2012", "the Convention, 2012"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("one\n  (a) two", "one (a) two"),
    ],
)
def test_a_line_goes_on_where_it_is_full_or_not_over(text, even):
    assert EvenText(text).text == (even or text.replace("\n", " "))


def test_a_clause_begins_a_line():
    text = "A line that is long enough to be broken here\nThe text."
    assert EvenText(text, [ClauseSpan("2", "paragraph", text.index("The"), len(text))]).text == text


GAPS = [chr(code) for code in range(0x110000) if chr(code).isspace()] + list(HIDDEN)


@pytest.mark.parametrize("before", ["", " ", "\u00a0"])
@pytest.mark.parametrize("gap", GAPS, ids=ascii)
def test_every_kind_of_gap_is_made_even(before, gap):
    even = " " if before or gap not in HIDDEN else ""
    even = gap if gap == "\u00a0" and not before else even
    assert EvenText(f"one,{before}{gap}two").text == f"one,{even}two"


def test_words_that_are_even_are_given_back():
    text = "article\u00a05, as it is"
    assert evened(text) is text
    assert evened("article \u00a05") == "article 5"


@given(st.text(alphabet="ab1 \n\t\u00a0\u00ad\u200b\u202f\u2060", max_size=40))
def test_every_letter_is_found_again(text):
    even = EvenText(text)
    for at, char in enumerate(text):
        if char in "ab1":
            there = even.at(at)
            assert even.text[there] == char
            assert (even.start(there), even.end(there + 1)) == (at, at + 1)
