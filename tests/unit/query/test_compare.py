"""What became of a text in another."""

from __future__ import annotations

import pytest

from compactx.citation.citation import Citation
from compactx.query.compare import compare, said_of, sentences, text_of
from compactx.query.redline import alike, changed_stretches, redline

A = {
    "recital-1": "Welcoming the reports of the harbour masters of the northern lakes,",
    "1": "Urges States to light their harbours at night and keep the beacons in order;",
    "2": "Decides to hold a meeting of harbour masters in spring, and requests the office to report on it soon;",
    "3": "Recalls resolution 70/1 on the beacons of the northern lakes.",
}
B = {
    "recital-1": "Welcoming the reports of the harbour masters of the northern lakes,",
    "1": "Calls for lower tolls so that fishing families reach the market;",
    "2": "Encourages States to light their harbours at night and keep the beacons in order;",
    "3": "Decides to hold a meeting of harbour masters in spring;",
    "4": "Also requests the office to report on it soon;",
    "5": "Recalls resolution 71/1 on the [lights and] beacons of the northern lakes.",
}


def cite(locator, to, surface):
    return Citation(locator, surface, 0, 0, "resolved", "resolution", to, to)


@pytest.fixture
def found():
    old = text_of("a", "", A, [cite("3", "agenda2030", "70/1"), cite("2", "office", "the office")])
    new = text_of("b", "b", B, [cite("5", "ny-declaration", "71/1"), cite("4", "office", "the office")])
    return compare(old, new)


def at(found, old, new):
    return next(
        one
        for one in found.alignments
        if (one.old.locator if one.old else "", one.new.locator if one.new else "") == (old, new)
    )


def test_statuses(found):
    said = {
        (one.old.locator if one.old else "", one.new.locator if one.new else ""): one.status for one in found.alignments
    }
    assert said == {
        ("recital-1", "recital-1"): "same", ("", "1"): "only-to", ("1", "2"): "changed", ("2", "3"): "split",
        ("2", "4"): "split", ("3", "5"): "changed",
    }  # fmt: skip


def test_verbs_citations_and_numbers(found):
    assert said_of(at(found, "1", "2").verb) == "urges > encourages: weaker"
    assert at(found, "1", "2").renumbered
    assert not at(found, "recital-1", "recital-1").renumbered
    last = at(found, "3", "5")
    assert [one.named for one in last.gained] == ["ny-declaration"]
    assert [one.named for one in last.lost] == ["agenda2030"]
    assert [(one.there, one.here) for one in last.changes] == [("70/1", "71/1"), ("", "[lights and]")]


def test_parts_of_a_split_are_judged_together(found):
    """One part kept the verb, and the other what was cited."""
    for part in ("3", "4"):
        assert at(found, "2", part).lost == ()
        assert said_of(at(found, "2", part).verb) == ""


def test_summary_counts(found):
    assert sentences(found) == [
        "1 of 4 paragraphs unchanged, 2 changed, 1 split, 1 new",
        "verbs: 1 weaker; cites 1 more, 1 no longer",
        "not settled: brackets 0 before, 1 now",
    ]
    assert found.count("split") == 1
    assert at(found, "1", "2").new.id == "b/2"


def test_what_is_gone_or_went_stands_behind_what_it_followed():
    words = [
        "light the harbours at night throughout the year",
        "train every crew in first aid and swimming",
        "publish maps of rocks and shallow waters",
        "keep the tolls of small boats rather low",
    ]
    old = text_of("a", "", {str(n): text for n, text in enumerate(words, 1)}, [])
    new = text_of("b", "", {"1": words[2], "2": words[3], "3": words[0]}, [])
    turns = [(turn.one.status, turn.one.old.locator, turn.departed) for turn in compare(old, new).turns]
    assert turns == [
        ("moved", "1", True), ("only-from", "2", False), ("same", "3", False), ("same", "4", False),
        ("moved", "1", False),
    ]  # fmt: skip


def test_a_whole_is_not_cited_beside_its_part():
    part = Citation(
        "1", "objective 8 of the Compact", 0, 0, "resolved", "objective", "gcm/objective-8", "", "objective 8"
    )
    whole = Citation("1", "Compact", 0, 0, "resolved", "framework", "gcm", "", "objective 8")
    text = text_of("a", "", {"1": "Recalls objective 8 of the Compact"}, [whole, part])
    assert [one.named for one in text.clauses[0].cites] == ["gcm/objective-8"]


@pytest.mark.parametrize(
    ("text", "brackets", "options"),
    [
        ("Urges [all] States [to [try to] act]", 3, 0),
        ("Urges States[12] to act", 0, 0),
        ("Option 1: light harbours. Option 2: close them.", 0, 2),
        ("OP5 alt. Urges; OP 6 bis. Calls", 0, 2),
        ("The options that States have", 0, 0),
    ],
)
def test_what_is_not_settled_is_counted(text, brackets, options):
    side = text_of("a", "", {"1": text}, [])
    drafting = compare(side, side).drafting[0]
    assert (drafting.brackets, drafting.options) == (brackets, options)


def test_an_empty_text_has_nothing_in_common():
    some, none = text_of("a", "", A, []), text_of("b", "", {}, [])
    assert {one.status for one in compare(some, none).alignments} == {"only-from"}
    assert {one.status for one in compare(none, some).alignments} == {"only-to"}
    assert compare(none, none).alignments == ()


def test_redline_gives_back_both_wordings():
    here, there = "Urges all States, by 2030, to act (70/1)", "Calls upon States to act at once (69/2)"
    line = redline(here, there)
    assert "".join(piece.text for piece in line if piece.op != "gone") == here
    assert "".join(piece.text for piece in line if piece.op == "gone") != ""
    assert {change.op for change in changed_stretches(line)} <= {"insert", "delete", "replace"}


def test_figures_count_and_marks_do_not():
    assert alike("the report;", "The report.")
    assert not alike("in 2030", "in 2031")


def test_very_long_wordings_are_shown_whole():
    here, there = "a " * 30_000, "b " * 30_000
    assert [piece.op for piece in redline(here, there)] == ["gone", "new"]
