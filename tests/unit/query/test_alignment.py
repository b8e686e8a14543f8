"""Which paragraphs of an earlier text stand in a later one."""

from __future__ import annotations

import random

from compactx.citation.words import keys
from compactx.query.alignment import AlignmentUnit, align_units, candidates, contained, in_order

LAKE = "states should light their harbours at night and keep the beacons in good order throughout the year"
CREW = "shipping companies should train every crew in first aid and in swimming before the season begins"
MAPS = "lake commissions are invited to publish maps of shallow waters with rocks and sandbanks each spring"
TOLL = "tolls for small boats stay as low as possible so that fishing families can reach the market"


def aligned(old, new, cites=None):
    units = [
        [AlignmentUnit(tuple(keys(text)), frozenset((cites or {}).get(text, ()))) for text in texts]
        for texts in (old, new)
    ]
    return {(link.old, link.new): link.way for link in align_units(*units)}


def test_equal_and_changed_paragraphs_are_pairs_and_new_ones_none():
    assert aligned([LAKE, CREW, MAPS], [LAKE, TOLL, CREW.replace("swimming", "rowing"), MAPS]) == {
        (0, 0): "pair", (1, 2): "pair", (2, 3): "pair",
    }  # fmt: skip


def test_what_stands_out_of_order_moved():
    assert aligned([LAKE, CREW, MAPS, TOLL], [CREW, MAPS, TOLL, LAKE])[0, 3] == "moved"


def test_of_two_equally_long_orders_the_one_with_more_words_stays():
    short = "boats may land here"
    assert aligned([short, LAKE], [LAKE, short]) == {(0, 1): "moved", (1, 0): "pair"}


def test_halves_are_split_and_two_in_one_are_merged():
    both = f"{LAKE} and {CREW}"
    assert aligned([both, MAPS], [LAKE, f"also {CREW}", MAPS])[0, 0] == "split"
    assert aligned([both, MAPS], [LAKE, f"also {CREW}", MAPS])[0, 1] == "split"
    assert aligned([LAKE, CREW, MAPS], [both, MAPS]) == {(0, 0): "merged", (1, 0): "merged", (2, 1): "pair"}


def test_a_repeated_phrase_is_no_part():
    report = "requests the secretary general to report on it at the next session"
    assert aligned([f"{LAKE} {report}"], [f"{LAKE} {report}", f"{report} {MAPS}"]) == {(0, 0): "pair"}


OLD = "harbour masters of the northern lakes meet in spring to agree on signals of distress and on rescue"
NEW = "harbour masters from all lakes shall settle each spring which signals of distress every crew must know"


def test_little_shared_is_enough_between_neighbours_only():
    assert aligned([LAKE, OLD, MAPS], [LAKE, NEW, MAPS])[1, 1] == "pair"
    assert (0, 3) not in aligned([OLD, LAKE, MAPS, CREW, TOLL], [LAKE, MAPS, TOLL, NEW])


def test_a_shared_citation_helps():
    texts = [OLD, LAKE, MAPS, CREW, TOLL], [LAKE, MAPS, TOLL, NEW]
    assert aligned(*texts, {OLD: {"plan"}, NEW: {"plan"}})[0, 3] == "moved"


def test_equal_paragraphs_pair_in_turn_however_many():
    assert aligned(["deleted"] * 200, ["deleted"] * 200) == {(at, at): "pair" for at in range(200)}


def test_candidates_stay_few():
    rng = random.Random(4)  # noqa: S311 - a made-up text
    vocabulary = [f"word{letter}{other}" for letter in "abcdefghij" for other in "abcdefghij"]
    units = [AlignmentUnit(tuple(rng.choices(vocabulary, k=30))) for _ in range(400)]
    assert len(candidates(units, units)) < 400 * 25


def test_in_order_keeps_the_longest_run():
    assert in_order({0: 2, 1: 0, 2: 1}, lambda _: 1) == [(1, 0), (2, 1)]
    assert in_order({}, lambda _: 1) == []


def test_contained_wants_words_that_the_partner_has_not():
    whole = keys(f"{LAKE} {CREW}")
    assert contained(keys(CREW), whole, keys(LAKE)) == 1.0
    assert contained(keys(CREW), whole, whole) == 0.0
    assert contained(keys("in first aid"), whole, keys(LAKE)) == 0.0


def test_paragraphs_without_end_are_compared_by_how_they_begin():
    rng = random.Random(5)  # noqa: S311 - a made-up text
    endless = [AlignmentUnit(tuple(rng.choices(LAKE.split(), k=200_000))) for _ in range(2)]
    assert [link.way for link in align_units(endless[:1], endless[1:])] == ["pair"]
    assert align_units(endless[:1], endless[:1])[0].score == 1.0


def test_a_text_of_one_paragraph_is_paired_with_its_revision():
    revised = LAKE.replace("states should", "we ask all states to").replace("throughout the year", "from now on")
    assert aligned([LAKE], [revised]) == {(0, 0): "pair"}
    assert aligned([LAKE], [TOLL]) == {}
