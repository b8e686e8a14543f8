"""The shipped extents, and those of documents that a library holds whole."""

from __future__ import annotations

import pytest

import compactx
from compactx.index.instruments import extent_of


@pytest.fixture(scope="module")
def index():
    return compactx.open().index


@pytest.mark.parametrize(
    ("identity", "where", "answer"),
    [
        ("gcm", "objective-23", "yes"),
        ("gcm", "objective-24", "no"),
        ("gcm/33.a", "33.h", "no"),
        ("crc", "article-54", "yes"),
        ("crc", "article-55", "no"),
        ("agenda2030", "target-10.9", "no"),
        ("ny-declaration", "annex-ii.8.x", "yes"),
        ("ilo-c97", "article-23", "yes"),
        ("imrf", "5", "unknown"),
    ],
)
def test_the_shipped_corpus_knows_what_exists(index, identity, where, answer):
    assert extent_of(index, index.by_id(identity)).has(where) == answer


def test_every_extent_of_the_shipped_corpus_says_where_it_was_counted(index):
    rows = index.connection.execute("SELECT sources FROM extent").fetchall()
    assert len(rows) > 80
    assert all(sources for (sources,) in rows)


def test_a_document_held_whole_has_its_paragraphs_and_no_others(library):
    first = int(library.meta()["corpus_rows"])
    rows = library.connection.execute(
        "SELECT DISTINCT instrument FROM node WHERE kind = 'paragraph' AND locator = '1' AND instrument > ?", (first,)
    ).fetchall()
    held = [extent for (number,) in rows if (extent := extent_of(library, library.node(number))).ranges]
    assert held
    for extent in held:
        last = extent.ranges[0].last
        assert [extent.has(str(last)), extent.has(str(last + 1)), extent.has("1.a")] == ["yes", "no", "unknown"]
