"""Texts and the clauses they divide into."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from compactx.intake.document import clause_wordings, footnote_marks
from compactx.intake.read import read_text
from compactx.intake.readers.blocks import Block
from compactx.intake.segment import classify, footnotes, lines, marks

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "segmentation.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_clauses(case):
    document = read_text(case["text"])
    found = {}
    for span in document.provisions:
        name = f"{span.locator}>{span.note_of}" if span.note_of else span.locator
        found.setdefault(name, document.text[span.start : span.end])
    for name, beginning in case["clauses"].items():
        assert name in found, sorted(found)
        assert found[name].startswith(beginning)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_character_is_accounted_for(case):
    document = read_text(case["text"])
    covered = bytearray(len(document.text))
    for part in (*document.provisions, *document.notes):
        assert 0 <= part.start < part.end <= len(document.text)
        covered[part.start : part.end] = b"\1" * (part.end - part.start)
    assert not [c for c, seen in zip(document.text, covered, strict=True) if not seen and not c.isspace()]


def text_of(text, locator):
    return " ".join(clause_wordings(read_text(text))[locator].split())


def test_the_wording_has_no_mark_and_no_items():
    assert text_of("1. Boats:\n(a) float;\n(b) leak.\n2. Nets.", "1") == "Boats:"
    assert text_of("1. Boats:\n(a) float;\n(b) leak.\n2. Nets.", "1.a") == "float;"


def test_a_lead_in_of_its_own_is_no_part_of_the_paragraph():
    text = "1. We commit to calm.\n\nWe will do this so:\n\n(a) pour oil;\n\n(b) wait.\n\n2. Done."
    document = read_text(text)
    assert text_of(text, "1") == "We commit to calm."
    assert [note.reason for note in document.notes if note.kind == "note" and note.reason != "mark"] == [
        "lead-in to the list"
    ]


def test_a_colon_that_goes_on_is_no_lead_in():
    text = "1. We decide\n\nthat the following are boats:\n\n(a) this;\n\n(b) that.\n\n2. Done."
    assert text_of(text, "1") == "We decide that the following are boats:"


def test_a_second_paragraph_under_a_number_belongs_to_it():
    text = "1. Boats float.\n\nThey float well, and long.\n\n2. Nets hang."
    document = read_text(text)
    assert [span.locator for span in document.provisions] == ["1", "1", "2"]
    assert text_of(text, "1") == "Boats float. They float well, and long."


def test_a_paragraph_over_a_page_break_is_one():
    header = "Report on the state of the harbour boats"
    text = (
        f"{header}\n\n1. Boats were counted in the\n\n{header}\n\nmorning and in the evening.\n\n"
        f"2. Nets were counted by\n\n{header}\n\nthe crews.\n\n3. Done."
    )
    assert text_of(text, "1") == "Boats were counted in the morning and in the evening."
    assert text_of(text, "2") == "Nets were counted by the crews."
    kinds = {note.kind for note in read_text(text).notes if note.reason == "page header"}
    assert kinds == {"note"}


def test_page_numbers_and_symbols_are_not_used():
    text = "1. Boats float.\n\nA/H/12\n\n3/17\n\n25-12345\n\n2. Nets hang."
    document = read_text(text)
    assert [span.locator for span in document.provisions] == ["1", "2"]
    assert [document.text[n.start : n.end] for n in document.notes if n.kind == "not used"] == [
        "A/H/12",
        "3/17",
        "25-12345",
    ]


def test_a_table_of_contents_is_not_used():
    document = read_text("1. Boats ........ 3\n\n2. Nets ........ 9\n\n1. Boats float.\n\n2. Nets hang.")
    assert [document.text[s.start : s.end] for s in document.provisions] == ["1. Boats float.", "2. Nets hang."]


def test_footnotes_hang_on_the_clause_with_their_mark():
    text = "1. Boats float,¹ mostly.\n\n2. Nets hang.²\n\n¹ Book of boats.\n\n² Book of nets."
    document = read_text(text)
    notes = {span.locator: span.note_of for span in document.provisions if span.kind == "footnote"}
    assert notes == {"footnote-1": "1", "footnote-2": "2"}
    assert [mark for mark, _, _ in footnote_marks(document)] == ["1", "2"]
    assert text_of(text, "1") == "Boats float, mostly."
    assert text_of(text, "footnote-2") == "Book of nets."


def test_a_sentence_that_goes_on_after_a_stray_mark():
    text = (
        "1. It rests on the old pact;\n\n1 the new pact; the last pact;\n\n2 and the pact of ropes,3 as well as tea."
        "\n\n2. Done."
    )
    assert (
        text_of(text, "1")
        == "It rests on the old pact; the new pact; the last pact; and the pact of ropes, as well as tea."
    )


@pytest.mark.parametrize("text", ["Add.1 and Rev.1 of the paper", "the G20 met", "covid-19 came", "in A/H/70/1, they"])
def test_figures_that_are_no_marks(text):
    assert footnote_marks(read_text(f"1. {text} here.\n\n2. Nets hang.")) == []


def test_words_divided_at_the_end_of_a_line():
    text = (
        "1. The inter-\nnational and non-\nbinding pact of international crews was signed by the masters of\n"
        "all harbours.\n2. Done."
    )
    assert "international and non-binding pact" in text_of(text, "1")


def test_wrapped_lines_are_one_paragraph():
    text = (
        "1. The harbour master counts the boats each morning and tells the crews\n"
        "about it, so that they know which of the boats are there and which are\n"
        "not.\n"
        "2. The crews count the nets each evening and tell the harbour master how\n"
        "many there are.\n"
    )
    assert text_of(text, "1").endswith("which are not.")
    assert text_of(text, "2").endswith("how many there are.")


def test_text_without_numbers_goes_by_line():
    document = read_text("Boats float on water, mostly.\nNets hang on poles.\n\nRopes lie around.")
    assert [span.locator for span in document.provisions] == ["line-1", "line-2", "line-4"]


def test_equal_locators_are_told_apart():
    document = read_text("Article 5\n\nBoats float on the sea.\n\nArticle 5\n\nNets hang on poles.")
    assert list(dict.fromkeys(span.locator for span in document.provisions)) == ["article-5", "article-5-2"]


@pytest.mark.parametrize(
    "text",
    [
        "the work.1 It goes on;2 and \u201cends\u201d3\nagain4 in 20055, of 60/1236 or A/78/1002.",
        "a mark^{1, 2} and [^note] beside [^2]: not one, ¹²³ raised, x² and 12.5 \u0663\u0664 or [12] ^ {3}",
        "words 7\n8. more 9 \n10 12. x.1234 a,5. b)6) c\u201d7\u201d d'8 1990 19901 (20022) 1/1231",
    ],
)
def test_marks_are_tried_only_where_they_can_begin_and_all_are_found(text):
    def spans(found):
        return [(match.span(), match.groupdict()) for match in found]

    for start in range(0, len(text), 7):
        for end in (len(text), len(text) - 3):
            assert spans(footnotes._marks(text, start, end)) == spans(footnotes._MARK.finditer(text, start, end))


FIGURES = st.text(st.sampled_from("aB1290 .,;:)(/^[]{}*\u201d\u2019\u00b2\u2074\u0663\u00e9\n-"), max_size=40)


@given(text=FIGURES)
def test_marks_of_any_text_are_those_that_the_pattern_finds_alone(text):
    alone = [(match.span(), match.groupdict()) for match in footnotes._MARK.finditer(text)]
    assert [(match.span(), match.groupdict()) for match in footnotes._marks(text, 0, len(text))] == alone


HEADS = st.lists(st.sampled_from((
    "Article ", "ARTICLE", "article 5", "Part ", "PART IV", "Annex", "Round table ", "Section", "5", "12.", "(a)",
    "(iv)", "(12)", "(", ")", ".", "b.", "b)", "IV.", "IV", "viii)", "A.", "3.a ", "1.2.3 ", "\u00a7", "\u00b6 ", " ",
    "The sea", "States", "*", "#", "\u017fection 5", ":", "two", "[3. ", "\n", "-",
)), max_size=7).map("".join)  # fmt: skip


@given(text=HEADS, cut=st.integers(0, 4))
def test_a_mark_is_what_its_patterns_find_tried_one_by_one(text, cut):
    start, end = min(cut, len(text)), max(0, len(text) - cut)
    at = marks._skip(text, start, end)
    found = None
    if match := marks._ALONE.fullmatch(text, at, end) if end - at <= marks._ALONE_SIZE else None:
        found = ("alone", match.end())
    elif match := marks._ROUND.match(text, at, end):
        found = ("()", match.end())
    elif match := marks._POINT.match(text, at, end):
        mark = marks._point(text, match, at, end)
        found = mark and (mark.shape, mark.end)
    elif (match := marks._LABEL.match(text, at, min(end, at + 60))) and text[at].isupper():
        mark = marks._label(text, match, at, end)
        found = mark and (mark.shape, mark.end)
    told = marks.mark_at(text, start, end)
    assert (told and (told.shape, told.end)) == found


@pytest.mark.parametrize(
    "text", ["inter-\nnational", "Inter\u2010 \r\n  national", "-\nnational", "A-\nb", "a-\nB", "a- b"]
)
def test_a_word_is_divided_between_small_letters_only(text):
    before = re.compile(r"(?<=[a-z])(?P<hyphen>[-\u2010\u2011])(?P<break>[ \t]*\r?\n[ \t]*)(?=[a-z])")
    assert [m.span() for m in lines._DIVIDED.finditer(text)] == [m.span() for m in before.finditer(text)]


@pytest.mark.parametrize("word", sorted(lines._FOLLOW_ON))
def test_a_word_that_ends_no_sentence_goes_on_in_the_next_line(word):
    text = f"We count boats {word}"
    assert lines.cut_short(text, len(text))
    assert lines.unfinished(text, 0, len(text))
    assert lines.unfinished(text.upper(), 0, len(text))
    assert not lines.cut_short(f"{text}x", len(text) + 1)
    assert not lines.unfinished(f"{text}.", 0, len(text) + 1)


LISTS = st.lists(st.sampled_from((
    "1. ", "2. A", " 2.\n\u201cB", "x 3. C", "12. D", " 4.5", ": (a) one", "; (b) two,", ", and (c) x", ".\n(i) y",
    ": (i) z", " (ii) ", "(", "(a)", " ", "\n", "a", "A", ";", ":", ".", "and", "123. E",
)), min_size=1, max_size=12).map(lambda pieces: "".join(pieces).strip() or "x")  # fmt: skip


@given(text=LISTS, last=st.integers(0, 4), following=st.integers(0, 6))
def test_blocks_are_cut_where_patterns_tried_everywhere_cut_them(text, last, following):
    block = Block(0, len(text))
    cuts = (classify._number_cuts(text, block, last, following), classify._letter_cuts(text, block))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(classify, "_DOTTED", re.compile(""))
        patch.setattr(classify, "_OPENED", re.compile(""))
        assert (classify._number_cuts(text, block, last, following), classify._letter_cuts(text, block)) == cuts
