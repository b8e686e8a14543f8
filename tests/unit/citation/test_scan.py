import copy
import gc

import grids
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compactx.citation import scan
from compactx.citation.catalogue import Catalogue, form
from compactx.citation.citation import ClauseSpan
from compactx.citation.forms import Target
from compactx.citation.scan import scan_text, stretches
from compactx.model.extent import Absence


def read(text, catalogue, spans=()):
    """Return (words, what they lead to, status) of each citation."""
    return [(c.surface, c.to or c.symbol or c.name, c.status) for c in scan_text(text, spans, catalogue)]


def ids(text, catalogue):
    return [c.to for c in scan_text(text, (), catalogue)]


def test_a_scan_makes_no_circles_and_leaves_the_collector_as_it_was(catalogue, monkeypatch):
    text = "The Convention on Rivers (CR) is old; article 3 of that Convention and resolution 55/25 are, too. " * 40
    monkeypatch.setattr(scan, "_STRETCH", 500)
    monkeypatch.setattr(scan, "_LONGEST", 1000)
    assert gc.isenabled()
    scan_text(text, (), catalogue)  # what is made once for all texts is there now
    assert gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        scan_text(text, (), catalogue)
        assert not gc.isenabled()
        assert gc.collect() == 0
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Convention on Rivers helps. That Convention is short.", ["river-convention", "river-convention"]),
        ("The Convention on Rivers helps. The present Convention does not.", ["river-convention"]),
        ("The lake pact is unknown here.", []),
        ("The Lake Pact is known, so the lake pact is too, and the Pact.", ["pact", "pact", "pact"]),
        ("The Lake Monitoring Office met. The LMO agreed.", ["lmo", "lmo"]),
        ('The Pact of the Lakes ("the Water Deal") matters. The Water Deal is old.', ["pact", "pact"]),
        ("The Convention on Rivers (CR) is old. The CR is short.", ["river-convention", "river-convention"]),
        ("It was the First Lake Review Forum. The Forum ended.", ["lake-forum-2020", "lake-forum", "lake-forum-2020"]),
        ("The United Nations met. Member States came.", ["un", "states"]),
        ("Member States of another union met: Member States only.", []),
        ("See the Ford Declaration. Ibid.", ["ford", "ford"]),
        (
            "Resolution 71/1 is old; resolution 55/25, annex II, is older; so is resolution 55/25.",
            ["ford", "lake-protocol", "lake-convention"],
        ),
        ("Paragraph 3 (a) and (b) of the Lake Pact", ["pact", "pact/3.a", "pact/3.b"]),
        ("The Lake Pact has objectives. Objective 1 is one.", ["pact", "pact/objective-1"]),
        ("The Lake Pact is old. Objective 1 is ours.", ["pact"]),
        (
            "Annex II of the Ford Declaration is long. See annex II, para. 8 (a).",
            ["ford", "ford/annex-ii", "ford/annex-ii.8.a"],
        ),
        ("The Lake Fund meets", []),
    ],
)
def test_what_leads_where(text, expected, catalogue):
    assert ids(text, catalogue) == expected


@pytest.mark.parametrize(
    ("bracket", "named"),
    [
        ("(Convention on Rivers)", "river-convention"),
        ("(Convention on the Protection of Lakes)", "lake-convention"),
        ("(see Convention on Rivers)", ""),
        ("(Convention on Rivers, 1951)", ""),
        ("(Lake Pact)", ""),  # another noun
        ("(Ford Declaration)", ""),
        ("(Lake Monitoring Office)", ""),
        ("[Convention on Rivers]", ""),
    ],
)
def test_a_name_of_unknown_make_is_what_a_bracket_behind_it_says(bracket, named, catalogue):
    found = scan_text(f"States recall the Convention on Nets and Boats {bracket} of the year.", (), catalogue)
    assert found[0].surface == "Convention on Nets and Boats"
    assert (found[0].to, found[0].status) == (named, "resolved" if named else "unresolved")
    assert len(found) == 2


@pytest.mark.parametrize("bracket", ["(see below)", "()", "(", "(the old one)"])
def test_a_bracket_that_names_nothing_says_nothing(bracket, catalogue):
    (found,) = scan_text(f"States recall the Convention on Nets and Boats {bracket} of the year.", (), catalogue)
    assert (found.surface, found.to) == ("Convention on Nets and Boats", "")


def test_a_symbol_of_several_things_is_of_each(catalogue):
    targets = [Target(one, "resolution", one) for one in ("plan", "pact", "deal")]
    forms = [
        form("A/RES/75/9", "plan", "symbol"),
        form("A/RES/75/9", "pact", "symbol"),
        form("A/RES/75/8", "deal", "symbol"),
    ]
    held = Catalogue(targets, forms)
    assert sorted(held.sharing("A/RES/75/9")) == ["pact", "plan"]
    assert held.sharing("A/RES/75/8") == ("deal",)
    assert held.sharing("A/RES/75/8A") == ("deal",)
    assert held.sharing("A/RES/75/7") == ()
    assert catalogue.sharing("A/RES/55/25") == ("lake-convention",)


def test_a_pinpoint_never_crosses_the_end_of_a_sentence(catalogue):
    found = scan_text("We read article 3. The Convention on Rivers is another matter.", (), catalogue)
    assert [(c.to, c.pinpoint) for c in found] == [("river-convention", "")]


def test_what_could_be_several_things_is_kept_as_ambiguous(catalogue):
    found = scan_text(
        "The Convention on Rivers and the Convention on the Protection of Lakes. The Convention counts.", (), catalogue
    )
    assert found[-1].status == "ambiguous"
    assert set(found[-1].candidates) == {"river-convention", "lake-convention"}
    assert (found[-1].to, found[-1].confidence) == ("", "low")


def test_what_the_catalogue_lacks_is_kept_as_unresolved(catalogue):
    found = scan_text("See the Harbour Declaration on Ferries and A/RES/1/2.", (), catalogue)
    assert [(c.name, c.status, c.symbol) for c in found] == [
        ("Harbour Declaration on Ferries", "unresolved", ""),
        ("A/RES/1/2", "unresolved", "A/RES/1/2"),
    ]


@pytest.mark.parametrize(
    ("sure", "seen"),
    [
        (True, ("unresolved", "", "high", "no such part: article-99 (9 is the last)")),
        (False, ("resolved", "ford", "low", "perhaps no such part: article-99 (9 is the last)")),
    ],
)
def test_a_part_that_does_not_exist_as_far_as_we_know_is_resolved_with_low_confidence(catalogue, sure, seen):
    said = {"article-99": Absence("9 is the last", sure)}
    wary = copy.copy(catalogue)
    wary.lacks = lambda _whole, where: said.get(where)
    found = scan_text("Article 99 of the Ford Declaration, and article 9 of the Ford Declaration.", (), wary)
    whole = [(c.status, c.to, c.confidence, c.reason) for c in found if c.rule != "pinpoint"]
    assert whole == [seen, ("resolved", "ford", "high", "")]


def test_a_footnote_belongs_to_the_clause_with_its_mark_and_names_what_the_clause_cites(catalogue):
    text = "1. We read the Ferry Declaration on Boats,\u00b9 twice.\n\n\u00b9 Resolution 71/1."
    at = text.index("\u00b9 Res")
    spans = [ClauseSpan("1", "paragraph", 0, at - 2), ClauseSpan("footnote-1", "footnote", at, len(text), "1")]
    found = scan_text(text, spans, catalogue)
    assert [(c.locator, c.note, c.to, c.basis, c.rule) for c in found] == [
        ("1", "", "ford", "text", "footnote"),
        ("1", "footnote-1", "ford", "footnote", "resolution-number"),
    ]


@pytest.mark.parametrize(
    ("between", "both"),
    [("; ", True), (", ", True), (" and ", True), ("; and ", True), ("; the ", True), (". ", True), (". The ", False),
     (" - ", False), (": ", False), ("- ", False), ("/", False)],
)  # fmt: skip
def test_ibid_means_all_that_a_footnote_lists(between, both, catalogue):
    text = f"1. We read.\n\nA. The Lake Pact{between}Ford Declaration.\n\nB. Ibid."
    spans = [ClauseSpan("1", "paragraph", 0, 11), ClauseSpan("footnote-a", "footnote", 13, text.index("\n\nB")),
             ClauseSpan("footnote-b", "footnote", text.index("B."), len(text))]  # fmt: skip
    meant = {c.to for c in scan_text(text, spans, catalogue) if c.locator == "footnote-b"}
    assert meant == ({"pact", "ford"} if both else {"pact"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Articles 3 and 4 of the Convention on Rivers", ["Articles 3 and 4"]),
        ("Article 3 and paragraph 4 of the Convention on Rivers", ["Article 3 and paragraph 4"]),
        ("Paragraph 3 and article 4 of the Convention on Rivers", ["article 4"]),
        ("Page 3 and article 4 of the Convention on Rivers", ["article 4"]),
        ("Footnote 3 and article 4 of the Convention on Rivers", ["article 4"]),
    ],
)
def test_parts_of_several_kinds_that_hang_on_one_name(text, expected, catalogue):
    found = [c.pinpoint for c in scan_text(text, (), catalogue) if c.to.startswith("river-convention")]
    assert found == expected


def test_ibid_in_a_footnote_means_the_footnote_before(catalogue):
    text = "1. We read the Lake Pact.\n\nA. The Ford Declaration.\n\nB. Ibid., para. 2."
    first, second = text.index("A."), text.index("B.")
    spans = [
        ClauseSpan("1", "paragraph", 0, first),
        ClauseSpan("footnote-1", "footnote", first, second, "1"),
        ClauseSpan("footnote-2", "footnote", second, len(text), "1"),
    ]
    assert scan_text(text, spans, catalogue)[-1].to == "ford"


def test_the_document_itself_is_meant_where_its_series_is_named():
    targets = [Target("report", "class", "Yearly Report"), Target("report-2020", "document", "Yearly Report (2020)")]
    forms = [form("Yearly Report", "report", "full"), form("A/RES/75/9", "report-2020", "symbol")]
    text = "A/RES/75/9\n\nThis is the Yearly Report."
    assert ids(text, Catalogue(targets, forms)) == ["report-2020", "report-2020"]


words = st.sampled_from(
    [
        "the Lake Pact",
        "Convention on Rivers",
        "that Convention",
        "Ibid.",
        "article 3 of",
        "(CR)",
        '("the Deal")',
        "resolution 71/1",
        ". ",
        "\n\n",
        "\u00b9",
        " and ",
        "UN",
        "(",
        ")",
        "the LMO",
        "A/RES/55/25",
        "annex II",
        "\u00a0",
    ]
)


@settings(max_examples=grids.examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(words | st.text(max_size=8), max_size=25).map(" ".join))
def test_every_citation_stands_where_it_says(text, catalogue):
    spans = [ClauseSpan("1", "paragraph", 0, len(text) // 2), ClauseSpan("2", "paragraph", len(text) // 2, len(text))]
    for citation in scan_text(text, spans, catalogue):
        assert text[citation.start : citation.end] == citation.surface
        assert citation.start < citation.end
        assert citation.locator in {"1", "2"}
        assert (citation.status == "resolved") == bool(citation.to)
        assert citation.pinpoint in text
        assert citation.name


def test_long_texts_are_read_in_stretches_and_yield_the_same(catalogue, monkeypatch):
    text = "".join(f"{n}. The Lake Pact and the Convention on Rivers. That Convention is old.\n\n" for n in range(60))
    whole = scan_text(text, (), catalogue)
    monkeypatch.setattr(scan, "_STRETCH", 300)
    monkeypatch.setattr(scan, "_LONGEST", 600)
    assert len(list(stretches(text))) > 5
    assert scan_text(text, (), catalogue) == whole


@pytest.mark.parametrize("text", ["x" * 900, "x y " * 300, "x\ny" * 300, "x\n\n" * 300])
def test_stretches_cover_a_text_whatever_it_is_made_of(text, monkeypatch):
    monkeypatch.setattr(scan, "_STRETCH", 100)
    monkeypatch.setattr(scan, "_LONGEST", 200)
    cut = list(stretches(text))
    assert [a for a, _ in cut] == [0, *(b for _, b in cut[:-1])]
    assert cut[-1][1] == len(text)
    assert all(b - a <= 200 for a, b in cut)
