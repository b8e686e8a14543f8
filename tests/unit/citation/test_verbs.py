"""Operative verbs: which verb opens a paragraph, and what became of it."""

from __future__ import annotations

import pytest

from compactx.citation.verbs import opening_verb, verb_change


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
