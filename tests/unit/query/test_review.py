"""Who reviews what, in which cycle, seen from a day."""

from __future__ import annotations

import pytest

from compactx.index.across import relation_rows
from compactx.query import review as module
from compactx.query.elsewhere import discussed
from compactx.query.review import review, spans, timeline
from compactx.query.select import select
from compactx.query.show import show


def part(index, ref, actor, on="2026-11-21", relation="reviews", **options):
    found = review(index, select(index, ref).node, on, **options)
    return next(one for one in found if one.actor.id == actor and one.reference.relation == relation)


def test_the_forum_reviews_an_objective_in_its_round_table(index):
    one = part(index, "objective 22", "imrf")
    assert one.reference.clause.id == "gcm/49.b"
    assert one.series.cycle.startswith("every four years")
    assert (one.series.last.node.id, one.series.following.date) == ("imrf-2026", "2030")
    assert [(place.document.id, place.section.locator, spans(place.paragraphs)) for place in one.documents] == [
        ("progress-declaration-2022", "round-table-3", "37 to 44"),
        ("progress-declaration-2026", "round-table-3", "29 to 34"),
    ]
    assert all(place.speaking == () for place in one.documents)


def test_paragraphs_of_ours_only_when_asked_for(index):
    one = part(index, "objective 22", "imrf", editorial=True)
    spoken = {place.document.id: [link.target.printed for link in place.speaking] for place in one.documents}
    assert "44" in spoken["progress-declaration-2022"]
    assert {"34", "55"} <= set(spoken["progress-declaration-2026"])


@pytest.mark.parametrize(
    ("on", "last", "following"),
    [
        ("2022-05-16", None, "imrf-2022"),
        ("2022-05-17", "imrf-2022", "imrf-2026"),
        ("2026-05-04", "imrf-2022", "imrf-2026"),
        ("2029-12-31", "imrf-2026", "imrf-2030"),
    ],
)
def test_last_and_next_follow_the_day(index, on, last, following):
    series = part(index, "gcm", "imrf", on).series
    assert (series.last.node.id if series.last else None, series.following.node.id) == (last, following)


@pytest.mark.parametrize(
    ("actor", "relation", "on", "following"),
    [
        ("regional-commissions", "reviews", "2026-11-21", "2028"),
        ("rcps", "reviews", "2031-01-01", "2032"),
        ("sg", "reports-on", "2026-11-21", "2026"),
        ("sg", "reports-on", "2027-01-01", "2028"),
    ],
)
def test_the_next_date_follows_from_the_interval(index, actor, relation, on, following):
    series = part(index, "gcm", actor, on, relation).series
    assert (series.following.date, series.following.is_derived) == (following, True)


def test_who_acts_by_a_clause_of_no_series_has_none(index):
    assert part(index, "gcm", "member-states").series is None
    assert part(index, "gcm", "rcps", relation="provides-space-for").series is None
    assert part(index, "imrf", "pga", relation="consults-on").series is None


def test_an_actor_has_only_the_occasions_that_it_or_its_members_held(index):
    assert part(index, "gcm", "rcps").series.last is None
    assert part(index, "gcm", "regional-commissions").series.last.node.id == "rr2-lac"
    assert part(index, "gcm", "regional-reviews").series.last.node.id == "rr2-lac"


def test_a_report_has_its_documents(index):
    one = part(index, "gcm", "sg", relation="reports-on")
    assert [place.document.symbol for place in one.documents] == ["A/75/542", "A/76/642", "A/79/590"]


def test_an_actor_has_what_it_does_and_what_is_done_for_it(index):
    found = {(one.actor.id, one.reference.relation) for one in review(index, select(index, "IMRF").node, "2026-11-21")}
    assert {("imrf", "reviews"), ("imrf", "results-in"), ("gfmd", "reports-to"), ("idm", "contributes-to")} <= found


def test_a_treaty_is_monitored(index):
    (one,) = review(index, select(index, "ICERD").node, "2026-11-21")
    assert (one.actor.id, one.target.id) == ("cerd", "icerd")


def test_every_objective_stands_in_one_round_table_of_each_declaration(index):
    for number in range(1, 24):
        places = discussed(index, select(index, f"objective {number}").node)
        assert [place.document.date[:4] for place in places] == ["2022", "2026"]
        assert len({place.section.locator for place in places}) == 1
        assert all(place.paragraphs and place.grouping.basis == "official" for place in places)


def test_a_clause_shares_the_round_table_of_its_objective(index):
    whole = discussed(index, select(index, "objective 22").node)
    clause = discussed(index, select(index, "38(b)").node)
    assert [place.section.id for place in clause] == [place.section.id for place in whole]
    assert discussed(index, select(index, "gcm").node) == ()
    assert [place.section for place in discussed(index, select(index, "gcm/43.b").node, editorial=True)] == [None, None]


def test_show_says_so_too(index):
    node = select(index, "objective 22").node
    assert [place.section.locator for place in show(index, node).reviewed_in] == ["round-table-3"] * 2
    assert any(place.speaking for place in show(index, node, editorial=True).reviewed_in)


def test_the_timeline_is_in_order_and_divides_at_the_day(index):
    found = timeline(index, select(index, "gcm").node, "2026-11-21")
    dates = [one.date for one in found.occasions]
    assert dates == sorted(dates)
    ids = [one.node.id for one in found.occasions]
    assert ids[0] == "gcm"
    assert {"res-73-326", "imrf-2022", "progress-declaration-2022", "rr1-africa", "rr2-lac", "gfmd-15", "a-79-590",
            "plenary-2029", "imrf-2030"} <= set(ids)  # fmt: skip
    assert "gfmd-01" not in ids, "older than the Compact"
    assert {one.node.id for one in found.occasions if one.is_foreseen} == {
        "sg-biennial-report", "regional-reviews", "plenary-2029", "imrf-2030",
    }  # fmt: skip
    assert len(ids) == len(set(ids))


def test_spans_draw_runs_together(index):
    named = [select(index, f"progress-declaration-2022/{n}").node for n in (24, 25, 26, 30, 41, 42)]
    assert spans(named) == "24 to 26, 30, 41, 42"
    assert spans([]) == ""


@pytest.mark.parametrize(
    ("clause", "first"),
    [
        ("43", ("un", "contributes-to", "cbm")),
        ("43(b)(iii)", ("un", "contributes-to", "migration-mptf")),
        ("44", ("redcross", "partner-in", "gcm")),
        ("47", ("rcps", "provides-space-for", "gcm")),
        ("48", ("member-states", "reviews", "gcm")),
        ("53", ("member-states", "reviews", "gcm")),
    ],
)
def test_who_does_what_by_the_words_of_a_clause_comes_first(index, clause, first):
    found = review(index, select(index, clause).node, "2026-11-21")
    assert (found[0].actor.id, found[0].reference.relation, found[0].target.id) == first
    assert found[0].reference.clause.printed == clause


def test_all_that_a_review_looks_for_is_kept_beside_the_citations_of_a_hub(index):
    asked = {*module.RELATIONS, *module._EDITION, *module._REPORTS, *module._HELD, *module._OWNED}
    families = {row[0]: row[3] for row in relation_rows(index)}
    assert {families[relation] for relation in asked} <= {"catalogue", "follow-up"}


RETOLD = """
relations:
- {id: part-of, forward: is part of, backward: contains, family: structure, cost: 3}
- {id: reviews, forward: reviews, backward: reviewed by, family: follow-up, cost: 4}
entries:
- {id: pact, kind: framework, title: Pact, legal: non-binding, date: 2018}
instrument: {id: talk, kind: document, title: Talk, legal: n/a, date: 2022-05-20, symbol: A/76/9}
provisions:
- {locator: table-1, kind: section, title: Table 1, references: [{to: pact-of/objective-1, relation: reviews,
   basis: official, surface: objective 1}]}
- {locator: '3', kind: paragraph, parent: table-1, gist: Boats., references: [{to: pact, relation: reviews}]}
- {locator: '4', kind: paragraph, parent: table-1, gist: Nets.}
- {locator: footnote-1, kind: footnote, parent: table-1, gist: Title of it.}
"""


def test_a_footnote_is_none_of_the_paragraphs_that_take_an_objective_up(tmp_path, run_cli):
    (tmp_path / "corpus.yaml").write_text("name: t\nversion: '1'\nschema: 1\nmain: pact-of\n", encoding="utf-8")
    (tmp_path / "talk.yaml").write_text(RETOLD, encoding="utf-8")
    (tmp_path / "pact.yaml").write_text(
        "instrument: {id: pact-of, kind: framework, title: The Pact, legal: non-binding, date: 2018}\n"
        "provisions:\n- {locator: objective-1, kind: objective, number: 1, title: Boats}\n",
        encoding="utf-8",
    )
    page = run_cli("show", "pact-of/objective-1", corpus=tmp_path).out
    assert "paragraphs 3, 4 of A/76/9" in page
