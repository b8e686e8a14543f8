"""Patterns tried only where they can begin find what they find alone."""

from __future__ import annotations

import re
from pathlib import Path

import grids
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from compactx.citation import gates
from compactx.citation.anchors import pointers
from compactx.citation.beginnings import _begun, _parts, beginnings, begins_words
from compactx.citation.gates import Gates, Opening, first_words_of, word_places
from compactx.citation.language import codes, table
from compactx.citation.memory import Memory
from compactx.citation.normalise import fold_text
from compactx.citation.organs import phrases, tokens
from compactx.citation.parts import BareParts, _label
from compactx.citation.pinpoint import grammar
from compactx.citation.symbols import find_acts
from compactx.citation.symbols import phrases as symbols
from compactx.citation.unknown import phrases as shapes

ROOT = Path(__file__).parents[3]
WORDS = (
    "resolution", "Resolution", "resolutions", "decision", "General Assembly", "Security Council", "Council", "its ",
    "Its ", "Assembly", "Harbour", "of", "the ", "The ", "THE ", "that ", "said ", "Convention", "Pact", "Agreement",
    "Committee", "Working Group", "Groups of Legal Experts", "Mission", "Articles", "article ", "Art. ", "para", "par",
    "paragraphs ", "objective", "Objectives", "goals ", "indicators", "p. ", "pp. ", "Annex", "ibid.", "Ibid", "Id.",
    "loc. cit.", "ILO", "Convention No. ", "Recommendations Nos. ", "C", "R", "WHA", "World Health Assembly ", "A", "E",
    "S-", "INFCIRC/", "general comment No. ", "General Recommendations no ", "Regulation ", "(EU) ", "No ", "Sales No.",
    "Objetivo", "objectif", "la Convention", "cette ", "sa ", "su ", "resoluci\u00f3n", "r\u00e9solution", "Protocolo",
    "70/1", "1325", "(2000)", "(III)", "12", "4", "/", "(", ")", "a", "XX", " ", " ", " ", ", ", ".", ". ", " \n ", "-",
    "_", "'s", "and ", "\u00e9", "\u2019", "\u00a7 ", "20.10", "CP.16",
)  # fmt: skip
PIECES = st.lists(st.sampled_from(WORDS), max_size=60)
TEXTS = st.one_of(PIECES.map("".join), PIECES.map(" ".join))
NAMED = (("SDG", "goal|target", "agenda"), ("Global Quay Goal", "goal|target|indicator", "quay"))
CASES = [
    case["text"]
    for name in ("resolution_numbers", "reader", "faults")
    for case in yaml.safe_load((ROOT / "tests" / "cases" / f"{name}.yaml").read_text(encoding="utf-8"))
]


def spans(found):
    return [(one.span(), one.groups()) for one in found]


@pytest.fixture(autouse=True)
def every_text(monkeypatch):
    monkeypatch.setattr(gates, "_SHORT", 0)
    monkeypatch.setattr(gates, "_ENOUGH", 0)


@pytest.fixture(scope="module")
def swept():
    """Return every gate of every language."""
    for code in codes():
        list(find_acts("", code))
        pointers(code), symbols(code), shapes(code), grammar(code), grammar(code, NAMED), phrases(code)
        for kind in table(code)["labels"]:
            _label(code, kind)
    return [gate for code in codes() for gate in gates.gates_of(code).gates()]


@settings(max_examples=grids.examples(150))
@given(text=TEXTS)
def test_every_gate_finds_what_its_pattern_finds_alone(swept, text):
    for gate in swept:
        assert spans(gate.finditer(text)) == spans(gate.pattern.finditer(text)), gate.pattern.pattern


def test_every_gate_finds_what_its_pattern_finds_alone_in_documents(swept):
    found = 0
    for path in [*sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "compactx/citation/languages").glob("*.py"))]:
        text = fold_text(path.read_text(encoding="utf-8")).text
        for gate in swept:
            alone = spans(gate.pattern.finditer(text))
            found += len(alone)
            assert spans(gate.finditer(text)) == alone, (path.name, gate.pattern.pattern)
    assert found > 1000


LETTERS = 14  # of beginnings that are looked at
GLUED = (
    "the", "that", "This", "its", "Convention", "CONVENTION", "Forums", "Treaties", "same", "article", "Articles",
    "art", "OP", "PP", "para", "No", "nos.", "number", "goal", "Goals", "SDG", "SDGs", "ILO", "C", "R", "resolution",
    "Council", "WHA", "HRC/", "A", "E", " ", " ", " ", "1", "12", "(a)", "IV", ".", "-", "_", "'s", "\u00e9",
    "\u0142", "\u0153", "H",
)  # fmt: skip


@settings(max_examples=grids.examples(150))
@given(text=TEXTS)
def test_a_page_is_searched_for_what_its_patterns_find_alone(swept, text):
    pages_agree(swept, text)


def test_documents_are_searched_as_pages_for_what_patterns_find_alone(swept):
    for path in [*sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "compactx/citation/languages").glob("*.py"))]:
        pages_agree(swept, fold_text(path.read_text(encoding="utf-8")).text)
    for text in (
        "A61/12, INFCIRC/153, HRC/RES/12/3, decision 1/CP.16, decision 2/CMA.3, WHA63.16", "ILO R203, C 12, C189",
        "World Health Assembly resolution 63.16; Sales No. E.04.V.2; Conventions No. 97 and 143, ibid., Id.; IBIDEM.",
        "Conventions 29 and 105 of the ILO; Conventions of the International Labour Organization, 29; Directive 1/2",
        "Goals, TARGET, indicators; the Convenio (núm. 189) sobre algo, 2011 (núm. 189); Recomendación OIT núm. 1",
    ):  # fmt: skip
        pages_agree(swept, text)


def pages_agree(swept, text):
    for gate in swept:
        unswept = gates.Gate(Unswept(), gate.written, need=gate._need, opening=gate._opening)
        assert spans(unswept.finditer(text)) == spans(gate.pattern.finditer(text)), gate.pattern.pattern


@settings(max_examples=grids.examples(300))
@given(text=st.lists(st.sampled_from(GLUED), max_size=30).map("".join))
def test_a_page_of_words_glued_together_is_searched_for_what_its_patterns_find_alone(swept, text):
    pages_agree(swept, text)


def test_all_but_few_gates_say_what_their_patterns_begin_with(swept):
    silent = {gate.written[:40] for gate in swept if gate._opening is None}
    assert silent == {pointers(code).same.written[:40] for code in codes()}


def test_phrases_that_open_patterns_are_those_that_their_parse_tells(swept):
    seen = 0
    for gate in (gate for gate in swept if gate._opening):
        words, runs, signs = gate._opening.told()
        for begun, goes_on in _begun(_parts(gate.pattern), LETTERS).items():
            run = next(iter(word_places(begun)), "")
            seen += 1
            if not begun.startswith(run) or not run:
                assert begun[0] in signs, (begun, gate.written)
            elif run != begun:
                assert run in words or run.startswith(runs), (begun, gate.written)
            elif len(begun) == LETTERS or not goes_on:  # more letters may follow
                known = [one for one in (*words, *runs) if one.startswith(begun)]
                assert known or begun.startswith(runs), (begun, gate.written)
            else:  # the end of the pattern, or what has no width
                assert begun in words or begun.startswith(runs), (begun, gate.written)
    assert seen > 2000


@given(text=st.text(max_size=60))
def test_words_of_a_text_begin_where_they_stand(text):
    found = word_places(text)
    places = [at for held in found.values() for at in held]
    assert len(places) == len(set(places))
    assert all(text.startswith(word, at) for word, held in found.items() for at in held)
    letters = [at for at, sign in enumerate(text) if sign.isalpha() and sign <= "\u00ff"]
    assert [at for at in letters if at - 1 not in letters] == sorted(places)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("the Pact, thePact and the2 _the", [0, 10, 22, 28]),
        ("\u0142the, (the) th the\u0142", [1, 7, 15]),
        ("its \u00a7\u00a7 5 of ITS", [0, 4, 5]),
        ("other itself", []),
    ],
)
def test_phrases_open_where_their_first_words_stand(text, wanted):
    opening = Opening(lambda: first_words_of(["the", "its own", "\u00a7"], loosely=True))
    assert opening.places(text) == wanted


def test_a_pattern_that_begins_nowhere_in_a_page_is_not_compiled():
    gate = gates.Gate(Unswept(), "Pact (", opening=Opening(lambda: ["Pact"]))
    assert list(gate.finditer("Pacts and treaties")) == []
    with pytest.raises(re.error):
        list(gate.finditer("the Pact"))
    needing = gates.Gate(Unswept(), "Pact (", need=lambda text: "No." in text)
    assert list(needing.finditer("the Pact")) == []


class Unswept:
    """What says of no text where anything may begin."""

    def starts(self, *_):
        return None


UNITS = (
    *WORDS, "SDG ", "SDGs", "Global Quay Goals ", "goal", "target ", "annex", "Annexes", "sub-paragraph ", "op ", "OP ",
    "p.", "arts. ", "\u00a7", "\u00b6\u00b6", "no. ", "N\u00b0", "#", "10.c", "II", "iv", "b)", "H",
)  # fmt: skip


@pytest.mark.parametrize("code", codes())
@settings(max_examples=grids.examples(300))
@given(text=st.lists(st.sampled_from(UNITS), max_size=40).map("".join))
def test_units_of_a_long_text_are_those_that_the_pattern_finds_alone(code, text):
    rules = grammar(code, NAMED)
    assert rules.unit.starts(text) is not None
    alone = [one for one in rules.unit.pattern.finditer(text) if rules.is_whole(one)]
    assert spans(rules.units(text)) == spans(alone)


def test_every_gate_has_beginnings(swept):
    assert len(swept) > 3 * 12
    assert [gate.pattern.pattern for gate in swept if not beginnings(gate.pattern)] == []


@settings(max_examples=grids.examples(300))
@given(text=TEXTS, code=st.sampled_from(codes()))
def test_tokens_of_numbers_are_those_that_the_pattern_finds_alone(text, code):
    tokens_are_those_of_the_pattern(text, code)


@pytest.mark.parametrize("code", codes())
def test_tokens_of_numbers_in_cases_are_those_that_the_pattern_finds_alone(code):
    for text in CASES:
        tokens_are_those_of_the_pattern(fold_text(text).text, code)


def tokens_are_those_of_the_pattern(text, code):
    words = phrases(code)
    alone = list(words.token.finditer(text))
    told = list(tokens(text, words))
    assert spans(one for one in told if not one.group("bare")) == spans(one for one in alone if not one.group("bare"))
    behind = {one.end() + 1 for one in alone if one.group("word") or one.group("after") or one.group("code")}
    announced = [one for one in alone if one.group("bare") and one.start() in behind]
    assert {one.span() for one in announced} <= {one.span() for one in told}
    assert spans(told[:1]) == spans(alone[:1])


def test_a_gate_of_bare_parts_is_swept_with_the_others(catalogue):
    parts = BareParts(catalogue, Memory(catalogue))
    gate = parts.labels["objective"]
    text = "Objective 4, objectives and subobjective; OBJECTIVE"
    assert [one.group() for one in gate.finditer(text)] == ["Objective", "objectives", "OBJECTIVE"]


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        (r"\b(?:[Tt]he )?Pacts of Ports\b", {"The Pact", "the Pact", "Pacts of"}),
        (r"(?<!\w)(?:Acts?|Law)(?= )", {"Act", "Law"}),
        (r"[CR][0-9]{2,3}", {f"{letter}{digit}" for letter in "CR" for digit in "0123456789"}),
        (r"(?:ab){2,3}", {"ab"}),
        (r"x*y", {"x", "y"}),
        (r"\w+ Pact", set()),
        (r"(?:Pact)?", set()),
        (r"(?i:pact)", set()),
        (r"[^a]b", set()),
    ],
)
def test_beginnings_are_told_by_machine(pattern, wanted):
    assert beginnings(re.compile(pattern)) == wanted


def test_what_ignores_capitals_has_no_beginnings():
    assert beginnings(re.compile("pact", re.IGNORECASE)) == frozenset()


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [(r"\bPact", True), (r"\b\(", False), (r"(?<![\w-])\(", True), (r"(?<![-/])Pact", False), (r"(?!\w)", False)],
)
def test_a_pattern_that_begins_words_is_told(pattern, wanted):
    assert begins_words(re.compile(pattern)) is wanted


def test_a_gate_made_late_is_swept_too():
    made = Gates()
    first = made.gate(r"\bPact")
    text = "Pact and Treaty"
    assert [one.start() for one in first.finditer(text)] == [0]
    assert [one.start() for one in made.gate(r"\bTreaty").finditer(text)] == [9]
    assert made.gate(r"\bPact") is first


def test_short_texts_make_no_automaton(monkeypatch):
    monkeypatch.setattr(gates, "_ENOUGH", 1000)
    made = Gates()
    gate = made.gate(r"\bPact")
    assert gate.starts("a Pact") is None
    assert [one.start() for one in gate.finditer("a Pact")] == [2]
    assert gate.starts("a Pact" * 500) is not None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("\u00a7 5, (\u00a75) and x\u00a75", [0, 6]),  # a sign begins a match, but not inside a word
        ("|  -  \u00a7  - Pact", [6, 11]),
        ("\u0142Pact, _Pact, \u00abPact\u00bb, \u2026Pact and \u0142 Pact", [15, 23, 34]),
        ("l'\u0153uvre, \u0142\u0153uvre", [2]),
        ("A-B and A B and A/B", [8]),
    ],
)
def test_signs_and_letters_beyond_latin_begin_what_they_begin(text, wanted):
    gates = Gates()
    gate = gates.gate("(?<!\\w)(?:\u00a7|Pact|\u0153uvre|A B)")
    assert gates.places(text)[gate] == wanted == [found.start() for found in gate.pattern.finditer(text)]


def test_a_beginning_inside_words_is_found_there_too():
    gates = Gates()
    gate = gates.gate("(?:sea|\\(b)")
    assert gates.places("oversea (b) sea")[gate] == [4, 8, 12]
