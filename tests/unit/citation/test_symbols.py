from pathlib import Path

import growing
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from compactx.citation.numbers import canonical, find_numbers, held_spellings, organ_of
from compactx.citation.symbols import find_symbols, tidy

FOLDER = Path(__file__).parents[2] / "cases"
SYMBOLS = yaml.safe_load((FOLDER / "symbols.yaml").read_text(encoding="utf-8"))
NUMBERS = yaml.safe_load((FOLDER / "resolution_numbers.yaml").read_text(encoding="utf-8"))
# Letters that symbols and their neighbours are made of.
ALPHABET = "ARESC/()-.,: \n0123456789IVXabresolutions"
PIECES = (
    "A/RES/", "A/", "S/", "E/", "70/1", "1325", "2000", "(", ")", " ", " ", ", ", "/Add.1", "resolution ",
    "resolutions ", "its ", "decision ", "General Assembly ", "and ", "XX", "A", "B", "-", ".", "\n", "No. ", "C189",
    "WHA", "/",
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SYMBOLS, ids=lambda value: str(value)[:40])
def test_symbols_in_text(text, expected):
    found = find_symbols(text)
    assert [[text[s.start : s.end], s.symbol] for s in found] == expected


@pytest.mark.parametrize("case", NUMBERS, ids=lambda case: case["text"][:40])
def test_numbers_take_their_organ_from_the_words_before(case):
    assert [s.symbol for s in find_numbers(case["text"], case["own"])] == case["symbols"]


@pytest.mark.parametrize(
    ("written", "one"),
    [
        ("resolution 70/1", "A/RES/70/1"),
        ("70/1", "A/RES/70/1"),
        ("G.A. Res. 71/1", "A/RES/71/1"),
        ("HRC resolution 5/1", "A/HRC/RES/5/1"),
        ("A/RES/217(III)A", "A/RES/217(III)A"),
        ("resolution 217 A (III)", "A/RES/217(III)A"),
        ("resolution 55/25, annex II", "A/RES/55/25 annex II"),
        ("A/HRC/17/31, annex", "A/HRC/17/31 annex"),
        ("UNTS vol. 660, No. 9464", "UNTS 660 No. 9464"),
        ("Convention No. 97", "ILO C97"),
        ("ILO C097", "ILO C97"),
        ("Doc 9303", ""),
        ("No. 97", ""),
        ("", ""),
    ],
)
def test_catalogue_and_text_spell_a_symbol_alike(written, one):
    assert canonical(written) == one


def test_a_symbol_is_looked_up_with_and_without_its_letter():
    assert held_spellings("A/RES/217(III)") == ["A/RES/217(III)", "A/RES/217(III)A"]
    assert held_spellings("A/RES/57/283B") == ["A/RES/57/283B", "A/RES/57/283"]


def test_the_opening_tells_whose_document_it_is():
    assert (
        organ_of("United Nations \n General Assembly \n Resolution adopted by the Human Rights Council on 8 July")
        == "A/HRC"
    )
    assert organ_of("The Security Council, Recalling") == "S"
    assert organ_of("A national plan") == ""


NUMBER_FORMS = ("70/1", "12/5", "217 A (III)", "1503 (XLVIII)", "S-24/2", "ES-10/15", "55/25A", "1/1")


@pytest.mark.parametrize("number", NUMBER_FORMS)
@pytest.mark.parametrize("before", ["resolution ", "Resolution ", "General Assembly resolution "])
def test_a_number_in_a_catalogue_is_one_of_the_assembly_with_and_without_the_word(before, number):
    assert canonical(number).startswith("A/RES/")
    assert canonical(before + number) == canonical(number)


@given(st.one_of(st.text(ALPHABET, max_size=300), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
def test_symbols_lie_inside_the_text_and_do_not_pass_their_ends(text):
    for symbol in (*find_symbols(text), *find_numbers(text, "A")):
        assert 0 <= symbol.start < symbol.end <= len(text)
        assert symbol.symbol == tidy(symbol.symbol) or " " in symbol.symbol


@pytest.mark.parametrize(
    ("head", "piece", "symbols", "numbers"),
    [
        ("", "A/", 0, 0),
        ("resolution ", "1/1 ", 0, 1),
        ("", "(1", 0, 0),
        ("", "No. 9, ", 0, 0),
        ("", "A/RES/1 A (", 1, 0),
    ],
)
def test_a_text_is_read_in_proportion_to_its_length(head, piece, symbols, numbers):
    def read(times):
        text = head + piece * times
        assert (len(find_symbols(text)), len(find_numbers(text, "A"))) == (symbols * times, numbers * times)

    growing.in_proportion(read, 2_500)
