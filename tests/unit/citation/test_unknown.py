import math

import growing
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compactx.citation.language import head_of
from compactx.citation.unknown import find_unknown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Recalling the Vienna Declaration and Programme of Action, adopted",
            ["Vienna Declaration and Programme of Action"],
        ),
        (
            "the Rome Statute of the International Court and the Harbour Protocol on Boats",
            ["Rome Statute of the International Court", "Harbour Protocol on Boats"],
        ),
        ("the Convention. The Programme of Action. This Agreement", []),
        ("States Parties to the Convention shall", []),
        ("the Work in Fishing Convention, 2007 (No. 188)", ["Work in Fishing Convention, 2007 (No. 188)"]),
        ("the national strategy, a framework for action and some principles", []),
        ("the Kunming-Montreal Global Biodiversity Framework", ["Kunming-Montreal Global Biodiversity Framework"]),
        ("the Safe Boats Declaration in February 2019", ["Safe Boats Declaration"]),
        ("the Treaty on the Use of Rivers, Lakes and Seas, which", ["Treaty on the Use of Rivers, Lakes and Seas"]),
        ("THE CONVENTION ON RIVERS", []),
        ("Optional Protocol to the Convention on Rivers", ["Optional Protocol to the Convention on Rivers"]),
    ],
)
def test_names_by_their_shape(text, expected):
    assert [text[a:b] for a, b in find_unknown(text)] == expected


WORDS = [
    "the",
    "Convention",
    "on",
    "of",
    "and",
    "Rivers",
    "Declaration",
    ",",
    ".",
    "1999",
    "(No.",
    "Protocol",
    "to",
    "Paris",
]


@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=40,
    ).map(" ".join)
)
def test_names_lie_in_the_text_and_do_not_overlap(text):
    at = 0
    for start, end in find_unknown(text):
        assert at <= start < end <= len(text)
        at = end


@pytest.mark.parametrize(("piece", "at_once"), [("Convention on Rivers and ", 8), ("Alpha ", None)])
def test_a_long_row_of_names_is_read_once(piece, at_once):
    def read(times):
        found = list(find_unknown(piece * times + "Convention"))
        assert len(found) == (math.ceil(times / at_once) if at_once else 1)
        assert max(end - start for start, end in found) < 250

    growing.in_proportion(read, 1_200)


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("Slavery Convention", "Convention"),
        ("Declaration of the Dialogue", "Declaration"),
        ("ICCPR", ""),
        ("Addis Ababa Action Agenda of the Conference", "Agenda"),
        ("International Covenants on Human Rights", "Covenant"),
    ],
)
def test_the_noun_a_name_turns_on(name, head):
    assert head_of(name) == head
