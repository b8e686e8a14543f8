"""Operative verbs: which verb opens a paragraph, and what became of it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from compactx.citation.verbs import opening_verb, verb_change

LADDERS = yaml.safe_load((Path(__file__).parents[2] / "cases/verbs.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "key", "more"),
    [
        ("1. Decides to convene a forum;", "decides", False),
        ("(b) Also calls upon States to act;", "calls upon", False),
        ("OP 12 bis. [Strongly urges] States", "urges", True),
        ("Deeply concerned that routes change,", "deeply concerned", False),
        ("Noting with deep concern the losses,", "notes with deep concern", False),
        ("We welcome the reports of regions.", "welcomes", False),
        ("We express our appreciation to all.", "expresses appreciation", False),
        ("Reiterating its request to the organs,", "reiterates request", False),
        ("4. Takes note with appreciation of the report;", "takes note with appreciation", False),
        ("Bearing in mind what was said,", "bears in mind", False),
        ("Note that the list is open", "notes", False),
    ],
)
def test_opening_verb_is_read_in_each_of_its_forms(text: str, key: str, more: bool) -> None:  # noqa: FBT001
    found = opening_verb(text)
    assert found is not None
    assert (found.key, found.more) == (key, more)


@pytest.mark.parametrize(
    "text", ["", "1.", "Requests for extradition shall be made", "Everyone has the right", "States shall decide"]
)
def test_what_opens_with_no_operative_verb_has_none(text: str) -> None:
    assert opening_verb(text) is None


@pytest.mark.parametrize(
    ("here", "there", "change"),
    [
        ("Encourages States", "Urges States", "weaker"),
        ("Notes that", "Decides that", "weaker"),
        ("Strongly urges States", "Also urges States", "stronger"),
        ("Stressing that", "Stresses that", "same"),
        ("Welcomes the report", "Takes note of the report", "stronger"),
        ("Welcomes the report", "Regrets the report", "other"),
        ("Requests the office", "Recognizes the office", "stronger"),
        ("Expresses grave concern at", "Condemns", "weaker"),
        ("Underlines that", "Stresses that", "other"),
        ("Recognises that", "Recognizes that", "same"),
    ],
)
def test_change_is_told_from_the_later_wording(here: str, there: str, change: str) -> None:
    found = verb_change(here, there)
    assert found is not None
    assert found.change == change


def test_change_needs_a_verb_on_both_sides() -> None:
    assert verb_change("Urges States", "States shall") is None


@pytest.mark.parametrize("family", LADDERS)
def test_openings_have_the_strength_of_their_row_and_each_row_more_than_the_one_before(family: str) -> None:
    rows = [[opening_verb(f"{words} the lakes") for words in row] for row in LADDERS[family]]
    missed = [
        row[n] for row, found in zip(LADDERS[family], rows, strict=True) for n, verb in enumerate(found) if not verb
    ]
    assert missed == []
    assert {verb.family for row in rows for verb in row if verb} == {family}
    strengths = [{verb.strength for verb in row if verb} for row in rows]
    assert [len(one) for one in strengths] == [1] * len(rows), strengths
    assert all(max(weaker) < min(stronger) for weaker, stronger in pairwise(strengths))


@pytest.mark.parametrize("family", LADDERS)
def test_an_opening_is_read_as_it_is_written(family: str) -> None:
    for words in (words for row in LADDERS[family] for words in row):
        found = opening_verb(f"3. {words} the lakes")
        assert found is not None
        own = words.lower().removeprefix("we ")
        assert found.written == " ".join(word for word in own.split() if word not in {"its", "our"})
        assert not found.more


MARKS = "ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xvii PP OP bis ter quater quinquies alt option"
BETWEEN = "We also further again once more hereby therefore accordingly likewise"


@pytest.mark.parametrize("word", [*MARKS.split(), *BETWEEN.split(), "4", "b", "12"])
def test_marks_and_small_words_before_a_verb_say_nothing(word: str) -> None:
    found = opening_verb(f"{word} urges States")
    assert found is not None
    assert (found.written, found.more) == ("urges", False)


MORE = (
    "strongly firmly solemnly unequivocally urgently deeply gravely seriously vigorously fully categorically"
    " unreservedly warmly highly"
)


@pytest.mark.parametrize("word", MORE.split())
def test_some_adverbs_strengthen(word: str) -> None:
    plain, more = opening_verb("Urges States"), opening_verb(f"{word} urges States")
    assert plain is not None
    assert more is not None
    assert (more.written, more.key, more.strength, more.more) == (f"{word} urges", "urges", plain.strength, True)
    assert opening_verb(f"{word}ish urges States") is None


NOUNS = "requests request demands demand notes note supports support calls call hopes hope appeals appeal trusts trust"
AFTER = "of by from shall may must should under made are is"


@pytest.mark.parametrize("noun", NOUNS.split())
def test_a_noun_that_looks_like_a_verb_opens_nothing(noun: str) -> None:
    assert [after for after in AFTER.split() if opening_verb(f"{noun} {after} the lakes")] == []
    found = opening_verb(f"{noun} that the lakes")
    assert found is not None
    assert found.written == noun


@pytest.mark.parametrize(
    ("here", "there", "change"),
    [
        ("Stresses that", "Welcomes that", "other"), ("Notes that", "Welcomes that", "weaker"),
        ("Notes that", "Condemns that", "weaker"), ("Condemns that", "Takes note of", "stronger"),
        ("Decides that", "Demands that", "stronger"), ("Demands that", "Decides that", "weaker"),
        ("Recalls that", "Invites States", "weaker"), ("Urges States", "Strongly urges States", "weaker"),
        ("Strongly urges States", "Strongly urges States", "same"), ("Fully endorses", "Agrees", "stronger"),
        ("Agrees", "Endorses", "other"), ("Thanks all", "Decides that", "other"),
    ],
)  # fmt: skip
def test_change_between_families_is_told_only_where_drafting_knows(here: str, there: str, change: str) -> None:
    found = verb_change(here, there)
    assert found is not None
    assert found.change == change


def test_only_the_first_words_of_a_paragraph_are_looked_at() -> None:
    assert opening_verb("b " * 14 + "Urges States") is not None
    assert opening_verb("b " * 16 + "Urges States") is None
    assert opening_verb(" " * 390 + "Urges States") is not None
    assert opening_verb(" " * 400 + "Urges States") is None
