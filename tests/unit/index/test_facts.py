"""Facts with parts are written and read in one place, and come out as they went in."""

from __future__ import annotations

from compactx.index.facts import Facts, of_entry, of_provision
from compactx.model.entry import Difference, Edition, Entry, FalseFriend, NotInForce, TreatySeries
from compactx.model.finding import Place
from compactx.model.provision import OtherTitle, Provision

NOWHERE = Place("")
PENDING = NotInForce("2025-12-01", NOWHERE, "a resolution")
SERIES = TreatySeries("UNTS", 999, NOWHERE, 14668, "171", "low", "counted from the index")
EDITIONS = (
    Edition("pact-final", NOWHERE, "Final", "2018-12-10", "X/1", "https://example.org", official=True,
            differences=(Difference("1.a", "0123456789abcdef", NOWHERE, 7, "a comma"),)),
    Edition("pact-draft", NOWHERE, differences=(Difference("2", "fedcba9876543210", NOWHERE),)),
)  # fmt: skip
FRIENDS = (FalseFriend("the Pact of Steel", NOWHERE, "steel", "of 1939"), FalseFriend("pact", NOWHERE))


def test_an_entry_comes_out_with_its_values_as_they_went_in():
    entry = Entry("pact", "treaty", "The Pact", NOWHERE, treaty_series=SERIES, editions=EDITIONS, symbols=("X/1", "X2"),
                  false_friends=FRIENDS, url="https://example.org", interval=4, not_in_force=PENDING)  # fmt: skip
    known = Facts(of_entry(entry))
    assert (known.treaty_series, known.editions, known.false_friends) == (SERIES, EDITIONS, FRIENDS)
    assert known.not_in_force == PENDING
    assert dict(known) == {"url": ["https://example.org"], "interval": ["4"], "symbols": ["X/1", "X2"]}


def test_a_provision_comes_out_with_its_other_titles():
    titles = (OtherTitle("Of trees", NOWHERE, "pact-draft", "as first drafted"), OtherTitle("Trees", NOWHERE))
    provision = Provision("pact/1", "pact", "1", "article", NOWHERE, other_titles=titles, speaker="chair")
    known = Facts(of_provision(provision))
    assert known.other_titles == titles
    assert (known.first("speaker"), known.first("body")) == ("chair", "")


def test_breaks_inside_a_text_do_not_move_its_parts():
    odd = FalseFriend("the\tPact\nof  Steel", NOWHERE, "steel", "\tof 1939 ")
    entry = Entry("pact", "treaty", "The Pact", NOWHERE, false_friends=(odd,))
    assert Facts(of_entry(entry)).false_friends == (FalseFriend("the Pact of Steel", NOWHERE, "steel", "of 1939"),)


def test_a_thing_without_such_facts_has_none():
    known = Facts(of_entry(Entry("pact", "treaty", "The Pact", NOWHERE)))
    assert (known.treaty_series, known.editions, known.false_friends, known.other_titles) == (None, (), (), ())
    assert known.not_in_force is None
