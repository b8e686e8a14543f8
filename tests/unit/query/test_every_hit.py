"""Everything that a search finds, written while it is made, is what the search gives whole."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compactx.cli.commands import search as command
from compactx.index import search as rows
from compactx.index.cache import sqlite3
from compactx.index.read import Index
from compactx.index.search import SearchScope
from compactx.query import every_hit as every_hit_module
from compactx.query.every_hit import every_hit
from compactx.query.search import search

ASKED = ("the", '"the states" OR children', "migraton", "Chancel of nowhere whatever", "ILO", "gcm", "x OR")
SCOPES = (
    SearchScope(), SearchScope(kinds=("paragraph", "treaty")), SearchScope(as_of="2019-06-01"),
    SearchScope(legal=("treaty",)), SearchScope(objectives=(7, 8)),
)  # fmt: skip


def texts_of(index, *ids):
    """Return attached wordings of instruments: a made-up one of each clause."""
    found = []
    for number, identity in enumerate(ids):
        whole = index.by_id(identity)
        parts = [node for node in index.nodes() if node.instrument == whole.n]
        words = ("The states decide.", "Migration of the birds.", "Nothing.")
        found.append((identity, {one.locator: words[(number + at) % 3] for at, one in enumerate(parts)}))
    return found


@pytest.mark.parametrize("few", [150, pytest.param(1 << 16, marks=pytest.mark.grid)])
def test_every_hit_is_that_of_the_whole_answer(library, monkeypatch, few):
    monkeypatch.setattr(every_hit_module, "_AT_ONCE", few)
    monkeypatch.setattr(every_hit_module, "_READ", 40)
    monkeypatch.setattr(rows, "BATCH", 50)
    attached = texts_of(library, "gcm")
    everywhere, *some = SCOPES
    asked = [(text, everywhere) for text in (ASKED if few > 150 else ASKED[:3])] + [("states", one) for one in some]
    for text, scope in asked:
        for texts in ((), attached):
            wanted = search(library, text, scope, limit=0, texts=texts, whole=True)
            found = every_hit(library, text, scope, texts=texts, whole=True)
            assert (found.notes, found.corrections) == (wanted.notes, wanted.corrections)
            assert len(found) == wanted.total
            hits = list(found)
            assert hits == list(wanted.hits), (text, scope)
            assert [node.n for node in found.nodes()] == [hit.node.n for hit in hits]
    assert len(every_hit(library, "the", everywhere)) > 100, "very many are compared"


PLAIN = ("a", "b", "ab", "b1", "1", "k", "i", "s", "ss")
SIGNS = "".join(sorted(sign for sign in rows._SIGNS if not sign.isascii()))
WORDS = st.text(alphabet="ab B1_-.'\x00é\u0301ß\u00ad\u0130\u0131\u017fK" + SIGNS, max_size=12)


@settings(max_examples=100, deadline=None)
@given(st.tuples(*[WORDS] * len(rows.COLUMNS)), st.lists(st.sampled_from(PLAIN), min_size=1, max_size=3))
def test_plain_words_are_marked_as_the_text_index_marks_them(cells, words):
    quoted = [f'"{word}"' for word in words]
    expression = quoted[0] if len(quoted) == 1 else f"({' OR '.join(quoted)})"
    mark = rows._plain_marks(expression)
    few = rows.plain_words(expression, many=False)
    memory = sqlite3.connect(":memory:")
    memory.execute(f"CREATE VIRTUAL TABLE text USING fts5 ({', '.join(rows.COLUMNS)}, {rows.TOKENS})")
    memory.execute(f"INSERT INTO text VALUES ({','.join('?' * len(cells))})", cells)
    found = memory.execute(f"SELECT {rows._MARKED} FROM text (?)", (expression,)).fetchone()
    memory.close()
    if rows.reads_plainly("".join(cells)) and "\x00" not in "".join(cells):
        assert tuple(map(mark, cells)) == (found or cells)
        assert tuple(rows.marked_plainly(few(cell)) for cell in cells) == (found or cells)


@pytest.mark.parametrize(
    "expression",
    [
        '"a" *',
        '"a b"',
        '("a" AND "b")',
        '("a" OR "b") OR "a b"',
        'NEAR ("a" "b", 5)',
        '"é"',
        '"a" NOT "b"',
    ],
)
def test_what_is_no_plain_word_is_left_to_the_text_index(expression):
    assert rows._plain_marks(expression) is None
    assert rows.plain_words(expression, many=False) is None


def test_what_bears_a_name_of_something_else_is_told_as_before(library):
    memory = sqlite3.connect(":memory:")
    library.connection.backup(memory)
    index = Index(memory)
    whole = next(node.instrument for node in every_hit(index, "the", SearchScope()).nodes() if node.instrument)
    memory.execute("REPLACE INTO origin (node, origin, owner) VALUES (?,2,?)", (whole, index.by_id("gcm").n))
    index = Index(memory)
    told = list(every_hit(index, "the", SearchScope()).claimed())
    assert {node.instrument or node.n for node in told} == {whole}
    every = [hit.node for hit in search(index, "the", limit=0).hits]
    assert told == [node for node in every if index.origin_of(node)[1]]
    memory.close()


def test_words_in_the_wording_alone_are_told_from_those_that_stand_elsewhere_too(library, monkeypatch):
    monkeypatch.setattr(every_hit_module, "_READ", 2)
    asked, marked = [], rows.marked_columns

    def noted(index, expression, numbers):
        asked.extend(numbers)
        return marked(index, expression, numbers)

    for word in ("resolution", "development", "migrant", "rights"):
        wanted = search(library, word, limit=0, whole=True)
        with monkeypatch.context() as patch:
            patch.setattr(rows, "marked_columns", noted)
            found = every_hit(library, word, SearchScope(), whole=True)
            hits = list(found)
            lines = list(found.lines())
        assert hits == list(wanted.hits)
        assert lines == [
            (hit.node.id, hit.node.kind, hit.node.printed if hit.instrument else "", hit.score, hit.snippet)
            for hit in hits
        ]
        beside = set(rows.matching_beside(library, found.found.expression))
        alone = {hit.node.n for hit in hits[10:]} - beside
        in_both = [hit for hit in hits if hit.node.n in beside and library.node(hit.node.n).locator]
        assert in_both, word
        assert not alone.intersection(asked), "nothing but the wording is read where it alone matches"
        asked.clear()


@pytest.mark.parametrize("words", [("the",), ("states", "--kind", "paragraph"), ("migraton",), ("qqqqq",), ("ILO",)])
def test_the_command_writes_the_same_lines_either_way(made, run_cli, monkeypatch, words):
    fields = ("--plain", "--fields", "id,field")
    for form in (("--ids",), ("--jsonl",), ("--csv",), ("--plain", "--header"), ("--json", "-n", "0"), fields):
        streamed = run_cli("search", *words, *form, env=made)
        with monkeypatch.context() as patch:
            patch.setattr(command, "_streams", lambda *_: False)
            whole = run_cli("search", *words, *form, env=made)
        assert (streamed.status, streamed.out, streamed.err) == (whole.status, whole.out, whole.err)


def test_hits_are_made_while_they_are_written(library, monkeypatch):
    monkeypatch.setattr(every_hit_module, "_AT_ONCE", 100)
    monkeypatch.setattr(every_hit_module, "_READ", 50)
    assert len(every_hit(library, "the", SearchScope())) > 400
    peaks = []
    for ask in (
        lambda: len(search(library, "the", limit=0).hits),
        lambda: sum(1 for _ in every_hit(library, "the", SearchScope())),
    ):
        library.forget_provisions()
        tracemalloc.start()
        ask()
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert 2 * peaks[1] < peaks[0]


def test_the_first_hits_are_there_before_the_words_of_the_others(library, monkeypatch):
    asked, marked = [], rows.marked_columns
    monkeypatch.setattr(every_hit_module, "_READ", 5)

    def noted(index, expression, numbers):
        asked.append(len(numbers))
        return marked(index, expression, numbers)

    def read(index, numbers):
        asked.append(len(numbers))
        return texts(index, numbers)

    texts = rows.clause_texts
    monkeypatch.setattr(rows, "marked_columns", noted)
    monkeypatch.setattr(rows, "clause_texts", read)
    found = every_hit(library, "the", SearchScope())
    next(iter(found))
    assert asked == [5]
    asked.clear()
    assert len(list(found)) == len(found) == sum(asked)
