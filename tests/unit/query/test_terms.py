"""Queries to expressions: the grammar, and that nothing typed can break the text index."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from compactx.errors import UsageError
from compactx.query import terms

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases/queries.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["typed"])
def test_queries_are_read_as_written(case):
    query = terms.read_query(case["typed"])
    assert query.problem == case.get("problem", "")
    if "asked" in case:
        assert terms.expression(query) == case["asked"]
    else:
        assert all(isinstance(token, terms.SearchTerm) for token in query.tokens)


@pytest.mark.parametrize("text", ["", "   ", "???", '""', "AND", "( )", '"-"'])
def test_a_query_without_a_word_is_a_usage_error(text):
    with pytest.raises(UsageError, match="no word"):
        terms.read_query(text)


def test_a_query_of_any_length_is_bounded():
    with pytest.raises(UsageError, match="the longest"):
        terms.read_query("a" * (terms.MAX_TEXT + 1))


def test_a_phrase_gives_way_to_its_longer_words():
    loosened = terms.read_query('"best interests of the child"').loosened()
    assert [term.words for term in loosened.terms] == [("best",), ("interests",), ("child",)]


@pytest.fixture(scope="module")
def table():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE text USING fts5 (words, tokenize='unicode61 remove_diacritics 2')")
    connection.execute("INSERT INTO text VALUES ('anything at all')")
    yield connection
    connection.close()


PIECES = st.sampled_from(
    [
        "AND",
        "OR",
        "NOT",
        "NEAR",
        "NEAR/3",
        "NEAR(",
        "(",
        ")",
        '"',
        "*",
        ",",
        "child",
        "A/RES/70/1",
        "33(b)",
        "^",
        ":",
        "{",
        "+",
        "-",
        "é",
    ]
)


@given(
    text=st.one_of(
        st.text(max_size=60), st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES, max_size=14).map("".join)
    )
)
def test_no_query_is_an_error_of_syntax(table, text):
    try:
        query = terms.read_query(text)
    except UsageError:
        return
    for asked in (terms.expression(query), terms.expression(query, any_of=True), terms.expression(query.loosened())):
        table.execute("SELECT * FROM text WHERE text MATCH ?", (asked,)).fetchall()
