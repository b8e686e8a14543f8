"""The table of names that is kept beside an index answers as one made anew, and only for as long as it holds."""

from __future__ import annotations

import os
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compactx.citation import catalogue as of_names
from compactx.citation.automaton import Automaton
from compactx.citation.catalogue import load_catalogue
from compactx.citation.forms import by_start, names_in
from compactx.citation.scan import scan_text
from compactx.corpus.source import roots
from compactx.index import notes
from compactx.index.read import Index
from compactx.index.store import open_index

WORDS = st.lists(st.sampled_from(["red", "sea", "", "port", "sé", "\n"]), min_size=1, max_size=4).map(" ".join)
NAMES = WORDS.filter(lambda name: name.strip() and "\n" not in name).map(str.strip)
TEXT = "The Harbour Pact, article 2, and the Office for Harbours (OFH) met. Resolution 70/1 says so; the Pact too."


@given(st.lists(NAMES, max_size=8), st.lists(WORDS, max_size=9).map(" ".join))
def test_names_by_their_start_are_those_of_an_automaton_in_its_order(names, text):
    names = list(dict.fromkeys(names))
    automaton = Automaton([f" {name} " for name in names])
    wanted = [(last + 1 - size, last - 1, names[n]) for last, (n, size) in automaton.ends(f" {text} ")]
    table = by_start(names)
    assert names_in(text, table, table.__getitem__) == wanted


@pytest.fixture
def own(own_homes, small_corpus):  # noqa: ARG001 - homes of its own
    return Index(open_index(roots("")))


def _read(text, catalogue):
    return scan_text(text, (), catalogue)


def test_a_kept_table_answers_as_one_made_anew(own, monkeypatch):
    made = load_catalogue(own)

    def never(*_):
        raise AssertionError

    with monkeypatch.context() as patch:
        patch.setattr(of_names, "_plain", never)
        kept = load_catalogue(own)
    assert len(list(kept.by_key)) > 5
    assert list(kept.by_key) == list(made.by_key)
    assert [kept.by_key[name] for name in kept.by_key] == [made.by_key[name] for name in made.by_key]
    assert dict(kept.symbols.items()) == dict(made.symbols.items())
    for table in ("facts", "friends", "patterns", "main"):
        assert getattr(kept, table) == getattr(made, table), table
    assert all(word in kept.words for name in kept.patterns for word in name.split())
    assert "unheard" not in kept.words
    things = {form.target for name in made.by_key for form in made.by_key[name]}
    for told in ("kind", "title", "forms_of"):
        assert [getattr(kept, told)(who) for who in things] == [getattr(made, told)(who) for who in things]
    assert _read(TEXT, kept) == _read(TEXT, made)
    assert _read(TEXT, made)


def test_a_table_is_of_one_content_and_of_one_code(own, monkeypatch):
    load_catalogue(own)
    assert notes.recall_table(own, "names", of_names.reader_mark)
    assert notes.recall_table(own, "names", lambda: "other code") is None
    monkeypatch.setattr(notes, "_contents", lambda _: "0 other contents")
    assert notes.recall_table(own, "names", of_names.reader_mark) is None


@pytest.mark.parametrize("cut", [0, 3, 400, -1])
def test_a_damaged_table_is_made_anew(own, cut):
    before = _read(TEXT, load_catalogue(own))
    path = notes._path(own, "names", ".bin")
    with open(path, "rb") as stream:
        data = stream.read()
    with open(path, "wb") as stream:
        stream.write(data[:cut] + b"?" + data[cut:][1:])
    assert _read(TEXT, load_catalogue(own)) == before


def test_a_name_that_is_taken_away_is_found_no_more(tiny_corpus, own_homes):  # noqa: ARG001 - homes of its own
    folder = tiny_corpus()
    text = "the Office for Harbours met"
    found = Index(open_index((str(folder),)))
    first = [row[0] for row in found.connection.execute("SELECT name FROM name WHERE detect ORDER BY n")]
    text = f"we thank {first[0]} for it"
    assert _read(text, load_catalogue(found))
    found.connection.close()
    for file in folder.rglob("*.yaml"):
        file.write_text(file.read_text(encoding="utf-8").replace(first[0], "Quite Another Thing"), encoding="utf-8")
    again = Index(open_index((str(folder),)))
    assert [one.to for one in _read(text, load_catalogue(again)) if one.to] == []
    assert _read(text.replace(first[0], "Quite Another Thing"), load_catalogue(again))


def test_a_long_text_is_read_by_the_automaton_alike(own, monkeypatch):
    short = _read(TEXT, load_catalogue(own))
    monkeypatch.setattr(of_names, "_ENOUGH", 0)
    assert _read(TEXT, load_catalogue(own)) == short


def test_what_a_wheel_brings_lies_beside_its_index_and_needs_no_mark(own):
    file = notes._file(own)
    path = of_names.names_beside(file)
    try:
        of_names.bring_names(own, path)
        plain = notes.recall_table(own, "names", lambda: pytest.fail("the code was looked at"))
        assert plain == of_names._plain(own, "")
        with pytest.raises(FileExistsError):
            of_names.bring_names(own, path)
    finally:
        os.unlink(path)


def test_what_a_wheel_of_another_corpus_brought_is_not_believed(own, monkeypatch):
    path = of_names.names_beside(notes._file(own))
    try:
        with monkeypatch.context() as other:
            other.setattr(notes, "_contents", lambda _: "0 other contents")
            of_names.bring_names(own, path)
        assert notes.recall_table(own, "names", lambda: "no code") is None
    finally:
        os.unlink(path)


def test_an_index_in_memory_has_no_table():
    assert notes.recall_table(Index(sqlite3.connect(":memory:")), "names", lambda: "") is None
