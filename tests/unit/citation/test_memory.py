"""What "the Convention", "ibid." and a bare annex point back to, by what was cited where and how often."""

from __future__ import annotations

import pytest

from compactx.citation.catalogue import form
from compactx.citation.forms import nouns_of
from compactx.citation.memory import Memory, Thing
from compactx.model.kinds import LIBRARY

LAKES, RIVERS = Thing("lake-convention"), Thing("river-convention")


def remembered(catalogue, cited):
    """Return a memory of things, "L" for the lakes and "R" for the rivers, each with its clause."""
    memory = Memory(catalogue)
    for offset, (letter, clause) in enumerate(cited):
        memory.cite(LAKES if letter == "L" else RIVERS, clause, offset * 10, end=offset * 10 + 5)
    return memory


@pytest.mark.parametrize(
    ("cited", "clause", "nearest", "found"),
    [
        ([], 0, False, None),
        ([("L", 0)], 9, False, LAKES),
        ([("L", 0), ("R", 1)], 1, False, None),  # both were cited in this clause or the one before
        ([("L", 0), ("R", 1)], 2, False, RIVERS),  # one of them was
        ([("L", 0), ("R", 1)], 3, False, None),  # neither was, and none weighs more
        ([("L", 0)] * 3 + [("R", 0)], 9, False, None),
        ([("L", 0)] * 4 + [("R", 0)], 9, False, LAKES),
        ([("R", 0)] * 4 + [("L", 0)], 9, False, RIVERS),
        ([("L", 0)] * 4 + [("R", 0)], 0, True, RIVERS),  # "that Convention" is the last one
    ],
)
def test_what_a_head_noun_stands_for(catalogue, cited, clause, nearest, found):
    memory = remembered(catalogue, cited)
    one, all_of_them = memory.point_back("Convention", clause, nearest=nearest)
    assert one == found
    last = [LAKES if letter == "L" else RIVERS for letter, _ in reversed(cited)]
    assert all_of_them == list(dict.fromkeys(last))
    assert memory.point_back("Treaty", clause) == (None, [])


def test_things_are_counted_and_their_last_place_is_kept(catalogue):
    memory = remembered(catalogue, [("L", 0), ("R", 0), ("L", 1)])
    assert (memory.count(LAKES), memory.count(RIVERS), memory.count(Thing("ford"))) == (2, 1, 0)
    assert (memory.last_at(LAKES, "Convention"), memory.last_at(RIVERS, "Convention")) == (25, 15)
    assert memory.last_at(LAKES, "Treaty") == -1


def test_ibid_means_what_its_clause_cited_last_and_footnotes_have_their_own(catalogue):
    memory = Memory(catalogue)
    memory.cite(LAKES, 1, 0)
    memory.cite(RIVERS, 1, 9)
    memory.cite(LAKES, 1, 20)
    memory.cite(Thing("un"), 1, 30, own=False)
    assert list(map(list, memory.last.values())) == [[LAKES, RIVERS], []]
    memory.cite(RIVERS, 2, 40, note=True)
    assert list(map(list, memory.last.values())) == [[LAKES, RIVERS], [RIVERS]]
    memory.cite(RIVERS, 2, 50)
    assert list(memory.last[False]) == [RIVERS]
    memory.cite(LAKES, -1, 60)
    memory.cite(RIVERS, -1, 70)
    assert list(memory.last[False]) == [RIVERS]  # outside of clauses only the last one counts


def test_a_bare_annex_is_of_the_one_thing_whose_annex_was_cited(catalogue):
    memory = Memory(catalogue)
    memory.aim(LAKES, ("annex-ii.8.a", "annex-i"))
    memory.aim(RIVERS, ("3", "annex-i"))
    assert memory.annexed("annex-ii.9") == LAKES
    assert memory.annexed("annex-i") is None
    memory.aim(RIVERS, ("annex-ii",))
    assert memory.annexed("annex-ii") is None


def test_part_of_a_name_is_enough_for_the_one_thing_that_has_all_its_words(catalogue):
    memory = remembered(catalogue, [("L", 0), ("R", 0)])
    assert memory.partial(frozenset({"convention", "lakes"}), "Convention") == LAKES
    assert memory.partial(frozenset({"convention", "on"}), "Convention") is None
    assert memory.partial(frozenset({"convention", "seas"}), "Convention") is None
    assert memory.partial(frozenset({"lakes"}), "Protocol") is None


def test_a_name_without_capitals_is_pointed_back_to_without(catalogue):
    memory = Memory(catalogue)
    memory.spell(LAKES, "convention on lakes")
    memory.spell(RIVERS, "Convention on Rivers")
    memory.spell(Thing(""), "protocol on seas")
    assert memory.small == {"Convention": {"lake-convention"}}


def test_short_forms_are_kept_as_they_were_defined_last(catalogue):
    memory = Memory(catalogue)
    memory.define("Lake Rules", LAKES)
    memory.define("Lake Rules", RIVERS)
    assert memory.defined == {"Lake Rules": RIVERS}


def test_a_general_name_counts_once_the_text_has_named_its_thing_or_whose_it_is(catalogue):
    short = form("the Pact", "pact", "short", detect=False)
    memory = Memory(catalogue)
    assert not memory.admits(short)
    memory.cite(Thing("pact"), 0, 0)
    assert memory.admits(short)
    states = form("Member States", "states", "short", detect=False)
    assert not memory.admits(states)
    memory.cite(Thing("un"), 0, 0)
    assert memory.admits(states)  # they are "of the United Nations"


def test_an_organ_of_the_series_is_its_document_where_it_is_that(catalogue):
    memory = Memory(catalogue, "lake-law-2020")
    assert memory.itself("lake-law") == "lake-law-2020"
    assert memory.itself("lake-forum") == "lake-forum"
    assert Memory(catalogue, "lake-forum-2020").itself("lake-forum") == "lake-forum"  # no class of documents


def test_of_four_hundred_things_of_a_noun_the_rarest_and_oldest_go(catalogue):
    memory = Memory(catalogue)
    for number in range(401):
        for _ in range(2 if number < 50 else 1):
            memory.cite(Thing("", f"Convention on Quay {number}"), number, number * 10)
    kept = [int(thing.name.rpartition(" ")[2]) for thing in memory.heads["Convention"]]
    assert kept == [*range(50), *range(251, 401)]  # twice cited, or late
    assert memory.point_back("Convention", 400, nearest=True)[0] == Thing("", "Convention on Quay 400")


def test_the_nouns_that_are_kept_of_things_are_those_of_their_names(catalogue):
    seen = {form.target for name in catalogue.by_key for form in catalogue.by_key[name]}
    told = {}
    for who in seen:
        forms = [form for form in catalogue.forms_of(who) if form.type in {"full", "short"}]
        wanted = nouns_of({form.text: form.origin for form in forms}, catalogue.kind(who)) if forms else None
        told[who] = catalogue.nouns(who)
        assert told[who] == wanted
    assert told["lake-convention"] == ("Convention",)
    assert told["lake-forum"] == ("Forum",)
    assert told["un"] == ()
    assert catalogue.nouns("nobody") is None


def test_no_resolution_of_a_library_is_the_treaty_of_its_title():
    names = {"Treaty on the Ban of Boats": LIBRARY, "Ford Declaration": LIBRARY}
    assert nouns_of(names, "resolution") == ("Declaration",)
    assert nouns_of(dict.fromkeys(names, 0), "resolution") == ("Treaty", "Declaration")
    assert nouns_of({"Convention of Boats": 0, "Boat Forum": 0}, "process") == ("Forum",)
