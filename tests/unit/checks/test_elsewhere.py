"""Quoted words that the cited instrument does not have, and another does."""

from __future__ import annotations

import pytest

import compactx
from compactx.checks.draft import Draft
from compactx.checks.examine import examine
from compactx.citation.catalogue import load_catalogue
from compactx.citation.scan import scan_text
from compactx.intake.read import read_text

WORDS = {
    "gcm": {"16": "The harbour master keeps a list of every boat that is moored at the old pier"},
    "crc": {"article-3": "Every child may look at the lighthouse once a year without a ticket or a guide"},
    "iccpr": {"article-9": "Nobody is kept on the island after the last ferry of the day has left the quay"},
}
CHILD = "look at the lighthouse once a year without a ticket"
GCM = "the Global Compact for Migration"
CRC = "the Convention on the Rights of the Child"


@pytest.fixture(scope="module")
def judge():
    index = compactx.open().index
    catalogue = load_catalogue(index)
    held = [index.by_id(identity) for identity in WORDS]

    def run(text, *, hold=True):
        document = read_text(text, "draft.txt")
        citations = scan_text(document.text, document.provisions, catalogue)
        draft = Draft(
            "draft.txt", document.text, document.provisions, citations, index, lambda node: WORDS.get(node.id, {}),
            lambda _: held if hold else (),
        )  # fmt: skip
        return [one for one in examine(draft).judgements if one.rule or one.found == CHILD]

    return run


def test_words_of_another_instrument_are_told_with_their_place(judge):
    (found,) = judge(f'As paragraph 16 of {GCM} says, "{CHILD}".')
    assert (found.rule, found.verdict, found.to, found.fix) == ("wrong-place", "wrong", "crc/article-3", None)
    assert "and not in Global Compact" in found.message


def test_words_of_an_instrument_that_the_sentence_cites_too_are_right(judge):
    (found,) = judge(f'As paragraph 16 of {GCM} and {CRC} say, one may "{CHILD}".')
    assert (found.rule, found.verdict) == ("", "right")


@pytest.mark.parametrize(
    ("text", "hold"),
    [
        (f'As paragraph 16 of {GCM} says, "{CHILD}".', False),  # nothing else is at hand
        (f'As {GCM} says, "{CHILD}".', True),  # said of no place
        (f'As paragraph 16 of {GCM} says, "without a ticket".', True),  # too few words
        (f'As paragraph 16 of {GCM} says, "boats are painted green and yellow on the second Sunday of May".', True),
    ],
)
def test_what_proves_nothing_is_left_unchecked(judge, text, hold):
    assert [one.rule for one in judge(text, hold=hold) if one.verdict == "wrong"] == []


def test_a_title_that_another_instrument_quotes_too_is_not_its_own_words(judge, monkeypatch):
    title = "Lamps for Every Harbour on the Northern Lakes by the Year"
    monkeypatch.setitem(
        WORDS["crc"], "article-3", f"Noting the strategy \u201c{title} 2030\u201d of the harbour office"
    )
    assert judge(f'Recalling paragraph 16 of {GCM} and noting the strategy "{title} 2030" of the office.') == []
    monkeypatch.setitem(WORDS["crc"], "article-3", f"Noting the strategy {title} 2030 of the harbour office")
    (found,) = judge(f'Recalling paragraph 16 of {GCM} and noting the strategy "{title} 2030" of the office.')
    assert found.rule == "wrong-place"
