"""What exists of an instrument is told, what does not is refused, and nothing is claimed without knowledge."""

from __future__ import annotations

import pytest

from compactx.model.extent import Extent, Range
from compactx.model.finding import Place

HERE = Place("here")
PACT = Extent((
    Range("pact", "objective", 23, HERE, offset=16),
    Range("pact", "paragraph", 54, HERE, parts="1-32 33:g 34-54"),
    Range("pact", "paragraph", 15, HERE, within="annex-ii", parts="8:x"),
    Range("pact", "article", 40, HERE, also=("8 bis",), parts="2/3 5/3:c 7:d 14/7:3g 40/4:1c,2b"),
    Range("pact", "target", 17, HERE, parts="10/7:c 17/19"),
))  # fmt: skip


@pytest.mark.parametrize(
    ("where", "answer", "said"),
    [
        ("54", "yes", ""),
        ("55", "no", "54 is the last paragraph"),
        ("0", "no", "54 is the last paragraph"),
        ("33.g", "yes", ""),
        ("33.h", "no", "there are 33(a) to 33(g)"),
        ("34.a", "no", "34 has no lettered items"),
        ("33.g.ii", "unknown", ""),
        ("objective-24", "no", "23 is the last objective"),
        ("objective-17.k", "no", "there are 33(a) to 33(g)"),
        ("objective-17.c", "yes", ""),
        ("annex-ii.8.x", "yes", ""),
        ("annex-ii.8.y", "no", "there are 8(a) to 8(x)"),
        ("annex-ii.16", "no", "15 is the last paragraph of annex II"),
        ("annex-i.16", "unknown", ""),
        ("article-xl", "yes", ""),
        ("article-xli", "no", "40 is the last article"),
        ("article-8.bis", "yes", ""),
        ("article-8.ter", "no", "those put in between are 8 bis"),
        ("article-9.bis", "no", "those put in between are 8 bis"),
        ("article-8.bis.2", "unknown", ""),
        ("article-2.4", "no", "article 2 has 3 paragraphs"),
        ("article-5.3.c", "unknown", ""),
        ("article-5.3.d", "no", "article 5 has items (a) to (c)"),
        ("article-7.2", "unknown", ""),
        ("article-14.3.a", "yes", ""),
        ("article-14.3.h", "no", "article 14(3) has items (a) to (g)"),
        ("article-14.2.a", "no", "article 14(2) has no lettered items"),
        ("article-14.3.a.ii", "unknown", ""),
        ("article-14.8", "no", "article 14 has 7 paragraphs"),
        ("article-40.2.c", "no", "article 40(2) has items (a) to (b)"),
        ("article-40.c", "no", "article 40(1) has items (a) to (c); article 40(2) has items (a) to (b)"),
        ("article-9.2", "unknown", ""),
        ("target-10.c", "yes", ""),
        ("target-10.9", "no", "there are 10.1 to 10.7 and 10.a to 10.c"),
        ("target-17.a", "no", "there are 17.1 to 17.19"),
        ("target-18.1", "no", "17 is the last goal"),
        ("goal-3", "unknown", ""),
        ("preamble", "unknown", ""),
    ],
)
def test_a_part_exists_or_not_or_nobody_knows(where, answer, said):
    assert (PACT.has(where), PACT.words(where)) == (answer, said)


def test_of_a_thing_that_is_cited_whole_nothing_is_said():
    series = Extent((Range("report", "whole", 0, HERE),))
    assert (series.whole, PACT.whole) == (series.ranges[0], None)
    assert (series.has("12"), series.words("12"), series.total("12")) == ("unknown", "", "")


def test_targets_of_no_goal_are_numbered_by_themselves():
    framework = Extent((Range("framework", "target", 23, HERE), Range("framework", "guideline", 15, HERE)))
    assert (framework.has("target-23"), framework.words("target-24")) == ("yes", "23 is the last target")
    assert framework.words("guideline-16") == "15 is the last guideline"


def test_nothing_is_refused_without_a_count_that_is_believed():
    doubted = Extent((Range("pact", "article", 40, HERE, parts="5:b", confidence="low"),))
    assert [doubted.has(f"article-{part}") for part in ("40", "41", "5.b", "5.c", "6.a")] == [
        "likely", "unlikely", "likely", "unlikely", "unknown",
    ]  # fmt: skip
    assert [doubted.words("article-41"), doubted.words("article-40"), doubted.words("article-5.c")] == [
        "as far as we know it has 40 articles; we have not counted a text", "",
        "as far as we know article 5 has items (a) to (b); we have not counted a text",
    ]  # fmt: skip
    alone = Extent((Range("pact", "article", 1, HERE, within="annex-i", confidence="low"),))
    assert alone.words("annex-i.article-2") == (
        "as far as we know it has 1 article of annex I; we have not counted a text"
    )
    assert Extent().has("article-1") == "unknown"


@pytest.mark.parametrize(
    ("where", "answer", "said"),
    [
        ("article-40.2.b.vii", "yes", ""),
        ("article-40.2.b.viii", "no", "article 40(2)(b) has items (i) to (vii)"),
        ("article-40.2.a.i", "no", "article 40(2)(a) has no numbered items below it"),
        ("article-40.2.c.i", "no", "article 40(2) has items (a) to (b)"),
        ("article-5.d.ix", "yes", ""),
        ("article-5.d.x", "no", "article 5(d) has items (i) to (ix)"),
        ("article-5.a.i", "no", "article 5(a) has no numbered items below it"),
        ("article-14.3.a.i", "no", "article 14(3)(a) has no numbered items below it"),
        ("article-15.a.i", "unknown", ""),
        ("article-5.d.ix.1", "unknown", ""),
    ],
)
def test_numerals_below_letters_exist_or_not_where_they_were_counted(where, answer, said):
    parts = "5:f+d9,e6 14/7:3g+ 15:d 40/4:2b,3b+2b7"
    pact = Extent((Range("pact", "article", 54, HERE, parts=parts),))
    assert (pact.has(where), pact.words(where)) == (answer, said)


@pytest.mark.parametrize(
    ("where", "answer", "said"),
    [
        ("preamble", "yes", ""),
        ("recital-13", "yes", ""),
        ("recital-14", "no", "13 is the last preambular paragraph"),
        ("preamble.3", "yes", ""),
        ("preamble.m", "yes", ""),
        ("recital-n", "no", "13 is the last preambular paragraph"),
    ],
)
def test_a_preamble_has_so_many_paragraphs(where, answer, said):
    pact = Extent((Range("pact", "recital", 13, HERE), Range("pact", "article", 54, HERE)))
    assert (pact.has(where), pact.words(where)) == (answer, said)


def test_of_a_preamble_that_nobody_counted_no_paragraph_is_refused():
    pact = Extent((Range("pact", "recital", 0, HERE),))
    assert [pact.has(where) for where in ("preamble", "recital-1", "preamble.30")] == ["yes", "unknown", "unknown"]


def test_letters_that_were_not_counted_are_not_refused():
    uncounted = Extent((Range("pact", "article", 40, HERE, parts="13/2", letters=False),))
    assert [uncounted.has("article-13.1.b"), uncounted.has("article-13.a")] == ["unknown"] * 2


def test_of_parts_put_in_between_nothing_is_said_where_nobody_listed_them():
    pact = Extent((Range("pact", "article", 54, HERE, parts="5/2:c"),))
    assert (pact.has("article-5.bis"), pact.between("article-5.bis"), pact.between("x")) == ("unknown", "", "")
