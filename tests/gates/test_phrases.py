"""Every phrase of every language has a sentence in which it is read."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "transcripts" / "phrases"))
import phrase_readings as phrases

# Phrases that make no difference in any sentence here; fewer is better. Each was looked at: they are words of the
# language, none an invented variant. Two hundred are particles, articles, months and words that sentences and names
# begin with, which matter beside others; most of the rest are French and Spanish: the reader makes nothing of them yet.
IDLE = 265
# What the reader of citations does not use: words for drafts and their rules, the name of a language, its small words.
ELSEWHERE = frozenset((
    "name", "frequent", "acted_by", "months_short", "month_first", "stated", "on_day", "in_year", "had_been",
    "came_about", "into_force", "session_leads", "session_nouns", "ordinal_units", "ordinal_tens", "ordinal_endings",
    "tens", "freely", "by_votes", "for_it", "against_it", "abstained", "signing", "short_resolution", "adopting",
    "adopters", "adopted_through", "title_preps", "adoption", "dated_heads", "dated_names", "recurring_names",
    "put_by", "put_as", "putting", "see", "document_labels", "title_on", "titling", "labour_joints", "labour_plain",
    "revised", "targets_of_others", "meeting_in", "held_in", "meeting_when", "next", "plural_meetings",
    "title_leads", "abbreviations", "of_year",
))  # fmt: skip


@pytest.mark.parametrize("code", sorted(phrases.SENTENCES))
def test_every_phrase_has_a_sentence(code):
    table = {key: value for key, value in phrases.tables()[code].items() if value and key not in ELSEWHERE}
    assert set(table) - set(phrases.SENTENCES[code]) == set(), (
        "add a sentence to tests/transcripts/phrases/phrases.yaml"
    )
    read = phrases.golden(code)
    lacking = {
        f"{key}: {one}" for key, value in table.items() for one in phrases.phrases(value) if one not in read[key]
    }
    assert lacking == set(), "rewrite the readings: python tests/transcripts/phrases/phrase_readings.py"


def test_a_phrase_that_makes_no_difference_is_known():
    idle = [
        f"{code} {key}: {phrase}"
        for code in phrases.SENTENCES
        for key, told in phrases.golden(code).items()
        if key not in ELSEWHERE
        for phrase, one in told.items()
        if not one
    ]
    assert len(idle) <= IDLE, "a phrase is read no more, or a new one never was"
