"""Days of a draft are marked for the patterns that look for them, and stay what the draft says."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compactx.checks.days import DAY, Days
from compactx.checks.examine import examine
from compactx.checks.phrases import phrases
from compactx.citation.language import codes, table

MARKS = "\x1a\x1b"
WRITTEN = {
    "en": [
        "9 December 2018",
        "1st May 1999",
        "Dec. 9, 2018",
        "December\u00a09,\u00a02018",
        "9 Sept. 1866",
        "2018-12-09",
    ],
    "fr": ["9 décembre 2018", "1er mai 1999", "2018-12-09"],
    "es": ["9 de diciembre de 2018", "9 diciembre 2018", "9\u00a0de\u00a0mayo\u00a0de\u00a02018", "2018-12-09"],
}
PIECES = ["2018", "1999", "9", "12", " ", "\u00a0", "-", "/", ", ", "May", "December", "Dec.", "st", "-05-09", "de ",
          "mayo", "décembre", "(", "\n", "x", *MARKS]  # fmt: skip


@pytest.fixture(scope="module")
def judged(drafted):
    """Return what is wrong in a text."""
    return lambda text: [one for one in examine(drafted(text)).judgements if one.verdict == "wrong"]


@pytest.mark.parametrize(("code", "day"), [(code, day) for code, days in WRITTEN.items() for day in days])
def test_a_day_is_marked_whole(code, day):
    days = Days(table(code))
    text = f"resolution 73/195 of {day} and ({day}), 2018"
    marked = days.marked(text)
    assert len(marked) == len(text)
    assert [text[slice(*found.span())] for found in re.finditer(DAY, marked)] == [day, day]
    assert re.fullmatch(f"resolution 73/195 of {DAY} and \\({DAY}\\), 2018", marked)
    assert days.read(days.written(days.read(day), day)) == days.read(day)


@pytest.mark.parametrize(
    "text", ["in 2018", "9 December 218", "9 2018", "2018-13-09", "2018-12-091", "9 December\n2018"]
)
def test_what_is_no_day_is_not_marked(text):
    assert Days(table()).marked(text) == text
    assert DAY[0] not in text


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.sampled_from(codes()))
def test_days_are_those_that_their_pattern_finds(text, code):
    days, said = Days(table(code)), table(code)
    of = said["before_month"].replace(" ", "[ \u00a0]")
    whole = rf"[0-9]{{1,2}}{said['day_ending']}[ \u00a0]{of}{days.month}[ \u00a0]{of}(?:1[89]|20)[0-9]{{2}}"
    first = rf"|{days.month}[ \u00a0][0-9]{{1,2}},[ \u00a0](?:1[89]|20)[0-9]{{2}}" if said["month_first"] else ""
    figures = r"|(?:1[89]|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?![0-9-])"
    found = [one.span() for one in re.finditer(whole + first + figures, text)]
    assert list(days.ranges(text)) == found
    assert [one.span() for one in re.finditer(DAY, days.marked(text))] == found


def test_marks_of_the_text_itself_are_no_day(judged):
    text = "1. Recalling resolution 73/195 of {} of the General Assembly.\n"
    assert [one.rule for one in judged(text.format("17 December 2018"))] == ["wrong-date"]
    assert judged(text.format(MARKS[0] + MARKS[1] * 15)) == judged(text.format("x" * 16)) == []


@pytest.mark.parametrize(("gap", "space"), [("\u00a0", "\u00a0"), (" ", " ")])
def test_a_fix_keeps_the_spaces_that_do_not_break(judged, gap, space):
    (told,) = judged(f"1. Recalling resolution 73/195 of 17{gap}December{gap}2018.\n")
    assert told.fix.text == f"19{space}December{space}2018"
    (told,) = judged("1. Recalling resolution 73/195 of 17\u00a0December 2018.\n")
    assert told.fix.text == "19 December 2018"


def test_words_that_are_told_are_those_of_the_draft(judged):
    told = judged(
        "1. Recalling resolution 70/1, entitled \u201cFollow-up to the fire of 9 May 2018\u201d, of the Assembly.\n"
    )
    assert [one.found for one in told if one.rule == "name-and-symbol"] == ["Follow-up to the fire of 9 May 2018"]
    told = judged("1. Recalling resolution 73/195 of 19 December 2018, adopted by consensus, of the Assembly.\n")
    assert [one.found for one in told] == ["of 19 December 2018, adopted by consensus"]


@pytest.mark.parametrize("code", codes())
def test_a_pattern_has_the_day_that_it_needs(code):
    words = phrases(code)
    needing = [name for name in words.names if words.needs(name)[0]]
    assert needing
    assert all(DAY in getattr(words, name).pattern for name in needing)


def test_what_a_pattern_needs_is_looked_for_where_it_may_stand(judged):
    told = "1. Recalling resolution 73/195, adopted {}by consensus, {}of the Assembly.\n"
    assert [one.rule for one in judged(told.format("", ""))] == ["wrong-vote"]
    assert [one.rule for one in judged(told.format("", "and the plans of the harbours " * 90))] == ["wrong-vote"]
    assert judged(told.format("with the plans of the harbours " * 90, "")) == []


@pytest.mark.parametrize(("number", "rules"), [("189", []), ("190", ["name-and-symbol"])])
def test_a_labour_standard_is_looked_up_unless_it_was_read_with_its_number(judged, number, rules):
    text = (
        f"1. The Domestic Workers Convention, 2011 (No. {number}) and the Migration for Employment Convention (Revised)"
    )
    assert [one.rule for one in judged(f"{text}, 1949 (No. 97) hold.\n")] == rules
