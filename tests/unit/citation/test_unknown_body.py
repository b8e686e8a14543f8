from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compactx.citation.unknown import find_bodies


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Special Committee on Safe Bridges, which", ["Special Committee on Safe Bridges"]),
        ("with the Harbour Towns Forum and the Quay Process", ["Harbour Towns Forum", "Quay Process"]),
        ("the Committee, the Third Committee, the Fifteenth Congress", ["Third Committee"]),
        ("the Main Committee, the High-level Conference, the Mission and its Verification Mission", []),
        ("the Harbour Observer Mission in the Quay Islands met", ["Harbour Observer Mission in the Quay Islands"]),
        ("a Ferry Fund in April", ["Ferry Fund"]),
        (
            "at the third United Nations Conference on Narrow Piers, the Group of Legal Experts on Buoys spoke",
            ["United Nations Conference on Narrow Piers", "Group of Legal Experts on Buoys"],
        ),
        ("the Personal Envoy of the Harbour Master for Piers", ["Personal Envoy of the Harbour Master for Piers"]),
        ("the Ferry and Lighthouse Fund", ["Ferry and Lighthouse Fund"]),
        ("the Committee and Lighthouse Fund", ["Lighthouse Fund"]),
        ("the Working Group on Night Crossings in 2021", ["Working Group on Night Crossings"]),
        ("the committee on bridges, a fund for ferries", []),
        ("the Programme of Action, the Conference of the Parties", []),
        (
            "the Special Adviser to the Secretary-General on Safe Piers",
            ["Special Adviser to the Secretary-General on Safe Piers"],
        ),
    ],
)
def test_bodies_by_their_shape(text, expected):
    assert [text[a:b] for a, b in find_bodies(text)] == expected


WORDS = ["the", "Committee", "on", "of", "and", "Harbour", "Fund", "2021", ",", "Special", "ferries", "Bank", "(", "\n"]


@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_ranges_are_in_order_and_apart(words):
    text = " ".join(words)
    found = find_bodies(text)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(left[1] <= right[0] for left, right in pairwise(found))
