"""A document of the library is what the corpus describes only if it bears its symbol and has its clauses."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from compactx.corpus.load import load
from compactx.index.read import Index
from compactx.index.writing.build import build
from compactx.library.store import DocumentSource, LibraryStore, StoredCitation, StoredClause, StoredDocument

TINY = Path(__file__).parents[2] / "tiny"

THINGS = (
    (TINY / "registers/things.yaml").read_text(encoding="utf-8").replace("date: 2017", "symbol: L/INF/1\n  date: 2017")
)
SAME = "0123456789abcdef"  # of the pact's first paragraph
OTHER = "fedcba9876543210"


@pytest.fixture
def joined(tiny_corpus, tmp_path):
    """Return the index of the small corpus with some documents beside it."""

    def join(*items: StoredDocument) -> Index:
        path = str(tmp_path / "library.sqlite")
        store = LibraryStore(path)
        store.begin()
        for at, item in enumerate(items):
            store.put(DocumentSource(f"documents/{at}.xml", 1, 1, str(at)), item)
        store.commit()
        store.close()
        connection = sqlite3.connect(":memory:", isolation_level=None)
        build(connection, load((str(tiny_corpus({"registers/things.yaml": THINGS})),)), "", path)
        return Index(connection)

    return join


def document(identity: str, symbol: str, *marks: str) -> StoredDocument:
    """Return a document whose clauses 1, 2, ... have these fingerprints; the first cites the charter."""
    clauses = [
        StoredClause(str(n), str(n), "paragraph", "", n, "", f"w{n}", 1, mark) for n, mark in enumerate(marks, 1)
    ]
    cited = [StoredCitation("1", "charter", "", "Charter of the Lakes", "", "official", "high")]
    return StoredDocument(identity, symbol, "resolution", "A title", "2019", "", "", None, "", clauses, cited, b"")


def parts(index: Index, identity: str) -> list[str]:
    node = index.by_id(identity)
    assert node
    return [child.id for child in index.children(node.n)]


def test_a_document_with_the_symbol_and_the_words_is_what_the_corpus_describes(joined):
    index = joined(document("l-res-5", "L/RES/5", SAME))
    assert index.by_id("l-res-5") is None
    first = index.by_id("pact/1")
    assert first
    assert first.gist == "The lakes are shared."
    assert {edge.basis for edge in index.edges_from(first.n) if edge.relation == "cites"} == {"official"}


def test_a_document_with_the_symbol_and_other_words_stands_beside_it(joined):
    index = joined(document("l-res-5", "L/RES/5", OTHER, SAME))
    assert parts(index, "l-res-5") == ["l-res-5/1", "l-res-5/2"]
    first = index.by_id("pact/1")
    assert first
    assert [edge.relation for edge in index.edges_from(first.n) if edge.family == "citation"] == ["rests-on"]
    assert {index.node(named.node).id for named in index.namesakes("L/RES/5")} == {"pact", "l-res-5"}
    assert [index.node(named.node).id for named in index.named("L/RES/5")] == ["pact"]


def test_what_adopted_a_treaty_is_not_the_treaty(joined):
    index = joined(document("lts-7", "1 LTS 7", OTHER))
    assert parts(index, "lts-7") == ["lts-7/1"]
    assert parts(index, "charter") == []


@pytest.mark.parametrize("taken", ["pact", "lake-office", "clean-guide"])
def test_a_file_that_is_named_like_something_else_is_not_that(joined, taken):
    before = parts(joined(), taken)
    index = joined(document(taken, "", OTHER))
    assert parts(index, taken) == before
    assert parts(index, f"{taken}-2") == [f"{taken}-2/1"]


def test_a_text_of_what_is_known_by_name_gives_it_clauses(joined):
    index = joined(document("l-inf-1", "L/INF/1", OTHER))
    assert index.by_id("l-inf-1") is None
    assert parts(index, "clean-guide") == ["clean-guide/1"]
