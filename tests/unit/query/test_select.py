"""References in words lead to one thing, or say why not."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import grids
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from compactx.errors import AmbiguousReferenceError, CompactxError, SelectionError, UnknownReferenceError, UsageError
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.query.select import exact, select, select_many, select_pair

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases/select.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def tiny(tiny_corpus):
    return lambda changes=None: Index(open_index((str(tiny_corpus(changes)),)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case["text"]))
def test_references_as_people_write_them(index, case):
    if "id" in case:
        found = select(index, case["text"])
        assert (found.node.id, found.how) == (case["id"], case["how"])
        return
    with pytest.raises(CompactxError) as caught:
        select(index, case["text"])
    assert caught.value.exit_status == case["status"]
    if isinstance(caught.value, SelectionError):
        assert set(case.get("candidates", ())) <= {identity for identity, _ in caught.value.candidates}


def meanings(index, text):
    """Return the ids of what a text names exactly: one, or several if it is ambiguous."""
    try:
        found = exact(index, text)
    except AmbiguousReferenceError as error:
        return {identity for identity, _ in error.candidates}
    return {found.node.id} if found else set()


def test_every_id_title_and_name_leads_to_its_thing_or_asks(index):
    for node in index.nodes():
        assert select(index, node.id).node.id == node.id
        forms = [] if node.locator else [node.title, node.symbol, *(named.name for named in index.names_of(node.n))]
        classes = {index.node(edge.dst).id for edge in index.edges_from(node.n) if edge.relation == "member-of"}
        for form in filter(None, forms):
            means = meanings(index, form)
            assert node.id in means or form.lower() in means or (means and means <= classes)


def test_every_printed_locator_of_the_compact_leads_back(index):
    for node in index.of_kind([], index.by_id("gcm").n):
        if node.locator[0].isdecimal():
            number = node.printed.isdecimal() and index.by_number("objective", int(node.printed))
            assert select(index, f"para {node.printed}" if number else node.printed).node.id == node.id
        assert select(index, f"gcm {node.printed}").node.id == node.id or node.kind == "section"


@settings(max_examples=grids.examples(300))
@given(text=st.text(max_size=60))
def test_any_text_is_a_thing_or_a_clean_error(index, text):
    with suppress(UsageError, UnknownReferenceError, AmbiguousReferenceError):
        assert select(index, text).node.id


def test_a_number_behind_a_body_is_no_paragraph_of_the_main_instrument(index):
    with pytest.raises(UnknownReferenceError) as caught:
        select_many(index, ["ILO", "190"])
    assert caught.value.candidates[0][0] == "ilo-c190"


@settings(max_examples=grids.examples(200))
@given(
    words=st.lists(
        st.sampled_from(
            ["gcm", "objective", "17", "33", "(a)", "2030", "Agenda", "to", "ILO", "SDG", "10.c", "-", "*"]
        ),
        min_size=1,
        max_size=7,
    )
)
def test_any_words_are_things_or_a_clean_error(index, words):
    for ask in (select_many, select_pair):
        with suppress(UsageError, UnknownReferenceError, AmbiguousReferenceError):
            assert ask(index, words)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["objective", "17"], ["gcm/objective-17"]),
        (["objective", "17", "objective", "18"], ["gcm/objective-17", "gcm/objective-18"]),
        (["objective 17", "objective 18"], ["gcm/objective-17", "gcm/objective-18"]),
        (["ILO", "2030", "Agenda"], ["ilo", "agenda2030"]),
        (["2030", "Agenda", "ILO", "33(a)"], ["agenda2030", "ilo", "gcm/33.a"]),
        (["objective  17", "ILO"], ["gcm/objective-17", "ilo"]),
        (["New", "York", "Declaration"], ["ny-declaration"]),
        (["objective", "5", "6"], ["gcm/objective-5", "gcm/objective-6"]),
        (["objectives", "5", "6", "33a"], ["gcm/objective-5", "gcm/objective-6", "gcm/33.a"]),
        (["SDG", "5", "10"], ["agenda2030/goal-5", "agenda2030/goal-10"]),
        (["gcm/objective-5", "6"], ["gcm/objective-5", "gcm/objective-6"]),
        (["SDGs", "5", "and", "10"], ["agenda2030/goal-5", "agenda2030/goal-10"]),
        (["MDGs", "4-6"], ["mdgs/goal-4", "mdgs/goal-5", "mdgs/goal-6"]),
        (["goals", "4", "and", "5", "of", "the", "MDGs"], ["mdgs/goal-4", "mdgs/goal-5"]),
        (["articles", "9", "and", "10", "of", "the", "CRC"], ["crc/article-9", "crc/article-10"]),
        (["CRC", "and", "CEDAW"], ["crc", "cedaw"]),
        (["objective", "17", "&", "ILO"], ["gcm/objective-17", "ilo"]),
        (["AND"], ["andorra"]),
    ],
)
def test_several_references_need_no_quotes(index, words, ids):
    assert [selection.node.id for selection in select_many(index, words)] == ids


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["ICCPR", "61"], "there is no article 61 in iccpr: 53 is the last"),
        (["UDHR", "article", "31"], "there is no article 31 in udhr: 30 is the last"),
        (["C143", "article", "25"], "article 25 in ilo-c143 is not known here: as far as we know it has 24 articles"),
        (["New", "York", "Declaration", "8.a"], r"no paragraph 8\(a\) in ny-declaration: 8 has no lettered items"),
        (["res-71-280", "8.a"], 'nothing of res-71-280 is known here as "8.a"'),
        (["Pelindaba", "article", "23"], "article 23 in treaty-of-pelindaba is not known here"),
        (["CITES", "XXVI"], "there is no article 26 in cites: 25 is the last article"),
        (["African", "Charter", "69"], "there is no article 69 in african-charter: 68 is the last article"),
        (["Additional", "Protocol", "II"], 'nothing is named "Additional Protocol II"'),  # the first goes on with I
        (["New", "York", "Declaration", "annex", "III"], "annex III"),  # it has two, which are described
    ],
)
def test_a_number_behind_another_instrument_is_never_a_clause_of_the_compact(index, words, message):
    with pytest.raises(UnknownReferenceError, match=message):
        select_many(index, words)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("C143 article 9", r"is article 9 of 24 as far as we know \(we have not counted a text\) and is not described"),
        ("C143 9(1)", "is in article 9 of 24 as far as we know"),
        ("74/148 para 3", "is paragraph 3 of 21 and is not described here"),
        ("CRC 24(2)(c)", '"CRC 24[(]2[)][(]c[)]" stands in crc/article-24.2'),
        ("CRC 40(2)(b)(ii)", '"CRC 40[(]2[)][(]b[)][(]ii[)]" stands in crc/article-40.2'),
        ("Paris Agreement 7(9)(a)(ii)", "would stand in paris-agreement/article-7.9, .* is not known"),
        ("ICCPR 14(3)(a)", '"ICCPR 14[(]3[)][(]a[)]" stands in iccpr/article-14.3'),
        ("ICCPR preamble", "the preamble of 5 paragraphs is not described here; this is iccpr as a whole"),
        ("preambular paragraph 3 of the ICCPR", "preambular paragraph 3 of 5 is not described here"),
        ("paragraph 3 of the preamble of the CRC", "preambular paragraph 3 of 13 is not described here"),
        ("CRPD preamble (p)", "preambular paragraph p of 25 is not described here"),
        ("C97 preamble", "the preamble is not described here; this is ilo-c97 as a whole"),
        ("C143 preamble", "whether there is a preamble is not known; this is ilo-c143 as a whole"),
        ("Nelson Mandela Rules 44", "rule 44 of 122"),
        ("ICERD 5(d)(i)", "stand.* in icerd/article-5"),
        ("CITES III", '"CITES III" is article 3 of 25 and is not described here'),
        ("CITES appendix III", 'whether "CITES appendix III" exists is not known here; this is cites as a whole'),
        ("UNCLOS annex VII, article 3", "whether .* exists is not known here; this is unclos as a whole"),
        ("UN Charter chapter IX", "whether .* exists is not known here; this is un-charter as a whole"),
        ("African Charter 12", '"African Charter 12" is article 12 of 68'),
        ("Rome Statute 8 bis", "is article 8 bis, put in between later, and is not described here"),
        ("Chicago Convention article 83 bis", "is article 83 bis, put in between later"),
    ],
)
def test_a_place_that_exists_and_is_not_described_is_told_of(index, text, told):
    assert re.search(told, select(index, text).told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ICCPR 14(3)(h)", "article 14[(]3[)] has items [(]a[)] to [(]g[)]"),
        ("ICCPR 41(1)(i)", "has items [(]a[)] to [(]h[)]"),
        ("ICCPR 14(3)(b)(ii)", "article 14[(]3[)][(]b[)] has no numbered items below it"),
        ("CRC 40(2)(b)(viii)", "article 40[(]2[)][(]b[)] has items [(]i[)] to [(]vii[)]"),
        ("preambular paragraph 20 of the CRC", "13 is the last preambular paragraph"),
        ("CITES 26", "25 is the last article"),
        ("VCLT 86", "85 is the last article"),
        ("Nelson Mandela Rules 123", "122 is the last rule"),
        ("Maputo Protocol 33", "article 33 in maputo-protocol is not known here: as far as we know it has 32 articles"),
        ("Antarctic Treaty article XV", "14 is the last article"),
        ("Global Sustainable Development Report 12", "gsdr is cited whole [(]a series: .*[)]: no numbered parts of it"),
        ("Rio Declaration principle 28", "27 is the last principle"),
        (
            "Chicago Convention article 84 bis",
            "no article 84 bis in .*: those put in between are 3 bis, 83 bis",
        ),
        ("MICIC guideline 16", "15 is the last guideline"),
        ("Kunming-Montreal target 24", "there is no target 24 in kunming-montreal: 23 is the last target"),
    ],
)
def test_a_place_that_does_not_exist_is_refused_with_what_does(index, text, told):
    with pytest.raises(UnknownReferenceError, match=told):
        select(index, text)


def test_a_clause_behind_an_actor_or_a_clause_is_one_of_the_compact(index):
    assert [s.node.id for s in select_many(index, ["IMRF", "33a", "33b"])] == ["imrf", "gcm/33.a", "gcm/33.b"]
    assert [s.node.id for s in select_many(index, ["gcm", "33a", "33b"])] == ["gcm/33.a", "gcm/33.b"]


def test_what_is_unknown_among_several_is_named(index):
    with pytest.raises(UnknownReferenceError, match="nothing is named"):
        select_many(index, ["ILO", "xyzzy"])


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        (["objective", "22", "to", "ILO"], ("gcm/objective-22", "ilo")),
        (["objective 22", "ILO"], ("gcm/objective-22", "ilo")),
        (["Paris Agreement", "to", "IMRF"], ("paris-agreement", "imrf")),
        (["Paris", "Agreement", "IMRF"], ("paris-agreement", "imrf")),
        (["26(b)", "to", "UNODC"], ("gcm/26.b", "unodc")),
        (["objective", "22", "TO", "ILO"], ("gcm/objective-22", "ilo")),
        (["objective", "5", "to", "6"], ("gcm/objective-5", "gcm/objective-6")),
        (["objective", "5", "6"], ("gcm/objective-5", "gcm/objective-6")),
    ],
)
def test_two_ends_of_a_path(index, words, ends):
    first, second = select_pair(index, words)
    assert (first.node.id, second.node.id) == ends


@pytest.mark.parametrize("words", [["ILO"], ["objective", "22", "xyzzy"], ["to", "ILO"], ["to"]])
def test_what_has_not_two_ends_is_said(index, words):
    with pytest.raises(CompactxError) as caught:
        select_pair(index, words)
    assert caught.value.exit_status in {2, 3, 4}


def test_a_very_long_reference_is_refused(index):
    with pytest.raises(UsageError, match="100000 characters"):
        select(index, "x" * 100_000)
    with pytest.raises(CompactxError):
        select_many(index, ["word"] * 10_000)


@pytest.mark.parametrize("words", [["gcm\udcff"], ["ILO", "gcm\udcff"], ["gcm\0", "ILO"]])
def test_bytes_that_were_no_text_name_nothing(index, words):
    with pytest.raises(UnknownReferenceError) as caught:
        select_many(index, words)
    assert "\ufffd" in caught.value.message


def test_an_ambiguous_name_lists_all(tiny):
    with pytest.raises(AmbiguousReferenceError) as caught:
        select(tiny(), "the charter of the")
    assert {identity for identity, _ in caught.value.candidates} == {"city-charter", "charter"}


def test_an_id_comes_before_a_name(tiny):
    assert select(tiny(), "charter").how == "id"
    assert select(tiny(), "Charter").node.id == "charter"


def test_a_corpus_without_main_instrument_has_no_bare_locators(tiny):
    index = tiny({"corpus.yaml": "name: x\nversion: 1\nschema: 1\n"})
    assert select(index, "pact 3(a)").node.id == "pact/3.a"
    with pytest.raises(UnknownReferenceError):
        select(index, "3(a)")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("charter 3(a)", 'nothing of charter is known here as "3(a)": nobody has told which parts it has'),
        ("charter art 3", 'nothing of charter is known here as "art 3": nobody has told which parts it has'),
        ("charter of the lakes 5(a)(i)", 'nothing of charter is known here as "5(a)(i)"'),
        ("clean-guide footnote 2", 'nothing of clean-guide is known here as "footnote 2"'),
        ("lake-office pact clean-guide 3", 'nothing of clean-guide is known here as "3"'),
        ("lake-office 3(a)", ["lake-office", "pact/3.a"]),  # who acts has no clauses
        ("charter pact 3(a)", ["charter", "pact/3.a"]),
        ("pact 3(a)", ["pact/3.a"]),
    ],
)
def test_a_clause_behind_an_instrument_is_never_one_of_another(words, told, tiny):
    if isinstance(told, list):
        assert [one.node.id for one in select_many(tiny(), words.split())] == told
        return
    with pytest.raises(UnknownReferenceError) as caught:
        select_many(tiny(), words.split())
    assert told in str(caught.value)
    assert caught.value.candidates[0][0] == told.split()[2]
