"""What a search finds, in which order, and what it forgives and says."""

from __future__ import annotations

import pytest

from compactx.errors import UsageError
from compactx.index.search import SearchScope
from compactx.query.search import search


def ids(found):
    return [hit.node.id for hit in found.hits]


def test_every_word_must_stand_there_and_matches_are_marked(open_tiny):
    found = search(open_tiny(), "clean guide")
    assert ids(found)[0] == "clean-guide"
    assert "[Clean]" in found.hits[0].snippet
    assert found.hits[0].matched
    assert found.notes == ()


def test_what_a_clause_cites_is_found_by_the_words_that_cite(open_tiny):
    found = search(open_tiny(), '"the count"')
    assert ids(found) == ["pact/4"]
    assert (found.hits[0].field, found.hits[0].snippet) == ("surface", "[the count]")


def test_a_word_finds_its_plural_and_its_singular(index):
    assert ids(search(index, "remittance")) == ids(search(index, "remittance OR remittances"))


def test_hits_come_best_first(index):
    scores = [hit.score for hit in search(index, "children").hits]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) > 10


def test_words_that_name_a_thing_put_it_first(index):
    assert ids(search(index, "2030 Agenda"))[0] == "agenda2030"
    assert ids(search(index, "C189"))[0] == "ilo-c189"
    assert ids(search(index, "objective 17"))[0] == "gcm/objective-17"


@pytest.mark.parametrize(
    ("scope", "wanted"),
    [
        (SearchScope(kinds=("action",)), lambda hit: hit.node.kind == "action"),
        (SearchScope(objectives=(7, 8)), lambda hit: hit.node.objective in {7, 8}),
        (
            SearchScope(legal=("binding",)),
            lambda hit: "binding" in (hit.node.legal, hit.instrument.legal if hit.instrument else ""),
        ),
    ],
    ids=["kind", "objective", "legal"],
)
def test_a_scope_bounds_the_search(index, scope, wanted):
    everything, found = search(index, "migrant* OR right*"), search(index, "migrant* OR right*", scope)
    assert found.hits
    assert all(map(wanted, found.hits))
    assert {hit.node.id for hit in everything.hits if wanted(hit)} == set(ids(found))


def test_an_instrument_bounds_the_search(index):
    gcm = index.by_id("gcm")
    assert {
        hit.node.instrument or hit.node.n for hit in search(index, "children", SearchScope(instrument=gcm.n)).hits
    } == {gcm.n}


def test_a_limit_keeps_the_best_and_the_total(index):
    everything, few = search(index, "children"), search(index, "children", limit=3)
    assert ids(few) == ids(everything)[:3]
    assert few.total == everything.total == len(everything.hits)


def test_typing_errors_are_forgiven_only_when_nothing_matched(index):
    right, wrong = search(index, "remittances"), search(index, "remitances")
    assert right.corrections == ()
    assert wrong.corrections == (("remitances", "remittances"),)
    assert wrong.notes == ('nothing has "remitances"; searched for "remittances"',)
    assert set(ids(wrong)) == set(ids(right))


def test_a_short_word_is_corrected_by_one_letter_alone(index):
    assert search(index, "labor").corrections == (("labor", "labour"),)
    assert search(index, "boat").corrections == ()  # not "both", which shares three of its four letters


def test_a_phrase_that_stands_nowhere_gives_its_words(open_tiny):
    found = search(open_tiny(), '"clean keep water"')
    assert "pact/3" in ids(found)
    assert found.notes == ("nothing has the phrase; these have its words",)


def test_some_of_the_words_are_better_than_nothing_and_it_is_said(open_tiny):
    found = search(open_tiny(), "streams spring")
    assert set(ids(found)) == {"pact/3.b", "pact/5.a.i"}
    assert found.notes == ("nothing has all the words; these have some of them",)


def test_nothing_is_an_answer(open_tiny):
    found = search(open_tiny(), "qqqqqq")
    assert (found.hits, found.total, found.notes) == ((), 0, ())


def test_broken_syntax_is_searched_as_words_and_said(open_tiny):
    found = search(open_tiny(), 'guide AND ("water')
    assert set(ids(found)) == {"clean-guide", "pact/3"}
    assert found.notes == ("a quotation mark is not closed: searched for the plain words",)


def test_a_query_without_words_is_refused(open_tiny):
    with pytest.raises(UsageError):
        search(open_tiny(), "!!!")


def test_long_gists_are_cut_around_the_match_at_whole_words(open_tiny):
    gist = "water " * 60 + "needle " + "stone " * 60
    files = {
        "instruments/pact.yaml": f"""
instrument: {{id: pact, kind: framework, title: Pact, legal: non-binding, names: [], sources: [x], confidence: high}}
provisions:
- {{locator: '1', kind: paragraph, gist: "{gist}"}}
""",
        "registers/lineage.yaml": None,
        "instruments/paper.yaml": None,
        "registers/things.yaml": None,
    }
    hit = search(open_tiny(files), "needle").hits[0]
    assert "[needle]" in hit.snippet
    assert hit.snippet.startswith("~ …water")
    assert hit.snippet.endswith("stone…")
    assert len(hit.snippet) < 200


def test_attached_wording_is_searched_too(open_tiny):
    index = open_tiny()
    texts = [("pact", {"3.a": "Fishers shall enumerate every trout.", "5": "Nothing of the sort.", "99": "trout"})]
    found = search(index, '"enumerate every trout"', texts=texts)
    assert ids(found) == ["pact/3.a"]
    assert (found.hits[0].field, found.hits[0].snippet) == ("text", "Fishers shall [enumerate every trout].")
    assert search(index, '"enumerate every trout"').hits == ()
    assert ids(search(index, "troutt", texts=texts)) == ["pact/3.a"]


def test_wording_and_gist_together_count_once(open_tiny):
    index = open_tiny()
    texts = [("pact", {"3.a": "Count the fish in spring.", "4": "fish"})]
    for limit in (0, 1, 50):
        found = search(index, "fish", texts=texts, limit=limit)
        assert found.total == len({hit.node.id for hit in search(index, "fish", texts=texts).hits})
    assert ids(search(index, "fish", SearchScope(kinds=("action",)), texts=texts)) == ["pact/3.a"]


def test_hostile_text_stays_text(open_tiny):
    files = {
        "registers/things.yaml": """
entries:
- {id: evil, kind: treaty, title: "[red]\\u001b[31m fish [/red]", legal: binding, names: [], sources: [x]}
""",
        "registers/lineage.yaml": None,
        "instruments/paper.yaml": None,
        "instruments/pact.yaml": None,
    }
    assert "[fish]" in search(open_tiny(files), "fish").hits[0].snippet
