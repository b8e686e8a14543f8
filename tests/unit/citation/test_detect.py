import pytest
from hypothesis import given
from hypothesis import strategies as st

from compactx.citation import detect
from compactx.citation.catalogue import Catalogue, form
from compactx.citation.detect import find_names
from compactx.citation.forms import FalseFriendForm, Target
from compactx.citation.normalise import fold_text


def names(text, catalogue):
    """Return (words, ids, how, whether nested) of each name."""
    folded = fold_text(text, words=catalogue.words).text
    return [
        (folded[m.start : m.end], [f.target for f in m.forms], m.how, m.outer >= 0)
        for m in find_names(folded, catalogue)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Pact of the Lakes counts", ["pact"]),
        ("the Convention on the Protection\n   of Lakes", ["lake-convention"]),
        ("the Convention on the Pro-\ntection of Lakes", ["lake-convention"]),
        ("the Lake Pact's aims", ["pact"]),
        ("three Lake Review Forums", ["lake-forum"]),
        ("the LAKE PACT", ["pact"]),
        ("the CPL and the cpl", ["lake-convention"]),
        ("the Lake Pact1 and the Lake Pact,2", ["pact", "pact"]),
        ("the unlike and the lakepact", []),
        ("the Lake Pact Brewery", []),
        ("UN Lakes and the United Nations Lakes Programme", []),
        ("the UN and the United Nations", ["un", "un"]),
        ("International lake law; international lake law", ["lake-law", "lake-law"]),
        ("the International Lake Law Society", []),
        ("the Lake Pact\n\nof the Lakes", ["pact"]),
        ("", []),
    ],
)
def test_names_that_count(text, expected, catalogue):
    assert [
        target
        for _, targets, how, nested in names(text, catalogue)
        for target in targets
        if how in {"exact", "raised"} and not nested
    ] == expected


def test_the_longest_name_wins_and_holds_the_others(catalogue):
    found = names("the First Lake Review Forum", catalogue)
    assert found == [
        ("First Lake Review Forum", ["lake-forum-2020"], "exact", False),
        ("Lake Review Forum", ["lake-forum"], "exact", True),
    ]


def test_a_convention_inside_the_name_of_its_protocol(catalogue):
    found = names(
        "Protocol against Polluting Lakes, supplementing the Convention on the Protection of Lakes", catalogue
    )
    assert [(targets, nested) for _, targets, _, nested in found] == [
        (["lake-protocol"], False),
        (["lake-convention"], True),
    ]


def test_another_of_a_kind_is_not_the_one_whose_name_it_lengthens():
    kinds = ("days", "process"), ("third-days", "process"), ("act", "framework")
    things = [Target(target, kind, target) for target, kind in kinds]
    told = ("Days of Reeds", "days"), ("Third Days of Reeds", "third-days"), ("Act of the Third Days of Reeds", "act")
    catalogue = Catalogue(things, [form(name, target, "full") for name, target in told])
    assert [targets for _, targets, _, _ in names("the Act of the Third Days of Reeds", catalogue)] == [
        ["act"],
        ["third-days"],
    ]
    assert [targets for _, targets, _, _ in names("the Act of the Days of Reeds", catalogue)] == [["days"]]


def test_the_organisation_before_a_title_that_lacks_it(catalogue):
    assert [targets for _, targets, _, _ in names("the United Nations Day of the Lakes", catalogue)] == [
        ["day"],
        ["un"],
    ]
    assert [targets for _, targets, _, _ in names("Member States of the United Nations", catalogue)] == [
        ["states"],
        ["un"],
    ]


def test_fewer_capitals_and_general_words_are_left_to_the_context(catalogue):
    assert [how for _, _, how, _ in names("the lake pact; the Member States; the Pact", catalogue)] == [
        "lowered",
        "general",
        "general",
    ]


def test_an_acronym_may_be_ambiguous(catalogue):
    assert names("the LMO", catalogue) == [("LMO", ["lmo", "office"], "exact", False)]


@pytest.mark.parametrize("end", ["", ", 1957", ", 1957 (No. 9)"])
def test_a_false_friend_that_names_another_thing_is_read_to_its_last_bracket(end):
    end_of_nets = f"End of Nets Convention{end}"
    forms = [form("Nets Convention", "nets", "full"), form(end_of_nets, "end", "full")]
    nets = Catalogue(
        [Target("nets", "treaty", "Nets"), Target("end", "treaty", "End")], forms, [FalseFriendForm(end_of_nets, "end")]
    )
    found = names(f"the {end_of_nets} and the Nets Convention", nets)
    assert [(words, targets) for words, targets, _, _ in found] == [
        (end_of_nets, ["end"]),
        ("Nets Convention", ["nets"]),
    ]


WORDS = st.sampled_from([
    "Lake", "lake", "Pact", "the ", "the Pact", "Lake Pact", "Brewery", "Convention on the Protection of Lakes", "CPL",
    "Protocol against Polluting Lakes, supplementing the ", "First ", "Lake Review Forum", "United Nations", "UN",
    "Day of the Lakes", "Member States", " of the ", "International", "international lake law", "Society", "on Streams",
    "Ford Declaration", " ", " ", " ", "-", ")", "(", "s", "2", ", ", ". ", " \n ",
])  # fmt: skip


@given(st.lists(WORDS, max_size=12).map("".join))
def test_names_settled_once_are_those_read_where_they_stand(catalogue, text):
    find_names(text, catalogue)  # what it says is settled now
    read = find_names(text, catalogue)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "settled", {})
        patch.setattr(detect, "_settled", lambda *_: detect._OPEN)
        assert find_names(text, catalogue) == read
