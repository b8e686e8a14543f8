"""Which numbers an organ can have given, and what its numbers are."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compactx.citation import organs
from compactx.citation.language import codes
from compactx.citation.organs import never, possible, roman_owner, why_refused, word_of, years_of

NOW = 2026


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(organs, "this_year", lambda: NOW)


@pytest.mark.parametrize(
    ("organ", "session", "years"),
    [
        ("A", "1", [1946, 1947]), ("A", "73", [2018, 2019]), ("A", "2005", [2005]), ("E", "2018", [2018]),
        ("A/HRC", "1", [2006]), ("A/HRC", "3", [2006]), ("A/HRC", "4", [2007]), ("A/HRC", "54", [2023]),
        ("A", "S-27", []), ("E", "12", []), ("S", "3", []),
    ],
)  # fmt: skip
def test_the_years_of_a_session(organ, session, years):
    assert list(years_of(organ, session)) == years


# organ, session, the last number that it can have given there, 0 for none
@pytest.mark.parametrize(
    ("organ", "session", "last"),
    [
        ("A", "30", 0), ("A", "31", 999), ("A", "81", 999), ("A", "82", 0), ("A", "0", 0), ("A", "S-27", 999),
        ("A", "ES-10", 999), ("A/HRC", "S-27", 199), ("A/HRC", "ES-10", 0), ("A/HRC", "1", 199), ("A/HRC", "64", 199),
        ("A/HRC", "67", 0), ("E", "1977", 0), ("E", "1978", 400), ("E", "2027", 400), ("E", "2028", 0), ("E", "12", 0),
        ("E/CN.4", "1978", 0), ("E/CN.4", "1979", 130), ("E/CN.4", "2005", 130), ("E/CN.4", "2006", 0),
        ("E/CN.4/Sub.2", "1979", 130), ("E/CN.4/Sub.2", "2006", 130), ("E/CN.4/Sub.2", "2007", 0), ("A", "2018", 0),
        ("S", "73", 0), ("E", "S-1", 0),
    ],
)  # fmt: skip
def test_the_numbers_that_an_organ_can_have_given(organ, session, last):
    assert not possible(organ, session, 0)
    assert [number for number in (1, last, last + 1) if number and possible(organ, session, number)] == (
        [] if not last else [1, last]
    )


@pytest.mark.parametrize(
    ("organ", "session", "number", "why"),
    [
        ("A", "82", 1, ""), ("A", "83", 1, "session 83"), ("A", "73", 999, ""), ("A", "73", 1000, "number 1000"),
        ("A/HRC", "66", 1, ""), ("A/HRC", "67", 1, "session 67"), ("A/HRC", "17", 250, ""),
        ("A/HRC", "17", 251, "number 251"), ("E", "2018", 701, "number 701"),
        ("A/HRC", "17", 1000, "number 1000"),
        ("E", "2027", 1, ""), ("E", "2028", 1, "resolution of 2028"), ("E", "12", 5000, ""), ("A", "2028", 1, ""),
        ("E/CN.4", "2028", 1, ""), ("S", "99", 1, ""), ("A", "S-99", 1, ""),
    ],
)  # fmt: skip
def test_why_no_document_can_have_had_a_number(organ, session, number, why):
    assert never(organ, session, number) == why


@pytest.mark.parametrize(
    ("number", "organ", "told"),
    [
        ("73/12", "A", ""), ("99/12", "A", "the General Assembly has had no session 99"), ("99/x", "A", ""),
        ("73/1000", "A", "the General Assembly has had no number 1000"), ("99/12", "S", ""), ("60/12", "A/HRC", ""),
        ("99/3", "A/HRC", "the Human Rights Council has had no session 99"),
        ("2099/3", "E", "the Economic and Social Council has had no resolution of 2099"),
    ],
)  # fmt: skip
def test_what_is_told_of_a_number_that_nobody_gave(number, organ, told):
    assert why_refused(number, organ) == (f"no such number: {told}" if told else "")


# organ, number, what it is where the words say resolution, and where they say decision
@pytest.mark.parametrize(
    ("organ", "number", "resolution", "decision"),
    [
        ("A", 300, "RES", "RES"), ("A", 301, "RES", "DEC"), ("A", 400, "RES", "DEC"), ("A", 401, "DEC", "DEC"),
        ("A/HRC", 100, "RES", "RES"), ("A/HRC", 101, "DEC", "DEC"), ("E", 100, "RES", "DEC"), ("E", 101, "RES", "DEC"),
        ("E", 200, "RES", "DEC"), ("E", 201, "DEC", "DEC"), ("E/CN.4", 100, "RES", "DEC"),
        ("E/CN.4", 101, "DEC", "DEC"),
        ("E/CN.4/Sub.2", 60, "RES", "DEC"), ("E/CN.4/Sub.2", 100, "RES", "DEC"), ("E/CN.4/Sub.2", 101, "DEC", "DEC"),
        ("S", 999, "RES", "DEC"),
    ],
)  # fmt: skip
def test_whether_a_number_is_a_resolutions_or_a_decisions(organ, number, resolution, decision):
    assert (word_of(organ, number, "RES"), word_of(organ, number, "DEC")) == (resolution, decision)


@pytest.mark.parametrize(
    ("session", "named", "owner"),
    [("XXI", "A", "A"), ("xxx", "", "A"), ("XXXI", "", "E"), ("XXI", "E", "E"), ("LIV", "A", "E"), ("IIII", "", "A")],
)
def test_whose_a_session_in_roman_numerals_is(session, named, owner):
    assert roman_owner(session, named) == owner


OPENINGS = st.lists(st.sampled_from((
    "The General Assembly", "the security council", "General Assembly", "SECURITY COUNCIL", "Human Rights Council",
    "adopted by the ", "Adopted by the", "ADOPTED BY THE ", "aprobada por la ", "adopt\u00e9e par l'",
    "ADOPT\u00c9E PAR LE ", "Asamblea General", "Consejo de Seguridad", "Assembl\u00e9e g\u00e9n\u00e9rale", "L'",
    "La ", " \n ", "\n", " ", ",", " on ", " le ", " el ", " decides", "x",
)), max_size=12).map("".join)  # fmt: skip


@pytest.mark.parametrize("code", codes())
@example("x \n The General Assembly,")
@given(text=OPENINGS)
def test_an_opening_tells_what_its_patterns_find_alone(code, text):
    words = organs.phrases(code)
    alone = next((one for pattern in words.own if (one := pattern.search(text))), None)
    found = words.opening(text)
    assert (found and (found.span(), found.re, found.groups())) == (alone and (alone.span(), alone.re, alone.groups()))
