import re
from pathlib import Path

import growing
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from compactx.citation.catalogue import Catalogue
from compactx.citation.forms import Target
from compactx.citation.labels import _label_pattern, _take_names, grammar_words
from compactx.citation.language import any_case, cases_of, codes, one_of, table
from compactx.citation.pinpoint import find_pinpoints, grammar
from compactx.model.locator import spellings

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases/pinpoints.yaml").read_text(encoding="utf-8"))
LABELS = {"article": "article-", "paragraph": "", "para.": "", "section": "section-", "objective": "objective-"}
number = st.integers(1, 99).map(str)
letter = st.sampled_from("abcdefghk")


@pytest.mark.parametrize(("text", "expected"), CASES, ids=lambda value: str(value)[:40])
def test_pinpoints(text, expected):
    assert [list(pin.locators) for pin in find_pinpoints(text)] == expected


@given(
    st.sampled_from(sorted(LABELS)),
    st.lists(st.tuples(number, st.none() | letter), min_size=1, max_size=6, unique=True),
)
def test_any_list_that_people_may_write_is_read_back(label, items):
    written = [f"{n} ({a})" if a else n for n, a in items]
    joined = ", ".join(written[:-1]) + (" and " if len(written) > 1 else "") + written[-1]
    found = find_pinpoints(f"as {label} {joined} says")
    assert [list(pin.locators) for pin in found] == [[LABELS[label] + (f"{n}.{a}" if a else n) for n, a in items]]


@given(st.integers(1, 40), st.integers(1, 20))
def test_ranges_are_written_out(first, more):
    found = find_pinpoints(f"articles {first} to {first + more} of it")
    assert list(found[0].locators) == [f"article-{n}" for n in range(first, first + more + 1)]


@given(st.text("articlepgphs 0123456789().,-IVXand§¶of ", max_size=200))
def test_pinpoints_lie_inside_any_text_in_order(text):
    at = 0
    for pin in find_pinpoints(text):
        assert at <= pin.start < pin.end <= len(text)
        assert pin.locators
        at = pin.end


def test_a_list_is_never_longer_than_a_hundred():
    found = find_pinpoints("articles " + ", ".join(str(n % 90 + 1) for n in range(500)))
    assert len(found[0].locators) <= 100


@pytest.mark.parametrize(
    ("piece", "found"), [("articles 1, ", 1), ("(a) ", 0), ("annex of the ", 1), ("paragraph ", 0)]
)
def test_a_text_is_read_in_proportion_to_its_length(piece, found):
    def read(times):
        assert len(find_pinpoints(piece * times)) == found * times

    growing.in_proportion(read, 5_000)


def test_spellings_from_the_most_exact():
    assert spellings("annex-ii.section-iii.8.a") == ["annex-ii.section-iii.8.a", "annex-ii.8.a"]
    assert spellings("article-12") == ["article-12", "12"]
    assert spellings("33.c") == ["33.c"]


@pytest.mark.parametrize("code", ["en", "fr", "es"])
@given(st.text("ARTIClesÁártículopgh 0123456789().,-IVX§¶of ", max_size=300))
def test_units_near_labels_are_those_of_the_whole_text(code, text):
    rules = grammar(code, (("SDG", "goal|target", "agenda"),))
    text = f"{text} SDG 5 art. {text} ARTICLE 7, paras. 3 {text}"
    assert [m.span() for m in rules.units(text)] == [m.span() for m in rules.unit.finditer(text)]


PIECES = st.sampled_from([
    "article", "Article", "ARTICLES", "para.", "paras.", "\u00b6", "SDG", "goal", "Goal", "annex", "preamble",
    "OP", "oP", "p.",
    "1", "12", "4.7", "(a)", "(ii)", "II", " ", " ", "-", ",", " and ", " to ", "x", "No. ", "e", "\n",
])  # fmt: skip


@pytest.mark.parametrize("code", codes())
@given(st.lists(PIECES, max_size=14).map("".join))
def test_units_stand_where_labels_begin_and_nowhere_else(code, text):
    rules = grammar(code, (("SDG", "goal|target", "agenda"),))
    assert [m.span() for m in rules.units(text)] == [m.span() for m in rules.unit.pattern.finditer(text)]


@pytest.mark.parametrize("code", codes())
def test_every_label_is_one_that_units_begin_with(code):
    rules = grammar(code)
    for phrase in (*rules.labels, *rules.bare):
        for case in (phrase, phrase.capitalize(), phrase.upper(), phrase[:1].upper() + phrase[1:]):
            text = f"see {case} 12 ({case} 3)"
            assert [m.span() for m in rules.units(text)] == [m.span() for m in rules.unit.pattern.finditer(text)]


@pytest.mark.parametrize("code", codes())
def test_labels_written_once_find_what_a_list_of_them_finds(code):
    words = table(code)
    labels = [phrase for said in words["labels"].values() for phrase in said.split("|")]
    listed = re.compile(any_case("|".join(dict.fromkeys([*labels, "SDG", "SDG target"]))))
    shared = re.compile(one_of(cases_of([*labels, "SDG", "SDG target"])))
    texts = [f"{label}{end} 5 {label.title()} {label.upper()}s" for label in labels for end in ("", "s", ".", "es")]
    text = " ".join([*texts, "SDG targets and SDGs, sDG, Sdg target"])
    assert [found.span() for found in shared.finditer(text)] == [found.span() for found in listed.finditer(text)]


CALLED = (
    ("SDG", "goal|target|indicator", "agenda"), ("SDGs", "goal|target|indicator", "agenda"),
    ("Quay Development Goal", "goal|target", "quay"), ("Quay Development Goals", "goal|target", "quay"),
    ("objectif de quai", "goal|paragraph", "quay"), ("QDG", "goal|target", "quay"),
)  # fmt: skip
AFTER = (
    "",
    "s",
    ".",
    " 5",
    ". 5",
    " No. 5",
    "no. 5",
    "(a)",
    " (a)",
    " goal",
    " A",
    " II",
    "5",
    " paragraph 3",
    " PP 3",
)


def enumerated(code, names):
    """Return the pattern of units in which each name stands with each label, and each form of a phrase by itself."""
    kinds = table(code)["labels"].items()
    written = [one for _, said in kinds for one in said.split("|")]
    called = _take_names({one.lower(): (kind, "") for kind, said in kinds for one in said.split("|")}, names)
    phrases = [
        *written,
        *(form for name, ends in called.items() for form in (name, *(f"{name} {end}" for end in ends))),
    ]
    pattern = grammar_words(code, names)["unit"].replace(_label_pattern(written, called), one_of(cases_of(phrases)))
    return pattern, phrases


@pytest.mark.parametrize("names", [(), CALLED, (*CALLED, ("SDG goal", "target", "other"))])
@pytest.mark.parametrize("code", codes())
def test_names_written_with_their_labels_at_once_are_read_as_one_by_one(code, names):
    pattern, phrases = enumerated(code, names)
    alone, rules = re.compile(pattern), grammar(code, names)
    assert alone.pattern != rules.unit.written
    said = [f"see {form}{after}" for form in dict.fromkeys(cases_of(phrases)) for after in AFTER]
    for text in said:
        found = [(one.span(), one.groups()) for one in rules.unit.pattern.finditer(text)]
        assert found == [(one.span(), one.groups()) for one in alone.finditer(text)], text


def test_a_catalogue_keeps_the_grammar_that_its_names_make():
    facts = [("agenda", "part_kinds", "goal"), ("agenda", "part_kinds", "target"), ("agenda", "part_names", "SDG")]
    held = Catalogue([Target("agenda", "framework", "Agenda")], [], facts=facts)
    fresh = grammar(code="en", names=(("SDG", "goal|target", "agenda"),))
    kept = held.grammar("en")
    assert (kept.unit.pattern, kept.labels, kept.written) == (fresh.unit.pattern, fresh.labels, fresh.written)
    assert [pin.owner for pin in find_pinpoints("see SDG target 10.7 and article 5", kept)] == ["agenda", ""]


PIECES = (
    "articles 2, 4", "art", "para", ".", " ", "\u00a7", "-", "_", "Annex II", "no. ", "op 3", "OP4", "x", "pp.5",
    "part", "alin\u00e9a 2", "objetivo 17", "SHOP.art 3",
)  # fmt: skip


@pytest.mark.parametrize("code", codes())
@given(text=st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_labels_of_a_page_begin_where_the_pattern_finds_them(code, text):
    rules = grammar(code)
    assert {found.start() for found in rules.unit.pattern.finditer(text)} <= set(rules.unit._opening.places(text))
