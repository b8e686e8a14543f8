from compactx.citation.citation import Clauses, ClauseSpan


def test_the_innermost_clause_owns_an_offset():
    clauses = Clauses(
        [ClauseSpan("1", "paragraph", 0, 30), ClauseSpan("1.a", "item", 10, 20), ClauseSpan("2", "paragraph", 40, 50)]
    )
    assert [clauses.at(n).locator for n in (0, 9, 10, 19, 20, 29, 30, 40, 50)] == [
        "1",
        "1",
        "1.a",
        "1.a",
        "1",
        "1",
        "",
        "2",
        "",
    ]


def test_a_clause_in_two_spans_is_one_clause():
    clauses = Clauses(
        [ClauseSpan("1", "paragraph", 0, 5), ClauseSpan("1.a", "item", 5, 9), ClauseSpan("1", "paragraph", 9, 12)]
    )
    assert clauses.at(1).number == clauses.at(10).number
    assert clauses.count == 2


def test_a_footnote_answers_with_the_clause_of_its_mark():
    place = Clauses([ClauseSpan("footnote-3", "footnote", 0, 5, "7.b")]).at(2)
    assert (place.locator, place.note) == ("7.b", "footnote-3")


def test_no_clauses_at_all():
    assert Clauses([]).at(3).locator == ""
