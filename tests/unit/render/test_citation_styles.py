"""Each style writes months, units, organs and series as its manual has them, whatever the corpus cites."""

from __future__ import annotations

import calendar
import json
from types import SimpleNamespace

import pytest

from compactx.query.cite import CitationPlace, Work
from compactx.render.citations import bibtex, bluebook, chicago, csl, link, oscola, ris, un

FULL = list(calendar.month_name)[1:]
SHORT = ["Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]
TEX = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
NOWHERE = CitationPlace("", "", "")
UNITS = {  # of an article, a paragraph and a footnote
    un: ("art. 5 (b)", "para. 5 (b)", "footnote 5 (b)"),
    oscola: ("art 5(b)", "para 5(b)", "fn 5(b)"),
    bluebook: ("art. 5(b)", "¶ 5(b)", "n. 5(b)"),
    chicago: ("art. 5(b)", "para. 5(b)", "n 5(b)"),
    link: ("art. 5(b)", "para. 5(b)", "footnote 5(b)"),
    ris: ("art. 5(b)", "para. 5(b)", "footnote 5(b)"),
    bibtex: ("[art.~5(b)]", "[para.~5(b)]", "[footnote 5(b)]"),
}


def work(kind="publication", sort="framework", **fields):
    """Return what is cited of a made-up plan; its node is what the fields say it is."""
    empty = dict.fromkeys(Work.__annotations__, "")
    node = SimpleNamespace(n=1, id="lake-plan", kind=sort, locator="5.b")
    whole = {
        "node": node, "instrument": node, "kind": kind, "title": "Plan of the Lakes", "author": "Lake Office",
        "own_date": True, "event": "adopted", "pinpoint": NOWHERE, "missing": (),
    }  # fmt: skip
    return Work(**{**empty, **whole, **fields})


def treaty(**fields):
    return work("treaty", "treaty", **{"series": "UNTS", "volume": "7", "registration": "9", **fields})


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_its_name(month):
    dated = work(date=f"2018-{month:02}-09")
    name, short, tex = FULL[month - 1], SHORT[month - 1], TEX[month - 1]
    assert f"({name} 9, 2018)" in chicago.cite(dated).replace("adopted ", "")
    assert f"({short} 9, 2018)" in bluebook.cite(dated)
    assert f"(9 {name} 2018)" in un.cite(dated)
    assert f"(9 {name} 2018)" in oscola.cite(dated)
    assert f"\n  month = {tex}," in bibtex.cite(dated) or f"\n  month = {tex}\n" in bibtex.cite(dated)
    assert f"DA  - 2018/{month:02}/09/" in ris.cite(dated)
    assert json.loads(csl.cite(dated))[0]["issued"] == {"date-parts": [[2018, month, 9]]}


@pytest.mark.parametrize("style", UNITS, ids=lambda style: style.__name__.rpartition(".")[2])
def test_every_unit_has_its_word(style):
    for unit, words in zip(("article", "paragraph", "footnote"), UNITS[style], strict=True):
        said = style.cite(work(pinpoint=CitationPlace(unit, "5.b", "")))
        assert words in said
        assert said.count("5") == 1


def test_units_of_csl_are_labels_of_its_schema():
    labels = {"article": "article-locator", "paragraph": "paragraph", "footnote": "note", "objective": "none"}
    for unit, label in labels.items():
        item = json.loads(csl.cite(work(pinpoint=CitationPlace(unit, "5", ""))))[0]
        assert (item["label"], item["locator"].rpartition(" ")[2]) == (label, "5")


def test_goals_targets_and_objectives_are_named_alike():
    for style in UNITS:
        for unit, words in (("goal", "Goal 5"), ("target", "target 5"), ("objective", "objective 5")):
            assert words in style.cite(work(pinpoint=CitationPlace(unit, "5", ""))).replace("~", " ")


def test_what_has_no_number_stands_in_quotation_marks():
    quoted = dict.fromkeys(UNITS, '"Vision"') | {oscola: "'Vision'"}
    for style, words in quoted.items():
        assert words in style.cite(work(pinpoint=CitationPlace("", "Vision", "")))


def test_organs_of_resolutions():
    said = {
        "General Assembly": ("UNGA Res 7/1", "G.A. Res. 7/1", "General Assembly resolution 7/1"),
        "Human Rights Council": (
            "UNHRC Res 7/1",
            "Human Rights Council Res. 7/1",
            "Human Rights Council resolution 7/1",
        ),
        "Security Council": ("UNSC Res 7/1", "S.C. Res. 7/1", "Security Council resolution 7/1"),
    }
    for organ, words in said.items():
        for body in (organ, f"United Nations {organ}"):
            one = work("resolution", "resolution", body=body, number="7/1", symbol="A/7", title="On Boats", date="2018")
            assert words[0] in oscola.cite(one)
            assert bluebook.cite(one).startswith(words[1])
            assert un.cite(one) == f"{words[2]}."
            assert chicago.cite(one) == "Lake Office, Resolution 7/1, On Boats, A/7 (adopted 2018)."
            assert chicago.again(one) == "Resolution 7/1."


def test_series_of_treaties():
    for series, unabridged in (("UNTS", "United Nations"), ("LNTS", "League of Nations")):
        one = treaty(series=series)
        assert un.cite(one) == f"Plan of the Lakes, {unabridged}, Treaty Series, vol. 7, No. 9."
        assert chicago.cite(one) == f"Plan of the Lakes, {unabridged} Treaty Series 7, no. 9."
        assert bluebook.cite(one) == f"Plan of the Lakes, 7 {'.'.join(series)}. No. 9."
        assert oscola.cite(one) == f"Plan of the Lakes 7 {series} No 9."
        assert f"T2  - {unabridged} Treaty Series\nVL  - 7\nM1  - 9\n" in ris.cite(one)
        assert f"howpublished = {{{unabridged} Treaty Series, vol. 7, no. 9}}" in bibtex.cite(one)
        assert json.loads(csl.cite(one))[0]["container-title"] == f"{unabridged} Treaty Series"
        paged = treaty(series=series, page="33")
        assert bluebook.cite(paged) == f"Plan of the Lakes, 7 {'.'.join(series)}. 33."
        assert oscola.cite(paged) == f"Plan of the Lakes 7 {series} 33."


def test_the_charter_is_cited_in_its_own_way():
    charter = treaty(title="Charter of the United Nations", volume="1", registration="")
    at = charter.replace(pinpoint=CitationPlace("article", "5", ""))
    assert bluebook.cite(charter) == "U.N. Charter."
    assert bluebook.cite(at) == "U.N. Charter art. 5."
    assert un.cite(at) == "Charter of the United Nations, art. 5."


def test_dates_of_a_treaty_say_what_they_are():
    one = treaty(event="signed", date="1950-03-02", opened="1950-01-05", in_force="1951-12-31", short="the Plan")
    dates = "signed 2 March 1950, opened for signature 5 January 1950, entered into force 31 December 1951"
    assert oscola.cite(one) == f"Plan of the Lakes ({dates}) 7 UNTS No 9 (the Plan)."
    pending = one.replace(in_force="", not_in_force="1952-01", opened="")
    assert "(signed 2 March 1950, not in force as of January 1952)" in oscola.cite(pending)
    assert "not in force" not in oscola.cite(pending.replace(in_force="1952-02"))


def test_labour_conventions_and_documents():
    labour = work("labour", "treaty", title="Boats Convention (No. 7)", date="1950-03-02", symbol="C007")
    assert oscola.cite(labour).startswith("ILO Boats Convention (No 7) (adopted 2 March 1950)")
    assert bluebook.cite(labour) == "Int'l Lab. Org. [ILO], Boats Convention (No. 7), Mar. 2, 1950."
    assert un.cite(labour) == "International Labour Organization, Boats Convention (No. 7)."
    assert chicago.cite(labour) == "International Labour Organization, Boats Convention (No. 7), March 2, 1950."
    paper = work("document", "document", symbol="A/77/1", annex="annex II", date="2022")
    assert un.cite(paper) == "A/77/1, annex II."
    assert bluebook.cite(paper) == "Lake Office, Plan of the Lakes, U.N. Doc. A/77/1, annex II (2022)."
    assert oscola.cite(paper) == "Lake Office, 'Plan of the Lakes' (2022) UN Doc A/77/1 annex II."


def test_what_reports_are_called():
    for kind, sort, name in (
        ("resolution", "resolution", "Resolution"),
        ("labour", "framework", "International labour standard"),
        ("document", "document", "UN document"),
        ("publication", "framework", "Document"),
    ):
        one = work(kind, sort, body="General Assembly", number="7/1")
        assert f"  type = {{{name}}}," in bibtex.cite(one)
        assert json.loads(csl.cite(one))[0].get("genre", "Document") == name
        press = "United Nations" if kind in {"resolution", "document"} else "Lake Office"
        assert json.loads(csl.cite(one))[0]["publisher"] == press
        assert f"  institution = {{{press}}}" in bibtex.cite(one)


def test_the_same_again():
    at = CitationPlace("paragraph", "5.b", "")
    said = {un: "Ibid., para. 5 (b).", oscola: "ibid para 5(b).", bluebook: "Id. ¶ 5(b).",
            chicago: "Plan of the Lakes, para. 5(b)."}  # fmt: skip
    for style, words in said.items():
        assert style.again(work(pinpoint=at)) == words
